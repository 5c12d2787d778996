"""The table of days numbers the documents that it was written for: batch, unit and row, or nothing."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from service.errors import InvalidInput
from service.jobs import archive, batches
from service.jobs.days_table import days_of
from service.register.errors import WrongState
from tests.jobs.batch_office import CODES, BatchOffice, put_up_anew

DAY = date(2026, 3, 4)


def listed(at: BatchOffice, batch_id: str, fill: Callable[[Any], None]) -> BytesIO:
    """DANH_SACH.xlsx of a batch as a clerk sends it back."""
    book = load_workbook(BytesIO(archive.contents(at.work(), batch_id)))
    fill(book.worksheets[0])
    store = BytesIO()
    book.save(store)
    return store


def column(sheet: Any, title: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if cell.value == title)


def dated(*rows: int, day: Any = DAY) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        for row in rows:
            sheet.cell(row, column(sheet, "Ngày ban hành")).value = day

    return fill


def refused(at: BatchOffice, batch_id: str, file: BytesIO) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as found:
        days_of(at.work(), batch_id, file)
    return [(one.path, one.code) for one in found.value.errors]


def test_the_list_of_another_batch_is_refused_at_its_cell(at: BatchOffice) -> None:
    first, second = at.made(by="office"), at.made(by="office", codes=tuple(reversed(CODES)))
    file = listed(at, first, dated(2, 3))
    assert refused(at, second, file) == [("D2", "list_of_other_batch"), ("D3", "list_of_other_batch")]
    assert days_of(at.work(), first, file) == {1: DAY, 2: DAY}


def test_a_row_whose_number_was_filled_down_anew_is_refused(at: BatchOffice) -> None:
    batch_id = at.made(by="office")

    def fill(sheet: Any) -> None:
        sheet.delete_rows(2)
        for row in range(2, len(CODES) + 1):
            sheet.cell(row, 1).value = row - 1
        dated(2)(sheet)

    assert refused(at, batch_id, listed(at, batch_id, fill)) == [("D2", "unit_of_other_row")]


@pytest.mark.parametrize("name", ["xã Ba Tô", "ba tô", "UBND xã Ba Tô"])
def test_a_unit_may_be_named_in_short(at: BatchOffice, name: str) -> None:
    batch_id = at.made(by="office")
    units = [one.item.unit_name for one in at.items(batch_id)]
    row = units.index("xã Ba Tô") + 1
    file = BytesIO(f"TT;Đơn vị;Ngày ban hành\n{row};{name};04/3/2026\n".encode())
    assert days_of(at.work(), batch_id, file) == {row: DAY}


def test_the_code_of_another_unit_beside_the_number_is_refused(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    good, bad = (f"TT;Mã đơn vị;Ngày ban hành\n1;{code};04/3/2026\n".encode() for code in CODES[:2])
    assert days_of(at.work(), batch_id, BytesIO(good)) == {1: DAY}
    assert refused(at, batch_id, BytesIO(bad)) == [("C2", "unit_of_other_row")]


def test_a_day_that_excel_keeps_as_a_number_is_a_day(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    serial = (DAY - date(1899, 12, 30)).days
    assert days_of(at.work(), batch_id, listed(at, batch_id, dated(3, day=serial))) == {2: DAY}


def test_a_paper_that_was_signed_before_its_text_was_put_up_anew_is_refused_at_its_cell(
    at: BatchOffice,
) -> None:
    batch_id = at.made(by="office")
    file = listed(at, batch_id, dated(2, 3))
    put_up_anew(at, 1, batch_id)
    assert refused(at, batch_id, file) == [("D2", "file_moved")]
    assert days_of(at.work(), batch_id, listed(at, batch_id, dated(2, 3))) == {1: DAY, 2: DAY}


def test_a_list_from_before_a_row_was_numbered_still_tells_the_days_of_the_others(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    file = listed(at, batch_id, dated(2, 3))
    batches.issue_rows(at.work(), at.engine, batch_id, {1: DAY}, acknowledged=("month_turned",))
    at.run(batch_id)
    assert days_of(at.work(), batch_id, file) == {2: DAY}


def test_a_row_that_was_seen_before_its_text_was_put_up_anew_gets_no_number(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    seen = {one.item.number: one.mark for one in at.items(batch_id)}
    put_up_anew(at, 3, batch_id)
    for rows in ({3: DAY, 4: DAY}, None):
        with pytest.raises(WrongState, match="Dòng 3: văn bản đã được trình lại") as moved:
            batches.issue_rows(at.work(), at.engine, batch_id, rows, on=DAY, seen=seen)
        assert moved.value.code == "file_moved"
    assert batches.issue_rows(at.work(), at.engine, batch_id, {4: DAY}, on=DAY, seen=seen) == 1
