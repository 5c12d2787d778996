"""Setting up one's own office: what the reference data know of a unit's committee, and the office made of it."""

from dataclasses import asdict, replace
from typing import Any

from flask import abort

from service.api.call import Answer, Call
from service.api.endpoint import ID, Reply, changes, in_path, readings
from service.api.office import office_object, series_object, signer_object
from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.errors import InvalidInput
from service.issuing import first_office
from service.register import offices, people, series
from service.register.tokens import Scope

_TAG = "Cơ quan"
_LINES = ("parent_lines", "issuer_lines")
_SUGGESTED = (
    "unit",
    "name",
    *_LINES,
    "place_name",
    "symbol_suffix",
    "head_position",
    "signer_position",
    "signer_capacity",
)


def suggest_office(call: Call) -> Answer:
    """Say what the reference data know of the people's committee of a unit, as setting it up takes it."""
    try:
        known = asdict(first_office.suggested(call.arguments["unit"]))
    except Refused:
        abort(404)
    return Answer(payload={name: _lined(name, known[name]) for name in _SUGGESTED})


def set_up_office(call: Call) -> Answer:
    """Make the first office of one's own, with its signer and the next number; what is left out is suggested."""
    call.require_live()
    body = call.body
    try:
        known = first_office.suggested(body["unit"])
    except Refused as refused:
        raise InvalidInput([FieldError("unit", refused.code, refused.message)]) from None
    answers = replace(known, **{name: _typed(value) for name, value in body.items()})
    return _shown(call, first_office.set_up(call.work, answers))


def _typed(value: Any) -> str:
    """Return a value as the page takes it: lines one a line, numbers and days as words."""
    return "\n".join(value) if isinstance(value, list) else str(value)


def _lined(name: str, value: str) -> Any:
    return value.splitlines() if name in _LINES else value


def _shown(call: Call, office_id: str) -> Answer:
    """Return the office as it was made; the token is of the office for trying out and reads nothing more of it."""
    with call.work.reading() as turn:
        at = (turn.session, turn.actor, office_id)
        row = offices.office(*at)
        (signer,) = people.signers_of(*at)
        opened = series.list_series(*at, office_day(call.desk.now()).year)
    payload = {
        "office": {**office_object(row), "steps": list(row.steps)},
        "signer": signer_object(signer),
        "series": [series_object(one) for one in opened],
    }
    return Answer(payload=payload, status=201, headers={"Location": f"/api/v1/offices/{office_id}/settings"})


_reading = readings(_TAG)
_set = changes(
    _TAG,
    Scope.ADMIN,
    codes=("not_allowed", "wrong_state", "invalid_entry", "date_out_of_order", "live_token_required"),
)
ENDPOINTS = (
    _reading(
        "/units/{unit}/office",
        "Gợi ý để lập cơ quan của một đơn vị",
        suggest_office,
        Reply(schema="SuggestedOffice", description="Những gì dữ liệu biết về UBND của đơn vị."),
        parameters=(in_path("unit", "Mã đơn vị, ví dụ 21484.", ID),),
    ),
    _set(
        "/offices",
        "Lập cơ quan của mình, người ký đầu tiên và số tiếp theo",
        set_up_office,
        "NewOwnOffice",
        "OwnOffice",
        status=201,
    ),
)
