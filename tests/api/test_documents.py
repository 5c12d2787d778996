"""Documents over HTTP from draft to recall, one office's whole day."""

import base64
import hashlib
import io
import json

import docx
import pytest

from service.http_answers import DOCX, PDF
from service.register import offices, search, verify
from tests.api.conftest import OFFICE, OTHER_OFFICE

ISSUE = {"intent": "issue", "signed_on": "2026-03-05"}


def said(answer):
    return answer.status_code, answer.get_json()["code"]


def draft(api, **words):
    return api.post("/documents", json=api.plan(**words))


def asking_plan(api, **words):
    """A plan that cites a document without its date: something a person must agree to."""
    plan = api.plan(**words)
    del plan["content"]["citations"][0]["date"]
    return plan


def test_a_draft_is_kept_unfinished_and_told_what_is_missing(api):
    answer = api.post(
        "/documents", json={"type": "ke_hoach", "subject": "Dở dang", "content": {"opening": 5}}
    )
    assert answer.status_code == 201
    body = answer.get_json()
    assert body["state"] == "draft"
    assert body["office"] == OFFICE
    assert {"content.objectives", "content.closing"} <= {one["path"] for one in body["findings"]}
    assert api.get(answer.headers["Location"]).get_json()["subject"] == "Dở dang"
    assert said(api.get(f"{answer.headers['Location']}.docx")) == (422, "invalid_input")


@pytest.mark.parametrize(
    "junk",
    [
        {"content": []},
        {"subject": 5},
        {"recipients": "x"},
        {"sources": [1]},
        {"acknowledged": {}},
        {"month": {}},
        {"relations": [{"kind": 1}]},
        {"x": {"y": [1, None, 2.5]}},
    ],
)
def test_a_draft_refuses_nothing_that_is_well_formed(api, junk):
    made = api.post("/documents", json={"type": "ke_hoach", **junk})
    assert made.status_code == 201, made.get_json()
    again = api.put(made.headers["Location"], json=junk, headers={"If-Match": made.headers["ETag"]})
    assert again.status_code == 200, again.get_json()
    assert again.get_json()["findings"]


def test_a_draft_is_written_anew_only_by_who_read_its_newest_state(api):
    first = draft(api)
    own, tag = first.headers["Location"], first.headers["ETag"]
    assert said(api.put(own, json=api.plan())) == (428, "precondition_required")
    second = api.put(own, json=api.plan(subject="Hai"), headers={"If-Match": tag})
    assert second.status_code == 200
    assert second.headers["ETag"] != tag
    assert said(api.put(own, json=api.plan(subject="Ba"), headers={"If-Match": tag})) == (
        412,
        "precondition_failed",
    )
    assert api.get(own).get_json()["subject"] == "Hai"
    assert api.put(own, json=api.plan(subject="Ba"), headers={"If-Match": "*"}).status_code == 200


def test_the_input_comes_back_as_it_can_be_sent_again(api):
    made = draft(api).get_json()
    version = api.get(made["links"]["versions"]).get_json()["versions"][0]
    assert api.get(version["links"]["input"]).get_json() == api.plan()
    assert said(api.get(f"{made['links']['versions']}/9")) == (404, "document_not_found")


def test_an_issue_takes_the_next_number_and_keeps_the_file(api):
    made = api.issued()
    body = made.get_json()
    assert (made.status_code, body["code"], body["state"]) == (201, "01/KH-UBND", "issued")
    assert (body["signed_on"], body["issued_on"], body["livemode"]) == ("2026-03-05", "2026-03-05", True)
    file = api.get(body["links"]["docx"])
    assert file.mimetype == DOCX
    digest = hashlib.sha256(file.data)
    assert file.headers["ETag"] == f'"{body["sha256"]}"' == f'"{digest.hexdigest()}"'
    assert file.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    names = file.headers["Content-Disposition"]
    assert 'filename="KH-UBND_01_2026.docx"' in names
    assert "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%2001-KH-UBND" in names
    docx.Document(io.BytesIO(file.data))
    assert api.get(f"{body['links']['files']}/1").data == file.data


def test_an_issue_needs_the_day_of_the_signature(api):
    answer = api.post("/documents", json=api.plan(intent="issue"), key="k")
    assert [one["path"] for one in answer.get_json()["errors"]] == ["signed_on"]
    own = draft(api).headers["Location"]
    answer = api.post(f"{own}/issue", json={}, key="k")
    assert [one["path"] for one in answer.get_json()["errors"]] == ["signed_on"]


