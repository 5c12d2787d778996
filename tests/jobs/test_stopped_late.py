"""What is left of a batch that was stopped, and the day in the name of its files."""

from datetime import UTC, datetime
from typing import Any

import pytest

from service.jobs import archive, batches
from service.register import batches as register_batches
from service.register import batches_ends
from service.register.batches import BatchState
from service.register.errors import WrongState
from service.register.models import AuditEvent, Batch
from tests.jobs.batch_office import CODES, BatchOffice


def test_a_batch_stopped_when_its_last_rows_were_in_work_is_finished_when_they_are_done(
    at: BatchOffice,
) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])

    def in_work(session: Any, _actor: Any) -> None:
        register_batches.hold(session, batch_id).state = BatchState.RUNNING

    at.office.do(in_work)
    batches.cancel(at.work(), batch_id)
    at.office.do(
        lambda session, actor: batches_ends.settle(session, batch_id, actor.at)
    )  # as a worker does at the end
    progress = batches.status(at.work(), batch_id)
    assert (progress.batch.state, progress.done) == (BatchState.FINISHED, 2)
    assert ends(at) == 2  # of the batch as it was made, and of this one: who waits for the event hears of it


def ends(at: BatchOffice) -> int:
    with at.work().reading() as turn:
        return int(turn.session.query(AuditEvent).filter(AuditEvent.action == "finish_batch").count())


def test_a_batch_whose_numbers_were_stopped_stays_stopped(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])
    batches.issue_rows(at.work(), at.engine, batch_id, acknowledged=("month_turned",))
    batches.cancel(at.work(), batch_id)
    at.office.do(lambda session, actor: batches_ends.settle(session, batch_id, actor.at))
    assert batches.status(at.work(), batch_id).batch.state == BatchState.CANCELLED


def test_a_batch_of_which_rows_were_stopped_stays_stopped(at: BatchOffice) -> None:
    batch_id = at.start(by="office", codes=CODES[:2])
    batches.cancel(at.work(), batch_id)
    at.office.do(lambda session, actor: batches_ends.settle(session, batch_id, actor.at))
    assert at.run(batch_id).batch.state == BatchState.CANCELLED


def test_files_are_named_after_the_day_of_the_office() -> None:
    night = Batch(
        id="0" * 28 + "d8dcbe02", type_slug="ke_hoach", created_at=datetime(2026, 11, 30, 19, 30, tzinfo=UTC)
    )
    assert archive.archive_name(night) == "ke-hoach_2026-12-01_d8dcbe02.zip"


def test_rows_that_are_being_numbered_and_a_batch_without_any_left_say_so(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=CODES[:3])
    asked = {1: None, 3: None}
    batches.issue_rows(at.work(), at.engine, batch_id, asked, acknowledged=("month_turned",))
    with pytest.raises(WrongState, match=r"^Dòng 1, 3 đang được cấp số\."):
        batches.issue_rows(at.work(), at.engine, batch_id, {**asked, 2: None})
    at.run(batch_id)
    batches.issue_rows(at.work(), at.engine, batch_id, acknowledged=("month_turned",))
    with pytest.raises(WrongState, match=r"^Dòng 2 đang được cấp số\."):
        batches.issue_rows(at.work(), at.engine, batch_id)
    at.run(batch_id)
    with pytest.raises(WrongState, match=r"^Đợt không còn văn bản nào chờ cấp số"):
        batches.issue_rows(at.work(), at.engine, batch_id)
