"""The application around its pages and its API: limits, headers, faults of ours, types that are off."""

import io
import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service import app as app_module
from service.api.problems import MEDIA_TYPE
from service.app import create_app, from_environment
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing import tokens
from service.issuing.desk import TYPES, Desk
from service.issuing.register_door import RegisterDoor
from service.issuing.workplace import Workplace
from service.register.tokens import NewToken, Scope
from service.settings import Settings
from tests.web import people

NOON = datetime(2025, 2, 5, 5, 0, tzinfo=UTC)
PREVIEWS = "/api/v1/types/ke_hoach/previews"
LIMIT = 1_000_000


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> RegisterDoor:
    return RegisterDoor(f"sqlite:///{people.founded(tmp_path_factory.mktemp('app') / 'register.db')}")


@pytest.fixture(scope="module")
def secret(door: RegisterDoor) -> str:
    """A test token of the API."""
    work = Workplace(door.register(), Catalogue(FolderSource(TYPES)), people.ALL_ROLES, lambda: NOON)
    new = NewToken(
        office_id=people.OFFICE,
        login=people.ALL_ROLES,
        name="Thử",
        scopes=tuple(Scope),
        expires_at=NOON + timedelta(days=20_000),
        is_live=False,
    )
    return tokens.add(work, new)[1]


@pytest.fixture
def client(door: RegisterDoor, secret: str) -> FlaskClient:
    desk = Desk(Catalogue(FolderSource(TYPES)), {}, None, lambda: NOON, door)
    app = create_app(Settings(secret_key="k" * 40, max_upload_bytes=LIMIT), desk=desk)
    client = people.signed_in(app, people.ALL_ROLES)
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def stream(client: FlaskClient, path: str, body: bytes, content_type: str) -> Any:
    """Send a body as a server hands on one that comes in chunks: without its length, ended by the stream."""
    return client.post(
        path,
        input_stream=io.BytesIO(body),
        content_type=content_type,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1, 3 * LIMIT])
@pytest.mark.parametrize(
    ("path", "start", "content_type"),
    [
        (PREVIEWS, b"{", "application/json"),
        (PREVIEWS, b"type: ke_hoach\n#", "application/yaml"),
        ("/van-ban/moi", b"subject=", "application/x-www-form-urlencoded"),
    ],
)
def test_the_beginning_of_a_long_stream_is_never_taken_for_the_whole(
    client: FlaskClient, path: str, start: bytes, content_type: str, *, size: int
) -> None:
    answer = stream(client, path, start + b"x" * (size - len(start)), content_type)
    assert answer.status_code == 413


def test_a_stream_within_the_limit_is_read_to_its_end(client: FlaskClient) -> None:
    sample = client.get("/api/v1/types/ke_hoach/sample?name=minimal").get_json()
    of_its_time = json.dumps({**sample, "month": f"{NOON:%Y-%m}"}).encode()  # the office has ended since
    answer = stream(client, PREVIEWS, of_its_time, "application/json")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    form = b"subject=" + b"x" * 1000
    assert stream(client, "/van-ban/moi", form, "application/x-www-form-urlencoded").status_code == 403


def test_a_form_may_be_as_large_as_the_settings_say(client: FlaskClient) -> None:
    multipart = b'--b\r\nContent-Disposition: form-data; name="subject"\r\n\r\n%s\r\n--b--\r\n'
    ways = {"multipart/form-data; boundary=b": multipart, "application/x-www-form-urlencoded": b"subject=%s"}
    for size, status in ((700_000, 403), (LIMIT + 1000, 413)):
        for kind, body in ways.items():
            answer = client.post("/van-ban/moi", data=body % (b"x" * size), content_type=kind)
            assert answer.status_code == status


@pytest.mark.parametrize(
    "path", ["/", "/dang-nhap", "/van-ban/moi", "/nothing", "/api/v1/types", "/api/v1/nothing"]
)
def test_no_other_site_may_frame_an_answer_and_no_cache_keeps_it(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    policy = [part.strip() for part in headers["Content-Security-Policy"].split(";")]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "base-uri 'none'" in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/van-ban/moi", "/api/v1/types"])
def test_a_fault_of_ours_is_in_the_log_whole_and_in_the_answer_not_at_all(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    def broken(_: Catalogue) -> None:
        message = "điều bí mật ở đây"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(Catalogue, "types", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.get(path)
    assert answer.status_code == 500
    assert "bí mật" not in answer.get_data(as_text=True)
    assert "ZeroDivision" not in answer.get_data(as_text=True)
    record = next(one for one in caplog.records if one.exc_info)
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError
    assert path in record.getMessage()


@pytest.mark.parametrize(
    "body",
    [
        b'{"office": "\\ud800"}',
        b'{"subject": "\\ud800", "\\udfff": 1}',
        b'{"content": {"\\ud800": "\\ud800"}}',
        b'{"type": "\\ud800"}',
        b'{"sources": {"plan": "\\ud800"}}',
    ],
)
def test_half_a_sign_is_no_input(client: FlaskClient, body: bytes) -> None:
    for path in (PREVIEWS, PREVIEWS.replace("ke_hoach", "bao_cao")):
        answer = client.post(path, data=body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.mimetype == MEDIA_TYPE
        json.loads(answer.get_data().decode("utf-8"))


def off(slugs: list[str], door: RegisterDoor) -> Desk:
    """A desk on which every type is off."""
    return Desk(
        Catalogue(FolderSource(Path("/nowhere"))),
        dict.fromkeys(slugs, "thiếu template.docx"),
        None,
        lambda: NOON,
        door,
    )


@pytest.mark.parametrize("slugs", [["ke_hoach"], []])
def test_a_service_without_any_type_starts_and_says_so_loudly(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    door: RegisterDoor,
    slugs: list[str],
) -> None:
    monkeypatch.setattr(app_module, "open_desk", lambda _: off(slugs, door))
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    with caplog.at_level(logging.WARNING):
        page = (
            people.signed_in(from_environment(), people.ALL_ROLES).get("/van-ban/moi").get_data(as_text=True)
        )
    loud = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert len(loud) == 1
    assert "KHÔNG CÓ LOẠI VĂN BẢN NÀO" in loud[0]
    assert "./run types check" in loud[0]
    assert "loại văn bản nào dùng được" in page
    for slug in slugs:
        assert slug in page
        assert "thiếu template.docx" in page


def test_a_service_with_types_says_nothing_loudly(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(Catalogue(FolderSource(TYPES)), {"to_trinh": "thiếu template.docx"}, None, lambda: NOON)
    monkeypatch.setattr(app_module, "open_desk", lambda _: desk)
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    with caplog.at_level(logging.WARNING):
        from_environment()
    assert [(one.levelno, "to_trinh" in one.getMessage()) for one in caplog.records] == [
        (logging.WARNING, True)
    ]
