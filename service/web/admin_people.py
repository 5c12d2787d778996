"""Administration: users with their roles and one-time passwords, and who signs."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day, parse_date, short_date
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.errors import InvalidInput
from service.issuing import office_people, office_signers, seen_settings
from service.issuing.office_signers import TypedSigner
from service.issuing.seen_settings import SettingsMoved
from service.register.permissions import OfficeAct
from service.register.states import ROLE_NAMES, Role
from service.web.access import notice
from service.web.admin import admin_page, require_act
from service.web.admin_saving import Refusal, refusal, saving
from service.web.first_office import CAPACITIES
from service.web.name_hints import name_hints
from service.web.signed_in import current_office_id, desk, workplace

blueprint = Blueprint("admin_people", __name__)


@blueprint.get("/quan-tri/nguoi-dung")
def users() -> Response:
    """Show everybody who has a role in the office."""
    require_act(OfficeAct.GRANT_ROLE)
    return _users_page()


@blueprint.post("/quan-tri/nguoi-dung")
def add_user() -> Response:
    """Make a user; the one-time password is shown on this answer and nowhere else."""
    require_act(OfficeAct.GRANT_ROLE)
    login, name = request.form.get("login", "").strip(), request.form.get("name", "")
    roles = _roles()
    try:
        password = office_people.add_person(
            workplace(), current_office_id(), login=login, name=name, roles=roles
        )
    except InvalidInput as error:
        return _users_page(faults=error.errors, typed={"login": login, "name": name, "roles": roles})
    return _users_page(told=(login, password))


@blueprint.post("/quan-tri/nguoi-dung/<user_id>/vai-tro")
def save_roles(user_id: str) -> ResponseReturnValue:
    """Give a user exactly the roles that are ticked."""
    require_act(OfficeAct.GRANT_ROLE)
    office_id, roles = current_office_id(), _roles()
    refused = refusal(
        seen_settings.of_person(office_id, user_id),
        lambda place: office_people.set_roles(place, office_id, user_id, roles),
    )
    if refused:
        return _moved_person(user_id, "Bạn chọn: " + _role_words(roles))
    notice("Đã lưu vai trò.")
    return redirect(url_for("admin_people.users"))


@blueprint.post("/quan-tri/nguoi-dung/<user_id>/ten")
def save_name(user_id: str) -> ResponseReturnValue:
    """Correct the name of a user."""
    require_act(OfficeAct.GRANT_ROLE)
    name = request.form.get("name", "")
    refused = refusal(
        seen_settings.of_person(current_office_id(), user_id),
        lambda place: office_people.set_name(place, user_id, name),
        besides=seen_settings.told_of_name(user_id),
    )
    if refused and refused.faults:
        faults = [FieldError(f"name.{user_id}", one.code, one.message) for one in refused.faults]
        return _users_page(faults=faults)
    if refused:
        return _moved_person(user_id, f"Bạn ghi họ tên: {name}.")
    notice("Đã sửa họ tên. Việc đã làm trước đây vẫn ghi tên cũ trong lịch sử.")
    return redirect(url_for("admin_people.users"))


@blueprint.post("/quan-tri/nguoi-dung/<user_id>/mat-khau")
def new_password(user_id: str) -> Response:
    """Give a user a new one-time password, shown on this answer and nowhere else."""
    require_act(OfficeAct.GRANT_ROLE)
    password = office_people.new_password(workplace(), user_id)
    found = office_people.people_of(workplace(), current_office_id())
    login = next((one.login for one in found if one.user_id == user_id), "")
    return _users_page(told=(login, password))


@blueprint.post("/quan-tri/nguoi-dung/<user_id>/hoat-dong")
def set_active(user_id: str) -> ResponseReturnValue:
    """Switch a user off or on again."""
    require_act(OfficeAct.GRANT_ROLE)
    is_active = request.form.get("active") == "1"
    refused = refusal(
        seen_settings.of_person(current_office_id(), user_id),
        lambda place: office_people.set_active(place, user_id, is_active=is_active),
    )
    if refused:
        return _moved_person(
            user_id, "Bạn bấm: " + ("Cho hoạt động lại." if is_active else "Ngừng hoạt động.")
        )
    notice("Đã cho hoạt động lại." if is_active else "Đã ngừng hoạt động và đăng xuất người này.")
    return redirect(url_for("admin_people.users"))


@blueprint.get("/quan-tri/nguoi-ky")
def signers() -> Response:
    """Show who signs and who did."""
    require_act(OfficeAct.SET_SIGNERS)
    return _signers_page(TypedSigner())


@blueprint.post("/quan-tri/nguoi-ky")
def add_signer() -> ResponseReturnValue:
    """Name a signer."""
    require_act(OfficeAct.SET_SIGNERS)
    parts = ("name", "position", "capacity", "authorisation", "valid_from", "valid_until")
    typed = TypedSigner(**{part: request.form.get(part, "")[:500] for part in parts})
    if hints := name_hints("name", typed.name):
        return _signers_page(typed, InvalidInput(hints))
    try:
        office_signers.add(workplace(), current_office_id(), typed)
    except InvalidInput as error:
        return _signers_page(typed, error)
    notice(f"Đã thêm người ký {typed.name.strip()}.")
    return redirect(url_for("admin_people.signers"))


@blueprint.post("/quan-tri/nguoi-ky/<signer_id>/het-han")
def end_signer(signer_id: str) -> ResponseReturnValue:
    """Set the last day on which a signer signs."""
    require_act(OfficeAct.SET_SIGNERS)
    day = _day("last_day")
    if day is None:
        fault = FieldError(f"last_day.{signer_id}", "date", "Ghi ngày cuối cùng được ký, như 05/3/2026.")
        return _signers_page(TypedSigner(), InvalidInput([fault]))
    done = saving(
        seen_settings.of_signer(current_office_id(), signer_id),
        lambda place: office_signers.end(place, signer_id, day),
    )
    if isinstance(done, Refusal):
        who = done.now["name"] if done.now else "người ký này"
        said = f"Người khác vừa đổi ngày của {who}; ngày bạn ghi ({short_date(day)}) chưa lưu."
        return _signers_page(
            TypedSigner(), InvalidInput([FieldError("", SettingsMoved.code, said)]), done.status
        )
    notice(f"{done} ký đến hết ngày đã ghi.")
    return redirect(url_for("admin_people.signers"))


def _day(name: str) -> date | None:
    try:
        return parse_date(request.form.get(name, ""))
    except Refused:
        return None


def _roles() -> list[Role]:
    return [role for role in Role if role in request.form.getlist("roles")]


def _role_words(roles: Sequence[Role]) -> str:
    return ", ".join(ROLE_NAMES[role] for role in roles) or "không vai trò nào"


def _moved_person(user_id: str, typed: str) -> Response:
    """Show the people as they are now, with what was not done to the one who was changed meanwhile."""
    found = office_people.people_of(workplace(), current_office_id())
    one = next(one for one in found if one.user_id == user_id)
    now = f"{one.name}: {_role_words(one.roles)}{'' if one.is_active else ', đã ngừng'}"
    said = f"Người khác vừa đổi {now}. {typed} Chưa lưu gì của bạn: xem lại rồi làm lần nữa."
    return _users_page(faults=[FieldError(f"sua.{user_id}", SettingsMoved.code, said)], status=409)


def _users_page(
    *, status: int = 422, faults: object = (), typed: object = None, told: tuple[str, str] | None = None
) -> Response:
    found = office_people.people_of(workplace(), current_office_id())
    return admin_page(
        "admin/users.html",
        status=status if faults else 200,
        people=found,
        seen={one.user_id: seen_settings.mark_of(seen_settings.person_facts(one)) for one in found},
        all_roles=[(role.value, ROLE_NAMES[role]) for role in Role],
        faults=faults,
        typed=typed or {"login": "", "name": "", "roles": []},
        told=told,
    )


def _signers_page(typed: TypedSigner, error: InvalidInput | None = None, status: int = 422) -> Response:
    found = office_signers.signers(workplace(), current_office_id())
    return admin_page(
        "admin/signers.html",
        status=status if error else 200,
        signers=found,
        seen={one.id: seen_settings.mark_of(seen_settings.signer_facts(one)) for one in found},
        today=office_day(desk().now()),
        capacities=(*CAPACITIES, ("TUQ", "TUQ.: ký thừa ủy quyền, có văn bản và ngày hết hạn")),
        typed=typed,
        faults=error.errors if error else (),
    )
