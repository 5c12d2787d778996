"""Webhooks of the office: where events are pushed to, and what became of each."""

from typing import Any

from flask import current_app

from service.api.call import Answer, Call
from service.api.documents import next_link
from service.api.endpoint import CURSOR_BY_ID, LIMIT, Body, Endpoint, Reply, in_path
from service.issuing.webhooks import require_allowed, secret_of
from service.register import webhooks
from service.register.models import Webhook, WebhookDelivery
from service.register.tokens import Scope
from service.settings import Settings

_TAG = "Webhook"
_WEBHOOK = in_path("webhook_id", "Mã webhook.")
_DELIVERY = in_path("delivery_id", "Mã lần gửi.")


def list_webhooks(call: Call) -> Answer:
    """List the webhooks of the office."""
    with call.work.reading() as turn:
        rows = webhooks.webhooks(turn.session, turn.actor, call.office)
    return Answer(payload={"webhooks": [_webhook_object(row) for row in rows]})


def add_webhook(call: Call) -> Answer:
    """Push events to an allowed host from now on; the secret of the signatures is shown this once."""
    settings: Settings = current_app.extensions["api_gate"].settings
    body = call.body
    require_allowed(body["url"], settings.webhook_hosts)
    kinds = body.get("events", list(webhooks.PUSHED))
    with call.work.writing() as turn:
        row = webhooks.add_webhook(turn.session, turn.actor, call.office, body["url"], kinds)
    payload = {**_webhook_object(row), "secret": secret_of(row.id, settings.secret_key)}
    return Answer(payload=payload, status=201, shown_once=("secret",))


def end_webhook(call: Call) -> Answer:
    """Push nothing more there."""
    with call.work.writing() as turn:
        webhooks.end_webhook(turn.session, turn.actor, call.office, call.arguments["webhook_id"])
    return Answer(content=b"", status=204)


def list_deliveries(call: Call) -> Answer:
    """List the deliveries of a webhook with their outcome, newest first."""
    webhook_id, limit = call.arguments["webhook_id"], call.query["limit"]
    seen = call.query["cursor"] or ""
    with call.work.reading() as turn:
        rows = webhooks.deliveries(
            turn.session, turn.actor, call.office, webhook_id, before=seen, limit=limit + 1
        )
    cursor = rows[limit - 1].id if len(rows) > limit else None
    payload = {"deliveries": [_delivery_object(row) for row in rows[:limit]], "next": cursor}
    return Answer(payload=payload, headers=next_link(call, cursor))


def resend_delivery(call: Call) -> Answer:
    """Send a delivery again, also one that was taken."""
    delivery = (call.arguments["webhook_id"], call.arguments["delivery_id"])
    with call.work.writing() as turn:
        row = webhooks.send_again(turn.session, turn.actor, call.office, delivery)
    return Answer(payload=_delivery_object(row))


def _webhook_object(row: Webhook) -> dict[str, Any]:
    """Return a webhook as the API shows it."""
    own = f"/api/v1/webhooks/{row.id}/deliveries"
    return {
        "id": row.id,
        "url": row.url,
        "events": list(row.events),
        "created_at": row.created_at.isoformat(),
        "links": {"deliveries": own},
    }


def _delivery_object(row: WebhookDelivery) -> dict[str, Any]:
    """Return a delivery as the API shows it."""
    return {
        "id": row.id,
        "event": row.event,
        "cursor": str(row.seq),
        "attempts": row.attempts,
        "outcome": row.outcome,
        "created_at": row.created_at.isoformat(),
        "delivered_at": row.delivered_at.isoformat() if row.delivered_at else None,
        "next_at": row.next_at.isoformat() if row.next_at else None,
    }


def _endpoint(method: Any, path: str, summary: str, handler: Any, reply: Reply, **more: Any) -> Endpoint:
    """Return an endpoint about webhooks."""
    return Endpoint(
        method=method,
        path=path,
        scope=Scope.ADMIN,
        tag=_TAG,
        summary=summary,
        handler=handler,
        reply=reply,
        codes=("not_allowed", *more.pop("codes", ("webhook_not_found",))),
        **more,
    )


ENDPOINTS = (
    _endpoint(
        "GET",
        "/webhooks",
        "Liệt kê webhook",
        list_webhooks,
        Reply(schema="Webhooks", description="Các webhook."),
        codes=(),
    ),
    _endpoint(
        "POST",
        "/webhooks",
        "Gửi sự kiện đến một địa chỉ được cho phép",
        add_webhook,
        Reply(status=201, schema="MadeWebhook", description="Webhook vừa tạo."),
        body=Body(schema="NewWebhook"),
        codes=("host_not_allowed",),
        key="optional",
    ),
    _endpoint(
        "DELETE",
        "/webhooks/{webhook_id}",
        "Ngừng gửi",
        end_webhook,
        Reply(status=204, media_types=(), description="Đã ngừng."),
        parameters=(_WEBHOOK,),
    ),
    _endpoint(
        "GET",
        "/webhooks/{webhook_id}/deliveries",
        "Các lần gửi và kết quả, mới nhất trước",
        list_deliveries,
        Reply(schema="Deliveries", description="Một trang các lần gửi.", headers=("Link",)),
        parameters=(_WEBHOOK, CURSOR_BY_ID, LIMIT),
        codes=("webhook_not_found", "invalid_entry"),
    ),
    _endpoint(
        "POST",
        "/webhooks/{webhook_id}/deliveries/{delivery_id}/resend",
        "Gửi lại",
        resend_delivery,
        Reply(schema="Delivery", description="Lần gửi, sẽ được gửi lại ngay."),
        parameters=(_WEBHOOK, _DELIVERY),
        key="optional",
    ),
)
