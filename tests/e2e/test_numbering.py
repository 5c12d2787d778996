"""Journey 9 in a real browser: the number that was promised, once, whatever the person presses."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.office_day import desk_of, draft, looked_at, open_series, page_of, pressed_twice
from tests.web.office_work import SCAN
from tests.web.people import ALL_ROLES

pytestmark = pytest.mark.browser
BUTTON = re.compile(r"Cấp số \d+.KH-UBND")


@pytest.fixture
def desk(instance):
    made = desk_of(instance)
    open_series(made)
    yield made
    made.door.register().close()


def test_a_number_is_taken_copied_and_sent(address: str, page: Page, desk, tmp_path) -> None:
    document_id = draft(desk, "Cấp số trong trình duyệt")
    page.goto(f"{address}/van-ban/{document_id}")
    page.get_by_role("link", name="Cấp số").click()
    button = page.get_by_role("button", name=BUTTON)
    code = button.inner_text().removeprefix("Cấp số ")
    expect(page.locator(".forecast")).to_contain_text(f"Văn bản sẽ mang số {code}, ngày ")
    scan = tmp_path / "ban ky.pdf"
    scan.write_bytes(SCAN + document_id.encode())  # one that is in no other document
    page.get_by_label("Bản đã ký (PDF, ảnh quét)").set_input_files(scan)
    pressed_twice(button)
    page.wait_for_url(f"**/van-ban/{document_id}")
    expect(page.locator("[data-code]")).to_have_text(code)
    expect(page.get_by_role("link", name="Bản gốc (bản quét)")).to_be_visible()
    with page.expect_download() as caught:
        page.get_by_role("link", name="Tải bản Word").click()
    assert re.fullmatch(r"KH-UBND_\d+_\d{4}\.docx", caught.value.suggested_filename)
    page.get_by_role("link", name="Ghi phát hành").click()
    page.get_by_role("button", name="Ghi phát hành").click()
    expect(page.locator(".state").first).to_have_text("Đã phát hành")


def test_going_back_and_pressing_again_shows_the_result(address: str, page: Page, desk) -> None:
    document_id = draft(desk, "Bấm lại sau khi quay lại")
    page.goto(f"{address}/van-ban/{document_id}/cap-so")
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url(f"**/van-ban/{document_id}")
    code = page.locator("[data-code]").inner_text()
    page.reload()
    expect(page.locator("[data-code]")).to_have_text(code)
    page.go_back()
    again = page.get_by_role("button", name=BUTTON)
    if again.count():
        again.click()
    page.wait_for_url(f"**/van-ban/{document_id}")
    expect(page.locator("[data-code]")).to_have_text(code)


def test_an_answer_that_was_lost_is_found_by_the_same_form(address: str, page: Page, desk) -> None:
    document_id = draft(desk, "Mất kết nối")
    page.goto(f"{address}/van-ban/{document_id}/cap-so")
    lost = []

    def lose(route):
        lost.append(route.fetch(max_redirects=0).status)
        route.abort()

    page.route("**/cap-so", lose, times=1)
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url("chrome-error://**")
    assert lost == [303]
    page.goto(f"{address}/van-ban/{document_id}/cap-so")
    page.wait_for_url(f"**/van-ban/{document_id}")
    expect(page.locator("[data-code]")).to_be_visible()


def test_a_number_that_moved_is_promised_anew(address: str, browser, signed_in_as, desk) -> None:
    mine, theirs = draft(desk, "Của tôi"), draft(desk, "Nhanh hơn một bước")
    state = signed_in_as(ALL_ROLES)
    with page_of(browser, state) as page, page_of(browser, state, scripts=False) as other:
        page.goto(f"{address}/van-ban/{mine}/cap-so")
        first = page.get_by_role("button", name=BUTTON).inner_text()
        other.goto(f"{address}/van-ban/{theirs}/cap-so")
        other.get_by_role("button", name=first).click()
        page.get_by_role("button", name=first).click()
        expect(page.get_by_role("alert")).to_contain_text("vừa cấp cho Kế hoạch Nhanh hơn một bước lúc")
        second = page.get_by_role("button", name=BUTTON).inner_text()
        assert second != first
        page.get_by_role("button", name=second).click()
        expect(page.locator("[data-code]")).to_have_text(second.removeprefix("Cấp số "))


def test_the_pages_of_a_number_are_sound_on_both_screens(address: str, browser, signed_in_as, desk) -> None:
    document_id = draft(desk, "Ảnh của trang cấp số")
    page = f"{address}/van-ban/{document_id}"
    said = looked_at(browser, signed_in_as, f"{page}/cap-so", "cap-so")
    said += looked_at(browser, signed_in_as, page, "van-ban-nhap")
    with page_of(browser, signed_in_as(ALL_ROLES), scripts=False) as plain:
        plain.goto(f"{page}/cap-so")
        plain.get_by_role("button", name=BUTTON).click()
    for last in ("", "/phat-hanh", "/huy-so", "/ban-goc", "/nguoi-phu-trach"):
        said += looked_at(browser, signed_in_as, f"{page}{last}", f"van-ban{last.replace('/', '-')}")
    assert said == []
