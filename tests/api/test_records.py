"""Papers from elsewhere over HTTP: the number that was seen or none, and no file twice without a person's word."""

import base64
from typing import Any

import pytest

from tests.api.conftest import OTHER_OFFICE, Api

SCAN = b"%PDF-1.7 signed elsewhere"


def record(content: bytes = SCAN, **words: Any) -> dict[str, Any]:
    file = {"name": "qd.pdf", "content": base64.b64encode(content).decode()}
    return {"kind": "QĐ", "subject": "Khen thưởng", "files": [file], **words}


def entered(api: Api) -> list[str]:
    return [one["code"] for one in api.get("/documents").get_json()["documents"]]


def test_a_number_that_moved_is_refused_and_nothing_is_entered(api: Api) -> None:
    seen = api.get("/records/number-forecast?kind=QĐ").get_json()["expected_number"]
    api.issued()
    refused = api.post("/records", json=record(expected_number=seen), key="r")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "number_moved")
    assert entered(api) == ["01/KH-UBND"]
    seen = api.get("/records/number-forecast?kind=QĐ").get_json()["expected_number"]
    made = api.post("/records", json=record(expected_number=seen), key="r")
    assert (made.status_code, made.get_json()["number"]) == (201, seen)


def test_a_file_that_the_book_has_is_asked_about_before_it_is_entered_again(api: Api) -> None:
    assert api.post("/records", json=record(), key="first").status_code == 201
    refused = api.post("/records", json=record(), key="second")
    problem = refused.get_json()
    assert (refused.status_code, problem["code"]) == (422, "open_questions")
    (question,) = problem["questions"]
    assert (question["code"], question["path"]) == ("file_known", "files")
    assert "01/QĐ-UBND" in question["message"]
    assert entered(api) == ["01/QĐ-UBND"]
    again = api.post("/records", json=record(acknowledged=[question["acknowledge"]]), key="second")
    assert (again.status_code, again.get_json()["code"]) == (201, "02/QĐ-UBND")
    assert [one["code"] for one in again.get_json()["warnings"]] == ["file_known", "signer_missing"]


def test_the_answer_about_one_file_is_none_about_another(api: Api) -> None:
    for number, content in enumerate((SCAN, b"%PDF-1.7 other")):
        assert api.post("/records", json=record(content), key=f"k{number}").status_code == 201
    asked = api.post("/records", json=record(), key="k").get_json()["questions"]
    answer = [asked[0]["acknowledge"]]
    refused = api.post("/records", json=record(b"%PDF-1.7 other", acknowledged=answer), key="k")
    assert (refused.status_code, refused.get_json()["code"]) == (422, "open_questions")


def test_a_day_before_the_first_year_is_a_fault_of_its_field(api: Api) -> None:
    refused = api.post("/records", json=record(issued_on="0000-01-01"), key="r")
    assert (refused.status_code, [one["path"] for one in refused.get_json()["errors"]]) == (
        422,
        ["issued_on"],
    )
    asked = api.get("/records/number-forecast?kind=QĐ&issued_on=0000-01-01")
    assert (asked.status_code, asked.get_json()["code"]) == (400, "invalid_parameter")
    assert api.get("/documents?from=0000-01-01").status_code == 400


@pytest.mark.parametrize("is_draft", [True, False])
def test_a_signed_paper_that_another_document_has_is_asked_about_before_the_number(
    api: Api, *, is_draft: bool
) -> None:
    assert api.post("/records", json=record(), key="r").status_code == 201
    act: dict[str, Any] = {"signed_on": "2026-03-05", "originals": record()["files"]}
    address = "/documents"
    if is_draft:
        address = api.post("/documents", json=api.plan()).get_json()["links"]["self"] + "/issue"
    else:
        act |= api.plan(intent="issue")
    refused = api.post(address, json=act, key="i")
    assert (refused.status_code, refused.get_json()["code"]) == (422, "open_questions")
    (question,) = refused.get_json()["questions"]
    assert (question["code"], question["path"]) == ("file_known", "originals")
    assert [one for one in entered(api) if one] == ["01/QĐ-UBND"]
    act["acknowledged"] = [question["acknowledge"]]
    done = api.post(address, json=act, key="i")
    assert (done.status_code, done.get_json()["code"]) == (200 if is_draft else 201, "02/KH-UBND")
    assert "file_known" in {one["code"] for one in done.get_json()["warnings"]}
    again = api.post(address, json=act, key="i")
    assert (again.get_json(), again.headers["Idempotency-Replayed"]) == (done.get_json(), "true")


def test_a_repeat_is_answered_and_not_asked(api: Api) -> None:
    first = api.post("/records", json=record(), key="r")
    again = api.post("/records", json=record(), key="r")
    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_file_of_another_office_is_none_of_ours(api: Api) -> None:
    api.post("/records", json=record(), key="r")
    stranger = api.token(office=OTHER_OFFICE)
    assert api.post("/records", json=record(), key="r", token=stranger).status_code == 201
