"""Walking the whole register: numbers, dates, bytes, chains; each fault comes with its place.

A register is sound when no fault comes: every number of an own series from its first to its last belongs to exactly
one document, every byte has its hash, everything that a number fixed is what the audit trail vouches for, everything
that the trail tells is there, and every chain is whole. What the trail itself cannot tell is that its end was cut off
together with all that the lost events made: for that a person notes the ends down (`chain_ends`) and gives them to a
later walk (`expect`).
"""

from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.register.document_faults import document_faults
from service.register.models import SYSTEM, AuditChain, Document, LostNumber, Office, Series, TypeVersion
from service.register.offices import require_known
from service.register.permissions import Actor, OfficeAct, require, require_operator
from service.register.series import describe
from service.register.series_rules import range_notes
from service.register.series_words import of_series
from service.register.verify_bytes import blob_faults, type_faults
from service.register.verify_faults import Fault, readable
from service.register.verify_people import office_faults, operator_faults
from service.register.verify_series import number_faults, told_faults
from service.register.verify_told import Told
from service.register.verify_trail import chain_faults

__all__ = ["Fault", "chain_ends", "counted", "pending", "range_remarks", "verify"]


def verify(
    session: Session, actor: Actor, *, office_id: str | None = None, expect: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield every fault of one office, or of the whole register (the operator): numbers, bytes, chains.

    `expect` are ends of chains that were noted before: each must still be the hash of an event that is walked.
    Memory stays flat however large the register is.
    """
    if office_id is None:
        require_operator(session, actor)
    else:
        require(session, actor, office_id, OfficeAct.VERIFY)
        require_known(session, office_id)
    noted = set(expect)
    yield from _row_faults(session, office_id)
    for chain in _chains(session, office_id):
        told = Told()
        yield from chain_faults(session, chain, told, noted)
        if chain == SYSTEM:
            yield from operator_faults(session, told)
            yield from _types_told(session, told)
        else:
            yield from told_faults(session, chain, told)
            yield from office_faults(session, chain, told)
    for end in sorted(noted):
        yield Fault("end_missing", f"nhật ký, dấu {end}", "Dấu cuối đã ghi lại trước đây không còn.")


def counted(session: Session, actor: Actor, office_id: str | None = None) -> int:
    """Return how many documents with a number a walk looks at."""
    _require_reader(session, actor, office_id)
    query = select(func.count()).select_from(Document).where(Document.number.is_not(None))
    return int(
        session.scalar(query if office_id is None else query.where(Document.office_id == office_id)) or 0
    )


def chain_ends(session: Session, actor: Actor, office_id: str | None = None) -> list[tuple[str, int, str]]:
    """Return (office, events, hash) of every chain: noted elsewhere, they prove that no tail was cut off."""
    _require_reader(session, actor, office_id)
    rows = session.execute(select(AuditChain.office_id, AuditChain.seq, AuditChain.hash))
    return sorted((office, seq, end) for office, seq, end in rows if office_id in {None, office})


def pending(session: Session, actor: Actor) -> list[str]:
    """Return what is no fault but waits for a person: series to be confirmed, lost numbers to be entered."""
    require_operator(session, actor)
    found = []
    for row in session.scalars(select(Series).order_by(Series.office_id, Series.id)):
        if row.awaits_confirmation:
            command = f"./run register confirm-series {of_series(row)} --last SỐ"
            found.append(f"{row.office_id}: {describe(row)} chờ xác nhận số cuối ({command}).")
        query = select(LostNumber.number).where(LostNumber.series_id == row.id).order_by(LostNumber.number)
        lost = [str(number) for number in session.scalars(query)]
        if lost:
            found.append(f"{row.office_id}: {describe(row)} chờ nhập lại văn bản số {', '.join(lost)}.")
    return found


def range_remarks(session: Session, actor: Actor, office_id: str | None = None) -> list[str]:
    """Return what is no fault but should be known of series that do not begin at 01: on paper, or a jump."""
    _require_reader(session, actor, office_id)
    query = select(Series).order_by(Series.office_id, Series.id)
    rows = list(session.scalars(query if office_id is None else query.where(Series.office_id == office_id)))
    of_year: dict[tuple[str, int], list[Series]] = {(row.office_id, row.year): [] for row in rows}
    for row in rows:
        of_year[row.office_id, row.year].append(row)
    return [
        f"{row.office_id}: {describe(row)}: {note}"
        for row in rows
        for note in range_notes(row, of_year[row.office_id, row.year])
    ]


def _require_reader(session: Session, actor: Actor, office_id: str | None) -> None:
    """Refuse who may not walk through the office, or through the whole register."""
    if office_id is None:
        require_operator(session, actor)
    else:
        require(session, actor, office_id, OfficeAct.VERIFY)


def _row_faults(session: Session, office_id: str | None) -> Iterator[Fault]:
    """Walk the rows: series, documents, bytes, versions of types."""
    offices = [office_id] if office_id else list(session.scalars(select(Office.id).order_by(Office.id)))
    for office in offices:
        yield from number_faults(session, office)
        yield from document_faults(session, office, reads_bytes=office_id is not None)
    if office_id is None:
        yield from readable("các tệp trong sổ", blob_faults(session))
        yield from type_faults(session)


def _chains(session: Session, office_id: str | None) -> list[str]:
    """Return the chains to walk: also of an office whose chain is gone, and of a chain whose office is."""
    if office_id is not None:
        return [office_id]
    chains = set(session.scalars(select(AuditChain.office_id)))
    return sorted(chains | set(session.scalars(select(Office.id))) | {SYSTEM})


def _types_told(session: Session, told: Told) -> Iterator[Fault]:
    """Look for each published version of a type that the trail tells of, and for one that it does not."""
    query = select(TypeVersion.sha256, TypeVersion.slug, TypeVersion.version, TypeVersion.source)
    rows = {sha256: (slug, version, source) for sha256, slug, version, source in session.execute(query)}
    for sha256 in sorted(set(rows) | set(told.types)):
        detail = told.types.get(sha256, {})
        if rows.get(sha256) != tuple(detail.get(name) for name in ("slug", "version", "source")):
            yield Fault("type_changed", f"mẫu {sha256}", "Phiên bản mẫu khác với nhật ký, hoặc không còn.")
