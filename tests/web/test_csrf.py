"""Which forms are ours: the token, its age, the cookie and its flags."""

import io
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

from service.http_answers import DOCX
from service.issuing.desk import Desk
from service.web.csrf import COOKIE, FormGuard

HOUR = 3600


@pytest.fixture
def sample(desk: Desk) -> bytes:
    return desk.catalogue.get("ke_hoach").files["sample.minimal.yaml"]


def upload(client: FlaskClient, content: bytes, **fields: str) -> Any:
    data = {"action": "signature", "file": (io.BytesIO(content), "a.yaml"), **fields}
    return client.post("/types/ke_hoach/upload", data=data, content_type="multipart/form-data")


def test_a_file_that_a_form_of_ours_sends_becomes_a_document(
    client: FlaskClient, opened: Any, sample: bytes
) -> None:
    answer = upload(client, sample, csrf=opened.value("csrf"))
    assert answer.status_code == 200
    assert answer.mimetype == DOCX


@pytest.mark.parametrize("token", [None, "", "forged", "other cookie"])
def test_a_file_that_another_site_sends_becomes_none(
    client: FlaskClient, opened: Any, sample: bytes, token: str | None
) -> None:
    fields = {} if token is None else {"csrf": token}
    if token == "other cookie":
        client.set_cookie(COOKIE, "0" * 32)
        fields = {"csrf": opened.value("csrf")}
    answer = upload(client, sample, **fields)
    assert answer.status_code == 403
    assert answer.mimetype == "text/html"


@pytest.mark.parametrize("cookie", ["é", "đ" * 32, "x" * 5000, '"', ""])
def test_a_strange_cookie_is_a_form_of_somebody_else(
    client: FlaskClient, opened: Any, sample: bytes, cookie: str
) -> None:
    headers = {"Cookie": f"{COOKIE}={cookie}"}
    data = {"csrf": opened.value("csrf"), "file": (io.BytesIO(sample), "a.yaml")}
    plain = client.application.test_client(use_cookies=False)
    sent = plain.post("/types/ke_hoach/upload", data=data, headers=headers)
    assert sent.status_code == 403
    shown = plain.get("/types/ke_hoach", headers=headers)
    assert shown.status_code == 200
    mark = shown.headers["Set-Cookie"].split(";")[0].removeprefix(f"{COOKIE}=")
    assert len(mark) == 32
    assert mark.isascii()


@pytest.mark.parametrize(
    ("age", "is_ours"), [(0, True), (HOUR - 60, True), (HOUR + 60, False), (30 * 24 * HOUR, False)]
)
def test_a_form_is_ours_for_the_hours_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, age: int, *, is_ours: bool
) -> None:
    guard = FormGuard("k" * 40, valid_hours=1)
    real = TimestampSigner.get_timestamp
    with monkeypatch.context() as earlier:
        earlier.setattr(TimestampSigner, "get_timestamp", lambda signer: real(signer) - age)
        token = guard.token("a" * 32)
    with Flask("t").test_request_context(
        method="POST", data={"csrf": token}, headers={"Cookie": f"{COOKIE}={'a' * 32}"}
    ):
        assert guard.is_ours() == is_ours


def test_a_token_of_another_installation_is_not_ours() -> None:
    token = FormGuard("o" * 40, valid_hours=1).token("a" * 32)
    with Flask("t").test_request_context(
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
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= flags
    assert ("Secure" in flags) == is_secure


def test_half_a_sign_in_a_file_is_a_fault_beside_its_field(client: FlaskClient, opened: Any) -> None:
    content = (
        b'{"office": "\\ud800", "subject": "\\ud800", "\\udfff": 1, "content": {"objectives": "a\\ud800b"}}'
    )
    data = {"csrf": opened.value("csrf"), "action": "open", "file": (io.BytesIO(content), "a.json")}
    answer = client.post("/types/ke_hoach/upload", data=data)
    assert answer.status_code == 422
    assert 'href="#subject"' in answer.get_data(as_text=True)
