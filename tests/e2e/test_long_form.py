"""Writing a long plan in the register, in a real browser: journeys 3 (the form) and 10 (start from what exists)."""

import io
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.e2e.long_form import PLAN_TASKS, begin, drawn, forty_tasks, kept, paste, tasks_of
from tests.e2e.office_day import PRINTED_MS

pytestmark = pytest.mark.browser


def test_a_draft_is_kept_by_itself_and_comes_back(address: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    begin(page, address)
    page.locator('[id="subject"]').fill("Trích yếu tự lưu")
    kept(page)
    page.reload()
    expect(page.locator('[id="subject"]')).to_have_value("Trích yếu tự lưu")
    page.locator('[id="subject"]').fill("")
    page.locator('[id="month"]').fill("tháng hai")  # not valid, and kept all the same
    kept(page)
    page.reload()
    expect(page.locator('[id="month"]')).to_have_value("tháng hai")
    assert said == []


def test_the_outline_has_the_numbers_and_leads_to_the_field(address: str, page: Page) -> None:
    begin(page, address)
    outline = page.locator(".outline")
    expect(outline.get_by_role("link", name="2.2.1. Công khai")).to_be_visible()
    outline.get_by_role("link", name="2.2.1. Công khai").click()
    expect(page.locator('[id="content.criteria[1].tasks[0]"] > summary')).to_be_focused()
    tasks = tasks_of(page, 1)
    tasks.locator(":scope > [data-items] > [data-item] > .buttons > [data-down]").first.click()
    kept(page)
    expect(outline.get_by_role("link", name="2.2.2. Công khai")).to_be_visible()


def test_the_form_comes_before_the_outline_for_who_goes_by_keyboard(address: str, page: Page) -> None:
    begin(page, address)
    page.locator("[data-outline] a").first.wait_for()
    is_in_form = "document.activeElement.closest('#van-ban') !== null"
    page.locator("main").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(is_in_form)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(
        page.locator("[data-outline-fold]:not([open])")
    ).to_be_visible()  # the page is told of its width later
    page.locator("main").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".outline summary")).to_be_focused()  # folded above the form: one stop
    page.keyboard.press("Tab")
    assert page.evaluate(is_in_form)


def test_items_are_added_copied_moved_and_taken_back_from_the_keyboard(address: str, page: Page) -> None:
    begin(page, address)
    tasks = tasks_of(page, 1)
    items = tasks.locator(PLAN_TASKS)
    before = items.count()
    items.first.locator("textarea, input").first.focus()
    page.keyboard.press("Control+Enter")
    expect(items).to_have_count(before + 1)
    page.keyboard.type("Gõ bằng bàn phím")
    page.keyboard.press("Alt+ArrowUp")
    expect(items.nth(before - 1).locator('[name$=".content"]')).to_have_value("Gõ bằng bàn phím")
    items.nth(before - 1).locator("[data-copy]").focus()
    page.keyboard.press("Enter")
    expect(items).to_have_count(before + 2)
    expect(items.nth(before).locator('[name$=".content"]')).to_have_value("Gõ bằng bàn phím")
    items.nth(before).locator('[name$=".content"]').fill("Bản chép")
    items.nth(before).locator(":scope > .buttons > [data-remove]").click()
    page.keyboard.press("Enter")  # the focus is on "Hoàn tác"
    expect(items).to_have_count(before + 2)
    kept(page)
    page.reload()
    values = (
        tasks_of(page, 1).locator('[name$=".content"]').evaluate_all("boxes => boxes.map((box) => box.value)")
    )
    assert values[-3:-1] == ["Gõ bằng bàn phím", "Bản chép"]


