"""What a batch left open is made later, once: whoever presses what, and in whichever order."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bench.batch_load import sample_plan
from service.jobs import archive, batches, preparations, rests
from service.jobs.preparations import NewPreparation
from service.jobs.prepared_start import _once, start_prepared
from service.jobs.starting import start
from service.register import batch_preparations
from service.register.errors import NotAllowed, WrongState
from tests.jobs.batch_office import CODES, BatchOffice, Heard

NO_UNIT = "99999"


def table(codes: Sequence[str]) -> bytes:
    return json.dumps([{"unit.code": code} for code in codes]).encode()


def prepared(at: BatchOffice, codes: Sequence[str] = CODES[:3], intent: Any = "for_signature") -> str:
    """Prepare a batch of the rows that are valid, with all that it asks confirmed."""
    plan = {**sample_plan(), "office": at.office.id}
    new = NewPreparation(slug="ke_hoach", plan=plan, plan_name="tệp", by="office", intent=intent)
    one = preparations.begin(at.work(), at.office.id, new)
    preparations.take_table(at.work(), one, "bảng.json", table(codes))
    preparations.choose(at.work(), one, intent=intent, valid_only=True, issued_on=None)
    return confirmed(at, one)


def confirmed(at: BatchOffice, one: str) -> str:
    for group in (preparations.opened(at.work(), one).report or {})["questions"]:
        preparations.answer(at.work(), one, group["code"], group.get("mark", ""), is_confirmed=True)
    return one


def started(at: BatchOffice, one: str) -> str:
    return start_prepared(at.work(), at.engine, one)


def with_a_row_left_out(at: BatchOffice) -> str:
    batch_id = started(at, prepared(at, (*CODES[:2], NO_UNIT)))
    at.run(batch_id)
    return batch_id


def made_later(at: BatchOffice, batch_id: str) -> str:
    """Make the row that a batch left out; return the preparation."""
    later = rests.take_up(at.work(), batch_id)
    preparations.take_table(at.work(), later, "bảng.json", table(CODES[:3]))
    at.run(started(at, later))
    return later


def test_a_batch_does_not_go_on_whose_whole_table_was_made_elsewhere(at: BatchOffice) -> None:
    first = started(at, prepared(at, intent="issue"))
    batches.cancel(at.work(), first)
    second = started(at, confirmed(at, rests.take_up(at.work(), first)))
    at.run(second)
    assert at.numbers(second) == [1, 2, 3]
    with pytest.raises(WrongState, match=f"đã làm lại ở đợt {second}"):
        batches.retry(at.work(), at.engine, first)
    at.run(first)
    assert at.office.last_number() == 3


def test_a_batch_does_not_go_on_while_its_whole_table_becomes_another(at: BatchOffice) -> None:
    first = started(at, prepared(at))
    batches.cancel(at.work(), first)
    later = rests.take_up(at.work(), first)
    at.office.do(batch_preparations.claim, later)
    with pytest.raises(WrongState, match="đang được tạo"):
        batches.retry(at.work(), at.engine, first)
    at.office.do(lambda session, actor: batch_preparations.give_back(session, later, actor.at))
    assert batches.retry(at.work(), at.engine, first) == 3


def test_what_became_a_batch_is_not_dropped_and_no_row_is_made_twice(at: BatchOffice) -> None:
    first = with_a_row_left_out(at)
    later = made_later(at, first)
    with pytest.raises(WrongState) as refused:
        preparations.drop(at.work(), later)
    assert refused.value.code == "batch_started"
    assert rests.take_up(at.work(), first) == later


def test_what_is_being_started_is_not_dropped(at: BatchOffice) -> None:
    one = prepared(at)
    at.office.do(batch_preparations.claim, one)
    with pytest.raises(WrongState) as refused:
        preparations.drop(at.work(), one)
    assert refused.value.code == "batch_being_started"


def test_what_is_being_started_is_not_changed_so_that_the_batch_keeps_what_it_was_made_of(
    at: BatchOffice,
) -> None:
    one = prepared(at)
    at.office.do(batch_preparations.claim, one)
    with pytest.raises(WrongState) as refused:
        preparations.take_table(at.work(), one, "khác.json", table(CODES[:2]))
    assert refused.value.code == "batch_being_started"
    assert preparations.opened(at.work(), one).table == table(CODES[:3])
    at.office.do(lambda session, actor: batch_preparations.give_back(session, one, actor.at))
    preparations.take_table(at.work(), one, "khác.json", table(CODES[:2]))
    assert preparations.opened(at.work(), one).table == table(CODES[:2])


def test_who_may_not_number_begins_no_rest_that_takes_numbers(at: BatchOffice) -> None:
    first = started(at, prepared(at, (*CODES[:2], NO_UNIT), intent="issue"))
    at.run(first)
    with pytest.raises(NotAllowed):
        rests.take_up(at.work("drafter"), first)
    found = preparations.opened(at.work(), rests.take_up(at.work(), first)).report or {}
    assert (found["valid"], found["rest_of"]) == (0, [first])


def test_two_presses_at_once_begin_one_rest(at: BatchOffice) -> None:
    first = with_a_row_left_out(at)
    works = [at.work(), at.work("records_officer")]
    with ThreadPoolExecutor(2) as both:
        found = set(both.map(lambda work: rests.take_up(work, first), works))
    assert len(found) == 1


def test_who_was_left_out_is_said_for_as_long_as_the_batch_is_kept(at: BatchOffice) -> None:
    first = with_a_row_left_out(at)
    before = archive.contents(at.work(), first)
    at.office.at(at.office.moments[-1] + timedelta(days=batch_preparations.KEPT_DAYS + 1))
    prepared(at)
    assert archive.contents(at.work(), first) == before
    left = rests.rest(at.work(), first)
    assert left is not None
    assert not left.is_kept
    assert [number for number, _ in left.left_out] == [4]


def test_the_list_says_where_a_row_was_made_that_a_batch_left_out(at: BatchOffice) -> None:
    first = with_a_row_left_out(at)
    made_later(at, first)
    second = rests.rest(at.work(), first)
    assert second is not None
    sheet = load_workbook(BytesIO(archive.contents(at.work(), first))).worksheets[0]
    *_, last = sheet.values
    assert f"dòng 4 của bảng còn lỗi; đã làm tiếp ở đợt {second.taken_up_in}" in str(last)


ROWS = [{"unit.code": code} for code in (*CODES[:2], NO_UNIT)]


def test_a_batch_that_came_at_once_keeps_what_one_of_the_pages_keeps(at: BatchOffice) -> None:
    page = with_a_row_left_out(at)
    asked = sorted(batches.status(at.work(), page).batch.acknowledged)
    at_once = at.start(by="office", rows=ROWS, valid_only=True, acknowledged=asked, plan_name="tệp")
    left = [rests.rest(at.work(), one) for one in (page, at_once)]
    assert left[0] == left[1] is not None
    kept = [kept_of(at, one) for one in (page, at_once)]
    assert kept[0]["plan"] == kept[1]["plan"]
    for columns in kept:
        columns.pop("plan")
        columns["table"] = json.loads(columns["table"])
        columns["acknowledged"] = sorted(one["code"] for one in columns["acknowledged"])
    assert kept[0] == kept[1]


def kept_of(at: BatchOffice, batch_id: str) -> dict[str, Any]:
    """What is kept of how a batch was made, but its names, moments, and what a page alone shows."""
    own = {"id", "created_at", "changed_at", "batch_id", "table_name", "created_by"}
    with at.work().reading() as turn:
        found = batch_preparations.of_batch(turn.session, batch_id)
        assert found is not None
        row = preparations.opened(at.work(), found.id)
    columns = {one.key: getattr(row, one.key) for one in row.__table__.columns if one.key not in own}
    return {**columns, "report": {**(row.report or {}), "longest": 0}}


def test_what_a_batch_that_came_at_once_left_out_is_made_later_once(at: BatchOffice) -> None:
    first = at.start(by="office", rows=ROWS, valid_only=True)
    at.run(first)
    made_later(at, first)
    second = rests.rest(at.work(), first)
    assert second is not None
    assert [one.item.unit_name for one in at.items(second.taken_up_in)] == ["xã Ba Động"]


def test_a_start_that_took_too_long_and_the_one_after_it_make_one_batch(at: BatchOffice) -> None:
    one = prepared(at)
    at.office.do(batch_preparations.claim, one)
    row = preparations.opened(at.work(), one)
    at.office.at(at.office.moments[-1] + batch_preparations.STALE_AFTER + timedelta(seconds=1))
    second = started(at, one)
    first = start(at.work(), at.engine, _once(preparations.request_of(row), row), preparations.table_of(row))
    assert (first, len(batches.listed(at.work(), at.office.id))) == (second, 1)


def test_a_start_that_is_cut_off_when_the_batch_is_there_makes_no_second_one(at: BatchOffice) -> None:
    one = prepared(at)

    class CutOff(Heard):
        def say(self, batch_id: str) -> None:
            raise KeyboardInterrupt(batch_id)

    with pytest.raises(KeyboardInterrupt):
        start_prepared(at.work(), CutOff(), one)
    assert started(at, one) == batches.listed(at.work(), at.office.id)[0].batch.id
    assert len(batches.listed(at.work(), at.office.id)) == 1
