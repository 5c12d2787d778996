"""The part of `verify` that walks the chains: links, hashes, ends, and for each act the document that it names."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.audit import GENESIS, event_hash
from service.register.models import AuditChain, AuditEvent, Document, IdempotencyKey
from service.register.verify_faults import Fault, detail_of, in_pieces, readable
from service.register.verify_told import Told

_EVENTS_AT_ONCE = 200
_NUMBERING = frozenset({"issue", "record"})
_FIXED = {"number": "number", "code": "code", "series": "series_id"}
"""What an event of numbering tells, and the column that has it."""


def chain_faults(session: Session, office_id: str, told: Told, noted: set[str]) -> Iterator[Fault]:
    """Walk a chain of events from its first to its last; fill `told`, take the hashes that are met out of `noted`."""
    previous, expected = GENESIS, 1
    for events in _pages(session, office_id):
        for seq, event in events:
            place = f"nhật ký {office_id}, dòng {seq}"
            if seq != expected:
                yield Fault("event_missing", f"nhật ký {office_id}, dòng {expected}", "Thiếu dòng nhật ký.")
            elif event is not None and event["previous"] != previous:
                yield Fault("chain_broken", place, "Dòng nhật ký không nối với dòng trước.")
            yield from readable(place, _event_faults(event, place, told))
            previous, expected = event["hash"] if event else "", seq + 1
            noted.discard(previous)
        acts = [one for _, one in events if one and one["document_id"]]
        yield from _document_faults(session, office_id, acts)
        yield from _key_faults(session, office_id, acts)
    end = session.execute(
        select(AuditChain.seq, AuditChain.hash).where(AuditChain.office_id == office_id)
    ).one_or_none()
    if end != (expected - 1, previous):
        yield Fault("chain_end", f"nhật ký {office_id}", "Cuối nhật ký không khớp: có dòng bị cắt bỏ.")


def _pages(session: Session, office_id: str) -> Iterator[list[tuple[int, dict[str, Any] | None]]]:
    """Yield the events of a chain in their order, some hundred at a time; None for one that cannot be read."""
    table = AuditEvent.__table__

    def read(seqs: list[int]) -> dict[int, dict[str, Any]]:
        query = select(table).where(table.c.office_id == office_id, table.c.seq.in_(seqs))
        return {row["seq"]: dict(row) for row in session.execute(query).mappings()}

    last = 0
    while True:
        query = select(table.c.seq).where(table.c.office_id == office_id, table.c.seq > last)
        seqs = list(session.scalars(query.order_by(table.c.seq).limit(_EVENTS_AT_ONCE)))
        if not seqs:
            return
        yield list(in_pieces(seqs, read))
        last = seqs[-1]


def _event_faults(event: dict[str, Any] | None, place: str, told: Told) -> Iterator[Fault]:
    """Compare an event with its hash and take in what it tells."""
    if event is None:
        yield Fault("unreadable", place, "Dòng nhật ký không đọc được.")
        return
    if event["hash"] != event_hash(event):
        yield Fault("event_changed", place, "Dòng nhật ký bị thay đổi.")
    detail = detail_of(event["detail"])
    if detail is None:
        yield Fault("unreadable", place, "Nội dung của dòng nhật ký không đọc được.")
    else:
        told.take(event["action"], _utc(event["at"]), detail)


def _utc(at: datetime) -> datetime:
    """Return a moment in UTC."""
    return at.astimezone(UTC)


def _document_faults(session: Session, office_id: str, acts: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    """Look for the document of each event; one with a number must have the number that it was given."""
    columns = (Document.id, Document.office_id, Document.number, Document.code, Document.series_id)
    query = select(*columns).where(Document.id.in_({event["document_id"] for event in acts}))
    rows = {row["id"]: row for row in session.execute(query).mappings()}
    for event in acts:
        detail = detail_of(event["detail"]) or {}
        place = f"{office_id}, {detail.get('code') or event['document_id']}"
        row = rows.get(event["document_id"])
        if row is None or row["office_id"] != office_id:
            where = f"{place} (nhật ký dòng {event['seq']})"
            yield Fault("document_missing", where, "Văn bản mà nhật ký có ghi không còn trong sổ.")
        elif event["action"] in _NUMBERING and any(
            row[name] != detail.get(key) for key, name in _FIXED.items()
        ):
            yield Fault("number_changed", place, "Văn bản không còn mang số mà nhật ký ghi đã cấp.")


def _key_faults(session: Session, office_id: str, acts: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    """Look whether the key of each number is still bound to its document; earlier releases did not tell it."""
    bound = {
        str(detail["key"]): act["document_id"]
        for act in acts
        if act["action"] in _NUMBERING and (detail := detail_of(act["detail"]) or {}).get("key") is not None
    }
    query = select(IdempotencyKey.key, IdempotencyKey.document_id).where(
        IdempotencyKey.office_id == office_id, IdempotencyKey.key.in_(bound)
    )
    there = {row.key: row.document_id for row in session.execute(query)}
    for key in sorted(key for key in bound if there.get(key) != bound[key]):
        yield Fault(
            "key_changed", f"{office_id}, khóa {key}", "Khóa chống lặp không còn gắn với văn bản của nó."
        )
