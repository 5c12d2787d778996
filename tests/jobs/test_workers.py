"""What happens to items whose worker died, whose disk is full, or whom two workers want."""

from datetime import timedelta
from typing import Any

from sqlalchemy import event, text

from service.jobs import batches, numbering
from service.jobs.working import Worker
from service.register import batches_series, batches_work
from service.register.batches import BatchState, ItemState, Step
from service.register.errors import RegisterUnavailable
from tests.jobs.batch_office import CODES, BatchOffice, laid_down


def begin_and_die(at: BatchOffice, batch_id: str, step: Step = Step.MAKE, limit: int = 100) -> list[int]:
    """A worker claims items and is never heard of again; return their numbers."""
    dead = at.worker()
    with at.work().writing() as turn:
        rows = batches_work.claim(turn.session, batch_id, step, dead.lease(), limit)
    return [row.number for row in rows]


def later(at: BatchOffice, seconds: float = 60) -> None:
    at.office.at(at.office.moments[-1] + timedelta(seconds=seconds))


def test_items_of_a_dead_worker_are_done_by_another_one(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    assert begin_and_die(at, batch_id, limit=3) == [1, 2, 3]
    living = at.worker()
    for _ in range(3):
        living.work(batch_id)
    assert at.states(batch_id)[:3] == [ItemState.RUNNING] * 3
    assert living.wake() == [batch_id]
    assert at.states(batch_id)[:3] == [ItemState.RUNNING] * 3  # the lease still holds
    later(at)
    living.wake()
    progress = at.run(batch_id, living)
    assert progress.batch.state == BatchState.FINISHED
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]
    assert at.office.faults() == []


