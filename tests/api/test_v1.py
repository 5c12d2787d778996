import io
import json
from typing import Any

import docx
import jsonschema_rs
import pytest
from flask.testing import FlaskClient

from service.api.problems import MEDIA_TYPE
from service.doctypes.catalogue import Catalogue
from service.domain.text_commands import COMMANDS
from service.http_answers import DOCX, PDF

PREVIEWS = "/api/v1/types/ke_hoach/previews"


@pytest.fixture
def sample(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/types/ke_hoach/sample?name=minimal").get_json()
    return found


def test_the_list_of_types_leads_to_each_of_them(client: FlaskClient) -> None:
    types = client.get("/api/v1/types").get_json()["types"]
    assert [one["kind"] for one in types if one["slug"] == "ke_hoach"] == ["KH"]
    for one in types:
        assert client.get(one["links"]["schema"]).status_code == 200
        assert client.get(one["links"]["sample"]).status_code == 200


def test_the_schema_stands_alone_and_takes_the_sample(client: FlaskClient) -> None:
    schema = client.get("/api/v1/types/ke_hoach/schema").get_json()
    assert "common.yaml" not in json.dumps(schema)
    content = client.get("/api/v1/types/ke_hoach/sample").get_json()["content"]
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(content)


def test_the_schema_keeps_the_order_of_the_document(client: FlaskClient, catalogue: Catalogue) -> None:
    served = client.get("/api/v1/types/ke_hoach/schema").get_json()
    assert list(served["properties"]) == list(catalogue.get("ke_hoach").schema["properties"])


@pytest.mark.parametrize("accept", [DOCX, "*/*", None])
def test_a_preview_is_a_docx_by_default(
    client: FlaskClient, sample: dict[str, Any], accept: str | None
) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = client.post(PREVIEWS, json=sample, headers=headers)
    assert answer.status_code == 200
    assert answer.mimetype == DOCX
    docx.Document(io.BytesIO(answer.data))
    assert 'filename="KH-UBND_2026_du-thao.docx"' in answer.headers["Content-Disposition"]


def test_a_preview_as_json_says_what_is_in_it(client: FlaskClient, sample: dict[str, Any]) -> None:
    answer = client.post(PREVIEWS, json=sample, headers={"Accept": "application/json"}).get_json()
    assert "[VB Tên loại] KẾ HOẠCH" in answer["outline"]
    assert [one for one in answer["findings"] if one["severity"] == "error"] == []
    assert isinstance(answer["questions"], list)


def test_a_specimen_has_number_and_day_and_a_preview_has_none(
    client: FlaskClient, sample: dict[str, Any]
) -> None:
    wanted = {"Accept": "application/json"}
    blank = client.post(PREVIEWS, json=sample, headers=wanted).get_json()["outline"]
    specimen = client.post(f"{PREVIEWS}?specimen=true", json=sample, headers=wanted).get_json()["outline"]
    assert "01/KH-UBND" in specimen
    assert "01/KH-UBND" not in blank
    assert "ngày 05 tháng 02 năm 2025" in specimen


def test_yaml_is_taken_as_well_as_json(client: FlaskClient, catalogue: Catalogue) -> None:
    raw = catalogue.get("ke_hoach").files["sample.minimal.yaml"]
    answer = client.post(PREVIEWS, data=raw, content_type="application/yaml")
    assert answer.mimetype == DOCX


def test_the_type_may_be_left_to_the_address_but_not_differ(
    client: FlaskClient, sample: dict[str, Any]
) -> None:
    del sample["type"]
    assert client.post(PREVIEWS, json=sample).status_code == 200
    answer = client.post(PREVIEWS, json={**sample, "type": "bao_cao"})
    assert answer.status_code == 422
    assert [(one["path"], one["code"]) for one in answer.get_json()["errors"]] == [("type", "type_differs")]


def test_another_type_is_said_together_with_the_other_faults(
    client: FlaskClient, sample: dict[str, Any]
) -> None:
    answer = client.post(PREVIEWS, json={**sample, "type": "bao_cao", "surplus": 1})
    assert {one["path"] for one in answer.get_json()["errors"]} == {"type", "surplus"}


def test_all_faults_come_at_once_with_their_paths(client: FlaskClient, sample: dict[str, Any]) -> None:
    del sample["subject"]
    sample["content"]["surplus"] = 1
    sample["office"] = "ubnd-unknown"
    answer = client.post(PREVIEWS, json=sample)
    assert answer.status_code == 422
    assert answer.mimetype == MEDIA_TYPE
    paths = {one["path"] for one in answer.get_json()["errors"]}
    assert {"subject", "content.surplus", "office"} <= paths
    assert all(one["code"] and one["message"] for one in answer.get_json()["errors"])


def test_one_unknown_office_is_one_fault(client: FlaskClient, sample: dict[str, Any]) -> None:
    answer = client.post(PREVIEWS, json={**sample, "office": "ubnd-unknown"})
    assert [one["path"] for one in answer.get_json()["errors"]] == ["office"]


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("get", "/api/v1/nothing", {}, 404, "not_found"),
        ("get", "/api/nothing", {}, 404, "not_found"),
        ("get", "/api/v1/types/nothing", {}, 404, "unknown_document_type"),
        ("get", "/api/v1/text/nothing", {}, 404, "not_found"),
        ("get", PREVIEWS, {}, 405, "method_not_allowed"),
        ("delete", "/api/v1/types", {}, 405, "method_not_allowed"),
        ("post", PREVIEWS, {"json": {}, "headers": {"Accept": "image/png"}}, 406, "not_acceptable"),
        ("post", PREVIEWS, {"data": "x" * 400_000, "content_type": "application/json"}, 413, "too_large"),
        ("post", PREVIEWS, {"data": "a=b", "content_type": "text/plain"}, 415, "unsupported_media_type"),
        ("post", PREVIEWS, {}, 415, "unsupported_media_type"),
        ("post", PREVIEWS, {"data": "{", "content_type": "application/json"}, 400, "unreadable_input"),
        ("post", PREVIEWS, {"data": "[]", "content_type": "application/json"}, 400, "unreadable_input"),
        (
            "post",
            PREVIEWS,
            {"data": '{"a":1,"a":2}', "content_type": "application/json"},
            400,
            "unreadable_input",
        ),
        ("post", PREVIEWS, {"data": b"\xff", "content_type": "application/json"}, 400, "unreadable_input"),
        ("post", PREVIEWS, {"json": {}}, 422, "invalid_input"),
        ("post", "/api/v1/types/nothing/previews", {"json": {}}, 404, "unknown_document_type"),
    ],
)
def test_every_error_is_a_problem_document(
    client: FlaskClient, method: str, path: str, options: dict[str, Any], *, status: int, code: str
) -> None:
    answer = getattr(client, method)(path, **options)
    assert answer.status_code == status
    assert answer.mimetype == MEDIA_TYPE
    body = answer.get_json()
    assert body["status"] == status
    assert body["code"] == code
    assert {"type", "title", "detail", "errors"} <= body.keys()


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    assert "POST" in client.get(PREVIEWS).headers["Allow"]


