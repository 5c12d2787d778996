"""The book as an Excel file: ten columns, cancelled numbers shown, no formula, ready to print."""

import io
from datetime import date, timedelta

import openpyxl
import pytest

from service.domain.recipients import Recipient
from service.register import after_issue, book, export
from service.register.book_xlsx import HEADER_ROW
from service.register.errors import NotAllowed

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")')


@pytest.fixture
def sheet(desk):
    desk.open_series()
    first = desk.issue().document
    second = desk.issue(
        desk.document(subject="=cmd|' /C calc'!A0", recipients=[Recipient(text) for text in FORMULAS])
    ).document
    desk.do(
        after_issue.dispatch,
        first.id,
        [after_issue.Sending(dispatched_on=date(2026, 3, 5), received_by="=Hà")],
    )
    desk.do(after_issue.void, second.id, reason="=In nhầm")
    content = desk.look(export.export, desk.office, 2026, "xlsx")
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_the_ten_columns_stand_under_their_titles(sheet) -> None:
    titles = [cell.value for cell in sheet[HEADER_ROW]]
    assert tuple(titles) == book.COLUMNS
    assert [cell.value for cell in sheet[HEADER_ROW + 1]] == [f"({column})" for column in range(1, 11)]
    row = [cell.value for cell in sheet[HEADER_ROW + 2]]
    assert row[:2] == ["01/KH-UBND", "05/3/2026"]
    assert row[7:9] == ["05/3/2026", "=Hà"]
    assert sheet.max_row == HEADER_ROW + 3


def test_a_cancelled_number_stands_in_it_as_such(sheet) -> None:
    row = sheet[HEADER_ROW + 3]
    assert row[0].value == "02/KH-UBND"
    assert row[0].font.strike
    assert row[9].value == "HỦY SỐ: =In nhầm"
    assert not row[9].font.strike


def test_no_cell_is_a_formula(sheet) -> None:
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    started = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
    assert started
    assert all(cell.quotePrefix for cell in started)


def test_it_prints_on_one_page_width_with_the_titles_on_every_page(sheet) -> None:
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW + 1}"
    assert sheet.print_area.endswith(f"$J${sheet.max_row}")
    assert sheet.oddFooter.center.text == "Trang &P/&N"


def test_signs_that_no_sheet_can_hold_are_left_out(desk, monkeypatch) -> None:
    """An entry with them is refused today; a register of an earlier release may have some."""
    line = book.Line("01/KH-UBND", "05/3/2026", "Một\x01hai", *[""] * 7)
    monkeypatch.setattr(book, "chapters", lambda *_, **__: [book.Chapter("Sổ số chung năm 2026", [line])])
    content = desk.look(export.export, desk.office, 2026, "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(content)).active.cell(HEADER_ROW + 2, 3).value == "Mộthai"


def test_an_empty_book_has_its_titles(desk) -> None:
    content = desk.look(export.export, desk.office, 2025, "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(content)).active.max_row == HEADER_ROW + 1


def test_only_those_who_keep_the_book_export_it(desk) -> None:
    with pytest.raises(NotAllowed):
        desk.look(export.export, desk.office, 2026, "xlsx", who=f"drafter@{desk.office}")


def test_each_row_is_as_high_as_its_longest_cell(desk) -> None:
    desk.open_series()
    for subject in ("Ngắn", "Một trích yếu rất dài " * 12):
        desk.issue(desk.document(subject=subject, recipients=()))
    made = openpyxl.load_workbook(io.BytesIO(desk.look(export.export, desk.office, 2026, "xlsx"))).active
    short, long = (made.row_dimensions[HEADER_ROW + 2 + place].height for place in (0, 1))
    assert short * 3 < long
    assert made._parent._named_styles["Normal"].font.name == "Times New Roman"


def test_several_series_stand_under_their_names_on_pages_of_their_own(desk) -> None:
    for kind, title in (("KH", "Kế hoạch"), ("BC", "Báo cáo")):
        desk.open_series(kinds=[kind])
        desk.now += timedelta(seconds=1)  # the book is in the order in which the series were opened
        desk.issue(desk.document(kind=kind, kind_title=title, symbol=f"{kind}-UBND"))
    made = openpyxl.load_workbook(io.BytesIO(desk.look(export.export, desk.office, 2026, "xlsx"))).active
    first = [made.cell(row, 1).value for row in range(HEADER_ROW + 2, made.max_row + 1)]
    assert first == ["Sổ số KH năm 2026", "01/KH-UBND", "Sổ số BC năm 2026", "01/BC-UBND"]
    assert [one.id for one in made.row_breaks.brk] == [HEADER_ROW + 3]
