"""Who is let in where: every route of the pages, walked by nobody, by each role, and by another office.

Behind every address stands something real, and every form is filled in so that the right person may send it: whoever is
refused is refused for what he is, and changes nothing in the register. The API has a door of its own (tests/api); the
login of the pages opens nothing of it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.issuing.register_door import RegisterDoor
from service.register.states import Role
from service.settings import Settings
from service.web import blueprints
from tests.routes.access import ACCESS, EVERYBODY, PUBLIC
from tests.routes.office import RouteOffice, at_work, tables
from tests.routes.sending import ASKED, FOR_ONESELF, PARTS, SENT, Sent
from tests.web import people
from tests.web.conftest import LINE, multipart

#: What an address may name of an office, and what only he sees who sent it.
_OF_OFFICE = ("document_id", "batch_id", "preparation_id", "user_id", "signer_id", "series_id", "token_id")
_OWN = ("review_id", "import_id", "file_id")
_LOGINS = (*Role, people.ALL_ROLES, people.OUTSIDER)
#: Pages of acts: whoever may not do it is led to the document, which says who may.
_LEADS_ON = {"GET /van-ban/<document_id>/<act>", "GET /van-ban/<document_id>/cap-so"}
_GONE = {404}
_REFUSED = {403}
_PAGES = [row for row, who in ACCESS.items() if row.startswith("GET") and who != PUBLIC]
_SENDINGS = [(row, one) for row, sent in SENT.items() for one in sent]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RouteOffice]:
    file = people.founded(tmp_path_factory.mktemp("routes") / "register.db")
    door = RegisterDoor(f"sqlite:///{file}")
    desk = Desk(Catalogue(FolderSource(TYPES)), {}, None, lambda: people.NOON, door)
    app = create_app(Settings(secret_key="k" * 40), desk=desk)
    yield at_work(app, file)
    door.register().close()


@pytest.fixture(scope="module")
def app(office: RouteOffice) -> Flask:
    return office.app


@pytest.fixture(scope="module")
def browser(app: Flask) -> Callable[[str], FlaskClient]:
    """The browser of a person, signed in once."""
    return cache(lambda login: people.signed_in(app, login))


@pytest.fixture
def own_register(office: RouteOffice, tmp_path: Path) -> Iterator[Path]:
    """A register of one's own, for a sending that changes it."""
    shared = office.app.extensions["desk"]
    copy = office.copied(tmp_path / "register.db")
    door = office.works_with(copy)
    yield copy
    door.register().close()
    office.app.extensions["desk"] = shared


def rows_of(app: Flask) -> set[str]:
    """Every route of the pages, the choice of acts under one name."""
    return {
        f"{method} {re.sub(r'<any[(].*[)]:slug>', '<act>', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.rule.startswith("/api/")
    }


def path_of(office: RouteOffice, row: str) -> str:
    """An address of a route with something real behind it."""
    rule = row.partition(" ")[2]
    filename = "css/bootstrap.min.css" if "bootstrap" in rule else "site.css"
    if row in SENT:
        return office.at(SENT[row][0].to)
    parts = {**PARTS, "filename": filename}
    return office.at(ASKED.get(row) or re.sub(r"<(?:\w+:)?(\w+)>", lambda found: parts[found[1]], rule))


def post(client: FlaskClient, path: str, fields: dict[str, Any]) -> TestResponse:
    """Send a form as a browser does, with its token."""
    page = client.get("/doi-mat-khau", follow_redirects=True).get_data(as_text=True)
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token is not None
    whole = {**fields, "csrf": token[1]}
    if not any(isinstance(value, tuple) for value in whole.values()):
        return client.post(path, data=whole)
    return client.post(path, data=multipart(whole), content_type=f"multipart/form-data; boundary={LINE}")


def refusals(row: str, login: str, who: frozenset[Role]) -> set[int]:
    """The statuses of which one refuses a person; none where it is his."""
    rule = row.partition(" ")[2]
    if login != people.ALL_ROLES and any(f"<{part}>" in rule for part in _OWN):
        return _GONE
    if login == people.OUTSIDER:
        names_office = any(f"<{part}>" in rule for part in _OF_OFFICE)
        return (_GONE if "<document_id>" in rule else _GONE | _REFUSED) if names_office else set()
    return set() if who & set(people.LOGINS[login][1]) else _REFUSED


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert rows_of(app) == set(ACCESS)


def test_every_form_is_filled_in_or_is_for_oneself() -> None:
    posts = {row for row, who in ACCESS.items() if row.startswith("POST") and who != PUBLIC}
    assert posts == set(SENT) | FOR_ONESELF
    assert {one for row in FOR_ONESELF for one in ACCESS[row]} == EVERYBODY
    for row, sent in SENT.items():
        assert ACCESS[row] == frozenset().union(*(one.who for one in sent)), row


