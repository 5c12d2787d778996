"""What workers do to the items of a batch: claim, give back, finish; and what is done about workers that died.

An attempt is counted and committed with the claim, before the work. A lease that ran out is the only sign of a dead
worker: its items wait again, one that was held three times so is set aside with its input. Nothing here asks for
rights: the acts themselves do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from service.register import audit
from service.register.batches import BatchState, ItemState, Step, hold
from service.register.models import Batch, BatchItem, Document, User, WorkLease
from service.register.permissions import Actor

MOST_ATTEMPTS = 3
KILLED = "worker_killed"
_KILLED_MESSAGE = (
    "Dòng này làm tiến trình xử lý dừng đột ngột {attempts} lần nên được để riêng. Kiểm tra dữ liệu của dòng, báo người"
    " quản trị, rồi chọn Làm lại dòng lỗi."
)
OPEN = (ItemState.WAITING, ItemState.RUNNING)
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


def settle(session: Session, batch_id: str, now: datetime) -> bool:
    """Call a running batch finished where nothing of it waits or runs; return whether work is left for somebody.

    One that was stopped when all its rows were in work already is finished too: nothing of it was stopped.
    """
    row = hold(session, batch_id)
    if row.state == BatchState.CANCELLED and not _has_stopped(session, batch_id):
        row.state, row.finished_at = BatchState.FINISHED, now
        _note_end(session, row, now)
    if row.state != BatchState.RUNNING:
        return False
    left = session.scalar(
        select(func.count())
        .select_from(BatchItem)
        .where(BatchItem.batch_id == batch_id, BatchItem.state.in_(OPEN))
    )
    if not left:
        row.state, row.finished_at = BatchState.FINISHED, now
        _note_end(session, row, now)
    return bool(left)


def _note_end(session: Session, row: Batch, now: datetime) -> None:
    """Write the end into the audit trail of the office, in the name of the person who started the batch."""
    user = session.get_one(User, row.created_by)
    query = select(BatchItem.state, func.count()).where(BatchItem.batch_id == row.id)
    counts = {str(state): int(count) for state, count in session.execute(query.group_by(BatchItem.state))}
    actor = Actor(user.id, user.login, user.name, now)
    audit.append(session, actor, row.office_id, "finish_batch", {"batch": row.id, "rows": counts})


def expire(session: Session, now: datetime) -> int:
    """Take the items of dead workers back, and set those aside that were held so too often; return how many."""
    dead = (BatchItem.state == ItemState.RUNNING, BatchItem.lease_until < now)
    aside: Any = session.execute(
        update(BatchItem)
        .where(*dead, BatchItem.attempts >= MOST_ATTEMPTS)
        .values(
            state=ItemState.SET_ASIDE,
            worker="",
            lease_until=None,
            error_code=KILLED,
            error=_KILLED_MESSAGE.format(attempts=MOST_ATTEMPTS),
            changed_at=now,
        )
    )
    waiting: Any = session.execute(
        update(BatchItem).where(*dead).values(state=ItemState.WAITING, worker="", lease_until=None)
    )
    cancel_waiting(session, select(Batch.id), now)
    return int(aside.rowcount) + int(waiting.rowcount)


def cancel_waiting(session: Session, batch_ids: Any, now: datetime) -> None:
    """End what waits in those batches that were stopped for good: nobody comes for it any more.

    A row whose number was asked for keeps its file for signature, and its step: it tells that a number was stopped.
    """
    stopped = select(Batch.id).where(Batch.id.in_(batch_ids), Batch.state == BatchState.CANCELLED)
    waiting = (BatchItem.batch_id.in_(stopped), BatchItem.state == ItemState.WAITING)
    signed = BatchItem.document_id.is_not(None)
    session.execute(update(BatchItem).where(*waiting, signed).values(state=ItemState.DONE))
    session.execute(
        update(BatchItem)
        .where(*waiting)
        .values(state=ItemState.CANCELLED, step=Step.MAKE, made=None, changed_at=now)
    )


def has_expired(session: Session, now: datetime) -> bool:
    """Tell whether some worker died, without writing."""
    query = select(BatchItem.number).where(BatchItem.state == ItemState.RUNNING, BatchItem.lease_until < now)
    return session.scalar(query.limit(1)) is not None


def running(session: Session) -> list[str]:
    """Return the ids of the running batches, oldest first."""
    query = select(Batch.id).where(Batch.state == BatchState.RUNNING, Batch.loaded_at.is_not(None))
    return list(session.scalars(query.order_by(Batch.created_at)))


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


def has_open(session: Session, batch_id: str) -> bool:
    """Tell whether items of a batch wait, or are worked on."""
    return _has_any(session, batch_id, OPEN)


def _has_any(session: Session, batch_id: str, states: Sequence[ItemState]) -> bool:
    """Tell whether a batch has items in one of some states."""
    query = select(BatchItem.number).where(BatchItem.batch_id == batch_id, BatchItem.state.in_(states))
    return session.scalar(query.limit(1)) is not None


def _has_stopped(session: Session, batch_id: str) -> bool:
    """Tell whether rows of a batch that was stopped are still in work, or were stopped: also a number asked for."""
    asked = (BatchItem.state == ItemState.DONE, BatchItem.step == Step.NUMBER, Document.number.is_(None))
    query = select(BatchItem.number).join(Document, Document.id == BatchItem.document_id)
    numbers = query.where(BatchItem.batch_id == batch_id, *asked).limit(1)
    return _has_any(session, batch_id, (*OPEN, ItemState.CANCELLED)) or session.scalar(numbers) is not None


def has_waiting(session: Session, batch_id: str, step: Step) -> bool:
    """Tell whether items of a batch wait for a step."""
    query = select(BatchItem.number).where(
        BatchItem.batch_id == batch_id, BatchItem.state == ItemState.WAITING, BatchItem.step == step
    )
    return session.scalar(query.limit(1)) is not None
