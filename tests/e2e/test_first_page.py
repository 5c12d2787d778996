"""What a person does on the first page, in a real browser."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
CHANGED = "Câu mục tiêu vừa sửa trong trình duyệt & còn nguyên <dấu>"


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def download(page: Page, button: str, folder: Path) -> Path:
    """Press a button until it gives a file: once more where questions are shown first."""
    if page.locator(".questions").count() == 0 and page.locator('input[name="seen"]').input_value() == "":
        page.get_by_role("button", name="Kiểm tra dữ liệu").click()
        page.wait_for_load_state()
    with page.expect_download() as caught:
        page.get_by_role("button", name=button).click()
    target = folder / caught.value.suggested_filename
    caught.value.save_as(target)
    return target


def test_a_person_picks_a_type_changes_a_field_and_gets_the_document(
    address: str, page: Page, tmp_path: Path
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.get_by_role("link", name="Kế hoạch", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch")
    page.get_by_label("Mục tiêu").first.fill(CHANGED)
    file = download(page, "Tải bản Word để trình ký", tmp_path)
    assert file.suffix == ".docx"
    assert CHANGED in text_of(file)
    assert said == []


def test_a_faulty_field_shows_its_fault_and_keeps_what_was_typed(address: str, page: Page) -> None:
    page.goto(f"{address}/types/ke_hoach")
    page.locator('[id="subject"]').fill("")
    page.locator('[id="signer.name"]').fill("Tên được giữ lại")
    page.get_by_role("button", name="Tải bản Word để trình ký").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.locator('[id="subject"]')).to_have_attribute("aria-invalid", "true")
    expect(page.locator('[id="subject.$fault"]')).to_be_visible()
    expect(page.locator('[id="signer.name"]')).to_have_value("Tên được giữ lại")
    summary.get_by_role("link").first.click()
    assert page.url.endswith("#subject")


def test_items_are_added_moved_and_removed_in_the_page(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}/types/ke_hoach")
    criteria = page.locator('[id="content.criteria"]')
    items = criteria.locator(":scope > [data-items] > [data-item]")
    before = items.count()
    criteria.locator(":scope > .buttons > [data-add]").click()
    expect(items).to_have_count(before + 1)
    new = items.last
    new.locator('[name$=".title"]').first.fill("Tiêu chí vừa thêm")
    new.locator("[data-add$='.tasks']").click()
    new.locator('[name*=".tasks["][name$=".content"]').fill("Nhiệm vụ vừa thêm")
    for name in ("lead", "support"):
        new.locator(f'[name*=".tasks["][name$=".{name}"]').fill("Văn phòng HĐND và UBND xã")
    new.locator('[name*=".tasks["][name$=".deadline.by"]').evaluate(
        "box => box.closest('details').open = true"
    )
    new.locator('[name*=".tasks["][name$=".deadline.by"]').fill("30/11/2026")
    new.locator(":scope > .buttons > [data-up]").click()
    expect(items.nth(before - 1).locator('[name$=".title"]').first).to_have_value("Tiêu chí vừa thêm")
    text = text_of(download(page, "Tải bản mẫu", tmp_path))
    assert f"{before}: Tiêu chí vừa thêm" in text
    assert "Nhiệm vụ vừa thêm" in text
    page.goto(f"{address}/types/ke_hoach")
    first = items.first
    title = first.locator('[name$=".title"]').first.input_value()
    first.locator("summary").first.click()
    first.locator(":scope > .buttons > [data-remove]").click()
    expect(items).to_have_count(before - 1)
    assert items.first.locator('[name$=".title"]').first.input_value() != title


def test_a_file_is_opened_in_the_form(address: str, page: Page) -> None:
    sample = Path(__file__).parents[2] / "templates_docx" / "ke_hoach" / "sample.minimal.yaml"
    page.goto(f"{address}/types/ke_hoach")
    page.get_by_text("Đã có tệp dữ liệu").click()
    page.get_by_label("Tệp dữ liệu").set_input_files(sample)
    page.get_by_role("button", name="Mở trong biểu mẫu").click()
    expect(page.locator('[id="subject"]')).to_have_value(
        "Nâng cao chỉ số dân vận chính quyền của xã năm 2026"
    )


def test_the_page_can_be_used_on_a_narrow_screen_and_from_the_keyboard(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{address}/types/ke_hoach")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.locator('[id="office"]').press("Enter")  # no download by accident
    assert page.url.endswith("/types/ke_hoach")
    unnamed = page.locator("form input:not([type=hidden]), form textarea, form select").evaluate_all(
        "boxes => boxes.filter((box) => box.labels.length === 0).map((box) => box.name)"
    )
    assert unnamed == []
