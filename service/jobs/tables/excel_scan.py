"""A first look at the XML of a sheet, as bytes: where its content ends, what is merged, which columns are hidden.

A sheet may have a million rows that hold nothing but a format. Reading them as XML costs a minute, looking at their
bytes a second; merged cells are named behind all rows, where a reader that streams learns of them too late.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from service.errors import UnreadableInput
from service.jobs.tables.cells import column_index
from service.jobs.tables.excel_package import DAMAGED, TOO_LARGE

_CLOSING = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\br=\"([0-9]{1,7})\"")
_ANY_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^<>]*?\bref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"[^<>]*>"
)
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_HIDDEN = re.compile(rb"\bhidden=\"(?:1|true)\"")
_SPAN = re.compile(rb"\b(min|max)=\"([0-9]{1,5})\"")
#: How a value, a text or a formula ends or begins: a row without any of these is empty.
_CONTENT = (b"v>", b"t>", b"f>", b"<f")
_MOST_COLUMNS = 16_384
_MOST_MERGED = 50_000
_MOST_AREAS = 200_000
_LONGEST_TAG = 1_000_000


@dataclass(slots=True)
class SheetScan:
    """`last_row` is the last row with content, None where rows have no numbers.

    `merged` are the cells merged downwards (letters, first, last), `areas` all that are merged (columns, first, last).
    """

    last_row: int | None = 0
    merged: list[tuple[str, int, int]] = field(default_factory=list)
    areas: list[tuple[int, int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def merged_rows(self) -> int:
        """How many rows are filled from above, over all that is merged downwards, as far as there is content."""
        return sum(self._height(first, last) for _, first, last in self.merged)

    @property
    def merged_cells(self) -> int:
        """How many cells are merged with others, as far as there is content."""
        return sum(columns * self._height(first, last) for columns, first, last in self.areas)

    def _height(self, first: int, last: int) -> int:
        return max(0, (last if self.last_row is None else min(last, self.last_row)) - first + 1)


def scanned(chunks: Iterable[bytes]) -> SheetScan:
    """Look through the bytes of one sheet."""
    scan = SheetScan()
    row, in_rows = 0, True
    for block in whole_tags(chunks):
        rows = block
        if in_rows:
            closing = _CLOSING.search(block)
            rows = block[: closing.start()] if closing else block
            row = _take_rows(scan, rows, row)
            in_rows = closing is None
            _take_columns(scan, rows)
        if not in_rows:
            _take_merged(scan, block)
    return scan


def without_empty_tail(chunks: Iterable[bytes], last_row: int) -> Iterator[bytes]:
    """Yield the XML of a sheet without the rows behind its content."""
    is_tail = is_behind = False
    for block in whole_tags(chunks):
        if is_behind:
            yield block
            continue
        start = 0
        if not is_tail:
            start = next((found.start() for found in _ROW.finditer(block) if int(found[1]) > last_row), -1)
            is_tail = start >= 0
            yield block[:start] if is_tail else block
        if is_tail and (closing := _CLOSING.search(block, start)):
            yield block[closing.start() :]
            is_behind = True
        is_behind = is_behind or (not is_tail and _CLOSING.search(block) is not None)


def merged_within(chunks: Iterable[bytes], last_row: int) -> Iterator[bytes]:
    """Yield the XML of a sheet whose merged cells end with its content: each cell of a merged one costs memory."""

    def cut(found: re.Match[bytes]) -> bytes:
        tag, first, last = found[0], int(found[2]), int(found[4])
        if last <= last_row:
            return tag
        if tag.endswith(b"/>") and (first > last_row or (first == last_row and found[1] == found[3])):
            return b""  # nothing is left of it, or one cell
        return tag[: found.start(4) - found.start()] + b"%d" % last_row + tag[found.end(4) - found.start() :]

    for block in whole_tags(chunks):
        yield _MERGED.sub(cut, block) if b"mergeCell" in block else block


def whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes in blocks that cut no tag in two. Raises UnreadableInput for a tag without an end."""
    carried = b""
    for chunk in chunks:
        block = carried + chunk
        cut = block.rfind(b"<")
        if cut > block.rfind(b">"):
            carried, block = block[cut:], block[:cut]
            if len(carried) > _LONGEST_TAG:
                raise UnreadableInput(DAMAGED, code="table_damaged")
        else:
            carried = b""
        if block:
            yield block
    if carried:
        yield carried


def _take_rows(scan: SheetScan, block: bytes, row: int) -> int:
    """Note the last row with content in a block; return the last row that begins in it."""
    if scan.last_row is None:
        return row
    content = max(block.rfind(mark) for mark in _CONTENT)
    if content >= 0:
        before = _last_row(block, content)
        scan.last_row = row if before == 0 else before
    last = _last_row(block, len(block))
    if last is None or scan.last_row is None:
        scan.last_row = None
        return 0
    return last or row


def _last_row(block: bytes, end: int) -> int | None:
    """Return the number of the last row that begins before `end`: 0 where none does, None where it has no number."""
    while (end := block.rfind(b"row", 0, end)) >= 0:
        start = block.rfind(b"<", 0, end)
        if start >= 0 and _ANY_ROW.match(block, start):
            found = _ROW.match(block, start)
            return int(found[1]) if found else None
        end = max(start, 0)  # nothing begins in between
    return 0


def _take_columns(scan: SheetScan, block: bytes) -> None:
    if b"hidden" not in block:
        return
    for found in _COLUMN.finditer(block):
        if _HIDDEN.search(found[0]):
            span = {name: int(number) for name, number in _SPAN.findall(found[0])}
            first, last = span.get(b"min", 1), min(span.get(b"max", 1), _MOST_COLUMNS)
            scan.hidden_columns.update(range(first - 1, last))


def _take_merged(scan: SheetScan, block: bytes) -> None:
    for left, first, right, last in _MERGED.findall(block):
        columns = column_index(right.decode()) - column_index(left.decode()) + 1
        scan.areas.append((columns, int(first), int(last)))
        if int(last) > int(first):
            scan.merged.append((left.decode(), int(first), int(last)))
    if len(scan.merged) > _MOST_MERGED or len(scan.areas) > _MOST_AREAS:
        raise UnreadableInput(TOO_LARGE, code="table_too_large")
