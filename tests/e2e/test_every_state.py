"""Pages in the states that people bring them to, on both screens: what opens, asks, warns or refuses is sound as well."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.long_form import begin, kept, paste, tasks_of
from tests.e2e.office_day import WIDTHS, page_of
from tests.e2e.test_every_page import faults_of
from tests.e2e.two_windows import asks_nothing
from tests.web.people import ALL_ROLES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SUBJECT = '[id="subject"]'


class Writing(NamedTuple):
    """A draft that is open before its writer, and how another person opens it beside him."""

    page: Page
    beside: Callable[[], Page]


def _all_open(one: Writing) -> None:
    one.page.evaluate(
        "document.querySelectorAll('#van-ban details').forEach((part) => { part.open = true; })"
    )


def _conflict(one: Writing) -> None:
    other = one.beside()
    asks_nothing(one.page)
    other.locator(SUBJECT).fill("Bản của người duyệt")
    kept(other)
    one.page.locator(SUBJECT).fill("Bản của chị Hoa")
    expect(one.page.locator(".conflict")).to_be_visible()


def _paste_question(one: Writing) -> None:
    tasks_of(one.page, 0)
    paste(one.page.locator('[name="content.criteria[0].tasks[0].content"]'), "Một\nHai\nBa")
    expect(one.page.get_by_role("button", name="Dán thành 3")).to_be_visible()


def _pasted(one: Writing) -> None:
    _paste_question(one)
    one.page.get_by_role("button", name="Dán thành 3").click()
    expect(one.page.get_by_role("button", name="Hoàn tác").first).to_be_visible()


def _undo_line(one: Writing) -> None:
    tasks_of(one.page, 0).locator("[data-remove]").first.click()
    expect(one.page.get_by_role("button", name="Hoàn tác").first).to_be_visible()


def _other_encoding(one: Writing) -> None:
    paste(one.page.locator('[id="content.objectives"]'), "Céng hßa x· héi chñ nghÜa ViÖt Nam")
    expect(one.page.get_by_role("button", name="Chuyển sang Unicode")).to_be_visible()


def _checked(one: Writing) -> None:
    _all_open(one)
    one.page.locator('[data-form="date"]').first.fill("31/2/2025")
    kept(one.page)
    one.page.locator("[data-check-now]").click()
    expect(one.page.locator('[data-remark][data-severity="error"]').first).to_be_attached()


def _answered(one: Writing) -> None:
    _all_open(one)
    one.page.locator('[id="content.previous_year.self_score"]').fill("99,00")
    kept(one.page)
    one.page.get_by_role("button", name="Xác nhận", exact=True).first.click()
    expect(one.page.get_by_role("button", name="Bỏ xác nhận").first).to_be_visible()


def _not_kept(one: Writing) -> None:
    one.page.route("**/soan/luu", lambda route: route.abort())
    one.page.locator(SUBJECT).fill("Chưa lưu được")
    expect(one.page.locator("[data-kept]")).not_to_have_attribute("data-state", "kept")


def _leaving(one: Writing) -> None:
    _not_kept(one)
    one.page.evaluate("document.querySelector('form[data-leave]').requestSubmit()")
    expect(one.page.get_by_role("dialog")).to_be_visible()


def _signed_out(one: Writing) -> None:
    one.page.context.clear_cookies(name="van_ban")
    one.page.locator(SUBJECT).fill("Phiên đã hết")
    expect(one.page.get_by_role("dialog")).to_be_visible()


STATES = {
    "everything open": _all_open,
    "two texts to choose from": _conflict,
    "paste asks": _paste_question,
    "pasted": _pasted,
    "an item taken away": _undo_line,
    "text of another encoding": _other_encoding,
    "checked, with faults": _checked,
    "a question answered": _answered,
    "not kept": _not_kept,
    "leaving with unsaved text": _leaving,
    "signed out": _signed_out,
}
#: Forms that are sent as they come, empty: address, name of the button.
REFUSED = {
    "a signer": ("/quan-tri/nguoi-ky", "Thêm người ký"),
    "a user": ("/quan-tri/nguoi-dung", "Thêm và cấp mật khẩu"),
    "a document made elsewhere": ("/so-van-ban/vao-so", "Xem số"),
    "the own password": ("/doi-mat-khau", "Đổi mật khẩu"),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", STATES)
def test_a_draft_is_sound_in_every_state(
    address: str, browser: Browser, signed_in_as: Callable[[str], Any], name: str, width: int
) -> None:
    others = []

    def beside() -> Page:
        context = browser.new_context(locale="vi-VN", storage_state=signed_in_as("approver"))
        others.append(context)
        other = context.new_page()
        other.goto(draft)
        return other

    with page_of(browser, signed_in_as(ALL_ROLES), width=width) as page:
        draft = begin(page, address)
        STATES[name](Writing(page, beside))
        faults = faults_of(page, [])
    for context in others:
        context.close()
    assert faults == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", REFUSED)
def test_a_form_that_was_refused_is_sound(
    address: str, browser: Browser, signed_in_as: Callable[[str], Any], name: str, width: int
) -> None:
    path, button = REFUSED[name]
    with page_of(browser, signed_in_as(ALL_ROLES), width=width) as page:
        page.goto(f"{address}{path}")
        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
        assert answered.value.status in {400, 422}
        page.wait_for_load_state()
        assert faults_of(page, []) == []
