"""The check of a whole table: faults of the plan said once, questions by code, what needs no answer."""

import gc
import io
import tracemalloc
from typing import Any

import pytest

from service.errors import InvalidInput, UnknownDocumentType
from service.jobs.tables import BatchInput, check, open_table, rows
from service.jobs.tables import report as reports
from service.jobs.tables.cells import Sheet, SheetRow
from tests.jobs.tables.faulty import Book, communes

CODES = [unit.code for unit in communes()]


def table(count: int, columns: tuple[str, ...] = ("unit.code",)) -> io.BytesIO:
    book = Book(columns)
    for code in CODES[:count]:
        book.add({"unit.code": code})
    return book.file()


def test_a_fault_of_the_plan_is_said_once_and_without_a_cell(batch: Any, plan: dict[str, Any]) -> None:
    broken = {**plan, "content": {**plan["content"], "closing": ""}}
    report = check(batch(broken), open_table(table(20)))
    assert [(error.path, error.cell) for error in report.errors] == [("content.closing", "")]
    assert (report.rows, report.valid, report.error_count) == (20, 0, 1)


def test_a_fault_of_the_plan_that_every_row_mends_is_none(batch: Any, plan: dict[str, Any]) -> None:
    broken = {**plan, "content": {**plan["content"], "closing": ""}}
    book = Book(("unit.code", "content.closing"))
    for code in CODES[:5]:
        book.add({"unit.code": code, "content.closing": "Các đơn vị thực hiện."})
    assert check(batch(broken), open_table(book.file())).errors == []


def test_a_body_that_only_some_units_have_is_a_question_at_the_others(
    batch: Any, plan: dict[str, Any]
) -> None:
    criteria = [
        {**plan["content"]["criteria"][0], "lead": [{"role": "truyen_thong"}]},
        *plan["content"]["criteria"][1:],
    ]
    lacking = {**plan, "content": {**plan["content"], "criteria": criteria}}
    book = Book(("unit.code", "unit.name"))
    for code in ("21484", "21529"):
        book.add({"unit.code": code})
    report = check(batch(lacking), open_table(book.file()))
    assert report.errors == []
    assert report.questions["role_without_body"].rows == [3]
    assert report.questions["role_without_body"].path == "content.criteria[0].lead[0]"
    assert "UBND xã Ba Vì" in report.questions["role_without_body"].message.replace("Ủy ban nhân dân", "UBND")


def test_questions_are_grouped_by_code_with_their_rows(batch: Any, plan: dict[str, Any]) -> None:
    report = check(batch(plan), open_table(table(12)))
    assert report.questions["signer_missing"].rows == list(range(2, 14))
    assert report.valid == 12


def test_a_group_of_a_unit_that_has_no_row_is_a_fault_there(batch: Any, plan: dict[str, Any]) -> None:
    book = Book(("unit.code",))
    book.add({"unit.code": "21529"})
    sheet = book.book.create_sheet("Khoản kinh phí")
    columns = ("unit.code", "content.budget.entries[].content", "content.budget.entries[].amount")
    sheet.append(list(columns))
    book.add(dict(zip(columns, ("21529", "Hội nghị", 1_000_000), strict=True)), sheet, columns)
    book.add(dict(zip(columns, ("21538", "Hội nghị", 1_000_000), strict=True)), sheet, columns)
    book.add(dict(zip(columns, ("99999", "Hội nghị", 1_000_000), strict=True)), sheet, columns)
    report = check(batch(plan), open_table(book.file()))
    assert {(error.cell, error.code) for error in report.errors} == {
        ("A3", "unit_not_in_table"),
        ("A4", "unit_unknown"),
    }


def test_what_needs_no_answer_is_said(batch: Any, plan: dict[str, Any]) -> None:
    book = Book(("order", "unit.code", "copies", "Điện thoại"))
    book.add({"order": "Ví dụ", "unit.code": "không tính"})
    line = book.add({"order": 1, "unit.code": "21529", "copies": 2})
    book.sheet.row_dimensions[line].hidden = True
    book.sheet.column_dimensions["C"].hidden = True
    book.book.create_sheet("Ghi chú riêng")["A1"] = "gọi lại"
    said = " ".join(check(batch(plan), open_table(book.file())).notices)
    for words in (
        "dòng 3 đang ẩn",
        "Số bản lưu",
        "Điện thoại",
        "Ghi chú riêng",
        "Dòng ví dụ không được tính: Đơn vị (dòng 2)",
    ):
        assert words in said