def test_no_number_is_taken_before_the_rows_above_are_made(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    begin_and_die(at, batch_id, limit=2)
    worker = at.worker()
    for _ in range(3):
        worker.work(batch_id)
    assert at.office.last_number() == 0


def test_rows_that_a_dead_worker_was_numbering_are_numbered_before_those_below(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    laid_down(at, batch_id)
    assert begin_and_die(at, batch_id, Step.NUMBER, limit=2) == [1, 2]
    living = at.worker()
    assert living.work(batch_id)
    assert at.numbers(batch_id) == [None] * 6
    later(at)
    living.wake()
    at.run(batch_id, living)
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]
    assert at.office.faults() == []


def test_an_item_that_kills_its_worker_three_times_is_set_aside_and_the_rest_goes_on(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    assert begin_and_die(at, batch_id) == [1, 2, 3, 4, 5, 6]
    living = at.worker()
    for _ in range(2):
        later(at)
        living.wake()
        assert begin_and_die(at, batch_id) == [1]  # alone, for it was there when a worker died
    later(at)
    living.wake()
    progress = at.run(batch_id, living)
    assert at.states(batch_id) == [ItemState.SET_ASIDE, *[ItemState.DONE] * 5]
    assert progress.faulty[0].error_code == "worker_killed"
    assert at.numbers(batch_id) == [None, 1, 2, 3, 4, 5]
    batches.retry(at.work(), at.engine, batch_id)
    at.run(batch_id)
    assert at.numbers(batch_id) == [6, 1, 2, 3, 4, 5]


def test_a_worker_that_comes_back_too_late_changes_nothing(at: BatchOffice, monkeypatch: Any) -> None:
    from service.jobs import working  # noqa: PLC0415

    batch_id = at.start(by="office", codes=CODES[:2])
    real, slow, quick = working.outcome_of, at.worker(), at.worker()
    times: list[int] = []

    def made_late(row: Any, came: Any) -> Any:
        times.append(row.number)
        if len(times) == 1:  # the slow one has claimed, and is still at its first document
            later(at)
            quick.wake()
            assert at.run(batch_id, quick).batch.state == BatchState.FINISHED
        return real(row, came)

    monkeypatch.setattr(working, "outcome_of", made_late)
    at.run(batch_id, slow)
    assert len(times) == 4
    assert at.states(batch_id) == [ItemState.DONE] * 2
    with at.work().reading() as turn:
        found = turn.session.execute(text("SELECT count(*) FROM documents")).scalar_one()
    assert found == 2


def test_one_worker_at_a_time_numbers_in_a_series(at: BatchOffice) -> None:
    first, second = at.worker(), at.worker()
    with at.work().writing() as turn:
        assert batches_series.take_series(turn.session, "series:x", first.lease())
        assert batches_series.take_series(turn.session, "series:x", first.lease())
        assert not batches_series.take_series(turn.session, "series:x", second.lease())
        assert batches_series.take_series(turn.session, "series:y", second.lease())
        batches_series.leave_series(turn.session, first.name)
        assert batches_series.take_series(turn.session, "series:x", second.lease())
    later(at)
    with at.work().writing() as turn:
        assert batches_series.take_series(turn.session, "series:x", first.lease())


def test_two_batches_of_one_series_do_not_disturb_each_other(at: BatchOffice) -> None:
    batch_ids = [at.start(by="office", intent="issue") for _ in range(2)]
    workers = [at.worker(), at.worker()]
    for _ in range(20):
        for worker in workers:
            for batch_id in batch_ids:
                worker.work(batch_id)
    numbers = [number or 0 for batch_id in batch_ids for number in at.numbers(batch_id)]
    assert sorted(numbers) == list(range(1, 13))
    for batch_id in batch_ids:
        own = at.numbers(batch_id)
        assert own == sorted(own, key=lambda number: number or 0)


def test_a_full_disk_stops_the_batch_and_loses_nothing(at: BatchOffice) -> None:
    engine = at.office.register.engine
    if engine.dialect.name != "sqlite":
        return  # a server's disk cannot be filled from here
    batch_id = at.start(by="office", intent="issue")
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def full(raw: Any, _record: Any, _proxy: Any) -> None:
        raw.execute(f"PRAGMA max_page_count = {pages + 8}")

    def roomy(raw: Any, _record: Any, _proxy: Any) -> None:
        raw.execute("PRAGMA max_page_count = 1073741823")

    event.listen(engine, "checkout", full)
    worker: Worker = at.worker()
    worker.work(batch_id)
    progress = batches.status(at.work(), batch_id)
    assert progress.batch.state == BatchState.PAUSED
    assert "Ổ đĩa của sổ đăng ký đã đầy" in progress.batch.trouble
    assert progress.is_over
    event.remove(engine, "checkout", full)
    event.listen(engine, "checkout", roomy)
    batches.resume(at.work(), at.engine, batch_id)
    at.run(batch_id, worker)
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]
    assert at.office.faults() == []


def test_a_lost_connection_is_waited_for(at: BatchOffice, monkeypatch: Any) -> None:
    batch_id = at.start(by="office", intent="issue")
    real, lost = numbering.finish, []

    def broken(*words: Any) -> None:
        if not lost:
            lost.append(True)
            raise RegisterUnavailable("gone", code="unreachable")
        real(*words)

    monkeypatch.setattr(numbering, "finish", broken)
    worker = at.worker()
    assert worker.work(batch_id)
    assert batches.status(at.work(), batch_id).batch.state == BatchState.RUNNING
    assert at.office.last_number() == 0
    at.run(batch_id, worker)
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]


def test_rows_of_a_worker_that_died_in_a_batch_that_was_stopped_are_stopped_too(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    begin_and_die(at, batch_id, limit=2)
    batches.cancel(at.work(), batch_id)
    later(at)
    living = at.worker()
    assert living.wake() == []
    progress = at.run(batch_id, living)
    assert (progress.batch.state, progress.left) == (BatchState.CANCELLED, 0)
    assert at.states(batch_id) == [ItemState.CANCELLED] * 6
    batches.retry(at.work(), at.engine, batch_id)
    at.run(batch_id, living)
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]


def test_a_worker_that_gives_up_in_a_batch_that_was_stopped_leaves_no_row_waiting(
    at: BatchOffice, monkeypatch: Any
) -> None:
    from service.jobs import working  # noqa: PLC0415

    batch_id = at.start(by="office", intent="issue")

    def stopped_and_lost(*_words: Any) -> Any:
        batches.cancel(at.work(), batch_id)
        raise RegisterUnavailable("gone", code="unreachable")

    monkeypatch.setattr(working, "outcome_of", stopped_and_lost)
    at.worker().work(batch_id)
    assert at.states(batch_id) == [ItemState.CANCELLED] * 6


def test_signed_rows_keep_their_file_when_their_worker_dies_in_a_batch_that_was_stopped(
    at: BatchOffice,
) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])
    batches.issue_rows(at.work(), at.engine, batch_id)
    begin_and_die(at, batch_id, Step.NUMBER)
    batches.cancel(at.work(), batch_id)
    later(at)
    at.worker().wake()
    assert at.states(batch_id) == [ItemState.DONE] * 2
