"""The JSON Schemas of what the API answers about documents, types, small services and checks of files."""

from typing import Any

from service.api.endpoint import DAY, ID, SLUG
from service.api.shapes import (
    ANYTHING,
    LINKS,
    MOMENT,
    SHA256,
    SWITCH,
    TEXT,
    WHOLE,
    answered,
    many,
    or_null,
    ref,
)
from service.register.states import DocumentAct, State

_FINDING = {
    "type": "object",
    "required": ["code", "severity", "message"],
    "properties": {
        "code": TEXT,
        "severity": {"enum": ["error", "warn", "info"]},
        "message": TEXT,
        "path": {"type": ["string", "null"]},
        "where": {"type": ["object", "null"]},
        "key": {
            **TEXT,
            "description": "Chỉ khi kiểm tra tệp với mends=true: tên của lỗi cho đến lần sửa sau.",
        },
        "kind": {"enum": ["format", "proofread"], "description": "Như key: lỗi của lần kiểm tra nào."},
        "name": {**TEXT, "description": "Như key: lỗi gọi là gì."},
        "mend": {
            "enum": ["sure", "choice", ""],
            "description": "Như key: sure sửa không cần hỏi, choice sửa khi người dùng đồng ý, trống phải sửa tay.",
        },
        "places": {**WHOLE, "description": "Như key: số chỗ mà everywhere sửa; 0 khi chỉ có chỗ này."},
    },
}
_DOCUMENT = {
    "id": ID,
    "office": TEXT,
    "kind": TEXT,
    "type": or_null(TEXT),
    "version": or_null(TEXT),
    "draft_version": WHOLE,
    "number": or_null(WHOLE),
    "symbol": TEXT,
    "code": or_null(TEXT),
    "signed_on": or_null(DAY),
    "issued_on": or_null(DAY),
    "subject": TEXT,
    "state": {"enum": [state.value for state in State]},
    "relations": many(ref("Relation")),
    "affected_by": many(ref("Relation")),
    "files": many(ref("File")),
    "sha256": or_null(SHA256),
    "livemode": SWITCH,
    "links": LINKS,
}
ANSWERED: dict[str, dict[str, Any]] = {
    "Problem": answered(
        {
            "type": TEXT,
            "title": TEXT,
            "status": WHOLE,
            "detail": TEXT,
            "code": TEXT,
            "errors": many(ref("FieldError")),
        }
    ),
    "FieldError": answered({"path": TEXT, "code": TEXT, "message": TEXT}),
    "Finding": _FINDING,
    "Question": answered({"code": TEXT, "path": TEXT, "message": TEXT, "acknowledge": {"type": "object"}}),
    "Relation": answered({"kind": TEXT, "document": TEXT}),
    "File": answered(
        {
            "position": WHOLE,
            "role": {"enum": ["rendered", "signed_scan", "signed_pdf", "record"]},
            "name": TEXT,
            "media_type": TEXT,
            "size": WHOLE,
            "sha256": SHA256,
            "added_at": MOMENT,
        }
    ),
    "Files": {
        "type": "object",
        "required": ["files"],
        "properties": {
            "files": many(ref("File")),
            "warnings": {
                **many(ref("Finding")),
                "description": "Chỉ khi vừa nhận tệp: điều cần biết, không chặn.",
            },
        },
    },
    "Document": {"type": "object", "required": list(_DOCUMENT), "properties": _DOCUMENT},
    "DocumentDetails": {
        "allOf": [ref("Document")],
        "type": "object",
        "required": ["signer", "recipients", "findings", "versions", "dispatches", "acts"],
        "properties": {
            "signer": {"type": "object"},
            "recipients": many(ANYTHING),
            "findings": many(ref("Finding")),
            "versions": many(ANYTHING),
            "dispatches": many(ANYTHING),
            "next_code": or_null(TEXT),
            "acts": {
                **many(
                    answered(
                        {
                            "act": {"enum": [act.value for act in DocumentAct]},
                            "words": TEXT,
                            "is_next": SWITCH,
                        }
                    )
                ),
                "description": "Người dùng của mã truy cập làm được gì lúc này, theo vai trò và trạng thái.",
            },
        },
    },
    "KeptDocument": {
        "allOf": [ref("Document")],
        "type": "object",
        "properties": {
            "findings": many(ref("Finding")),
            "questions": many(ref("Question")),
            "warnings": many(ref("Finding")),
            "file_name": TEXT,
            "utf8_name": TEXT,
        },
    },
    "Documents": answered({"documents": many(ref("Document")), "next": or_null(TEXT)}),
    "SentDocuments": answered({"documents": many(ref("Document"))}),
    "Version": answered(
        {
            "version": WHOLE,
            "label": TEXT,
            "remark": TEXT,
            "sha256": SHA256,
            "made_at": MOMENT,
            "links": ANYTHING,
        }
    ),
    "Versions": answered({"versions": many(ref("Version"))}),
    "Type": answered(
        {
            "slug": SLUG,
            "kind": or_null(TEXT),
            "title": TEXT,
            "version": TEXT,
            "basis": TEXT,
            "links": LINKS,
        }
    ),
    "Types": answered({"types": many(ref("Type"))}),
    "TypeVersions": answered(
        {"versions": many(answered({"version": TEXT, "sha256": SHA256, "published_at": MOMENT}))}
    ),
    "Beginnings": answered(
        {
            "beginnings": many(
                answered(
                    {
                        "way": {"enum": ["document", "source"]},
                        "id": ID,
                        "kind_title": TEXT,
                        "code": or_null(TEXT),
                        "subject": TEXT,
                        "year": or_null(WHOLE),
                        "state": {"enum": [state.value for state in State]},
                        "links": LINKS,
                    }
                )
            ),
            "next": or_null(TEXT),
        }
    ),
    "Schema": {"type": "object"},
    "Input": {"type": "object"},
    "Preview": answered(
        {
            "file_name": TEXT,
            "utf8_name": TEXT,
            "sha256": SHA256,
            "outline": TEXT,
            "findings": many(ref("Finding")),
            "questions": many(ref("Question")),
            "faults": many(ref("FieldError")),
        }
    ),
    "Texts": answered({"answers": many(answered({"answer": TEXT, "refused": SWITCH}))}),
    "Unit": answered(
        {
            "id": TEXT,
            "code": TEXT,
            "name": TEXT,
            "full_name": TEXT,
            "kind": TEXT,
            "province_code": TEXT,
            "valid_from": or_null(DAY),
            "valid_until": or_null(DAY),
        }
    ),
    "Units": answered({"units": many(ref("Unit")), "next": or_null(TEXT)}),
    "Check": answered(
        {
            "id": ID,
            "name": TEXT,
            "kinds": many({"enum": ["format", "proofread"]}),
            "findings": many(ref("Finding")),
            "done": many(ANYTHING),
            "mends": many(answered({"number": WHOLE, "done": many(ANYTHING)})),
            "made_at": MOMENT,
            "links": LINKS,
        }
    ),
    "MendedCheck": {
        "allOf": [ref("Check")],
        "type": "object",
        "required": ["unmended"],
        "properties": {
            "unmended": {
                **many(TEXT),
                "description": "key của những lỗi mà tệp không cho sửa ở chỗ đó (dấu ngắt, trường tự động).",
            }
        },
    },
}