def test_a_table_without_rows_says_so(batch: Any, plan: dict[str, Any]) -> None:
    report = check(batch(plan), open_table(table(0)))
    assert [error.code for error in report.errors] == ["table_empty"]


def test_a_table_longer_than_any_is_stopped(
    batch: Any, plan: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.jobs.tables.checking.MOST_ROWS", 3)
    report = check(batch(plan), open_table(table(9)))
    assert report.rows == 3
    assert [(error.code, error.cell) for error in report.errors] == [("table_too_long", "A5")]


def test_errors_beyond_the_most_are_counted(
    batch: Any, plan: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_ERRORS", 4)
    book = Book(("unit.code",))
    for number in range(9):
        book.add({"unit.code": f"9990{number}"})
    report = check(batch(plan), open_table(book.file()))
    assert (len(report.errors), report.error_count) == (4, 9)


def test_a_misspelt_placeholder_is_a_fault_of_the_plan(batch: Any, plan: dict[str, Any]) -> None:
    report = check(batch({**plan, "subject": "Nâng cao chỉ số của {đơn vj}"}), open_table(table(2)))
    assert [(error.path, error.code, error.cell) for error in report.errors] == [
        ("subject", "placeholder_unknown", "")
    ]
    assert "{đơn vị}" in report.errors[0].message


def test_placeholders_work_in_cells_too(batch: Any, plan: dict[str, Any]) -> None:
    book = Book(("unit.code", "subject"))
    book.add({"unit.code": "21529", "subject": "Nâng cao chỉ số của {Đơn vị}"})
    book.add({"unit.code": "21538", "subject": "Nâng cao chỉ số của {don vj}"})
    sheets = open_table(book.file())
    found = list(rows(batch({**plan, "subject": "{đơn vj}"}), sheets))
    assert found[0].envelope["subject"] == "Nâng cao chỉ số của Xã Ba Vì"
    assert [[(error.code, error.cell) for error in row.errors] for row in found] == [
        [],
        [("placeholder_unknown", "B3")],
    ]


def test_a_fault_of_the_plan_is_not_put_into_a_blank_cell(batch: Any, plan: dict[str, Any]) -> None:
    report = check(batch({**plan, "copies": -1}), open_table(table(3, ("unit.code", "copies"))))
    assert [(error.path, error.cell) for error in report.errors] == [("copies", "")]


def test_rows_below_an_unknown_unit_are_its_rows(batch: Any, plan: dict[str, Any]) -> None:
    book = Book(("unit.code",))
    book.add({"unit.code": "21529"})
    sheet = book.book.create_sheet("Khoản kinh phí")
    columns = ("unit.code", "content.budget.entries[].content", "content.budget.entries[].amount")
    sheet.append(list(columns))
    for code in ("99999", None, None, "21529"):
        book.add({"unit.code": code, columns[1]: "Hội nghị", columns[2]: 100_000}, sheet, columns)
    found = {(error.cell, error.code) for error in check(batch(plan), open_table(book.file())).errors}
    assert found == {("A2", "unit_unknown")}


def test_a_plan_that_nothing_can_be_made_of_is_refused_before_any_row(
    batch: Any, plan: dict[str, Any]
) -> None:
    with pytest.raises(UnknownDocumentType):
        batch(plan, slug="khong_co")
    broken = {**plan, "type": "bao_cao", "office": "ubnd-0", "month": "tháng mười ba"}
    with pytest.raises(InvalidInput) as refused:
        batch(broken)
    assert [error.path for error in refused.value.errors] == ["type", "office", "month"]


def peak(batch: BatchInput, file: io.BytesIO) -> int:
    sheets = open_table(file)
    gc.collect()
    tracemalloc.start()
    for _ in rows(batch, sheets):
        pass
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def test_memory_does_not_grow_with_the_rows(batch: Any, plan: dict[str, Any]) -> None:
    few, many = table(50), table(1000)
    peak(batch(plan), table(1000))  # what is remembered of values and bodies is remembered once
    assert peak(batch(plan), many) < peak(batch(plan), few) + 1_500_000


def test_a_hidden_sheet_that_is_passed_over_is_told(batch: Any, plan: dict[str, Any]) -> None:
    shown = Sheet("Đơn vị", lambda: iter([SheetRow(1, ["Mã đơn vị"]), SheetRow(2, ["21484"])]))
    old = Sheet("Cũ", lambda: iter([SheetRow(1, ["Mã đơn vị"]), SheetRow(2, ["21529"])]), is_hidden=True)
    told = check(batch(plan), [shown, old]).notices
    assert [one for one in told if "“Cũ”" in one]
