"""Numbering what was put up for signature and came back signed: blocks, proven and rendered before the lock is taken.

Only what waits for its signature is numbered, with the text for which its number was asked: a document that was
returned meanwhile, or put up anew, says so at its row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from service import reference
from service.domain.dates import office_day
from service.errors import ServiceError
from service.issuing.issue import IssueAct, file_of_signed
from service.issuing.workplace import Turn, Workplace
from service.jobs.acknowledging import answered_of
from service.jobs.shown_items import file_moved
from service.jobs.storing import finish, result, said
from service.jobs.turns import Hands
from service.register import batches_work, documents
from service.register.batches import ItemState, Step
from service.register.batches_answers import signed_text
from service.register.batches_numbers import Forecast
from service.register.batches_series import require_running
from service.register.errors import RegisterUnavailable, WrongState
from service.register.locks import lock_offices
from service.register.models import Batch, BatchItem, Document
from service.register.numbering import IssueRequest, Numbered, RenderedFile, issue_block
from service.register.states import NUMBERED, STATE_NAMES, State
from service.register.storage import Packed


@dataclass(frozen=True, slots=True)
class _Signed:
    """An item whose document waits for its number: what was asked, the file under the number that should come.

    `settled` is what the item comes to without a number: it has one, or cannot get one.
    """

    row: BatchItem
    act: IssueAct
    office_id: str = ""
    given: Numbered | None = None
    file: RenderedFile | None = None
    before: str | None = None
    settled: dict[str, Any] | None = None


def number_signed(workplace: Workplace, batch: Batch, hands: Hands, rows: Sequence[BatchItem]) -> None:
    """Number documents that were put up, in the order of `rows`. Raises RegisterUnavailable, BatchStopped."""
    wanted = [_Signed(row, IssueAct(issued_on=row.issued_on, acknowledged=answered_of(row))) for row in rows]

    def ahead(some: Sequence[_Signed]) -> list[_Signed]:
        hands.still_here()
        return _ahead(workplace, some)

    hands.pen.written_in_blocks(
        workplace, wanted, ahead, lambda turn, some: _write(turn, batch, hands.name, some), most_first=16
    )


def _ahead(workplace: Workplace, some: Sequence[_Signed]) -> list[_Signed]:
    """Return items with their files under the numbers that come next, or with what they come to without one."""
    found = []
    with workplace.reading() as turn:
        forecast = Forecast(turn.session)
        for one in some:
            try:
                found.append(_foreseen(turn, forecast, one))
            except RegisterUnavailable:
                raise
            except ServiceError as refused:
                found.append(replace(one, settled=_failed(one, refused)))
    return found


def _foreseen(turn: Turn, forecast: Forecast, one: _Signed) -> _Signed:
    """Return an item with its file. Raises ServiceError for what refuses the number."""
    row = documents.document(turn.session, turn.actor, one.row.document_id or "")
    if row.state in NUMBERED:
        return replace(one, settled=_done(one))
    _require_as_asked(row, one.row)
    given = forecast.next(row, one.row.issued_on or office_day(turn.actor.at))
    file = file_of_signed(turn, given, one.act)
    return replace(
        one,
        office_id=row.office_id,
        given=given,
        file=replace(file, context=Packed.ahead(file.context)),
        before=row.content_sha256,
    )


def _write(turn: Turn, batch: Batch, worker: str, some: Sequence[_Signed]) -> int:
    """Number a block, items and documents in one transaction; return how many items came to an end."""
    lock_offices(turn.session, {batch.office_id, *(one.office_id for one in some if one.settled is None)})
    require_running(turn.session, batch)
    mine = batches_work.still_mine(turn.session, batch.id, worker)
    block = [one for one in some if one.row.number in mine]
    results = [one.settled for one in block if one.settled is not None]
    open_ones = [one for one in block if one.settled is None]
    for _, group in groupby(open_ones, key=lambda one: one.office_id):
        results += _numbered_or_each(turn, list(group))
    finish(turn, batch.id, results)
    return len(some)


def _numbered_or_each(turn: Turn, block: list[_Signed]) -> list[dict[str, Any]]:
    """Number documents of one office; where one is refused, each by itself."""
    try:
        return _numbered(turn, block)
    except RegisterUnavailable:
        raise
    except ServiceError as refused:
        if len(block) == 1:
            return [_failed(block[0], refused)]
        return [result for one in block for result in _numbered_or_each(turn, [one])]


def _numbered(turn: Turn, block: Sequence[_Signed]) -> list[dict[str, Any]]:
    """Number a block: all of it, or a ServiceError and nothing."""
    issue_block(
        turn.session,
        turn.actor,
        [IssueRequest(document=one.row.document_id or "", issued_on=one.row.issued_on) for one in block],
        render=lambda given: _file(turn, given, block[given.position]),
        holidays=reference.holidays(),
    )
    return [_done(one) for one in block]


def _file(turn: Turn, given: Numbered, one: _Signed) -> RenderedFile:
    """Return the file that was rendered ahead where nothing moved, else prove and render it now."""
    row = documents.document(turn.session, turn.actor, given.document_id)
    _require_as_asked(row, one.row)
    is_unmoved = row.content_sha256 == one.before
    if one.file is not None and is_unmoved and one.given == replace(given, position=0):
        return one.file
    return file_of_signed(turn, given, one.act)


def _require_as_asked(row: Document, item: BatchItem) -> None:
    """Raise WrongState for a document that nobody can have signed, or of which another text was signed.

    The one was returned, or goes its steps; the other was put up anew after its number was asked for.
    """
    if row.state != State.FOR_SIGNATURE:
        raise WrongState(
            f"Văn bản không ở bước chờ ký (đang là: {STATE_NAMES[State(row.state)]}), không cấp số theo đợt được."
        )
    if signed_text(item) not in {None, row.content_sha256}:
        raise file_moved(item.number)


def _done(one: _Signed) -> dict[str, Any]:
    """Return what becomes of a numbered item; it keeps its file for signature, for who does not see the document."""
    row = one.row
    columns = result(ItemState.DONE, Step.NUMBER, document_id=row.document_id, sha256=row.content_sha256)
    return {"number": one.row.number, **columns}


def _failed(one: _Signed, refused: ServiceError) -> dict[str, Any]:
    """Return what becomes of an item whose number was refused: its file for signature stays."""
    row = one.row
    columns = result(
        ItemState.FAILED,
        Step.NUMBER,
        document_id=row.document_id,
        sha256=row.content_sha256,
        fault=said(refused),
    )
    return {"number": row.number, **columns}
