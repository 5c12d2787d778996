"""Reads an .xlsx row by row: memory depends on the texts of the file, never on the number of its rows.

openpyxl can stream too, but does not say then what is merged or hidden, counts a million empty rows one by one and
takes twice the time; it writes our workbooks, and marks those of others.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO

from service.errors import UnreadableInput
from service.jobs.tables.cells import Sheet, SheetRow, Value, column_index
from service.jobs.tables.excel_cells import EPOCH_1900, EPOCH_1904, CellReader, Look, looks_of, text_of
from service.jobs.tables.excel_package import (
    DAMAGED,
    MAX_SHEET_BYTES,
    MAX_STRINGS,
    MAX_STRINGS_BYTES,
    TOO_LARGE,
    Package,
    elements,
)
from service.jobs.tables.excel_scan import SheetScan, scanned

_WORKBOOK = "xl/workbook.xml"
_MAX_COLUMNS = 2_000
_MOST_MERGED_ROWS = 2_000_000
"""A table of 20,000 rows with a hundred columns merged all the way down."""
_MOST_FORMAT_CHARACTERS = 255
_MOST_FORMATS = 5_000
_MOST_STYLES = 65_490
"""As many as Excel takes; it writes some two hundred formats itself."""
_TRUE = {"1", "true"}


def read_workbook(file: BinaryIO) -> list[Sheet]:
    """Return the sheets of a workbook in their order. Raises UnreadableInput with what to do."""
    package = Package(file)
    root = package.xml(_WORKBOOK)
    if root is None:
        raise UnreadableInput(DAMAGED, code="table_damaged")
    related = package.related(_WORKBOOK)
    reader = _cell_reader(package, root, related)
    found = []
    for sheet in root.iter("{*}sheet"):
        kind, part = related.get(_relation(sheet), ("", ""))
        if kind == "worksheet":
            found.append(_sheet(package, reader, part, sheet))
    return found


def sheet_parts(file: BinaryIO) -> dict[str, str]:
    """Return the names of the sheets and the parts of the zip that hold them."""
    package = Package(file)
    root: Any = package.xml(_WORKBOOK)
    related = package.related(_WORKBOOK)
    pairs = ((sheet.get("name", ""), related.get(_relation(sheet))) for sheet in root.iter("{*}sheet"))
    return {name: target[1] for name, target in pairs if target is not None}


def _sheet(package: Package, reader: CellReader, part: str, sheet: Any) -> Sheet:
    scan = scanned(package.chunks(part, MAX_SHEET_BYTES))
    if scan.merged_rows > _MOST_MERGED_ROWS:
        raise UnreadableInput(TOO_LARGE, code="table_too_large")
    return Sheet(
        sheet.get("name", ""),
        lambda: _rows(package, reader, part, scan),
        is_hidden=sheet.get("state", "visible") != "visible",
        hidden_columns=frozenset(scan.hidden_columns),
    )


def _rows(package: Package, reader: CellReader, part: str, scan: SheetScan) -> Iterator[SheetRow]:
    """Yield the rows that are there up to the last one with content; merged cells are filled downwards."""
    merged = _Merged(scan.merged)
    number = 0
    with contextlib.closing(elements(package.chunks(part, MAX_SHEET_BYTES), "row")) as stream:
        for element in stream:
            with _damage_refused():
                number = int(element.get("r") or number + 1)
                if scan.last_row is not None and number > scan.last_row:
                    return
                values = _values(element, reader)
            anchors = merged.filled(number, values)
            yield SheetRow(number, values, element.get("hidden") in _TRUE, anchors)


@contextlib.contextmanager
def _damage_refused() -> Iterator[None]:
    """Refuse a workbook whose numbers are none."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise UnreadableInput(DAMAGED, code="table_damaged") from error


def _values(element: Any, reader: CellReader) -> list[Value]:
    space = element.tag.removesuffix("row")
    values: list[Value] = []
    for cell in element:
        reference = cell.get("r")
        place = _place(reference.rstrip("0123456789")) if reference else len(values)
        if not 0 <= place < _MAX_COLUMNS:
            break
        value = reader.value(cell, space)
        if value is not None or not reference:
            values.extend([None] * (place + 1 - len(values)))
            values[place] = value
    return values


_place = lru_cache(maxsize=4096)(column_index)


@dataclass(slots=True)
class _Lasting:
    """A merged cell that reaches down: its column, its first and last row, its value."""

    column: int
    first: int
    last: int
    value: Value = None


class _Merged:
    """The cells merged downwards, in the order in which rows come by."""

    def __init__(self, merged: Sequence[tuple[str, int, int]]) -> None:
        ranges = [_Lasting(column_index(letters), first, last) for letters, first, last in merged]
        self._waiting = sorted(ranges, key=lambda one: one.first, reverse=True)
        self._open: list[_Lasting] = []

    def filled(self, number: int, values: list[Value]) -> dict[int, int]:
        """Put the values of merged cells into a row; return column -> row in which the value stands."""
        while self._waiting and self._waiting[-1].first <= number:
            self._open.append(self._waiting.pop())
        self._open = [one for one in self._open if one.last >= number]
        anchors = {}
        for one in self._open:
            here = values[one.column] if one.column < len(values) else None
            if one.first == number:
                one.value = here
            elif one.value is not None:
                values.extend([None] * (one.column + 1 - len(values)))
                values[one.column] = one.value
                anchors[one.column] = one.first
        return anchors


def _cell_reader(package: Package, root: Any, related: dict[str, tuple[str, str]]) -> CellReader:
    parts = dict(related.values())
    strings = []
    if package.has(parts.get("sharedStrings", "")):
        chunks = package.chunks(parts["sharedStrings"], MAX_STRINGS_BYTES)
        strings = [text_of(item) for item in islice(elements(chunks, "si"), MAX_STRINGS + 1)]
        if len(strings) > MAX_STRINGS:
            raise UnreadableInput(TOO_LARGE, code="table_too_large")
    looks = _looks(package.xml(parts.get("styles", "")))
    properties = next(root.iter("{*}workbookPr"), None)
    is_1904 = properties is not None and properties.get("date1904") in _TRUE
    return CellReader(strings, looks, EPOCH_1904 if is_1904 else EPOCH_1900)


def _looks(styles: Any) -> list[Look]:
    """Return how each style of cells makes a number look."""
    if styles is None:
        return []
    with _damage_refused():
        formats = {int(one.get("numFmtId")): one.get("formatCode", "") for one in styles.iter("{*}numFmt")}
        used = [int(one.get("numFmtId", 0)) for group in styles.iter("{*}cellXfs") for one in group]
        if any(len(code) > _MOST_FORMAT_CHARACTERS for code in formats.values()):
            raise UnreadableInput(DAMAGED, code="table_damaged")
        if len(formats) > _MOST_FORMATS or len(used) > _MOST_STYLES:
            raise UnreadableInput(TOO_LARGE, code="table_too_large")
        return looks_of(formats, used)


def _relation(sheet: Any) -> str:
    """Return the relation id of a sheet, under the name space of either edition of the standard."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
