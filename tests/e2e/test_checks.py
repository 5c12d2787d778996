"""“Kiểm tra văn bản” in a real browser: by mouse and drop, by keyboard alone, without scripts, on both screens."""

import base64
import io

import pytest
from playwright.sync_api import expect

from tests.checking.builder import build
from tests.e2e.office_day import PRINTED_MS, looked_at, page_of
from tests.web.people import ALL_ROLES

pytestmark = pytest.mark.browser
WRONG = "Các cơ quan phân đấu hoàn thành nhiệm vụ được giao trước ngày 30/02/2025."


def faulty() -> bytes:
    """A Word file with faults of layout and of wording."""
    document = build().document
    document.sections[0].left_margin = document.sections[0].right_margin
    document.paragraphs[-1].insert_paragraph_before(WRONG)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Kế hoạch năm ngoái.docx"
    path.write_bytes(faulty())
    return path


def choose(page, address, file):
    page.goto(f"{address}/kiem-tra")
    page.get_by_label("Tệp cần kiểm tra").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(file.name)
    page.wait_for_load_state()  # the script that hears the keys is deferred


@pytest.mark.parametrize("screen", [(1280, True), (390, False)], ids=str)
def test_a_file_is_checked_mended_and_taken_home(address, browser, signed_in_as, file, screen) -> None:
    width, scripts = screen
    with page_of(browser, signed_in_as(ALL_ROLES), width=width, scripts=scripts) as page:
        choose(page, address, file)
        beside = page.locator(".line", has_text="phân đấu")
        expect(beside.locator("mark", has_text="phân đấu")).to_be_visible()
        expect(beside.locator(".finding h2", has_text="Nhầm từ")).to_be_visible()
        expect(beside.locator(".finding .where").first).to_contain_text("đoạn")
        beside.get_by_role("button", name="Sửa thành “phấn đấu”").click()
        expect(page.get_by_role("status")).to_have_text("Đã sửa: “phân đấu” thành “phấn đấu”.")
        page.get_by_text("Sửa xong hãy đọc lại toàn văn").scroll_into_view_if_needed()
        expect(page.get_by_role("status")).to_be_in_viewport()  # wherever the page stands
        expect(page.locator("mark", has_text="phân đấu")).to_have_count(0)
        page.get_by_role("button", name="chỗ chắc chắn").click()
        expect(page.get_by_role("button", name="chỗ chắc chắn")).to_have_count(0)
        expect(page.locator("mark", has_text="30/02/2025")).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Tải tệp đã sửa").click()
        assert waiting.value.suggested_filename == "Kế hoạch năm ngoái (đã sửa).docx"
        page.get_by_role("button", name="Xóa tệp ngay").click()
        expect(page.get_by_role("status")).to_have_text("Đã xóa tệp khỏi máy chủ.")


def test_it_is_done_by_keyboard_alone(address, browser, signed_in_as, file) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        choose(page, address, file)
        found = page.locator(".finding")
        assert found.count() >= 3
        seen = []
        for _ in range(found.count()):
            page.keyboard.press("F8")
            seen.append(page.evaluate("document.activeElement.id"))
        assert seen == [one.get_attribute("id") for one in found.all()]
        page.keyboard.press("Shift+F8")
        assert page.evaluate("document.activeElement.id") == seen[-2]
        page.get_by_role("link", name="Câu chữ, số liệu").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Câu chữ, số liệu")).to_have_attribute("aria-current", "true")
        page.wait_for_load_state()  # the script of the new page hears the keys
        page.keyboard.press("F8")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Sửa thành “phấn đấu”")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Đã sửa: “phân đấu”")
        expect(page.locator(".finding:focus")).to_have_count(1)  # once the script of the new page has run


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_fault_at_many_places_is_mended_by_one_press(
    address, browser, signed_in_as, tmp_path, scripts
) -> None:
    many = tmp_path / "Báo cáo tháng.txt"
    said = [f"Các đơn vị nộp báo cáo trước ngày 5/{month}/2026 cho Văn phòng." for month in range(3, 10)]
    many.write_text("\n".join([*said, WRONG]), "utf-8")
    with page_of(browser, signed_in_as(ALL_ROLES), scripts=scripts) as page:
        choose(page, address, many)
        together = page.get_by_role("button", name="Sửa cả 7 chỗ")
        expect(together).to_have_count(7)
        expect(together.first).to_have_accessible_description("Nên sửa Số 0 trước ngày, tháng, số")
        together.first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Đã sửa 7 chỗ.")
        expect(page.get_by_role("button", name="Sửa cả")).to_have_count(0)
        expect(page.locator("mark", has_text="phân đấu")).to_be_visible()
        if scripts:
            expect(page.locator(".finding:focus")).to_have_count(1)  # one goes on from what is left
        page.get_by_role("button", name="Bỏ lần sửa vừa rồi").click()
        expect(page.get_by_role("button", name="Sửa cả 7 chỗ")).to_have_count(7)


def test_a_dropped_file_is_checked_at_once(address, browser, signed_in_as) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        page.goto(f"{address}/kiem-tra")
        letters = base64.b64encode(faulty()).decode()
        handle = page.evaluate_handle(
            """(letters) => {
                const bytes = Uint8Array.from(atob(letters), (one) => one.charCodeAt(0));
                const dropped = new DataTransfer();
                dropped.items.add(new File([bytes], "thả.docx"));
                return dropped;
            }""",
            letters,
        )
        page.locator(".drop").dispatch_event("drop", {"dataTransfer": handle})
        expect(page.get_by_role("heading", level=1)).to_have_text("thả.docx")


def test_of_two_dropped_files_none_is_taken_and_the_page_says_so(address, browser, signed_in_as) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        page.goto(f"{address}/kiem-tra")
        page.wait_for_load_state()
        handle = page.evaluate_handle(
            """() => {
                const dropped = new DataTransfer();
                for (const name of ["một.txt", "hai.txt"]) { dropped.items.add(new File(["Chữ"], name)); }
                return dropped;
            }"""
        )
        page.locator(".drop").dispatch_event("drop", {"dataTransfer": handle})
        expect(page.get_by_role("alert")).to_have_text("Mỗi lần kiểm tra một tệp. Hãy thả từng tệp.")
        assert page.get_by_label("Tệp cần kiểm tra").input_value() == ""


def test_the_pages_are_sound_on_both_screens(address, browser, signed_in_as, file) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        choose(page, address, file)
        found = page.url
    said = looked_at(browser, signed_in_as, f"{address}/kiem-tra", "kiem-tra")
    said += looked_at(browser, signed_in_as, found, "kiem-tra-ket-qua")
    said += looked_at(browser, signed_in_as, f"{address}/quan-tri/chinh-ta", "chinh-ta")
    assert said == []


@pytest.mark.office
@pytest.mark.slow
def test_pages_before_and_after_stand_side_by_side(address, browser, signed_in_as, file) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        choose(page, address, file)
        expect(page.locator(".where").filter(has_text="trang ").first).to_be_visible()
        page.get_by_role("button", name="chỗ chắc chắn").click()
        page.get_by_role("link", name="Xem trang trước và sau").click(timeout=PRINTED_MS)
        pictures = page.locator("img.page-picture")
        expect(pictures.first).to_be_visible(timeout=PRINTED_MS)
        assert pictures.count() >= 2
        assert pictures.first.evaluate("picture => picture.naturalWidth") > 700
        found = page.url
    assert looked_at(browser, signed_in_as, found, "kiem-tra-so-sanh") == []
