"""A look at one row of a table before the batch is started: the document that the batch would make, or its faults."""

import base64
import io
from typing import Any

import docx
import pytest

from service.http_answers import DOCX, PDF
from service.jobs.working import Worker
from service.register.models import BatchItem
from tests.api.conftest import OFFICE, OTHER_OFFICE, Api
from tests.jobs.batch_office import Heard

ROWS = [{"unit.code": code} for code in ("21484", "21529", "99999")]


def body_of(api: Api, **words: Any) -> dict[str, Any]:
    plan = api.plan(subject="Dân vận của {đơn vị}")
    return {"type": "ke_hoach", "plan": plan, "rows": ROWS, "by": "office", **words}


def looked_at(api: Api, row: Any, accept: str = "application/json", *, token: str = "", **words: Any) -> Any:
    address, headers = f"/batches/previews?row={row}", {"Accept": accept}
    return api.post(address, json=body_of(api, **words), headers=headers, token=token)


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_a_row_is_shown_as_json_with_what_is_in_its_document(shared_api: Api) -> None:
    seen = looked_at(shared_api, 3).get_json()
    unit = next(
        one
        for one in shared_api.get("/units?province=51&kind=xa&limit=200").get_json()["units"]
        if one["code"] == "21529"
    )
    assert f"Dân vận của {unit['full_name']}" in seen["outline"]
    assert seen["utf8_name"] == f"Xem thử, {unit['full_name']}.docx"
    assert [one for one in seen["findings"] if one["severity"] == "error"] == []
    assert seen["faults"] == []


@pytest.mark.parametrize("by", ["office", "units"])
def test_what_is_shown_is_what_the_batch_then_makes(api: Api, by: str) -> None:
    api.app.extensions["engine"] = Heard()
    seen = looked_at(api, 2, DOCX, by=by, rows=ROWS[:2])
    assert (seen.status_code, seen.mimetype) == (200, DOCX)
    assert seen.headers["Content-Disposition"].startswith('attachment; filename="xem-thu_2_')
    batch = api.post("/batches", json=body_of(api, by=by, rows=ROWS[:2]), key="k").get_json()["id"]
    worker = Worker(api.desk.door.register(), api.desk.catalogue, api.desk.now, 30.0)  # type: ignore[union-attr]
    while worker.work(batch):
        pass
    made = api.get(f"/batches/{batch}/items/1.docx").data
    texts = [[one.text for one in docx.Document(io.BytesIO(one)).paragraphs] for one in (seen.data, made)]
    assert texts[0] == texts[1] != []


def test_to_look_keeps_nothing(api: Api) -> None:
    assert looked_at(api, 2).status_code == 200
    assert api.get("/documents").get_json()["documents"] == []
    assert api.get("/batches").get_json()["batches"] == []
    assert api.look(lambda session, _: session.query(BatchItem).count()) == 0


def test_a_row_with_faults_is_told_with_its_own_alone(shared_api: Api) -> None:
    rows = [{"unit.code": "88888"}, *ROWS]
    refused = looked_at(shared_api, 5, rows=rows)
    assert said(refused) == (422, "table_refused")
    problem = refused.get_json()
    assert [one["cell"] for one in problem["errors"]] == ["[3].unit.code"]
    assert (problem["rows"], problem["valid"], problem["error_count"]) == (1, 0, 1)


def test_a_row_that_the_table_has_not_is_named(shared_api: Api) -> None:
    for row in (1, 5, 200_000):
        refused = looked_at(shared_api, row)
        assert said(refused) == (422, "invalid_input")
        assert [one["path"] for one in refused.get_json()["errors"]] == ["row"]


def test_a_table_without_a_row_is_refused_as_a_table(shared_api: Api) -> None:
    empty = {"name": "bang.csv", "content": base64.b64encode("Mã đơn vị\n".encode()).decode()}
    body = {**body_of(shared_api), "table": empty}
    del body["rows"]
    assert said(shared_api.post("/batches/previews?row=2", json=body)) == (422, "table_refused")


def test_questions_that_the_number_will_ask_are_told(shared_api: Api) -> None:
    plan = shared_api.plan()
    del plan["content"]["citations"][0]["date"]
    asked = looked_at(shared_api, 2, plan=plan).get_json()["questions"]
    checked = shared_api.post("/batches/checks", json=body_of(shared_api, plan=plan)).get_json()["questions"]
    assert {one["code"] for one in asked} == {one["code"] for one in checked} != set()


