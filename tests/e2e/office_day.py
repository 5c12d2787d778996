"""The office of the running service, as the tests of a browser prepare it: drafts, series, steps; pages looked at."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from service import clock
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.domain.dates import office_day
from service.issuing import drafting
from service.issuing.demo_office import demo_office
from service.issuing.desk import TYPES, Desk
from service.issuing.register_door import RegisterDoor
from service.register import offices, series
from service.register.series import NewSeries
from tests.web.people import ALL_ROLES

PICTURES = Path(__file__).parents[1] / "_output" / "pictures"
WIDTHS = (1280, 390)
#: How long a page may take for which pages are printed.
PRINTED_MS = 120_000


def desk_of(instance: Path) -> Desk:
    """The same register as the service has, opened beside it."""
    return Desk(
        Catalogue(FolderSource(TYPES)),
        {},
        None,
        clock.now,
        RegisterDoor(f"sqlite:///{instance / 'register.db'}"),
    )


def office_id() -> str:
    return demo_office(office_day(clock.now())).id


def draft(desk: Desk, subject: str, *, who: str = ALL_ROLES) -> str:
    """Keep the least plan as a draft, of this year and month, with nothing to ask about."""
    today = office_day(clock.now())
    text = json.dumps(desk.catalogue.sample("ke_hoach", "minimal"), default=str).replace(
        "2026", str(today.year)
    )
    words = {"office": office_id(), "month": f"{today:%Y-%m}", "subject": subject}
    return str(drafting.save(desk.workplace(who), "ke_hoach", {**json.loads(text), **words}).id)


def open_series(desk: Desk) -> None:
    """Open the common series of this year where no test has yet."""
    year = office_day(clock.now()).year
    with desk.workplace(ALL_ROLES).writing() as turn:
        if not series.series_of_year(turn.session, office_id(), year):
            series.open_series(
                turn.session, turn.actor, NewSeries(office_id=office_id(), year=year, reason="Mới")
            )


@contextmanager
def steps_kept(desk: Desk, *steps: str) -> Iterator[None]:
    """Let the office keep steps, for as long as a test needs them."""
    for wanted in (steps, ()):
        with desk.workplace(ALL_ROLES).writing() as turn:
            offices.set_office(turn.session, turn.actor, office_id(), {"steps": list(wanted)})
        if wanted is steps:
            yield


@contextmanager
def page_of(browser: Browser, state: Any, *, width: int = 1280, scripts: bool = True) -> Iterator[Page]:
    """A page of somebody who is signed in, on a screen of some width, with scripts or without."""
    context = browser.new_context(
        locale="vi-VN",
        storage_state=state,
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        accept_downloads=True,
    )
    yield context.new_page()
    context.close()


def pressed_twice(button: Locator) -> None:
    """Press a button twice before any answer: by the mouse the second press might fall on the page that answers."""
    button.evaluate("button => { button.click(); button.click(); }")


def looked_at(browser: Browser, signed_in_as: Callable[[str], Any], address: str, name: str) -> list[str]:
    """Take pictures of a page at both widths; return what axe finds and what does not fit the screen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    said = []
    for width in WIDTHS:
        with page_of(browser, signed_in_as(ALL_ROLES), width=width) as page:
            page.goto(address, timeout=PRINTED_MS)
            found = Axe().run(page).response["violations"]
            said += [f"{name} {width}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                said.append(f"{name} {width}: wider than the screen")
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
    return said
