"""Taking a number: the one act that the register is for.

Number, rendering and stored document are one transaction. The office's lock comes first, so that two acts
never start from the same last number; any exception, also one of `render`, rolls everything back and the
number is free again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from service.domain.dates import office_day
from service.domain.findings import Finding
from service.domain.holidays import HolidayCalendar
from service.register import audit, drafts, idempotency, locks
from service.register.documents import locked_document, require_act
from service.register.entries import NewDocument, NewFile, entry_of, require_sound
from service.register.errors import InvalidEntry, WrongState
from service.register.files import add_files
from service.register.lateness import warnings
from service.register.models import Document, DocumentVersion, Office
from service.register.numbers import Taken, Wanted, take
from service.register.offices import office_now
from service.register.permissions import Actor, require_role
from service.register.proofs import proof
from service.register.relations import add_relations, require_relations_hold
from service.register.series import series_of_year
from service.register.states import STATE_NAMES, TRANSITIONS, DocumentAct, State, next_step
from service.register.storage import store

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ISSUERS = next(row.roles for row in TRANSITIONS if row.act is DocumentAct.ISSUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What the number adds, handed to `render`."""

    document_id: str
    office_id: str
    number: int
    symbol: str
    code: str
    issued_on: date
    signed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """What `render` made: the bytes and everything that they were made from.

    `context` is the resolved context in canonical JSON; `findings` of the layout are recorded and never
    refuse the number; `pages` None when nobody counted.
    """

    content: bytes
    name: str
    context: bytes
    template_sha256: str
    release: str
    media_type: str = DOCX
    findings: Sequence[Mapping[str, Any]] = ()
    pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """What a person asks for: a draft by its id, or a new document in one act.

    `number` only for an external series; `expected_number` and `expected_version` are what the person saw
    before pressing the button; `key` makes a repeat return the first document; `originals` are signed scans
    or PDFs.
    """

    document: str | NewDocument
    issued_on: date | None = None
    signed_on: date | None = None
    number: int | None = None
    key: str | None = None
    expected_number: int | None = None
    expected_version: int | None = None
    originals: Sequence[NewFile] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """The numbered document, what the person should know, and whether an earlier request had made it."""

    document: Document
    warnings: tuple[Finding, ...] = ()
    is_repeat: bool = False


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
    office_id = _lock(session, actor, request)
    require_role(session, actor, office_id, _ISSUERS)
    mark = idempotency.fingerprint(request.document)
    earlier = idempotency.earlier(session, office_id, request.key, mark)
    if earlier is not None:
        return Issued(earlier, is_repeat=True)
    office = office_now(session, office_id)
    day = request.issued_on or office_day(actor.at)
    series_of_year(session, office_id, day.year)  # asked here, the answer holds for a whole block of numbers
    # The savepoint takes everything back also where a caller catches the error and goes on.
    with session.begin_nested(), session.no_autoflush:
        row = _draft(session, actor, request)
        _require_ready(session, actor, row, office)
        drafts.require_version(row, request.expected_version)
        row.signed_on = request.signed_on or row.signed_on
        wanted = Wanted(day, number=request.number, expected=request.expected_number)
        taken = take(session, actor, row, office, wanted)
        _keep(session, actor, row, request, render(_numbered(row, taken)))
        idempotency.bind(session, row, request.key, mark)
        _note(session, actor, row)
    return Issued(row, warnings(session, row, holidays))


def issue_block(
    session: Session,
    actor: Actor,
    requests: Sequence[IssueRequest],
    *,
    render: Callable[[Numbered], RenderedFile],
    holidays: HolidayCalendar | None = None,
) -> list[Issued]:
    """Number documents of one office one after the other, in their order: all of them or none.

    Raises InvalidEntry for documents of several offices, and whatever `issue_in_transaction` raises for one of them.
    """
    office_ids = {_lock(session, actor, request) for request in requests}
    if len(office_ids) > 1:
        raise InvalidEntry("Cấp số một lượt chỉ cho văn bản của một cơ quan.")
    years = {(request.issued_on or office_day(actor.at)).year for request in requests}
    with session.begin_nested(), ExitStack() as stack:
        for office_id in office_ids:
            rows = [row for year in sorted(years) for row in series_of_year(session, office_id, year)]
            stack.enter_context(locks.kept_aside(session, office_id, rows))
        return [
            issue_in_transaction(session, actor, one, render=render, holidays=holidays) for one in requests
        ]


def _lock(session: Session, actor: Actor, request: IssueRequest) -> str:
    """Lock the office of the request and return its id."""
    if isinstance(request.document, NewDocument):
        locks.lock_office(session, request.document.office_id)
        return request.document.office_id
    return locked_document(session, actor, request.document).office_id


def _draft(session: Session, actor: Actor, request: IssueRequest) -> Document:
    """Return the row that gets the number: the draft as it is now, or a new one that is in no session yet."""
    if isinstance(request.document, NewDocument):
        return drafts.new_row(actor, request.document, origin="service")
    return locked_document(session, actor, request.document)


def _require_ready(session: Session, actor: Actor, row: Document, office: Office) -> None:
    """Refuse a document with steps before it, one that is secret, or one that the book cannot hold."""
    require_act(session, actor, row, DocumentAct.ISSUE)
    step = next_step(State(row.state), office.steps)
    if step is not None:
        raise WrongState(f"Cơ quan giữ bước “{STATE_NAMES[step]}” trước khi cấp số: làm bước đó trước.")
    if row.is_secret:
        raise InvalidEntry(
            "Văn bản mật chỉ vào sổ số và trích yếu, không tạo nội dung. Dùng “Vào sổ văn bản khác”."
        )
    require_sound(entry_of(row))
    if row.entry is not None:
        require_relations_hold(session, row)


def _numbered(row: Document, taken: Taken) -> Numbered:
    """Return what the number added to a row, for `render`."""
    return Numbered(
        document_id=row.id,
        office_id=row.office_id,
        number=taken.number,
        symbol=taken.symbol,
        code=taken.code,
        issued_on=taken.day,
        signed_on=row.signed_on,
    )


def _keep(
    session: Session, actor: Actor, row: Document, request: IssueRequest, rendered: RenderedFile
) -> None:
    """Write everything that was made, in the order in which the tables hang together."""
    row.state, row.issued_by, row.updated_at, row.handed_over_at = State.ISSUED, actor.user_id, actor.at, None
    row.context_sha256 = store(session, rendered.context)
    row.content_sha256 = store(session, rendered.content)
    row.template_sha256, row.release = rendered.template_sha256, rendered.release
    row.findings = json.loads(json.dumps(list(rendered.findings), default=str))  # a finding never refuses
    row.pages = rendered.pages if rendered.pages is not None else row.pages
    if isinstance(request.document, NewDocument):
        drafts.add_first_version(session, actor, row, request.document.input)
        add_relations(session, row, request.document.relations)
    else:
        version = session.get_one(DocumentVersion, (row.id, row.version), populate_existing=True)
        row.input_sha256 = version.sha256
        session.flush()
    made = NewFile(
        role="rendered", content=rendered.content, name=rendered.name, media_type=rendered.media_type
    )
    add_files(session, actor, row, [made, *request.originals])


def _note(session: Session, actor: Actor, row: Document) -> None:
    """Write the act of issuing into the audit trail, with the proof of all that it fixed."""
    detail = {
        "code": row.code,
        "number": row.number,
        "series": row.series_id,
        "issued_on": row.issued_on,
        "signed_on": row.signed_on,
        "sha256": row.content_sha256,
        "proof": proof(row),
    }
    audit.append_for(session, actor, row, "issue", detail)
