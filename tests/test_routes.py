"""Who may call what: a row for every route. There is no login yet; the service listens on this machine only."""

import io

import pytest
from flask import Flask

from service import clock
from service.app import create_app
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.settings import Settings

#: (methods, rule): who may call it, and whether a form of ours must send it.
ANYBODY = "anybody on this machine"
OWN_FORM = "anybody on this machine, from a form of ours"
ACCESS = {
    ("GET", "/"): ANYBODY,
    ("GET", "/types/<slug>"): ANYBODY,
    ("POST", "/types/<slug>"): OWN_FORM,
    ("POST", "/types/<slug>/upload"): OWN_FORM,
    ("GET", "/form/deadline"): ANYBODY,
    ("GET", "/form/offices"): ANYBODY,
    ("GET", "/form/bodies"): ANYBODY,
    ("GET", "/static/<path:filename>"): ANYBODY,
    ("GET", "/api/v1/types"): ANYBODY,
    ("GET", "/api/v1/types/<slug>"): ANYBODY,
    ("GET", "/api/v1/types/<slug>/schema"): ANYBODY,
    ("GET", "/api/v1/types/<slug>/sample"): ANYBODY,
    ("POST", "/api/v1/types/<slug>/previews"): ANYBODY,
    ("GET", "/api/v1/text/<command>"): ANYBODY,
}


@pytest.fixture(scope="module")
def app() -> Flask:
    desk = Desk(Catalogue(FolderSource(TYPES)), {}, None, clock.now)
    return create_app(Settings(secret_key="k" * 40), desk=desk)


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert routes(app) == set(ACCESS)


@pytest.mark.parametrize(("method", "rule"), ACCESS)
def test_what_needs_a_form_of_ours_is_refused_without_one(app: Flask, method: str, rule: str) -> None:
    path = (
        rule.replace("<slug>", "ke_hoach").replace("<command>", "sort").replace("<path:filename>", "site.css")
    )
    data = {"file": (open_sample(app), "a.yaml")} if rule.endswith("upload") else {}
    with app.test_client().open(path, method=method, data=data) as answer:
        assert (answer.status_code == 403) == (ACCESS[method, rule] == OWN_FORM)


def open_sample(app: Flask) -> object:
    desk: Desk = app.extensions["desk"]
    return io.BytesIO(desk.catalogue.get("ke_hoach").files["sample.minimal.yaml"])


def test_the_default_address_is_this_machine_only() -> None:
    assert Settings().host == "127.0.0.1"
