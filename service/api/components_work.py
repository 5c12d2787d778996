"""The JSON Schemas of the office's working day: remarks, who is asked, versions, people, series, header, wording."""

from typing import Any

from service.api.endpoint import DAY, ID
from service.api.shapes import (
    ANYTHING,
    MOMENT,
    SWITCH,
    TEXT,
    WHOLE,
    answered,
    many,
    or_null,
    ref,
    said,
    taken,
)
from service.register.states import Role

_ROLES = many({"enum": [role.value for role in Role]}, maxItems=len(Role))
_PERSON = answered({"id": ID, "name": TEXT, "login": TEXT})
_LINES = many(said(200), maxItems=6)
_WORDS = {"word": said(80), "reason": said(300)}
_HEADER: dict[str, dict[str, Any]] = {
    "name": said(300),
    "parent_lines": _LINES,
    "issuer_lines": _LINES,
    "place_name": said(100),
    "symbol_suffix": said(20),
    "head_position": said(100),
    "filing": said(100),
}

WORK: dict[str, dict[str, Any]] = {
    "ShownRemark": answered(
        {
            "id": TEXT,
            "kind": {"enum": ["remark", "return"]},
            "path": TEXT,
            "paragraph": or_null(WHOLE),
            "quote": TEXT,
            "body": TEXT,
            "author": TEXT,
            "made_at": MOMENT,
            "version": WHOLE,
            "is_settled": SWITCH,
        }
    ),
    "Remarks": answered({"remarks": many(ref("ShownRemark"))}),
    "NewRemark": taken(
        {
            "body": said(5000),
            "paragraph": {"type": "integer", "minimum": 1, "maximum": 100_000},
            "draft_version": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
        },
        "body",
        "draft_version",
    ),
    "Assignee": answered({"assignee": {"anyOf": [_PERSON, {"type": "null"}]}, "candidates": many(_PERSON)}),
    "NewAssignee": taken({"user": ID, "reason": said(500)}, "user"),
    "Milestone": taken({"label": said(80)}),
    "SignedOn": taken({"signed_on": DAY}, "signed_on"),
    "VersionComparison": answered(
        {
            "from": WHOLE,
            "to": WHOLE,
            "differences": many(answered({"path": TEXT, "old": ANYTHING, "new": ANYTHING})),
        }
    ),
    "SeriesConfirmation": taken(
        {
            "last_number": {"type": "integer", "minimum": 0, "maximum": 999_999},
            "last_date": DAY,
            "lost": {"type": "integer", "minimum": 0, "maximum": 999_999},
            "reason": said(500),
        },
        "last_number",
    ),
    "UserRoles": taken({"roles": _ROLES}, "roles"),
    "UserActivity": taken({"is_active": SWITCH}, "is_active"),
    "OneTimePassword": answered({"password": {"type": "string", "description": "Chỉ hiện lần này."}}),
    "SignerEnd": taken({"valid_until": DAY}, "valid_until"),
    "OfficeHeader": answered(_HEADER),
    "NewOfficeHeader": taken(_HEADER, minProperties=1),
    "DefaultRecipients": taken(
        {
            "recipients": many(
                taken(
                    {
                        "name": said(300),
                        "purpose": said(100),
                        "members": {"type": "integer", "minimum": 1, "maximum": 10_000},
                    },
                    "name",
                ),
                maxItems=100,
            )
        },
        "recipients",
    ),
    "OfficeWording": taken(
        {
            "words": many(taken(_WORDS, *_WORDS), maxItems=500),
            "off": {"type": "object", "additionalProperties": said(300), "maxProperties": 100},
            "blocks": SWITCH,
        }
    ),
}
