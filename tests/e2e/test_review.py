"""Journey 8 in a real browser: reading, a remark at its paragraph, approval; on a telephone too."""

import pytest
from playwright.sync_api import expect

from service.issuing import remarks
from tests.e2e.office_day import PRINTED_MS, desk_of, draft, looked_at, page_of, steps_kept
from tests.web.people import ALL_ROLES

pytestmark = pytest.mark.browser
SUBJECT = "Góp ý trong trình duyệt"


@pytest.fixture
def desk(instance):
    made = desk_of(instance)
    with steps_kept(made, "content_checked"):
        yield made
    made.door.register().close()


def said_about(desk, document_id):
    with desk.workplace(ALL_ROLES).reading() as turn:
        return [(one.path, one.body) for one in remarks.of_document(turn, document_id)]


@pytest.mark.parametrize("screen", [(1280, True), (1280, False), (390, True), (390, False)], ids=str)
def test_an_approver_remarks_returns_and_approves(address, browser, signed_in_as, desk, screen) -> None:
    width, scripts = screen
    document_id = draft(desk, SUBJECT, who="drafter")
    with page_of(browser, signed_in_as("drafter"), width=width, scripts=scripts) as page:
        page.goto(f"{address}/van-ban/{document_id}")
        expect(page.get_by_text("Người duyệt của cơ quan duyệt nội dung.")).to_be_visible()
        page.get_by_role("button", name="Chuyển duyệt").click()
    with page_of(browser, signed_in_as("approver"), width=width, scripts=scripts) as page:
        page.goto(f"{address}/van-ban/{document_id}/xem")
        page.locator(".doan", has_text=SUBJECT).get_by_role("link", name="Góp ý đoạn").click()
        page.get_by_label("Góp ý", exact=True).fill("Thêm tên xã")
        page.get_by_role("button", name="Gửi góp ý").click()
        expect(page.locator(".sheet .remark")).to_contain_text("Thêm tên xã")
        assert said_about(desk, document_id) == [("subject", "Thêm tên xã")]
        page.get_by_role("link", name="Trả lại…").last.click()
        page.get_by_label("Ý kiến").fill("Sửa theo góp ý")
        page.get_by_role("button", name="Trả lại người soạn thảo").click()
        expect(page.locator(".remarks")).to_contain_text("Sửa theo góp ý")
    with page_of(browser, signed_in_as("drafter"), width=width, scripts=scripts) as page:
        page.goto(f"{address}/van-ban/{document_id}")
        page.get_by_role("button", name="Đã xử lý góp ý").click()
        page.get_by_role("button", name="Chuyển duyệt").click()
    with page_of(browser, signed_in_as("approver"), width=width, scripts=scripts) as page:
        page.goto(f"{address}/van-ban/{document_id}/xem")
        # On a telephone the bar at the bottom is enough; on a wide screen the buttons stand above the text too.
        expect(page.get_by_role("button", name="Duyệt nội dung")).to_have_count(2 if width == 1280 else 1)
        page.get_by_role("button", name="Duyệt nội dung").last.click()
        expect(page.locator(".state").first).to_have_text("Đã duyệt nội dung")


def test_a_remark_that_was_not_sent_is_not_left_behind_by_a_step(
    address, browser, signed_in_as, desk
) -> None:
    document_id = draft(desk, SUBJECT, who="drafter")
    with page_of(browser, signed_in_as("drafter")) as page:
        page.goto(f"{address}/van-ban/{document_id}")
        page.get_by_role("button", name="Chuyển duyệt").click()
        expect(page.get_by_text("Người duyệt của cơ quan duyệt nội dung.")).to_be_visible()
    with page_of(browser, signed_in_as("approver"), width=390) as page:
        page.goto(f"{address}/van-ban/{document_id}/xem")
        page.locator(".doan", has_text=SUBJECT).get_by_role("link", name="Góp ý đoạn").click()
        body = page.get_by_label("Góp ý", exact=True)
        body.fill("Thêm tên xã")
        page.get_by_role("button", name="Duyệt nội dung").last.click()
        expect(page.get_by_role("alert")).to_contain_text("Góp ý này chưa gửi.")
        expect(body).to_be_focused()
        page.get_by_role("link", name="Trả lại…").last.click()
        expect(body).to_have_value("Thêm tên xã")
        page.get_by_role("button", name="Gửi góp ý").click()
        expect(page.locator(".sheet .remark")).to_contain_text("Thêm tên xã")
        page.get_by_role("button", name="Duyệt nội dung").last.click()
        expect(page.locator(".state").first).to_have_text("Đã duyệt nội dung")
    assert said_about(desk, document_id) == [("subject", "Thêm tên xã")]


def test_the_review_is_sound_on_both_screens(address, browser, signed_in_as, desk) -> None:
    document_id = draft(desk, SUBJECT)
    page = f"{address}/van-ban/{document_id}"
    said = looked_at(browser, signed_in_as, f"{page}/xem", "xem")
    said += looked_at(browser, signed_in_as, f"{page}/xem?doan=7#gop-y", "xem-gop-y")
    assert said == []


@pytest.mark.office
@pytest.mark.slow
def test_the_pages_as_they_print_are_shown_as_pictures(address, browser, signed_in_as, desk) -> None:
    document_id = draft(desk, SUBJECT)
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        page.goto(f"{address}/van-ban/{document_id}/xem")
        page.get_by_role("link", name="các trang in").click(timeout=PRINTED_MS)
        first = page.locator("img.page-picture").first
        expect(first).to_be_visible(timeout=PRINTED_MS)
        assert first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 700
    assert looked_at(browser, signed_in_as, f"{address}/van-ban/{document_id}/trang", "trang-in") == []
