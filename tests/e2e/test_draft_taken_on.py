"""Journeys 5 and 9 in a real browser: a draft is numbered while somebody still types in it; no word is lost, none goes out unseen."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.office_day import desk_of, draft, open_series, page_of
from tests.web.people import ALL_ROLES

pytestmark = pytest.mark.browser
BUTTON = re.compile(r"Cấp số \d+.KH-UBND")
LATE = "Câu gõ sau khi văn bản đã mang số"


@pytest.fixture
def desk(instance):
    made = desk_of(instance)
    open_series(made)
    yield made
    made.door.register().close()


def test_what_is_typed_after_the_number_is_given_back_with_who_took_it(
    address, browser, signed_in_as, desk
) -> None:
    document_id = draft(desk, "Cấp số khi còn đang gõ", who="drafter")
    form = f"{address}/van-ban/{document_id}/soan"
    with page_of(browser, signed_in_as("drafter")) as page:
        page.goto(form)
        with page_of(browser, signed_in_as("records_officer"), scripts=False) as officer:
            officer.goto(f"{address}/van-ban/{document_id}")
            officer.get_by_role("button", name="Chuyển văn thư cấp số").click()
            officer.get_by_role("link", name="Cấp số").click()
            officer.get_by_role("button", name=BUTTON).click()
        page.get_by_label("Trích yếu").first.fill(LATE)
        told = page.get_by_role("alert").filter(has_text="đã cấp số")
        expect(told).to_contain_text("Văn thư Người records_officer đã cấp số")
        expect(told.locator("[data-left-text]")).to_have_value(re.compile(LATE))
        expect(told.get_by_role("link", name="Mở văn bản")).to_have_attribute(
            "href", f"/van-ban/{document_id}"
        )
        page.goto(form)  # another day: the page that refuses the form still has the text
        expect(page.get_by_role("heading", level=1)).to_have_text("Không còn là bản nháp")
        box = page.get_by_label("Chữ bạn gõ sau đó")
        expect(box).to_have_value(re.compile(LATE))
        page.get_by_role("link", name="Mở văn bản").click()
        page.wait_for_url(f"**/van-ban/{document_id}")
        expect(box).to_have_value(re.compile(LATE))
        page.get_by_role("button", name="Chép", exact=True).click()
        page.get_by_role("button", name="Bỏ").click()
        expect(box).to_have_count(0)
        page.reload()
        expect(page.get_by_label("Chữ bạn gõ sau đó")).to_have_count(0)


def test_a_text_that_is_saved_by_itself_moves_the_page_of_the_number(
    address, browser, signed_in_as, desk
) -> None:
    document_id = draft(desk, "Chữ văn thư đã đọc", who=ALL_ROLES)
    state = signed_in_as(ALL_ROLES)
    with page_of(browser, state) as officer, page_of(browser, state) as writer:
        officer.goto(f"{address}/van-ban/{document_id}/cap-so")
        writer.goto(f"{address}/van-ban/{document_id}/soan")
        with writer.expect_response("**/soan/luu"):
            writer.get_by_label("Trích yếu").first.fill("Chữ văn thư chưa đọc")
        officer.get_by_role("button", name=BUTTON).click()
        expect(officer.get_by_role("alert").first).to_contain_text(
            "Văn bản vừa được sửa sau khi bạn mở trang này"
        )
        expect(officer.get_by_role("link", name="Chữ văn thư chưa đọc").first).to_be_visible()
