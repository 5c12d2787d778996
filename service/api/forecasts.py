"""The number that a document would get now, asked before the act; the act carries it as `expected_number`."""

from datetime import date
from typing import Any

from service.api.call import Answer, Call
from service.api.documents_shown import questions_payload
from service.api.endpoint import DAY, DOCUMENT, WORDS, Reply, query, readings
from service.domain.dates import office_day
from service.issuing.forecast_shown import forecast_object, record_forecast_object
from service.issuing.numbering_forecast import forecast
from service.issuing.record_forecast import RecordHead, record_forecast
from service.register import documents
from service.register.states import DocumentAct


def show_number_forecast(call: Call) -> Answer:
    """Tell which number a document would get on a day, what would be asked, and what stands in the way."""
    day = _day(call.query["issued_on"])
    with call.work.reading() as turn:
        row = documents.document(turn.session, turn.actor, call.arguments["document_id"])
        documents.require_act(turn.session, turn.actor, row, DocumentAct.ISSUE)
        seen = forecast(call.work, turn, row, day, number=call.query["number"])
    return Answer(payload={**forecast_object(seen), "questions": questions_payload(seen.questions)})


def show_record_forecast(call: Call) -> Answer:
    """Tell which number a document made elsewhere would get on a day; refuse what the entry itself would refuse."""
    asked = call.query
    head = RecordHead(
        kind=asked["kind"],
        day=_day(asked["issued_on"]) or office_day(call.desk.now()),
        is_day_said=asked["issued_on"] is not None,
        number=asked["number"],
        symbol=asked["symbol"] or "",
        body=asked["body"] or "",
        is_secret=asked["is_secret"],
    )
    with call.work.reading() as turn:
        found = record_forecast(turn, call.office, head)
    return Answer(payload=record_forecast_object(found))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


#: What refuses the entry itself, as far as kind, day and number tell it.
_REFUSED = (
    "not_allowed",
    "invalid_entry",
    "series_not_open",
    "series_awaits_confirmation",
    "date_out_of_order",
    "date_in_future",
    "number_taken",
)
_NUMBER = query(
    "number",
    "Số đã có trên văn bản (sổ số ngoài, hoặc nhập lại).",
    {"type": "integer", "minimum": 1, "maximum": 9_999_999},
)
_ON = query("issued_on", "Ngày văn bản; mặc định hôm nay.", DAY)


def _words(most: int) -> dict[str, Any]:
    """Return the schema of a text of the query, as long as the body of the act takes it."""
    return {**WORDS, "minLength": 1, "maxLength": most}


ENDPOINTS = (
    readings("Văn bản: các bước", codes=("not_allowed", "wrong_state", "unknown_document_type"))(
        "/documents/{document_id}/number-forecast",
        "Số sẽ cấp cho văn bản, những gì phải xác nhận và những gì chưa cho cấp số",
        show_number_forecast,
        Reply(schema="NumberForecast", description="Chưa cấp gì. Lúc cấp số gửi lại expected_number."),
        parameters=(DOCUMENT, _ON, _NUMBER),
    ),
    readings("Cơ quan", codes=_REFUSED)(
        "/records/number-forecast",
        "Số sẽ ghi cho văn bản làm ở nơi khác",
        show_record_forecast,
        Reply(schema="RecordForecast", description="Chưa vào sổ. Lúc vào sổ gửi lại expected_number."),
        parameters=(
            query("kind", "Loại văn bản: chữ viết tắt hoặc tên.", _words(100), is_required=True),
            _ON,
            _NUMBER,
            query("symbol", "Ký hiệu; mặc định theo loại và cơ quan.", _words(30)),
            query("body", "Tổ chức tư vấn dùng con dấu của cơ quan, ví dụ BCĐ.", _words(20)),
            query("is_secret", "Văn bản mật.", {"type": "boolean", "default": False}),
        ),
    ),
)
