"""What tests of saving do again and again: another person at the same draft, what this browser keeps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('van-ban.soan.'))"


def subject_of(page: Page) -> Locator:
    return page.locator('[id="subject"]')


def objectives_of(page: Page) -> Locator:
    return page.locator('[id="content.objectives"]')


@contextmanager
def colleague(browser: Browser, signed_in_as: Callable[[str], Any], draft: str) -> Iterator[Page]:
    """Yield the draft as another person of the office has it open."""
    context = browser.new_context(locale="vi-VN", storage_state=signed_in_as("approver"))
    page = context.new_page()
    page.goto(draft)
    yield page
    context.close()


def is_local(page: Page) -> None:
    """Wait until the page says that only this browser has the text."""
    expect(page.locator("[data-kept]")).to_have_attribute("data-state", "local")
    expect(page.locator("[data-kept]")).to_contain_text("đang giữ trên máy này")


def asks_nothing(page: Page) -> None:
    """Keep a page from asking each 15 s what others saved: who is to write against it must not have taken it over."""
    page.route("**/soan/hien-tai", lambda route: route.abort())


def look_now(page: Page) -> None:
    """Let the page ask at once what it asks each 15 s."""
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
