"""The audit trail: for each office a chain of events, append-only, each hashed with the one before it."""

from collections.abc import Mapping
from datetime import UTC
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, bindparam, func, or_, select
from sqlalchemy.orm import Session

from service.register.canonical import canonical_json, digest
from service.register.locks import hold_new, lock_office
from service.register.models import AuditChain, AuditEvent, Document
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require
from service.register.snapshots import known, latest

GENESIS = "0" * 64


def open_chain(session: Session, office_id: str) -> None:
    """Begin the chain of a new office; its first event follows at once."""
    chain = AuditChain(office_id=office_id, seq=0, hash=GENESIS)
    session.add(chain)
    session.flush()
    hold_new(session, chain)


def append(
    session: Session, actor: Actor, office_id: str, action: str, detail: Mapping[str, Any]
) -> AuditEvent:
    """Add an event to the chain of the office, in the transaction of the act itself."""
    return _append(session, {"office_id": office_id, "document_id": None, **_said(actor, action, detail)})


def append_for(
    session: Session, actor: Actor, row: Document, action: str, detail: Mapping[str, Any]
) -> AuditEvent:
    """Add an event about a document to the chain of its office, in the transaction of the act itself."""
    return _append(
        session, {"office_id": row.office_id, "document_id": row.id, **_said(actor, action, detail)}
    )


def linked(
    session: Session, actor: Actor, row: Document, action: str, detail: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the row of an event about a document, linked to the end of the chain, which goes on after it.

    The caller writes it in the same transaction; the office must be locked.
    """
    said = {"office_id": row.office_id, "document_id": row.id, **_said(actor, action, detail)}
    return _linked(session, said)


def _said(actor: Actor, action: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    """Return who did what when, as an event keeps it."""
    return {
        "at": actor.at.astimezone(UTC),
        "user_id": actor.user_id,
        "user_name": actor.name,
        "action": str(action),
        "detail": canonical_json(detail),
    }


def _append(session: Session, said: dict[str, Any]) -> AuditEvent:
    """Link an event to the end of its chain and write it."""
    event = AuditEvent(**_linked(session, said))
    session.add(event)
    session.flush()
    return event


def _linked(session: Session, said: dict[str, Any]) -> dict[str, Any]:
    """Return an event with its place in the chain of its office; the chain ends with it from now on."""
    chain = lock_office(session, said["office_id"])
    event = {**said, "seq": chain.seq + 1, "previous": chain.hash}
    event["hash"] = event_hash(event)
    chain.seq, chain.hash = event["seq"], event["hash"]
    return event


def event_hash(event: Mapping[str, Any]) -> str:
    """Return the hash that an event must carry: of all that its row says and of the hash before it."""
    said = {
        "office": event["office_id"],
        "seq": event["seq"],
        "at": event["at"].astimezone(UTC),
        "user": event["user_id"],
        "name": event["user_name"],
        "action": event["action"],
        "document": event["document_id"],
        "detail": event["detail"],
        "previous": event["previous"],
    }
    return digest(canonical_json(said).encode())


def history(
    session: Session, actor: Actor, office_id: str, *, document_id: str | None = None, action: str = ""
) -> list[AuditEvent]:
    """Return the events of one document (every role may read them) or of the whole office, oldest first.

    `action` asks for those of one act only. Those of secret documents come only to who may read secrets.
    """
    roles = require(session, actor, office_id, OfficeAct.READ if document_id else OfficeAct.READ_AUDIT)
    sees_secrets = not roles.isdisjoint(OFFICE_ROLES[OfficeAct.READ_SECRET])
    query = _history(of_document=document_id is not None, of_act=bool(action), sees_secrets=sees_secrets)
    asked = {"office_id": office_id, "document_id": document_id, "action": str(action)}
    if document_id is None:
        return list(session.scalars(query, asked))
    key = (document_id, office_id, sees_secrets)
    whole = known(session, "history", key) if action else None
    if whole is not None:
        return [event for event in whole if event.action == action]
    return latest(session, f"history {action}".strip(), key, lambda: list(session.scalars(query, asked)))


@lru_cache
def _history(*, of_document: bool, of_act: bool, sees_secrets: bool) -> Select[AuditEvent]:
    """Return the question for events, asked with `office_id`, `document_id` and `action`."""
    of_office = bindparam("office_id", type_=String)
    query = select(AuditEvent).order_by(AuditEvent.seq)
    if (
        of_document
    ):  # a document has few events: SQLite, left to itself, would look through all those of its office
        query = query.where(AuditEvent.document_id == bindparam("document_id"))
        query = query.where(func.coalesce(AuditEvent.office_id, "") == of_office)
    else:
        query = query.where(AuditEvent.office_id == of_office)
    if of_act:
        query = query.where(AuditEvent.action == bindparam("action"))
    if not sees_secrets:
        secret = select(Document.id).where(Document.office_id == of_office, Document.is_secret)
        query = query.where(or_(AuditEvent.document_id.is_(None), AuditEvent.document_id.not_in(secret)))
    return query
