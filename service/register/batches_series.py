"""Who numbers in a series: one worker at a time, by a lease on the key of the series, and while its batch runs."""

from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from service.register.batches_work import Lease, is_running, open_above
from service.register.inserting import insert_unless_there
from service.register.locks import lock_office
from service.register.models import Batch, WorkLease

_HELD = select(WorkLease.key).where(
    WorkLease.key == bindparam("key"),
    WorkLease.worker != bindparam("holder"),
    WorkLease.until >= bindparam("now"),
)
_LEAVE = delete(WorkLease).where(WorkLease.worker == bindparam("holder"))


class BatchStopped(Exception):
    """A person let a batch stand still, or stopped it: it takes no more numbers."""


def require_running(session: Session, row: Batch) -> None:
    """Raise BatchStopped unless a batch runs; who wants to stop it waits until the end of the transaction.

    The acts on a batch are entered in the audit trail of its office, whose lock therefore comes first.
    """
    lock_office(session, row.office_id)
    if not is_running(session, row.id):
        raise BatchStopped


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


def turn_has_come(session: Session, batch_id: str, number: int, key: str, lease: Lease) -> bool:
    """Tell whether an item may be numbered: its batch runs, no row above is open, nobody else holds the series."""
    is_next = is_running(session, batch_id) and not open_above(session, batch_id, number)
    return is_next and is_free(session, key, lease)


def is_free(session: Session, key: str, lease: Lease) -> bool:
    """Tell without writing whether `take_series` would succeed now."""
    return session.scalar(_HELD, {"key": key, "holder": lease.worker, "now": lease.now}) is None


def leave_series(session: Session, worker: str) -> None:
    """Let others number."""
    session.execute(_LEAVE, {"holder": worker})
