"""Cells mended outside of the file: laid over what is read, put into the workbook that goes back."""

import io
import json

from openpyxl import Workbook, load_workbook

from service.jobs.mending import Mend, joined, mended, with_mends
from service.jobs.tables import open_table


def workbook(*, merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Đơn vị"
    for row in (("Mã đơn vị", "Đơn vị"), ("21484", "xã A"), ("21529", None), ("21523", "xã C")):
        sheet.append(row)
    sheet["D2"] = "=1+1"
    if merged:
        sheet.merge_cells(merged)
    store = io.BytesIO()
    book.save(store)
    return store.getvalue()


def read(content: bytes, *mends: Mend) -> list[list[object]]:
    sheets = mended(open_table(io.BytesIO(content)), mends)
    return [list(row.values) for row in sheets[0].rows()]


def test_a_mended_cell_is_read_instead_of_what_the_file_says() -> None:
    rows = read(workbook(), Mend("Đơn vị", "B2", "xã Ba Tơ"), Mend("Đơn vị", "A4", ""))
    assert rows[1][:2] == ["21484", "xã Ba Tơ"]
    assert rows[3][:2] == [None, "xã C"]


def test_a_blank_cell_behind_the_others_can_be_mended() -> None:
    assert read(workbook(), Mend("Đơn vị", "F3", "x"))[2] == ["21529", None, None, None, None, "x"]


def test_a_merged_cell_is_mended_in_all_its_rows() -> None:
    rows = read(workbook(merged="B2:B4"), Mend("Đơn vị", "B2", "xã Ba Tơ"))
    assert [row[1] for row in rows[1:]] == ["xã Ba Tơ"] * 3


def test_other_sheets_and_addresses_that_are_none_change_nothing() -> None:
    before = read(workbook())
    assert read(workbook(), Mend("Khác", "B2", "x"), Mend("Đơn vị", "nowhere", "x")) == before


def test_cells_of_csv_and_json_are_mended_too() -> None:
    assert read("Mã đơn vị;Đơn vị\n1;a\n".encode(), Mend("", "B2", "b"))[1] == ["1", "b"]
    table = json.dumps([{"unit.code": "1"}, {"unit.code": "2", "month": "x"}]).encode()
    assert read(table, Mend("", "[0].month", "2026-02"))[1] == ["1", "2026-02"]


def test_the_later_mend_of_a_cell_counts() -> None:
    assert joined([Mend("", "B2", "a")], [Mend("", "B2", "b"), Mend("", "B3", "c")]) == [
        Mend("", "B2", "b"),
        Mend("", "B3", "c"),
    ]


def test_the_workbook_gets_the_mends_and_keeps_its_formulas() -> None:
    content = with_mends(
        workbook(), [Mend("Đơn vị", "B2", "=xã"), Mend("Đơn vị", "B4", ""), Mend("Mất", "A1", "x")]
    )
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B4"].value) == ("=xã", "s", None)
    assert sheet["D2"].value == "=1+1"
    assert with_mends(b"as it is", []) == b"as it is"
