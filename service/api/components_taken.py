"""The JSON Schemas of what the API takes."""

from typing import Any

from service.api.endpoint import DAY, ID, MOST_FILES, SLUG
from service.api.shapes import SWITCH, many, ref, said, taken
from service.domain.text_commands import COMMANDS
from service.register.states import STEPS, Role
from service.register.tokens import Scope
from service.register.webhooks import PUSHED

ACKNOWLEDGED = many(
    taken(
        {"code": said(80), "path": said(300), "subject": said(2000, least=0), "reason": said(500)},
        "code",
        "path",
    ),
    maxItems=500,
)
_FILE = taken(
    {"name": said(200), "content": {**said(60_000_000), "contentEncoding": "base64"}}, "name", "content"
)
_ACT = {
    "issued_on": {**DAY, "title": "Ngày ban hành", "description": "Để trống: hôm nay."},
    "signed_on": {**DAY, "title": "Ngày ký"},
    "number": {"type": "integer", "minimum": 1, "maximum": 9_999_999, "title": "Số (chỉ với sổ số ngoài)"},
    "expected_number": {
        "type": ["integer", "null"],
        "minimum": 1,
        "maximum": 9_999_999,
        "title": "Số mà người dùng đã thấy",
        "description": "Như dự báo đã nêu; null: không đối chiếu.",
    },
    "originals": many(ref("NewFile"), maxItems=MOST_FILES),
    "proofread": {
        **SWITCH,
        "default": False,
        "title": "Soát câu chữ khi cấp số",
        "description": "Cơ quan đặt lỗi câu chữ là lỗi phải sửa thì luôn soát.",
    },
}

MOST_DISPATCHED = 200
"""How many documents are entered as sent in one act."""

TAKEN: dict[str, dict[str, Any]] = {
    "NewFile": _FILE,
    "NewDocument": {
        "title": "Dữ liệu văn bản và việc cần làm",
        "description": (
            "Dữ liệu như `Envelope`, thêm `intent` và những gì việc cấp số cần. Bản nháp (`draft`) nhận mọi dữ liệu "
            "chưa xong; `for_signature` và `issue` đòi dữ liệu đủ như lược đồ của loại văn bản."
        ),
        "type": "object",
        "required": ["type"],
        "properties": {
            "type": SLUG,
            "office": {**said(80), "title": "Mã cơ quan (mặc định: cơ quan của mã truy cập)"},
            "intent": {"enum": ["draft", "for_signature", "issue"], "default": "draft"},
            **_ACT,
        },
    },
    "DraftInput": {
        "title": "Dữ liệu văn bản, xong hay chưa",
        "type": "object",
        "properties": {"office": said(80)},
    },
    "IssueAct": taken({**_ACT, "acknowledged": ACKNOWLEDGED}),
    "SubmitAct": taken({"acknowledged": ACKNOWLEDGED}),
    "Remark": taken({"remark": said(5000)}, "remark"),
    "Reason": taken({"reason": said(1000)}, "reason"),
    "Nothing": taken({}),
    "RecallNotice": taken(
        {"code": said(60), "issued_on": DAY, "issuer": said(300), "reason": said(1000)}, "code", "issued_on"
    ),
    "Dispatch": taken(
        {
            "sendings": many(
                taken(
                    {
                        "dispatched_on": DAY,
                        "recipient": said(300),
                        "channel": said(100),
                        "received_by": said(200),
                    },
                    "dispatched_on",
                ),
                minItems=1,
                maxItems=500,
            )
        },
        "sendings",
    ),
    "Dispatches": taken(
        {
            "documents": {
                **many(ID, minItems=1, maxItems=MOST_DISPATCHED, uniqueItems=True),
                "title": "Mã các văn bản đã cấp số",
            },
            "dispatched_on": {**DAY, "title": "Ngày chuyển, đến mọi nơi nhận"},
        },
        "documents",
        "dispatched_on",
    ),
    "Originals": taken({"files": many(ref("NewFile"), minItems=1, maxItems=MOST_FILES)}, "files"),
    "Record": taken(
        {
            "kind": said(100),
            "subject": said(500),
            "symbol": said(30),
            "number": _ACT["number"],
            "issued_on": DAY,
            "signed_on": DAY,
            "signer_name": said(50),
            "signer_position": said(100),
            "recipients": many(said(300), maxItems=100),
            "kept_by": said(100),
            "copies": {"type": "integer", "minimum": 0, "maximum": 10_000},
            "pages": {"type": "integer", "minimum": 1, "maximum": 100_000},
            "urgency": {"enum": ["", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"]},
            "due_on": DAY,
            "body": said(20),
            "is_secret": SWITCH,
            "note": said(1000),
            "relations": many(
                taken(
                    {"kind": {"enum": ["replaces", "amends", "corrects"]}, "document": ID},
                    "kind",
                    "document",
                ),
                maxItems=20,
            ),
            "files": many(ref("NewFile"), maxItems=MOST_FILES),
            "expected_number": _ACT["expected_number"],
            "acknowledged": ACKNOWLEDGED,
        },
        "kind",
        "subject",
    ),
    "TextCommand": {"enum": sorted(COMMANDS)},
    "OfficeChanges": taken(
        {
            "name": said(300),
            "parent_name": said(300, least=0),
            "abbreviation": said(20),
            "organ_code": said(40, least=0),
            "steps": many({"enum": [step.value for step in STEPS]}, maxItems=3),
        },
        minProperties=1,
    ),
    "NewSeries": taken(
        {
            "year": {"type": "integer", "minimum": 2000, "maximum": 2200},
            "kinds": many(said(8), maxItems=29),
            "name": said(60),
            "is_own": SWITCH,
            "is_secret": SWITCH,
            "body": said(20),
            "mark": said(10),
            "next_number": {"type": "integer", "minimum": 1, "maximum": 9_999_999},
            "last_date": DAY,
            "reason": said(500),
        },
        "year",
    ),
    "NewUser": taken(
        {"login": said(64), "name": said(100), "role": {"enum": [role.value for role in Role]}},
        "login",
        "name",
        "role",
    ),
    "NewSigner": taken(
        {
            "name": said(50),
            "position": said(100),
            "capacity": {"enum": ["none", "TM", "Q", "KT", "TL", "TUQ"]},
            "authorisation": said(300),
            "valid_from": DAY,
            "valid_until": DAY,
        },
        "name",
        "position",
    ),
    "NewToken": taken(
        {
            "name": said(100),
            "login": said(64),
            "scopes": many({"enum": [scope.value for scope in Scope]}, minItems=1, uniqueItems=True),
            "livemode": {**SWITCH, "default": False},
            "expires_on": DAY,
        },
        "name",
        "scopes",
    ),
    "NewWebhook": taken(
        {
            "url": {**said(1000), "pattern": "^https?://[!-~]+$"},
            "events": many({"enum": list(PUSHED)}, minItems=1, uniqueItems=True),
        },
        "url",
    ),
    "NewMend": taken(
        {
            "findings": {
                **many(said(20), minItems=1, maxItems=1000, uniqueItems=True),
                "description": "key của các lỗi cần sửa.",
            },
            "everywhere": {
                **SWITCH,
                "default": False,
                "description": "Sửa cả những chỗ khác cùng lỗi (places).",
            },
            "certain": {
                **SWITCH,
                "default": False,
                "description": "Sửa mọi chỗ chắc chắn, thay cho findings.",
            },
        },
        minProperties=1,
    ),
    "FileCheck": {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "contentMediaType": "application/octet-stream"},
        },
    },
}