def undated(api: Api) -> dict[str, Any]:
    """A plan about which a question is asked in every row."""
    plan = api.plan(subject="Dân vận của {đơn vị}")
    del plan["content"]["citations"][0]["date"]
    return plan


def test_what_a_preview_offers_as_acknowledge_answers_for_its_row(api: Api) -> None:
    plan, two = undated(api), ROWS[:2]
    asked = looked_at(api, 2, plan=plan, rows=two).get_json()["questions"]
    assert [one["code"] for one in asked] == ["citation_undated"]
    given = [one["acknowledge"] for one in asked]
    assert looked_at(api, 2, plan=plan, rows=two, acknowledged=given).get_json()["questions"] == []
    assert looked_at(api, 3, plan=plan, rows=two, acknowledged=given).get_json()["questions"] != []
    body = body_of(api, plan=plan, rows=two, intent="issue", acknowledged=given)
    open_still = api.post("/batches", json=body, key="b")
    assert said(open_still) == (422, "open_questions")
    assert [one["rows"] for one in open_still.get_json()["questions"]] == [[3]]
    rest = looked_at(api, 3, plan=plan, rows=two, acknowledged=given).get_json()["questions"]
    body["acknowledged"] = [*given, *(one["acknowledge"] for one in rest)]
    assert api.post("/batches", json=body, key="b").status_code == 201


def test_what_was_acknowledged_by_code_is_asked_in_no_row(shared_api: Api) -> None:
    for row in (2, 3):
        seen = looked_at(shared_api, row, plan=undated(shared_api), acknowledged=["citation_undated"])
        assert seen.get_json()["questions"] == []
    body = body_of(shared_api, plan=undated(shared_api), acknowledged=["citation_undated"])
    assert shared_api.post("/batches/checks", json=body).get_json()["questions"] == []


def test_a_row_is_counted_alike_in_previews_faults_questions_and_items(api: Api) -> None:
    api.app.extensions["engine"] = Heard()
    rows = [*ROWS[:2], {"unit.code": "88888"}]
    plan = undated(api)
    checked = api.post("/batches/checks", json=body_of(api, plan=plan, rows=rows)).get_json()
    assert [one["row"] for one in checked["errors"]] == [4]
    assert [one["rows"] for one in checked["questions"]] == [[2, 3]]
    assert [one["row"] for one in looked_at(api, 4, rows=rows).get_json()["errors"]] == [4]
    batch = api.post("/batches", json=body_of(api, rows=rows, valid_only=True), key="b").get_json()
    items = api.get(batch["links"]["items"]).get_json()["items"]
    assert [(one["number"], one["row"]) for one in items] == [(1, 2), (2, 3)]
    for item in items:
        assert item["unit_name"] in looked_at(api, item["row"], rows=rows).get_json()["utf8_name"]


def test_who_may_make_no_batch_and_an_office_that_is_not_the_tokens_are_refused(shared_api: Api) -> None:
    administrator = shared_api.token(f"administrator@{OFFICE}")
    assert said(looked_at(shared_api, 2, token=administrator)) == (403, "not_allowed")
    plan = shared_api.plan(office=OTHER_OFFICE)
    assert said(looked_at(shared_api, 2, plan=plan)) == (403, "wrong_office")
    assert said(looked_at(shared_api, 2, by="units", intent="issue")) == (422, "units_number_themselves")


def test_in_the_sandbox_the_mark_stands_on_the_pages(api: Api) -> None:
    content = looked_at(api, 2, DOCX, token=api.token(live=False)).data
    headers = [one.header._element.xml for one in docx.Document(io.BytesIO(content)).sections]
    assert any("BẢN THỬ" in one for one in headers)


def test_a_pdf_needs_libreoffice(shared_api: Api) -> None:
    assert said(looked_at(shared_api, 2, PDF)) == (406, "converter_missing")


@pytest.mark.office
def test_a_row_can_be_seen_as_a_pdf(office_api: Api) -> None:
    answer = looked_at(office_api, 2, PDF)
    assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize("row", ["", "0", "-1", "1.5", "x", "9" * 30, "%ED%A0%80", "2&row=3", "٣"])
def test_a_number_that_no_row_can_have_is_a_fault_of_the_address(shared_api: Api, row: str) -> None:
    assert said(looked_at(shared_api, row)) == (400, "invalid_parameter")


def test_the_address_takes_no_other_method(shared_api: Api) -> None:
    assert said(shared_api.get("/batches/previews")) == (405, "method_not_allowed")
