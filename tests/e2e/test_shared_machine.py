"""Journey 5: one machine, one browser, several people: what one of them typed is never kept under another's name."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.long_form import begin, kept
from tests.e2e.two_windows import COPIES, is_local, subject_of
from tests.web import people

pytestmark = pytest.mark.browser
SAVED_BY = "async () => (await (await fetch(document.getElementById('van-ban').dataset.current)).json()).by"


@pytest.fixture
def taken(address: str, anonymous_page: Page) -> Page:
    """The page of the drafter in a browser where the approver has signed in meanwhile; the drafter types on."""
    page = anonymous_page
    sign_in(page, address, "drafter")
    begin(page, address)
    second = page.context.new_page()
    second.goto(f"{address}/viec-cua-toi")
    second.locator("header details.user > summary").click()
    second.get_by_role("button", name="Đăng xuất").click()
    second.wait_for_url("**/dang-nhap*")
    sign_in(second, address, "approver")
    page.bring_to_front()
    subject_of(page).fill("Chữ của người soạn thảo")
    return page


def test_text_is_kept_here_for_its_writer_while_another_is_signed_in(taken: Page) -> None:
    dialog = taken.get_by_role("dialog", name="“approver” đang đăng nhập")
    expect(dialog).to_contain_text("Nhập mật khẩu của “drafter”")
    dialog.get_by_role("button", name="Để sau").click()
    is_local(taken)
    expect(taken.locator("[data-kept]")).to_contain_text("“approver” đang đăng nhập ở đây")
    (copy,) = taken.evaluate(COPIES)
    assert copy.startswith("van-ban.soan.drafter.")
    taken.wait_for_timeout(6000)  # it is tried again by itself
    is_local(taken)
    assert taken.evaluate(SAVED_BY) == "Người drafter"
    assert taken.evaluate("async () => (await (await fetch(location.pathname)).text())").count(
        "Chữ của người soạn thảo"
    ) == 0  # fmt: skip


def test_the_writer_signs_in_inside_the_page_and_saves_under_the_own_name(taken: Page) -> None:
    dialog = taken.get_by_role("dialog")
    dialog.get_by_label("Mật khẩu").fill("sai mật khẩu")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    dialog.get_by_label("Mật khẩu").fill(people.PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    kept(taken)
    assert taken.evaluate(SAVED_BY) == "Người drafter"
    taken.reload()
    expect(subject_of(taken)).to_have_value("Chữ của người soạn thảo")
    assert taken.evaluate(COPIES) == []
