"""What a person does on the first page, in a real browser."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
CHANGED = "Câu mục tiêu vừa sửa trong trình duyệt & còn nguyên <dấu>"
PLAN = "/types/ke_hoach?start=full"


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def saved(page: Page, button: str, folder: Path) -> Path:
    """Press a button that gives a file."""
    with page.expect_download() as caught:
        page.get_by_role("button", name=button).click()
    target = folder / caught.value.suggested_filename
    caught.value.save_as(target)
    return target


def download(page: Page, button: str, folder: Path) -> Path:
    """Press a button until it gives a document: once more where questions are shown first."""
    if page.locator(".questions").count() == 0 and page.locator('input[name="seen"]').input_value() == "":
        page.get_by_role("button", name="Kiểm tra dữ liệu").click()
        page.wait_for_load_state()
    return saved(page, button, folder)


def test_a_person_picks_a_sample_changes_a_field_and_gets_the_document(
    address: str, page: Page, tmp_path: Path
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.get_by_role("link", name="Từ mẫu: UBND huyện Ba Tơ: Khắc phục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch")
    page.locator('[id="content.objectives"]').fill(CHANGED)
    file = download(page, "Tải bản Word để trình ký", tmp_path)
    assert file.suffix == ".docx"
    assert CHANGED in text_of(file)
    assert said == []


def test_a_faulty_field_shows_its_fault_and_keeps_what_was_typed(address: str, page: Page) -> None:
    page.goto(f"{address}{PLAN}")
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
    expect(page.locator('[id="subject"]')).to_be_focused()


def test_a_link_to_a_fault_opens_the_parts_that_it_is_folded_into(address: str, page: Page) -> None:
    page.goto(f"{address}{PLAN}")
    box = page.locator('[id="content.criteria[1].tasks[0].deadline"]')
    box.evaluate("box => { box.value = 'quý II'; }")
    page.get_by_role("button", name="Kiểm tra dữ liệu").click()
    page.locator('[id="content.criteria"]').evaluate(
        "list => list.querySelectorAll('details').forEach((one) => { one.open = false; })"
    )
    page.get_by_role("alert").get_by_role("link", name="Thời gian thực hiện").click()
    expect(box).to_be_visible()
    expect(box).to_be_focused()


def test_items_are_added_moved_removed_and_taken_back_in_the_page(
    address: str, page: Page, tmp_path: Path
) -> None:
    page.goto(f"{address}{PLAN}")
    criteria = page.locator('[id="content.criteria"]')
    items = criteria.locator(":scope > [data-items] > [data-item]")
    before = items.count()
    criteria.get_by_role("button", name="Thêm tiêu chí").click()
    expect(items).to_have_count(before + 1)
    new = items.last
    expect(new.locator("[data-number]").first).to_have_text(str(before + 1))
    new.locator('[name$=".title"]').first.fill("Tiêu chí vừa thêm")
    new.get_by_role("button", name="Thêm nhiệm vụ").click()
    new.locator('[name*=".tasks["][name$=".content"]').fill("Nhiệm vụ vừa thêm")
    expect(new.locator("> summary [data-heading]")).to_have_text("Tiêu chí vừa thêm")
    for name in ("lead", "support"):
        rows = new.locator(f'fieldset[id*=".tasks["][id$=".{name}"]')
        rows.get_by_role("button", name="Thêm cơ quan").click()
        rows.get_by_placeholder("Tên cơ quan").fill("Văn phòng HĐND và UBND xã")
    new.locator('[name*=".tasks["][name$=".deadline.$main"]').fill("chậm nhất 30/11/2026")
    expect(new.get_by_text("Hiểu là: chậm nhất ngày 30/11/2026.")).to_be_visible()
    new.locator(":scope > .buttons > [data-up]").click()
    expect(items.nth(before - 1).locator('[name$=".title"]').first).to_have_value("Tiêu chí vừa thêm")
    text = text_of(download(page, "Tải bản mẫu", tmp_path))
    assert f"{before}: Tiêu chí vừa thêm" in text
    assert "Nhiệm vụ vừa thêm" in text
    page.goto(f"{address}{PLAN}")
    first = items.first
    title = first.locator('[name$=".title"]').first.input_value()
    first.locator("summary").first.click()
    first.locator(":scope > .buttons > [data-remove]").click()
    expect(items).to_have_count(before - 1)
    assert items.first.locator('[name$=".title"]').first.input_value() != title
    undo = page.get_by_role("button", name="Hoàn tác")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(items).to_have_count(before)
    assert items.first.locator('[name$=".title"]').first.input_value() == title


def test_an_office_is_found_while_its_name_is_typed_and_its_bodies_are_offered(
    address: str, page: Page
) -> None:
    page.goto(f"{address}{PLAN}")
    page.locator('[id="office"]').fill("ubnd tỉnh lâm đồng")
    option = page.locator("#offices option").first
    expect(option).to_have_attribute("value", "Ủy ban nhân dân tỉnh Lâm Đồng")
    page.locator('[id="office"]').fill("Ủy ban nhân dân tỉnh Lâm Đồng")
    expect(page.locator('[name="office.$id"]')).to_have_value("ubnd-68")
    expect(page.locator(".agency select").first).to_contain_text("Sở Nội vụ")
    page.get_by_role("button", name="Kiểm tra dữ liệu").click()
    expect(page.locator('[id="office"]')).to_have_value("Ủy ban nhân dân tỉnh Lâm Đồng")


def test_a_document_that_was_just_cited_can_be_chosen_as_a_basis(address: str, page: Page) -> None:
    page.goto(f"{address}/types/ke_hoach")
    page.locator('[id="content.citations"] > summary').click()
    page.get_by_role("button", name="Thêm văn bản viện dẫn").click()
    new = page.locator('[id^="content.citations["]').first
    new.locator('[name$=".kind"]').fill("Kế hoạch")
    new.locator('[name$=".code"]').fill("19/KH-UBND")
    new.locator('[name$=".issuer"]').fill("UBND xã Ba Tơ")
    expect(new.locator("> summary")).to_contain_text("1. Kế hoạch 19/KH-UBND")
    bases = page.locator('[id="content.opening.bases"] select').first
    bases.focus()
    bases.select_option("kh_19")
    page.get_by_role("button", name="Kiểm tra dữ liệu").click()
    expect(page.locator('[id="content.opening.bases[0]"]')).to_have_value("kh_19")


def test_a_question_is_confirmed_where_it_is_asked(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}{PLAN}")
    page.locator('[id="content.previous_year.self_score"]').evaluate("box => { box.value = '99,00'; }")
    page.get_by_role("button", name="Kiểm tra dữ liệu").click()
    asked = page.locator(".question").first
    expect(asked).to_be_visible()
    for question in page.locator(".question").all():
        question.get_by_label("Xác nhận là đúng").check()
        question.get_by_label("Lý do").fill("Theo biên bản thẩm định")
    page.get_by_role("button", name="Kiểm tra dữ liệu").click()
    expect(page.get_by_text("các câu hỏi đã được xác nhận")).to_be_visible()
    kept = saved(page, "Tải dữ liệu đã nhập", tmp_path).read_text(encoding="utf-8")
    assert "reason: Theo biên bản thẩm định" in kept


def test_what_was_typed_is_kept_as_a_file_and_opens_in_another_form(
    address: str, page: Page, tmp_path: Path
) -> None:
    page.goto(f"{address}/types/ke_hoach")
    page.locator('[id="subject"]').fill("Kế hoạch mới có một nửa")
    file = saved(page, "Tải dữ liệu đã nhập", tmp_path)
    assert file.suffix == ".yaml"
    page.goto(f"{address}/types/ke_hoach?start=minimal")
    page.get_by_text("Mở tệp dữ liệu, hoặc bắt đầu từ mẫu").click()
    page.get_by_label("Tệp dữ liệu").set_input_files(file)
    page.get_by_role("button", name="Mở trong biểu mẫu").click()
    expect(page.locator('[id="subject"]')).to_have_value("Kế hoạch mới có một nửa")


def test_a_report_takes_the_file_of_its_plan(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}/types/ke_hoach?start=huyen_ba_to_2025/ke_hoach")
    plan = saved(page, "Tải dữ liệu đã nhập", tmp_path)
    page.goto(f"{address}/types/bao_cao")
    page.get_by_label("Kế hoạch nguồn (tệp .yaml, .json)").set_input_files(plan)
    page.get_by_label("Số, ký hiệu").first.fill("05/KH-UBND")
    page.get_by_label("Ngày ban hành").first.fill("05/02/2025")
    page.get_by_role("button", name="Mở tệp này").click()
    results = page.locator('[id="content.results"] > [data-items] > [data-item]')
    expect(results).to_have_count(24)
    expect(page.get_by_text("đã có 24 mục lấy từ văn bản nguồn")).to_be_visible()
    page.get_by_role("button", name="Kiểm tra dữ liệu").click()  # much is missing yet: the plan stays
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("Đã mở: “Khắc phục")).to_be_visible()
    expect(page.locator('[id="sources.plan.code"]')).to_have_value("05/KH-UBND")
    expect(results).to_have_count(24)


def test_leaving_with_something_typed_is_asked_about_and_the_draft_comes_back(
    address: str, page: Page
) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{address}/types/bao_cao")
    page.locator('[id="subject"]').fill("Câu đang soạn dở")
    page.locator('[id="content.citations"] > summary').click()
    page.get_by_role("button", name="Thêm văn bản viện dẫn").click()
    page.locator('[name$=".issuer"]').first.fill("UBND tỉnh")
    page.goto(f"{address}/types/bao_cao")
    assert asked == ["beforeunload"]
    expect(page.locator('[id="subject"]')).to_have_value("")
    page.get_by_role("button", name="Khôi phục bản đang soạn lúc").click()
    expect(page.locator('[id="subject"]')).to_have_value("Câu đang soạn dở")
    expect(page.locator('[name$=".issuer"]').first).to_have_value("UBND tỉnh")
    expect(page.locator(".draft")).to_have_count(0)
    page.goto(f"{address}/types/bao_cao")
    page.get_by_role("button", name="Bỏ bản đang soạn").click()
    expect(page.locator(".draft")).to_have_count(0)
    page.goto(f"{address}/types/bao_cao")
    expect(page.locator(".draft")).to_have_count(0)


def test_nothing_is_asked_when_nothing_was_typed_or_it_was_kept(
    address: str, page: Page, tmp_path: Path
) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{address}{PLAN}")
    page.locator('[id="subject"]').click()
    page.goto(f"{address}{PLAN}")
    page.locator('[id="subject"]').fill("Đã tải về")
    saved(page, "Tải dữ liệu đã nhập", tmp_path)
    page.goto(f"{address}/")
    assert asked == []


def test_a_form_is_filled_without_scripts(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{address}{PLAN}")
    page.get_by_role("button", name="Thêm văn bản viện dẫn").click()
    new = page.locator('details[id^="content.citations["].item').last
    number = new.locator("[data-number]").inner_text()
    assert page.url.endswith(f"#content.citations[{int(number) - 1}]")
    new.locator('[name$=".kind"]').fill("Kế hoạch")
    new.locator('[name$=".code"]').fill("19/KH-UBND")
    new.get_by_role("button", name="Xóa mục này").click()
    expect(page.locator('[value="19/KH-UBND"]')).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator('[value="19/KH-UBND"]')).to_have_count(1)
    page.locator('[id="month"]').fill("tháng hai")
    page.get_by_role("button", name="Kiểm tra dữ liệu").click()
    expect(page.locator('[id="month.$fault"]')).to_be_visible()
    expect(page.locator('[id="month"]')).to_have_value("tháng hai")
    context.close()


@pytest.mark.parametrize("slug", ["ke_hoach", "bao_cao", "thong_bao_ket_qua"])
def test_the_page_can_be_used_on_a_narrow_screen_and_from_the_keyboard(
    address: str, page: Page, slug: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{address}/types/{slug}?start=full")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.locator('[id="office"]').press("Enter")  # no download by accident
    assert page.url.endswith(f"/types/{slug}?start=full")
    unnamed = page.locator("form input:not([type=hidden]), form textarea, form select").evaluate_all(
        "boxes => boxes.filter((box) => !box.labels.length && !box.ariaLabel).map((box) => box.name)"
    )
    assert unnamed == []
