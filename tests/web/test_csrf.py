"""Which forms are ours: the token, its age, the cookie and its flags."""

from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

from service.web.csrf import COOKIE, FormGuard

HOUR = 3600


def send(client: FlaskClient, **fields: str) -> Any:
    return client.post("/van-ban/moi", data={"type": "ke_hoach", **fields})


def test_what_a_form_of_ours_sends_is_done(client: FlaskClient, opened: Any) -> None:
    assert send(client, csrf=opened.value("csrf")).status_code == 302


@pytest.mark.parametrize("token", [None, "", "forged", "other cookie"])
def test_what_another_site_sends_is_not(client: FlaskClient, opened: Any, token: str | None) -> None:
    fields = {} if token is None else {"csrf": token}
    if token == "other cookie":
        client.set_cookie(COOKIE, "0" * 32)
        fields = {"csrf": opened.value("csrf")}
    answer = send(client, **fields)
    assert answer.status_code == 403
    assert answer.mimetype == "text/html"


@pytest.mark.parametrize("cookie", ["é", "đ" * 32, "x" * 5000, '"', ""])
def test_a_strange_cookie_is_a_form_of_somebody_else(client: FlaskClient, opened: Any, cookie: str) -> None:
    session = client.get_cookie("van_ban")
    assert session is not None
    headers = {"Cookie": f"van_ban={session.value}; {COOKIE}={cookie}"}
    data = {"csrf": opened.value("csrf"), "type": "ke_hoach"}
    plain = client.application.test_client(use_cookies=False)
    assert plain.post("/van-ban/moi", data=data, headers=headers).status_code == 403
    shown = plain.get("/van-ban/moi", headers=headers)
    assert shown.status_code == 200
    mark = shown.headers["Set-Cookie"].split(";")[0].removeprefix(f"{COOKIE}=")
    assert len(mark) == 32
    assert mark.isascii()


@pytest.mark.parametrize(
    ("age", "is_ours"), [(0, True), (HOUR - 60, True), (HOUR + 60, False), (30 * 24 * HOUR, False)]
)
def test_a_form_is_ours_for_the_hours_of_the_settings(
    app: Flask, monkeypatch: pytest.MonkeyPatch, age: int, *, is_ours: bool
) -> None:
    guard = FormGuard("k" * 40, valid_hours=1)
    real = TimestampSigner.get_timestamp
    with monkeypatch.context() as earlier:
        earlier.setattr(TimestampSigner, "get_timestamp", lambda signer: real(signer) - age)
        with app.test_request_context():
            token = guard.token("a" * 32)
    with app.test_request_context(
        method="POST", data={"csrf": token}, headers={"Cookie": f"{COOKIE}={'a' * 32}"}
    ):
        assert guard.is_ours() == is_ours


def test_a_token_of_another_installation_is_not_ours(app: Flask) -> None:
    with app.test_request_context():
        token = FormGuard("o" * 40, valid_hours=1).token("a" * 32)
    with app.test_request_context(
        method="POST", data={"csrf": token}, headers={"Cookie": f"{COOKIE}={'a' * 32}"}
    ):
        assert not FormGuard("k" * 40, valid_hours=1).is_ours()


@pytest.mark.parametrize(("url", "is_secure"), [("http://127.0.0.1/", False), ("https://van-ban.vn/", True)])
def test_the_cookie_is_for_no_script_and_no_other_site(url: str, *, is_secure: bool) -> None:
    guard = FormGuard("k" * 40, valid_hours=1)
    response = Response()
    with Flask("t").test_request_context(base_url=url):
        guard.remember(response, "a" * 32)
    flags = {part.strip() for part in response.headers["Set-Cookie"].split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= flags
    assert ("Secure" in flags) == is_secure
