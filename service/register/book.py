"""The book of an office and year: its lines in ten columns, and the sixteen fields of each document.

Cancelled and recalled numbers stand in it as such; the copies come from recipients and their members, the
days and signatures of sending from the dispatch entries.
Basis: Nghị định 30/2020/NĐ-CP, Điều 16 khoản 2; Phụ lục IV Mục I khoản 2; Phụ lục VI Phần II Mục I.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.dates import short_date
from service.domain.document_code import number_text
from service.domain.text import lower_opening
from service.register.book_notes import notes, remarks_on
from service.register.entries import URGENCIES, recipients_of
from service.register.models import Dispatch, Document, Office, Series
from service.register.page_numbers import pages_by_document
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require
from service.register.series import describe
from service.register.series_rules import range_notes
from service.register.states import State

COLUMNS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
FIELDS = (
    "OrganId",
    "FileCatalog",
    "FileNotation",
    "DocOrdinal",
    "TypeName",
    "CodeNumber",
    "CodeNotation",
    "IssuedDate",
    "OrganName",
    "Subject",
    "Language",
    "PageAmount",
    "Description",
    "SignerInfo.Position",
    "SignerInfo.FullName",
    "To.OrganId",
    "To.OrganName",
    "Priority",
    "IssuedAmount",
    "DueDate",
)
"""The sixteen fields by their names in the decree, part by part; `DocOrdinal` and `To.OrganId` are not known here."""
_ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the book, column by column as they are printed."""

    code: str
    day: str
    subject: str
    signer: str
    recipients: str
    kept_by: str
    copies: str
    dispatched: str
    received: str
    note: str
    is_voided: bool = False
    issued_on: date | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the ten cells in their order."""
        return tuple(getattr(self, name) for name in _CELLS)


_CELLS = [field.name for field in fields(Line)][: len(COLUMNS)]


@dataclass(frozen=True, slots=True)
class BookPage:
    """Some documents of the book in the order of their numbers, with what belongs to them."""

    documents: Sequence[Document]
    dispatches: dict[str, list[Dispatch]]
    remarks: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The lines of one series: its name as staff call it, and its documents in the order of their numbers.

    `notes` say where the numbers below its first one are: in the paper book, or nowhere.
    """

    name: str
    lines: list[Line]
    notes: Sequence[str] = ()


def title(*, secret: bool) -> str:
    """Return what the book is called on its cover; secret documents have one of their own."""
    return "SỔ ĐĂNG KÝ VĂN BẢN MẬT ĐI" if secret else "SỔ ĐĂNG KÝ VĂN BẢN ĐI"


def chapters(
    session: Session, actor: Actor, office_id: str, year: int, *, secret: bool = False
) -> list[Chapter]:
    """Return an office's book of one year, series by series: common ones first, then those of advisory bodies.

    The series of secret documents are a book of their own (`secret`), which only those get who may read them. A series
    without a document is left out. Raises NotAllowed.
    """
    found: dict[str, Chapter] = {}
    rows = _series(session, office_id, year)
    empty = {row.id: Chapter(describe(row), [], range_notes(row, rows)) for row in rows}
    for page in _pages(session, actor, office_id, year, secret=secret):
        for row in page.documents:
            chapter = found.setdefault(str(row.series_id), empty[str(row.series_id)])
            chapter.lines.append(_line(row, page.dispatches[row.id], page.remarks[row.id]))
    return list(found.values())


def lines(session: Session, actor: Actor, office_id: str, year: int, *, secret: bool = False) -> list[Line]:
    """Return the lines of an office's book of one year, by series, then by number."""
    found = chapters(session, actor, office_id, year, secret=secret)
    return [line for chapter in found for line in chapter.lines]


def book_page(
    session: Session, actor: Actor, series_id: str, *, after: int = 0, limit: int = 50
) -> list[Line]:
    """Return the lines of one series after the number `after`; costs the same however long the book is."""
    office_id = session.scalar(select(Document.office_id).where(Document.series_id == series_id).limit(1))
    if office_id is None:
        return []
    query = select(Document).where(Document.series_id == series_id, Document.number > after)
    rows = list(
        session.scalars(_visible(session, actor, office_id, query.order_by(Document.number).limit(limit)))
    )
    page = _belongings(session, rows)
    return [_line(row, page.dispatches[row.id], page.remarks[row.id]) for row in rows]


