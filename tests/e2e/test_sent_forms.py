"""Open forms in a real browser: a link from another site leaves them alone; one that cannot be sent loses no word."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.office_day import desk_of, draft

pytestmark = pytest.mark.browser
SITE = "http://thu-dien-tu.test/"


@pytest.fixture
def document_id(instance):
    desk = desk_of(instance)
    yield draft(desk, "Kế hoạch có góp ý dài")
    desk.door.register().close()


def remark(page: Page, address: str, document_id: str) -> None:
    """Type a remark and leave it unsent."""
    page.goto(f"{address}/van-ban/{document_id}/xem")
    page.locator("[name=body]").fill("Một góp ý dài, gõ lâu mới xong")


def send(page: Page) -> None:
    page.locator("form[data-say] button[type=submit]").first.click()
    page.wait_for_load_state()


def test_a_link_from_another_site_leaves_the_forms_of_other_tabs_as_they_are(
    address: str, page: Page, document_id: str
) -> None:
    remark(page, address, document_id)
    other = page.context.new_page()
    letter = f'<!doctype html><title>Thư</title><a href="{address}/viec-cua-toi">Mở phần mềm</a>'
    other.route(
        f"{SITE}**", lambda route: route.fulfill(body=letter, content_type="text/html; charset=utf-8")
    )
    other.goto(SITE)
    other.get_by_role("link", name="Mở phần mềm").click()
    other.wait_for_url("**/viec-cua-toi")
    send(page)
    expect(page.get_by_text("Một góp ý dài, gõ lâu mới xong").first).to_be_visible()
    expect(page.get_by_role("heading", name="Chưa gửi được")).to_have_count(0)


def test_a_form_whose_browser_lost_its_cookie_is_sent_again_from_the_page_that_refused_it(
    address: str, page: Page, document_id: str
) -> None:
    remark(page, address, document_id)
    page.context.clear_cookies(name="van_ban_form")
    send(page)
    expect(page.get_by_role("heading", name="Chưa gửi được, nội dung còn giữ")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Một góp ý dài, gõ lâu mới xong")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Gửi lại").click()
    page.wait_for_load_state()
    expect(page.get_by_text("Một góp ý dài, gõ lâu mới xong").first).to_be_visible()
    expect(page.get_by_role("heading", name="Chưa gửi được")).to_have_count(0)
