"""Pushing events to other applications: only to allowed hosts, signed as Standard Webhooks has it, tried again.

A receiver checks `webhook-signature`: base64 of HMAC-SHA256 over ``id.timestamp.body`` with the secret.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from service.errors import ServiceError
from service.issuing import webhooks_post
from service.issuing.shown import API
from service.issuing.workplace import Workplace
from service.register import webhooks
from service.register.events import Event
from service.register.models import Webhook, WebhookDelivery
from service.register.people import OPERATOR
from service.register.sandbox import is_twin, real_id
from service.register.webhooks import Sent

_GRACE_SECONDS = 2
_ROUNDS_AT_MOST = 10
"""Of one time: what else an installation does by itself waits for the end."""
_SECURE_PORT, _PLAIN_PORT = 443, 80
Post = Callable[[str, Mapping[str, str], bytes], int]
Message = tuple[str, bytes, str, str]
"""The id of a delivery, its body, where to, the secret that signs it."""


class HostNotAllowed(ServiceError):
    """A url whose host no administrator has allowed."""

    code = "host_not_allowed"


def require_allowed(url: str, allowed: str) -> None:
    """Raise HostNotAllowed unless the host (with its port, where it is not 443) is among the allowed ones.

    `allowed` is the setting WEBHOOK_HOSTS. Plain http is taken only for a host that is named with its port.

    >>> require_allowed("https://app.example.vn/hook", "app.example.vn,10.0.0.5:8443")
    """
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": _SECURE_PORT, "http": _PLAIN_PORT}.get(parts.scheme, 0)
    except ValueError:
        parts, port = urlsplit(""), 0
    names = {one.strip().lower() for one in allowed.split(",") if one.strip()}
    host = (parts.hostname or "").lower()
    is_named = f"{host}:{port}" in names or (port == _SECURE_PORT and host in names)
    if parts.scheme not in {"https", "http"} or not host or parts.username or not is_named:
        raise HostNotAllowed(
            f"Máy “{host or url[:100]}” chưa được cho phép. Thêm vào WEBHOOK_HOSTS rồi làm lại."
        )
    if parts.scheme == "http" and f"{host}:{port}" not in names:
        raise HostNotAllowed("Webhook dùng https; http chỉ dùng với máy ghi rõ cổng trong WEBHOOK_HOSTS.")


def secret_of(webhook_id: str, key: str) -> str:
    """Return the secret of a webhook, made from the installation's key: it is kept nowhere."""
    made = hmac.new(key.encode(), f"webhook {webhook_id}".encode(), hashlib.sha256).digest()
    return f"whsec_{base64.b64encode(made).decode()}"


def signed_headers(message_id: str, timestamp: int, body: bytes, secret: str) -> dict[str, str]:
    """Return the headers of one message.

    >>> signed_headers("msg_1", 1, b"{}", "whsec_c2VjcmV0")["webhook-signature"]
    'v1,kW+83cjD04uWm7Qber/sPiCRVJ9ljbsrg8ALKAx2qMc='
    """
    raw = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(raw, said, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
        "Content-Type": "application/json",
        "User-Agent": "van-ban-webhooks/1",
    }


def event_object(office_id: str, event: Event) -> dict[str, Any]:
    """Return an event as applications see it, asked for or pushed."""
    is_live = not is_twin(office_id)
    document = batch = None
    if event.batch_id:
        batch = {"id": event.batch_id, "links": {"self": f"/api/v1/batches/{event.batch_id}"}}
    else:
        links = {"self": f"{API}/{event.document_id}"}
        document = {"id": event.document_id, "code": event.code, "state": event.state, "links": links}
    return {
        "id": f"{real_id(office_id)}.{'live' if is_live else 'test'}.{event.seq}",
        "cursor": str(event.seq),
        "type": event.type,
        "at": event.at.isoformat(),
        "office": real_id(office_id),
        "livemode": is_live,
        "document": document,
        "batch": batch,
    }


def push_due(workplace: Workplace, *, key: str, allowed: str, post: Post | None = None) -> int:
    """Send what is due and return how many were taken; `post` sends one message and returns the status.

    It goes on while all that was sent was taken, so a receiver that does not answer waits for the next time; a round
    takes no longer than one message may.
    """
    with workplace.writing(OPERATOR) as turn:
        webhooks.collect(turn.session, turn.actor, event_object)
    taken = 0
    for _ in range(_ROUNDS_AT_MOST):
        with workplace.writing(OPERATOR) as turn:
            due = webhooks.claim_due(turn.session, turn.actor)
        outcomes = _sent(workplace, [_message(*one, key) for one in due], allowed, post or webhooks_post.post)
        taken += sum(outcomes)
        if len(due) < webhooks.CLAIMED_AT_ONCE or not all(outcomes):
            break
    return taken


def _message(row: WebhookDelivery, hook: Webhook, key: str) -> Message:
    return row.id, row.body.encode(), hook.url, secret_of(hook.id, key)


def _sent(workplace: Workplace, messages: Sequence[Message], allowed: str, send: Post) -> list[bool]:
    """Send messages, all at the same time, and tell which were taken; of each is noted at once what became of it."""
    timestamp = int(workplace.now().timestamp())
    threads = ThreadPoolExecutor(webhooks.CLAIMED_AT_ONCE, "webhook")
    under_way = {threads.submit(_attempt, one, timestamp, allowed, send): one[0] for one in messages}
    found: dict[str, Sent] = {}
    with suppress(TimeoutError):
        for done in as_completed(under_way, timeout=webhooks_post.TIMEOUT_SECONDS + _GRACE_SECONDS):
            found[under_way[done]] = done.result()
            _note(workplace, under_way[done], done.result())
    late = Sent(is_taken=False, outcome=TimeoutError.__name__)
    for message_id in under_way.values():
        if message_id not in found:
            _note(workplace, message_id, late)
    threads.shutdown(wait=False)  # one that still looks for its host holds up nobody
    return [found.get(message_id, late).is_taken for message_id in under_way.values()]


def _note(workplace: Workplace, message_id: str, sent: Sent) -> None:
    with workplace.writing(OPERATOR) as turn:
        webhooks.note(turn.session, message_id, sent, at=turn.actor.at)


def _attempt(message: Message, timestamp: int, allowed: str, send: Post) -> Sent:
    """Send one message and say what became of it, whatever its receiver does."""
    message_id, body, url, secret = message
    try:
        require_allowed(url, allowed)
        status = send(url, signed_headers(message_id, timestamp, body, secret), body)
    except HostNotAllowed as refused:
        return Sent(is_taken=False, outcome=refused.code)
    except Exception as error:  # noqa: BLE001 - no message may stop the others
        return Sent(is_taken=False, outcome=type(error).__name__)
    return Sent(is_taken=200 <= status < 300, outcome=str(status))
