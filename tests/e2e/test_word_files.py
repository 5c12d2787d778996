"""Word files in a real browser: last year's plan sorted by drag, by keyboard, without scripts; edits taken back."""

import re

import pytest
from lxml import etree
from playwright.sync_api import expect

from tests.e2e.office_day import desk_of, draft, looked_at, page_of
from tests.issuing import word_edits as word
from tests.web.people import ALL_ROLES
from tests.web.word_files import STRAY, handed_out, plan_with_stray

pytestmark = pytest.mark.browser
GOAL = "Phục vụ người dân và doanh nghiệp nhanh hơn"
COMMON = "content.general_tasks"


@pytest.fixture
def old_file(tmp_path):
    path = tmp_path / "Kế hoạch năm ngoái.docx"
    path.write_bytes(plan_with_stray("XÃ BA TƠ"))
    return path


def read_in(page, address, file):
    page.goto(f"{address}/van-ban/moi")
    page.locator('a[href$="loai=ke_hoach"]').click()
    page.get_by_label("Tệp Word").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(tray(page)).to_contain_text("Chưa xếp (1 đoạn)")
    page.wait_for_load_state()  # its script answers keys from then on


def tray(page):
    return page.get_by_role("complementary")


def field(page, path):
    return page.locator(f'[data-to="{path}"]')


def drag(page, words, place):
    """Drag the paragraph to a place, on a page so high that none of it moves while the hand does."""
    page.wait_for_load_state()
    if (high := page.evaluate("document.documentElement.scrollHeight")) > page.viewport_size["height"]:
        page.set_viewport_size({"width": 1280, "height": 2 * high})
    page.locator("[data-paragraph]", has_text=words).drag_to(place, steps=12)


def draft_made(page):
    page.get_by_role("button", name="Tạo bản nháp").click()
    page.wait_for_url(re.compile("/soan$"))


def test_a_paragraph_is_dragged_to_a_field_and_the_draft_keeps_the_rest(
    address, browser, signed_in_as, old_file
) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        read_in(page, address, old_file)
        drag(page, GOAL, field(page, COMMON))
        moved = page.locator(".doc-row", has=page.locator("[data-paragraph]", has_text=GOAL))
        expect(moved).to_contain_text("Vì bạn đã xếp.")
        expect(page.locator("[data-paragraph]:focus")).to_contain_text(GOAL)
        drag(page, GOAL, tray(page))
        expect(tray(page)).to_contain_text("Chưa xếp (2 đoạn)")
        draft_made(page)
        kept = page.get_by_role("region", name="Chưa xếp (2 đoạn)")
        expect(kept).to_contain_text(STRAY)
        expect(kept).to_contain_text(GOAL)
        page.get_by_label(f"Đã xử lý đoạn “{STRAY[:20]}").check()
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.locator("[data-kept]")).to_have_attribute("data-state", "kept")
        page.reload()
        expect(page.get_by_role("region", name="Chưa xếp (1 đoạn)")).to_contain_text(GOAL)
        page.get_by_role("button", name="Kiểm tra", exact=True).click()
        expect(page.get_by_text("Kiểm tra lại cho năm").first).to_be_visible()


def test_a_paragraph_is_moved_by_keyboard_alone(address, browser, signed_in_as, old_file) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        read_in(page, address, old_file)
        page.locator("[data-pick]", has_text=STRAY[:20]).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_label("Sang")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(":focus")).to_contain_text("Chuyển đoạn")
        page.keyboard.press("Enter")
        page.keyboard.type("Nhiệm vụ, giải pháp chung")
        page.get_by_label("Sang").select_option(COMMON)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(tray(page)).to_contain_text("Chưa xếp (0 đoạn)")
        expect(page.locator("[data-paragraph]:focus")).to_contain_text(STRAY)


def test_a_paragraph_is_moved_without_scripts(address, browser, signed_in_as, old_file) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES), width=390, scripts=False) as page:
        read_in(page, address, old_file)
        page.locator("[data-pick]", has_text=STRAY[:20]).click()
        page.get_by_label("Sang").select_option(COMMON)
        page.get_by_role("button", name="Chuyển đoạn").click()
        expect(tray(page)).to_contain_text("Chưa xếp (0 đoạn)")
        draft_made(page)
        expect(page.locator("body")).not_to_contain_text("Chưa xếp (")


