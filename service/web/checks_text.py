"""The text of a checked file cut at its findings, and the findings as a page says them."""

import itertools
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.issuing.file_findings import LAYOUT, WORDING
from service.issuing.file_review import Review, same_counts
from service.issuing.proof_texts import Line
from service.web.checks_tables import Group, groups_of

SEVERITIES = {"error": "Lỗi", "warn": "Nên sửa", "info": "Lưu ý"}
KINDS = {LAYOUT: "Thể thức", WORDING: "Câu chữ, số liệu"}
_PARTS = {"header": "đầu trang", "footer": "chân trang"}
_MOST_LINES = 1500
_LOCATOR = re.compile(r"(?:đoạn|dòng) (\d+)")
_SAME_FAULT = re.compile(r"Cùng lỗi này ở (?P<unit>đoạn|dòng) ")
_NUMBER = re.compile(r"\b\d+\b(?! chỗ)")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is to be shown: a kind and a severity, "" for all."""

    kind: str = ""
    severity: str = ""

    @classmethod
    def of(cls, kind: str, severity: str) -> "Filter":
        """Return the filter that an address asks for; words that it does not know ask for nothing."""
        return cls(kind if kind in KINDS else "", severity if severity in SEVERITIES else "")

    def takes(self, one: "Shown") -> bool:
        """Tell whether a finding is to be shown."""
        return self.kind in {"", one.kind} and self.severity in {"", one.severity}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding for the page: `number` counts all of the file from 1, `place` is said as a person would.

    `same` is how many places one click can mend with this one, 0 where it is the only one.
    """

    number: int
    kind: str
    severity: str
    called: str
    place: str
    locator: str
    span: tuple[int, int] | None
    quote: str
    message: str
    found: str
    expected: str
    basis: str
    notes: Sequence[str]
    mend: str
    suggestion: str
    same: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `severity` "" for text without a finding, `numbers` are the findings that mark it."""

    text: str
    severity: str = ""
    numbers: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class NotePiece:
    """A stretch of a note; `anchor` is the line on the page that it names, "" for mere words."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the text with the findings beside it; the first row is that of the whole file, without a text.

    That of a row of a table has its `cells` in place of a text: for each column whether it is narrow, and its lines.
    """

    place: str
    label: str
    pieces: Sequence[Piece]
    findings: Sequence[Shown]
    cells: Sequence[tuple[bool, Sequence["Row"]]] = ()

    @property
    def places(self) -> Sequence[str]:
        """The places of all its lines."""
        return [row.place for _, rows in self.cells for row in rows] or [self.place]

    @property
    def anchor(self) -> str:
        """What a link to this line ends in, "" when it has no number."""
        return anchor_of(self.place)


def shown(review: Review) -> list[Shown]:
    """Return the findings of a file as the page says them."""
    found = zip(review.findings, same_counts(review.findings), strict=True)
    return [_shown(number, one, review.name, same) for number, (one, same) in enumerate(found, 1)]


def filtered(found: Iterable[Shown], wish: Filter) -> list[Shown]:
    """Return the findings that the filters let through."""
    return [one for one in found if wish.takes(one)]


def counted(found: Sequence[Shown]) -> Mapping[str, int]:
    """Return how many findings there are of each kind and severity, and in all (``""``)."""
    return {"": len(found), **Counter(one.kind for one in found), **Counter(one.severity for one in found)}


def rows_of(review: Review, found: Sequence[Shown]) -> list[Row]:
    """Return the text with the findings beside it; of a very long one only lines at which something was found."""
    at: dict[str, list[Shown]] = {}
    for one in found:
        at.setdefault(one.locator, []).append(one)
    known = {line.locator for line in review.lines}
    rest = [one for locator, ones in at.items() if locator not in known for one in ones]
    rows = [Row("", "", (), rest)] if rest else []
    is_long = len(review.lines) > _MOST_LINES
    groups = (
        group
        for group in groups_of(review.lines)
        if not is_long or any(line.locator in at for line in group.lines)
    )
    return [*rows, *(_row(group, at) for group in groups)]


def _row(group: Group, at: Mapping[str, Sequence[Shown]]) -> Row:
    """Return the row of a single line, or that of a row of a table with the findings of all its cells."""
    if not group.columns:
        return _line_row(group.lines[0], at)
    cells = [
        (column in group.narrow, [_line_row(line, at) for line in group.in_column(column)])
        for column in group.columns
    ]
    return Row("", "", (), [one for line in group.lines for one in at.get(line.locator, ())], cells)


def _line_row(line: Line, at: Mapping[str, Sequence[Shown]]) -> Row:
    found = at.get(line.locator, ())
    return Row(line.locator, line.label, pieces(line.text, found), found)


def pieces(text: str, found: Sequence[Shown]) -> list[Piece]:
    """Return a line cut where marks of wording begin and end; a fault of layout marks the line as a whole.

    >>> [piece.text for piece in pieces("một hai ba", [])]
    ['một hai ba']
    """
    marks = [one for one in found if one.kind == WORDING and one.span is not None]
    cuts = sorted({0, len(text), *(min(end, len(text)) for one in marks for end in one.span or ())})
    made = []
    for start, end in itertools.pairwise(cuts):
        over = [one for one in marks if one.span and one.span[0] <= start and end <= one.span[1]]
        grave = min((list(SEVERITIES).index(one.severity) for one in over), default=None)
        severity = "" if grave is None else list(SEVERITIES)[grave]
        made.append(Piece(text[start:end], severity, tuple(one.number for one in over)))
    return made


def anchor_of(locator: str) -> str:
    """Return the anchor of a line of a file by its locator, "" for a field of an input.

    >>> anchor_of("đoạn 45"), anchor_of("content.criteria[0].title")
    ('cho-45', '')
    """
    match = _LOCATOR.fullmatch(locator)
    return f"cho-{match[1]}" if match else ""


def note_pieces(note: str, on_page: Container[str]) -> list[NotePiece]:
    """Return a note cut at the other places that it names, as far as these stand on the page.

    >>> said = "Cùng lỗi này ở dòng 45, dòng 55 và 9 chỗ nữa."
    >>> [piece.text for piece in note_pieces(said, {"dòng 45", "dòng 9"}) if piece.anchor]
    ['45']
    """
    begins = _SAME_FAULT.match(note)
    if begins is None:
        return [NotePiece(note)]
    made, past = [], 0
    for match in _NUMBER.finditer(note, begins.end()):
        locator = f"{begins['unit']} {match.group()}"
        if locator in on_page:
            made += [NotePiece(note[past : match.start()]), NotePiece(match.group(), anchor_of(locator))]
            past = match.end()
    return [*made, NotePiece(note[past:])]


def _shown(number: int, one: Mapping[str, Any], name: str, same: int) -> Shown:
    start, end = one["span"] or (0, 0)
    return Shown(
        number=number,
        kind=one["kind"],
        severity=one["severity"],
        called=one["name"],
        place=place_words(one, name),
        locator=one["locator"],
        span=(start, end) if end > start else None,
        quote=one["quote"].strip(),
        message=one["message"],
        found=one["found"] if one["kind"] == LAYOUT else "",
        expected=one["expected"] if one["kind"] == LAYOUT else "",
        basis=one["basis"],
        notes=one["notes"],
        mend=one["mend"],
        suggestion=one["suggestion"].strip(),
        same=same,
    )


def place_words(finding: Mapping[str, Any], name: str) -> str:
    """Return a place as a person says it: ``trang 2, đoạn 14``, ``dòng 5``, ``toàn văn bản``."""
    where = finding["where"]
    if where is None:
        return str(finding["path"] or "toàn văn bản")
    if where["part"] in _PARTS:
        return _PARTS[where["part"]]
    if where["paragraph"] is None:
        return "toàn văn bản"
    page = f"trang {where['page']}, " if where["page"] else ""
    return f"{page}{'dòng' if name.lower().endswith('.txt') else 'đoạn'} {where['paragraph']}"
