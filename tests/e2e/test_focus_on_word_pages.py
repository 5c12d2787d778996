"""On the pages of Word files no bar that stays in place lies over what has the focus (WCAG 2.4.11)."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.long_form import begin
from tests.e2e.office_day import desk_of, page_of
from tests.e2e.test_focus_in_sight import WIDTHS, at_the_middle, covered
from tests.e2e.test_word_files import old_file, read_in, send_back  # noqa: F401 - a fixture
from tests.issuing import word_edits as word
from tests.web.people import ALL_ROLES
from tests.web.word_files import handed_out

pytestmark = pytest.mark.browser


def walked(page: Page, back: int, forth: int) -> list[str]:
    """Walk back from the middle of a page and forth again; return what could not be seen in focus."""
    page.wait_for_load_state()
    at_the_middle(page)
    return [*covered(page, "Shift+Tab", back), *covered(page, "Tab", forth)]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_focus_is_seen_while_paragraphs_are_sorted(
    address: str,
    browser: Browser,
    signed_in_as,
    old_file,  # noqa: F811
    width: int,
) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES), width=width) as page:
        read_in(page, address, old_file)
        assert walked(page, 40, 60) == []
        number = page.locator("[data-paragraph]").nth(3).get_attribute("data-paragraph")
        page.goto(f"{page.url.partition('?')[0]}?doan={number}")
        expect(page.get_by_label("Sang")).to_be_focused()
        assert walked(page, 40, 60) == []


def test_a_paragraph_stays_where_it_is_when_the_form_for_its_move_opens(
    address: str,
    browser: Browser,
    signed_in_as,
    old_file,  # noqa: F811
) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        read_in(page, address, old_file)
        page.emulate_media(reduced_motion="reduce")
        one = page.locator(".doc-row [data-pick]").nth(20)
        one.focus()
        before = one.evaluate("one => one.getBoundingClientRect().top")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Sang")).to_be_focused()
        assert one.evaluate("one => one.getBoundingClientRect().top") == pytest.approx(before, abs=3)


def changed_everywhere(content: bytes) -> bytes:
    """The file with another word in each of its sentences."""

    def change(root) -> None:
        for one in word.paragraphs(root):
            text = word.text_of(one)
            if len(text.split()) > 6 and text.endswith((".", ";")):
                word.set_text(one, f"{text[:-1]} nữa{text[-1]}")

    return word.edited(content, change)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_focus_is_seen_while_changes_are_chosen(  # noqa: PLR0917 - fixtures
    address: str, browser: Browser, signed_in_as, instance, tmp_path, width: int
) -> None:
    desk = desk_of(instance)
    with page_of(browser, signed_in_as(ALL_ROLES), width=width) as page:
        document_id = begin(page, address).split("/")[-2]
        path = tmp_path / "da-sua.docx"
        path.write_bytes(changed_everywhere(handed_out(desk, document_id, ALL_ROLES)))
        send_back(page, address, document_id, path)
        expect(page.locator("fieldset.change").nth(5)).to_be_attached()
        assert walked(page, 20, 40) == []
    desk.door.register().close()
