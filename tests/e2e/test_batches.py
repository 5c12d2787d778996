"""A batch in a real browser: the workbook, two faults mended on the page, the run watched, closed and opened, the ZIP."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from service import clock
from service.domain.dates import office_day
from tests.e2e.conftest import ROOT
from tests.e2e.office_day import desk_of, looked_at, office_id, open_series, page_of
from tests.started import end
from tests.web.people import ALL_ROLES

pytestmark = pytest.mark.browser
#: A hundred documents on a machine that is busy with other things, and the start of the worker.
LIVE_MS = 180_000


@contextmanager
def working(instance: Path) -> Iterator[None]:
    """Run the worker process beside the web process, as `./run` starts it."""
    given = {**os.environ, "INSTANCE_DIR": str(instance), "SECRET_KEY": "k" * 40, "WORKER_PROCESSES": "1"}
    command = [sys.executable, "-m", "service", "worker"]
    with subprocess.Popen(command, cwd=ROOT, env=given, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            end(process)


@pytest.fixture
def worker(instance: Path) -> Iterator[None]:
    with working(instance):
        yield


@pytest.fixture
def desk(instance: Path):
    made = desk_of(instance)
    open_series(made)
    yield made
    made.door.register().close()


@pytest.fixture
def plan(desk, tmp_path: Path) -> Path:
    """A plan of this year whose subject names each unit."""
    today = office_day(clock.now())
    sample = json.dumps(desk.catalogue.sample("ke_hoach", "minimal"), default=str, ensure_ascii=False)
    words = {"subject": "Dân vận của {đơn vị}", "month": f"{today:%Y-%m}", "office": office_id()}
    file = tmp_path / "chung.json"
    file.write_text(
        json.dumps({**json.loads(sample.replace("2026", str(today.year))), **words}), encoding="utf-8"
    )
    return file


def begin(page: Page, address: str, plan: Path, way: str = "Mỗi đơn vị tự ban hành") -> None:
    page.goto(f"{address}/theo-lo/moi")
    section = page.get_by_role("region", name="Kế hoạch", exact=True)
    section.get_by_label("Hoặc mở tệp dữ liệu").set_input_files(plan)
    section.get_by_label(way).check()
    section.get_by_role("button", name="Tiếp tục với kế hoạch").click()
    page.wait_for_url("**/theo-lo/chuan-bi/*")


def workbook(page: Page, folder: Path) -> Path:
    """Download the workbook of the nearest units, as it comes."""
    page.get_by_label("Điền sẵn").first.select_option(label="Các đơn vị của tỉnh Quảng Ngãi")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Tải bảng mẫu").first.click()
    assert caught.value.suggested_filename.endswith(".xlsx")
    file = folder / "bang.xlsx"
    caught.value.save_as(file)
    return file


def filled_in(file: Path) -> int:
    """Fill the workbook in as a clerk does, with two faults; return how many units it has."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    titles = {cell.value: cell.column_letter for cell in sheet[1]}
    units = [row for row in range(4, sheet.max_row + 1) if sheet[f"{titles['Mã đơn vị']}{row}"].value]
    for row in units:
        sheet[f"{titles['Người ký: Họ và tên']}{row}"] = "Nguyễn Văn A"
        sheet[f"{titles['Người ký: Chức vụ']}{row}"] = "Chủ tịch"
        sheet[f"{titles['Người ký: Quyền hạn']}{row}"] = "TM"
    name, month = titles["Đơn vị"], titles["Tháng in trên bản trình ký"]
    sheet[f"{name}{units[1]}"] = "xã Không Có"
    sheet[f"{month}{units[2]}"] = "tháng mười ba"
    book.save(file)
    return len(units)