def test_rows_of_excel_fill_the_tasks_and_one_undo_takes_them_back(address: str, page: Page) -> None:
    begin(page, address)
    tasks = tasks_of(page, 1)
    before = tasks.locator(PLAN_TASKS).count()
    box = tasks.locator('[name$=".content"]').last
    paste(box, 'Nhiệm vụ một\tPhòng Nội vụ; Phòng Y tế\r\n"Nhiệm vụ ""hai"""\tVăn phòng\r\n')
    items = tasks_of(page, 1).locator(PLAN_TASKS)
    expect(items).to_have_count(before + 2)
    expect(items.last.locator('[name$=".content"]')).to_have_value('Nhiệm vụ "hai"')
    expect(items.nth(before).locator('[name*=".lead["][name$="$name"]').first).to_have_value("Phòng Nội vụ")
    page.get_by_role("button", name="Hoàn tác").press("Enter")
    expect(tasks_of(page, 1).locator(PLAN_TASKS)).to_have_count(before)


def test_headings_of_excel_are_no_task_and_a_bare_day_is_said_as_it_is_understood(
    address: str, page: Page
) -> None:
    begin(page, address)
    tasks = tasks_of(page, 1)
    before = tasks.locator(PLAN_TASKS).count()
    paste(
        tasks.locator('[name$=".content"]').last,
        "Nội dung\tChủ trì\tPhối hợp\tThời gian\tSản phẩm\r\nRà soát\tPhòng A\tPhòng B\t15/3/2026\tBáo cáo\r\n",
    )
    expect(page.get_by_text("“15/3/2026” hiểu là “chậm nhất ngày 15/3/2026”")).to_be_visible()
    items = tasks_of(page, 1).locator(PLAN_TASKS)
    expect(items).to_have_count(before + 1)
    expect(items.last.locator('[name$=".content"]')).to_have_value("Rà soát")


def test_a_new_plan_is_no_list_of_faults_before_somebody_asks(address: str, page: Page) -> None:
    page.goto(f"{address}/van-ban/moi")
    page.locator('[id="bat-dau-ke_hoach"]').select_option("blank")
    page.get_by_role("button", name="Soạn kế hoạch").click()
    page.wait_for_url("**/soan")
    expect(page.locator("[data-summary]")).to_contain_text("chỗ chưa điền")
    marks = page.locator('.remark[data-severity="error"], .fault, [aria-invalid]')
    expect(marks).to_have_count(0)
    page.locator('[id="subject"]').fill("Công tác dân vận chính quyền")
    kept(page)
    page.locator("[data-outline] li").first.wait_for()
    expect(marks).to_have_count(0)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator('.remark[data-severity="error"]').first).to_contain_text("Còn thiếu")
    expect(page.get_by_text("bảng gồm các trường")).to_have_count(0)


def test_paragraphs_are_asked_about(address: str, page: Page) -> None:
    begin(page, address)
    tasks = tasks_of(page, 1)
    before = tasks.locator(PLAN_TASKS).count()
    box = tasks.locator('[name$=".content"]').last
    box.fill("")
    paste(box, "- Một\n- Hai\n\n- Ba")
    page.get_by_role("button", name="Dán thành một đoạn").click()
    expect(box).to_have_value("- Một - Hai - Ba")
    page.keyboard.press("Control+z")
    expect(box).to_have_value("")
    paste(box, "- Một\n- Hai\n\n- Ba")
    page.get_by_role("button", name="Dán thành 3 nhiệm vụ").click()
    boxes = tasks_of(page, 1).locator('[name$=".content"]')
    expect(boxes).to_have_count(before + 2)
    assert [boxes.nth(at).input_value() for at in range(before - 1, before + 2)] == ["Một", "Hai", "Ba"]


