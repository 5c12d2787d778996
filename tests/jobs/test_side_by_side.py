"""Several workers at one batch whose documents are numbered: each numbers what it made, in the order of the rows."""

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from service.jobs import batches, working
from service.jobs.turns import Pen
from service.register.batches import BatchState, ItemState
from service.register.models import WorkLease
from tests.jobs.batch_office import CODES, BatchOffice


@pytest.fixture
def small_chunks(monkeypatch: Any) -> None:
    """A worker takes three rows at a time."""
    monkeypatch.setattr(working, "_FIRST_CHUNK", 3)
    monkeypatch.setattr(working, "MOST_AT_ONCE", 3)


@pytest.mark.usefixtures("small_chunks")
def test_a_chunk_waits_for_the_one_above_and_is_numbered_from_memory(
    at: BatchOffice, monkeypatch: Any
) -> None:
    batch_id = at.start(by="office", intent="issue")
    goes_on, is_at_it = threading.Event(), threading.Event()
    upper = at.worker(chunk=3)
    thread = threading.Thread(target=lambda: upper.work(batch_id))
    real = working.outcome_of

    def slowly(row: Any, came: Any) -> Any:
        if row.number == 1:  # the upper worker holds the first three rows, until the lower one waits for it
            is_at_it.set()
            assert goes_on.wait(60)
        return real(row, came)

    def let_the_upper_one_end(_seconds: float) -> None:
        if not goes_on.is_set():
            goes_on.set()
            thread.join(60)

    monkeypatch.setattr(working, "outcome_of", slowly)
    monkeypatch.setattr(working, "to_lay_down", refused)
    thread.start()
    assert is_at_it.wait(60)
    lower = at.worker(chunk=3)
    monkeypatch.setattr(lower.pen, "rest", let_the_upper_one_end)
    at.run(batch_id, lower)
    assert goes_on.is_set()
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]
    assert batches.status(at.work(), batch_id).batch.state == BatchState.FINISHED
    assert at.office.faults() == []


@pytest.mark.usefixtures("small_chunks")
def test_a_chunk_whose_turn_does_not_come_is_laid_down_and_numbered_later(
    at: BatchOffice, monkeypatch: Any
) -> None:
    batch_id = at.start(by="office", intent="issue")
    upper, lower = at.worker(chunk=3), at.worker(chunk=3, pen=Pen(sleep=lambda _seconds: None))
    real, begun = working.outcome_of, []

    def slowly(row: Any, came: Any) -> Any:
        if not begun:
            begun.append(row.number)
            assert lower.work(batch_id)
            assert at.states(batch_id) == [ItemState.RUNNING] * 3 + [ItemState.WAITING] * 3
            assert at.office.last_number() == 0
        return real(row, came)

    monkeypatch.setattr(working, "outcome_of", slowly)
    at.run(batch_id, upper)
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]
    assert at.office.faults() == []


def test_what_is_stopped_while_it_is_made_takes_no_number(at: BatchOffice, monkeypatch: Any) -> None:
    batch_id = at.start(by="office", intent="issue")
    real = working.outcome_of

    def stopped(row: Any, came: Any) -> Any:
        if row.number == len(CODES):
            batches.cancel(at.work(), batch_id)
        return real(row, came)

    with monkeypatch.context() as patched:
        patched.setattr(working, "outcome_of", stopped)
        progress = at.run(batch_id)
    assert (progress.batch.state, progress.left) == (BatchState.CANCELLED, 0)
    assert set(at.states(batch_id)) == {ItemState.CANCELLED}
    assert at.office.last_number() == 0
    batches.retry(at.work(), at.engine, batch_id)
    at.run(batch_id)
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("block", "held"), [(2, {0, 1}), (8, {0})])
def test_the_series_is_held_between_the_turns_of_a_chunk_and_only_then(
    at: BatchOffice, block: int, held: set[int]
) -> None:
    batch_id = at.start(by="office", intent="issue")
    seen: list[int] = []

    def look(_seconds: float) -> None:
        with at.work().reading() as turn:
            seen.append(turn.session.scalar(select(func.count()).select_from(WorkLease)))

    worker = at.worker(pen=Pen(sleep=look, block=block))
    at.run(batch_id, worker)
    look(0)
    assert set(seen) == held
    assert seen[-1] == 0
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]


def refused(*_words: Any) -> Any:
    raise AssertionError("a chunk was laid down")
