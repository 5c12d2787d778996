"""Numbering the items of a batch: number, rendering and stored document in one transaction, as for a single one.

What costs time is done before the lock is taken: a block is rendered with the numbers that come next. Under the lock
the forecast is compared with what the register gives; where somebody else took a number meanwhile, a few documents are
rendered there, and the next block is forecast anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from service import reference
from service.domain.dates import office_day
from service.errors import ServiceError
from service.issuing.published_types import published_form
from service.issuing.workplace import Turn, Workplace
from service.jobs.numbering_signed import number_signed
from service.jobs.ready import Ready, file_of, foreseen, laid_down
from service.jobs.storing import finish, result, said
from service.jobs.turns import Hands
from service.register import batches_series, batches_work, series
from service.register.batches import ItemState, Step
from service.register.batches_numbers import Forecast, still_comes
from service.register.errors import RegisterUnavailable, SeriesNotOpen
from service.register.models import Batch, BatchItem, Document
from service.register.numbering import IssueRequest, issue_block

OFFICE_WAY = "office"
_UNFORESEEN = 8
"""So many are rendered under the lock where the forecast failed: no more than the lock may be held for."""


def _nothing(_turn: Turn) -> None:
    """Do nothing besides."""


@dataclass(slots=True)
class Tenure:
    """How a worker holds the series while it numbers: it took it before, and leaves it in its last transaction."""

    hands: Hands
    leaves: bool = True

    def begin(self, turn: Turn) -> None:
        """Make sure, in the first transaction, that it is this worker's turn."""

    def stay(self, turn: Turn) -> None:
        """Keep others out until the next transaction."""

    def leave(self, turn: Turn) -> None:
        """Let others number."""
        if self.leaves:
            batches_series.leave_series(turn.session, self.hands.name)


def series_key(session: Any, batch: Batch, workplace: Workplace) -> str:
    """Return under which key one worker at a time may number: the series of the batch."""
    if batch.way != OFFICE_WAY:
        return f"batch:{batch.id}"
    kind = workplace.catalogue.get(batch.type_slug).kind
    probe = Document(office_id=batch.office_id, kind=kind.abbreviation, body="", is_secret=False)
    try:
        found = series.series_for(session, probe, office_day(workplace.now()))
    except SeriesNotOpen:
        return f"office:{batch.office_id}"
    return f"series:{found.id}"


def number_items(workplace: Workplace, batch: Batch, hands: Hands, rows: Sequence[BatchItem]) -> None:
    """Number items in their order and leave the series; other faults than those named stay with the item.

    Raises RegisterUnavailable, BatchStopped.
    """
    form = published_form(workplace.catalogue.get(batch.type_slug))
    fresh = [laid_down(row, form, workplace.now()) for row in rows if row.made is not None]
    signed = [row for row in rows if row.document_id is not None]
    number_ready(workplace, batch, Tenure(hands, leaves=not signed), fresh)
    if signed:
        number_signed(workplace, batch, hands, signed)
        with hands.pen.writing(workplace) as turn:
            batches_series.leave_series(turn.session, hands.name)


def number_ready(
    workplace: Workplace,
    batch: Batch,
    tenure: Tenure,
    fresh: Sequence[Ready],
    end: Callable[[Turn], None] = _nothing,
) -> None:
    """Number items in blocks; `end` belongs to the transaction of the last. Raises as `number_items`."""
    hands = tenure.hands

    def ahead(some: Sequence[Ready]) -> list[Ready]:
        hands.still_here()
        with workplace.reading() as turn:
            forecast = Forecast(turn.session)
            return [foreseen(turn, forecast, one) for one in some]

    def write(turn: Turn, some: Sequence[Ready]) -> int:
        if some[0].row is fresh[0].row:
            tenure.begin(turn)
        done = _number_new(turn, batch, hands.name, some)
        if some[done - 1].row is fresh[-1].row:
            tenure.leave(turn)
            end(turn)
        else:
            tenure.stay(turn)
        return done

    hands.pen.written_in_blocks(workplace, fresh, ahead, write)


def _number_new(turn: Turn, batch: Batch, worker: str, some: Sequence[Ready]) -> int:
    """Number documents that the register does not have yet, items and documents in one transaction; return how many."""
    batches_series.require_running(turn.session, batch)
    first = some[0]
    if first.given is None or not still_comes(turn.session, first.made.new, first.given):
        some = some[:_UNFORESEEN]
    mine = batches_work.still_mine(turn.session, batch.id, worker)
    block = [one for one in some if one.row.number in mine]
    try:
        results = _numbered(turn, block)
    except RegisterUnavailable:
        raise
    except ServiceError:  # one of them: each by itself, so that the others get their numbers
        results = [result for one in block for result in _alone(turn, one)]
    finish(turn, batch.id, results)
    return len(some)


def _alone(turn: Turn, one: Ready) -> list[dict[str, Any]]:
    """Number one item, or say why not."""
    try:
        return _numbered(turn, [one])
    except RegisterUnavailable:
        raise
    except ServiceError as refused:
        return [{"number": one.row.number, **result(ItemState.FAILED, Step.MAKE, fault=said(refused))}]


def _numbered(turn: Turn, block: Sequence[Ready]) -> list[dict[str, Any]]:
    """Number a block: all of it, or a ServiceError and nothing."""
    requests = [IssueRequest(document=one.made.new, issued_on=one.row.issued_on) for one in block]
    issued = issue_block(
        turn.session,
        turn.actor,
        requests,
        render=lambda given: file_of(turn, given, block[given.position]),
        holidays=reference.holidays(),
    )
    return [
        {
            "number": one.row.number,
            **result(
                ItemState.DONE, Step.NUMBER, document_id=done.document.id, sha256=done.document.content_sha256
            ),
        }
        for one, done in zip(block, issued, strict=True)
    ]
