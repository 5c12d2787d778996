"""What workers do to the items of a batch: claim, renew, give back, finish. `batches_ends` says how it all ends.

An attempt is counted and committed with the claim, before the work. Nothing here asks for rights: the acts themselves
do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from service.register.batches import BatchState, ItemState, Step, hold
from service.register.batches_ends import OPEN, cancel_waiting
from service.register.models import Batch, BatchItem, WorkLease

# What is asked for each chunk, by parameters: a statement costs as much to build as to execute.
_OF_BATCH = BatchItem.batch_id == bindparam("batch")
_STATE = select(Batch.state).where(Batch.id == bindparam("batch"))
_WAITING = (
    select(BatchItem.number, BatchItem.attempts)
    .where(_OF_BATCH, BatchItem.state == ItemState.WAITING, BatchItem.step == bindparam("step"))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_WAITING_TO_BE_MADE = _WAITING.order_by(BatchItem.number)
_CLAIM = (
    update(BatchItem)
    .where(_OF_BATCH, BatchItem.number.in_(bindparam("numbers", expanding=True)))
    .values(
        state=ItemState.RUNNING,
        worker=bindparam("holder"),
        lease_until=bindparam("until"),
        attempts=BatchItem.attempts + 1,
    )
    .returning(BatchItem)
    .execution_options(synchronize_session=False, populate_existing=True)
)
_MINE = (
    select(BatchItem.number)
    .where(_OF_BATCH, BatchItem.worker == bindparam("holder"), BatchItem.state == ItemState.RUNNING)
    .with_for_update()
)
_ABOVE = (
    select(BatchItem.state, func.count())
    .where(
        _OF_BATCH,
        BatchItem.state.in_(OPEN),
        BatchItem.step.in_(tuple(Step)),  # a column of the index, between the state and the number
        BatchItem.number < bindparam("number"),
    )
    .group_by(BatchItem.state)
)


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds items, from when (aware), and for how many seconds."""

    worker: str
    now: datetime
    seconds: float

    @property
    def until(self) -> datetime:
        """When it runs out."""
        return self.now + timedelta(seconds=self.seconds)


def claim(session: Session, batch_id: str, step: Step, lease: Lease, limit: int) -> list[BatchItem]:
    """Take the next items of a running batch, with the attempt counted; commit before working on them.

    An item whose worker died is taken alone. Numbers come by day, then by row: an item is not numbered before all rows
    above it are made, and none while a worker that died still holds some (one alone numbers at a time).
    """
    if not is_running(session, batch_id):
        return []
    chosen = _alone(_next(session, batch_id, step, limit))
    if not chosen:
        return []
    order = {row.number: place for place, row in enumerate(chosen)}
    held = {"batch": batch_id, "numbers": list(order), "holder": lease.worker, "until": lease.until}
    return sorted(session.scalars(_CLAIM, held), key=lambda row: order[row.number])


def _next(session: Session, batch_id: str, step: Step, limit: int) -> list[Any]:
    """Return number and attempts of the items that come next, locked against other workers."""
    asked = {"batch": batch_id, "step": step, "most": limit}
    if step is Step.MAKE:
        return list(session.execute(_WAITING_TO_BE_MADE, asked))
    unmade = session.scalar(
        select(func.min(BatchItem.number)).where(
            BatchItem.batch_id == batch_id, BatchItem.state.in_(OPEN), BatchItem.step == Step.MAKE
        )
    )
    if _is_held(session, batch_id):
        return []
    query = _WAITING if unmade is None else _WAITING.where(BatchItem.number < unmade)
    return list(session.execute(query.order_by(BatchItem.issued_on, BatchItem.number), asked))


def _is_held(session: Session, batch_id: str) -> bool:
    """Tell whether somebody was numbering items of a batch and is not done with them."""
    query = select(BatchItem.number).where(
        BatchItem.batch_id == batch_id, BatchItem.state == ItemState.RUNNING, BatchItem.step == Step.NUMBER
    )
    return session.scalar(query.limit(1)) is not None


