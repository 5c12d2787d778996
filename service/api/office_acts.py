"""What administrators and records officers change: series, roles, passwords, signers, header, recipients, wording."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from service.api.call import Answer, Call
from service.api.endpoint import Endpoint, Reply, changes, in_path, readings
from service.api.office import series_object, signer_object
from service.issuing import office_people, office_settings
from service.issuing.office_people import OfficePerson
from service.issuing.office_settings import Header, TypedRecipient
from service.issuing.office_wording import OfficeWording, OwnWord, office_wording, set_wording
from service.issuing.workplace import Turn
from service.register import confirmations, people, series
from service.register.confirmations import Confirmation
from service.register.errors import SeriesNotOpen, UserNotFound
from service.register.models import Series, Signer
from service.register.sandbox import is_copy, real_id
from service.register.states import Role
from service.register.tokens import Scope

_TAG = "Cơ quan"
_OFFICE = in_path(
    "office_id",
    "Mã cơ quan của mã truy cập.",
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
)


def close_series(call: Call) -> Answer:
    """Close a series for good."""
    return _of_series(
        call, lambda turn, row: series.close_series(turn.session, turn.actor, row.id, **call.body)
    )


def confirm_series(call: Call) -> Answer:
    """Confirm the last number of a series that waits after a restore."""
    said = {**call.body}
    if "last_date" in said:
        said["last_date"] = date.fromisoformat(said["last_date"])
    return _of_series(
        call,
        lambda turn, row: confirmations.confirm_series(
            turn.session, turn.actor, row.id, Confirmation(**said)
        ),
    )


def withdraw_confirmation(call: Call) -> Answer:
    """Take back a wrong confirmation, as long as nothing was numbered after it."""
    reason = call.body["reason"]
    return _of_series(
        call,
        lambda turn, row: confirmations.withdraw_confirmation(
            turn.session, turn.actor, row.id, reason=reason
        ),
    )


def set_roles(call: Call) -> Answer:
    """Give a user exactly these roles in the office."""
    person, roles = _own_user(call), [Role(one) for one in call.body["roles"]]
    office_people.set_roles(call.work, real_id(call.office), person.user_id, roles)
    return _user_shown(person, roles)


def set_name(call: Call) -> Answer:
    """Correct the name of a user; what he did before keeps the old one."""
    person, name = _own_user(call), call.body["name"]
    office_people.set_name(call.work, person.user_id, name)
    return _user_shown(_own_user(call), person.roles)


def set_active(call: Call) -> Answer:
    """Switch a user off, which ends his sign-ins, or on again."""
    person = _own_user(call)
    office_people.set_active(call.work, person.user_id, is_active=call.body["is_active"])
    return _user_shown(_own_user(call), person.roles)


def new_password(call: Call) -> Answer:
    """Give a user a new one-time password; his sign-ins end."""
    password = office_people.new_password(call.work, _own_user(call).user_id)
    return Answer(payload={"password": password}, status=201, shown_once=("password",))


def end_signer(call: Call) -> Answer:
    """Set the last day on which a signer signs."""
    day, signer_id = date.fromisoformat(call.body["valid_until"]), call.arguments["signer_id"]
    if is_copy(signer_id):
        call.require_live()
    with call.work.writing() as turn:
        own: list[Signer] = people.signers_of(turn.session, turn.actor, call.office)
        if signer_id not in {one.id for one in own}:
            raise UserNotFound("Cơ quan không có người ký này.", code="signer_not_found")
        row = people.end_signer(turn.session, turn.actor, signer_id=signer_id, valid_until=day)
    return Answer(payload=signer_object(row))


def show_header(call: Call) -> Answer:
    """Show what documents print of the office."""
    _, printed = office_settings.office_now(call.work, call.office)
    header = asdict(office_settings.header_of(printed))
    lines = {name: header[name].splitlines() for name in ("parent_lines", "issuer_lines")}
    return Answer(payload={**header, **lines})


def change_header(call: Call) -> Answer:
    """Change what documents print of the office; what is not named stays as it is."""
    call.require_live()
    row, printed = office_settings.office_now(call.work, call.office)
    given = {
        name: "\n".join(value) if isinstance(value, list) else value for name, value in call.body.items()
    }
    header = Header(**{**asdict(office_settings.header_of(printed)), **given})
    office_settings.set_header(call.work, row.id, header, row.steps)
    return show_header(call)


def show_recipients(call: Call) -> Answer:
    """Show whom documents of the office go to by default."""
    _, printed = office_settings.office_now(call.work, call.office)
    kept = [
        {
            name: value
            for name, value in asdict(one).items()
            if value and name in ("name", "purpose", "members")
        }
        for one in printed.recipients
    ]
    return Answer(payload={"recipients": kept})


def change_recipients(call: Call) -> Answer:
    """Change whom documents of the office go to by default."""
    call.require_live()
    typed = [
        TypedRecipient(one["name"], one.get("purpose", ""), str(one.get("members", "")))
        for one in call.body["recipients"]
    ]
    office_settings.set_recipients(call.work, call.office, typed)
    return show_recipients(call)


def show_wording(call: Call) -> Answer:
    """Show the office's own words, the checks that it does not want, and whether errors hold back."""
    with call.work.reading() as turn:
        found = office_wording(turn, call.office)
    return Answer(payload={**asdict(found), "off": dict(found.off or {})})


