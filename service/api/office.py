"""The office behind the token: settings, people, signers, series, the book, documents made elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.api.call import Answer, Call
from service.api.endpoint import DAY, Endpoint, Reply, changes, in_path, query, readings
from service.domain.dates import office_day
from service.errors import InvalidInput
from service.issuing import sandbox as sandboxes
from service.issuing.office_people import person_faults
from service.register import offices, people, series
from service.register.models import Office, Series, Signer
from service.register.people import NewSigner, NewUser
from service.register.sandbox import real_id
from service.register.series import NewSeries
from service.register.states import Role
from service.register.tokens import Scope

_TAG = "Cơ quan"
_YEAR = {"type": "integer", "minimum": 1900, "maximum": 2200}


def list_offices(call: Call) -> Answer:
    """List the office of the token."""
    with call.work.reading() as turn:
        return Answer(
            payload={"offices": [office_object(offices.office(turn.session, turn.actor, call.office))]}
        )


def show_settings(call: Call) -> Answer:
    """Show the settings of the office."""
    with call.work.reading() as turn:
        row = offices.office(turn.session, turn.actor, call.office)
    return Answer(payload=_settings_object(call, row))


def change_settings(call: Call) -> Answer:
    """Change settings of the office; numbered documents keep theirs."""
    call.require_live()
    with call.work.writing() as turn:
        row = offices.set_office(turn.session, turn.actor, real_id(call.office), dict(call.body))
    return Answer(payload=_settings_object(call, row))


def list_users(call: Call) -> Answer:
    """List the users of the office with their roles there."""
    with call.work.reading() as turn:
        rows = people.users_of(turn.session, turn.actor, call.office)
    return Answer(
        payload={
            "users": [
                {
                    "id": user.id,
                    "login": user.login,
                    "name": user.name,
                    "roles": roles,
                    "is_active": user.is_active,
                }
                for user, roles in rows
            ]
        }
    )


def add_user(call: Call) -> Answer:
    """Make a user with a first role in the office."""
    call.require_live()
    body = call.body
    if faults := person_faults(body["login"].lower(), body["name"], [Role(body["role"])]):
        raise InvalidInput(faults)
    new = NewUser(
        login=body["login"], name=body["name"], office_id=real_id(call.office), role=Role(body["role"])
    )
    with call.work.writing() as turn:
        row = people.add_user(turn.session, turn.actor, new)
    payload = {"id": row.id, "login": row.login, "name": row.name, "roles": [new.role], "is_active": True}
    return Answer(payload=payload, status=201)


def list_signers(call: Call) -> Answer:
    """List who may sign on a day."""
    day = _day(call.query["on"]) or office_day(call.desk.now())
    with call.work.reading() as turn:
        rows = people.signers_on(turn.session, turn.actor, call.office, day)
    return Answer(payload={"signers": [signer_object(row) for row in rows]})


def add_signer(call: Call) -> Answer:
    """Name a signer of the office."""
    body = call.body
    words = body.get("authorisation")
    signer = NewSigner(
        name=body["name"],
        position=body["position"],
        capacity=body.get("capacity", "none"),
        valid_from=_day(body.get("valid_from")) or office_day(call.desk.now()),
        valid_until=_day(body.get("valid_until")),
        details={"authorisation": words} if words else {},
    )
    with call.work.writing() as turn:
        row = people.add_signer(turn.session, turn.actor, office_id=call.office, signer=signer)
    return Answer(payload=signer_object(row), status=201)


def list_series(call: Call) -> Answer:
    """List the series of a year, each with the number that comes next."""
    year = call.query["year"] or office_day(call.desk.now()).year
    with call.work.reading() as turn:
        rows = series.list_series(turn.session, turn.actor, call.office, year)
    return Answer(payload={"series": [series_object(row) for row in rows]})


def open_series(call: Call) -> Answer:
    """Open a series of numbers."""
    fields = {**call.body, "last_date": _day(call.body.get("last_date"))}
    with call.work.writing() as turn:
        row = series.open_series(turn.session, turn.actor, NewSeries(office_id=call.office, **fields))
    return Answer(payload=series_object(row), status=201)


def office_object(row: Office) -> dict[str, Any]:
    """Return an office as the API shows it."""
    return {
        "id": real_id(row.id),
        "name": row.name,
        "abbreviation": row.abbreviation,
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
    }


def _settings_object(call: Call, row: Office) -> dict[str, Any]:
    """Return the settings of an office."""
    cleared = None if call.bearer.is_live else sandboxes.expires_at(call.work, row.id)
    return {
        **office_object(row),
        "parent_name": row.parent_name,
        "organ_code": row.organ_code,
        "steps": list(row.steps),
        "sandbox_cleared_at": cleared.isoformat() if cleared else None,
    }


def signer_object(row: Signer) -> dict[str, Any]:
    """Return a signer as the API shows him."""
    return {
        "id": row.id,
        "name": row.name,
        "position": row.position,
        "capacity": row.capacity,
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
    }


def series_object(row: Series) -> Mapping[str, Any]:
    """Return a series as the API shows it; an external one has no number that comes next."""
    is_open = row.is_own and row.closed_at is None
    return {
        "id": row.id,
        "year": row.year,
        "name": row.name,
        "kinds": list(row.kinds),
        "is_own": row.is_own,
        "is_secret": row.is_secret,
        "body": row.body,
        "mark": row.mark,
        "last_number": row.last_number,
        "last_date": row.last_date.isoformat() if row.last_date else None,
        "next": row.last_number + 1 if is_open else None,
        "is_closed": row.closed_at is not None,
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_reading = readings(_TAG, codes=("not_allowed", "office_not_found"))


def _get(path: str, summary: str, handler: Any, schema: str, *parameters: Any) -> Endpoint:
    """Return an endpoint that reads something of the office."""
    reply = Reply(schema=schema, description=summary + ".")
    return _reading(path, summary, handler, reply, parameters=parameters)


_set = changes(
    _TAG,
    Scope.ADMIN,
    codes=("not_allowed", "office_not_found", "invalid_entry", "wrong_state", "live_token_required"),
)
_OFFICE_ID = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}
_OFFICE = in_path("office_id", "Mã cơ quan của mã truy cập.", _OFFICE_ID)
ENDPOINTS = (
    _get("/offices", "Cơ quan của mã truy cập", list_offices, "Offices"),
    _get("/offices/{office_id}/settings", "Thiết lập của cơ quan", show_settings, "OfficeSettings", _OFFICE),
    _set(
        "/offices/{office_id}/settings",
        "Đổi thiết lập của cơ quan",
        change_settings,
        "OfficeChanges",
        "OfficeSettings",
        method="PATCH",
        parameters=(_OFFICE,),
        key="none",
    ),
    _get("/users", "Người dùng và vai trò", list_users, "Users"),
    _set("/users", "Thêm người dùng", add_user, "NewUser", "User", status=201),
    _get("/signers", "Người ký", list_signers, "Signers", query("on", "Ngày; mặc định hôm nay.", DAY)),
    _set("/signers", "Thêm người ký", add_signer, "NewSigner", "Signer", status=201),
    _get("/series", "Sổ số và số tiếp theo", list_series, "SeriesList", query("year", "Năm.", _YEAR)),
    _set(
        "/series",
        "Mở sổ số",
        open_series,
        "NewSeries",
        "Series",
        status=201,
        codes=("series_clash", "date_out_of_order", "date_in_future"),
    ),
)
