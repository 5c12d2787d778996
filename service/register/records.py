"""Entering documents made elsewhere, so that the book is the office's whole book.

Any of the 29 kinds, with its file; into an own series it takes the next number (or a lost one after a
restore), into an external series the number that the province's system gave. A secret document gets number
and line, never content.
Basis: Nghị định 30/2020/NĐ-CP, Điều 15, Điều 16.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from service.domain.dates import office_day, short_date
from service.domain.findings import Question
from service.register import audit, drafts, idempotency, locks
from service.register.canonical import digest
from service.register.entries import NewDocument, NewFile, fingerprint_of, require_sound
from service.register.errors import InvalidEntry
from service.register.files import add_files, told_files
from service.register.models import Document
from service.register.numbers import Wanted, require_free, take
from service.register.offices import office_now
from service.register.permissions import Actor, OfficeAct, require
from service.register.proofs import proof
from service.register.relations import add_relations, told_relations
from service.register.states import State
from service.register.warnings_of_entry import questions_of_files


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRequest:
    """A document made elsewhere: its line, its files (at least one unless it is secret), its number and day.

    `number` None takes the next one of an own series, which must be `expected_number` where a person saw one;
    `new.input` stays empty. `ask` gets the questions about files that the book has already, before the entry: what it
    raises refuses it. `tell` says what came of it, still in the transaction: what it raises undoes the entry. Of a
    repeat nobody is asked or told.
    """

    new: NewDocument
    files: Sequence[NewFile] = ()
    number: int | None = None
    issued_on: date | None = None
    signed_on: date | None = None
    key: str | None = None
    expected_number: int | None = None
    ask: Callable[[Sequence[Question]], object] | None = None
    tell: Callable[[Document], None] | None = None


def record(session: Session, actor: Actor, request: RecordRequest) -> Document:
    """Enter a document made elsewhere; a repeated key returns the first one.

    Raises NotAllowed, SeriesNotOpen, DateOutOfOrder, NumberTaken, InvalidEntry, and what `ask` and `tell` raise.
    """
    new = request.new
    require(session, actor, new.office_id, OfficeAct.RECORD)
    locks.lock_office(session, new.office_id)
    earlier = idempotency.earlier(session, new.office_id, request.key, _asked(request))
    if earlier is not None:
        return earlier
    _require_sound(request)
    if request.ask is not None:
        request.ask(questions_of_files(session, new.office_id, request.files))
    _require_due_after(request, request.issued_on or office_day(actor.at))
    with session.begin_nested(), session.no_autoflush:
        row = drafts.new_row(actor, new, origin="record")
        office = office_now(session, new.office_id)
        row.signed_on = request.signed_on
        day, is_said = request.issued_on or office_day(actor.at), request.issued_on is not None
        wanted = Wanted(day, number=request.number, expected=request.expected_number, is_day_said=is_said)
        require_free(session, [take(session, actor, row, office, wanted)])
        row.state, row.issued_by = State.ISSUED, actor.user_id
        session.add(row)
        session.flush()
        add_relations(session, row, new.relations)
        files = add_files(session, actor, row, request.files)
        idempotency.bind(session, row, request.key, _asked(request))
        detail = {
            "code": row.code,
            "number": row.number,
            "series": row.series_id,
            "issued_on": row.issued_on,
            "sha256": [file.sha256 for file in files],
            "files": told_files(files),
            "relations": told_relations(new.relations),
            "key": request.key,
            "proof": proof(row),
        }
        audit.append_for(session, actor, row, "record", detail)
    if request.tell is not None:
        request.tell(row)
    return row


def _asked(request: RecordRequest) -> Mapping[str, Any]:
    """Return what makes two requests with one key the same: the line, the number and days, the files, the relations."""
    entry = request.new.entry
    return {
        **fingerprint_of(request.new),
        "is_secret": entry.is_secret,
        "body": entry.body,
        "number": request.number,
        "issued_on": request.issued_on,
        "signed_on": request.signed_on,
        "files": [(file.role, file.name, digest(file.content)) for file in request.files],
        "relations": [(one.kind, one.target) for one in request.new.relations],
    }


def _require_due_after(request: RecordRequest, day: date) -> None:
    """Refuse an answer that would be due before the day of the document."""
    due_on = request.new.entry.due_on
    if due_on is not None and due_on < day:
        raise InvalidEntry(
            f"Hạn trả lời {short_date(due_on)} trước ngày văn bản {short_date(day)}. Ghi lại hạn.",
            path="due_on",
        )


def _require_sound(request: RecordRequest) -> None:
    """Refuse a line that the book cannot hold, a missing file, content where only a line may be."""
    require_sound(request.new.entry)
    if request.new.input:
        raise InvalidEntry("Văn bản làm ở nơi khác không có dữ liệu soạn thảo, chỉ có tệp.")
    if not request.new.entry.is_secret and not request.files:
        raise InvalidEntry("Vào sổ văn bản làm ở nơi khác cần tệp của văn bản (PDF, bản quét hoặc Word).")