def test_a_table_of_tasks_goes_out_and_comes_in(address: str, page: Page, tmp_path: Path) -> None:
    begin(page, address)
    criteria = page.locator('[id="content.criteria"]')
    with page.expect_download() as caught:
        criteria.get_by_role("button", name="Tải bảng .xlsx").click()
    file = tmp_path / "tasks.xlsx"
    caught.value.save_as(file)
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    sheet = book.active
    titles = [cell.value for cell in sheet[2]]
    column = titles.index("content.criteria[].tasks[].content") + 1
    sheet.cell(4, column).value = "Nhiệm vụ sửa trong Excel"
    book.save(file)
    with page.expect_file_chooser() as chosen:
        criteria.get_by_role("button", name="Lấy từ .xlsx").click()
    chosen.value.set_files(file)
    expect(page.locator('[id="content.criteria[0].tasks[1].content"]')).to_have_value(
        "Nhiệm vụ sửa trong Excel"
    )
    kept(page)


def test_a_table_that_does_not_come_is_told(address: str, page: Page) -> None:
    begin(page, address)
    page.route("**/bang", lambda route: route.abort())
    criteria = page.locator('[id="content.criteria"]')
    criteria.get_by_role("button", name="Tải bảng .xlsx").click()
    expect(criteria.get_by_role("status").first).to_have_text("Chưa tải được bảng. Thử lại khi có kết nối.")


def test_a_press_is_not_lost_where_remarks_come_under_the_hand(address: str, page: Page) -> None:
    held: list[Route] = []
    page.route("**/soan/kiem-tra", lambda route: held.insert(0, route))
    with page.expect_request("**/soan/kiem-tra"):
        begin(page, address)
    summary = page.locator("[data-summary]")
    button = page.locator('[id="content.criteria"]').get_by_role("button", name="Tải bảng .xlsx")
    button.scroll_into_view_if_needed()
    drawn(page)
    button.hover()
    page.mouse.down()
    with page.expect_response("**/soan/kiem-tra") as answered:
        held[0].continue_()
    answered.value.finished()
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")  # the answer has been read
    assert summary.count() == 0
    with page.expect_download():
        page.mouse.up()
    expect(summary).to_be_visible()


def test_a_date_and_a_score_are_echoed(address: str, page: Page) -> None:
    begin(page, address)
    score = page.locator('[id="content.previous_year.self_score"]')
    score.fill("90,5")
    expect(score.locator("xpath=..").locator(".echo")).to_have_text("90,50")
    for typed, said in (
        ("90,555", "nhiều nhất hai chữ số sau dấu phẩy"),
        ("1.234,5", "Chưa đọc được điểm"),
        ("abc", "Chưa đọc được điểm"),
    ):
        score.fill(typed)
        score.blur()
        expect(score.locator("xpath=..").locator(".echo")).to_contain_text(said)
    score.fill("90,")
    expect(score.locator("xpath=..").locator(".echo")).to_have_text("")
    page.locator('[id="content.citations[0]"] > summary').click()
    day = page.locator('[id="content.citations[0].date"]')
    day.fill("5/3/2025")
    expect(day.locator("xpath=..").locator(".echo")).to_have_text("ngày 05 tháng 3 năm 2025, thứ Tư")


def test_a_finding_is_mended_with_one_click_and_taken_back(address: str, page: Page) -> None:
    begin(page, address)
    box = page.locator('[id="content.objectives"]')
    box.fill("Rà soát , bổ sung quy trình giải quyết hồ sơ.")
    kept(page)
    remark = page.locator("[data-remark]").filter(has=page.get_by_role("button", name="Sửa “")).first
    expect(remark).to_be_visible()
    before = box.input_value()
    remark.get_by_role("button").click()
    expect(box).not_to_have_value(before)
    page.keyboard.press("Control+z")
    expect(box).to_have_value(before)


def test_a_question_is_confirmed_with_a_reason_where_it_is_asked(address: str, page: Page) -> None:
    begin(page, address)
    page.locator('[id="content.previous_year.self_score"]').fill("99,00")
    kept(page)
    asked = page.locator("[data-remark]").filter(has=page.get_by_role("button", name="Xác nhận")).first
    asked.get_by_label("Lý do").fill("Theo biên bản thẩm định")
    asked.get_by_role("button", name="Xác nhận").click()
    kept(page)
    page.reload()
    expect(page.get_by_text("Đã xác nhận: Theo biên bản thẩm định.").first).to_be_visible()


