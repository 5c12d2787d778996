"""The net below the taking back of a file: its whole print, paragraph after paragraph, beside the print that is made.

Everything that paper shows is one sequence: header, number line, headings with their numbers, cells, text boxes,
signature. What may differ is made the same first: white space, the blanks of number and day (`returned_blanks`), the
sign that ends a paragraph. Whatever else is not at its place in both is a difference, and is told.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Final

from service.checking.recognition.words import is_stamp, urgency_of
from service.inspection.facts import DocumentFacts, Paragraph, Run
from service.intake.lines import PLAIN_SIGNS
from service.issuing.returned_blanks import Blanks, blanks_of

_END: Final = re.compile(r"[\s.;,/]+\Z")
#: Words of a file that no paragraph says as its text: no paragraph of a print can be the same.
_UNREAD: Final = "\x02"
_PAGE_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
#: The stamps of the header stand among so many lines.
_HEADER_LINES: Final = 12
_NUMBER: Final = re.compile(
    r"\A(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVXLC]{1,7}\.|[a-zđ]\)|\(\d{1,3}\)|[-–+•]\s)\s*"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph as paper shows it: its `number` in the file (0 outside the body), its text, the text to compare.

    `is_table`: a cell of a table with lines, whose words the service may have computed; `row` names its row.
    """

    number: int
    text: str
    key: str
    is_table: bool = False
    row: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that does not say the same: what the file says there, what the print says; `place` in the file."""

    missing: tuple[Printed, ...]
    surplus: tuple[Printed, ...]
    place: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told of a new print: words of the file that it lacks, words that it has all the same.

    With each of the latter stands the number of the paragraph of the file that it comes after or instead of. `adrift`
    are lines of the print before that the file has as they were and the new print has not; `invented` are the places
    of the file where the new print has a line that neither side wrote.
    """

    missing: list[Printed] = field(default_factory=list)
    surplus: list[tuple[Printed, int]] = field(default_factory=list)
    adrift: list[Printed] = field(default_factory=list)
    invented: list[int] = field(default_factory=list)


def printed_lines(
    facts: DocumentFacts, notes: Sequence[str] = (), blanks: Blanks | None = None
) -> list[Printed]:
    """Return all that a file prints, in reading order; then its headers, footers and `notes`.

    `blanks` are those of the file; what is written into them is read on the way.
    """
    blanks = blanks or blanks_of(facts)
    lined = {one.number for one in facts.tables if one.has_borders}
    unread: dict[int, list[str]] = {}
    for aside in facts.unread:
        unread.setdefault(aside.paragraph, []).append(aside.text)
    made: list[Printed] = []
    row: tuple[int, int] | None = None
    for one in facts.paragraphs:
        text = shown(one)
        if text:
            row, place = _cell_mark(one, row)
            key = place + _key(blanks.key(one.number, text))
            made.append(Printed(one.number, text, key, one.cell is not None and one.cell[0] in lined, row))
        if one.pictures:
            made.append(Printed(one.number, "(hình vẽ)", "\x00"))
        made += (Printed(one.number, text, f"{_UNREAD}{text}") for text in unread.get(one.number, ()))
    made += (Printed(0, text, f"{_UNREAD}{text}") for text in unread.get(0, ()))
    made = _stamps_first(made)
    return [*made, *(Printed(0, text, _key(text)) for text in [*dict.fromkeys(margins(facts)), *notes])]


def _stamps_first(lines: Sequence[Printed]) -> list[Printed]:
    """Return the lines with the stamps of the header (KHẨN) before all: whoever adds one puts it anywhere there."""
    stamps = [one for one in lines[:_HEADER_LINES] if is_stamp(one.text)]
    others = [one for one in lines if one not in stamps]
    return [
        *(replace(one, key=_key(urgency_of(one.text) or one.text.strip("() ").upper())) for one in stamps),
        *others,
    ]


def shown(paragraph: Paragraph) -> str:
    """Return a paragraph as it is read: its automatic number first, single spaces."""
    return spaced(paragraph.shown)


def spaced(text: str) -> str:
    """Return a text with single spaces, hyphens that only keep words together as plain ones.

    >>> spaced("Kế  hoạch số  05")
    'Kế hoạch số 05'
    """
    return " ".join(unicodedata.normalize("NFC", text.translate(PLAIN_SIGNS)).split())


def differences(wanted: Sequence[Printed], made: Sequence[Printed]) -> list[Difference]:
    """Return the stretches in which two prints do not say the same."""
    return [
        Difference(
            tuple(wanted[i:j]), tuple(made[k:m]), wanted[min(i, len(wanted) - 1)].number if wanted else 0
        )
        for kind, i, j, k, m in opcodes([one.key for one in wanted], [one.key for one in made])
        if kind != "equal"
    ]


def opcodes(one: Sequence[str], other: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one sequence becomes the other; what is the same at both ends is not looked at twice."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    inner = SequenceMatcher(
        None, one[start : len(one) - end], other[start : len(other) - end], autojunk=False
    )
    found = [("equal", 0, start, 0, start)] if start else []
    found += [(kind, i + start, j + start, k + start, m + start) for kind, i, j, k, m in inner.get_opcodes()]
    return [*found, ("equal", len(one) - end, len(one), len(other) - end, len(other))] if end else found


def all_told(wanted: Sequence[Printed], made: Sequence[Printed]) -> Told:
    """Return all that two prints do not say alike."""
    found = differences(wanted, made)
    return Told(
        [one for part in found for one in part.missing],
        [(one, part.place) for part in found for one in part.surplus],
    )


def unnumbered(text: str) -> str:
    """Return a text without the number, or the sign of an item, that it begins with.

    >>> unnumbered("2.5.1. Bố trí"), unnumbered("IV. TỔ CHỨC"), unnumbered("a) Rà soát"), unnumbered("- Bố trí")
    ('Bố trí', 'TỔ CHỨC', 'Rà soát', 'Bố trí')
    """
    return _NUMBER.sub("", text, count=1)


def _key(text: str) -> str:
    return _END.sub("", text)


def _cell_mark(one: Paragraph, row: tuple[int, int] | None) -> tuple[tuple[int, int] | None, str]:
    """Return the row of a paragraph, and how its cell goes into what is compared: its column, the first of a row."""
    if one.cell is None:
        return None, ""
    table, index, column = one.cell
    return (table, index), f"{'|' if (table, index) != row else ''}{column}|"


def margins(facts: DocumentFacts) -> Iterator[str]:
    """Yield the words of headers and footers; page numbers are none."""
    for section in facts.sections:
        for part in (*section.headers, *section.footers):
            for one in part.paragraphs:
                text = spaced("".join(run.shown for run in one.runs if not is_page_number(run)))
                if text:
                    yield text


def is_page_number(run: Run) -> bool:
    """Tell whether letters are the number of a page, which a field prints.

    >>> from service.inspection.facts import RunFormat
    >>> is_page_number(Run("2", RunFormat(), "PAGE")), is_page_number(Run("Dự thảo", RunFormat(), "PAGE"))
    (True, False)
    """
    return run.field in _PAGE_FIELDS and not any(sign.isalpha() for sign in run.text)
