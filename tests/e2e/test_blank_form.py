"""Journeys 1 and 3: a form that begins blank says what to do next, and what it could not read."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.long_form import begin, kept, tasks_of

pytestmark = pytest.mark.browser
BASIS = '[id="content.opening.bases"] select'
#: Whether what is said looks as a fault does, asked in one step: the check may come any moment and say it at length.
LIKE_A_FAULT = """said => { const fault = document.createElement("p"); fault.className = "fault"; said.after(fault);
    const [its, ours] = [fault, said].map((one) => getComputedStyle(one).color); fault.remove(); return its === ours; }"""
UNREADABLE = "trước ngày 31/11/2025"


@pytest.fixture
def blank(address: str, page: Page) -> Page:
    """The page of a plan in which nothing is filled in."""
    page.goto(f"{address}/van-ban/moi")
    token = page.locator("input[name=csrf]").first.input_value()
    made = page.request.post(
        f"{address}/van-ban/moi",
        form={"csrf": token, "type": "ke_hoach", "start": "blank"},
        max_redirects=0,
    )
    page.goto(address + made.headers["location"])
    return page


def field_of(box: Locator) -> Locator:
    return box.locator("xpath=ancestor::div[contains(@class, 'field')][1]")


def test_a_list_without_choices_leads_to_where_they_are_made(blank: Page) -> None:
    basis = blank.locator(BASIS).first
    said = blank.locator('[id="content.opening.bases"] [data-empty]').first
    expect(said).to_contain_text("Chưa có văn bản viện dẫn. Thêm ở mục “Văn bản viện dẫn”.")
    said.get_by_role("button").click()
    document = blank.locator('[id="content.citations"] [data-item]').last
    document.locator('[name$=".kind"]').fill("Quyết định")
    document.locator('[name$=".code"]').fill("1211/QĐ-UBND")
    blank.keyboard.press("Tab")
    expect(basis.locator("option", has_text="Quyết định 1211/QĐ-UBND")).to_have_count(1)
    expect(said).to_have_count(0)
    basis.select_option(label="Quyết định 1211/QĐ-UBND")
    kept(blank)
    blank.reload()
    expect(basis.locator("option:checked")).to_have_text("Quyết định 1211/QĐ-UBND")


def test_a_row_that_is_added_later_leads_there_too(blank: Page) -> None:
    rows = blank.locator('[id="content.opening.bases"]')
    rows.locator("[data-add]").click()
    expect(rows.locator("[data-empty]").last.get_by_role("button")).to_be_visible()


def test_a_deadline_that_cannot_be_read_is_said_once_and_as_a_fault(address: str, page: Page) -> None:
    begin(page, address)
    box = tasks_of(page, 1).locator('[name$=".deadline.$main"]').last
    box.fill(UNREADABLE)
    field = field_of(box)
    told = field.get_by_text("không có trong lịch").locator("visible=true")
    expect(told).to_have_count(1)
    assert field.locator(".note").evaluate(LIKE_A_FAULT)
    expect(field.locator(".remark")).to_contain_text("không có trong lịch")
    expect(told).to_have_count(1)
    kept(page)
    page.reload()
    field = field_of(tasks_of(page, 1).locator('[name$=".deadline.$main"]').last)
    expect(field.locator(".note")).to_be_empty()
    expect(field.locator(".remark")).to_contain_text("không có trong lịch")
    expect(field.get_by_text("không có trong lịch").locator("visible=true")).to_have_count(1)


def test_a_day_that_does_not_exist_is_not_told_in_the_colour_of_success(address: str, page: Page) -> None:
    begin(page, address)
    box = page.locator('[data-form="date"]').first
    box.evaluate(
        "box => { for (let one = box; one; one = one.parentElement) if (one.matches('details')) one.open = true; }"
    )
    box.fill("1/3/2026")
    echo = box.locator("xpath=following-sibling::p[contains(@class, 'echo')]")
    green = echo.evaluate("one => getComputedStyle(one).color")
    box.fill("31/2/2026")
    expect(echo).to_have_text("Không có ngày 31/2/2026.")
    assert echo.evaluate("one => getComputedStyle(one).color") != green


def test_a_deadline_that_was_saved_can_be_changed_again(address: str, page: Page) -> None:
    begin(page, address)
    name = tasks_of(page, 1).locator('[name$=".deadline.$main"]').last.get_attribute("name")
    box = page.locator(f'[name="{name}"]')
    box.fill("chậm nhất ngày 15/3/2026")
    kept(page)
    page.wait_for_timeout(1000)
    box.fill("chậm nhất ngày 20/4/2026")
    kept(page)
    page.reload()
    expect(box).to_have_value("chậm nhất ngày 20/4/2026")
