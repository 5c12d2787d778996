"""Batches over the API: checked, started once, watched, stopped, numbered, fetched; the event at the end."""

import base64
import hashlib
import io
import json
import zipfile

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy import delete

from service.api.types import XLSX
from service.register.batch_preparations import of_batch
from service.register.models import KeptAnswer
from tests.api.batch_calls import ROWS, body_of, finished, run, started
from tests.api.conftest import OFFICE
from tests.jobs.batch_office import Heard


@pytest.fixture
def batches(api):
    api.app.extensions["engine"] = Heard()
    return api


def test_the_check_says_what_the_start_would(batches):
    found = batches.post("/batches/checks", json=body_of(batches)).get_json()
    assert (found["rows"], found["valid"], found["error_count"], found["first_number"]) == (3, 3, 0, None)
    wrong = body_of(batches, rows=[*ROWS, {"unit.code": "99999", "month": "13/2026"}])
    found = batches.post("/batches/checks", json=wrong).get_json()
    assert (found["valid"], found["error_count"]) == (3, 2)
    assert next((one["cell"], one["code"]) for one in found["errors"]) == ("[3].unit.code", "unit_unknown")
    numbers = batches.post("/batches/checks", json=body_of(batches, intent="issue")).get_json()
    assert (numbers["first_number"], numbers["last_number"]) == ("01", "03")
    assert batches.get("/batches").get_json() == {"batches": [], "next": None}


def test_a_table_may_be_a_file(batches):
    workbook = batches.get("/types/ke_hoach/table.xlsx?province=51").data
    table = {"name": "bang.xlsx", "content": base64.b64encode(workbook).decode()}
    body = {name: value for name, value in body_of(batches).items() if name != "rows"}
    found = batches.post("/batches/checks", json={**body, "table": table}).get_json()
    assert found["rows"] == found["valid"] > 90
    broken = batches.post("/batches/checks", json={**body, "table": {"name": "x", "content": "%%"}})
    assert broken.get_json()["errors"][0]["path"] == "table.content"
    for words in (body, {**body, "rows": ROWS, "table": table}):
        answer = batches.post("/batches/checks", json=words)
        assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "table_missing")
    old = {"name": "bang.xls", "content": base64.b64encode(b"\xd0\xcf\x11\xe0").decode()}
    answer = batches.post("/batches/checks", json={**body, "table": old})
    assert (answer.status_code, "Excel đời cũ" in answer.get_json()["detail"]) == (400, True)


def test_the_faults_of_a_table_come_marked_in_the_table_itself(batches):
    wrong = body_of(batches, rows=[*ROWS, {"unit.code": "99999"}])
    answer = batches.post("/batches/checks", json=wrong, headers={"Accept": XLSX})
    assert (answer.status_code, answer.mimetype) == (200, XLSX)
    book = load_workbook(io.BytesIO(answer.data))
    told = "\n".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row)
    assert "99999" in told
    assert batches.post("/batches/checks", json=wrong).get_json()["errors"][0]["message"] in told


def test_one_row_and_all_in_one_file_are_fetched(batches):
    one = started(batches)
    where = one["links"]["self"]
    nothing = batches.get(f"{where}/merged.docx")
    assert (nothing.status_code, nothing.get_json()["code"]) == (409, "not_mergeable")
    missing = batches.get(f"{where}/items/1.docx")
    assert (missing.status_code, missing.get_json()["code"]) == (404, "batch_not_found")
    run(batches, one["id"])
    (item,) = [each for each in batches.get(f"{where}/items").get_json()["items"] if each["unit"] == "21529"]
    file = batches.get(f"{where}/items/{item['number']}.docx")
    assert hashlib.sha256(file.data).hexdigest() == item["sha256"] == file.headers["ETag"].strip('"')
    merged = docx.Document(io.BytesIO(batches.get(f"{where}/merged.docx").data))
    titles = [one for one in merged.paragraphs if one.text == "KẾ HOẠCH"]
    assert len(titles) == len(ROWS)
    without = batches.get(f"{where}/merged.pdf")
    assert (without.status_code, without.get_json()["code"]) == (406, "converter_missing")
    assert batches.get(f"{where}/merged.zip").status_code == 404


