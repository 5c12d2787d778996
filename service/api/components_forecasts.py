"""The JSON Schemas of forecasts: the number that a document would get now."""

from typing import Any

from service.api.endpoint import DAY, ID
from service.api.shapes import SWITCH, TEXT, WHOLE, answered, many, or_null, ref

_EXPECTED = {
    **or_null(WHOLE),
    "description": "Gửi lại nguyên như thế khi cấp số hoặc vào sổ; null: số do nơi khác cấp, không đối chiếu.",
}
_SERIES = answered({"id": ID, "name": TEXT})

FORECASTS: dict[str, dict[str, Any]] = {
    "NumberForecast": answered(
        {
            "issued_on": DAY,
            "number": or_null(WHOLE),
            "symbol": TEXT,
            "code": or_null(TEXT),
            "series": or_null(_SERIES),
            "is_external": SWITCH,
            "expected_number": _EXPECTED,
            "is_possible": {**SWITCH, "description": "false: errors cho biết vì sao chưa cấp số được."},
            "errors": many(ref("FieldError")),
            "questions": many(ref("Question")),
            "findings": many(ref("Finding")),
            "blocking": {
                **WHOLE,
                "description": "Bao nhiêu lỗi trong findings không cho trình ký; văn bản đã ký vẫn cấp số được.",
            },
        }
    ),
    "RecordForecast": answered(
        {
            "issued_on": DAY,
            "number": WHOLE,
            "symbol": TEXT,
            "code": TEXT,
            "series": _SERIES,
            "is_external": SWITCH,
            "expected_number": _EXPECTED,
            "warnings": many(ref("Finding")),
        }
    ),
}