def _alone(rows: list[Any]) -> list[Any]:
    """Return the first row alone where it was tried before, else those before the next one that was."""
    if rows and rows[0].attempts:
        return rows[:1]
    fresh = next((place for place, row in enumerate(rows) if row.attempts), len(rows))
    return rows[:fresh]


def still_mine(session: Session, batch_id: str, worker: str) -> set[int]:
    """Return which items a worker still holds, locked until the end of the transaction."""
    return set(session.scalars(_MINE, {"batch": batch_id, "holder": worker}))


def renew(session: Session, batch_id: str, lease: Lease) -> None:
    """Hold the items of a worker for longer."""
    session.execute(
        update(BatchItem)
        .where(
            BatchItem.batch_id == batch_id,
            BatchItem.worker == lease.worker,
            BatchItem.state == ItemState.RUNNING,
        )
        .values(lease_until=lease.until)
    )


def finish(session: Session, batch_id: str, results: Sequence[Mapping[str, Any]]) -> None:
    """Write what items came to: each result has `number` and the same columns to set; nobody holds them any more."""
    if not results:
        return
    names = [name for name in results[0] if name != "number"]
    table: Any = BatchItem.__table__
    statement = (
        table.update()
        .where(table.c.batch_id == batch_id, table.c.number == bindparam("the_number"))
        .values(worker="", lease_until=None, attempts=0, **{name: bindparam(f"new_{name}") for name in names})
    )
    rows = [{"the_number": one["number"], **{f"new_{name}": one[name] for name in names}} for one in results]
    session.connection().execute(statement, rows)


def is_cancelled(session: Session, batch_id: str) -> bool:
    """Tell whether a batch was stopped for good: what is not numbered yet stays so."""
    return session.scalar(_STATE, {"batch": batch_id}) == BatchState.CANCELLED


def is_running(session: Session, batch_id: str) -> bool:
    """Tell whether a batch runs, as this transaction sees it."""
    return session.scalar(_STATE, {"batch": batch_id}) == BatchState.RUNNING


def give_back(session: Session, batch_id: str, worker: str, now: datetime, *, trouble: str = "") -> None:
    """Let the items of a worker wait again as if it had not begun; with a `trouble` the batch stands still."""
    session.execute(
        update(BatchItem)
        .where(
            BatchItem.batch_id == batch_id,
            BatchItem.worker == worker,
            BatchItem.state == ItemState.RUNNING,
        )
        .values(state=ItemState.WAITING, worker="", lease_until=None, attempts=BatchItem.attempts - 1)
    )
    session.execute(delete(WorkLease).where(WorkLease.worker == worker))
    cancel_waiting(session, [batch_id], now)
    if trouble:
        row = hold(session, batch_id)
        if row.state == BatchState.RUNNING:
            row.state, row.trouble = BatchState.PAUSED, trouble


def running(session: Session) -> list[str]:
    """Return the ids of the running batches, oldest first."""
    query = select(Batch.id).where(Batch.state == BatchState.RUNNING, Batch.loaded_at.is_not(None))
    return list(session.scalars(query.order_by(Batch.created_at, Batch.id)))


def open_above(session: Session, batch_id: str, number: int) -> dict[ItemState, int]:
    """Return how many rows above an item wait or are worked on: as many numbers come before its own."""
    found = session.execute(_ABOVE, {"batch": batch_id, "number": number})
    return {ItemState(state): int(count) for state, count in found}


def is_of_database(fault: Exception) -> bool:
    """Tell whether the database failed, and not the item that was worked on."""
    return isinstance(fault, SQLAlchemyError)


def running_batch(session: Session, batch_id: str) -> Batch | None:
    """Return a batch if it runs."""
    row = session.get(Batch, batch_id)
    return row if row is not None and row.state == BatchState.RUNNING else None


def has_waiting(session: Session, batch_id: str, step: Step) -> bool:
    """Tell whether items of a batch wait for a step."""
    query = select(BatchItem.number).where(
        BatchItem.batch_id == batch_id, BatchItem.state == ItemState.WAITING, BatchItem.step == step
    )
    return session.scalar(query.limit(1)) is not None
