"""The book as a page of lines: what a person looks for, and what each line says."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.dates import short_date
from service.domain.document_code import DocumentKind
from service.issuing.book_entry import book_kind
from service.issuing.workplace import Turn
from service.reference.law import document_kinds
from service.register import search as finding
from service.register.models import Document
from service.register.permissions import OFFICE_ROLES, OfficeAct, roles_of
from service.register.search import Wish
from service.register.states import STATE_NAMES, State


@dataclass(frozen=True, slots=True)
class BookLine:
    """One document as the list shows it; `recipients` are names only."""

    document_id: str
    code: str
    issued_on: str
    kind: str
    subject: str
    signer: str
    recipients: str
    state: str
    state_words: str
    note: str
    is_secret: bool


@dataclass(frozen=True, slots=True)
class BookListing:
    """One page of lines, the cursor of the next one, the signers to choose from, what the person may do here."""

    lines: Sequence[BookLine]
    cursor: str | None
    signers: Sequence[str]
    may_export: bool
    may_record: bool


def listing(turn: Turn, wish: Wish) -> BookListing:
    """Return a page of the book of an office. Raises NotAllowed, InvalidEntry (a cursor that is none)."""
    page = finding.search(turn.session, turn.actor, wish)
    roles = roles_of(turn.session, turn.actor, wish.office_id)
    return BookListing(
        lines=[_line(row) for row in page.documents],
        cursor=page.cursor,
        signers=finding.signer_names(turn.session, turn.actor, wish.office_id),
        may_export=not roles.isdisjoint(OFFICE_ROLES[OfficeAct.EXPORT]),
        may_record=not roles.isdisjoint(OFFICE_ROLES[OfficeAct.RECORD]),
    )


def kinds() -> list[tuple[str, str]]:
    """Return the 29 kinds as the book knows them: abbreviation and name, in the order of the decree."""
    return [(book_kind(kind), kind.name) for kind in document_kinds()]


def kind_of(slug: str) -> DocumentKind | None:
    """Return a kind by its slug, None for no kind."""
    return next((kind for kind in document_kinds() if kind.slug == slug), None)


def _line(row: Document) -> BookLine:
    names = "; ".join(str(one["name"]) for one in row.recipients)
    notes = [_end(row), row.note]
    return BookLine(
        document_id=row.id,
        code=row.code or "",
        issued_on="" if row.issued_on is None else short_date(row.issued_on),
        kind=row.kind_title,
        subject=row.subject,
        signer=row.signer_name,
        recipients=names,
        state=row.state,
        state_words=STATE_NAMES[State(row.state)],
        note="; ".join(note for note in notes if note),
        is_secret=row.is_secret,
    )


def _end(row: Document) -> str:
    """Return how the end of a document stands in its line: by which notice, and why; else ""."""
    if row.state == State.RECALLED:
        by = str((row.end_citation or {}).get("code", ""))
        return f"Thu hồi theo {by}{f': {row.end_reason}' if row.end_reason else ''}"
    return f"Hủy số: {row.end_reason}" if row.state == State.VOIDED else row.end_reason
