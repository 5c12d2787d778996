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
from service.issuing.first_office import EXTERNAL, OWN, REVIEWED, WAYS
from service.register.states import STEPS, Role, State
from service.register.worklists import COUNT_MAX, WorkGroup

_ROLES = many({"enum": [role.value for role in Role]}, maxItems=len(Role))
_PERSON = answered({"id": ID, "name": TEXT, "login": TEXT})
_LINKS = {"type": "object", "additionalProperties": {"type": "string", "pattern": "^/"}}
_LINES = many(said(200), maxItems=6)
_WORDS = {"word": said(80), "reason": said(300)}
_CAPACITY = {"enum": ["none", "TM", "Q", "KT", "TL", "TUQ"]}
_LETTERHEAD: dict[str, dict[str, Any]] = {
    "name": said(300),
    "parent_lines": _LINES,
    "issuer_lines": _LINES,
    "place_name": said(100),
    "symbol_suffix": said(20),
    "head_position": said(100),
}
_OWN_OFFICE: dict[str, dict[str, Any]] = {
    "unit": ID,
    **_LETTERHEAD,
    "signer_position": said(100),
    "signer_capacity": _CAPACITY,
}
_HEADER: dict[str, dict[str, Any]] = {
    **_LETTERHEAD,
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
    "History": answered({"history": many(answered({"at": MOMENT, "who": TEXT, "did": TEXT, "more": TEXT}))}),
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
    "UserName": taken({"name": said(100)}, "name"),
    "UserActivity": taken({"is_active": SWITCH}, "is_active"),
    "OneTimePassword": answered({"password": {"type": "string", "description": "Chỉ hiện lần này."}}),
    "SignerEnd": taken({"valid_until": DAY}, "valid_until"),
    "OfficeHeader": answered(_HEADER),
    "NewOfficeHeader": taken(_HEADER, minProperties=1),
    "SuggestedOffice": answered(_OWN_OFFICE),
    "NewOwnOffice": taken(
        {
            **_OWN_OFFICE,
            "signer_name": said(50),
            "authorisation": said(300),
            "next_number": {
                "type": "integer",
                "minimum": 1,
                "maximum": 99_999,
                "description": "Số tiếp theo của sổ đang dùng; bỏ trống nếu chưa mở sổ.",
            },
            "last_date": {**DAY, "description": "Ngày của số cuối trên sổ giấy, khi số tiếp theo lớn hơn 1."},
            "way": {
                "enum": list(WAYS),
                "default": REVIEWED,
                "description": "reviewed: duyệt nội dung, chuyển ký, rồi cấp số; direct: văn thư cấp số ngay.",
            },
            "numbering": {
                "enum": [OWN, EXTERNAL],
                "default": OWN,
                "description": "external: số do hệ thống của tỉnh cấp.",
            },
        },
        "unit",
        "signer_name",
    ),
    "OwnOffice": answered(
        {
            "office": {
                "allOf": [ref("Office")],
                "type": "object",
                "required": ["steps"],
                "properties": {"steps": many({"enum": [step.value for step in STEPS]})},
            },
            "signer": ref("Signer"),
            "series": many(ref("Series")),
        }
    ),
    "WorkItem": answered(
        {
            "id": ID,
            "kind_title": TEXT,
            "subject": TEXT,
            "code": or_null(TEXT),
            "state": {"enum": [state.value for state in State]},
            "drafter": TEXT,
            "updated_at": MOMENT,
            "remark": {**TEXT, "description": "Chỉ ở nhóm returned: vì sao bị trả lại."},
            "returned_by": {**TEXT, "description": "Chỉ ở nhóm returned: ai trả lại."},
            "links": _LINKS,
        }
    ),
    "WorkGroup": answered(
        {
            "group": {"enum": [group.value for group in WorkGroup]},
            "title": TEXT,
            "total": WHOLE,
            "is_more": {**SWITCH, "description": f"true: còn nhiều hơn total, không đếm quá {COUNT_MAX}."},
            "documents": many(ref("WorkItem")),
            "next": or_null(TEXT),
            "links": _LINKS,
        }
    ),
    "WorkList": answered({"groups": many(ref("WorkGroup"))}),
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
