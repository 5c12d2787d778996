"""Journey 5: what this browser keeps, for whom and how long, and what a page does when the service does not answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from service import clock
from tests.e2e.conftest import sign_in
from tests.e2e.long_form import PLAN_TASKS, begin, kept, paste, tasks_of
from tests.e2e.two_windows import COPIES, colleague, is_local, objectives_of, subject_of

pytestmark = pytest.mark.browser
KEEP = "**/soan/luu"
LEAVING = """() => { const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event); return event.defaultPrevented; }"""
TASKS = '[id="content.criteria[0].tasks"]'
#: Asks who has the draft open, as the page does, and marks the page once the window of a copy has answered.
HEAR = """key => { const room = new BroadcastChannel(key.slice(0, key.lastIndexOf(".") + 1));
    room.addEventListener("message", ({ data }) => { if (data === key) document.body.dataset.heard = "yes"; });
    room.postMessage("who"); }"""


def test_another_login_in_the_same_browser_sees_no_copy(address: str, anonymous_page: Page) -> None:
    page = anonymous_page
    sign_in(page, address)
    draft = begin(page, address)
    before = subject_of(page).input_value()
    page.route(KEEP, lambda route: route.abort())
    subject_of(page).fill("Chữ riêng của Hoa")
    is_local(page)
    page.context.clear_cookies()
    page.unroute(KEEP)
    sign_in(page, address, "approver")
    page.goto(draft)
    page.wait_for_timeout(1500)
    expect(subject_of(page)).to_have_value(before)
    assert len(page.evaluate(COPIES)) == 1


def test_the_copy_of_a_window_that_is_open_is_its_own_business(address: str, page: Page) -> None:
    draft = begin(page, address)
    before = subject_of(page).input_value()
    page.route(KEEP, lambda route: route.abort())
    subject_of(page).fill("Cửa sổ này còn mở")
    is_local(page)
    (key,) = page.evaluate(COPIES)
    second = page.context.new_page()
    second.clock.install()
    second.clock.pause_at(clock.now() + timedelta(hours=1))  # it waits for an answer until it has come
    second.goto(draft)
    second.evaluate(HEAR, key)
    expect(second.locator("body")).to_have_attribute("data-heard", "yes")
    second.clock.resume()
    second.wait_for_timeout(1500)
    expect(subject_of(second)).to_have_value(before)
    assert page.evaluate(COPIES) == [key]
    page.close()
    second.reload()
    expect(subject_of(second)).to_have_value("Cửa sổ này còn mở")
    kept(second)
    assert second.evaluate(COPIES) == []


class Losing:
    """Lets the service do what was sent, and loses the first answers."""

    def __init__(self, page: Page, times: int) -> None:
        self.left = times
        page.route(KEEP, self._answer)

    def _answer(self, route: Route) -> None:
        if not self.left:
            return route.continue_()
        self.left -= 1
        route.fetch()
        return route.abort()


@pytest.mark.parametrize("times", [1, 2])
def test_a_lost_answer_is_no_conflict_with_oneself(address: str, page: Page, times: int) -> None:
    begin(page, address)
    Losing(page, times)
    subject_of(page).fill("Chữ một")
    is_local(page)
    subject_of(page).focus()
    page.keyboard.press("End")
    page.keyboard.type(" và hai")
    kept(page)
    expect(page.locator("[data-kept]")).not_to_contain_text("sửa ở hai nơi")
    expect(page.locator(".conflict")).to_have_count(0)
    page.reload()
    expect(subject_of(page)).to_have_value("Chữ một và hai")


def test_a_page_closed_after_a_lost_answer_is_no_conflict_with_oneself(address: str, page: Page) -> None:
    draft = begin(page, address)
    losing = Losing(page, 100)  # the next try by itself, after 5 s, would have an answer
    subject_of(page).fill("Chữ một")
    is_local(page)
    page.evaluate("addEventListener('input', (event) => event.stopPropagation(), true)")
    subject_of(page).fill("Chữ một và hai")
    page.goto("about:blank")
    losing.left = 0
    page.goto(draft)
    expect(subject_of(page)).to_have_value("Chữ một và hai")
    expect(page.locator(".conflict")).to_have_count(0)


def test_what_was_kept_here_goes_as_soon_as_the_connection_is_back(address: str, page: Page) -> None:
    begin(page, address)
    page.clock.install()
    page.reload()
    page.context.set_offline(True)
    subject_of(page).fill("Gõ khi mất mạng")
    page.clock.pause_at(clock.now() + timedelta(hours=1))
    is_local(page)
    with page.expect_response(KEEP):  # and no clock runs
        page.context.set_offline(False)


def test_a_browser_that_keeps_nothing_asks_before_the_page_is_left(address: str, page: Page) -> None:
    begin(page, address)
    assert page.evaluate(LEAVING) is False
    page.route(KEEP, lambda route: route.abort())
    subject_of(page).fill("Chưa lưu")
    assert page.evaluate(LEAVING) is False
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    assert page.evaluate(LEAVING) is True
    expect(page.locator("[data-kept]")).to_contain_text("máy này không giữ được")


def test_a_form_whose_token_has_expired_fetches_another_and_saves(address: str, page: Page) -> None:
    begin(page, address)
    page.locator('#van-ban input[name="csrf"]').evaluate("box => { box.value = 'het-han'; }")
    with page.expect_response(lambda answer: answer.url.endswith("/soan/luu") and answer.status == 403):
        subject_of(page).fill("Lưu bằng mã mới")
    kept(page)
    page.reload()
    expect(subject_of(page)).to_have_value("Lưu bằng mã mới")


@pytest.mark.parametrize("way", ["Để sau", "Escape"])
def test_a_login_that_is_put_off_asks_no_more_by_itself(address: str, page: Page, way: str) -> None:
    begin(page, address)
    page.context.clear_cookies(name="van_ban")
    subject_of(page).fill("Gõ sau khi hết phiên")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        dialog.get_by_role("button", name=way).click()
    subject_of(page).focus()
    page.keyboard.press("End")
    with page.expect_response(KEEP), page.expect_response(KEEP):
        page.keyboard.type(", gõ tiếp")
    is_local(page)
    page.wait_for_timeout(500)
    expect(dialog).to_have_count(0)
    expect(subject_of(page)).to_be_focused()
    page.get_by_role("button", name="Đăng nhập để lưu").click()
    dialog.get_by_label("Mật khẩu").fill("một mật khẩu sai")
    dialog.get_by_role("button", name="Để sau").click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(dialog).to_be_visible()


def test_an_undo_of_a_paste_is_offered_until_the_list_is_changed(address: str, page: Page) -> None:
    begin(page, address)
    tasks_of(page, 0)
    paste(page.locator('[name="content.criteria[0].tasks[0].content"]'), "Một việc\nHai việc\nBa việc")
    page.get_by_role("button", name="Dán thành 3").click()
    undo = page.locator(f"{TASKS} > .asked").get_by_role("button", name="Hoàn tác")
    expect(undo).to_be_visible()
    kept(page)
    subject_of(page).fill("Sửa chỗ khác")
    expect(undo).to_be_visible()
    tasks_of(page, 0)
    last = page.locator(f'{TASKS} textarea[name$=".content"]').last
    last.fill("Một giờ viết sau khi dán")
    expect(undo).to_have_count(0)
    expect(page.locator(f"{TASKS} > .asked")).to_contain_text(
        "Danh sách đã được sửa tiếp nên không hoàn tác được nữa"
    )
    kept(page)
    page.reload()
    expect(page.locator(f'{TASKS} textarea[name$=".content"]').last).to_have_value("Một giờ viết sau khi dán")


def test_an_undo_of_pasted_rows_is_offered_after_the_page_has_saved_itself(address: str, page: Page) -> None:
    begin(page, address)
    items = tasks_of(page, 0).locator(PLAN_TASKS)
    before = items.count()
    rows = "Rà soát\tPhòng A\tPhòng B\t15/3/2026\tBáo cáo\r\nTập huấn\tPhòng A\t\tquý II/2026\tBáo cáo\r\n"
    paste(page.locator('[name="content.criteria[0].tasks[0].content"]'), rows)
    items = page.locator(TASKS).locator(PLAN_TASKS)
    expect(items).to_have_count(before + 2)
    kept(page)
    expect(page.locator('[name="content.criteria[0].tasks[1].label"]')).to_have_value("ra_soat")
    page.wait_for_timeout(1500)  # what the page takes over of the saved text
    page.keyboard.press("Control+z")  # the focus is on "Hoàn tác"
    expect(items).to_have_count(before)
    kept(page)
    page.reload()
    expect(items).to_have_count(before)


def test_an_undo_of_a_paste_takes_nothing_from_a_colleague(
    address: str, page: Page, browser: Browser, signed_in_as: Callable[[str], Any]
) -> None:
    draft = begin(page, address)
    tasks_of(page, 0)
    paste(page.locator('[name="content.criteria[0].tasks[0].content"]'), "Một việc\nHai việc")
    page.get_by_role("button", name="Dán thành 2").click()
    undo = page.locator(f"{TASKS} > .asked").get_by_role("button", name="Hoàn tác")
    expect(undo).to_be_visible()
    kept(page)
    with colleague(browser, signed_in_as, draft) as other:
        tasks_of(other, 0)
        last = f'{TASKS} textarea[name$=".content"]'
        other.locator(last).last.fill("Người duyệt sửa")
        kept(other)
        objectives_of(page).fill("Sửa để ghép")
        kept(page)
        expect(page.locator(last).last).to_have_value("Người duyệt sửa")
        if undo.count():
            undo.click()
        kept(page)
        expect(page.locator(last).last).to_have_value("Người duyệt sửa")


def test_what_is_typed_while_a_paste_is_worked_on_stays(address: str, page: Page) -> None:
    begin(page, address)
    tasks_of(page, 0)
    box = page.locator('[name="content.criteria[0].tasks[0].content"]')
    typed: list[str] = []

    def answer(route: Route) -> None:
        if not typed:
            typed.append("Gõ trong lúc chờ")
            box.evaluate(
                "(box, text) => { box.value = text; box.dispatchEvent(new Event('input', { bubbles: true })); }",
                typed[0],
            )
        route.continue_()

    page.route("**/danh-sach", answer)
    other = page.locator('[name="content.criteria[0].tasks[1].content"]')
    paste(other, "Một việc\nHai việc")
    page.get_by_role("button", name="Dán thành 2").click()
    expect(page.locator(f"{TASKS} > .asked")).to_contain_text("Đã thêm 2")
    expect(page.locator(f'{TASKS} textarea[name$=".content"]').first).to_have_value("Gõ trong lúc chờ")
