"""Small services: numbers and dates in words, administrative units by day and province."""

from datetime import date

from flask import abort

from service import reference
from service.api.call import Answer, Call
from service.api.documents import next_link
from service.api.endpoint import DAY, LIMIT, Endpoint, Reply, in_path, query
from service.domain.dates import office_day
from service.domain.text import fold
from service.domain.text_commands import COMMANDS, answers
from service.domain.units import Unit
from service.register.tokens import Scope

_TAG = "Tiện ích"
_COMMAND = in_path("command", "Việc cần làm, như ở ./run text.", {"enum": sorted(COMMANDS)})
_VALUE = query(
    "value",
    "Giá trị; ghi nhiều lần để hỏi nhiều giá trị.",
    {"type": "string", "maxLength": 1000},
    is_many=True,
)
_OFFSET = {"type": "string", "pattern": "^[0-9]{0,9}$"}


def text(call: Call) -> Answer:
    """Answer each value in the order in which they are given; a refused one has `refused: true`."""
    command = call.arguments["command"]
    if command not in COMMANDS:
        abort(404)
    found = answers(command, call.query["value"], today=office_day(call.desk.now()))
    return Answer(payload={"answers": [{"answer": one.text, "refused": one.refused} for one in found]})


def list_units(call: Call) -> Answer:
    """List the units that were in force on a day, as the data have them."""
    asked = call.query
    day = date.fromisoformat(asked["on"]) if asked["on"] else office_day(call.desk.now())
    wanted = fold(asked["q"] or "")
    found = [
        unit
        for unit in reference.units_on(day)
        if asked["province"] in (None, "", unit.province_code)
        and (not asked["kind"] or unit.kind == asked["kind"])
        and wanted in fold(unit.full_name)
    ]
    start = int(asked["cursor"] or 0)
    end = start + asked["limit"]
    following = str(end) if end < len(found) else None
    payload = {"units": [_unit_object(unit) for unit in found[start:end]], "next": following}
    return Answer(payload=payload, headers=next_link(call, following))


def _unit_object(unit: Unit) -> dict[str, str | None]:
    """Return a unit as the API shows it."""
    return {
        "id": unit.id,
        "code": unit.code,
        "name": unit.name,
        "full_name": unit.full_name,
        "kind": unit.kind,
        "province_code": unit.province_code,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_until": unit.valid_to.isoformat() if unit.valid_to else None,
    }


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/text/{command}",
        scope=Scope.READ,
        tag=_TAG,
        summary="Đọc số, đọc ngày, tên tệp, sắp xếp",
        handler=text,
        parameters=(_COMMAND, _VALUE),
        reply=Reply(schema="Texts", description="Trả lời theo thứ tự các giá trị."),
    ),
    Endpoint(
        method="GET",
        path="/units",
        scope=Scope.READ,
        tag=_TAG,
        summary="Đơn vị hành chính theo ngày và tỉnh",
        handler=list_units,
        parameters=(
            query("on", "Ngày; mặc định hôm nay.", DAY),
            query("province", "Mã tỉnh, hai chữ số."),
            query("kind", "xa, phuong, dac_khu, tinh, ..."),
            query("q", "Tên, có dấu hoặc không dấu."),
            query("cursor", "Trang tiếp theo: giá trị lấy từ `next`.", _OFFSET),
            LIMIT,
        ),
        reply=Reply(schema="Units", description="Một trang đơn vị.", headers=("Link",)),
    ),
)