def test_an_input_with_faults_gets_no_number(api):
    answer = api.issued(subject="")
    assert said(answer) == (422, "invalid_input")
    assert api.get("/series").get_json()["series"][0]["next"] == 1


def test_open_questions_come_with_what_answers_them_until_the_value_changes(api):
    answer = api.post("/documents", json=asking_plan(api, **ISSUE), key="k")
    assert said(answer) == (422, "open_questions")
    answers = [one["acknowledge"] for one in answer.get_json()["questions"]]
    assert answers
    changed = asking_plan(api, acknowledged=answers, **ISSUE)
    changed["content"]["citations"][0]["code"] = "88/UBND-NC"
    assert said(api.post("/documents", json=changed, key="k")) == (422, "open_questions")
    agreed = asking_plan(api, acknowledged=answers, **ISSUE)
    assert api.post("/documents", json=agreed, key="k").status_code == 201


def test_questions_of_a_draft_are_answered_at_its_issue_and_lapse_with_the_value(api):
    made = api.post("/documents", json=asking_plan(api))
    own = made.headers["Location"]
    answers = [one["acknowledge"] for one in made.get_json()["questions"]]
    assert said(api.post(f"{own}/issue", json={"signed_on": "2026-03-05"}, key="k")) == (
        422,
        "open_questions",
    )
    stale = [{**one, "subject": "khác"} for one in answers]
    body = {"signed_on": "2026-03-05", "acknowledged": stale}
    assert said(api.post(f"{own}/issue", json=body, key="k")) == (422, "open_questions")
    answer = api.post(f"{own}/issue", json={**body, "acknowledged": answers}, key="k")
    assert (answer.status_code, answer.get_json()["number"]) == (200, 1)


def test_a_number_that_was_given_away_meanwhile_is_said(api):
    api.issued(key="a")
    moved = api.post("/documents", json=api.plan(expected_number=1, **ISSUE), key="b")
    assert said(moved) == (409, "number_moved")
    assert api.post("/documents", json=api.plan(expected_number=2, **ISSUE), key="b").status_code == 201


def test_days_that_cannot_be_are_refused(api):
    assert said(api.post("/documents", json=api.plan(issued_on="2026-03-06", **ISSUE), key="a")) == (
        422,
        "date_in_future",
    )
    assert said(
        api.post(
            "/documents",
            json=api.plan(issued_on="2026-03-01", intent="issue", signed_on="2026-03-01"),
            key="a",
        )
    ) != (201, "")
    answer = api.post("/documents", json=api.plan(intent="issue", signed_on="2026-02-30"), key="b")
    assert said(answer) == (422, "invalid_input")


def test_a_document_goes_through_the_steps_of_its_office(api):
    api.do(offices.set_office, OFFICE, {"steps": ["for_signature"]})
    made = api.post("/documents", json=api.plan(intent="for_signature", month="2026-03"))
    body = made.get_json()
    assert (made.status_code, body["state"], body["number"]) == (201, "for_signature", None)
    assert body["files"][0]["role"] == "rendered"
    own = body["links"]["self"]
    back = api.post(f"{own}/return", json={"remark": "Sửa tên"})
    assert (back.status_code, back.get_json()["state"], back.get_json()["draft_version"]) == (200, "draft", 2)
    assert said(api.post(f"{own}/issue", json={"signed_on": "2026-03-05"}, key="k")) == (409, "wrong_state")
    assert api.post(f"{own}/submit").get_json()["state"] == "for_signature"
    done = api.post(f"{own}/issue", json={"signed_on": "2026-03-05"}, key="k")
    assert (done.status_code, done.get_json()["code"]) == (200, "01/KH-UBND")


def test_what_has_faults_does_not_begin_its_way_to_the_signature(api):
    answer = api.post("/documents", json=api.plan(intent="for_signature", subject=""))
    assert said(answer) == (422, "invalid_input")
    assert api.get("/documents").get_json()["documents"] == []


def test_a_document_is_dispatched_and_recalled(api):
    own = api.issued().get_json()["links"]["self"]
    sent = api.post(
        f"{own}/dispatch", json={"sendings": [{"dispatched_on": "2026-03-05", "recipient": "Đảng ủy"}]}
    )
    assert sent.get_json()["state"] == "dispatched"
    assert said(api.post(f"{own}/void", json={"reason": "Nhầm"})) == (409, "wrong_state")
    notice = {"code": "02/TB-UBND", "issued_on": "2026-03-05"}
    assert said(api.post(f"{own}/recall", json=notice)) == (422, "invalid_entry")
    notice["issuer"] = "UBND tỉnh Quảng Ngãi"
    assert api.post(f"{own}/recall", json=notice).get_json()["state"] == "recalled"
    assert api.get(own).get_json()["dispatches"][0]["recipient"] == "Đảng ủy"


