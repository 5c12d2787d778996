"""A whole citation that is pasted into one field of a cited document, as people do it in the browser."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.long_form import begin, kept, paste

pytestmark = pytest.mark.browser
WORDS = "Quyết định số 1211/QĐ-UBND ngày 02/11/2022 của UBND tỉnh Quảng Ngãi về việc chấm điểm dân vận"
FIELDS = {
    "kind": "Quyết định",
    "code": "1211/QĐ-UBND",
    "date": "02/11/2022",
    "issuer": "UBND tỉnh Quảng Ngãi",
    "link": "ve_viec",
    "subject": "chấm điểm dân vận",
}


def _new_citation(page: Page) -> Locator:
    """Add a cited document to the draft and return it, open."""
    documents = page.locator('[id="content.citations"]')
    documents.evaluate("list => { list.open = true; }")
    documents.locator(":scope > .buttons > [data-add]").click()
    return documents.locator(":scope > [data-items] > [data-item]").last


def _values(item: Locator) -> dict[str, str]:
    return {name: item.locator(f'[name$=".{name}"]').input_value() for name in FIELDS}


@pytest.mark.parametrize("field", ["kind", "code"])
def test_a_pasted_citation_is_taken_apart_and_comes_back_with_one_undo(
    address: str, page: Page, field: str
) -> None:
    begin(page, address)
    item = _new_citation(page)
    box = item.locator(f'[name$=".{field}"]')
    before = _values(item)
    paste(box, WORDS)
    expect(page.get_by_text("Đã tách câu viện dẫn vào các ô")).to_be_visible()
    assert _values(item) == FIELDS
    expect(box).to_be_focused()
    kept(page)
    page.wait_for_timeout(1500)  # what the page says of its own accord takes no offer away
    page.keyboard.press("Control+z")
    assert _values(item) == {**before, field: WORDS}
    expect(page.get_by_text("Đã tách câu viện dẫn vào các ô")).to_have_count(0)


def test_who_types_on_while_the_service_answers_keeps_what_is_typed(address: str, page: Page) -> None:
    begin(page, address)
    item = _new_citation(page)
    box = item.locator('[name$=".kind"]')
    held: list[Route] = []
    page.route("**/form/citation", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    with page.expect_request("**/form/citation"):
        paste(box, WORDS)
    page.keyboard.type("w")  # as Telex begins a letter
    with page.expect_response("**/form/citation"):
        held[0].continue_()
    page.wait_for_timeout(200)
    expect(box).to_have_value(f"{WORDS}w")
    expect(page.get_by_text("Đã tách câu viện dẫn vào các ô")).to_have_count(0)
    assert _values(item)["code"] == ""
