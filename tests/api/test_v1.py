"""Types, previews and small services: what the API had first, behind a token now."""

import io
import json
from typing import Any

import docx
import jsonschema_rs
import pytest

from service.api.problems import MEDIA_TYPE
from service.domain.text_commands import COMMANDS
from service.http_answers import DOCX, PDF

PREVIEWS = "/types/ke_hoach/previews"


@pytest.fixture
def api(shared_api):
    return shared_api


@pytest.fixture
def sample(api) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/types/ke_hoach/sample?name=minimal").get_json()
    return found


def test_the_list_of_types_leads_to_each_of_them(api):
    types = api.get("/types").get_json()["types"]
    assert [one["kind"] for one in types if one["slug"] == "ke_hoach"] == ["KH"]
    for one in types:
        for name in ("self", "schema", "sample", "versions", "table"):
            assert api.get(one["links"][name]).status_code == 200


def test_the_schema_stands_alone_and_takes_the_sample(api):
    schema = api.get("/types/ke_hoach/schema").get_json()
    assert "common.yaml" not in json.dumps(schema)
    content = api.get("/types/ke_hoach/sample").get_json()["content"]
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(content)


def test_the_schema_keeps_the_order_of_the_document(api, catalogue):
    served = api.get("/types/ke_hoach/schema").get_json()
    assert list(served["properties"]) == list(catalogue.get("ke_hoach").schema["properties"])


@pytest.mark.parametrize("accept", [DOCX, "*/*", None])
def test_a_preview_is_a_docx_by_default(api, sample, accept):
    headers = {"Accept": accept} if accept else {}
    answer = api.post(PREVIEWS, json=sample, headers=headers)
    assert answer.status_code == 200
    assert answer.mimetype == DOCX
    docx.Document(io.BytesIO(answer.data))
    assert 'filename="KH-UBND_2026_du-thao.docx"' in answer.headers["Content-Disposition"]


def test_a_preview_as_json_says_what_is_in_it(api, sample):
    answer = api.post(PREVIEWS, json=sample, headers={"Accept": "application/json"}).get_json()
    assert "[VB Tên loại] KẾ HOẠCH" in answer["outline"]
    assert [one for one in answer["findings"] if one["severity"] == "error"] == []
    assert isinstance(answer["questions"], list)


def test_a_preview_with_gaps_shows_what_there_is_and_lists_what_is_missing(api, sample):
    content = {name: value for name, value in sample["content"].items() if name != "closing"}
    given, wanted = {**sample, "content": content}, {"Accept": "application/json"}
    answer = api.post(f"{PREVIEWS}?gaps=true", json=given, headers=wanted).get_json()
    assert "[chưa có: Kết thúc]" in answer["outline"]
    assert [one["path"] for one in answer["faults"]] == ["content.closing"]
    assert api.post(PREVIEWS, json=given, headers=wanted).status_code == 422
    assert api.post(f"{PREVIEWS}?gaps=true", json=given, headers={"Accept": DOCX}).status_code == 422
    assert api.post(PREVIEWS, json=sample, headers=wanted).get_json()["faults"] == []


def test_a_specimen_has_number_and_day_and_a_preview_has_none(api, sample):
    wanted = {"Accept": "application/json"}
    blank = api.post(PREVIEWS, json=sample, headers=wanted).get_json()["outline"]
    specimen = api.post(f"{PREVIEWS}?specimen=true", json=sample, headers=wanted).get_json()["outline"]
    assert "01/KH-UBND" in specimen
    assert "01/KH-UBND" not in blank
    assert "ngày 05 tháng 3 năm 2026" in specimen


def test_yaml_is_taken_as_well_as_json(api, catalogue):
    raw = catalogue.get("ke_hoach").files["sample.minimal.yaml"]
    answer = api.post(PREVIEWS, data=raw, content_type="application/yaml")
    assert answer.mimetype == DOCX


def test_the_type_may_be_left_to_the_address_but_not_differ(api, sample):
    del sample["type"]
    assert api.post(PREVIEWS, json=sample).status_code == 200
    answer = api.post(PREVIEWS, json={**sample, "type": "bao_cao"})
    assert answer.status_code == 422
    assert [(one["path"], one["code"]) for one in answer.get_json()["errors"]] == [("type", "type_differs")]


def test_another_type_is_said_together_with_the_other_faults(api, sample):
    answer = api.post(PREVIEWS, json={**sample, "type": "bao_cao", "surplus": 1})
    assert {one["path"] for one in answer.get_json()["errors"]} == {"type", "surplus"}


