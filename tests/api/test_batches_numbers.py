"""Numbers of batches over the API: who may take them, for which rows, on which day, for which text."""

import pytest

from service.jobs.working import Worker
from service.register.tokens import Scope
from tests.api.batch_calls import body_of, finished, run, started
from tests.api.conftest import OFFICE, OTHER_OFFICE
from tests.jobs.batch_office import Heard


@pytest.fixture
def batches(api):
    api.app.extensions["engine"] = Heard()
    return api


def test_signed_rows_are_numbered_by_day_then_by_row(batches):
    one = finished(batches)
    path = f"{one['links']['self']}/issue"
    rows = [{"number": 1, "issued_on": "2026-03-05"}, {"number": 3}]
    body = {"rows": rows, "issued_on": "2026-03-04", "acknowledged": ["month_turned"]}
    assert batches.post(path, json=body).get_json()["code"] == "idempotency_key_required"
    assert batches.post(path, json=body, key="n").status_code == 200
    run(batches, one["id"])
    items = batches.get(one["links"]["items"]).get_json()["items"]
    assert [item["code"] for item in items] == ["02/KH-UBND", None, "01/KH-UBND"]
    assert batches.post(path, json={"rows": [{"number": 2}, {"number": 2}]}, key="m").status_code == 422
    assert batches.post(path, json={"rows": [{"number": 9}]}, key="o").get_json()["code"] == "wrong_state"


def test_who_may_what(batches):
    drafter = batches.token(f"drafter@{OFFICE}")
    officer = batches.token(f"records_officer@{OFFICE}")
    one = finished(batches, token=drafter)
    path = f"{one['links']['self']}/issue"
    assert batches.post(path, key="n", token=drafter).get_json()["code"] == "not_allowed"
    assert (
        batches.post(path, json={"acknowledged": ["month_turned"]}, key="n", token=officer).status_code == 200
    )
    numbers = batches.post("/batches", json=body_of(batches, intent="issue"), key="z", token=drafter)
    assert numbers.get_json()["code"] == "not_allowed"
    scoped = batches.token(scopes=(Scope.READ, Scope.BATCH))
    numbers = batches.post("/batches", json=body_of(batches, intent="issue"), key="z", token=scoped)
    assert numbers.get_json()["code"] == "scope_missing"
    other = batches.token(office=OTHER_OFFICE)
    for suffix in ("", "/items", ".zip"):
        assert batches.get(f"/batches/{one['id']}{suffix}", token=other).status_code == 404
    for act in ("pause", "resume", "retry", "cancel", "issue"):
        answer = batches.post(f"/batches/{one['id']}/{act}", token=other, key=act)
        assert answer.get_json()["code"] == "batch_not_found"


def test_what_takes_numbers_goes_on_with_the_scope_of_numbering_and_on_another_day(batches):
    one = started(batches, intent="issue", issued_on="2026-03-03")
    own = f"/batches/{one['id']}"
    assert batches.post(f"{own}/pause").status_code == 200
    scoped = batches.token(scopes=(Scope.READ, Scope.BATCH))
    drafter = batches.token(f"drafter@{OFFICE}")
    for act in ("resume", "retry"):
        assert batches.post(f"{own}/{act}", token=scoped).get_json()["code"] == "scope_missing"
        assert batches.post(f"{own}/{act}", token=drafter).get_json()["code"] == "not_allowed"
    assert batches.post(f"{own}/resume?issued_on=2026-02-30").status_code == 400
    assert batches.post(f"{own}/resume?issued_on=2026-03-04").status_code == 200
    run(batches, one["id"])
    items = batches.get(one["links"]["items"]).get_json()["items"]
    assert {item["issued_on"] for item in items} == {"2026-03-04"}


def test_a_row_gets_no_number_where_another_text_was_put_up_than_the_one_that_was_seen(batches):
    one = finished(batches)
    own, items = one["links"]["self"], batches.get(one["links"]["items"]).get_json()["items"]
    rows = [{"number": item["number"], "sha256": item["sha256"]} for item in items[:2]]
    act = {"acknowledged": ["month_turned"]}
    other = [{**rows[0], "sha256": items[2]["sha256"]}, rows[1]]
    moved = batches.post(f"{own}/issue", json={**act, "rows": other}, key="n")
    assert (moved.status_code, moved.get_json()["code"]) == (409, "file_moved")
    run(batches, one["id"])
    assert {item["code"] for item in batches.get(one["links"]["items"]).get_json()["items"]} == {None}
    assert batches.post(f"{own}/issue", json={**act, "rows": rows}, key="n").status_code == 200
    run(batches, one["id"])
    codes = [item["code"] for item in batches.get(one["links"]["items"]).get_json()["items"]]
    assert codes == ["01/KH-UBND", "02/KH-UBND", None]


def test_two_batches_of_two_offices_run_side_by_side(batches):
    theirs = batches.token(office=OTHER_OFFICE)
    signer = {"name": "Nguyễn Văn A", "position": "Chủ tịch", "capacity": "TM"}
    plan = {**batches.plan(subject="Dân vận của {đơn vị}"), "office": OTHER_OFFICE, "signer": signer}
    first = started(batches, intent="issue")
    second = started(batches, token=theirs, plan=plan, intent="issue")
    workers = [
        Worker(batches.desk.door.register(), batches.desk.catalogue, batches.desk.now, 30.0) for _ in "ab"
    ]
    while sum([worker.work(one["id"]) for worker in workers for one in (first, second)]):
        pass
    for one, token in ((first, ""), (second, theirs)):
        items = batches.get(one["links"]["items"], token=token).get_json()["items"]
        assert [item["code"] for item in items] == ["01/KH-UBND", "02/KH-UBND", "03/KH-UBND"]
