"""What the page of a batch that is being prepared says of its table, as a plain object that is kept."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from service.jobs.questions_by_code import QuestionsByCode
from service.jobs.tables import CellError, CheckedRow, TableReport

MOST_SHOWN = 200
"""Faults that the page shows; the marked workbook has them all."""
MOST_MENDED = 20
"""Cells that are mended on the page; with more the workbook is the better place."""


class Gathered:
    """What is gathered of the rows of a check besides faults: questions, units, left-out rows, longest document."""

    def __init__(self) -> None:
        self.questions = QuestionsByCode()
        self.units: list[list[Any]] = []
        self.left_out: list[list[Any]] = []
        self._longest = (0, 0)

    def add(self, row: CheckedRow) -> None:
        """Enter a row."""
        self.questions.add(row)
        if row.errors or row.unit is None:
            self.left_out.append([row.number, row.unit.full_name if row.unit is not None else ""])
            return
        self.units.append([row.number, row.unit.full_name])

    def measure(self, row: CheckedRow) -> None:
        """Look how long the document of a row is: before a start only, where the longest one is shown."""
        size = 0 if row.errors or row.unit is None else _size(row.envelope)
        if size > self._longest[0]:
            self._longest = (size, row.number)

    @property
    def longest(self) -> int:
        """The row whose document has most to print, 0 where none was measured."""
        return self._longest[1]


def report_of(report: TableReport, gathered: Gathered) -> dict[str, Any]:
    """Return the report: `errors` capped, `mendable` the cells that can be mended on the page ([] for too many)."""
    cells = _cells(report.errors)
    is_few = len(cells) <= MOST_MENDED and report.error_count <= len(report.errors)
    return {
        "rows": report.rows,
        "valid": report.valid,
        "error_count": report.error_count,
        "errors": [asdict(one) for one in report.errors[:MOST_SHOWN]],
        "mendable": cells if is_few else [],
        "cell_count": len(cells),
        "questions": gathered.questions.groups(),
        "notices": report.notices,
        "units": gathered.units,
        "left_out": gathered.left_out,
        "longest": gathered.longest,
    }


def _cells(errors: Sequence[CellError]) -> list[dict[str, Any]]:
    """Return each faulty cell once, with all that is wrong with it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in errors:
        if one.cell:
            words = {"sheet": one.sheet, "cell": one.cell, "column": one.column, "read": one.read}
            found.setdefault((one.sheet, one.cell), {**words, "messages": []})["messages"].append(one.message)
    return list(found.values())


def _size(value: Any) -> int:
    """Return how much text a value has."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, list):
        return sum(map(_size, value))
    return 1