def test_bold_and_italic_from_the_keyboard(address: str, page: Page) -> None:
    begin(page, address)
    box = page.locator('[id="content.objectives"]')
    box.fill("rất quan trọng")
    box.press("Control+a")
    box.press("Control+b")
    expect(box).to_have_value("**rất quan trọng**")
    box.press("Control+b")
    expect(box).to_have_value("rất quan trọng")


def test_with_forty_tasks_a_key_changes_nothing_but_its_field(address: str, page: Page) -> None:
    begin(page, address)
    before = tasks_of(page, 1).locator(PLAN_TASKS).count()
    texts = forty_tasks(page)
    expect(texts).to_have_count(before + 40)
    box = texts.last
    box.focus()
    touched = page.evaluate(
        """async (text) => { const touched = [];
        document.activeElement.select();
        document.execCommand("insertText", false, "Câu ");  // nothing was unsaved, however late this comes
        new MutationObserver((list) => {
            for (const one of list) touched.push(one.target.id || one.target.className || one.target.nodeName);
        }).observe(document.getElementById("van-ban"), { subtree: true, childList: true, attributes: true });
        for (const letter of text) {  // quicker than the two seconds after which it is saved
            document.execCommand("insertText", false, letter);
            await new Promise((done) => setTimeout(done, 10));
        }
        return touched; }""",
        "thực hiện trong quý hai",
    )
    expect(box).to_have_value("Câu thực hiện trong quý hai")
    assert touched == []


def test_the_preview_says_which_one_it_is(address: str, page: Page) -> None:
    begin(page, address)
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_url("**/xem-truoc")
    expect(page.get_by_text("bản xem nhanh", exact=False).first).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("KẾ HOẠCH")


@pytest.mark.office
def test_a_moving_sign_says_that_the_pages_are_being_made(address: str, page: Page) -> None:
    begin(page, address)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/xem-truoc.pdf", hold)
    with page.expect_request("**/xem-truoc.pdf"):
        page.get_by_role("button", name="Xem trước").click()
        page.wait_for_url("**/xem-truoc", wait_until="commit")
    said = page.locator("[data-making]")
    expect(said).to_have_text("Đang dựng trang in (PDF)…")
    expect(said.locator(".spinner-border")).to_be_visible()
    waiting[0].continue_()
    expect(said).to_have_text("Đã dựng xong trang in.", timeout=PRINTED_MS)
    expect(said.locator(".spinner-border")).to_have_count(0)


def test_a_report_begins_with_its_plan(address: str, page: Page) -> None:
    draft = begin(page, address).split("/")[-2]
    page.goto(f"{address}/van-ban/moi")
    page.locator('[id="bat-dau-bao_cao"]').select_option(f"source:{draft}")
    page.get_by_role("button", name="Soạn báo cáo").click()
    page.wait_for_url("**/soan")
    expect(page.locator('[id="content.results"] > [data-items] > [data-item]')).to_have_count(5)


WIDTHS = [1280, 390]
#: Those of docs/pictures are chosen among them.
PICTURES = Path(__file__).parents[1] / "_output" / "pages"


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_is_cut_off(address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    draft = begin(page, address)
    page.locator('[id="subject"]').fill("")
    page.locator('[id="content.objectives"]').fill("Rà soát , bổ sung quy trình.")
    kept(page)
    page.locator("[data-remark]").first.wait_for()
    PICTURES.mkdir(parents=True, exist_ok=True)
    pages = {
        "soan": "",
        "phien-ban": "/../phien-ban?cu=1&moi=1",
        "xem-truoc": "/../xem-truoc",
        "soan-moi": "/../../moi",
    }
    for name, where in pages.items():
        if where:
            page.goto(f"{draft}{where}")
        page.screenshot(path=PICTURES / f"{name}-{width}.png")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
