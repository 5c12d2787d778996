"""One slice of work on a batch: claim a chunk, make or number it, write what came of it, until the slice is over.

The database is the truth (`register.batches_work`): whoever is called twice, or not at all, changes nothing.
"""

import logging
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from service.doctypes.catalogue import Catalogue
from service.errors import ServiceError
from service.issuing.layout_proofs import LayoutProofs
from service.issuing.published_types import PublishedType, publish
from service.issuing.workplace import Workplace
from service.jobs.acknowledging import answered_in
from service.jobs.making import Maker
from service.jobs.numbering import number_items, series_key
from service.jobs.storing import Outcome, outcome_of, stored
from service.jobs.turns import Hands, Pen
from service.register import batches, batches_work
from service.register.batches import Step
from service.register.batches_work import Lease
from service.register.database import Register
from service.register.errors import RegisterUnavailable
from service.register.models import Batch, BatchItem
from service.register.reserve import Reserve
from service.register.storage import unpack

SLICE_SECONDS = 1.0
CHUNK_SECONDS = 0.25
MOST_AT_ONCE = 128
_FIRST_CHUNK = 32
_STANDSTILL = frozenset({"disk_full", "read_only", "damaged", "disk_error"})
_TRIES_TO_GIVE_BACK = 600
_OWN_FAULT = "Chương trình gặp lỗi ngoài dự kiến. Báo người quản trị xem nhật ký, rồi chọn Chạy tiếp."
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Worker:
    """One worker process: its name in the leases, what it remembers between chunks."""

    register: Register
    catalogue: Catalogue
    now: Callable[[], datetime]
    lease_seconds: float
    name: str = field(
        default_factory=lambda: f"{os.uname().nodename[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
    )
    proofs: LayoutProofs = field(default_factory=LayoutProofs)
    pen: Pen = field(default_factory=Pen)
    chunk: int = _FIRST_CHUNK

    def lease(self) -> Lease:
        """Return a lease from now on."""
        return Lease(self.name, self.now(), self.lease_seconds)

    def work(self, batch_id: str) -> bool:
        """Work on a batch for a slice of time; return whether somebody should go on."""
        reserve = Reserve(self.register)
        reserve.keep()
        try:
            with self.register.reading() as session:
                batch = batches_work.running_batch(session, batch_id)
                if batch is None:
                    return False
                names = (batches.login_of(session, batch), batches.numberer_of(session, batch))
            return _Slice(self, batch, *names).run()
        except RegisterUnavailable as fault:
            log.warning("batch %s: %s", batch_id, fault.message)
            reserve.give_up()
            self._give_back(batch_id, fault.message if fault.code in _STANDSTILL else "")
            return True
        except ServiceError as refused:  # the person who started it may not go on
            self._give_back(batch_id, refused.message)
        except Exception:
            log.exception("batch %s", batch_id)
            self._give_back(batch_id, _OWN_FAULT)
        return False

    def wake(self) -> list[str]:
        """Take back the items of dead workers; return the ids of the batches that somebody should work on."""
        with self.register.reading() as session:
            is_due = batches_work.has_expired(session, self.now())
        if is_due:
            with self.register.transaction() as session:
                batches_work.expire(session, self.now())
        with self.register.reading() as session:
            return batches_work.running(session)

    def _give_back(self, batch_id: str, trouble: str) -> None:
        """Give the items back as soon as the database takes it; with a `trouble` the batch stands still."""
        for _ in range(_TRIES_TO_GIVE_BACK):
            try:
                with self.register.transaction() as session:
                    batches_work.give_back(session, batch_id, self.name, trouble=trouble)
            except RegisterUnavailable:
                time.sleep(0.5)
            else:
                return


