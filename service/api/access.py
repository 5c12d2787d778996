"""Tokens of the office, and what happened there: events."""

from datetime import date
from typing import Any

from service.api.call import Answer, Call
from service.api.documents import next_link
from service.api.endpoint import Body, Endpoint, Reply, in_path, query
from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.issuing import tokens as token_acts
from service.issuing.webhooks import event_object
from service.register import events, tokens
from service.register.errors import InvalidEntry
from service.register.models import ApiToken
from service.register.sandbox import real_id
from service.register.tokens import NewToken, Scope

_TAG = "Mã truy cập và sự kiện"
_CURSOR = {"type": "string", "pattern": "^[0-9]{1,12}$", "default": "0"}
_SEEN = {"type": "integer", "minimum": 1, "maximum": events.PAGE_MAX, "default": 100}


def list_tokens(call: Call) -> Answer:
    """List the tokens of the office, without their secrets."""
    with call.work.reading() as turn:
        rows = tokens.tokens(turn.session, turn.actor, real_id(call.office))
    return Answer(payload={"tokens": [_token_object(row, login) for row, login in rows]})


def add_token(call: Call) -> Answer:
    """Make a token; its secret is shown this once."""
    body = call.body
    if body.get("livemode", False):
        call.require_live()
    day = body.get("expires_on")
    last_day = date.fromisoformat(day) if day else None
    try:
        expires_at = token_acts.end_of_token(call.desk.now(), last_day=last_day)
    except InvalidEntry as refused:
        raise InvalidInput([FieldError("expires_on", "day_over", refused.message)]) from None
    new = NewToken(
        office_id=real_id(call.office),
        login=body.get("login", call.bearer.credential.login),
        name=body["name"],
        scopes=tuple(Scope(scope) for scope in body["scopes"]),
        expires_at=expires_at,
        is_live=body.get("livemode", False),
    )
    row, secret = token_acts.add(call.work, new)
    payload = {**_token_object(row, new.login), "secret": secret}
    return Answer(payload=payload, status=201, shown_once=("secret",))


def revoke_token(call: Call) -> Answer:
    """Take a token back; it refuses from the next request on."""
    call.require_live()
    with call.work.writing() as turn:
        tokens.revoke_token(turn.session, turn.actor, real_id(call.office), call.arguments["token_id"])
    return Answer(content=b"", status=204)


def list_events(call: Call) -> Answer:
    """List what happened to the documents of the office after a cursor, oldest first."""
    after = int(call.query["after"])
    with call.work.reading() as turn:
        found = events.events_after(turn.session, turn.actor, call.office, after, limit=call.query["limit"])
    payload = [event_object(call.office, event) for event in found]
    following = str(found[-1].seq if found else after)
    link = next_link(call, following if len(found) == call.query["limit"] else None, "after")
    return Answer(payload={"events": payload, "next": following}, headers=link)


def _token_object(row: ApiToken, login: str) -> dict[str, Any]:
    """Return a token as the API shows it."""
    return {**token_acts.token_object(row, login), "created_at": row.created_at.isoformat()}


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/tokens",
        scope=Scope.ADMIN,
        tag=_TAG,
        summary="Liệt kê mã truy cập",
        handler=list_tokens,
        reply=Reply(schema="Tokens", description="Các mã truy cập."),
        codes=("not_allowed",),
    ),
    Endpoint(
        method="POST",
        path="/tokens",
        scope=Scope.ADMIN,
        tag=_TAG,
        summary="Tạo mã truy cập; bí mật chỉ hiện lần này",
        handler=add_token,
        body=Body(schema="NewToken"),
        reply=Reply(status=201, schema="MadeToken", description="Mã vừa tạo."),
        codes=("not_allowed", "invalid_entry", "live_token_required"),
        key="optional",
    ),
    Endpoint(
        method="DELETE",
        path="/tokens/{token_id}",
        scope=Scope.ADMIN,
        tag=_TAG,
        summary="Thu hồi mã truy cập",
        handler=revoke_token,
        parameters=(in_path("token_id", "Mã số của mã truy cập."),),
        reply=Reply(status=204, media_types=(), description="Đã thu hồi."),
        codes=("not_allowed", "token_not_found", "wrong_state", "live_token_required"),
    ),
    Endpoint(
        method="GET",
        path="/events",
        scope=Scope.READ,
        tag=_TAG,
        summary=f"Sự kiện của văn bản trong {events.KEPT_DAYS} ngày, cũ nhất trước",
        handler=list_events,
        parameters=(
            query("after", "Lấy sự kiện sau con trỏ này (`next` của lần trước).", _CURSOR),
            query("limit", "Số sự kiện.", _SEEN),
        ),
        reply=Reply(schema="Events", description="Các sự kiện.", headers=("Link",)),
        codes=("not_allowed",),
    ),
)
