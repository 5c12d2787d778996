"""Taking a number: the one act that the register is for.

Number, rendering and stored document are one transaction. The office's lock comes first, so that two acts
never start from the same last number; any exception, also one of `render`, rolls everything back and the
number is free again. One document is a block of one: there is one way to a number.
"""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from service.domain.dates import office_day
from service.domain.holidays import HolidayCalendar
from service.register import documents, locks
from service.register.entries import NewDocument
from service.register.errors import InvalidEntry
from service.register.idempotency import KeyRing
from service.register.issue_request import DOCX, Issued, IssueRequest, Numbered, RenderedFile
from service.register.lateness import warnings
from service.register.numbering_block import Block, drafts_of
from service.register.offices import office_now
from service.register.permissions import Actor, require_role
from service.register.series import series_of_year
from service.register.states import TRANSITIONS, DocumentAct

__all__ = [
    "DOCX",
    "IssueRequest",
    "Issued",
    "Numbered",
    "RenderedFile",
    "issue_block",
    "issue_in_transaction",
    "issue_or_end",
]
_ISSUERS = next(row.roles for row in TRANSITIONS if row.act is DocumentAct.ISSUE)


def issue_in_transaction(
    session: Session,
    actor: Actor,
    request: IssueRequest,
    *,
    render: Callable[[Numbered], RenderedFile],
    holidays: HolidayCalendar | None = None,
) -> Issued:
    """Give a document its number, render it and keep it: all of it or nothing, with the caller's commit.

    Raises NotAllowed, WrongState (steps left, version moved, key used for another document), SeriesNotOpen,
    DateOutOfOrder, NumberTaken, InvalidEntry, and whatever `render` raises.
    """
    return issue_block(session, actor, [request], render=render, holidays=holidays)[0]


def issue_block(
    session: Session,
    actor: Actor,
    requests: Sequence[IssueRequest],
    *,
    render: Callable[[Numbered], RenderedFile],
    holidays: HolidayCalendar | None = None,
) -> list[Issued]:
    """Number documents of one office one after the other, in their order: all of them or none.

    A caller may catch the error and go on in the transaction: a savepoint takes everything back. Raises InvalidEntry
    for documents of several offices, and whatever `issue_in_transaction` raises for one of them.
    """
    if not requests:
        return []
    block = _begun(session, actor, requests, render)
    with session.begin_nested():
        return _issued(block, requests, holidays)


def issue_or_end(
    session: Session,
    actor: Actor,
    requests: Sequence[IssueRequest],
    *,
    render: Callable[[Numbered], RenderedFile],
    holidays: HolidayCalendar | None = None,
) -> list[Issued]:
    """Do what `issue_block` does where an error ends the caller's transaction: there is no savepoint to pay for."""
    return _issued(_begun(session, actor, requests, render), requests, holidays) if requests else []


def _begun(
    session: Session,
    actor: Actor,
    requests: Sequence[IssueRequest],
    render: Callable[[Numbered], RenderedFile],
) -> Block:
    """Lock the office and ask what the whole block needs to know. Raises NotAllowed, DocumentNotFound, InvalidEntry."""
    office_id = _office_of(session, requests)
    locks.lock_office(session, office_id)
    waiting = drafts_of(session, actor, office_id, requests)
    require_role(session, actor, office_id, _ISSUERS)
    for year in sorted({_day(actor, request).year for request in requests}):
        series_of_year(session, office_id, year)  # asked here, the answer holds for the whole block
    return Block(
        session=session,
        actor=actor,
        office=office_now(session, office_id),
        keys=KeyRing(session, office_id, (request.key for request in requests)),
        drafts=waiting,
        render=render,
    )


def _issued(block: Block, requests: Sequence[IssueRequest], holidays: HolidayCalendar | None) -> list[Issued]:
    """Number all requests and write them; return what came of each."""
    session = block.session
    with session.no_autoflush:
        issued = [
            block.issue(position, request, _day(block.actor, request))
            for position, request in enumerate(requests)
        ]
        block.write()
    return [
        one if one.is_repeat else Issued(one.document, warnings(session, one.document, holidays))
        for one in issued
    ]


def _day(actor: Actor, request: IssueRequest) -> date:
    """Return the day that a request asks for: today where it names none."""
    return request.issued_on or office_day(actor.at)


def _office_of(session: Session, requests: Sequence[IssueRequest]) -> str:
    """Return the one office of all requests. Raises DocumentNotFound, InvalidEntry."""
    ids = [request.document for request in requests if isinstance(request.document, str)]
    found = set(documents.offices_of(session, ids).values()) if ids else set()
    found |= {one.document.office_id for one in requests if isinstance(one.document, NewDocument)}
    if len(found) > 1:
        raise InvalidEntry("Cấp số một lượt chỉ cho văn bản của một cơ quan.")
    return found.pop()
