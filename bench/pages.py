"""Time to the first byte of every page of the application, with 10,000 documents in the register: p95.

Each page is asked for in turn, by somebody who is signed in, from the application itself: network and proxy are not in
it, everything else is. The documents all carry the same day, which is the worst order for the book.
"""

import statistics
import time
from collections.abc import Mapping
from datetime import timedelta

from flask.testing import FlaskClient

from bench.growth import fill
from bench.measuring import Options, Result
from bench.pages_office import at_work
from bench.register_load import NOW, OFFICE
from bench.registers import registers
from service import memory
from service.app import create_app
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.issuing.passwords import hashed, token_hash
from service.issuing.register_door import RegisterDoor
from service.register import accounts, people
from service.register.people import OPERATOR
from service.register.states import Role
from service.settings import Settings
from service.web.signed_in import TOKEN
from tests.e2e.every_page import PAGES

DOCUMENTS = 10_000
_GOAL = "p95 dưới 50 ms với 10.000 văn bản"
_ASKED_IN_A_ROUND = 6
#: Some pages lead on: the first one, and that of the login for who is in.
_SHOWN = frozenset({200, 302})
_BOOK = {
    "so-van-ban-nguoi-ky": "/so-van-ban?nguoi-ky=L%C3%AA+Th%E1%BB%8B+Hoa",
    "so-van-ban-ngay": "/so-van-ban?tu=1/3/2026&den=31/3/2026&loai=KH",
}
#: The pages as they print wait for LibreOffice, which is not measured here.
_CONVERTED = "trang-in"
#: Forms that are shown with what the check says of them too.
_CHECKED = ("soan", "soan-tra-lai")
_WARM = 3
_LOGIN = "hoa"
_TOKEN = "bench"  # noqa: S105 - of a register that is gone after the measurement


def run(options: Options) -> dict[str, Result]:
    """Measure every page on both databases; below the usual rounds the register shrinks in proportion."""
    results: dict[str, Result] = {}
    total = max(200, int(DOCUMENTS * min(1.0, options.rounds / Options.rounds)))
    with registers() as urls:
        for name, url in urls.items():
            for page, p95 in _measured(url, total, options.rounds * _ASKED_IN_A_ROUND).items():
                results[f"{name}.{page}"] = Result(p95, None, None, "ms", _GOAL)
    return results


def _measured(url: str, total: int, times: int) -> dict[str, float]:
    """Return the p95 of each page in milliseconds; the pages take their turns."""
    door = RegisterDoor(url)
    desk = Desk(Catalogue(FolderSource(TYPES)), {}, None, lambda: NOW, door)
    fill(door.register(), total)
    client = _signed_in(desk)
    pages = _pages(desk, client)
    taken: dict[str, list[float]] = {name: [] for name in pages}
    memory.set_aside_loaded()  # as the web process does at its start
    for turn in range(times + _WARM):
        for name, address in pages.items():
            milliseconds = _first_byte_ms(client, address)
            if turn >= _WARM:
                taken[name].append(milliseconds)
    door.register().close()
    return {name: statistics.quantiles(found, n=20)[18] for name, found in taken.items()}


def _first_byte_ms(client: FlaskClient, address: str) -> float:
    start = time.perf_counter()
    answer = client.get(address)
    taken = (time.perf_counter() - start) * 1000
    if answer.status_code not in _SHOWN:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return taken


def _signed_in(desk: Desk) -> FlaskClient:
    """Return the browser of somebody who has every role."""
    with desk.workplace(OPERATOR).writing() as turn:
        new = people.NewUser(login=_LOGIN, name="Nguyễn Thị Hoa", office_id=OFFICE, role=Role.ADMINISTRATOR)
        user = people.add_user(turn.session, turn.actor, new)
        for role in Role:
            people.grant_role(turn.session, turn.actor, user_id=user.id, office_id=OFFICE, role=role)
        accounts.set_password(
            turn.session, turn.actor, user.id, password_hash=hashed(_TOKEN), must_change=False
        )
        accounts.begin_sign_in(
            turn.session,
            user.id,
            token_sha256=token_hash(_TOKEN),
            now=NOW,
            ends_at=NOW + timedelta(days=1),
        )
    client = create_app(Settings(secret_key="k" * 40), desk=desk).test_client()
    with client.session_transaction() as session:
        session.update({TOKEN: _TOKEN, "_user_id": _LOGIN, "_fresh": True})
    return client


def _pages(desk: Desk, client: FlaskClient) -> Mapping[str, str]:
    """Return the pages by name: all of the application, and the book as it is looked through all day."""
    ids = at_work(desk, client)
    every = {name: path for pages in PAGES.values() for name, path in pages.items() if name != _CONVERTED}
    found = {name: path.partition("#")[0].format(**ids) for name, path in every.items()}
    return {**found, **_BOOK, **{f"{name}-kiem-tra": f"{found[name]}?kiem_tra=1" for name in _CHECKED}}
