"""Vào sổ văn bản làm ở nơi khác: any of the 29 kinds, with its file; of secret ones number and line only.

Basis: Nghị định 30/2020/NĐ-CP, Điều 7, Điều 15, Điều 16.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.document_code import DocumentKind, symbol
from service.domain.recipients import Recipient
from service.issuing.book_entry import book_kind, book_subject
from service.issuing.workplace import Workplace
from service.reference.law import document_kinds
from service.register import offices, records
from service.register.entries import BookEntry, NewDocument, NewFile, NewRelation
from service.register.errors import InvalidEntry
from service.register.models import Document
from service.register.records import RecordRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A document made elsewhere, as a person enters it.

    `kind` is a slug (``quyet_dinh``), an abbreviation (``QĐ``) or a name (``Quyết định``); `symbol` None: made of
    kind and office; `number` None: the next one of an own series.
    """

    office_id: str
    kind: str
    subject: str
    symbol: str | None = None
    number: int | None = None
    issued_on: date | None = None
    signed_on: date | None = None
    signer_name: str = ""
    signer_position: str = ""
    recipients: Sequence[Recipient] = ()
    kept_by: str = "VT"
    copies: int | None = None
    pages: int | None = None
    urgency: str = ""
    due_on: date | None = None
    body: str = ""
    is_secret: bool = False
    note: str = ""
    relations: Sequence[NewRelation] = ()
    files: Sequence[NewFile] = ()
    key: str | None = None


def record(workplace: Workplace, given: Recorded) -> Document:
    """Enter a document in the book. Raises InvalidEntry, NumberTaken, DateOutOfOrder, SeriesNotOpen, NotAllowed."""
    kind = document_kind(given.kind)
    with workplace.writing() as turn:
        office = offices.office(turn.session, turn.actor, given.office_id)
        printed = given.symbol or symbol(kind, given.body or office.abbreviation)
        new = NewDocument(
            office_id=given.office_id,
            entry=_entry(given, kind, printed),
            input=b"",
            relations=tuple(given.relations),
        )
        request = RecordRequest(
            new=new,
            files=given.files,
            number=given.number,
            issued_on=given.issued_on,
            signed_on=given.signed_on,
            key=given.key,
        )
        return records.record(turn.session, turn.actor, request)


def document_kind(text: str) -> DocumentKind:
    """Return one of the 29 kinds by slug, abbreviation or name. Raises InvalidEntry, which names them."""
    wanted = text.strip().casefold()
    for kind in document_kinds():
        known = {kind.slug, kind.name.casefold(), (kind.abbreviation or book_kind(kind)).casefold()}
        if wanted in known:
            return kind
    names = ", ".join(f"{kind.abbreviation or book_kind(kind)} ({kind.name})" for kind in document_kinds())
    raise InvalidEntry(f"Không có loại văn bản “{text}”. Các loại: {names}.")


def _entry(given: Recorded, kind: DocumentKind, printed: str) -> BookEntry:
    """Return the line of the book."""
    return BookEntry(
        kind=book_kind(kind),
        kind_title=kind.name,
        subject=book_subject(given.subject),
        symbol=printed,
        body=given.body,
        is_secret=given.is_secret,
        signer_name=given.signer_name,
        signer_position=given.signer_position,
        recipients=tuple(given.recipients),
        kept_by=given.kept_by,
        copies=given.copies,
        pages=given.pages,
        urgency=given.urgency,
        due_on=given.due_on,
        note=given.note,
    )
