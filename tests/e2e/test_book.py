"""Journey 11 in a real browser: the book is searched, read on a telephone, printed; other documents are entered."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.office_day import desk_of, looked_at, open_series, page_of
from tests.web.office_work import SCAN
from tests.web.people import ALL_ROLES

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _series(instance):
    desk = desk_of(instance)
    open_series(desk)
    desk.door.register().close()


def entered(page: Page, address: str, subject: str, folder) -> str:
    """Enter a decision that was made elsewhere; return its number."""
    page.goto(f"{address}/so-van-ban")
    page.get_by_role("link", name="Vào sổ văn bản khác").click()
    page.get_by_label("Loại văn bản").select_option("quyet_dinh")
    page.get_by_role("button", name="Xem số").click()
    page.get_by_label("Trích yếu nội dung").fill(subject)
    page.get_by_label("Người ký", exact=True).fill("Phạm Viết Nho")
    file = folder / "quyết định.pdf"
    file.write_bytes(SCAN)
    page.get_by_label("Tệp của văn bản").set_input_files(file)
    again = page.get_by_label("Xác nhận vào sổ lần nữa")
    button = page.get_by_role("button", name="Vào sổ số")
    code = button.inner_text().removeprefix("Vào sổ số ")
    button.click()
    expect(again.or_(page.locator("[data-code]")).first).to_be_visible()
    if again.count():  # another test has entered this file
        again.check()
        page.get_by_label("Tệp của văn bản").set_input_files(file)
        page.get_by_role("button", name=f"Vào sổ số {code}").click()
    page.wait_for_url("**/van-ban/*")
    assert page.locator("[data-code]").inner_text() == code
    return code


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_document_made_elsewhere_is_entered_and_found(
    address, browser, signed_in_as, tmp_path, scripts
) -> None:
    subject = f"Khen thưởng phong trào dân vận khéo {scripts}"
    with page_of(browser, signed_in_as(ALL_ROLES), scripts=scripts) as page:
        code = entered(page, address, subject, tmp_path)
        assert code.endswith("/QĐ-UBND")
        page.goto(f"{address}/so-van-ban")
        page.get_by_role("searchbox").fill(f"khen thuong dan van kheo {scripts}")
        page.get_by_role("button", name="Tìm", exact=True).click()
        expect(page.locator("table.book tbody tr")).to_have_count(1)
        page.get_by_role("link", name=subject).click()
        expect(page.get_by_text("Đã kiểm tra: tệp đúng như lúc lưu.")).to_be_visible()


def test_the_book_is_exported_and_printed(address: str, page: Page, tmp_path) -> None:
    entered(page, address, "Văn bản để in sổ", tmp_path)
    page.goto(f"{address}/so-van-ban")
    page.get_by_text("Xuất sổ", exact=True).click()
    with page.expect_download() as caught:
        page.get_by_role("link", name="tệp xlsx").first.click()
    assert caught.value.suggested_filename.endswith(".xlsx")
    page.emulate_media(media="print")
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.locator("table.book")).to_be_visible()


def test_the_book_is_sound_on_both_screens(address, browser, signed_in_as, page: Page, tmp_path) -> None:
    entered(page, address, "Văn bản để chụp ảnh", tmp_path)
    said = looked_at(browser, signed_in_as, f"{address}/so-van-ban", "so-van-ban")
    said += looked_at(browser, signed_in_as, f"{address}/so-van-ban/vao-so", "vao-so")
    assert said == []