def test_a_number_is_voided_with_a_reason_only(api):
    own = api.issued().get_json()["links"]["self"]
    assert said(api.post(f"{own}/void", json={})) == (422, "invalid_input")
    assert api.post(f"{own}/void", json={"reason": "Nhầm"}).get_json()["state"] == "voided"


def test_a_document_made_elsewhere_gets_its_line_and_its_file(api):
    file = {"name": "qd.pdf", "content": base64.b64encode(b"%PDF-1.7 elsewhere").decode()}
    body = {
        "kind": "QĐ",
        "subject": "Về việc thử",
        "files": [file],
        "recipients": ["Đảng ủy"],
        "signer_name": "A",
    }
    assert said(api.post("/records", json=body)) == (400, "idempotency_key_required")
    made = api.post("/records", json=body, key="r")
    assert (made.status_code, made.get_json()["code"], made.get_json()["type"]) == (201, "01/QĐ-UBND", None)
    assert api.get(f"{made.get_json()['links']['files']}/1").data == b"%PDF-1.7 elsewhere"
    assert "number_late" not in {one["code"] for one in made.get_json()["warnings"]}
    other = {**file, "content": base64.b64encode(b"%PDF-1.7 another").decode()}
    late = api.post("/records", json={**body, "files": [other], "signed_on": "2026-01-05"}, key="late")
    assert "number_late" in {one["code"] for one in late.get_json()["warnings"]}
    assert said(api.post("/records", json={**body, "files": [{**file, "content": "?"}]}, key="s")) == (
        422,
        "invalid_input",
    )
    assert said(api.get(f"{made.headers['Location']}.docx")) == (404, "document_not_found")


def test_a_signed_scan_is_taken_in_afterwards(api):
    own = api.issued().get_json()["links"]["self"]
    scan = {"name": "ky.pdf", "content": base64.b64encode(b"%PDF-1.7 signed").decode()}
    answer = api.post(f"{own}/files", json={"files": [scan]})
    assert (answer.status_code, answer.get_json()["files"][0]["role"]) == (201, "signed_scan")
    assert answer.get_json()["warnings"] == []
    other = api.issued(key="other").get_json()["links"]["self"]
    again = api.post(f"{other}/files", json={"files": [scan]}).get_json()["warnings"]
    assert [(one["code"], "số 01/KH-UBND" in one["message"]) for one in again] == [("file_known", True)]


def test_lists_go_page_by_page_and_take_filters(api):
    for number in range(5):
        api.issued(key=str(number))
    first = api.get("/documents?limit=2")
    assert [one["number"] for one in first.get_json()["documents"]] == [5, 4]
    following = first.headers["Link"]
    assert following.endswith('; rel="next"')
    second = api.get(following[1 : following.index(">")])
    assert [one["number"] for one in second.get_json()["documents"]] == [3, 2]
    assert api.get("/documents?q=dan van&kind=KH&state=issued&from=2026-03-05&to=2026-03-05").get_json()[
        "documents"
    ]
    assert api.get("/documents?kind=BC").get_json()["documents"] == []
    last = api.get("/documents?limit=200")
    assert "Link" not in last.headers
    assert last.get_json()["next"] is None


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "docx"])
def test_the_book_is_exported(api, ending):
    api.issued()
    answer = api.get(f"/register/2026.{ending}")
    assert answer.status_code == 200
    assert f".{ending}" in answer.headers["Content-Disposition"]
    assert len(answer.data) > 100


@pytest.mark.office
def test_a_document_comes_as_pdf_where_libreoffice_is(office_api):
    body = office_api.issued().get_json()
    answer = office_api.get(body["links"]["pdf"])
    assert answer.mimetype == PDF
    assert answer.data.startswith(b"%PDF-")


def test_events_come_once_each_in_order_after_a_cursor(api):
    own = api.issued().get_json()["links"]["self"]
    first = api.get("/events").get_json()
    assert [one["type"] for one in first["events"]] == ["document.issued"]
    api.post(f"{own}/dispatch", json={"sendings": [{"dispatched_on": "2026-03-05"}]})
    second = api.get(f"/events?after={first['next']}").get_json()
    assert [(one["type"], one["document"]["links"]["self"]) for one in second["events"]] == [
        ("document.dispatched", own)
    ]
    assert api.get(f"/events?after={second['next']}").get_json() == {"events": [], "next": second["next"]}
    api.later(days=91)
    late = api.token(days=200)
    assert api.get("/events", token=late).get_json()["events"] == []


