"""The person's own workbook back, with the faulty cells marked: what else is in it stays."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from service.jobs.tables import CellError, check, marked, marking, open_table
from tests.jobs.tables.faulty import Book

FAULT = "FFFFC7CE"


def error(cell: str, message: str = "Hãy sửa.", sheet: str = "Đơn vị", read: str = "a") -> CellError:
    return CellError("subject", "x", message, sheet, cell, "Trích yếu", read)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_formulas_formats_widths_and_comments_of_the_person_stay() -> None:
    book = Book(("unit.code", "subject"))
    book.add({"unit.code": "21484", "subject": '=A2&"x"'})
    book.sheet["A2"].number_format = "@"
    book.sheet.column_dimensions["B"].width = 44
    book.sheet["B2"].comment = openpyxl.comments.Comment("hỏi lại anh Bình", "tôi")
    file = book.file()
    sheet = opened(marked(file, open_table(file), [error("B2"), error("B2", "Và sửa nữa.")]))["Đơn vị"]
    assert sheet["B2"].value == '=A2&"x"'
    assert (sheet["A2"].number_format, sheet.column_dimensions["B"].width) == ("@", 44)
    assert sheet["B2"].comment.text == "Cần sửa: Hãy sửa. Và sửa nữa.\n---\nhỏi lại anh Bình"
    assert sheet["B2"].fill.fgColor.rgb == FAULT
    assert sheet["A2"].comment is None


def test_marks_of_an_earlier_round_are_gone_in_the_next() -> None:
    book = Book(("unit.code", "subject"))
    book.add({"unit.code": "1", "subject": "2"})
    file = book.file()
    once = io.BytesIO(marked(file, open_table(file), [error("A2"), error("B2")]))
    again = opened(marked(once, open_table(once), [error("A2")]))
    assert again["Đơn vị"]["B2"].comment is None
    assert again["Đơn vị"]["B2"].fill.fgColor.rgb != FAULT
    assert again["Đơn vị"]["A2"].comment.text == "Cần sửa: Hãy sửa."
    assert again.sheetnames.count("Lỗi") == 1
    assert again["Lỗi"].max_row == 2


def test_a_cell_inside_a_merged_one_is_marked_at_its_corner() -> None:
    book = Book(("unit.code", "subject", "filing"))
    book.add({"unit.code": "1", "subject": "2"})
    book.sheet.merge_cells("B2:C2")
    file = book.file()
    sheet = opened(marked(file, open_table(file), [error("C2")]))["Đơn vị"]
    assert sheet["B2"].comment is not None


def test_a_list_of_all_faults_is_added_and_nothing_in_it_is_a_formula() -> None:
    book = Book(("unit.code",))
    file = book.file()
    plan_fault = CellError("content.closing", "required", "Thiếu “Kết thúc”.")
    sheet = opened(marked(file, open_table(file), [error("A1", read="=1+1\x07"), plan_fault]))["Lỗi"]
    assert [cell.value for cell in sheet[2]][:5] == ["Đơn vị", "A1", "Trích yếu", "=1+1\ufffd", "Hãy sửa."]
    assert sheet["D2"].data_type == "s"
    assert sheet["B2"].hyperlink.location or sheet["B2"].hyperlink.ref
    assert sheet["E3"].value == "Thiếu “Kết thúc”."


def test_a_csv_comes_back_as_a_workbook(batch: Any, plan: dict[str, Any]) -> None:
    file = io.BytesIO("Đơn vị;Số bản lưu\nxã Ba Tơ;hai\n=1+1;3\n".encode())
    sheets = open_table(file)
    report = check(batch(plan), sheets)
    book = opened(marked(file, sheets, report.errors))
    assert book.sheetnames == ["Bảng", "Lỗi"]
    assert {cell.coordinate for row in book["Bảng"].iter_rows() for cell in row if cell.comment} == {
        "B2",
        "A3",
    }
    assert book["Bảng"]["A3"].data_type == "s"


def test_json_comes_back_as_a_workbook(batch: Any, plan: dict[str, Any]) -> None:
    file = io.BytesIO(b'[{"unit.code": "21484", "copies": 1}, {"unit.code": "21529", "copies": "hai"}]')
    sheets = open_table(file)
    book = opened(marked(file, sheets, check(batch(plan), sheets).errors))
    assert book["Bảng"]["B3"].comment is not None


def test_a_million_empty_rows_are_left_out() -> None:
    book = Book(("unit.code", "subject"))
    book.add({"unit.code": "1", "subject": "2"})
    file = with_tail(book.file(), 100_000)
    result = marked(file, open_table(file), [error("B2")])
    assert opened(result)["Đơn vị"].max_row == 2
    assert len(result) < 20_000


def test_merged_cells_end_with_the_content() -> None:
    book = Book(("unit.code", "subject"))
    book.add({"unit.code": "1", "subject": "2"})
    file = with_merged(book.file(), "A1:A90000", "B2:B80000", "C2:D70000", "E7:F9000", "G1:H1")
    found = opened(marked(file, open_table(file), [error("B2")]))["Đơn vị"]
    assert sorted(map(str, found.merged_cells.ranges)) == ["A1:A2", "C2:D2", "G1:H1"]
    assert found["B2"].comment is not None


def test_a_workbook_with_too_many_merged_cells_gives_the_list_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "_MOST_MERGED_CELLS", 5)
    book = Book(("unit.code", "subject"))
    book.add({"unit.code": "1"})
    file = with_merged(book.file(), "D1:F2")
    assert opened(marked(file, open_table(file), [error("A2")])).sheetnames == ["Lỗi"]


def test_a_workbook_too_long_to_be_opened_whole_gives_the_list_alone() -> None:
    book = Book(("unit.code",))
    book.sheet["A70000"] = "21484"
    file = book.file()
    assert opened(marked(file, open_table(file), [error("A70000")])).sheetnames == ["Lỗi"]


def with_merged(file: io.BytesIO, *references: str) -> io.BytesIO:
    names = "".join(f'<mergeCell ref="{one}"/>' for one in references)
    return changed(file, f"</sheetData><mergeCells>{names}</mergeCells>".encode())


def with_tail(file: io.BytesIO, lines: int) -> io.BytesIO:
    tail = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, lines))
    return changed(file, tail + b"</sheetData>")


def changed(file: io.BytesIO, end_of_rows: bytes) -> io.BytesIO:
    """The workbook with something else where its rows end."""
    result = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</sheetData>", end_of_rows))
    return result
