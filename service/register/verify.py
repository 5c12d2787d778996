"""Walking the whole register: numbers, dates, bytes, chains; each fault comes with its place.

A register is sound when no fault comes: every number of an own series from its first to its last belongs to
exactly one document, every byte has its hash, everything that a number fixed is what the audit trail
vouches for, and every chain is whole.
"""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.domain.dates import short_date
from service.register.audit import GENESIS, event_hash
from service.register.document_faults import Fault, document_faults, is_whole
from service.register.models import (
    AuditChain,
    AuditEvent,
    Blob,
    Document,
    DocumentFile,
    LostNumber,
    Office,
    Series,
)
from service.register.permissions import Actor, OfficeAct, require, require_operator
from service.register.series import describe

_ROWS_AT_ONCE = 200


def verify(session: Session, actor: Actor, *, office_id: str | None = None) -> Iterator[Fault]:
    """Yield every fault of one office, or of the whole register (the operator): numbers, bytes, chains.

    Memory stays flat however large the register is.
    """
    if office_id is None:
        require_operator(session, actor)
    else:
        require(session, actor, office_id, OfficeAct.VERIFY)
    offices = [office_id] if office_id else list(session.scalars(select(Office.id).order_by(Office.id)))
    for office in offices:
        yield from _series_faults(session, office)
        yield from document_faults(session, office)
    if office_id is None:
        yield from _blob_faults(session)
    for chain in session.scalars(select(AuditChain).order_by(AuditChain.office_id)):
        if office_id in {None, chain.office_id}:
            yield from _chain_faults(session, chain)


def chain_ends(session: Session, actor: Actor) -> list[tuple[str, int, str]]:
    """Return (office, events, hash) of every chain: noted elsewhere, they prove that no tail was cut off."""
    require_operator(session, actor)
    rows = session.execute(select(AuditChain.office_id, AuditChain.seq, AuditChain.hash))
    return sorted((office, seq, end) for office, seq, end in rows)


def pending(session: Session, actor: Actor) -> list[str]:
    """Return what is no fault but waits for a person: series to be confirmed, lost numbers to be entered."""
    require_operator(session, actor)
    found = []
    for row in session.scalars(select(Series).order_by(Series.office_id, Series.id)):
        if row.awaits_confirmation:
            found.append(
                f"{row.office_id}: {describe(row)} chờ xác nhận số cuối (./run register confirm-series)."
            )
        query = select(LostNumber.number).where(LostNumber.series_id == row.id).order_by(LostNumber.number)
        lost = [str(number) for number in session.scalars(query)]
        if lost:
            found.append(f"{row.office_id}: {describe(row)} chờ nhập lại văn bản số {', '.join(lost)}.")
    return found


def _series_faults(session: Session, office_id: str) -> Iterator[Fault]:
    """Walk the numbers of each series of an office in their order."""
    for row in session.scalars(select(Series).where(Series.office_id == office_id).order_by(Series.id)):
        yield from _number_faults(session, row, f"{office_id}, {describe(row)}")
    query = (
        select(Document.year, Document.code, func.count())
        .where(Document.office_id == office_id, Document.number.is_not(None))
        .group_by(Document.year, Document.number, Document.symbol, Document.code)
        .having(func.count() > 1)
    )
    for year, code, count in session.execute(query):
        yield Fault("number_double", f"{office_id}, năm {year}, số {code}", f"Số được cấp {count} lần.")


def _number_faults(session: Session, row: Series, place: str) -> Iterator[Fault]:
    """Walk the numbers of one series; of an external one only what a number needs is asked."""
    query = (
        select(Document.number, Document.issued_on)
        .where(Document.series_id == row.id)
        .order_by(Document.number)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    lost = set(session.scalars(select(LostNumber.number).where(LostNumber.series_id == row.id)))
    expected, latest = _after(row.first_number - 1, lost), date.min
    for number, day in session.execute(query):
        if number is None or day is None:
            yield Fault("number_missing", place, "Có văn bản trong sổ số mà không có số hoặc ngày.")
            continue
        if row.is_own:
            yield from _order_faults(f"{place}, số {number}", (number, expected), (day, latest))
        expected, latest = _after(number, lost), day
    if row.is_own and expected - 1 != row.last_number:
        message = f"Sổ ghi số cuối {row.last_number}, văn bản cuối mang số {expected - 1}."
        yield Fault("number_end", place, message)


def _after(number: int, lost: Collection[int]) -> int:
    """Return the number that must follow, numbers lost with a restore left out."""
    following = number + 1
    while following in lost:
        following += 1
    return following


def _order_faults(place: str, numbers: tuple[int, int], days: tuple[date, date]) -> Iterator[Fault]:
    """Compare (number, expected number) and (day, day of the number before)."""
    number, expected = numbers
    day, latest = days
    if number != expected:
        yield Fault("number_gap", place, f"Trước số này phải đến số {expected}.")
    if day < latest:
        message = f"Ngày {short_date(day)} trước ngày {short_date(latest)} của số liền trước."
        yield Fault("date_order", place, message)


def _blob_faults(session: Session) -> Iterator[Fault]:
    """Read all bytes and compare them with their hash."""
    query = select(Blob.sha256, Blob.encoding, Blob.content, Blob.size).execution_options(yield_per=20)
    for sha256, encoding, content, size in session.execute(query):
        if not is_whole(encoding, content, sha256, size):
            code = session.scalar(
                select(Document.code)
                .join(DocumentFile, DocumentFile.document_id == Document.id)
                .where(DocumentFile.sha256 == sha256)
            )
            yield Fault(
                "bytes_damaged", f"tệp {sha256} ({code or 'không rõ văn bản'})", "Tệp không còn nguyên vẹn."
            )


def _chain_faults(session: Session, chain: AuditChain) -> Iterator[Fault]:
    """Walk a chain of events from its first to its last."""
    previous, expected = GENESIS, 1
    query = select(AuditEvent).where(AuditEvent.office_id == chain.office_id).order_by(AuditEvent.seq)
    for event in session.scalars(query.execution_options(yield_per=_ROWS_AT_ONCE)):
        place = f"nhật ký {event.office_id}, dòng {event.seq}"
        if event.seq != expected:
            yield Fault("event_missing", f"nhật ký {event.office_id}, dòng {expected}", "Thiếu dòng nhật ký.")
        elif event.previous != previous:
            yield Fault("chain_broken", place, "Dòng nhật ký không nối với dòng trước.")
        if event.hash != event_hash(event):
            yield Fault("event_changed", place, "Dòng nhật ký bị thay đổi.")
        previous, expected = event.hash, event.seq + 1
        session.expunge(event)
    if (chain.seq, chain.hash) != (expected - 1, previous):
        yield Fault("chain_end", f"nhật ký {chain.office_id}", "Cuối nhật ký không khớp: có dòng bị cắt bỏ.")