def test_a_batch_needs_a_key_and_its_repeat_starts_nothing(batches):
    missing = batches.post("/batches", json=body_of(batches))
    assert (missing.status_code, missing.get_json()["code"]) == (400, "idempotency_key_required")
    first = batches.post("/batches", json=body_of(batches), key="k")
    again = batches.post("/batches", json=body_of(batches), key="k")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.data == again.data
    assert first.headers["Location"] == first.get_json()["links"]["self"]
    assert len(batches.get("/batches").get_json()["batches"]) == 1
    assert batches.app.extensions["engine"].said == [first.get_json()["id"]]


def test_who_lost_the_answer_gets_the_same_batch_for_ever(batches):
    first = started(batches)
    forget_answers(batches)
    batches.later(days=2)
    again = batches.post("/batches", json=body_of(batches), key="k")
    assert (again.status_code, again.get_json()["id"]) == (201, first["id"])
    forget_answers(batches)
    other = batches.post("/batches", json=body_of(batches, intent="issue"), key="k")
    assert (other.status_code, other.get_json()["code"]) == (422, "idempotency_key_reused")
    assert [one["id"] for one in batches.get("/batches").get_json()["batches"]] == [first["id"]]
    assert started(batches, key="k2")["id"] != first["id"]


def forget_answers(api):
    """As a power cut does: the answers that were kept are gone, the register is not."""
    with api.desk.door.register().transaction() as session:
        session.execute(delete(KeptAnswer))


def test_a_batch_is_watched_and_fetched(batches):
    one = started(batches)
    assert (one["state"], one["total"], one["left"], one["livemode"]) == ("running", 3, 3, True)
    run(batches, one["id"])
    done = batches.get(one["links"]["self"]).get_json()
    assert (done["state"], done["done"], done["left"]) == ("finished", 3, 0)
    page = batches.get(f"{one['links']['items']}?limit=2")
    assert [item["unit_name"] for item in page.get_json()["items"]] == ["xã Ba Tơ", "xã Ba Vì"]
    link = page.headers["Link"]
    assert link == f'</api/v1/batches/{one["id"]}/items?limit=2&cursor=2>; rel="next"'
    rest = batches.get(f"{one['links']['items']}?limit=2&cursor={page.get_json()['next']}").get_json()
    assert ([item["number"] for item in rest["items"]], rest["next"]) == ([3], None)
    assert batches.get(f"{one['links']['items']}?state=failed").get_json()["items"] == []
    answer = batches.get(one["links"]["zip"])
    assert answer.is_streamed
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        names = package.namelist()
        assert load_workbook(io.BytesIO(package.read("DANH_SACH.xlsx"))).worksheets[0].max_row == 4
        text = "\n".join(one.text for one in docx.Document(io.BytesIO(package.read(names[1]))).paragraphs)
    assert "Dân vận của xã Ba Tơ" in text


def test_the_end_of_a_batch_is_an_event(batches):
    one = finished(batches)
    found = batches.get("/events?after=0").get_json()["events"]
    ends = [event for event in found if event["type"] == "batch.finished"]
    assert [event["batch"]["id"] for event in ends] == [one["id"]]
    assert ends[0]["document"] is None
    assert batches.get(ends[0]["batch"]["links"]["self"]).status_code == 200
    others = [event for event in found if event["type"] == "document.created"]
    assert all(event["batch"] is None and event["document"]["id"] for event in others)


def test_faults_and_questions_stop_the_start_in_words(batches):
    wrong = batches.post("/batches", json=body_of(batches, rows=[*ROWS, {"unit.code": "99999"}]), key="k")
    said = wrong.get_json()
    assert (wrong.status_code, said["code"], said["valid"]) == (422, "table_refused", 3)
    assert said["errors"][0]["cell"] == "[3].unit.code"
    one = started(batches, rows=[*ROWS, {"unit.code": "99999"}], valid_only=True)
    assert one["total"] == 3
    with batches.desk.door.register().reading() as session:
        kept = of_batch(session, one["id"])
        assert (kept.report["left_out"], kept.plan_name) == ([[5, ""]], "dữ liệu gửi qua API")
    plan = batches.plan(subject="Dân vận")
    asking = batches.post("/batches", json=body_of(batches, plan=plan, intent="issue"), key="q")
    said = asking.get_json()
    assert (asking.status_code, said["code"]) == (422, "open_questions")
    codes = [one["code"] for one in said["questions"]]
    assert "unit_not_named" in codes
    assert said["questions"][codes.index("unit_not_named")]["rows"]
    started(batches, plan=plan, intent="issue", acknowledged=codes, key="q")


