"""Webhooks of an office: where events go, what is on its way, with what outcome.

Events are copied from the audit trail into deliveries by their place in the chain, so that none is missed or doubled.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.register import audit, events, locks
from service.register.errors import PageUnreadable, WrongState
from service.register.identifiers import new_id
from service.register.models import Webhook, WebhookDelivery
from service.register.permissions import Actor, OfficeAct, require, require_operator

PUSHED = ("document.issued", "document.dispatched", "document.voided", "document.recalled", "batch.finished")
"""Events that are pushed; all others can be asked for."""
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
"""How long to wait after each failure; after the last one a person must send it again."""
_LEASE = timedelta(minutes=2)
_AT_ONCE = 200
CLAIMED_AT_ONCE = 32
"""All are sent at the same time: they are over before the lease ends, whoever does not answer."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one attempt: whether it was taken, and in a few words why not."""

    is_taken: bool
    outcome: str


def add_webhook(session: Session, actor: Actor, office_id: str, url: str, kinds: Sequence[str]) -> Webhook:
    """Begin to push events of an office from now on. The caller has looked at the host. Raises NotAllowed."""
    require(session, actor, office_id, OfficeAct.SET_WEBHOOKS)
    chain = locks.lock_office(session, office_id)
    row = Webhook(
        id=new_id(actor.at),
        office_id=office_id,
        url=url,
        events=sorted(kinds),
        position=chain.seq + 1,
        created_by=actor.user_id,
        created_at=actor.at,
        ended_at=None,
    )
    session.add(row)
    audit.append(
        session, actor, office_id, "add_webhook", {"webhook": row.id, "url": url, "events": row.events}
    )
    return row


def end_webhook(session: Session, actor: Actor, office_id: str, webhook_id: str) -> Webhook:
    """Push nothing more to a webhook. Raises NotAllowed, WrongState."""
    require(session, actor, office_id, OfficeAct.SET_WEBHOOKS)
    locks.lock_office(session, office_id)
    row = own_webhook(session, actor, office_id, webhook_id)
    row.ended_at = actor.at
    audit.append(session, actor, office_id, "end_webhook", {"webhook": row.id})
    return row


def webhooks(session: Session, actor: Actor, office_id: str) -> list[Webhook]:
    """Return the webhooks of an office that have not ended, oldest first."""
    require(session, actor, office_id, OfficeAct.SET_WEBHOOKS)
    query = select(Webhook).where(Webhook.office_id == office_id, Webhook.ended_at.is_(None))
    return list(session.scalars(query.order_by(Webhook.id)))


def own_webhook(session: Session, actor: Actor, office_id: str, webhook_id: str) -> Webhook:
    """Return a webhook of the office. Raises NotAllowed, WrongState for one that is not there."""
    require(session, actor, office_id, OfficeAct.SET_WEBHOOKS)
    row = session.get(Webhook, webhook_id, populate_existing=True)
    if row is None or row.office_id != office_id or row.ended_at is not None:
        raise WrongState("Cơ quan không có webhook này.", code="webhook_not_found")
    return row


def deliveries(  # noqa: PLR0913 - which page, by name
    session: Session, actor: Actor, office_id: str, webhook_id: str, *, before: str = "", limit: int = 50
) -> list[WebhookDelivery]:
    """Return the deliveries of a webhook, newest first; `before` is the id of the last one that was seen.

    Raises NotAllowed, WrongState, PageUnreadable for an id that is no delivery of it.
    """
    own_webhook(session, actor, office_id, webhook_id)
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    if before:
        seen = session.get(WebhookDelivery, before)
        if seen is None or seen.webhook_id != webhook_id:
            raise PageUnreadable
        query = query.where(WebhookDelivery.id < before)
    return list(session.scalars(query.order_by(WebhookDelivery.id.desc()).limit(limit)))


def send_again(session: Session, actor: Actor, office_id: str, delivery: tuple[str, str]) -> WebhookDelivery:
    """Let a delivery (webhook, id) be sent again at once, also one that was taken. Raises WrongState."""
    webhook_id, delivery_id = delivery
    own_webhook(session, actor, office_id, webhook_id)
    row = session.get(WebhookDelivery, delivery_id, populate_existing=True)
    if row is None or row.webhook_id != webhook_id:
        raise WrongState("Webhook không có lần gửi này.", code="webhook_not_found")
    row.next_at, row.attempts, row.outcome = actor.at, 0, "waiting"
    return row


def collect(session: Session, operator: Actor, bodies: Any) -> None:
    """Make a delivery of each event that came since the last time; `bodies` words one for an office."""
    require_operator(session, operator)
    active = select(Webhook).where(Webhook.ended_at.is_(None)).order_by(Webhook.id)
    for row in session.scalars(active.with_for_update()):
        found = events.events_after(session, operator, row.office_id, row.position, limit=_AT_ONCE)
        for event in found:
            if event.type in row.events and not event.is_secret:
                body = json.dumps(bodies(row.office_id, event), ensure_ascii=False)
                session.add(_delivery(row, event, body, operator.at))
        if found:
            row.position = found[-1].seq


def claim_due(session: Session, operator: Actor) -> list[tuple[WebhookDelivery, Webhook]]:
    """Return what is due, taken for a while so that nobody else sends it at the same time.

    The oldest of each webhook first, then their next ones: a long row of one does not stand before the others.
    """
    require_operator(session, operator)
    by_age = func.row_number().over(
        partition_by=WebhookDelivery.webhook_id, order_by=(WebhookDelivery.next_at, WebhookDelivery.id)
    )
    due = (
        select(WebhookDelivery.id, by_age.label("turn"))
        .where(WebhookDelivery.next_at <= operator.at)
        .subquery()
    )
    query = (
        select(WebhookDelivery, Webhook)
        .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        .join(due, due.c.id == WebhookDelivery.id)
        .where(WebhookDelivery.next_at <= operator.at, Webhook.ended_at.is_(None))
        .order_by(due.c.turn, WebhookDelivery.next_at, WebhookDelivery.id)
        .limit(CLAIMED_AT_ONCE)
    )
    found = [
        (row, hook)
        for row, hook in session.execute(query.with_for_update(skip_locked=True, of=WebhookDelivery))
    ]
    for row, _ in found:
        row.next_at = operator.at + _LEASE
    return found


def note(session: Session, delivery_id: str, sent: Sent, *, at: datetime) -> None:
    """Keep what became of an attempt, and when the next one is; a cleared sandbox takes its deliveries along."""
    row = session.get(WebhookDelivery, delivery_id, populate_existing=True)
    if row is None:
        return
    row.attempts += 1
    row.outcome = sent.outcome
    if sent.is_taken:
        row.delivered_at, row.next_at = at, None
    else:
        row.next_at = at + BACKOFF[row.attempts - 1] if row.attempts <= len(BACKOFF) else None


def _delivery(row: Webhook, event: events.Event, body: str, at: datetime) -> WebhookDelivery:
    """Return an event on its way."""
    return WebhookDelivery(
        id=new_id(at),
        webhook_id=row.id,
        seq=event.seq,
        event=event.type,
        body=body,
        attempts=0,
        outcome="waiting",
        delivered_at=None,
        next_at=at,
        created_at=at,
    )
