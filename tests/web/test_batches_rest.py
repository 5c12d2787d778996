"""Rows that a batch left out are named, and made later: plan, table and what was mended are kept."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from service import reference
from tests.web import people
from tests.web.batch_work import UNITS, BatchPages, open_series, own_workbook, pages
from tests.web.office_work import text_of

HEAD = ("Mã đơn vị", "Tháng in trên bản trình ký")
TABLE = own_workbook(HEAD, *((code, "2025-02") for code in UNITS[:2]), (UNITS[2], "tháng mười ba"))


@pytest.fixture
def at(app) -> BatchPages:
    return pages(app)


def run_valid_only(at: BatchPages) -> str:
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, TABLE, "bảng.xlsx")
    at.post(f"{page}/chon", rows="valid")
    address = str(at.post(f"{page}/tao").location)
    at.run(address)
    return address


def left_out_name() -> str:
    return reference.unit(UNITS[2], on=people.TODAY).full_name


def test_a_row_left_out_is_named_on_the_page_and_in_the_list(at: BatchPages) -> None:
    address, name = run_valid_only(at), left_out_name()
    said = at.says(address)
    assert "Chưa tạo 1 dòng của bảng" in said
    assert f"{name} (dòng 4)" in said
    assert "Sửa và tạo các dòng còn lại" in at.buttons(address)
    package = at.client.get(f"{address}.zip").data
    book = load_workbook(io.BytesIO(zipfile.ZipFile(io.BytesIO(package)).read("DANH_SACH.xlsx")))
    last = [cell.value for cell in list(book.worksheets[0].iter_rows())[-1]]
    assert [cell or "" for cell in last[:2]] == ["", name]
    assert "Chưa tạo: dòng 4 của bảng còn lỗi" in last


def test_the_rest_is_mended_and_made_without_the_units_that_are_there(at: BatchPages) -> None:
    address, name = run_valid_only(at), left_out_name()
    page = str(at.post(f"{address}/con-lai").location)
    said = at.says(page)
    assert "tệp chung.json" in said
    assert "Bảng có 1 dòng: 0 dòng tạo được, 1 dòng có lỗi" in said
    assert str(at.post(f"{address}/con-lai").location) == page  # begun once
    at.post(f"{page}/sua", sheet=["Sheet"], cell=["B4"], read=["tháng mười ba"], value=["2025-03"])
    assert "Tạo 1 văn bản để trình ký" in at.buttons(page)
    second = str(at.post(f"{page}/tao").location)
    at.run(second)
    assert name in at.says(second)
    assert "Đã làm tiếp ở đợt sau" in at.says(address)
    assert "Sửa và tạo các dòng còn lại" not in at.buttons(address)


def test_a_table_that_was_mended_in_excel_is_taken_for_the_rest(at: BatchPages) -> None:
    page = str(at.post(f"{run_valid_only(at)}/con-lai").location)
    mended = own_workbook(HEAD, (UNITS[2], "2025-03"), *((code, "2025-02") for code in UNITS[:2]))
    said = at.checked(page, mended, "sửa.xlsx")
    assert "Bảng có 1 dòng: 1 dòng tạo được, không có lỗi." in " ".join(said.split())


def test_a_whole_batch_has_no_rest(at: BatchPages) -> None:
    address = at.finished()
    assert "Chưa tạo" not in at.says(address)
    assert "Sửa và tạo các dòng còn lại" not in at.buttons(address)
    assert at.post(f"{address}/con-lai").status_code == 409


def test_who_makes_no_drafts_takes_nothing_up(app) -> None:
    address = run_valid_only(pages(app))
    for who, status in ((people.OUTSIDER, 403), ("administrator", 403)):
        assert pages(app, who).post(f"{address}/con-lai").status_code == status


def test_a_batch_of_which_nothing_was_made_can_be_taken_up_whole(at: BatchPages) -> None:
    address = at.started()
    at.post(f"{address}/dung")
    assert "Chưa tạo được văn bản nào" in at.says(address)
    page = str(at.post(f"{address}/con-lai").location)
    assert "Bảng có 3 dòng: 3 dòng tạo được, không có lỗi." in " ".join(text_of(at.client.get(page)).split())


def test_a_batch_whose_table_was_made_elsewhere_offers_not_to_go_on(at: BatchPages) -> None:
    address = at.started()
    at.post(f"{address}/dung")
    assert "Chạy tiếp" in at.buttons(address)
    at.post(f"{at.post(f'{address}/con-lai').location}/tao")
    assert "Đã làm tiếp ở đợt sau" in at.says(address)
    assert "Chạy tiếp" not in at.buttons(address)
    at.post(f"{address}/chay-tiep", seen="cancelled")
    assert "Cả bảng của đợt này đã làm lại ở đợt" in at.says(address)


def test_a_rest_that_takes_numbers_is_begun_by_the_clerk_and_nobody_blocks_it(app) -> None:
    at, drafter = pages(app), pages(app, "drafter")
    open_series(at.desk)
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, TABLE, "bảng.xlsx")
    at.post(f"{page}/chon", rows="valid", intent="issue")
    for group in re.findall(
        r'name="code" value="([^"]+)"><input type="hidden" name="mark" value="([^"]*)"',
        text_of(at.client.get(page)),
    ):
        at.post(f"{page}/xac-nhan", code=group[0], mark=group[1], confirmed="1")
    address = str(at.post(f"{page}/tao").location)
    assert "/chuan-bi/" not in address
    at.run(address)
    assert "Sửa và tạo các dòng còn lại" not in drafter.buttons(address)
    for _ in range(2):
        assert drafter.post(f"{address}/con-lai").status_code == 403
    found = at.post(f"{address}/con-lai")
    assert found.status_code == 303
    assert "Bảng có 1 dòng: 0 dòng tạo được, 1 dòng có lỗi" in at.says(str(found.location))


def test_what_became_a_batch_is_not_thrown_away_from_a_page_that_is_old(at: BatchPages) -> None:
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, TABLE, "bảng.xlsx")
    at.post(f"{page}/chon", rows="valid")
    address = str(at.post(f"{page}/tao").location)
    at.run(address)
    assert at.post(f"{page}/bo").status_code == 409
    assert "Sửa và tạo các dòng còn lại" in at.buttons(address)
