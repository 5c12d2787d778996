"""Batches from the table to the documents: both ways, questions, rights, and what people do to a batch that runs."""

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bench.batch_load import request, sample_plan
from service.jobs import batches
from service.jobs.batch_requests import BatchRequest, check_table
from service.jobs.starting import QuestionsOpen, TableRefused
from service.register.batches import BatchNotFound, BatchState, ItemState
from service.register.errors import NotAllowed, OfficeNotFound, SeriesNotOpen, WrongState
from service.register.states import State
from tests.jobs.batch_office import CODES, BatchOffice, content_of, switched_off


def test_each_unit_gets_its_own_document_for_signature(at: BatchOffice) -> None:
    batch_id = at.made()
    shown = at.items(batch_id)
    assert [one.item.state for one in shown] == [ItemState.DONE] * len(CODES)
    assert [one.item.unit_name for one in shown[:2]] == ["xã Ba Tơ", "xã Ba Vì"]
    for one in shown:
        text = content_of(at, one)
        assert one.item.unit_name.upper() in text
        assert f"của {one.item.unit_name}" in text


def test_an_office_of_the_register_finds_the_file_in_its_list_of_work(at: BatchOffice) -> None:
    shown = at.items(at.made())
    kept = [one.document.office_id for one in shown if one.document is not None]
    assert kept == [at.office.id, at.office.other]
    assert {one.document.state for one in shown if one.document is not None} == {State.FOR_SIGNATURE}
    assert at.office.faults() == []


def test_an_office_that_reviews_first_gets_a_draft(at: BatchOffice) -> None:
    at.office.keep_steps(State.CONTENT_CHECKED, State.FOR_SIGNATURE)
    first = at.items(at.made())[0]
    assert first.document is not None
    assert first.document.state == State.DRAFT


def test_an_office_of_the_register_where_one_has_no_role_gets_a_file_only(at: BatchOffice) -> None:
    table = BytesIO(json.dumps([{"unit.code": code} for code in CODES]).encode())
    plan = {**sample_plan(), "office": at.office.id}
    report = check_table(at.work("drafter"), request("for_signature", "units", plan=plan), table).report
    assert (report.valid, report.error_count) == (6, 0)
    assert [one for one in report.notices if "chưa có vai trò ở Ủy ban nhân dân xã Ba Vì:" in one]
    shown = at.items(at.made(who="drafter"))
    assert {one.document.office_id for one in shown if one.document is not None} == {at.office.id}
    other = next(one for one in shown if one.item.office_id == at.office.other)
    assert "XÃ BA VÌ" in content_of(at, other)


def test_numbers_run_on_in_the_order_of_the_table(at: BatchOffice) -> None:
    before = at.office.issue().document.number
    assert before == 1
    batch_id = at.made(by="office", intent="issue")
    assert at.numbers(batch_id) == [2, 3, 4, 5, 6, 7]
    assert at.office.last_number() == 7
    assert at.office.faults() == []
    assert "Số: 02/KH-UBND" in content_of(at, at.items(batch_id)[0])


def test_numbers_need_answers_and_an_open_series(at: BatchOffice) -> None:
    with pytest.raises(QuestionsOpen) as asked:
        at.start(by="office", intent="issue", acknowledged=(), plan={"subject": "Dân vận chính quyền"})
    assert "unit_not_named" in asked.value.codes
    assert asked.value.report.questions["unit_not_named"].rows == [3, 4, 5, 6, 7]
    with pytest.raises(SeriesNotOpen):
        at.start(by="office", intent="issue", issued_on=date(2025, 12, 31))
    assert batches.listed(at.work(), at.office.id) == []


def test_a_batch_of_an_office_that_the_register_does_not_know_is_refused_by_its_name(at: BatchOffice) -> None:
    with pytest.raises(OfficeNotFound, match="ubnd-21499"):
        at.start(plan={"office": "ubnd-21499"})


def test_a_drafter_may_make_but_not_number(at: BatchOffice) -> None:
    with pytest.raises(NotAllowed):
        at.start(by="office", intent="issue", who="drafter")
    assert at.start(by="office", who="drafter")


def test_a_missing_signer_prints_blank_and_is_noted(at: BatchOffice) -> None:
    batch_id = at.made(codes=CODES[2:])
    shown = at.items(batch_id)[0]
    assert shown.item.signer_name == ""
    assert "signer_missing" in [one["code"] for one in shown.item.questions]
    text = content_of(at, shown)
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert "CHỦ TỊCH" in text


def test_all_rows_must_be_valid_unless_the_person_says_otherwise(at: BatchOffice) -> None:
    rows = [{"unit.code": "21484"}, {"unit.code": "99999"}]
    with pytest.raises(TableRefused) as refused:
        at.start(rows=rows)
    assert refused.value.report.valid == 1
    assert batches.listed(at.work(), at.office.id) == []
    batch_id = at.made(rows=rows, valid_only=True)
    assert [one.item.line for one in at.items(batch_id)] == [2]


