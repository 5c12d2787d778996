"""The JSON Schemas of an office, its series, people and tokens, and of what it is told: events and webhooks."""

from typing import Any

from service.api.endpoint import DAY, ID
from service.api.shapes import ANYTHING, LINKS, MOMENT, SWITCH, TEXT, WHOLE, answered, many, or_null, ref
from service.register.states import STEPS, Role
from service.register.tokens import Scope
from service.register.webhooks import PUSHED

_OFFICE = {"id": TEXT, "name": TEXT, "abbreviation": TEXT, "valid_from": DAY, "valid_until": or_null(DAY)}
_SERIES = {
    "id": ID,
    "year": WHOLE,
    "name": TEXT,
    "kinds": many(TEXT),
    "is_own": SWITCH,
    "is_secret": SWITCH,
    "body": TEXT,
    "mark": TEXT,
    "last_number": WHOLE,
    "last_date": or_null(DAY),
    "next": or_null(WHOLE),
    "is_closed": SWITCH,
}
_TOKEN = {
    "id": ID,
    "name": TEXT,
    "login": TEXT,
    "scopes": many({"enum": [scope.value for scope in Scope]}),
    "livemode": SWITCH,
    "created_at": MOMENT,
    "expires_at": MOMENT,
    "last_used_at": or_null(MOMENT),
    "revoked_at": or_null(MOMENT),
}
_SIGNER = {
    "id": ID,
    "name": TEXT,
    "position": TEXT,
    "capacity": TEXT,
    "valid_from": DAY,
    "valid_until": or_null(DAY),
}
_WEBHOOK = {
    "id": ID,
    "url": TEXT,
    "events": many({"enum": list(PUSHED)}),
    "created_at": MOMENT,
    "links": LINKS,
}
_DELIVERY = {
    "id": ID,
    "event": TEXT,
    "cursor": TEXT,
    "attempts": WHOLE,
    "outcome": TEXT,
    "created_at": MOMENT,
    "delivered_at": or_null(MOMENT),
    "next_at": or_null(MOMENT),
}

OFFICE: dict[str, dict[str, Any]] = {
    "Office": answered(_OFFICE),
    "Offices": answered({"offices": many(ref("Office"))}),
    "OfficeSettings": answered(
        {
            **_OFFICE,
            "parent_name": TEXT,
            "organ_code": TEXT,
            "steps": many({"enum": [step.value for step in STEPS]}),
            "sandbox_cleared_at": or_null(MOMENT),
        }
    ),
    "Series": answered(_SERIES),
    "SeriesList": answered({"series": many(ref("Series"))}),
    "User": answered(
        {
            "id": ID,
            "login": TEXT,
            "name": TEXT,
            "roles": many({"enum": [r.value for r in Role]}),
            "is_active": SWITCH,
        }
    ),
    "Users": answered({"users": many(ref("User"))}),
    "Signer": answered(_SIGNER),
    "Signers": answered({"signers": many(ref("Signer"))}),
    "Token": answered(_TOKEN),
    "Tokens": answered({"tokens": many(ref("Token"))}),
    "MadeToken": {
        "allOf": [ref("Token")],
        "type": "object",
        "required": ["secret"],
        "properties": {"secret": {"type": "string", "description": "Chỉ hiện lần này."}},
    },
    "Event": answered(
        {
            "id": TEXT,
            "cursor": TEXT,
            "type": TEXT,
            "at": MOMENT,
            "office": TEXT,
            "livemode": SWITCH,
            "document": or_null(
                answered({"id": ID, "code": or_null(TEXT), "state": TEXT, "links": ANYTHING})
            ),
            "batch": or_null(answered({"id": ID, "links": ANYTHING})),
        }
    ),
    "Events": answered({"events": many(ref("Event")), "next": TEXT}),
    "Webhook": answered(_WEBHOOK),
    "Webhooks": answered({"webhooks": many(ref("Webhook"))}),
    "MadeWebhook": {
        "allOf": [ref("Webhook")],
        "type": "object",
        "required": ["secret"],
        "properties": {"secret": {"type": "string", "description": "Chỉ hiện lần này."}},
    },
    "Delivery": answered(_DELIVERY),
    "Deliveries": answered({"deliveries": many(ref("Delivery")), "next": or_null(TEXT)}),
}
