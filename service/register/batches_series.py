"""Who numbers in a series: one worker at a time, by a lease on the key of the series."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.register.batches import BatchState
from service.register.batches_work import Lease, open_above
from service.register.inserting import insert_unless_there
from service.register.models import Batch, WorkLease


def take_series(session: Session, key: str, lease: Lease) -> bool:
    """Become the only one who numbers under a key, or learn that another one is at it."""
    taken: Any = session.execute(
        update(WorkLease)
        .where(WorkLease.key == key, (WorkLease.worker == lease.worker) | (WorkLease.until < lease.now))
        .values(worker=lease.worker, until=lease.until)
    )
    if taken.rowcount:
        return True
    row = {"key": key, "worker": lease.worker, "until": lease.until}
    free = insert_unless_there(session.get_bind().dialect.name, WorkLease, ["key"]).values(row)
    return session.scalar(free.returning(WorkLease.key)) is not None


def takes_turn(session: Session, batch_id: str, number: int, key: str, lease: Lease) -> bool:
    """Become the one who numbers under a key from an item on, if the batch runs and no row above is open."""
    is_running = session.scalar(select(Batch.state).where(Batch.id == batch_id)) == BatchState.RUNNING
    return is_running and not open_above(session, batch_id, number) and take_series(session, key, lease)


def is_free(session: Session, key: str, lease: Lease) -> bool:
    """Tell without writing whether `take_series` would succeed now."""
    held = select(WorkLease.key).where(
        WorkLease.key == key, WorkLease.worker != lease.worker, WorkLease.until >= lease.now
    )
    return session.scalar(held) is None


def leave_series(session: Session, worker: str) -> None:
    """Let others number."""
    session.execute(delete(WorkLease).where(WorkLease.worker == worker))
