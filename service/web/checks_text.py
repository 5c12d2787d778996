"""The text of a checked file cut at its findings, and the findings as a page says them."""

import itertools
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.issuing.file_findings import LAYOUT, WORDING
from service.issuing.file_review import Review
from service.issuing.proof_texts import Line

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

    def takes(self, one: "Shown") -> bool:
        """Tell whether a finding is to be shown."""
        return (self.kind not in KINDS or one.kind == self.kind) and (
            self.severity not in SEVERITIES or one.severity == self.severity
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding for the page: `number` counts all of the file from 1, `place` is said as a person would."""

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
    """A line of the text with the findings beside it; the first row is that of the whole file, without a text."""

    place: str
    label: str
    pieces: Sequence[Piece]
    findings: Sequence[Shown]
    is_cell: bool = False

    @property
    def anchor(self) -> str:
        """What a link to this line ends in, "" when it has no number."""
        return anchor_of(self.place)


def shown(review: Review) -> list[Shown]:
    """Return the findings of a file as the page says them."""
    return [_shown(number, one, review.name) for number, one in enumerate(review.findings, 1)]


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
    kept = (line for line in review.lines if line.locator in at or not is_long)
    return [*rows, *(_row(line, at.get(line.locator, [])) for line in kept)]


def _row(line: Line, found: Sequence[Shown]) -> Row:
    return Row(line.locator, line.label, pieces(line.text, found), found, line.is_cell)


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


def _shown(number: int, one: Mapping[str, Any], name: str) -> Shown:
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
