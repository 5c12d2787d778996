"""`Idempotency-Key` at what makes things with secrets, and at numbers asked for with another token."""

from dataclasses import replace

import pytest

from service.register.errors import RegisterUnavailable
from service.register.tokens import Scope
from tests.api.conftest import OFFICE, SETTINGS, made_api

URL = "https://app.example.vn/hook"


@pytest.fixture
def api(seed, tmp_path, catalogue):
    made = made_api(seed, tmp_path, catalogue, replace(SETTINGS, webhook_hosts="app.example.vn"), None)
    yield made
    made.desk.door.register().close()


MADE = [
    ("/webhooks", {"url": URL}, "secret"),
    ("/tokens", {"name": "một cửa", "scopes": ["read"]}, "secret"),
    ("/users/{user_id}/password", None, "password"),
]


@pytest.mark.parametrize(("path", "body", "secret"), MADE)
def test_a_repeat_makes_nothing_and_shows_no_secret_again(api, path, body, secret):
    users = api.get("/users").get_json()["users"]
    where = path.replace("{user_id}", next(one["id"] for one in users if one["login"] != "operator"))
    first = api.post(where, json=body, key="one-key")
    again = api.post(where, json=body, key="one-key")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json()[secret]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.get_json() == {**first.get_json(), secret: ""}
    if path in {"/webhooks", "/tokens"}:
        listed = api.get(path).get_json()[path.removeprefix("/")]
        assert len([one for one in listed if one["id"] == first.get_json()["id"]]) == 1
        assert len(listed) == (1 if path == "/webhooks" else 2)


def test_a_word_file_that_is_handed_out_again_with_its_key_is_the_same_file(api):
    own = api.post("/documents", json=api.plan()).headers["Location"]
    first, again = (api.post(f"{own}/word-file", key="k") for _ in range(2))
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.data == first.data
    for name in ("Content-Disposition", "ETag", "Repr-Digest"):
        assert again.headers[name] == first.headers[name]


def test_a_repeat_is_answered_to_a_token_that_may_ask_for_it(api):
    assert api.issued(key="k").status_code == 201
    drafter = api.token(f"drafter@{OFFICE}", scopes=(Scope.DRAFT,))
    refused = api.issued(key="k", token=drafter)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "scope_missing")


def test_who_is_switched_off_is_seen(api):
    user = next(one for one in api.get("/users").get_json()["users"] if one["login"] != "operator")
    assert user["is_active"] is True
    shown = api.put(f"/users/{user['id']}/activity", json={"is_active": False}).get_json()
    listed = [one for one in api.get("/users").get_json()["users"] if one["id"] == user["id"]]
    assert (shown["is_active"], [one["is_active"] for one in listed]) == (False, [False])


def test_lists_with_a_cursor_have_a_link_to_their_next_page(api):
    for number in range(3):
        api.issued(key=str(number))
    for path, name in (("/units?limit=2&kind=xa", "units"), ("/events?limit=2", "events")):
        first = api.get(path)
        link = first.headers["Link"].partition(">")[0].removeprefix("<")
        second = api.get(link).get_json()
        assert second[name]
        assert not [one for one in second[name] if one in first.get_json()[name]]
    assert "Link" not in api.get("/events?limit=200").headers


def test_a_database_that_is_busy_says_when_to_ask_again(api, monkeypatch):
    def busy(*_args, **_words):
        raise RegisterUnavailable("Sổ đang bận.")

    monkeypatch.setattr("service.api.documents.search.search", busy)
    answer = api.get("/documents")
    assert (answer.status_code, answer.get_json()["code"]) == (503, "register_unavailable")
    assert int(answer.headers["Retry-After"]) > 0
