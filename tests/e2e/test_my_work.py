"""Journeys 2 and 8 in a real browser: each finds at home what waits for him, and what was said at its field."""

import pytest
from playwright.sync_api import Page, expect

from service.issuing import remarks
from service.issuing.hand_over import hand_over
from service.issuing.remarks import Said
from service.issuing.return_document import return_document
from tests.e2e.office_day import desk_of, draft, page_of, steps_kept
from tests.web.people import ALL_ROLES

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(instance):
    made = desk_of(instance)
    with steps_kept(made, "content_checked"):
        yield made
    made.door.register().close()


def listed(page: Page, address: str, title: str):
    """The list of the home page under a title."""
    page.goto(f"{address}/viec-cua-toi")
    return page.get_by_role("region", name=title)


def subject_paragraph(desk, document_id: str, subject: str) -> tuple[int, int]:
    """Which paragraph of which version prints the subject."""
    with desk.workplace(ALL_ROLES).reading() as turn:
        row = remarks.documents.document(turn.session, turn.actor, document_id)
        texts = remarks.printed(desk.workplace(ALL_ROLES), turn, row).texts
        return row.version, next(number for number, text in texts.items() if text == subject)


def test_a_document_is_found_by_whom_it_waits_for(address, browser, signed_in_as, desk) -> None:
    subject = "Chờ đúng người ở trang đầu"
    document_id = draft(desk, subject, who="drafter")
    with page_of(browser, signed_in_as("drafter")) as page:
        listed(page, address, "Bản nháp").get_by_role("link", name=subject).click()
        page.get_by_role("button", name="Chuyển duyệt").click()
        page.wait_for_url(f"**/van-ban/{document_id}")
        expect(page.get_by_text("Đã chuyển duyệt, chờ người ở bước sau.").first).to_be_visible()
    with page_of(browser, signed_in_as("approver")) as page:
        listed(page, address, "Chờ tôi duyệt").get_by_role("link", name=subject).click()
        page.wait_for_url(f"**/van-ban/{document_id}")
        page.get_by_role("link", name="Chuyển người phụ trách").click()
        page.get_by_label("Người phụ trách").select_option(label="Nguyễn Thị Hoa")
        page.get_by_role("button", name="Chuyển người phụ trách").click()
        expect(page.get_by_text("Người phụ trách: Nguyễn Thị Hoa.")).to_be_visible()
        page.goto(f"{address}/viec-cua-toi")
        expect(page.get_by_role("link", name=subject)).to_have_count(0)
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        listed(page, address, "Chờ tôi duyệt").get_by_role("link", name=subject).click()
        page.get_by_role("button", name="Duyệt nội dung").click()
        expect(page.locator(".state").first).to_have_text("Đã duyệt nội dung")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_returned_draft_says_why_and_each_remark_stands_at_its_field(
    address, browser, signed_in_as, desk, scripts
) -> None:
    subject = f"Bị trả lại kèm góp ý {scripts}"
    document_id = draft(desk, subject, who="drafter")
    hand_over(desk.workplace("drafter"), document_id)
    version, paragraph = subject_paragraph(desk, document_id, subject)
    said = Said(
        key=f"gop-y-{scripts}", body="Thêm tên xã vào trích yếu.", version=version, paragraph=paragraph
    )
    remarks.add(desk.workplace("approver"), document_id, said)
    return_document(desk.workplace("approver"), document_id, remark="Sửa trích yếu rồi chuyển lại.")
    with page_of(browser, signed_in_as("drafter"), scripts=scripts) as page:
        listed(page, address, "Bị trả lại").get_by_role("link", name=subject).click()
        page.wait_for_url("**/soan")
        reviews = page.locator(".review")
        expect(reviews.filter(has_text="Sửa trích yếu rồi chuyển lại.")).to_be_visible()
        at_field = page.locator('.field:has([id="subject"]) .review')
        expect(at_field).to_contain_text("Thêm tên xã vào trích yếu.")
        at_field.get_by_role("link", name="Sửa xong thì đánh dấu đã xử lý").click()
        page.get_by_role("button", name="Đã xử lý góp ý của Người approver").click()
        page.goto(f"{address}/van-ban/{document_id}/soan")
        expect(page.locator(".review")).to_have_count(1)
