"""“Cơ quan của bạn”: the questions of the first login, on two pages; nothing is kept before the last button."""

from dataclasses import fields

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.errors import InvalidInput
from service.issuing import first_office, unit_choice
from service.issuing.first_office import FirstOffice
from service.register.errors import OfficeNotFound
from service.web.access import notice
from service.web.home import LATER
from service.web.name_hints import name_hints
from service.web.signed_in import desk, work_for, workplace

blueprint = Blueprint("first_office", __name__)

#: In which words a capacity is chosen.
CAPACITIES = (
    ("TM", "TM.: người đứng đầu ký thay mặt tập thể (Chủ tịch UBND)"),
    ("KT", "KT.: cấp phó ký thay người đứng đầu"),
    ("none", "Người đứng đầu ký trực tiếp (cơ quan theo chế độ thủ trưởng)"),
    ("Q", "Q.: quyền người đứng đầu"),
    ("TL", "TL.: ký thừa lệnh, theo quy chế"),
)
#: How the steps of a new office are asked for.
WAYS = (
    (
        first_office.REVIEWED,
        "Người duyệt duyệt nội dung, chuyển ký, rồi văn thư cấp số",
        "Chuyển duyệt → Duyệt nội dung → Chuyển ký → Cấp số.",
    ),
    (
        first_office.DIRECT,
        "Văn thư cấp số ngay từ bản nháp được chuyển đến",
        "Chuyển văn thư cấp số → Cấp số; duyệt và ký ở ngoài phần mềm.",
    ),
)
_NOTHING_ASKED = FieldError("tinh", "nothing_asked", "Chọn tỉnh hoặc gõ tên xã.")
_TYPED = tuple(one.name for one in fields(FirstOffice) if one.name != "unit")


@blueprint.get("/co-quan-cua-ban")
def unit() -> ResponseReturnValue:
    """Ask for the unit: the province, then the commune, by any words of its name."""
    today = office_day(desk().now())
    province, text = request.args.get("tinh", ""), request.args.get("q", "")[:100]
    found = unit_choice.units_like(text, province, today)
    provinces = unit_choice.provinces(today)
    is_asked = bool(province or text.strip())
    faults = [] if is_asked or "q" not in request.args else [_NOTHING_ASKED]
    page = render_template(
        "first_office/unit.html",
        provinces=[(one.code, one.full_name) for one in provinces],
        names={one.code: one.full_name for one in provinces},
        province=province,
        text=text,
        found=found,
        is_asked=is_asked,
        faults=faults,
    )
    return page, 422 if faults else 200


@blueprint.get("/co-quan-cua-ban/<unit_id>")
def details(unit_id: str) -> str:
    """Ask for the rest, filled in with what the reference data know."""
    return _page(_suggested(unit_id))


@blueprint.post("/co-quan-cua-ban/<unit_id>")
def save(unit_id: str) -> ResponseReturnValue:
    """Show the header again as it prints now, or make the office."""
    _suggested(unit_id)
    answers = FirstOffice(unit=unit_id, **{name: request.form.get(name, "")[:1000] for name in _TYPED})
    if request.form.get("action") == "preview":
        return _page(answers)
    if hints := name_hints("signer_name", answers.signer_name):
        found = first_office.faults(answers, office_day(desk().now()))
        return _page(answers, InvalidInput([*found, *hints])), 422
    try:
        office_id = first_office.set_up(workplace(), answers)
    except InvalidInput as error:
        return _page(answers, error), 422
    work_for(office_id)
    notice(f"Đã khai {answers.name}. Chọn loại văn bản để soạn văn bản đầu tiên mang tên cơ quan của bạn.")
    return redirect(url_for("drafting.start"))


@blueprint.post("/co-quan-cua-ban/de-sau")
def later() -> ResponseReturnValue:
    """Go on with the office for trying things out."""
    session[LATER] = True
    return redirect(url_for("home.mine"))


def _suggested(unit_id: str) -> FirstOffice:
    """Return what is known of a unit. Raises OfficeNotFound."""
    try:
        return first_office.suggested(unit_id)
    except Refused as refused:
        raise OfficeNotFound(refused.message) from refused


def _page(answers: FirstOffice, error: InvalidInput | None = None) -> str:
    return render_template(
        "first_office/details.html",
        answers=answers,
        faults=error.errors if error else (),
        office=first_office.printed(answers),
        signature=first_office.printed_signature(answers),
        capacities=CAPACITIES,
        ways=WAYS,
        today=office_day(desk().now()),
    )
