"""How the work on a batch ends: finished, stopped for good, or taken back from a worker that died.

A lease that ran out is the only sign of a dead worker: its items wait again, one that was held three times so is set
aside with its input. Nothing here asks for rights: the acts themselves do.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from service.register import audit
from service.register.batches import BatchState, ItemState, Step, hold
from service.register.models import Batch, BatchItem, Document, User
from service.register.permissions import Actor

OPEN = (ItemState.WAITING, ItemState.RUNNING)
"""States of what is still to be done."""
MOST_ATTEMPTS = 3
KILLED = "worker_killed"
_KILLED_MESSAGE = (
    "Dòng này làm tiến trình xử lý dừng đột ngột {attempts} lần nên được để riêng. Kiểm tra dữ liệu của dòng, báo người"
    " quản trị, rồi chọn Làm lại dòng lỗi."
)


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


def has_expired(session: Session, now: datetime) -> bool:
    """Tell whether some worker died, without writing."""
    query = select(BatchItem.number).where(BatchItem.state == ItemState.RUNNING, BatchItem.lease_until < now)
    return session.scalar(query.limit(1)) is not None


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
