"""Tables of units in and out: the workbook to fill in, the check with every fault at its cell, the rows for a batch.

``open_table(file)`` reads .xlsx, .csv or JSON; ``batch_input(...)`` is the plan beside it; ``check(batch, sheets)``
reports on the whole table and ``rows(batch, sheets)`` yields its rows one by one; ``marked(...)`` gives the workbook
back with its faults; ``write_template(...)`` makes an empty one.
"""

from service.jobs.tables.batch_input import BatchInput, Way, batch_input
from service.jobs.tables.cells import CellError, Sheet
from service.jobs.tables.checking import CheckedRow, rows
from service.jobs.tables.marking import marked
from service.jobs.tables.opening import open_table
from service.jobs.tables.report import QuestionGroup, TableReport, check
from service.jobs.tables.template import units_below, write_template

__all__ = [
    "BatchInput",
    "CellError",
    "CheckedRow",
    "QuestionGroup",
    "Sheet",
    "TableReport",
    "Way",
    "batch_input",
    "check",
    "marked",
    "open_table",
    "rows",
    "units_below",
    "write_template",
]
