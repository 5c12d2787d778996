"""The rows of the group sheets, kept by unit: on disk once they are many, so that memory stays flat.

A sheet of tasks may list its units in any order, or come before the first sheet in the file; a unit's rows must be at
hand when its row of the first sheet is read.
"""

import pickle
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

from service.domain.units import Unit
from service.jobs.tables.cells import CellError, Value
from service.jobs.tables.columns import UNIT_CODE, UNIT_NAME, UNIT_PROVINCE, Group
from service.jobs.tables.rows import Cell, Row, SheetTable
from service.jobs.tables.units import UnitFinder

MOST_ROWS = 400_000
_IN_MEMORY_BYTES = 4_000_000
_UNIT_PATHS = frozenset({UNIT_CODE, UNIT_NAME, UNIT_PROVINCE})
_Kept = tuple[int, list[tuple[int, Value, str]]]  # line, then (place, value, address) of each cell


class GroupSheet(NamedTuple):
    """A group and the sheet that holds its rows."""

    group: Group
    sheet: SheetTable


class GroupRows:
    """The rows of one group sheet by unit. `errors` are those of rows whose unit is not known."""

    def __init__(self, source: GroupSheet, finder: UnitFinder) -> None:
        self.group = source.group
        self.sheet = source.sheet
        self.errors: list[CellError] = []
        self._runs: dict[str, list[int]] = {}
        self._first: dict[str, Cell] = {}
        self._store = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - lives as long as this
        self._keep(finder)

    def of(self, unit: Unit) -> list[Row]:
        """Return the rows of a unit in their order, and count it as used."""
        self._first.pop(unit.id, None)
        return [row for run in self._runs.get(unit.id, ()) for row in self._run(run)]

    def unused(self) -> Iterator[CellError]:
        """Yield a fault for each unit that has rows here and none in the first sheet."""
        for cell in self._first.values():
            message = (
                f"“{cell.title}”: đơn vị này không có ở bảng đơn vị. Hãy thêm vào bảng đó, hoặc xóa dòng này."
            )
            yield cell.fault("unit_not_in_table", message)

    def close(self) -> None:
        """Give the store back."""
        self._store.close()

    def _keep(self, finder: UnitFinder) -> None:
        """Read the sheet once; a row without a unit belongs to the unit above it, known or not."""
        unit: Unit | None = None
        is_below_one = False
        run: list[_Kept] = []
        for count, row in enumerate(self.sheet.rows(), start=1):
            if count > MOST_ROWS:
                self._refuse_more(row)
                break
            named = _UNIT_PATHS & row.cells.keys()
            if named or not is_below_one:
                found, is_below_one = self._found(finder, row), bool(named)
                if found is None or unit is None or found.id != unit.id:
                    self._flush(unit, run)
                    unit, run = found, []
                if found is not None:
                    self._first.setdefault(found.id, row.cells[min(named)])
            if unit is not None:
                run.append(self._kept(row))
        self._flush(unit, run)

    def _refuse_more(self, row: Row) -> None:
        message = f"Trang này có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều bảng, mỗi bảng một đợt."
        self.errors.append(next(iter(row.cells.values())).fault("table_too_long", message))

    def _found(self, finder: UnitFinder, row: Row) -> Unit | None:
        found = finder.found(row)
        if isinstance(found, CellError):
            self.errors.append(found)
            return None
        return found

    def _kept(self, row: Row) -> _Kept:
        places = self.sheet.header
        cells = [(places.place_of(path) or 0, cell.value, cell.address) for path, cell in row.cells.items()]
        return row.number, cells

    def _flush(self, unit: Unit | None, run: list[_Kept]) -> None:
        if unit is not None and run:
            self._store.seek(0, 2)
            self._runs.setdefault(unit.id, []).append(self._store.tell())
            pickle.dump(run, self._store)

    def _run(self, start: int) -> Iterator[Row]:
        self._store.seek(start)
        header = self.sheet.header
        for number, cells in pickle.load(self._store):  # noqa: S301 - our own file, unlinked at birth
            row = Row(number, self.sheet)
            for place, value, address in cells:
                column = header.columns[place]
                if column.path not in _UNIT_PATHS:
                    row.cells[column.path] = Cell(
                        column, value, self.sheet.name, address, header.titles[place], number
                    )
            yield row
