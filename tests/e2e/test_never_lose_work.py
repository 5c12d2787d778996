"""Journey 5: whatever happens, no word is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.ports import free_port
from service import clock
from tests.e2e.conftest import served, sign_in
from tests.e2e.long_form import begin, kept
from tests.e2e.two_windows import COPIES, asks_nothing, is_local
from tests.web import people

pytestmark = pytest.mark.browser


def test_a_lost_connection_keeps_the_text_here_and_sends_it_later(address: str, page: Page) -> None:
    begin(page, address)
    page.context.set_offline(True)
    page.locator('[id="subject"]').fill("Gõ khi mất mạng")
    is_local(page)
    assert len(page.evaluate(COPIES)) == 1
    page.context.set_offline(False)
    kept(page)
    assert page.evaluate(COPIES) == []
    page.reload()
    expect(page.locator('[id="subject"]')).to_have_value("Gõ khi mất mạng")


def test_a_window_closed_without_connection_gives_its_text_to_the_next_one(address: str, page: Page) -> None:
    draft = begin(page, address)
    page.context.set_offline(True)
    page.locator('[id="subject"]').fill("Chưa kịp lưu")
    is_local(page)
    context = page.context
    page.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(draft)
    expect(later.locator('[id="subject"]')).to_have_value("Chưa kịp lưu")
    kept(later)
    assert later.evaluate(COPIES) == []


def test_a_server_that_is_restarted_costs_no_word_and_no_login(tmp_path: Path, browser: Browser) -> None:
    people.founded(tmp_path / "register.db", now=clock.now())
    port = free_port()
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    with served(tmp_path, port) as address:
        sign_in(page, address)
        begin(page, address)
        page.locator('[id="subject"]').fill("Trước khi máy chủ dừng")
        kept(page)
    page.locator('[id="content.objectives"]').fill("Gõ trong lúc máy chủ dừng")
    is_local(page)
    with served(tmp_path, port):
        kept(page)
        page.reload()
        expect(page.locator('[id="subject"]')).to_have_value("Trước khi máy chủ dừng")
        expect(page.locator('[id="content.objectives"]')).to_have_value("Gõ trong lúc máy chủ dừng")
    context.close()


def test_leaving_before_the_two_seconds_loses_nothing(address: str, page: Page) -> None:
    draft = begin(page, address)
    page.locator('[id="subject"]').fill("Rời trang ngay")
    page.goto(f"{address}/van-ban/moi")
    page.goto(draft)
    expect(page.locator('[id="subject"]')).to_have_value("Rời trang ngay")


def test_the_back_button_shows_what_was_typed_last(address: str, page: Page) -> None:
    begin(page, address)
    page.locator('[id="subject"]').fill("Trước khi xem trước")
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_url("**/xem-truoc")
    page.go_back()
    expect(page.locator('[id="subject"]')).to_have_value("Trước khi xem trước")


def test_an_expired_login_is_renewed_inside_the_page(address: str, page: Page) -> None:
    begin(page, address)
    page.context.clear_cookies(name="van_ban")
    page.locator('[id="subject"]').fill("Gõ sau khi hết phiên")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Phiên đăng nhập đã hết")
    dialog.get_by_label("Mật khẩu").fill("sai mật khẩu")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    dialog.get_by_label("Mật khẩu").fill(people.PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    kept(page)
    page.reload()
    expect(page.locator('[id="subject"]')).to_have_value("Gõ sau khi hết phiên")


def test_a_browser_that_dropped_its_cookies_signs_in_inside_the_page(address: str, page: Page) -> None:
    begin(page, address)
    page.context.clear_cookies()
    page.locator('[id="subject"]').fill("Gõ sau khi mất cookie")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Mật khẩu").fill(people.PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    kept(page)
    page.reload()
    expect(page.locator('[id="subject"]')).to_have_value("Gõ sau khi mất cookie")


@pytest.mark.parametrize(
    ("status", "said"), [(403, "không giữ cookie"), (502, "Máy chủ đang gặp lỗi"), (0, "Chưa kết nối được")]
)
def test_a_login_inside_the_page_that_fails_says_the_true_reason(
    address: str, page: Page, status: int, said: str
) -> None:
    begin(page, address)
    page.context.clear_cookies(name="van_ban")
    page.locator('[id="subject"]').fill("Gõ sau khi hết phiên")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Mật khẩu").fill(people.PASSWORD)
    page.route(
        "**/dang-nhap",
        lambda route: (
            route.continue_()
            if route.request.method == "GET"
            else route.fulfill(status=status)
            if status
            else route.abort()
        ),
    )
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.get_by_role("alert")).to_contain_text(said)


def test_a_second_window_of_the_same_person_merges(address: str, page: Page) -> None:
    draft = begin(page, address)
    second = page.context.new_page()
    second.goto(draft)
    page.locator('[id="subject"]').fill("Từ cửa sổ thứ nhất")
    kept(page)
    second.locator('[id="content.objectives"]').fill("Từ cửa sổ thứ hai")
    kept(second)
    expect(second.locator('[id="subject"]')).to_have_value("Từ cửa sổ thứ nhất")
    page.reload()
    expect(page.locator('[id="content.objectives"]')).to_have_value("Từ cửa sổ thứ hai")


def test_two_people_change_one_field_and_choose(
    address: str, page: Page, browser: Browser, signed_in_as: Callable[[str], Any]
) -> None:
    draft = begin(page, address)
    context = browser.new_context(locale="vi-VN", storage_state=signed_in_as("approver"))
    other = context.new_page()
    other.goto(draft)
    asks_nothing(page)
    other.locator('[id="subject"]').fill("Bản của người duyệt")
    kept(other)
    page.locator('[id="subject"]').fill("Bản của chị Hoa")
    page.locator('[id="content.objectives"]').fill("Trường khác, chị Hoa sửa")
    conflict = page.get_by_role("group", name="Hai bản của trường Trích yếu")
    expect(conflict).to_be_visible()
    expect(conflict).to_contain_text("Bản của người duyệt")
    expect(page.locator('[id="subject"]')).to_have_value("Bản của chị Hoa")
    conflict.get_by_role("button", name="Giữ của tôi").click()
    expect(conflict).to_have_count(0)
    kept(page)
    other.reload()
    expect(other.locator('[id="subject"]')).to_have_value("Bản của chị Hoa")
    expect(other.locator('[id="content.objectives"]')).to_have_value("Trường khác, chị Hoa sửa")
    other.locator('[id="subject"]').fill("Người duyệt sửa lại")
    kept(other)
    page.locator('[id="subject"]').fill("Chị Hoa sửa lại")
    page.get_by_role("button", name="Lấy của Người approver").click()
    expect(page.locator('[id="subject"]')).to_have_value("Người duyệt sửa lại")
    kept(page)
    other.reload()
    expect(other.locator('[id="subject"]')).to_have_value("Người duyệt sửa lại")
    context.close()


def test_logging_out_with_unsaved_text_asks_first(address: str, page: Page) -> None:
    begin(page, address)
    page.route("**/soan/luu", lambda route: route.abort())
    page.locator('[id="subject"]').fill("Chưa lưu mà đăng xuất")
    is_local(page)
    leave_from(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Còn chữ chưa lưu")
    dialog.get_by_role("button", name="Ở lại").click()
    expect(page.locator('[id="subject"]')).to_have_value("Chưa lưu mà đăng xuất")
    page.unroute("**/soan/luu")
    kept(page)


def leave_from(page: Page) -> None:
    page.locator("header details.user > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()


def test_logging_out_on_any_page_asks_about_unsaved_text_and_takes_it_along(
    address: str, anonymous_page: Page
) -> None:
    page = anonymous_page  # a sign-in of its own: this one ends
    sign_in(page, address)
    draft = begin(page, address)
    page.route("**/soan/luu", lambda route: route.abort())
    page.locator('[id="subject"]').fill("Chưa lưu, còn nằm trên máy")
    is_local(page)
    page.goto(f"{address}/so-van-ban")
    page.evaluate(f"localStorage.setItem('van-ban.soan.{people.ALL_ROLES}.khac.9.1', 'của người khác')")
    leave_from(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Còn chữ chưa lưu được")
    expect(dialog.get_by_role("link", name="Mở bản nháp")).to_have_attribute(
        "href", draft.removeprefix(address)
    )
    dialog.get_by_role("button", name="Ở lại").click()
    assert len(page.evaluate(COPIES)) == 2
    page.get_by_role("button", name="Đăng xuất").click()
    dialog.get_by_role("button", name="Xóa chữ chưa lưu và đăng xuất").click()
    page.wait_for_url(f"{address}/dang-nhap")
    assert page.evaluate(COPIES) == [f"van-ban.soan.{people.ALL_ROLES}.khac.9.1"]


def test_unsaved_text_of_the_form_goes_when_its_writer_logs_out_all_the_same(
    address: str, anonymous_page: Page
) -> None:
    page = anonymous_page
    sign_in(page, address)
    begin(page, address)
    page.route("**/soan/luu", lambda route: route.abort())
    page.locator('[id="subject"]').fill("Chưa lưu mà vẫn đăng xuất")
    is_local(page)
    leave_from(page)
    page.get_by_role("dialog").get_by_role("button", name="Xóa chữ chưa lưu và đăng xuất").click()
    page.wait_for_url(f"{address}/dang-nhap")
    assert page.evaluate(COPIES) == []


def test_logging_out_with_nothing_unsaved_asks_nothing(address: str, anonymous_page: Page) -> None:
    page = anonymous_page
    sign_in(page, address)
    begin(page, address)
    page.locator('[id="subject"]').fill("Đã lưu rồi")
    kept(page)
    leave_from(page)
    page.wait_for_url(f"{address}/dang-nhap")


def test_an_old_version_is_compared_and_restored(address: str, page: Page) -> None:
    begin(page, address)
    before = page.locator('[id="subject"]').input_value()
    page.get_by_role("link", name="Phiên bản").click()
    page.get_by_label("Tên mốc").fill("Gửi trưởng phòng")
    page.get_by_role("button", name="Lưu mốc").click()
    page.go_back()
    page.go_back()
    page.locator('[id="subject"]').fill("Sửa sau mốc")
    kept(page)
    page.get_by_role("link", name="Phiên bản").click()
    page.get_by_role("button", name="So sánh hai phiên bản").click()
    expect(page.locator(".compared ins")).to_contain_text("Sửa sau mốc")
    page.get_by_role("button", name="Khôi phục phiên bản 1").click()
    expect(page.locator('[id="subject"]')).to_have_value(before)
