"""The JSON Schemas of batches: what is taken and what is answered."""

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
    said,
    taken,
)
from service.register.batches import BatchState, ItemState

MOST_ROWS = 20_000
_CODES = many(said(80), maxItems=100)
_ITEM_STATE = {"enum": [state.value for state in ItemState]}
_ROW_NUMBER = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS}
_LINE = {
    "type": "integer",
    "minimum": 1,
    "description": "Số dòng của bảng: dòng đầu của rows là 2, như dưới dòng tên cột của một bảng tính.",
}
_FAULT = answered(
    {
        "path": TEXT,
        "code": TEXT,
        "message": TEXT,
        "sheet": TEXT,
        "cell": TEXT,
        "column": TEXT,
        "read": TEXT,
        "row": {**or_null(_LINE), "description": f"{_LINE['description']} null: lỗi không ở một dòng nào."},
    }
)
_ANSWERS = {
    **many({"anyOf": [said(80), taken({"code": said(80), "row": _LINE}, "code")]}, maxItems=500),
    "title": "Các câu hỏi đã có người xác nhận",
    "description": "Mã của câu hỏi: cho mọi dòng. Hoặc acknowledge của bản xem thử: cho dòng ấy.",
}
_SIGNED_ROW = taken(
    {
        "number": _ROW_NUMBER,
        "issued_on": DAY,
        "sha256": {
            **SHA256,
            "description": "Như sha256 của dòng (items) khi đối chiếu với bản giấy đã ký: văn bản đã trình lại sau đó"
            " thì không cấp số nào (file_moved). Không ghi: không đối chiếu.",
        },
    },
    "number",
)

BATCHES: dict[str, dict[str, Any]] = {
    "NewBatch": taken(
        {
            "type": {**SLUG, "title": "Loại văn bản"},
            "plan": {"type": "object", "title": "Dữ liệu chung: dữ liệu của một văn bản, như `Envelope`"},
            "rows": {
                **many({"type": "object"}, minItems=1, maxItems=MOST_ROWS),
                "title": "Bảng: mỗi đơn vị một đối tượng, tên trường là tên kỹ thuật của cột (unit.code, signer.name)",
            },
            "table": {**ref("NewFile"), "title": "Hoặc bảng là tệp .xlsx, .csv, .json, ghi bằng base64"},
            "by": {"enum": ["units", "office"], "default": "units", "title": "Ai ban hành"},
            "intent": {"enum": ["for_signature", "issue"], "default": "for_signature"},
            "valid_only": {**SWITCH, "default": False, "title": "Tạo các dòng hợp lệ, bỏ qua dòng có lỗi"},
            "merge": {"enum": ["", "docx", "pdf"], "default": ""},
            "acknowledged": _ANSWERS,
            "issued_on": {**DAY, "title": "Ngày ban hành khi cấp số (để trống: hôm nay)"},
        },
        "type",
        "plan",
    ),
    "BatchNumbers": taken(
        {
            "issued_on": {**DAY, "title": "Ngày của mọi dòng không ghi ngày riêng (để trống: hôm nay)"},
            "rows": {
                **many(_SIGNED_ROW, minItems=1, maxItems=MOST_ROWS),
                "title": "Các dòng đã ký; không ghi: mọi dòng chưa có số",
            },
            "acknowledged": _CODES,
        }
    ),
    "TableFault": _FAULT,
    "QuestionGroup": answered({"code": TEXT, "path": TEXT, "message": TEXT, "rows": many(WHOLE)}),
    "BatchCheck": answered(
        {
            "rows": WHOLE,
            "valid": WHOLE,
            "error_count": WHOLE,
            "errors": many(ref("TableFault")),
            "questions": many(ref("QuestionGroup")),
            "notices": many(TEXT),
            "first_number": or_null(TEXT),
            "last_number": or_null(TEXT),
        }
    ),
    "BatchItem": answered(
        {
            "number": WHOLE,
            "row": WHOLE,
            "unit": TEXT,
            "unit_name": TEXT,
            "office": TEXT,
            "state": _ITEM_STATE,
            "document": or_null(TEXT),
            "code": or_null(TEXT),
            "issued_on": or_null(DAY),
            "sha256": or_null(SHA256),
            "questions": many(ANYTHING),
            "error": or_null(answered({"code": TEXT, "message": TEXT})),
        }
    ),
    "BatchItems": answered({"items": many(ref("BatchItem")), "next": or_null(TEXT)}),
    "Batch": answered(
        {
            "id": ID,
            "office": TEXT,
            "type": SLUG,
            "subject": TEXT,
            "by": {"enum": ["office", "units"]},
            "intent": {"enum": ["for_signature", "issue"]},
            "merge": TEXT,
            "state": {"enum": [state.value for state in BatchState]},
            "trouble": TEXT,
            "total": WHOLE,
            "counts": {"type": "object", "additionalProperties": WHOLE},
            "done": WHOLE,
            "failed": WHOLE,
            "left": WHOLE,
            "seconds_left": or_null(WHOLE),
            "created_at": MOMENT,
            "finished_at": or_null(MOMENT),
            "faulty": many(ref("BatchItem")),
            "livemode": SWITCH,
            "links": LINKS,
        }
    ),
    "Batches": answered({"batches": many(ref("Batch")), "next": or_null(TEXT)}),
}
