"""Who may call what: every route by no token, wrong scope, wrong office, expired, revoked; and how often."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from service.api.codes import CODES
from service.api.openapi import codes_of
from service.api.table import ENDPOINTS
from service.register import people, tokens
from service.register.canonical import digest
from service.register.models import ApiToken
from service.register.tokens import Scope
from tests.api.conftest import NOON, OFFICE, OTHER_OFFICE, SETTINGS, made_api

ROUTES = [(one.method, one.path, one.scope) for one in ENDPOINTS]
ARGUMENTS = {
    "slug": "ke_hoach",
    "command": "sort",
    "office_id": OFFICE,
    "year": "2026",
    "file_format": "csv",
    "position": "1",
    "version": "1",
    "number": "1",
    "group": "drafts",
    "unit": "21523",
}


def address(path: str) -> str:
    for name, value in ARGUMENTS.items():
        path = path.replace(f"{{{name}}}", value)
    return re.sub(r"\{[a-z]+_id\}", "019cbc5d", path)


def said(answer):
    return answer.status_code, answer.get_json()["code"]


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES)
def test_every_route_asks_for_a_token_that_holds_and_has_its_scope(shared_api, method, path, scope):
    api = shared_api
    where = address(path)
    assert said(api.call(method, where, token=None)) == (401, "token_missing")
    assert said(api.call(method, where, token="live_wrong")) == (401, "token_invalid")
    assert said(api.call(method, where, token=None, headers={"Authorization": "Basic eDp5"})) == (
        401,
        "token_missing",
    )
    others = tuple(one for one in Scope if one is not scope)
    assert said(api.call(method, where, token=api.token(scopes=others))) == (403, "scope_missing")
    assert said(api.call(method, where, token=api.token(days=0))) == (401, "token_expired")


@pytest.mark.parametrize(
    "path", [one.path for one in ENDPOINTS if "{document_id}" in one.path and one.method == "GET"]
)
def test_a_document_of_another_office_does_not_exist(api, path):
    own = api.issued().get_json()["id"]
    where = path.replace("{document_id}", own).replace("{position}", "1").replace("{version}", "1")
    where = where.replace("{slug}", "bao_cao")
    stranger = api.token(office=OTHER_OFFICE)  # the operator, who may see both offices
    assert said(api.get(where, token=stranger)) == (404, "document_not_found")
    sandbox = api.token(live=False)
    assert said(api.get(where, token=sandbox)) == (404, "document_not_found")


def test_settings_of_another_office_do_not_exist(api):
    assert said(api.get(f"/offices/{OTHER_OFFICE}/settings")) == (404, "office_not_found")


def test_an_input_for_another_office_is_refused(api):
    answer = api.post("/documents", json=api.plan(office=OTHER_OFFICE))
    assert said(answer) == (403, "wrong_office")
    assert api.get("/documents").get_json()["documents"] == []


def test_a_token_may_no_more_than_its_user(api):
    drafter = api.token(f"drafter@{OFFICE}")
    assert said(api.issued(token=drafter)) == (403, "not_allowed")
    assert api.post("/documents", json=api.plan(), token=drafter).status_code == 201


def test_an_issue_needs_the_scope_besides_the_role(api):
    officer = api.token(f"records_officer@{OFFICE}", scopes=(Scope.READ, Scope.DRAFT))
    assert said(api.issued(token=officer)) == (403, "scope_missing")
    officer = api.token(f"records_officer@{OFFICE}", scopes=(Scope.READ, Scope.DRAFT, Scope.ISSUE))
    assert api.issued(token=officer).status_code == 201


def test_a_revoked_token_refuses_from_the_next_request_on(api):
    made = api.post("/tokens", json={"name": "app", "scopes": ["read"], "livemode": True}).get_json()
    assert api.get("/types", token=made["secret"]).status_code == 200
    assert api.call("DELETE", f"/tokens/{made['id']}").status_code == 204
    assert said(api.get("/types", token=made["secret"])) == (401, "token_revoked")
    assert api.call("DELETE", f"/tokens/{made['id']}").status_code == 409


def test_the_token_of_a_user_who_was_switched_off_refuses(api):
    secret = api.token(f"drafter@{OFFICE}")
    user = api.get("/users").get_json()["users"]
    drafter = next(one["id"] for one in user if one["login"] == f"drafter@{OFFICE}")
    api.do(people.set_active, user_id=drafter, is_active=False)
    assert said(api.get("/types", token=secret)) == (401, "token_revoked")


def test_a_secret_is_shown_once_and_kept_nowhere(api):
    made = api.post("/tokens", json={"name": "app", "scopes": ["read"]}, key="k")
    secret = made.get_json()["secret"]
    assert secret.startswith("test_")
    assert len(secret) >= 40
    assert secret not in api.get("/tokens").get_data(as_text=True)
    path = Path(api.desk.door.url.removeprefix("sqlite:///"))
    kept = b"".join(
        one.read_bytes() for one in path.parent.glob(f"{path.name}*")
    )  # with what is not yet in the file
    assert digest(secret.encode()).encode() in kept
    assert secret.encode() not in kept


def test_nobody_but_the_operator_makes_a_token_of_the_operator(api):
    administrator = api.token(f"administrator@{OFFICE}")
    body = {"name": "app", "scopes": ["issue"], "login": "operator", "livemode": True}
    assert said(api.post("/tokens", json=body, token=administrator)) == (403, "not_allowed")
    body["login"] = f"drafter@{OTHER_OFFICE}"
    assert said(api.post("/tokens", json=body, token=administrator)) == (422, "invalid_entry")
    body["login"] = f"drafter@{OFFICE}"
    assert api.post("/tokens", json=body, token=administrator).status_code == 201


def test_a_test_token_touches_neither_people_nor_settings_nor_live_tokens(api):
    secret = api.token(live=False)
    for method, path, body in (
        ("POST", "/tokens", {"name": "app", "scopes": ["read"], "livemode": True}),
        ("POST", "/users", {"login": "x", "name": "X", "role": "drafter"}),
        ("PATCH", f"/offices/{OFFICE}/settings", {"steps": []}),
        ("DELETE", "/tokens/019cbc5d", None),
    ):
        assert said(api.call(method, path, token=secret, json=body)) == (403, "live_token_required")


def test_the_last_use_is_kept_now_and_then_not_for_each_request(api):
    secret = api.token(scopes=(Scope.READ,))

    def last_use():
        return tokens.credential(api.desk.door.register(), secret, now=NOON).last_used_at

    api.get("/types", token=secret)
    first = last_use()
    assert first == NOON
    api.later(minutes=1)
    api.get("/types", token=secret)
    assert last_use() == first
    api.later(minutes=10)
    api.get("/types", token=secret)
    assert last_use() == NOON + timedelta(minutes=11)
    assert ApiToken.__table__.c.last_used_at.nullable


def test_too_many_requests_wait_and_go_on(seed, tmp_path, catalogue):
    api = made_api(seed, tmp_path, catalogue, replace(SETTINGS, api_requests_per_minute=3), None)
    assert [api.get("/types").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = api.get("/types")
    assert said(refused) == (429, "rate_limited")
    assert int(refused.headers["Retry-After"]) == 20
    assert api.get("/types", token=api.token(scopes=(Scope.READ,))).status_code == 200
    api.later(seconds=20)
    assert api.get("/types").status_code == 200


def test_a_refused_token_is_told_how_to_come_in(api):
    assert api.get("/types", token=None).headers["WWW-Authenticate"].startswith("Bearer")
    assert "invalid_token" in api.get("/types", token="test_x").headers["WWW-Authenticate"]


def test_every_code_that_an_endpoint_names_is_known():
    for endpoint in ENDPOINTS:
        assert set(codes_of(endpoint)) <= set(CODES), endpoint.path


def test_the_description_and_its_page_are_open(api):
    for path in ("/openapi.json", "/docs", "/docs/start.js"):
        assert api.get(path, token=None).status_code == 200


def test_a_token_ends_when_its_last_day_is_over_in_the_offices_time(api):
    body = {"name": "Phần mềm một cửa", "scopes": ["read"], "expires_on": "2026-12-31"}
    answer = api.post("/tokens", json=body, key="until")
    assert (answer.status_code, answer.json["expires_at"]) == (201, "2026-12-31T17:00:00+00:00")


@pytest.mark.parametrize("days", [0, None])
def test_an_application_is_not_told_commands_of_the_server(api, days):
    refused = api.get("/types", token="live_wrong" if days is None else api.token(days=days))
    assert refused.status_code == 401
    assert refused.get_json()["detail"].endswith("Lấy mã mới.")