def test_all_faults_come_at_once_with_their_paths(api, sample):
    del sample["subject"]
    sample["content"]["surplus"] = 1
    sample["month"] = "2026-13"
    answer = api.post(PREVIEWS, json=sample)
    assert answer.status_code == 422
    assert answer.mimetype == MEDIA_TYPE
    paths = {one["path"] for one in answer.get_json()["errors"]}
    assert {"subject", "content.surplus", "month"} <= paths
    assert all(one["code"] and one["message"] for one in answer.get_json()["errors"])


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("get", "/api/v1/nothing", {}, 404, "not_found"),
        ("get", "/api/nothing", {}, 404, "not_found"),
        ("get", "/types/nothing", {}, 404, "unknown_document_type"),
        ("get", "/types/..%2F..%2Fetc", {}, 404, "not_found"),
        ("get", "/text/nothing", {}, 404, "not_found"),
        ("get", "/documents/nothing", {}, 404, "document_not_found"),
        ("get", "/documents/%00", {}, 404, "not_found"),
        ("get", "/register/2026.exe", {}, 404, "not_found"),
        ("get", PREVIEWS, {}, 405, "method_not_allowed"),
        ("call:DELETE", "/types", {}, 405, "method_not_allowed"),
        ("call:OPTIONS", "/types", {}, 405, "method_not_allowed"),
        ("post", PREVIEWS, {"json": {}, "headers": {"Accept": "image/png"}}, 406, "not_acceptable"),
        ("get", "/types", {"headers": {"Accept": "text/html"}}, 406, "not_acceptable"),
        ("get", "/types?surplus=1", {}, 400, "invalid_parameter"),
        ("get", "/documents?limit=0", {}, 400, "invalid_parameter"),
        ("get", "/documents?limit=1&limit=2", {}, 400, "invalid_parameter"),
        ("get", "/documents?from=2026-02-30", {}, 400, "invalid_parameter"),
        ("get", "/documents?cursor=x", {}, 400, "invalid_parameter"),
        ("post", PREVIEWS, {"data": "x" * 700_000, "content_type": "application/json"}, 413, "too_large"),
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
        (
            "post",
            PREVIEWS,
            {"data": '{"a":"\\ud800"}', "content_type": "application/json"},
            400,
            "unreadable_input",
        ),
        (
            "post",
            PREVIEWS,
            {"data": '{"a":"\\u0000"}', "content_type": "application/json"},
            400,
            "unreadable_input",
        ),
        (
            "post",
            PREVIEWS,
            {"data": '{"a":NaN}', "content_type": "application/json"},
            400,
            "unreadable_input",
        ),
        (
            "post",
            PREVIEWS,
            {"data": '{"a":' + "[" * 5000, "content_type": "application/json"},
            400,
            "unreadable_input",
        ),
        ("post", PREVIEWS, {"data": b"\xff", "content_type": "application/json"}, 400, "unreadable_input"),
        (
            "post",
            PREVIEWS,
            {"data": "{" + "," * 60_000, "content_type": "application/json"},
            422,
            "too_many_fields",
        ),
        ("post", PREVIEWS, {"json": {}}, 422, "invalid_input"),
        ("post", "/types/nothing/previews", {"json": {}}, 404, "unknown_document_type"),
        ("post", "/documents", {"json": {}}, 422, "invalid_input"),
        ("post", "/documents", {"json": {"type": "nothing"}}, 422, "invalid_input"),
        (
            "post",
            "/checks",
            {"data": {"file": (io.BytesIO(b"PK nothing"), "x.docx")}},
            400,
            "unreadable_input",
        ),
        (
            "post",
            "/checks",
            {"data": {"other": "x"}, "content_type": "multipart/form-data"},
            422,
            "invalid_input",
        ),
    ],
)
def test_every_error_is_a_problem_document(api, method, path, options, *, status, code):
    name, _, verb = method.partition(":")
    answer = getattr(api, name)(*([verb] if verb else []), path, **options)
    assert answer.status_code == status
    assert answer.mimetype == MEDIA_TYPE
    body = answer.get_json()
    assert body["status"] == status
    assert body["code"] == code
    assert {"type", "title", "detail", "errors"} <= body.keys()


def test_a_wrong_method_says_which_are_right(api):
    assert "POST" in api.get(PREVIEWS).headers["Allow"]


def test_a_pdf_without_libreoffice_is_refused_in_words(api, sample):
    answer = api.post(PREVIEWS, json=sample, headers={"Accept": PDF})
    assert answer.status_code == 406
    assert answer.get_json()["code"] == "converter_missing"


@pytest.mark.office
def test_a_preview_can_be_a_pdf(office_api, sample):
    answer = office_api.post(PREVIEWS, json=sample, headers={"Accept": PDF})
    assert answer.mimetype == PDF
    assert answer.data.startswith(b"%PDF-")
    assert 'filename="KH-UBND_2026_du-thao.pdf"' in answer.headers["Content-Disposition"]


def test_a_value_is_asked_a_thousand_times_and_no_more(api):
    assert api.get("/text/number-words?" + "&".join(["value=1"] * 1000)).status_code == 200
    answer = api.get("/text/number-words?" + "&".join(["value=1"] * 1001))
    assert (answer.status_code, [one["path"] for one in answer.json["errors"]]) == (400, ["value"])


def test_text_services_answer_each_value_in_order(api):
    answer = api.get("/text/number-words", query_string=[("value", "90.50"), ("value", "x")])
    first, second = answer.get_json()["answers"]
    assert first["refused"] is False
    assert second["refused"] is True


@pytest.mark.parametrize("command", COMMANDS)
def test_every_text_service_has_an_address(api, command):
    assert api.get(f"/text/{command}?value=1").status_code == 200


def test_units_are_found_by_province_and_page_by_page(api):
    seen, cursor = [], ""
    while cursor is not None:
        page = api.get(f"/units?province=51&kind=xa&limit=40&cursor={cursor}").get_json()
        seen += [one["code"] for one in page["units"]]
        cursor = page["next"]
    assert "21484" in seen
    assert len(seen) == len(set(seen))
    assert api.get("/units?q=ba to").get_json()["units"][0]["name"] == "Ba Tơ"


def test_vietnamese_is_readable_in_the_answers(api):
    assert "Kế hoạch" in api.get("/types").get_data(as_text=True)