def test_a_pdf_without_libreoffice_is_refused_in_words(client: FlaskClient, sample: dict[str, Any]) -> None:
    answer = client.post(PREVIEWS, json=sample, headers={"Accept": PDF})
    assert answer.status_code == 406
    assert answer.get_json()["code"] == "converter_missing"


@pytest.mark.office
def test_a_preview_can_be_a_pdf(office_client: FlaskClient, sample: dict[str, Any]) -> None:
    answer = office_client.post(PREVIEWS, json=sample, headers={"Accept": PDF})
    assert answer.mimetype == PDF
    assert answer.data.startswith(b"%PDF-")
    assert 'filename="KH-UBND_2026_du-thao.pdf"' in answer.headers["Content-Disposition"]


def test_text_services_answer_each_value_in_order(client: FlaskClient) -> None:
    answer = client.get("/api/v1/text/number-words", query_string=[("value", "15"), ("value", "x")])
    first, second = answer.get_json()["answers"]
    assert first == {"answer": "mười lăm", "refused": False}
    assert second["refused"] is True


@pytest.mark.parametrize("command", COMMANDS)
def test_every_text_service_has_an_address(client: FlaskClient, command: str) -> None:
    assert client.get(f"/api/v1/text/{command}?value=1").status_code == 200


def test_vietnamese_is_readable_in_the_answers(client: FlaskClient) -> None:
    assert "Kế hoạch" in client.get("/api/v1/types").get_data(as_text=True)
