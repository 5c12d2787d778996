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
from math import ceil

from service.doctypes.catalogue import Catalogue
from service.errors import ServiceError
from service.issuing.layout_proofs import LayoutProofs
from service.issuing.published_types import publish
from service.issuing.workplace import Turn, Workplace
from service.jobs.acknowledging import answered_in
from service.jobs.at_once import LOOKS, number_at_once, turn_comes
from service.jobs.making import ISSUE, Maker
from service.jobs.numbering import number_items, series_key
from service.jobs.ready import Ready, foreseen, given_input, ready
from service.jobs.storing import Outcome, by_office, outcome_of, stored, to_lay_down
from service.jobs.taking_over import require_same_list
from service.jobs.turns import Hands, Pen, Some
from service.register import batches, batches_days, batches_ends, batches_series, batches_work
from service.register.batches import Step
from service.register.batches_numbers import Forecast
from service.register.batches_series import BatchStopped
from service.register.batches_work import Lease
from service.register.database import Register
from service.register.errors import RegisterUnavailable, UserNotFound
from service.register.models import Batch, BatchItem
from service.register.reserve import Reserve

SLICE_SECONDS = 1.0
CHUNK_SECONDS = 0.25
MOST_AT_ONCE = 128
_FIRST_CHUNK = 32
_FEWEST = 8
"""Of what is numbered: what a chunk costs by itself would eat up what smaller ones save others in waiting."""
_STANDSTILL = frozenset({"disk_full", "read_only", "damaged", "disk_error"})
_TRIES_TO_GIVE_BACK = 600
_OWN_FAULT = "Chương trình gặp lỗi ngoài dự kiến. Báo người quản trị xem nhật ký, rồi chọn Chạy tiếp."
_TAKE_OVER = "Người khác có quyền của cơ quan chọn Chạy tiếp để làm nốt phần còn lại dưới tên mình."
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
                batches_days.require_same_year(session, batch, self.now())
                names = batches.logins_of(session, batch)
            return _Slice(self, batch, *names).run()
        except BatchStopped:  # between two blocks of numbers
            self._give_back(batch_id, "")
            return True
        except RegisterUnavailable as fault:
            log.warning("batch %s: %s", batch_id, fault.message)
            reserve.give_up()
            self._give_back(batch_id, fault.message if fault.code in _STANDSTILL else "")
            return True
        except UserNotFound as refused:  # the person for whom it is made was switched off
            self._give_back(batch_id, f"{refused.message} {_TAKE_OVER}")
        except ServiceError as refused:
            self._give_back(batch_id, refused.message)
        except Exception:
            log.exception("batch %s", batch_id)
            self._give_back(batch_id, _OWN_FAULT)
        return False

    def wake(self) -> list[str]:
        """Take back the items of dead workers; return the ids of the batches that somebody should work on."""
        with self.register.reading() as session:
            is_due = batches_ends.has_expired(session, self.now())
        if is_due:
            with self.register.transaction() as session:
                batches_ends.expire(session, self.now())
        with self.register.reading() as session:
            return batches_work.running(session)

    def _give_back(self, batch_id: str, trouble: str) -> None:
        """Give the items back as soon as the database takes it; with a `trouble` the batch stands still."""
        for _ in range(_TRIES_TO_GIVE_BACK):
            try:
                with self.register.transaction() as session:
                    batches_work.give_back(session, batch_id, self.name, self.now(), trouble=trouble)
            except RegisterUnavailable:
                time.sleep(0.5)
            else:
                return


