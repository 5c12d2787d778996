"""A sheet as rows of cells: each cell knows its column, its address and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from service.domain.refusal import Refused
from service.domain.text import fold
from service.jobs.tables.cells import (
    CellError,
    Piece,
    Sheet,
    SheetRow,
    Value,
    is_blank,
    refuse_flaw,
    shown,
)
from service.jobs.tables.columns import ORDER, Column
from service.jobs.tables.headings import Header
from service.jobs.tables.kinds import Roles

EXAMPLE = "Ví dụ"
_UNREADABLE = object()


@dataclass(slots=True)
class Cell:
    """One cell that is not blank; `error` is set once it could not be read."""

    column: Column
    value: Value
    sheet: str
    address: str
    title: str
    row: int
    error: CellError | None = None

    def raw(self, roles: Roles) -> Any:
        """Return the value for the envelope, or `UNREADABLE` with `error` set."""
        try:
            refuse_flaw(self.value)
            if isinstance(self.value, Piece):
                return self.value.value
            return self.column.kind.read(self.value, self.column, roles)
        except Refused as refused:
            self.error = self.fault(refused.code, f"“{self.title}”: {refused.message}")
            return _UNREADABLE

    def fault(self, code: str, message: str, path: str = "") -> CellError:
        """Return a fault of this cell."""
        place = (self.sheet, self.address, self.title, shown(self.value), self.row)
        return CellError(path or self.column.path, code, message, *place)


UNREADABLE = _UNREADABLE


@dataclass(slots=True)
class Row:
    """One row with something in it; `cells` by the path of their column, blank ones left out."""

    number: int
    sheet: "SheetTable"
    cells: dict[str, Cell] = field(default_factory=dict)
    is_hidden: bool = False

    def blank(self, path: str) -> Cell | None:
        """Return the blank cell of a column that the sheet has, None for a column that it does not have."""
        place = self.sheet.header.place_of(path)
        if place is None:
            return None
        return self.sheet.cell(place, None, self.number)


class SheetTable:
    """One sheet under its headings. After a reading, `examples` and `hidden` name the lines that were met."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.sheet = sheet
        self.header = header
        self.examples: list[int] = []
        self.hidden: list[int] = []

    @property
    def name(self) -> str:
        """The name of the sheet as the person sees it."""
        return self.sheet.name

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the headings that have anything in a known column; the example is left out."""
        self.examples, self.hidden = [], []
        for line in self.sheet.rows():
            if line.number > self.header.last_line and (row := self._row(line)) is not None:
                yield row

    def _row(self, line: SheetRow) -> Row | None:
        columns = self.header.columns
        row = Row(line.number, self, is_hidden=line.is_hidden)
        for place, value in enumerate(line.values):
            if value is not None and place in columns and not is_blank(value):
                row.cells[columns[place].path] = self.cell(place, value, line.anchors.get(place, line.number))
        order = row.cells.pop(ORDER, None)
        if order is not None and fold(shown(order.value)) == fold(EXAMPLE):
            self.examples.append(line.number)
            return None
        if not row.cells:
            return None
        if line.is_hidden:
            self.hidden.append(line.number)
        return row

    def cell(self, place: int, value: Value, line: int) -> Cell:
        """Return the cell at a place of a line."""
        header = self.header
        return Cell(
            header.columns[place],
            value,
            self.sheet.name,
            self.sheet.address(line, place),
            header.titles[place],
            line,
        )
