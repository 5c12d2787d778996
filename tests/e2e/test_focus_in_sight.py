"""Who walks a page by Tab sees where he is: no bar that stays in place lies over what has the focus (WCAG 2.4.11)."""

import pytest
from playwright.sync_api import Page

from tests.e2e.long_form import begin, drawn
from tests.e2e.office_day import desk_of, page_of, steps_kept
from tests.web.people import ALL_ROLES

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390)
#: What of the element in focus is seen: a word on it where every point of a grid over it lies under something else.
COVERED = """() => {
    const one = document.activeElement;
    if (one === document.body) return "";
    const box = one.getBoundingClientRect();
    const steps = [1, 2, 3, 4, 5].map((step) => step / 6);
    const is_seen = (found) => found && (one.contains(found) || found.contains(one) && found.matches("label"));
    const points = steps.flatMap((x) => steps.map((y) => [box.left + box.width * x, box.top + box.height * y]));
    if (points.some(([x, y]) => is_seen(document.elementFromPoint(x, y)))) return "";
    return `${one.tagName} ${one.name || one.id || one.textContent.trim().slice(0, 40)} at ${Math.round(box.top)}`;
}"""


def covered(page: Page, key: str, stops: int) -> list[str]:
    """Press a key so often; return at which stops the focus cannot be seen at all."""
    found = []
    for _ in range(stops):
        page.keyboard.press(key)
        drawn(page)
        found.append(page.evaluate(COVERED))
    return [one for one in found if one]


def at_the_middle(page: Page) -> None:
    """Open all that is folded, and begin the walk in the middle of the page."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    page.evaluate(
        """() => { const stops = [...document.querySelectorAll("main :is(a, button, input, textarea, summary)")]
            .filter((one) => one.checkVisibility() && one.type !== "hidden" && !one.closest(".bar, .acts, .outline"));
            stops[Math.floor(stops.length / 2)].focus(); }"""
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_focus_is_seen_on_the_long_form(address, browser, signed_in_as, width) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES), width=width) as page:
        begin(page, address)
        page.wait_for_load_state("networkidle")
        at_the_middle(page)
        assert covered(page, "Shift+Tab", 60) == []
        assert covered(page, "Tab", 60) == []


def test_what_stays_in_place_moves_no_page_when_it_gets_the_focus(address, browser, signed_in_as) -> None:
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        begin(page, address)
        page.emulate_media(reduced_motion="reduce")
        page.wait_for_selector("[data-outline] a")
        for stop in (".bar [data-keep-now]", ".bar [data-next]", "[data-outline] a"):
            page.evaluate("scrollTo(0, 1500)")
            page.locator(stop).first.evaluate("one => one.focus()")
            page.wait_for_timeout(100)
            assert page.evaluate("scrollY") == 1500, stop


@pytest.mark.parametrize("width", WIDTHS)
def test_the_focus_is_seen_on_the_page_of_the_review(address, browser, signed_in_as, instance, width) -> None:
    desk = desk_of(instance)
    with steps_kept(desk, "content_checked"), page_of(browser, signed_in_as(ALL_ROLES), width=width) as page:
        page.goto(begin(page, address).replace("/soan", "/xem"))
        at_the_middle(page)
        assert covered(page, "Shift+Tab", 30) == []
        assert covered(page, "Tab", 40) == []
    desk.door.register().close()