class _Slice:
    """A slice of one worker on one batch, for the two persons of `batches.logins_of`."""

    def __init__(self, worker: Worker, batch: Batch, login: str, numberer: str) -> None:
        self._worker = worker
        self._batch = batch
        self._workplace = Workplace(worker.register, worker.catalogue, login, worker.now)
        self._numbering = Workplace(worker.register, worker.catalogue, numberer, worker.now)
        self._until = time.monotonic() + SLICE_SECONDS
        self._claimed: list[BatchItem] = []
        self._is_patient = True
        self._key = ""

    def run(self) -> bool:
        """Do chunks until the slice is over or nothing can be claimed; return whether something is left."""
        while self._claimed or time.monotonic() < self._until:
            # Both in turn: what was made is numbered while others make more.
            has_numbered = self._number()
            if not self._make() and not has_numbered:
                return self._settled()
        return True

    def _settled(self) -> bool:
        """Call the batch finished where nothing is left; return whether something is, which others are at."""
        with self._worker.register.reading() as session:
            is_open = batches_ends.has_open(session, self._batch.id)
            if is_open and batches_work.running_batch(session, self._batch.id) is not None:
                return True
        with self._worker.register.transaction() as session:
            return batches_ends.settle(session, self._batch.id, self._worker.now())

    def _make(self) -> bool:
        """Make one chunk; return whether there was one."""
        worker = self._worker
        rows, self._claimed = self._claimed, []
        if not rows:
            with worker.pen.writing(self._workplace) as turn:
                rows = self._claim(turn)
        if not rows:
            return False
        began = time.monotonic()
        try:
            with self._workplace.reading() as turn:
                outcomes = self._made(turn, rows)
        except RegisterUnavailable:
            raise
        except ServiceError as refused:  # a type that was switched off meanwhile
            outcomes = [outcome_of(row, refused) for row in rows]
        worker.chunk = next_size(len(rows), time.monotonic() - began)
        self._written(outcomes)
        return True

    def _claim(self, turn: Turn) -> list[BatchItem]:
        """Take the next chunk; of what is numbered few, in whole turns of the pen: others wait for it."""
        worker, most = self._worker, self._worker.chunk
        if self._batch.intent == ISSUE:
            block = worker.pen.most_at_once
            most = min(most, block * ceil(_FEWEST / block))
        return batches_work.claim(turn.session, self._batch.id, Step.MAKE, worker.lease(), most)

    def _claim_next(self, turn: Turn) -> None:
        """Take the next chunk in the transaction that writes this one, unless the slice is over then."""
        if time.monotonic() < self._until:
            self._claimed = self._claim(turn)

    def _made(self, turn: Turn, rows: list[BatchItem]) -> list[Outcome]:
        """Return what each item became: a document, or why not. Raises ServiceError for the type."""
        worker, batch = self._worker, self._batch
        form = publish(self._workplace, turn, self._workplace.catalogue.get(batch.type_slug))
        still_here = self._renewing()
        found: list[Outcome] = []
        above = batches_work.open_above(turn.session, batch.id, rows[0].number)
        forecast = Forecast(turn.session, before=sum(above.values()))
        maker = Maker(self._workplace, turn, form, batch.office_id, worker.proofs)
        for row in rows:
            try:
                require_same_list(turn, batch, row)
                answered = answered_in(batch, row)
                came = maker.made(given_input(row), intent=batch.intent, answered=answered)
                to_number = came.content is None
                one = foreseen(turn, forecast, ready(row, came, form, worker.now())) if to_number else came
                found.append(outcome_of(row, one))
            except RegisterUnavailable:
                raise
            except Exception as refused:
                if batches_work.is_of_database(refused):
                    raise
                log.debug("batch %s, item %s", batch.id, row.number, exc_info=True)
                found.append(outcome_of(row, refused))
            still_here()
        return found

    def _written(self, outcomes: list[Outcome]) -> None:
        """Write what a chunk became; what takes a number takes it now, or lies down for whoever numbers next."""
        fresh = [one.ready for one in outcomes if one.ready is not None]
        self._stored([one for one in outcomes if one.ready is None], is_last=not fresh)
        if fresh and not self._numbered_at_once(fresh):
            self._stored([to_lay_down(one) for one in outcomes if one.ready is not None], is_last=False)

    def _stored(self, outcomes: list[Outcome], *, is_last: bool) -> None:
        """Write outcomes in turns, and take the next chunk in the last one."""

        def write(turn: Turn, some: Some[Outcome]) -> None:
            stored(turn, self._batch.id, self._worker.name, some)
            if is_last and some.is_over:
                self._claim_next(turn)

        self._worker.pen.written(self._workplace, by_office(outcomes), write)

    def _numbered_at_once(self, fresh: list[Ready]) -> bool:
        """Number a chunk from memory; who waited in vain does not wait again in this slice."""
        hands = self._hands(self._series())
        looks = LOOKS if self._is_patient else 1
        self._is_patient = turn_comes(self._numbering, self._batch, hands, fresh[0].row.number, looks)
        return self._is_patient and number_at_once(
            self._numbering, self._batch, hands, fresh, self._claim_next
        )

    def _series(self) -> str:
        """Return the key of the series, asked for once in a slice."""
        if not self._key:
            with self._worker.register.reading() as session:
                self._key = series_key(session, self._batch, self._workplace)
        return self._key

    def _hands(self, series: str) -> Hands:
        return Hands(self._worker.name, self._worker.pen, self._renewing(), self._worker.lease, series)

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
        key = self._series()
        with worker.pen.writing(self._workplace) as turn:
            if not batches_series.take_series(turn.session, key, worker.lease()):
                return False
            rows = batches_work.claim(turn.session, batch.id, Step.NUMBER, worker.lease(), MOST_AT_ONCE)
            if not rows:
                batches_series.leave_series(turn.session, worker.name)
        if rows:
            number_items(self._numbering, batch, self._hands(key), rows)
        return bool(rows)


def next_size(count: int, seconds: float) -> int:
    """Return how many items the next chunk should have, so that it takes about CHUNK_SECONDS.

    On a machine that is busy with other things the time says little: no chunk is smaller than the first.

    >>> next_size(16, 0.05), next_size(100, 25.0)
    (80, 32)
    """
    return max(_FIRST_CHUNK, min(MOST_AT_ONCE, int(count * CHUNK_SECONDS / max(seconds, 0.001))))
