"""Cells mended on the page instead of in the file: laid over the table as it is read, and put into its workbook.

The file itself is not written anew: what a spreadsheet calculated (the last value of a formula) would be lost in that.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from openpyxl import load_workbook

from service.jobs.tables.cells import Sheet, SheetRow, Value, column_index

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_JSON_ADDRESS = re.compile(r"\[([0-9]+)\]\.(.+)")
_JSON_FIRST = 2


class Mend(NamedTuple):
    """What a cell says instead: `sheet` "" for a table that has no sheets, `cell` as faults name it."""

    sheet: str
    cell: str
    value: str


def mended(sheets: Sequence[Sheet], mends: Sequence[Mend]) -> list[Sheet]:
    """Return the sheets with cells mended; a blank text empties its cell."""
    return [_mended_sheet(sheet, [one for one in mends if one.sheet == sheet.name]) for sheet in sheets]


def joined(earlier: Sequence[Mend], later: Sequence[Mend]) -> list[Mend]:
    """Return mends of two rounds: of a cell that was mended twice the later one."""
    found = {(one.sheet, one.cell): one for one in (*earlier, *later)}
    return list(found.values())


def with_mends(workbook: bytes, mends: Sequence[Mend]) -> bytes:
    """Return a workbook in which the mended cells say what they say now; other cells keep formulas and looks."""
    if not mends:
        return workbook
    book = load_workbook(io.BytesIO(workbook))
    for one in mends:
        if one.sheet in book.sheetnames and _ADDRESS.fullmatch(one.cell):
            cell = book[one.sheet][one.cell]
            cell.value = one.value or None
            if one.value:
                cell.data_type = "s"  # a text that begins with `=` is no formula
    store = io.BytesIO()
    book.save(store)
    return store.getvalue()


def _mended_sheet(sheet: Sheet, mends: Sequence[Mend]) -> Sheet:
    """Return one sheet; its addresses stay what they are."""
    if not mends:
        return sheet
    places = _places(sheet, mends)
    return replace(sheet, rows=lambda: _rows(sheet, places))


def _places(sheet: Sheet, mends: Sequence[Mend]) -> Mapping[int, Mapping[int, str]]:
    """Return the mends by row and by place in it."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for one in mends:
        if match := _ADDRESS.fullmatch(one.cell):
            found[int(match[2])][column_index(match[1])] = one.value
        elif match := _JSON_ADDRESS.fullmatch(one.cell):
            keys = next(iter(sheet.rows())).values
            if match[2] in keys:
                found[int(match[1]) + _JSON_FIRST][keys.index(match[2])] = one.value
    return found


def _rows(sheet: Sheet, places: Mapping[int, Mapping[int, str]]) -> Iterator[SheetRow]:
    """Yield the rows; a cell merged downwards says in every row what its first one says."""
    for row in sheet.rows():
        changes = dict(places.get(row.number, {}))
        for place, anchor in row.anchors.items():
            if place in places.get(anchor, {}):
                changes[place] = places[anchor][place]
        yield row if not changes else row._replace(values=_changed(row.values, changes))


def _changed(values: Sequence[Value], changes: Mapping[int, str]) -> list[Value]:
    length = max(len(values), max(changes) + 1)
    whole: list[Value] = [*values, *[None] * (length - len(values))]
    for place, text in changes.items():
        whole[place] = text or None
    return whole
