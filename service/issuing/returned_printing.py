"""The net below the taking back of a file: its whole print, paragraph after paragraph, beside the print that is made.

Everything that paper shows is one sequence: header, number line, headings with their numbers, cells, text boxes,
signature. What may differ is made the same first: white space, the blanks of number and day, the sign that ends a
paragraph. Whatever else is not at its place in both is a difference, and is told.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from service.inspection.facts import DocumentFacts, Paragraph

#: Among the first paragraphs of a file stand its number line and its day.
_HEAD = 30
_DIGITS: Final = r"[\s\d.…_]*"
_NUMBER_LINE: Final = re.compile(rf"(?i)(số\s*:){_DIGITS}(?=/)")
_DATE_LINE: Final = re.compile(rf"(?i)(.{{1,60}}?\bngày)({_DIGITS})tháng\s*(\d{{1,2}})?([\s.…_]*năm\b.*)")
_ATTACHED: Final = re.compile(
    rf"(?i)^(\(?kèm theo.{{1,80}}?\bsố){_DIGITS}(/.{{1,40}}?\bngày){_DIGITS}tháng{_DIGITS}(năm)"
)
_TYPED_NUMBER: Final = re.compile(r"(?i)số\s*:\s*(\d{1,6})\s*/")
_END: Final = re.compile(r"[\s.;,/]+\Z")
_NUMBER: Final = re.compile(r"\A(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVXLC]{1,7}\.|[a-zđ]\)|\(\d{1,3}\))\s*")


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph as paper shows it: its `number` in the file (0 outside the body), its text, the text to compare.

    `is_table`: a cell of a table with lines, whose words the service may have computed.
    """

    number: int
    text: str
    key: str
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that does not say the same: what the file says there, what the print says; `place` in the file."""

    missing: tuple[Printed, ...]
    surplus: tuple[Printed, ...]
    place: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person wrote into the blanks of a file: number, day, month with its year ("" for what stays blank)."""

    number: str = ""
    day: str = ""
    month: str = ""

    @property
    def words(self) -> str:
        """Number and day in words, "" where both are blank.

        >>> Typed("27", "03", "2026-03").words
        'số 27, ngày 03/3/2026'
        """
        parts = [f"số {self.number}"] if self.number else []
        if self.day:
            year, _, month = self.month.partition("-")
            parts.append(f"ngày {self.day}/{int(month)}/{year}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told of a new print: words of the file that it lacks, words that it has all the same.

    With each of the latter stands the number of the paragraph of the file that it comes after or instead of.
    """

    missing: list[Printed] = field(default_factory=list)
    surplus: list[tuple[Printed, int]] = field(default_factory=list)


def printed_lines(facts: DocumentFacts, notes: Sequence[str] = ()) -> list[Printed]:
    """Return all that a file prints, in reading order; then its headers, footers and `notes`."""
    lined = {one.number for one in facts.tables if one.has_borders}
    made: list[Printed] = []
    row: tuple[int, int] | None = None
    head = _HEAD
    for one in facts.paragraphs:
        text = shown(one)
        if text:
            key = _key(text, is_head=head > 0)
            head -= 1
            row, place = _cell_mark(one, row)
            made.append(Printed(one.number, text, place + key, one.cell is not None and one.cell[0] in lined))
        if one.pictures:
            made.append(Printed(one.number, "(hình vẽ)", "\x00"))
    return [*made, *(Printed(0, text, _key(text)) for text in [*dict.fromkeys(_margins(facts)), *notes])]


def shown(paragraph: Paragraph) -> str:
    """Return a paragraph as it is read: its automatic number first, single spaces."""
    return spaced(paragraph.shown)


def spaced(text: str) -> str:
    """Return a text with single spaces, hyphens that only keep words together as plain ones.

    >>> spaced("Kế  hoạch số  05")
    'Kế hoạch số 05'
    """
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u2011", "-")).split())


def typed_in(lines: Iterable[Printed]) -> Typed:
    """Return what a person wrote into the blanks of number and day."""
    number = day = month = ""
    for one in [*lines][:_HEAD]:
        if not number and (found := _TYPED_NUMBER.match(one.text)):
            number = found[1]
        dated = _DATE_LINE.fullmatch(one.text) if not month else None
        year = re.search(r"\d{4}", dated[4]) if dated else None
        if dated and year and dated[3]:
            day, month = re.sub(r"\D", "", dated[2]), f"{year[0]}-{int(dated[3]):02}"
    return Typed(number, day, month)


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


@dataclass(frozen=True, slots=True)
class Before:
    """The print that a file was made of and, where the draft has moved on since, the print of the draft now."""

    print: Sequence[Printed]
    moved: Sequence[Printed] | None = None


def untold(wanted: Sequence[Printed], made: Sequence[Printed], before: Before) -> Told:
    """Return what a new print does not say of the file, and what it says that the file took out.

    What follows from taken changes is no fault: computed cells that nobody changed in Word; where the draft moved on,
    its own new words.
    """
    own = {
        id(one)
        for kind, _, _, k, m in _by_keys(before.print, wanted)
        if kind == "equal"
        for one in wanted[k:m]
    }
    gone = Counter(one.key for part in differences(before.print, wanted) for one in part.missing)
    newer = Counter[str]()
    if before.moved is not None:
        newer = Counter(one.key for part in differences(before.print, before.moved) for one in part.surplus)
    told = Told()
    for part in differences(wanted, made):
        follows = _numbered_anew(part) if before.moved is not None else frozenset[int]()
        told.missing.extend(
            one
            for one in part.missing
            if id(one) not in follows and not (id(one) in own and (one.is_table or before.moved is not None))
        )
        for one in part.surplus:
            if id(one) in follows or _used(newer, one.key):
                continue
            if not one.is_table or _used(gone, one.key):
                told.surplus.append((one, part.place))
    return told


def all_told(wanted: Sequence[Printed], made: Sequence[Printed]) -> Told:
    """Return all that two prints do not say alike."""
    found = differences(wanted, made)
    return Told(
        [one for part in found for one in part.missing],
        [(one, part.place) for part in found for one in part.surplus],
    )


def _by_keys(one: Sequence[Printed], other: Sequence[Printed]) -> list[tuple[str, int, int, int, int]]:
    return opcodes([line.key for line in one], [line.key for line in other])


def _used(counted: Counter[str], key: str) -> bool:
    """Take one of a key, if there is one."""
    if counted[key] <= 0:
        return False
    counted[key] -= 1
    return True


def _numbered_anew(part: Difference) -> frozenset[int]:
    """Return the lines of both sides that differ by their number alone: the draft has items of its own before them."""
    made = {unnumbered(one.key): one for one in part.surplus}
    pairs = [(one, made[unnumbered(one.key)]) for one in part.missing if unnumbered(one.key) in made]
    return frozenset(id(one) for pair in pairs for one in pair)


def unnumbered(text: str) -> str:
    """Return a text without the number that it begins with.

    >>> unnumbered("2.5.1. Bố trí"), unnumbered("IV. TỔ CHỨC"), unnumbered("a) Rà soát")
    ('Bố trí', 'TỔ CHỨC', 'Rà soát')
    """
    return _NUMBER.sub("", text, count=1)


def _key(text: str, *, is_head: bool = False) -> str:
    if is_head:
        text = _NUMBER_LINE.sub(r"\1 ", text, count=1)
        if dated := _DATE_LINE.fullmatch(text):
            text = f"{dated[1]} tháng {int(dated[3]) if dated[3] else ''} {spaced(dated[4].strip(' .…_'))}"
    return _END.sub("", _ATTACHED.sub(r"\1 \2 \3", text))


def _cell_mark(one: Paragraph, row: tuple[int, int] | None) -> tuple[tuple[int, int] | None, str]:
    """Return the row of a paragraph, and how its cell goes into what is compared: its column, the first of a row."""
    if one.cell is None:
        return None, ""
    table, index, column = one.cell
    return (table, index), f"{'|' if (table, index) != row else ''}{column}|"


def _margins(facts: DocumentFacts) -> Iterator[str]:
    """Yield the words of headers and footers; page numbers are none."""
    for section in facts.sections:
        for part in (*section.headers, *section.footers):
            for one in part.paragraphs:
                text = spaced("".join(run.shown for run in one.runs if not run.field))
                if text:
                    yield text


def struck(facts: DocumentFacts) -> list[tuple[int, str]]:
    """Return the words that are struck out by their look, with the numbers of their paragraphs."""
    found: list[tuple[int, str]] = []
    for one in facts.paragraphs:
        text = spaced("".join(run.shown for run in one.runs if run.format.strike))
        if text:
            found.append((one.number, text))
    return found
