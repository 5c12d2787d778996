"""Events: what happened to documents and batches of an office, read from the audit trail written with each act.

The cursor is the place in the office's chain: acts of one office come one after the other, so whoever asks for what
came after a cursor misses nothing and gets nothing twice.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.models import AuditEvent, Document
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require
from service.register.states import State

KEPT_DAYS = 90
PAGE_MAX = 200
EVENT_TYPES = {
    "create_draft": "document.created",
    "put_up": "document.put_up",
    "submit": "document.submitted",
    "return": "document.returned",
    "sign": "document.signed",
    "issue": "document.issued",
    "record": "document.recorded",
    "attach": "document.attached",
    "dispatch": "document.dispatched",
    "void": "document.voided",
    "recall": "document.recalled",
    "finish_batch": "batch.finished",
}
"""Acts of the audit trail that applications are told of, and what they are called there."""

_STATE_AFTER = {
    "create_draft": State.DRAFT,
    "return": State.DRAFT,
    "issue": State.ISSUED,
    "record": State.ISSUED,
    "dispatch": State.DISPATCHED,
    "void": State.VOIDED,
    "recall": State.RECALLED,
}
"""The state to which an act leads wherever it begins; after all others an event has the state of today."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its place in the chain, what happened when, to which document or (`batch_id`) which batch."""

    seq: int
    type: str
    at: datetime
    document_id: str
    code: str | None
    state: str
    is_secret: bool
    batch_id: str = ""


def events_after(
    session: Session, actor: Actor, office_id: str, after: int, *, limit: int = 100
) -> list[Event]:
    """Return the events of the last `KEPT_DAYS` days after a place in the chain, oldest first.

    Those of secret documents come only to whom may see these. Raises NotAllowed.
    """
    roles = require(session, actor, office_id, OfficeAct.READ)
    query = (
        select(AuditEvent, Document)
        .join(Document, Document.id == AuditEvent.document_id, isouter=True)
        .where(AuditEvent.office_id == office_id, AuditEvent.seq > after)
        .where(AuditEvent.action.in_(EVENT_TYPES), AuditEvent.at >= actor.at - timedelta(days=KEPT_DAYS))
        .order_by(AuditEvent.seq)
    )
    if roles.isdisjoint(OFFICE_ROLES[OfficeAct.READ_SECRET]):
        query = query.where(Document.id.is_(None) | Document.is_secret.is_(False))
    return [_event(row, document) for row, document in session.execute(query.limit(limit))]


def _event(row: AuditEvent, document: Document | None) -> Event:
    """Return an event as applications see it."""
    said = json.loads(row.detail)
    kind = EVENT_TYPES[row.action]
    if document is None:
        batch_id = str(said.get("batch", ""))
        return Event(row.seq, kind, row.at, "", None, "finished", is_secret=False, batch_id=batch_id)
    code = said.get("code", document.code)
    state = _STATE_AFTER.get(row.action, State(document.state))
    return Event(row.seq, kind, row.at, document.id, code, state, is_secret=document.is_secret)