def records(
    session: Session, actor: Actor, office_id: str, year: int, *, secret: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the sixteen fields of each document of an office and year, under the decree's own names.

    `Priority` is 0 (ordinary) to 3 (hỏa tốc). Fields that nobody entered are empty.
    """
    office = session.get_one(Office, office_id)
    for page in _pages(session, actor, office_id, year, secret=secret):
        pages = pages_by_document(session, page.documents)
        for row in page.documents:
            yield _fields(row, office, page.remarks[row.id], pages[row.id])


def _visible(session: Session, actor: Actor, office_id: str, query: Any) -> Any:
    """Leave secret entries out for those who may not see them."""
    roles = require(session, actor, office_id, OfficeAct.READ)
    if roles.isdisjoint(OFFICE_ROLES[OfficeAct.READ_SECRET]):
        return query.where(Document.is_secret.is_(False))
    return query


def _series(session: Session, office_id: str, year: int) -> list[Series]:
    """Return the series of an office and year in the order of the book."""
    query = select(Series).where(Series.office_id == office_id, Series.year == year)
    return list(session.scalars(query.order_by(Series.is_secret, Series.body, Series.opened_at, Series.id)))


def _pages(session: Session, actor: Actor, office_id: str, year: int, *, secret: bool) -> Iterator[BookPage]:
    """Yield the documents of a year in the book's order, some hundred at a time: secret ones, or all others."""
    require(session, actor, office_id, OfficeAct.EXPORT)
    if secret:
        require(session, actor, office_id, OfficeAct.READ_SECRET)
    for series_id in [row.id for row in _series(session, office_id, year) if row.is_secret is secret]:
        after = 0
        while True:
            query = select(Document).where(Document.series_id == series_id, Document.number > after)
            rows = list(session.scalars(query.order_by(Document.number).limit(_ROWS_AT_ONCE)))
            if not rows:
                break
            yield _belongings(session, rows)
            after = rows[-1].number or 0


def _belongings(session: Session, rows: Sequence[Document]) -> BookPage:
    """Fetch sendings and relations of some documents in two questions."""
    ids = [row.id for row in rows]
    dispatches: dict[str, list[Dispatch]] = defaultdict(list)
    sent = select(Dispatch).where(Dispatch.document_id.in_(ids)).order_by(Dispatch.position)
    for dispatch in session.scalars(sent):
        dispatches[dispatch.document_id].append(dispatch)
    return BookPage(rows, dispatches, remarks_on(session, ids))


def _line(row: Document, sendings: Sequence[Dispatch], remarks: Sequence[str]) -> Line:
    """Return the line of one document."""
    sent = list(dict.fromkeys(short_date(sending.dispatched_on) for sending in sendings))
    received = [sending.received_by for sending in sendings if sending.received_by]
    return Line(
        code=row.code or "",
        day=short_date(row.issued_on) if row.issued_on else "",
        subject=f"{row.kind_title} {lower_opening(row.subject)}".strip(),
        signer=row.signer_name,
        recipients="; ".join(recipient.name for recipient in recipients_of(row)),
        kept_by=row.kept_by,
        copies=str(row.copies),
        dispatched="; ".join(sent),
        received="; ".join(received),
        note="; ".join(notes(row, remarks)),
        is_voided=row.state == State.VOIDED,
        issued_on=row.issued_on,
    )


def _fields(row: Document, office: Office, remarks: Sequence[str], pages: int | None) -> dict[str, Any]:
    """Return the sixteen fields of one document."""
    recipients = recipients_of(row)
    return {
        "OrganId": office.organ_code,
        "FileCatalog": row.file_catalog,
        "FileNotation": row.file_notation,
        "DocOrdinal": None,
        "TypeName": row.kind_title,
        "CodeNumber": number_text(row.number) if row.number else "",
        "CodeNotation": row.symbol,
        "IssuedDate": f"{row.issued_on:%d/%m/%Y}" if row.issued_on else "",
        "OrganName": office.name,
        "Subject": row.subject,
        "Language": row.language,
        "PageAmount": pages,
        "Description": "; ".join(notes(row, remarks)),
        "SignerInfo.Position": row.signer_position,
        "SignerInfo.FullName": row.signer_name,
        "To.OrganId": "",
        "To.OrganName": "; ".join(recipient.name for recipient in recipients),
        "Priority": URGENCIES.index(row.urgency),
        "IssuedAmount": row.copies,
        "DueDate": f"{row.due_on:%d/%m/%Y}" if row.due_on else "",
    }
