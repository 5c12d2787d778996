"""Recognises kind and subject in the middle of the page, and the authority line of decisions."""

from collections.abc import Callable, Mapping
from functools import cache

from service.checking.recognition.drawn_rules import rules_under, shape_rule
from service.checking.recognition.page import Page
from service.checking.recognition.parts import Rule, Title
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import ADDRESSEE, APPENDIX, LAW_KINDS, UNIT_NAME, is_stamp
from service.domain.document_code import DocumentKind
from service.domain.text import fold
from service.reference import law

_SEARCHED_LINES = 12
_MAX_SUBJECT_LINES = 8
_WITH_AUTHORITY = {"quyet_dinh", "nghi_quyet", "chi_thi"}
_MAX_KIND_WORDS = 5


@cache
def kinds_by_name() -> Mapping[str, DocumentKind]:
    """Return the kinds of documents by their folded names, the longest first."""
    kinds = {fold(kind.name): kind for kind in law.document_kinds() if kind.abbreviation}
    return dict(sorted(kinds.items(), key=lambda item: -len(item[0])))


def recognise_title(page: Page, start: int) -> Title:
    """Return kind and subject, sought from line `start` on; an empty title where none is found."""
    near = page.lines[start : start + _SEARCHED_LINES]
    after = [
        line
        for line in near
        if (line.spot.kind != "cell" or line.spot.is_full_width) and not is_stamp(line.text)
    ]
    found = next((line for line in after if _kind_of(line) or _is_law(line)), None)
    found = found or next((line for line in after if _looks_like_kind(line)), None)
    if found is None:
        return Title(end=start)
    kind = _kind_of(found)
    first = page.lines.index(found) + 1
    subjects = _taken(page.lines[first : first + _MAX_SUBJECT_LINES], _is_subject(kind))
    end = first + len(subjects)
    while end < len(page.lines) and page.lines[end].is_filler:
        end += 1
    authorities = (
        _taken(page.lines[end : end + 3], _is_authority) if kind and kind.slug in _WITH_AUTHORITY else []
    )
    return Title(
        line=found,
        kind=kind,
        subjects=tuple(subjects),
        rules=_rules(page, subjects[-1] if subjects else found, found),
        authorities=tuple(authorities),
        is_norm=_is_law(found),
        end=end + len(authorities),
    )


def names_kind(line: TextLine) -> bool:
    """Tell whether a line is the kind of a document in the middle of the page."""
    return _kind_of(line) is not None and line.is_bold and not line.is_part


def _kind_of(line: TextLine) -> DocumentKind | None:
    """Return the kind that a line in capitals or a lone line names: ``KẾ HOẠCH``, ``BÁO CÁO TUẦN``, ``Kế hoạch``."""
    if UNIT_NAME.match(line.text):
        return None
    folded = line.folded.strip(" :.")
    for name, kind in kinds_by_name().items():
        if folded == name and line.paragraph.format.align == "center":
            return kind
        if line.is_upper and (folded == name or folded.startswith(f"{name} ")):
            return kind
    return None


def _is_law(line: TextLine) -> bool:
    return line.is_upper and line.folded.strip(" :") in LAW_KINDS


def _looks_like_kind(line: TextLine) -> bool:
    """Tell whether a line stands where a kind stands: short, centred, bold, in capitals."""
    centred = line.paragraph.format.align == "center" and not line.is_part
    return centred and line.is_upper and line.is_bold and 1 <= len(line.text.split()) <= _MAX_KIND_WORDS


def _is_subject(kind: DocumentKind | None) -> Callable[[TextLine], bool]:
    with_authority = kind is not None and kind.slug in _WITH_AUTHORITY

    def matches(line: TextLine) -> bool:
        stands_out = line.paragraph.format.align == "center" or (line.is_bold and line.spot.kind == "body")
        other = ADDRESSEE.match(line.text) or line.is_filler or line.text.startswith("(")
        is_next_part = with_authority and line.is_upper
        return stands_out and not other and not is_next_part and not _is_numbered(line)

    return matches


def _is_numbered(line: TextLine) -> bool:
    head = line.text.split(" ", 1)[0]
    is_mark = head.rstrip(".)").isdecimal() or set(head.rstrip(".")) <= set("IVX")
    return (
        bool(line.paragraph.label)
        or (head[-1:] in {".", ")"} and is_mark)
        or bool(APPENDIX.fullmatch(line.text))
    )


def _is_authority(line: TextLine) -> bool:
    return line.is_upper and line.paragraph.format.align == "center"


def _taken(lines: list[TextLine], matches: Callable[[TextLine], bool]) -> list[TextLine]:
    taken: list[TextLine] = []
    for line in lines:
        if not matches(line):
            break
        taken.append(line)
    return taken


def _rules(page: Page, line: TextLine, title: TextLine) -> tuple[Rule, ...]:
    """Return the rules under the subject: shapes anchored from the title down to the next text, and the others."""
    number = line.paragraph.number
    shapes: list[Rule] = []
    for paragraph in page.paragraphs(title.paragraph.number, number + 6):
        shapes.extend(shape_rule(shape, line, paragraph) for shape in paragraph.lines)
        is_text = any(not other.is_filler for other in page.lines_of(paragraph))
        if paragraph.number > number and is_text:
            break
    return (*rules_under(page, line, number + 4), *shapes)
