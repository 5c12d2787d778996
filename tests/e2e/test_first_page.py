"""The form of a draft in a real browser: samples, faults, lists, without scripts, on narrow screens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.long_form import begin, kept
from tests.web import people

pytestmark = pytest.mark.browser
CHANGED = "Câu mục tiêu vừa sửa trong trình duyệt & còn nguyên <dấu>"


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def start(page: Page, address: str, slug: str, option: str) -> None:
    """Begin a draft of a type with one of the choices of its list."""
    page.goto(f"{address}/van-ban/moi")
    page.locator(f'[id="bat-dau-{slug}"]').select_option(option)
    page.locator(f'form:has([name="type"][value="{slug}"])').get_by_role("button").click()
    page.wait_for_url("**/soan")


def test_a_person_picks_a_sample_changes_a_field_and_gets_the_document(
    address: str, page: Page, tmp_path: Path
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    start(page, address, "ke_hoach", "sample:xa_ba_to_2026/ke_hoach")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kế hoạch")
    page.locator('[id="content.objectives"]').fill(CHANGED)
    page.get_by_role("button", name="Xem trước").click()
    with page.expect_download() as caught:
        page.get_by_role("link", name="Tải bản Word").click()
    target = tmp_path / caught.value.suggested_filename
    caught.value.save_as(target)
    assert target.suffix == ".docx"
    assert CHANGED in text_of(target)
    assert said == []


def test_a_link_to_a_fault_opens_the_parts_that_it_is_folded_into(address: str, page: Page) -> None:
    begin(page, address)
    box = page.locator('[id="content.criteria[1].tasks[0].deadline"]')
    box.evaluate("box => { box.value = 'quý II'; box.dispatchEvent(new Event('input', { bubbles: true })); }")
    kept(page)
    page.goto(f"{page.url}?kiem_tra=1")
    page.locator('[id="content.criteria"]').evaluate(
        "list => list.querySelectorAll('details').forEach((one) => { one.open = false; })"
    )
    page.locator("#danh-sach-loi").get_by_role("link", name="Thời gian thực hiện").click()
    expect(box).to_be_visible()
    expect(box).to_be_focused()


def test_a_document_that_was_just_cited_can_be_chosen_as_a_basis(address: str, page: Page) -> None:
    start(page, address, "ke_hoach", "blank")
    page.locator('[id="content.citations"] > summary').click()
    page.locator("[data-add='content.citations']").click()
    new = page.locator('[id^="content.citations["]').first
    new.locator('[name$=".kind"]').fill("Kế hoạch")
    new.locator('[name$=".code"]').fill("19/KH-UBND")
    new.locator('[name$=".issuer"]').fill("UBND xã Ba Tơ")
    expect(new.locator("> summary")).to_contain_text("1. Kế hoạch 19/KH-UBND")
    bases = page.locator('[id="content.opening.bases"] select').first
    bases.focus()
    bases.select_option("kh_19")
    kept(page)
    page.reload()
    expect(page.locator('[id="content.opening.bases[0]"]')).to_have_value("kh_19")


def test_what_was_typed_is_taken_home_and_begins_another_draft(
    address: str, page: Page, tmp_path: Path
) -> None:
    start(page, address, "ke_hoach", "blank")
    page.locator('[id="subject"]').fill("Kế hoạch mới có một nửa")
    kept(page)
    with page.expect_download() as caught:
        page.get_by_role("link", name="Tải dữ liệu").click()
    file = tmp_path / caught.value.suggested_filename
    caught.value.save_as(file)
    page.goto(f"{address}/van-ban/moi")
    page.locator('details:has([id="tep-ke_hoach"]) > summary').click()
    page.get_by_label("Tệp dữ liệu của Kế hoạch").set_input_files(file)
    page.get_by_role("button", name="Soạn kế hoạch").click()
    page.wait_for_url("**/soan")
    expect(page.locator('[id="subject"]')).to_have_value("Kế hoạch mới có một nửa")


def test_a_form_is_filled_without_scripts(
    address: str, browser: Browser, signed_in_as: Callable[[str], Any]
) -> None:
    context = browser.new_context(
        java_script_enabled=False, locale="vi-VN", storage_state=signed_in_as(people.ALL_ROLES)
    )
    page = context.new_page()
    begin(page, address)
    page.locator("[data-add='content.citations']").click()
    page.wait_for_load_state()  # else the last one is the last that has come
    new = page.locator('details[id^="content.citations["].item').last
    number = new.locator("[data-number]").text_content()  # inner_text has none of an item off screen
    assert page.url.endswith(f"#content.citations[{int(number or 0) - 1}]")
    new.locator('[name$=".kind"]').fill("Kế hoạch")
    new.locator('[name$=".code"]').fill("19/KH-UBND")
    new.get_by_role("button", name="Xóa mục này").click()
    page.wait_for_load_state()
    expect(page.locator('[value="19/KH-UBND"]')).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator('[value="19/KH-UBND"]')).to_have_count(1)
    page.locator('[id="month"]').fill("tháng hai")
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator('[id="month.$fault"]')).to_be_visible()
    expect(page.locator('[id="month"]')).to_have_value("tháng hai")
    context.close()


@pytest.mark.parametrize("slug", ["ke_hoach", "bao_cao", "thong_bao_ket_qua"])
def test_the_page_can_be_used_on_a_narrow_screen_and_from_the_keyboard(
    address: str, page: Page, slug: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    start(page, address, slug, "blank")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)"
        ".map((one) => `${one.tagName}#${one.id}.${one.className}`)"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), wide[:10]
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.locator('[id="subject"]').press("Enter")  # nothing is sent by accident
    assert page.url.endswith("/soan")
    unnamed = page.locator("form input:not([type=hidden]), form textarea, form select").evaluate_all(
        "boxes => boxes.filter((box) => !box.labels.length && !box.ariaLabel).map((box) => box.name)"
    )
    assert unnamed == []
