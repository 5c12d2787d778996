"""What belongs to another office, or to the sandbox, does not exist: every route that takes an id, in a table."""

import base64
import io
import re
import uuid
from typing import Any

import psycopg
import pytest

from service.api.table import ENDPOINTS
from service.register import people, webhooks
from tests.api.conftest import OFFICE, OTHER_OFFICE, SETTINGS, Api, api_at, found
from tests.conftest import POSTGRES_URL

FILE = {"name": "x.pdf", "content": base64.b64encode(b"%PDF-1.7").decode()}
BODIES: dict[str, dict[str, Any]] = {
    "issue": {"signed_on": "2026-03-05"},
    "return_to_drafter": {"remark": "x"},
    "dispatch": {"sendings": [{"dispatched_on": "2026-03-05"}]},
    "void": {"reason": "x"},
    "recall": {"code": "9/TB-UBND", "issued_on": "2026-03-05"},
    "attach_files": {"files": [FILE]},
    "replace_document": {"type": "ke_hoach"},
    "change_settings": {"name": "Khác"},
    "add_remark": {"body": "x", "draft_version": 1},
    "mend_check": {"certain": True},
    "assign": {"user": "019cbc5d"},
    "sign": {"signed_on": "2026-03-05"},
    "close_series": {"reason": "x"},
    "confirm_series": {"last_number": 1},
    "withdraw_confirmation": {"reason": "x"},
    "set_roles": {"roles": ["drafter"]},
    "set_name": {"name": "Khác"},
    "set_active": {"is_active": False},
    "end_signer": {"valid_until": "2026-03-05"},
    "change_header": {"name": "Khác"},
    "change_recipients": {"recipients": []},
}
PARTS = {"position": "1", "version": "1", "number": "1", "slug": "bao_cao", "file_format": "docx"}
IDS = re.compile(r"\{([a-z]+_id)\}")
WALKED = [one for one in ENDPOINTS if IDS.search(one.path)]
CODES = {
    "document_id": "document_not_found",
    "batch_id": "batch_not_found",
    "check_id": "document_not_found",
    "token_id": "token_not_found",
    "webhook_id": "webhook_not_found",
    "office_id": "office_not_found",
    "series_id": "series_not_found",
    "user_id": "user_not_found",
    "signer_id": "signer_not_found",
}
OF_THE_REAL_OFFICE = {"office_id", "token_id", "user_id"}
"""Settings, tokens and people are those of the real office, whatever the token."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def api(request, tmp_path_factory, catalogue):
    name = f"api_{uuid.uuid4().hex}"
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('offices')}/register.db"
    else:
        url = f"{POSTGRES_URL.rpartition('/')[0]}/{name}"
        on_server(f'CREATE DATABASE "{name}"')
    found(url)
    made = api_at(url, catalogue, SETTINGS)
    yield made
    made.desk.door.register().close()
    if request.param == "postgresql":
        on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def on_server(statement: str) -> None:
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="module")
def owned(api: Api) -> dict[str, str]:
    """One of each in the first office: what the routes are asked for by strangers."""
    document = api.issued(key="own").get_json()["id"]
    check = api.post(
        "/checks?mends=true",
        data={"file": (io.BytesIO(api.get(f"/documents/{document}.docx").data), "x.docx")},
        content_type="multipart/form-data",
    ).get_json()["id"]
    token = api.post("/tokens", json={"name": "x", "scopes": ["read"]}).get_json()["id"]
    hook = api.do(webhooks.add_webhook, OFFICE, "https://a.example/", webhooks.PUSHED).id
    plan = {**api.plan(), "subject": "Dân vận của {đơn vị}"}
    batch = api.post(
        "/batches",
        json={
            "type": "ke_hoach",
            "plan": plan,
            "rows": [{"unit.code": "21484"}],
            "by": "office",
            "acknowledged": ["signer_missing"],
            "valid_only": True,
        },
        key="batch",
    ).get_json()
    return {
        "document_id": document,
        "check_id": check,
        "token_id": token,
        "webhook_id": hook,
        "delivery_id": "019cbc5d",
        "batch_id": batch["id"],
        "office_id": OFFICE,
        "remark_id": "019cbc5d",
        "series_id": api.get("/series").get_json()["series"][0]["id"],
        "user_id": api.do(people.users_of, OFFICE)[0][0].id,
        "signer_id": api.post("/signers", json={"name": "Phạm Văn Đồng", "position": "CHỦ TỊCH"}).get_json()[
            "id"
        ],
    }


def ask(api: Api, endpoint: Any, owned: dict[str, str], token: str) -> Any:
    where = IDS.sub(lambda found: owned[found.group(1)], endpoint.path)
    for name, value in PARTS.items():
        where = where.replace(f"{{{name}}}", value)
    options: dict[str, Any] = {"key": "stranger", "token": token}
    if endpoint.body is not None and endpoint.body.media_types == ("multipart/form-data",):
        options |= {"data": {"file": (io.BytesIO(b"x"), "x.docx")}, "content_type": "multipart/form-data"}
    elif endpoint.body is not None:
        options["json"] = BODIES.get(endpoint.name, {})
    if endpoint.needs_match:
        options["headers"] = {"If-Match": "*"}
    return api.call(endpoint.method, where, **options)


@pytest.mark.parametrize("endpoint", WALKED, ids=lambda one: f"{one.method} {one.path}")
@pytest.mark.parametrize("is_live", [True, False], ids=["another office", "the sandbox"])
def test_what_is_another_offices_does_not_exist(api, owned, endpoint, is_live):
    first = IDS.search(endpoint.path).group(1)
    if first in OF_THE_REAL_OFFICE and not is_live:
        return
    office = OTHER_OFFICE if is_live else OFFICE
    answer = ask(api, endpoint, owned, api.token(office=office, live=is_live))
    assert (answer.status_code, answer.get_json()["code"]) == (404, CODES[first])


def test_the_owner_finds_what_strangers_do_not(api, owned):
    for path in ("/documents/{document_id}", "/checks/{check_id}", "/batches/{batch_id}"):
        where = IDS.sub(lambda found: owned[found.group(1)], path)
        assert api.get(where).status_code == 200
    assert api.get(f"/webhooks/{owned['webhook_id']}/deliveries").status_code == 200


def test_lists_show_the_own_office_only(api, owned):
    stranger = api.token(office=OTHER_OFFICE)
    for path, name in (
        ("/documents", "documents"),
        ("/batches", "batches"),
        ("/webhooks", "webhooks"),
        ("/events", "events"),
    ):
        assert api.get(path, token=stranger).get_json()[name] == [], path
    assert owned["token_id"] not in api.get("/tokens", token=stranger).get_data(as_text=True)