class _Slice:
    """A slice of one worker on one batch: made for the person who started it, numbered for who asked for numbers."""

    def __init__(self, worker: Worker, batch: Batch, login: str, numberer: str) -> None:
        self._worker = worker
        self._batch = batch
        self._workplace = Workplace(worker.register, worker.catalogue, login, worker.now)
        self._numbering = Workplace(worker.register, worker.catalogue, numberer, worker.now)

    def run(self) -> bool:
        """Do chunks until the slice is over or nothing can be claimed; return whether something is left."""
        until = time.monotonic() + SLICE_SECONDS
        while time.monotonic() < until:
            # Both in turn: what was made is numbered while others make more.
            has_numbered = self._number()
            if not self._make() and not has_numbered:
                return self._settled()
        return True

    def _settled(self) -> bool:
        """Call the batch finished where nothing is left; return whether something is, which others are at."""
        with self._worker.register.reading() as session:
            is_open = batches_work.has_open(session, self._batch.id)
            if is_open and batches_work.running_batch(session, self._batch.id) is not None:
                return True
        with self._worker.register.transaction() as session:
            return batches_work.settle(session, self._batch.id, self._worker.now())

    def _make(self) -> bool:
        """Make one chunk; return whether there was one."""
        worker, began = self._worker, time.monotonic()
        with worker.pen.writing(self._workplace) as turn:
            rows = batches_work.claim(turn.session, self._batch.id, Step.MAKE, worker.lease(), worker.chunk)
        if not rows:
            return False
        try:
            form = publish(self._workplace, self._workplace.catalogue.get(self._batch.type_slug))
            outcomes = self._made(rows, form)
        except RegisterUnavailable:
            raise
        except ServiceError as refused:  # a type that was switched off meanwhile
            outcomes = [outcome_of(row, refused) for row in rows]
        worker.pen.written(
            self._workplace, outcomes, lambda turn, some: stored(turn, self._batch.id, worker.name, some)
        )
        worker.chunk = next_size(len(rows), time.monotonic() - began)
        return True

    def _made(self, rows: list[BatchItem], form: PublishedType) -> list[Outcome]:
        """Return what each item became: a document, or why not."""
        worker, batch = self._worker, self._batch
        still_here = self._renewing()
        found: list[Outcome] = []
        with self._workplace.reading() as turn:
            maker = Maker(self._workplace, turn, form, batch.type_slug, worker.proofs)
            for row in rows:
                try:
                    content = unpack(row.encoding, row.input)
                    answered = answered_in(batch, row, row.line)
                    found.append(outcome_of(row, maker.made(content, intent=batch.intent, answered=answered)))
                except RegisterUnavailable:
                    raise
                except Exception as refused:
                    if batches_work.is_of_database(refused):
                        raise
                    log.debug("batch %s, item %s", batch.id, row.number, exc_info=True)
                    found.append(outcome_of(row, refused))
                still_here()
        return found

    def _renewing(self) -> Callable[[], None]:
        """Return what is called between items: now and then it renews the lease of all that the worker holds."""
        worker, began = self._worker, time.monotonic()

        def still_here() -> None:
            nonlocal began
            if time.monotonic() > began + worker.lease_seconds / 3:
                began = time.monotonic()
                with worker.register.transaction() as session:
                    batches_work.renew(session, self._batch.id, worker.lease())

        return still_here

    def _number(self) -> bool:
        """Number one chunk where nobody else numbers in the series; return whether there was one."""
        worker, batch = self._worker, self._batch
        with worker.register.reading() as session:
            if not batches_work.has_waiting(session, batch.id, Step.NUMBER):
                return False
            key = series_key(session, batch, self._workplace)
        with worker.pen.writing(self._workplace) as turn:
            if not batches_work.take_series(turn.session, key, worker.lease()):
                return False
            rows = batches_work.claim(turn.session, batch.id, Step.NUMBER, worker.lease(), MOST_AT_ONCE)
            if not rows:
                batches_work.leave_series(turn.session, worker.name)
        if rows:
            hands = Hands(worker.name, worker.pen, self._renewing())
            number_items(self._numbering, batch, hands, rows)
        return bool(rows)


def next_size(count: int, seconds: float) -> int:
    """Return how many items the next chunk should have, so that it takes about CHUNK_SECONDS.

    On a machine that is busy with other things the time says little: no chunk is smaller than the first.

    >>> next_size(16, 0.05), next_size(100, 25.0)
    (80, 32)
    """
    return max(_FIRST_CHUNK, min(MOST_AT_ONCE, int(count * CHUNK_SECONDS / max(seconds, 0.001))))
