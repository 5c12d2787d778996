"""A number goes into the text for which it was asked: what was put up anew since then is another paper."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from service.jobs import batches, numbering_signed
from service.jobs.shown_items import item_object
from service.register.batches import BatchState
from service.register.models import BatchItem
from tests.jobs.batch_office import CODES, BatchOffice, content_of, put_up_again, put_up_anew

ASKED: dict[str, Any] = {"acknowledged": ("month_turned",)}
OTHER_TEXT = "Dân vận năm 2026"


def faults(at: BatchOffice, batch_id: str) -> dict[int, str]:
    return {one.item.number: one.item.error_code for one in at.items(batch_id) if one.item.error_code}


def put_up_anew_while_it_stands_still(
    at: BatchOffice, *, rows: int = 3, put_up: Callable[[BatchOffice, int, str], None] = put_up_anew
) -> str:
    """Numbers are asked for, the batch stands still, the document of the first row is returned and put up anew."""
    batch_id = at.made(by="office", codes=CODES[:rows])
    batches.issue_rows(at.work(), at.engine, batch_id, **ASKED)
    batches.pause(at.work(), batch_id)
    put_up(at, 1, batch_id)
    batches.resume(at.work(), at.engine, batch_id)
    return batch_id


def test_a_text_that_was_put_up_after_its_number_was_asked_for_gets_none(at: BatchOffice) -> None:
    batch_id = put_up_anew_while_it_stands_still(at)
    progress = at.run(batch_id)
    assert (progress.batch.state, at.numbers(batch_id)) == (BatchState.FINISHED, [None, 1, 2])
    assert faults(at, batch_id) == {1: "file_moved"}
    assert progress.faulty[0].error.startswith("Dòng 1: văn bản đã được trình lại")
    assert at.office.faults() == []


def test_doing_faulty_rows_again_does_not_number_a_text_that_nobody_asked_for(at: BatchOffice) -> None:
    batch_id = put_up_anew_while_it_stands_still(at)
    at.run(batch_id)
    assert batches.retry(at.work(), at.engine, batch_id) == 1
    at.run(batch_id)
    assert faults(at, batch_id) == {1: "file_moved"}
    assert at.numbers(batch_id)[0] is None


def test_the_text_that_is_put_up_now_gets_its_number_when_it_is_asked_for(at: BatchOffice) -> None:
    batch_id = put_up_anew_while_it_stands_still(at)
    at.run(batch_id)
    seen = {one.item.number: one.mark for one in at.items(batch_id)}
    assert batches.issue_rows(at.work(), at.engine, batch_id, {1: None}, seen=seen, **ASKED) == 1
    at.run(batch_id)
    assert (at.numbers(batch_id), faults(at, batch_id)) == ([3, 1, 2], {})
    assert OTHER_TEXT in content_of(at, at.items(batch_id)[0])
    assert at.office.faults() == []


def test_a_text_that_is_put_up_anew_between_the_look_ahead_and_the_lock_gets_no_number(
    at: BatchOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = at.made(by="office", codes=CODES[:3])
    batches.issue_rows(at.work(), at.engine, batch_id, **ASKED)
    ahead, looked = numbering_signed._ahead, list[int]()

    def looked_ahead(*given: Any) -> Any:
        found = ahead(*given)
        if not looked:
            looked.append(1)
            put_up_anew(at, 2, batch_id)
        return found

    monkeypatch.setattr(numbering_signed, "_ahead", looked_ahead)
    at.run(batch_id)
    assert (at.numbers(batch_id), faults(at, batch_id)) == ([1, None, 2], {2: "file_moved"})
    assert at.office.faults() == []


def test_which_text_was_signed_is_no_question_of_a_row_and_cannot_be_answered_as_one(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])
    before = [item_object(one)["questions"] for one in at.items(batch_id)]
    batches.issue_rows(at.work(), at.engine, batch_id, acknowledged=("month_turned", "signed_text"))
    at.run(batch_id)
    for shown, asked in zip(at.items(batch_id), before, strict=True):
        told = item_object(shown)["questions"]
        assert {frozenset(one) for one in told[len(asked) :]} == {
            frozenset({"code", "path", "answered", "step"})
        }
        assert [one["code"] for one in told[len(asked) :]] == ["month_turned", "signed_text"]
    assert at.numbers(batch_id) == [1, 2]


def as_an_earlier_release_kept_them(at: BatchOffice, batch_id: str) -> None:
    """Rows whose numbers were asked for keep what was answered, not which text was signed."""
    answers = [{"code": "month_turned", "path": "", "answered": True, "step": "number"}]
    at.office.do(
        lambda session, _actor: session.execute(
            update(BatchItem).where(BatchItem.batch_id == batch_id).values(questions=answers)
        )
    )


@pytest.mark.parametrize("put_up", ["before the number was asked for", "after it"])
def test_a_row_that_keeps_no_signed_text_gets_its_number_for_the_file_of_the_batch_until_asked_again(
    at: BatchOffice, put_up: str
) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])
    if put_up != "after it":
        put_up_anew(at, 1, batch_id)
    batches.issue_rows(at.work(), at.engine, batch_id, **ASKED)
    batches.pause(at.work(), batch_id)
    as_an_earlier_release_kept_them(at, batch_id)
    if put_up == "after it":
        put_up_anew(at, 1, batch_id)
    batches.resume(at.work(), at.engine, batch_id)
    at.run(batch_id)
    assert (at.numbers(batch_id), faults(at, batch_id)) == ([None, 1], {1: "file_moved"})
    batches.issue_rows(at.work(), at.engine, batch_id, {1: None}, **ASKED)
    at.run(batch_id)
    assert (at.numbers(batch_id), faults(at, batch_id)) == ([2, 1], {})
    assert at.office.faults() == []


def test_a_text_that_was_put_up_again_unchanged_is_not_called_another_one(at: BatchOffice) -> None:
    batch_id = put_up_anew_while_it_stands_still(at, rows=2, put_up=put_up_again)
    (fault,) = at.run(batch_id).faulty
    assert (fault.error_code, at.numbers(batch_id)) == ("file_moved", [None, 1])
    assert "bản khác" not in fault.error
    assert "Đối chiếu bản giấy với bản đang trình rồi cấp số lại" in fault.error