def test_people_signers_and_series_are_managed(api):
    assert (
        api.post("/users", json={"login": "moi@x", "name": "Người mới", "role": "drafter"}).status_code == 201
    )
    assert "moi@x" in {one["login"] for one in api.get("/users").get_json()["users"]}
    signer = {"name": "Nguyễn Văn A", "position": "Chủ tịch", "valid_from": "2026-01-01"}
    assert api.post("/signers", json=signer).status_code == 201
    assert api.get("/signers").get_json()["signers"][0]["name"] == "Nguyễn Văn A"
    assert api.post("/series", json={"year": 2027}).status_code == 201
    assert said(api.post("/series", json={"year": 2027})) == (409, "series_clash")
    late = {"year": 2026, "body": "BCĐ"}
    assert said(api.post("/series", json=late)) == (422, "invalid_entry")
    assert api.post("/series", json={**late, "reason": "Chưa cấp số nào"}).status_code == 201
    to_come = {"body": "HĐT", "year": 2026, "next_number": 5, "last_date": "2026-03-06", "reason": "Tiếp"}
    assert said(api.post("/series", json=to_come)) == (422, "date_in_future")
    changed = api.call("PATCH", f"/offices/{OFFICE}/settings", json={"steps": ["for_signature"]})
    assert changed.get_json()["steps"] == ["for_signature"]


def test_a_file_is_checked_and_the_mended_one_can_be_fetched(api):
    content = api.get(api.issued().get_json()["links"]["docx"]).data
    form = {"file": (io.BytesIO(content), "kế hoạch.docx")}
    made = api.post("/checks?kinds=format&kinds=proofread&fix=true", data=form)
    body = made.get_json()
    assert made.status_code == 201
    assert body["kinds"] == ["format", "proofread"]
    assert [one for one in body["findings"] if one["severity"] == "error"] == []
    assert api.get(body["links"]["self"]).get_json() == body
    docx.Document(io.BytesIO(api.get(body["links"]["docx"]).data))
    api.later(hours=25)
    assert said(api.get(body["links"]["self"])) == (404, "document_not_found")


@pytest.mark.parametrize(
    ("name", "media_type", "answered"),
    [("a.txt", "application/octet-stream", "text/plain"), ("a", "text/plain", "text/plain"),
     ("a.YAML", "text/plain", "application/yaml"), ("a", "text/yaml", "application/yaml"),
     ("a.json", "", "application/json")],
)  # fmt: skip
def test_a_text_and_an_input_are_proofread_by_name_or_media_type(api, name, media_type, answered):
    words = "Đơn vị phân đấu hoàn thành nhiệm vụ."
    content = (
        words if answered == "text/plain" else json.dumps({"content": {"closing": words}}, ensure_ascii=False)
    ).encode()
    form = {"file": (io.BytesIO(content), name, media_type)}
    made = api.post("/checks?fix=true", data=form, content_type="multipart/form-data")
    body = made.get_json()
    assert (made.status_code, body["kinds"]) == (201, ["proofread"])
    assert [one["replacement"] for one in body["done"]] == ["phấn đấu"]
    home = api.get(body["links"]["file"])
    assert home.mimetype == answered
    assert "phấn đấu" in home.data.decode()
    assert "docx" not in body["links"]
    assert said(api.get(f"{body['links']['self']}.docx")) == (404, "document_not_found")


def test_a_text_has_no_layout_to_check(api):
    form = {"file": (io.BytesIO(b"Xin"), "a.txt")}
    assert said(api.post("/checks?kinds=format", data=form)) == (422, "invalid_input")


def test_a_register_worked_by_the_api_is_sound(api):
    api.issued(key="a")
    api.issued(key="b", token=api.token(live=False))
    own = api.issued(key="c").get_json()["links"]["self"]
    api.post(f"{own}/void", json={"reason": "Nhầm"})
    assert api.look(lambda *at: list(verify.verify(*at))) == []
    assert len(api.look(search.search, search.Wish(office_id=OFFICE)).documents) == 2


def test_a_check_is_deleted_before_its_time(api):
    form = {"file": (io.BytesIO("Xã Ba Tơ".encode()), "thu.txt")}
    own = api.post("/checks", data=form, content_type="multipart/form-data").headers["Location"]
    other = api.token(office=OTHER_OFFICE)
    assert said(api.call("DELETE", own, token=other)) == (404, "document_not_found")
    assert api.get(own).status_code == 200
    assert api.call("DELETE", own).status_code == 204
    assert said(api.get(own)) == (404, "document_not_found")
