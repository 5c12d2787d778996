"""Every page of the application, in the middle of an office's day, on both screens: sound, whole, and in a picture."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from service.app import create_app
from service.settings import Settings
from tests.e2e.every_page import FILES, PAGES
from tests.e2e.office_day import PRINTED_MS, WIDTHS, page_of
from tests.e2e.whole_office import Running, running_office

pytestmark = [pytest.mark.browser, pytest.mark.office, pytest.mark.slow]
PICTURES = Path(__file__).parents[1] / "_output" / "pages"
_NAMES = [name for pages in PAGES.values() for name in pages]


@pytest.fixture(scope="module")
def running(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_office(browser, tmp_path_factory.mktemp("whole_office")) as found:
        yield found


def heard_by(page: Page) -> list[str]:
    """Return the list into which everything goes that the page says to its console."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def faults_of(page: Page, heard: list[str]) -> list[str]:
    """Return what axe finds, what does not fit the screen, what the page said to its console."""
    found = Axe().run(page).response["violations"]
    faults = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append("wider than the screen")
    return faults + heard


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", _NAMES)
def test_a_page_is_sound_on_both_screens(running: Running, browser: Browser, name: str, width: int) -> None:
    path = next(pages[name] for pages in PAGES.values() if name in pages)
    state = None if name == "dang-nhap" else running.state
    with page_of(browser, state, width=width) as page:
        heard = heard_by(page)
        answer = page.goto(running.at(path), wait_until="networkidle", timeout=PRINTED_MS)
        assert answer is not None
        assert answer.status == 200
        if name:
            assert page.url.partition("#")[0] == running.at(path).partition("#")[0]  # it leads nowhere else
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        assert faults_of(page, heard) == []


@pytest.mark.parametrize("rule", FILES)
def test_a_file_is_given_out(running: Running, browser: Browser, rule: str) -> None:
    with page_of(browser, running.state) as page:
        answer = page.request.get(running.at(FILES[rule]), timeout=PRINTED_MS)
        assert answer.status == 200
        assert answer.body()


def test_every_route_has_its_pages_here() -> None:
    app = create_app(Settings(secret_key="k" * 40))
    rules = {
        re.sub(r"<any[(].*[)]:slug>", "<act>", rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/")
    }
    assert rules == {*PAGES, *FILES}
