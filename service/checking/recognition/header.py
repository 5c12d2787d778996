"""Recognises the top of the first page: national title, motto, issuer, number, place and date, stamps."""

import itertools
import re
from collections.abc import Callable

from service.checking.recognition.drawn_rules import (
    floating_shapes,
    is_on_left,
    rules_under,
    shape_rule,
    shapes_beside,
)
from service.checking.recognition.names import parents_and_issuers
from service.checking.recognition.page import Page
from service.checking.recognition.parts import Header, Rule
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.title import names_kind
from service.checking.recognition.words import (
    ADDRESSEE,
    DATE,
    LETTER_SUBJECT,
    NUMBER,
    is_motto,
    is_national_title,
    is_stamp,
)

_SEARCHED_LINES = 60
_AFTER_TITLE = 30
_MAX_NUMBER_LENGTH = 60
_MAX_DATE_LENGTH = 90
_AFTER_HEADER = 6
_SUBJECT_LINES = 5
_DRAFT = re.compile(r"\(?\s*DỰ\s*THẢO\b", re.IGNORECASE)


def recognise_header(page: Page) -> Header:
    """Return the header of a document; an empty one where none is found."""
    top = page.lines[:_SEARCHED_LINES]
    title = _first(top, lambda line: is_national_title(line.text))
    motto = _first(top, lambda line: is_motto(line.text))
    anchor = title or motto
    if anchor is None:
        return Header()
    near = top[: top.index(anchor) + _AFTER_TITLE]
    near = near[: next((index for index, line in enumerate(near) if names_kind(line)), len(near))]
    number, dated = _first(near, _is_number), _first(near, _is_date)
    zone = _zone(page.lines, [line for line in (title, motto, number, dated) if line is not None])
    zone += _subject_below(page.lines, zone[-1])
    end = page.lines.index(zone[-1]) + 1
    stamps = tuple(line for line in page.lines[: end + _AFTER_HEADER] if is_stamp(line.text))
    known = {title, motto, number, dated, *stamps}
    left = [line for line in zone if line not in known and _is_left(line, anchor) and not line.is_filler]
    above = [line for line in left if _comes_before(line, number or dated, zone)]
    parents, issuers = parents_and_issuers([line for line in above if not _DRAFT.match(line.text)])
    first, last = zone[0].paragraph.number, zone[-1].paragraph.number
    motto_rules = _rules(page, motto, first, last, on_left=False)
    issuer_rules = _rules(page, issuers[-1] if issuers else None, first, last, on_left=True)
    return Header(
        national_title=title,
        motto=motto,
        parents=parents,
        issuers=issuers,
        number=number,
        place_and_date=dated,
        letter_subjects=_letter_subjects(left, number, zone),
        stamps=stamps,
        motto_rules=motto_rules or _surplus(issuer_rules),
        issuer_rules=issuer_rules or _surplus(motto_rules),
        unknown_pictures=sum(paragraph.pictures for paragraph in page.paragraphs(1, last + 1)),
        end=end,
    )


def _first(lines: list[TextLine], matches: Callable[[TextLine], bool]) -> TextLine | None:
    return next((line for line in lines if matches(line)), None)


def _is_number(line: TextLine) -> bool:
    return len(line.text) <= _MAX_NUMBER_LENGTH and NUMBER.match(line.text) is not None


def _is_date(line: TextLine) -> bool:
    return len(line.text) <= _MAX_DATE_LENGTH and DATE.fullmatch(line.text) is not None


def _zone(lines: list[TextLine], parts: list[TextLine]) -> list[TextLine]:
    """Return the lines from the top to the last part, and the rest of the table rows down to one below it."""
    rows = {line.spot.table: line.spot.row + 1 for line in parts if line.spot.table}
    last = max(lines.index(line) for line in parts)
    return [
        line
        for index, line in enumerate(lines)
        if index <= last or (line.spot.row <= rows.get(line.spot.table, -1) and not line.spot.is_full_width)
    ]


def _is_left(line: TextLine, anchor: TextLine) -> bool:
    """Tell whether a line may stand on the side that the national title does not stand on."""
    if anchor.spot.kind == "cell":
        return line.spot.table == anchor.spot.table and line.spot.column != anchor.spot.column
    if anchor.spot.kind == "box":
        return line.spot is not anchor.spot and line.spot.key != anchor.spot.key
    is_left = line.segment == 0 or _is_alone_on_left(line, anchor)
    return line.spot.kind != "cell" and is_left and (line.is_part or line.is_upper or bool(_subject(line)))


def _is_alone_on_left(line: TextLine, anchor: TextLine) -> bool:
    """Tell whether a line stands after one tab where the header leads to both its halves by tabs."""
    return anchor.paragraph.text.startswith("\t") and line.paragraph.text[: line.start] == "\t"


def _subject_below(lines: list[TextLine], last: TextLine) -> list[TextLine]:
    """Return the lines of ``V/v`` that stand under a header made with tabs, above ``Kính gửi``."""
    after = lines[lines.index(last) + 1 :]
    if last.spot.kind != "body" or not after or not LETTER_SUBJECT.match(after[0].text):
        return []
    below = itertools.takewhile(lambda line: not ADDRESSEE.match(line.text), after[: _SUBJECT_LINES + 1])
    found = list(below)
    return found if len(found) <= _SUBJECT_LINES else found[:1]


def _subject(line: TextLine) -> re.Match[str] | None:
    return LETTER_SUBJECT.match(line.text)


def _comes_before(line: TextLine, mark: TextLine | None, zone: list[TextLine]) -> bool:
    """Tell whether a line stands above the number: earlier in reading order and in no lower row."""
    return mark is None or (zone.index(line) < zone.index(mark) and not _subject(line))


def _letter_subjects(
    left: list[TextLine], number: TextLine | None, zone: list[TextLine]
) -> tuple[TextLine, ...]:
    """Return the lines of the subject of a công văn: from ``V/v`` on, in the same place."""
    start = next((index for index, line in enumerate(left) if _subject(line)), None)
    if start is None or number is None:
        return ()
    first = left[start]
    if first.spot.kind == "body" and zone.index(first) > zone.index(number):
        return tuple(line for line in zone[zone.index(first) :] if not line.is_filler and line.segment == 0)
    return tuple(line for line in left[start:] if line.spot.key == first.spot.key)


def _surplus(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules that a part has beyond its own: Word may anchor both lines of a header on one side."""
    return rules if len(rules) > 1 else ()


def _end_of_room(page: Page, last: int) -> int:
    """Return the first paragraph with words below the header: empty ones before it keep the room of text boxes.

    What is drawn over a box is anchored in the paragraph that holds the box, or in one of these.
    """
    below = page.paragraphs(last + 1, len(page.facts.paragraphs))
    return next((paragraph.number for paragraph in below if paragraph.text.strip()), last)


def _rules(page: Page, line: TextLine | None, first: int, last: int, *, on_left: bool) -> tuple[Rule, ...]:
    """Return the rules under the last line of a part, floating shapes of its half of the page included."""
    if line is None:
        return ()
    found = list(rules_under(page, line, last + 2))
    if line.spot.kind != "body":
        found.extend(shapes_beside(page, line, first, last + 2))
    for paragraph, shape in floating_shapes(page, 1, _end_of_room(page, last)):
        side = is_on_left(shape, page.spots[paragraph.number].width)
        if side is None or side is on_left:
            found.append(shape_rule(shape, line, paragraph))
    return tuple(found)