@pytest.mark.usefixtures("worker")
def test_from_the_workbook_to_the_archive(address: str, page: Page, plan: Path, tmp_path: Path) -> None:
    begin(page, address, plan)
    file = workbook(page, tmp_path)
    count = filled_in(file)
    page.get_by_label("Bảng đã điền").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra bảng").click()
    expect(page.get_by_role("status").filter(has_text="dòng có lỗi")).to_contain_text("2 dòng có lỗi (2 lỗi)")
    mends = page.locator("#sua-ngay")
    expect(mends.get_by_role("textbox")).to_have_count(2)
    right = re.search(r"Mã \S+ là ([^,]+),", mends.inner_text())
    assert right is not None
    mends.get_by_label(re.compile("cột “Đơn vị”")).fill(right[1])
    mends.get_by_label(re.compile("cột “Tháng in")).fill(f"{office_day(clock.now()):%m/%Y}")
    mends.get_by_role("button", name="Sửa và kiểm tra lại").click()
    expect(page.get_by_text(f"{count} dòng tạo được, không có lỗi")).to_be_visible()
    page.get_by_role("link", name=re.compile("Xem thử [23] văn bản")).click()
    expect(page.get_by_role("link", name=re.compile("Tải bản Word của"))).not_to_have_count(0)
    page.get_by_role("link", name="Quay lại để tạo").click()
    page.get_by_role("button", name=f"Tạo {count} văn bản để trình ký").click()
    page.wait_for_url(re.compile(r"/theo-lo/[0-9a-f-]{36}$"))
    run = page.url
    page.close()
    again = page.context.new_page()
    again.goto(f"{address}/theo-lo")
    again.get_by_role("link", name="Kế hoạch: Dân vận của từng đơn vị").first.click()
    assert again.url == run
    expect(again.locator("[data-words]")).to_have_text("Đã xong", timeout=LIVE_MS)
    expect(again.locator("[data-done]")).to_have_text(str(count))
    with again.expect_download() as caught:
        again.get_by_role("link", name="Tải tất cả (.zip)").click()
    with zipfile.ZipFile(caught.value.path()) as package:
        names = package.namelist()
        assert len(names) == count + 1
        for name in (names[1], names[count // 2], names[-1]):
            text = "\n".join(one.text for one in docx.Document(io.BytesIO(package.read(name))).paragraphs)
            assert re.search("Dân vận của (xã|phường|đặc khu) ", text), text[:300]


def test_progress_moves_by_itself_and_the_page_says_when_it_is_over(  # noqa: PLR0917 - fixtures
    address: str, browser, signed_in_as, instance: Path, plan: Path, tmp_path: Path
) -> None:
    """The page is there before the worker: what it shows goes up without a reload until the end."""
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        begin(page, address, plan, "ban hành, mỗi đơn vị một văn bản")
        file = workbook(page, tmp_path)
        page.get_by_label("Bảng đã điền").set_input_files(file)
        page.get_by_role("button", name="Kiểm tra bảng").click()
        with page.expect_request("**/tien-do"):
            page.get_by_role("button", name=re.compile(r"Tạo \d+ văn bản để trình ký")).click()
        with working(instance):
            expect(page.locator("[data-words]")).to_have_text("Đã xong", timeout=LIVE_MS)
            page.get_by_role("link", name="Cấp số các văn bản đã ký").click()
            page.get_by_label("Cấp số dòng 2,").check()
            page.get_by_role("button", name="Cấp số các dòng đã chọn").click()
            row = page.get_by_role("row").filter(has=page.get_by_role("cell", name="2", exact=True))
            code = row.get_by_role("link", name=re.compile(r"\d+.KH-UBND"))
            expect(code).to_be_visible(timeout=LIVE_MS)


@pytest.mark.usefixtures("worker")
def test_all_of_it_works_without_scripts(
    address: str, browser, signed_in_as, plan: Path, tmp_path: Path
) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES), scripts=False) as page:
        begin(page, address, plan)
        table = tmp_path / "bang.csv"
        table.write_text("Mã đơn vị;Đơn vị\n21484;\n99999;\n21523;\n", encoding="utf-8")
        page.get_by_label("Bảng đã điền").set_input_files(table)
        page.get_by_role("button", name="Kiểm tra bảng").click()
        page.locator("#sua-ngay").get_by_role("textbox").fill("21529")
        page.get_by_role("button", name="Sửa và kiểm tra lại").click()
        page.get_by_role("button", name=re.compile(r"Xác nhận")).first.click()
        expect(page.get_by_text("Đã xác nhận.").first).to_be_visible()
        page.get_by_role("button", name="Tạo 3 văn bản để trình ký").click()
        expect(page.locator("[data-words]")).to_have_text(
            "Đã xong", timeout=LIVE_MS
        )  # the page comes anew by itself


@pytest.mark.usefixtures("worker")
def test_the_pages_of_batches_are_sound_on_both_screens(
    address: str, browser, signed_in_as, plan: Path, tmp_path: Path
) -> None:
    said = looked_at(browser, signed_in_as, f"{address}/theo-lo/moi", "dot-moi")
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        begin(page, address, plan, "ban hành, mỗi đơn vị một văn bản")
        prepared = page.url
        said += looked_at(browser, signed_in_as, prepared, "dot-chua-co-bang")
        table = tmp_path / "bang.csv"
        table.write_text("Mã đơn vị;Đơn vị\n21484;\n99999;\n21523;xã Ba Sai\n", encoding="utf-8")
        page.get_by_label("Bảng đã điền").set_input_files(table)
        page.get_by_role("button", name="Kiểm tra bảng").click()
        said += looked_at(browser, signed_in_as, prepared, "dot-co-loi")
        lines = "\n".join(f"9999{number};" for number in range(10) for _ in range(5))
        table.write_text(f"Mã đơn vị;Đơn vị\n21484;\n{lines}\n", encoding="utf-8")
        page.get_by_label("Tải lên bảng khác").set_input_files(table)
        page.get_by_role("button", name="Kiểm tra bảng").click()
        said += looked_at(browser, signed_in_as, prepared, "dot-nhieu-loi")
        table.write_text("Mã đơn vị\n21484\n21529\n21523\n", encoding="utf-8")
        page.get_by_label("Tải lên bảng khác").set_input_files(table)
        page.get_by_role("button", name="Kiểm tra bảng").click()
        page.get_by_label("Cấp số ngay").check()
        page.get_by_role("button", name="Dùng lựa chọn này").click()
        said += looked_at(browser, signed_in_as, prepared, "dot-cap-so")
        said += looked_at(browser, signed_in_as, f"{prepared}/xem-thu", "dot-xem-thu")
        page.get_by_label("Tạo bản để trình ký").check()
        page.get_by_role("button", name="Dùng lựa chọn này").click()
        page.get_by_role("button", name="Tạo 3 văn bản để trình ký").click()
        expect(page.locator("[data-words]")).to_have_text("Đã xong", timeout=LIVE_MS)
        said += looked_at(browser, signed_in_as, page.url, "dot-xong")
        said += looked_at(browser, signed_in_as, f"{page.url}/cap-so", "dot-cap-so-da-ky")
    said += looked_at(browser, signed_in_as, f"{address}/theo-lo", "dot-danh-sach")
    assert said == []
