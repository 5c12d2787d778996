"""Vào sổ văn bản làm ở nơi khác: any of the 29 kinds, with its file; of secret ones number and line only.

Basis: Nghị định 30/2020/NĐ-CP, Điều 7, Điều 15, Điều 16.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import partial

from service.domain.dates import office_day
from service.domain.document_code import DocumentKind, symbol
from service.domain.findings import Finding
from service.issuing.act_warnings import require_seen
from service.issuing.book_entry import book_kind, book_subject
from service.issuing.questions import require_answered
from service.issuing.related import related
from service.issuing.workplace import Turn, Workplace
from service.reference import holidays
from service.reference.law import document_kinds
from service.register import lateness, offices, records
from service.register.entries import BookEntry, LineFacts, NewDocument, NewFile, NewRelation
from service.register.errors import InvalidEntry
from service.register.models import Document
from service.register.page_numbers import counted_pages
from service.register.records import RecordRequest
from service.register.warnings_of_entry import FILE_KNOWN, entry_warnings, symbol_remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(LineFacts):
    """A document made elsewhere, as a person enters it.

    `kind` is a slug (``quyet_dinh``), an abbreviation (``QĐ``) or a name (``Quyết định``); `symbol` None: made of
    kind and office; `number` None: the next one of an own series, `expected_number` where a person saw one; `pages`
    None: counted in the files; `acknowledged` answers what is asked before the entry (a file that the book has), as
    `questions.answered` reads it; `warned` are the marks of the warnings that a person has seen (`act_warnings`); of
    both None: nobody is asked.
    """

    office_id: str
    kind: str
    symbol: str | None = None
    number: int | None = None
    issued_on: date | None = None
    signed_on: date | None = None
    relations: Sequence[NewRelation] = ()
    files: Sequence[NewFile] = ()
    key: str | None = None
    expected_number: int | None = None
    acknowledged: Collection[str] | None = None
    warned: Collection[str] | None = None


def record(workplace: Workplace, given: Recorded) -> Document:
    """Enter a document in the book.

    Raises InvalidEntry, NumberTaken (also where the next number is not the expected one), DateOutOfOrder,
    SeriesNotOpen, NotAllowed, OpenQuestions (a file is known), WarningsUnseen (nothing was entered).
    """
    kind = document_kind(given.kind)
    day = given.issued_on or office_day(workplace.now())
    with workplace.writing() as turn:

        def require_warnings_seen(row: Document) -> None:
            if given.warned is not None:
                found = _warnings(turn, row)  # a known file has its own question: `acknowledged`
                require_seen([one for one in found if one.code != FILE_KNOWN], given.warned)

        office = offices.office(turn.session, turn.actor, given.office_id)
        printed = given.symbol or symbol(kind, given.body or office.abbreviation)
        new = NewDocument(
            office_id=given.office_id,
            entry=_entry(given, kind, printed),
            input=b"",
            relations=[related(turn, given.office_id, one, day.year) for one in given.relations],
        )
        request = RecordRequest(
            new=new,
            files=given.files,
            number=given.number,
            issued_on=given.issued_on,
            signed_on=given.signed_on,
            key=given.key,
            expected_number=given.expected_number,
            ask=None
            if given.acknowledged is None
            else partial(require_answered, acknowledged=given.acknowledged),
            tell=require_warnings_seen,
        )
        return records.record(turn.session, turn.actor, request)


def warnings(workplace: Workplace, row: Document) -> tuple[Finding, ...]:
    """Return what should be known of a document that was entered.

    Its number came late, its signer is missing, its symbol is unusual, its file is in the book already, what it
    replaces was replaced before.
    """
    with workplace.reading() as turn:
        return _warnings(turn, row)


def _warnings(turn: Turn, row: Document) -> tuple[Finding, ...]:
    found = [*lateness.warnings(turn.session, row, holidays()), *symbol_remarks(turn.session, row)]
    found += entry_warnings(turn.session, row)
    if not row.signer_name.strip():
        said = "Chưa ghi người ký: cột Người ký của sổ để trống."
        found.append(Finding(code="signer_missing", severity="warn", message=said))
    return tuple(found)


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
    facts = {field.name: getattr(given, field.name) for field in fields(LineFacts)}
    facts["subject"] = book_subject(given.subject)
    facts["pages"] = counted_pages(given.files) if given.pages is None else given.pages
    return BookEntry(kind=book_kind(kind), kind_title=kind.name, symbol=printed, **facts)
