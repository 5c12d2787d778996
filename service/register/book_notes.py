"""What the column Ghi chú of the book says: the end of a document, and what documents did to each other.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục IV Mục I khoản 2.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from service.domain.dates import short_date
from service.register.models import Document, Relation
from service.register.relations import RELATION_NAMES
from service.register.states import State

_PASSIVE = {"replaces": "Bị thay thế", "amends": "Được sửa đổi, bổ sung", "corrects": "Được đính chính"}


def remarks_on(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return what documents did to others and what others did to them, as Ghi chú says it."""
    doer, target = aliased(Document), aliased(Document)
    query = (
        select(Relation, doer.code, doer.issued_on, target.code, target.issued_on)
        .join(doer, doer.id == Relation.document_id)
        .join(target, target.id == Relation.target_id)
        .where((Relation.document_id.in_(ids)) | (Relation.target_id.in_(ids)), doer.number.is_not(None))
        .order_by(doer.entry, target.entry, Relation.kind)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for relation, by, by_day, of, of_day in session.execute(query):
        if relation.document_id in ids:
            found[relation.document_id].append(f"{RELATION_NAMES[relation.kind]} số {of}{_on(of_day)}")
        if relation.target_id in ids:
            found[relation.target_id].append(f"{_PASSIVE[relation.kind]} bởi số {by}{_on(by_day)}")
    return found


def _on(day: date | None) -> str:
    """Return `` ngày 05/3/2025``, nothing without a day."""
    return f" ngày {short_date(day)}" if day else ""


def end_note(row: Document) -> str:
    """Return how the end of a document stands in Ghi chú: that its number was voided, or it was recalled; else ""."""
    if row.state == State.VOIDED:
        return f"HỦY SỐ: {row.end_reason}"
    if row.state == State.RECALLED:
        return _recalled(row.end_citation or {}, row.end_reason)
    return ""


def notes(row: Document, remarks: Sequence[str]) -> list[str]:
    """Return what stands in Ghi chú: the end of the document first."""
    end = end_note(row)
    own = [end] if end else []
    if row.is_secret:
        own.append("Mật")
    return [*own, *remarks, *([row.note] if row.note else [])]


def _recalled(citation: Mapping[str, Any], reason: str) -> str:
    """Return how a recall stands in Ghi chú: by which notice of whom, of which day, and why where somebody said it."""
    day = str(citation.get("issued_on", ""))
    with suppress(ValueError):
        day = short_date(date.fromisoformat(day))
    issuer = f" của {citation['issuer']}" if citation.get("issuer") else ""
    return (
        f"ĐÃ THU HỒI theo số {citation.get('code', '')} ngày {day}{issuer}{f': {reason}' if reason else ''}"
    )