@pytest.mark.parametrize("row", ACCESS)
def test_nobody_is_let_in_without_a_login_but_to_the_login(office: RouteOffice, row: str) -> None:
    client, path = office.app.test_client(), path_of(office, row)
    with client.get(path) if row.startswith("GET") else post(client, path, {}) as answer:
        if ACCESS[row] == PUBLIC:
            assert answer.status_code in {200, 401}
            assert not answer.location
        elif row.startswith("GET"):
            assert (answer.status_code, str(answer.location).partition("?")[0]) == (302, "/dang-nhap")
        else:
            assert answer.status_code == 401


@pytest.mark.parametrize("login", _LOGINS)
@pytest.mark.parametrize("row", _PAGES)
def test_a_page_is_shown_to_whose_it_is_and_to_nobody_else(
    office: RouteOffice, browser: Callable[[str], FlaskClient], row: str, login: str
) -> None:
    with browser(login).get(path_of(office, row)) as answer:
        status = answer.status_code
        assert "/dang-nhap" not in (answer.location or "")
    refused = refusals(row, login, ACCESS[row])
    assert tables(office.file) == office.tables
    if status == 406:  # no PDF of anything without LibreOffice
        assert row.endswith((".pdf", ".png", "/trang", "gop.<ending>"))
    elif refused:
        assert status in (refused | {302, 303} if row in _LEADS_ON else refused)
    elif login != people.OUTSIDER:  # his own office is not set up
        assert status in {200, 302, 303}


@pytest.mark.parametrize("login", _LOGINS)
@pytest.mark.parametrize("sending", _SENDINGS, ids=[one.to for _, one in _SENDINGS])
def test_a_form_is_taken_from_whose_it_is_and_from_nobody_else(
    office: RouteOffice,
    browser: Callable[[str], FlaskClient],
    own_register: Path,
    sending: tuple[str, Sent],
    login: str,
) -> None:
    row, one = sending
    fields = one.fields(office)
    refused = refusals(row, login, one.who)
    answer = post(browser(login), office.at(one.to), fields)
    changed = {name for name, digest in tables(own_register).items() if digest != office.tables[name]}
    if refused:
        assert changed == set()
        assert answer.status_code in (refused | {303} if one.is_silent else refused)
    elif login != people.OUTSIDER:  # his own office has another day
        assert answer.status_code in {200, 302, 303}, answer.get_data(as_text=True)
        assert bool(changed) == one.is_kept


@pytest.mark.usefixtures("own_register")
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("row", [row for row in SENT if row.startswith("POST /quan-tri")])
def test_the_administration_refuses_before_it_reads_what_was_typed(
    office: RouteOffice, browser: Callable[[str], FlaskClient], row: str, role: str
) -> None:
    status = post(browser(role), path_of(office, row), {}).status_code
    assert (status == 403) == bool(refusals(row, role, ACCESS[row]))


@pytest.mark.usefixtures("own_register")
@pytest.mark.parametrize("login", _LOGINS)
@pytest.mark.parametrize("row", sorted(FOR_ONESELF))
def test_what_is_for_oneself_is_refused_to_nobody(office: RouteOffice, row: str, login: str) -> None:
    own = people.OTHER_OFFICE if login == people.OUTSIDER else people.OFFICE
    answer = post(people.signed_in(office.app, login), path_of(office, row), {"office": own})
    assert answer.status_code < 500
    assert answer.status_code not in {401, 403}


def test_nobody_works_for_an_office_that_is_not_his(browser: Callable[[str], FlaskClient]) -> None:
    answer = post(browser(people.OUTSIDER), "/chon-co-quan", {"office": people.OFFICE})
    assert answer.status_code == 403


@pytest.mark.parametrize("row", [row for row in ACCESS if row.startswith("POST")])
def test_what_no_form_of_ours_sends_is_refused(office: RouteOffice, row: str) -> None:
    client = people.signed_in(office.app, people.ALL_ROLES)
    with client.post(path_of(office, row), data={"csrf": "forged"}) as answer:
        assert answer.status_code == 403
    assert tables(office.file) == office.tables


def test_the_login_of_the_pages_is_not_the_door_of_the_api(app: Flask) -> None:
    for client in (app.test_client(), people.signed_in(app, people.ALL_ROLES)):
        assert "/dang-nhap" not in (client.get("/api/v1/types").location or "")
    answers = [
        client.get("/api/v1/documents").status_code
        for client in (app.test_client(), people.signed_in(app, people.ALL_ROLES))
    ]
    assert answers[0] == answers[1]


def test_every_blueprint_of_the_pages_is_entered(app: Flask) -> None:
    assert {one.name for one in blueprints()} <= set(app.blueprints)


def test_the_default_address_is_this_machine_only() -> None:
    assert Settings().host == "127.0.0.1"