@pytest.fixture
def out(instance, tmp_path):
    """A draft whose file the leader has changed: (id, path of the file)."""
    desk = desk_of(instance)
    document_id = draft(desk, "Kế hoạch gửi lãnh đạo sửa", who=ALL_ROLES)
    file = handed_out(desk, document_id, ALL_ROLES)
    changed = word.edited(file, word.change_words("gửi lãnh đạo sửa", "lãnh đạo đã sửa"))
    first = next(
        text for one in word.paragraphs(_body(changed)) if (text := word.text_of(one)).endswith(";") or text
    )
    changed = word.with_comment(changed, first[:20], "Xem lại tên gọi.")
    path = tmp_path / "da-sua.docx"
    path.write_bytes(changed)
    desk.door.register().close()
    return document_id, path


def _body(content):
    return etree.fromstring(word.parts_of(content)[word.BODY])


def send_back(page, address, document_id, path):
    page.goto(f"{address}/van-ban/{document_id}")
    page.get_by_role("link", name="Nhận lại tệp đã sửa trên Word").click()
    page.get_by_label("Tệp Word đã sửa").set_input_files(path)
    page.get_by_role("button", name="Xem các thay đổi").click()
    page.wait_for_load_state()  # its script counts what is chosen from then on


def test_a_leader_s_edits_are_chosen_and_taken(address, browser, signed_in_as, out) -> None:
    document_id, path = out
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        send_back(page, address, document_id, path)
        expect(page.get_by_role("button", name="Nhận 1 thay đổi")).to_be_visible()
        page.get_by_label("Giữ bản nháp").check()
        expect(page.get_by_role("button", name="Nhận 0 thay đổi")).to_be_visible()
        page.get_by_label("Lấy bản Word").check()
        page.get_by_role("button", name="Nhận 1 thay đổi").click()
        expect(page.get_by_role("status").first).to_contain_text("Đã nhận 1 thay đổi thành phiên bản")
        expect(page.get_by_role("heading", level=1)).to_contain_text("lãnh đạo đã sửa")
        expect(page.get_by_role("region", name="Góp ý")).to_contain_text("Xem lại tên gọi.")


def test_the_file_for_the_leader_is_taken_home_and_comes_back_unchanged(
    instance, address, browser, signed_in_as, tmp_path
) -> None:
    desk = desk_of(instance)
    document_id = draft(desk, "Kế hoạch chưa ai sửa")
    desk.door.register().close()
    with page_of(browser, signed_in_as(ALL_ROLES), width=390, scripts=False) as page:
        page.goto(f"{address}/van-ban/{document_id}/nhan-lai")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Tải tệp Word để gửi sửa").click()
        path = tmp_path / "gui.docx"
        waiting.value.save_as(path)
        send_back(page, address, document_id, path)
        expect(page.get_by_text("Tệp giống hệt bản nháp")).to_be_visible()


def test_the_pages_of_word_files_fit_both_screens_and_everybody(
    address, browser, signed_in_as, old_file, out
) -> None:
    document_id, path = out
    said = looked_at(browser, signed_in_as, f"{address}/van-ban/tu-tep-word", "word-import-start")
    said += looked_at(browser, signed_in_as, f"{address}/van-ban/{document_id}/nhan-lai", "returned-start")
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        read_in(page, address, old_file)
        number = page.locator("[data-paragraph]", has_text=GOAL).get_attribute("data-paragraph")
        said += looked_at(browser, signed_in_as, page.url, "word-import")
        said += looked_at(browser, signed_in_as, f"{page.url}?doan={number}", "word-import-picked")
        send_back(page, address, document_id, path)
        said += looked_at(browser, signed_in_as, page.url, "returned")
        page.goto(f"{address}/van-ban/tu-tep-word")
        read_in(page, address, old_file)
        draft_made(page)
        said += looked_at(browser, signed_in_as, page.url, "word-import-draft")
    assert said == []