def test_the_check_says_which_numbers_would_be_taken(at: BatchOffice) -> None:
    wanted: BatchRequest = request("issue", "office", plan=sample_plan())
    file = BytesIO(json.dumps([{"unit.code": code} for code in CODES]).encode())
    answer = check_table(at.work(), wanted, file)
    assert (answer.report.valid, answer.first, answer.last) == (6, "01", "06")
    assert at.office.last_number() == 0


def test_a_question_is_answered_for_one_row_or_for_all(at: BatchOffice) -> None:
    plain = {"subject": "Dân vận chính quyền"}
    codes = set(request("issue", "office").acknowledged) - {"unit_not_named"}
    with pytest.raises(QuestionsOpen) as asked:
        at.start(by="office", intent="issue", plan=plain, acknowledged={*codes, "unit_not_named@3"})
    assert asked.value.codes == ("unit_not_named",)
    left = asked.value.report.questions["unit_not_named"].rows
    assert left == [4, 5, 6, 7]
    each = {f"unit_not_named@{row}" for row in (3, *left)}
    batch_id = at.made(by="office", intent="issue", plan=plain, acknowledged={*codes, *each})
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]
    kept = at.items(batch_id)[1].item.questions
    assert [one["answered"] for one in kept if one["code"] == "unit_not_named"] == [True]


def test_rows_of_a_batch_are_chosen_in_words() -> None:
    assert list(batches.rows_chosen("1,4-6")) == [1, 4, 5, 6]
    with pytest.raises(batches.ServiceError):
        batches.rows_chosen("một")


def test_pause_resume_and_cancel_keep_what_is_done(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    batches.pause(at.work(), batch_id)
    assert at.run(batch_id).left == len(CODES)
    batches.resume(at.work(), at.engine, batch_id)
    assert at.engine.said == [batch_id, batch_id]
    assert at.run(batch_id).batch.state == BatchState.FINISHED
    with pytest.raises(WrongState):
        batches.cancel(at.work(), batch_id)
    other = at.start(by="office")
    batches.cancel(at.work(), other)
    assert set(at.states(other)) == {ItemState.CANCELLED}
    assert batches.retry(at.work(), at.engine, other) == len(CODES)
    assert at.run(other).done == len(CODES)


def test_a_bad_row_fails_alone_and_is_done_again_later(at: BatchOffice, monkeypatch: Any) -> None:
    batch_id = at.start(by="office", intent="issue")
    worker = at.worker()
    from service.jobs import making  # noqa: PLC0415

    def broken(document_type: Any, envelope: Any, **words: Any) -> Any:
        if "xã Ba Vì" in envelope["subject"]:
            raise ValueError("a fault of ours")
        return sound(document_type, envelope, **words)

    sound = making.prepare
    with monkeypatch.context() as patched:
        patched.setattr(making, "prepare", broken)
        progress = at.run(batch_id, worker)
    assert (progress.done, progress.failed) == (5, 1)
    assert progress.faulty[0].unit_name == "xã Ba Vì"
    assert progress.faulty[0].error_code == "own_fault"
    assert at.numbers(batch_id) == [1, None, 2, 3, 4, 5]
    assert batches.retry(at.work(), at.engine, batch_id) == 1
    at.run(batch_id)
    assert at.numbers(batch_id) == [1, 6, 2, 3, 4, 5]


def test_a_number_that_cannot_be_given_says_why_at_its_row(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue", issued_on=date(2026, 3, 2))
    at.office.issue(issued_on=date(2026, 3, 5))  # by another hand, since the start
    progress = at.run(batch_id)
    assert (progress.done, progress.failed) == (0, len(CODES))
    assert "Ngày ban hành phải từ ngày 05/3/2026" in progress.faulty[0].error


def test_a_stranger_sees_nothing_of_a_batch(at: BatchOffice) -> None:
    batch_id = at.start(by="office")
    with pytest.raises(NotAllowed):
        batches.status(at.work(f"drafter@{at.office.other}"), batch_id)
    with pytest.raises(BatchNotFound):
        batches.status(at.work(), "none")


def test_a_person_who_lost_his_role_stops_his_batch(at: BatchOffice) -> None:
    batch_id = at.start(by="office", who="drafter")
    at.office.do(switched_off, f"drafter@{at.office.id}")
    progress = at.run(batch_id)
    assert progress.done == 0
    assert progress.batch.trouble or progress.failed


def test_batches_of_an_office_are_listed(at: BatchOffice) -> None:
    first, second = at.start(by="office"), at.start(by="office")
    found = [one.batch.id for one in batches.listed(at.work(), at.office.id)]
    assert sorted(found) == sorted([first, second])