def change_wording(call: Call) -> Answer:
    """Change what the office says of wording; the whole of it is sent."""
    call.require_live()
    body = call.body
    words = tuple(OwnWord(one["word"], one["reason"]) for one in body.get("words", ()))
    set_wording(call.work, call.office, OfficeWording(words, body.get("off", {}), body.get("blocks", False)))
    return show_wording(call)


def _of_series(call: Call, act: Callable[[Turn, Series], Series]) -> Answer:
    """Do something with a series of the token's own office. Raises SeriesNotOpen."""
    with call.work.writing() as turn:
        row = turn.session.get(Series, call.arguments["series_id"])
        if row is None or row.office_id != call.office:
            raise SeriesNotOpen("Cơ quan không có sổ số này.", code="series_not_found")
        return Answer(payload=series_object(act(turn, row)))


def _own_user(call: Call) -> OfficePerson:
    """Return a user of the token's own office. Raises NotAllowed, UserNotFound."""
    call.require_live()
    for one in office_people.people_of(call.work, real_id(call.office)):
        if one.user_id == call.arguments["user_id"]:
            return one
    raise UserNotFound("Cơ quan không có người dùng này.")


def _user_shown(person: OfficePerson, roles: Sequence[Role]) -> Answer:
    shown = {"id": person.user_id, "login": person.login, "name": person.name, "roles": list(roles)}
    return Answer(payload={**shown, "is_active": person.is_active})


_reading = readings(_TAG, parameters=(_OFFICE,), codes=("not_allowed", "office_not_found"))


def _get(path: str, summary: str, handler: Any, schema: str) -> Endpoint:
    """Return an endpoint that reads a part of what the office is."""
    reply = Reply(schema=schema, description=summary + ".")
    return _reading(f"/offices/{{office_id}}/{path}", summary, handler, reply)


_set = changes(
    _TAG, Scope.ADMIN, codes=("not_allowed", "invalid_entry", "wrong_state", "live_token_required")
)


def _of_office(path: str, summary: str, handler: Any, body: str, **more: Any) -> Endpoint:
    """Return an endpoint that changes a part of what the office is."""
    return _set(
        f"/offices/{{office_id}}/{path}",
        summary,
        handler,
        body,
        more.pop("schema", body),
        method=more.pop("method", "PUT"),
        parameters=(_OFFICE,),
        codes=("office_not_found", "invalid_input"),
        key="none",
    )


def _on_series(path: str, summary: str, handler: Any, body: str) -> Endpoint:
    """Return an endpoint that does something with one series."""
    parameters = (in_path("series_id", "Mã sổ số."),)
    codes = ("series_not_found", "many_lost", "date_in_future")
    return _set(
        f"/series/{{series_id}}/{path}", summary, handler, body, "Series", parameters=parameters, codes=codes
    )


def _on_user(path: str, summary: str, handler: Any, body: str, schema: str, **more: Any) -> Endpoint:
    """Return an endpoint that does something with one user of the office."""
    parameters = (in_path("user_id", "Mã người dùng."),)
    codes = ("user_not_found",)
    return _set(
        f"/users/{{user_id}}/{path}",
        summary,
        handler,
        body,
        schema,
        parameters=parameters,
        codes=codes,
        **more,
    )


ENDPOINTS = (
    _on_series("close", "Khóa sổ số", close_series, "Reason"),
    _on_series("confirm", "Xác nhận số cuối sau khi khôi phục", confirm_series, "SeriesConfirmation"),
    _on_series("withdraw-confirmation", "Rút xác nhận số cuối", withdraw_confirmation, "Reason"),
    _on_user("roles", "Đặt vai trò của người dùng", set_roles, "UserRoles", "User", method="PUT", key="none"),
    _on_user("name", "Sửa họ tên người dùng", set_name, "UserName", "User", method="PUT", key="none"),
    _on_user(
        "activity",
        "Ngừng hoặc cho hoạt động lại",
        set_active,
        "UserActivity",
        "User",
        method="PUT",
        key="none",
    ),
    _on_user(
        "password",
        "Cấp mật khẩu dùng một lần",
        new_password,
        "Nothing",
        "OneTimePassword",
        status=201,
    ),
    _set(
        "/signers/{signer_id}/end",
        "Đặt ngày cuối người ký được ký",
        end_signer,
        "SignerEnd",
        "Signer",
        parameters=(in_path("signer_id", "Mã người ký."),),
        codes=("signer_not_found",),
    ),
    _get("header", "Phần đầu văn bản của cơ quan", show_header, "OfficeHeader"),
    _of_office(
        "header",
        "Đổi phần đầu văn bản của cơ quan",
        change_header,
        "NewOfficeHeader",
        schema="OfficeHeader",
        method="PATCH",
    ),
    _get("recipients", "Nơi nhận mặc định", show_recipients, "DefaultRecipients"),
    _of_office("recipients", "Đổi nơi nhận mặc định", change_recipients, "DefaultRecipients"),
    _get("wording", "Từ riêng và mã soát lỗi đã tắt", show_wording, "OfficeWording"),
    _of_office("wording", "Đổi từ riêng và mã soát lỗi", change_wording, "OfficeWording"),
)