def test_pause_resume_cancel_and_retry(batches):
    one = started(batches)
    own = one["links"]["self"]
    assert batches.post(f"{own}/pause").get_json()["state"] == "paused"
    again = batches.post(f"{own}/pause")
    assert (again.status_code, again.get_json()["code"]) == (409, "wrong_state")
    assert batches.post(f"{own}/resume").get_json()["state"] == "running"
    assert batches.post(f"{own}/cancel").get_json()["counts"]["cancelled"] == 3
    assert batches.post(f"{own}/retry").get_json()["left"] == 3
    run(batches, one["id"])
    assert batches.get(own).get_json()["done"] == 3


def test_a_test_token_makes_tests_in_its_sandbox_only(batches):
    token = batches.token(live=False, days=90)
    one = started(batches, token=token)
    assert (one["livemode"], one["office"]) == (False, OFFICE)
    run(batches, one["id"])
    content = batches.get(one["links"]["zip"], token=token).data
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        made = package.read(package.namelist()[1])
    with zipfile.ZipFile(io.BytesIO(made)) as document:
        assert any(
            "BẢN THỬ" in document.read(name).decode() for name in document.namelist() if "header" in name
        )
    assert batches.get(one["links"]["self"]).status_code == 404
    batches.later(days=31)
    assert batches.get(one["links"]["self"], token=token).status_code == 404  # cleared with the sandbox


def test_a_test_of_each_units_own_documents_reaches_no_real_office(batches):
    token = batches.token(live=False, days=90)
    rows = [{"unit.code": code} for code in (OFFICE.removeprefix("ubnd-"), "21529")]
    one = started(batches, token=token, by="units", rows=rows)
    run(batches, one["id"])
    items = batches.get(one["links"]["items"], token=token).get_json()["items"]
    assert [(item["state"], item["office"], item["document"]) for item in items] == [
        ("done", OFFICE, None),
        ("done", "ubnd-21529", None),
    ]
    content = batches.get(one["links"]["zip"], token=token).data
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        made = [package.read(name) for name in package.namelist() if name.endswith(".docx")]
    assert len(made) == len(rows)
    for document in made:
        with zipfile.ZipFile(io.BytesIO(document)) as parts:
            assert any(
                "BẢN THỬ" in parts.read(name).decode() for name in parts.namelist() if "header" in name
            )
    assert batches.get("/documents").get_json()["documents"] == []
    batches.later(days=31)
    assert batches.get(one["links"]["self"], token=token).status_code == 404  # cleared with the sandbox


def test_unknown_words_are_refused(batches):
    answer = batches.post("/batches", json=body_of(batches, valid_olny=True), key="k")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_input")
    assert json.loads(batches.post("/batches/checks", json={}).data)["errors"]


@pytest.mark.parametrize("file", [".zip", "/merged.docx"])
def test_a_transfer_that_broke_off_goes_on_and_what_is_known_is_not_sent_again(batches, file):
    one = finished(batches)["links"]["self"]
    whole = batches.get(f"{one}{file}")
    tag, size = whole.headers["ETag"], len(whole.data)
    assert not tag.startswith("W/")
    assert whole.headers["Content-Length"] == str(size)
    rest = batches.get(f"{one}{file}", headers={"Range": f"bytes={size // 2}-", "If-Range": tag})
    assert (rest.status_code, rest.data) == (206, whole.data[size // 2 :])
    known = batches.get(f"{one}{file}", headers={"If-None-Match": tag})
    assert (known.status_code, known.data) == (304, b"")
    past = batches.get(f"{one}{file}", headers={"Range": f"bytes={size}-"})
    assert (past.status_code, past.get_json()["code"]) == (416, "part_past_end")
    assert past.headers["Content-Range"] == f"bytes */{size}"
    batches.post(f"{one}/issue", json={"acknowledged": ["month_turned"]}, key="n")
    run(batches, one.rpartition("/")[2])
    asked = {"Range": "bytes=1-", "If-Range": tag, "If-None-Match": tag}
    moved = batches.get(f"{one}{file}", headers=asked)
    assert (moved.status_code, moved.headers["ETag"] != tag) == (200, True)
