"""200 faulty cells of 25 sorts between clean rows: each is reported at its cell, none is missed, none is made up."""

import io
from collections import Counter
from typing import Any

import openpyxl
import pytest

from service.jobs.tables import TableReport, check, marked, open_table
from service.jobs.tables.cells import column_letters, shown, tidy
from tests.jobs.tables.faulty import Book, Expected, cases, communes, put

COLUMNS = (
    *("order", "unit.code", "unit.name", "unit.province", "subject", "signer.name", "signer.position"),
    *("signer.valid_until", "filing", "urgency", "copies", "content.previous_year.self_score"),
)
TASK_COLUMNS = ("unit.code", "content.criteria[].tasks[].label", "content.criteria[].tasks[].deadline")
TASKS = "Nhiệm vụ theo tiêu chí"


class Table:
    """The table of faulty cells under construction."""

    def __init__(self) -> None:
        self.book = Book(COLUMNS)
        self.tasks = self.book.book.create_sheet(TASKS)
        self.tasks.append(list(TASK_COLUMNS))
        self.units = iter(communes())
        self.expected: list[Expected] = []
        self.last: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        unit = next(self.units)
        self.last = {
            "unit.code": unit.code,
            "unit.name": unit.full_name,
            "subject": f"Nâng cao chỉ số dân vận chính quyền của {unit.full_name} năm 2026",
            "signer.name": "Nguyễn Văn An",
            "signer.position": "Chủ tịch",
            "content.previous_year.self_score": 96.5,
        }
        return self.last

    def faulty(self, case: dict[str, Any], value: Any) -> None:
        cells = dict(self.clean())
        sheet, columns = self.book.sheet, COLUMNS
        if case.get("sheet") == "tasks":
            self.book.add(cells)
            sheet, columns = self.tasks, TASK_COLUMNS
            cells = {"unit.code": cells["unit.code"], TASK_COLUMNS[1]: "doi_thoai", case["column"]: value}
        elif value == "again":
            self.book.add(cells)
        else:
            self._break(case, cells, value)
        line = self.book.add(cells, sheet, columns)
        address = f"{column_letters(columns.index(case['column']))}{line}"
        self.expected.append(
            Expected(sheet.title, address, case["expected"]["code"], case["expected"]["says"])
        )

    @staticmethod
    def _break(case: dict[str, Any], cells: dict[str, Any], value: Any) -> None:
        code = case["expected"]["code"]
        if case["column"].startswith("unit.") and code != "unit_mismatch":
            cells.pop("unit.code")
            if code != "province_unknown":
                cells.pop("unit.name")
        cells[case["column"]] = value


@pytest.fixture(scope="module")
def table() -> Table:
    made = Table()
    for case in cases():
        made.book.add(made.clean())
        for value in case["input"]:
            made.faulty(case, value)
    return made


@pytest.fixture
def report(table: Table, plan: dict[str, Any], batch: Any) -> TableReport:
    without_subject = {name: value for name, value in plan.items() if name != "subject"}
    return check(batch(without_subject), open_table(table.book.file()))


def test_the_table_has_200_cells_of_25_sorts(table: Table) -> None:
    assert len(table.expected) == 200
    assert len({case["sort"] for case in cases()}) == 25


def test_each_is_reported_at_its_cell_and_no_other(table: Table, report: TableReport) -> None:
    found = {(error.sheet, error.cell, error.code) for error in report.errors}
    wanted = {(one.sheet, one.cell, one.code) for one in table.expected}
    assert found - wanted == set()
    assert wanted - found == set()
    assert report.error_count == len(report.errors) == 200


def test_each_says_what_is_wrong_in_the_words_of_its_sort(table: Table, report: TableReport) -> None:
    said = {(error.sheet, error.cell): error for error in report.errors}
    for one in table.expected:
        assert one.says in said[one.sheet, one.cell].message
        assert said[one.sheet, one.cell].column


def test_each_says_what_was_read(table: Table, report: TableReport) -> None:
    book = openpyxl.load_workbook(table.book.file())
    for error in report.errors:
        value = book[error.sheet][error.cell].value
        if isinstance(value, str) and not value.startswith("="):
            assert error.read == tidy(shown(value))


def test_clean_rows_have_no_fault(table: Table, report: TableReport) -> None:
    faulty_rows = {
        int(one.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for one in table.expected if one.sheet == "Đơn vị"
    }
    of_tasks = sum(one.sheet == TASKS for one in table.expected)
    assert report.valid == report.rows - len(faulty_rows) - of_tasks


def test_the_marked_workbook_has_a_comment_on_exactly_the_faulty_cells(
    table: Table, report: TableReport
) -> None:
    file = table.book.file()
    book = openpyxl.load_workbook(io.BytesIO(marked(file, open_table(file), report.errors)))
    commented = {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None and cell.fill.fgColor.rgb == "FFFFC7CE"
    }
    assert commented == {(one.sheet, one.cell) for one in table.expected}
    assert book["Lỗi"].max_row == 201


def test_all_sorts_at_once_in_one_row_are_all_reported(batch: Any, plan: dict[str, Any]) -> None:
    book = Book(COLUMNS)
    broken = [case for case in cases() if case["column"] != "subject" and "sheet" not in case]
    by_column = {case["column"]: case for case in broken if not case["column"].startswith("unit.")}
    line = book.add({"unit.name": "xã Không Có", "subject": "Nâng cao chỉ số", "signer.position": "Chủ tịch"})
    for column, case in by_column.items():
        put(book.sheet.cell(line, COLUMNS.index(column) + 1), case["input"][0])
    report = check(batch(plan), open_table(book.file()))
    expected = Counter(case["expected"]["code"] for case in by_column.values()) + Counter(["unit_unknown"])
    assert Counter(error.code for error in report.errors) == expected
