"""The check of a whole table before anything is made of it: every fault with its cell, questions by their code."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field

from service.jobs.tables.batch_input import BatchInput
from service.jobs.tables.cells import CellError, Sheet
from service.jobs.tables.checking import CheckedRow, TableCheck
from service.jobs.tables.rows import SheetTable
from service.jobs.tables.sheets import Tables, tables_of

MOST_ERRORS = 20_000
_MOST_LINES_NAMED = 20


@dataclass(slots=True)
class QuestionGroup:
    """One question that several rows raise: `message` and `path` of the first, `rows` all their numbers."""

    code: str
    path: str
    message: str
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class TableReport:
    """What a check found. `errors` are at most MOST_ERRORS, `error_count` counts all; `notices` need no answer."""

    rows: int = 0
    valid: int = 0
    errors: list[CellError] = field(default_factory=list)
    error_count: int = 0
    questions: dict[str, QuestionGroup] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)


def check(batch: BatchInput, sheets: Sequence[Sheet]) -> TableReport:
    """Check every row of a table. Raises UnreadableInput when the file breaks off while it is read."""
    tables = tables_of(batch.document_type, sheets)
    report = TableReport()
    seen: set[CellError] = set()
    with closing(TableCheck(batch, tables)) as run:
        for row in run.rows():
            entered(report, row, seen)
        for error in run.errors:
            entered(report, error, seen)
    report.notices = notices(tables)
    return report


def entered(report: TableReport, found: CheckedRow | CellError, seen: set[CellError]) -> None:
    """Enter a row, or a fault that belongs to none; `seen` are the faults that are in the report already."""
    if isinstance(found, CellError):
        _enter_error(report, found, seen)
    else:
        _enter_row(report, found, seen)


def _enter_row(report: TableReport, row: CheckedRow, seen: set[CellError]) -> None:
    report.rows += 1
    report.valid += not row.errors
    for error in row.errors:
        _enter_error(report, error, seen)
    for question in row.questions:
        group = report.questions.setdefault(
            question.code, QuestionGroup(question.code, question.path, question.message)
        )
        if not group.rows or group.rows[-1] != row.number:
            group.rows.append(row.number)


def _enter_error(report: TableReport, error: CellError, seen: set[CellError]) -> None:
    """Enter a fault once: what the plan or a merged cell has wrong, every row has."""
    if error in seen:
        return
    report.error_count += 1
    if len(report.errors) < MOST_ERRORS:
        seen.add(error)
        report.errors.append(error)


def notices(tables: Tables) -> list[str]:
    """Return what a person should know of sheets, columns and rows that are read or passed over."""
    found = [notice for sheet in _sheets(tables) for notice in _sheet_notices(sheet)]
    examples = [
        f"{one.name} (dòng {_listed(one.examples)})".strip() for one in _sheets(tables) if one.examples
    ]
    if examples:
        found.append(f"Dòng ví dụ không được tính: {'; '.join(examples)}.")
    found += [
        f"Trang “{name}” không có bảng của loại văn bản này nên không đọc." for name in tables.unread_sheets
    ]
    return found


def _sheets(tables: Tables) -> list[SheetTable]:
    groups = [group.sheet for group in tables.groups]
    return [tables.main, *groups] if tables.main else groups


def _sheet_notices(sheet: SheetTable) -> list[str]:
    where = f"Trang “{sheet.name}”: " if sheet.name else ""
    header = sheet.header
    found = []
    if sheet.hidden:
        found.append(f"{where}dòng {_listed(sheet.hidden)} đang ẩn, vẫn được tính.")
    hidden = [header.titles[place] for place in header.columns if place in sheet.sheet.hidden_columns]
    if hidden:
        found.append(f"{where}cột đang ẩn vẫn được tính: {'; '.join(hidden)}.")
    if header.unknown:
        found.append(f"{where}cột không dùng tới: {'; '.join(header.unknown.values())}.")
    return found


def _listed(lines: Sequence[int]) -> str:
    more = f" và {len(lines) - _MOST_LINES_NAMED} dòng khác" if len(lines) > _MOST_LINES_NAMED else ""
    return ", ".join(map(str, lines[:_MOST_LINES_NAMED])) + more
