"""Administration: the office, its header, the steps that it keeps, whom its documents go to by default."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.http_answers import page_bytes
from service.issuing import office_settings, seen_settings
from service.issuing.office_settings import Header, TypedRecipient
from service.register.errors import NotAllowed
from service.register.permissions import OFFICE_ROLES, OfficeAct
from service.register.states import STATE_NAMES, STEPS
from service.web.access import notice
from service.web.admin_saving import Refusal, refusal
from service.web.signed_in import current_office, current_office_id, workplace

blueprint = Blueprint("admin", __name__)

#: The parts of the administration: words, endpoint, and the act that its pages are for.
SECTIONS = (
    ("Cơ quan và các bước", "admin.office", OfficeAct.SET_OFFICE),
    ("Người dùng và vai trò", "admin_people.users", OfficeAct.GRANT_ROLE),
    ("Người ký", "admin_people.signers", OfficeAct.SET_SIGNERS),
    ("Nơi nhận mặc định", "admin.recipients", OfficeAct.SET_OFFICE),
    ("Chính tả của cơ quan", "admin_wording.wording", OfficeAct.SET_OFFICE),
    ("Sổ số văn bản", "admin_series.series_page", OfficeAct.OPEN_SERIES),
    ("Mã truy cập API", "admin_tokens.tokens_page", OfficeAct.SET_TOKENS),
    ("Mẫu văn bản", "admin_series.types", OfficeAct.OPEN_SERIES),
)
_HELP = {
    "admin.office": "Tên, phần đầu văn bản, các bước giữ trước khi cấp số.",
    "admin_people.users": "Thêm người, giao vai trò, cấp mật khẩu dùng một lần.",
    "admin_people.signers": "Ai ký, chức vụ, quyền hạn, từ ngày nào đến ngày nào.",
    "admin.recipients": "Nơi nhận điền sẵn khi soạn văn bản mới.",
    "admin_wording.wording": "Từ riêng coi là đúng, loại lỗi không cần báo, lỗi có chặn trình ký không.",
    "admin_series.series_page": "Mở, khóa, xác nhận sổ số của từng năm.",
    "admin_tokens.tokens_page": "Cho phần mềm khác làm việc với dịch vụ.",
    "admin_series.types": "Các loại văn bản và phiên bản mẫu đã dùng.",
}
_BLANK_ROWS = 3
#: How the fields of the header are called where two of them are told apart.
_HEADER_WORDS = {
    "name": "Tên đầy đủ",
    "parent_lines": "Cơ quan chủ quản",
    "issuer_lines": "Tên cơ quan như in",
    "place_name": "Địa danh",
    "symbol_suffix": "Chữ viết tắt trong ký hiệu",
    "head_position": "Chức vụ của người đứng đầu",
    "filing": "Lưu",
}


def allowed_sections() -> list[tuple[str, str, str]]:
    """Return words, endpoint and help of the parts that the person may use in his office."""
    roles = current_office().roles
    return [
        (words, endpoint, _HELP[endpoint])
        for words, endpoint, act in SECTIONS
        if not roles.isdisjoint(OFFICE_ROLES[act])
    ]


def require_act(act: OfficeAct) -> None:
    """Refuse a page to whoever has no role for the act in the office that he works for. Raises NotAllowed."""
    if current_office().roles.isdisjoint(OFFICE_ROLES[act]):
        raise NotAllowed("Bạn không có quyền xem trang quản trị này. Nhờ người quản trị của cơ quan.")


def admin_page(template: str, *, status: int = 200, **known: Any) -> Response:
    """Return a page of the administration with its menu."""
    html = render_template(template, sections=allowed_sections(), **known)
    return Response(page_bytes(html), status=status, mimetype="text/html")


@blueprint.get("/quan-tri")
def overview() -> Response:
    """Show the parts of the administration that the person may use."""
    if not allowed_sections():
        raise NotAllowed("Trang này dành cho người quản trị và văn thư của cơ quan.")
    return admin_page("admin/overview.html")


@blueprint.get("/quan-tri/co-quan")
def office() -> Response:
    """Show header and steps of the office."""
    require_act(OfficeAct.SET_OFFICE)
    row, printed = office_settings.office_now(workplace(), current_office_id())
    seen = seen_settings.mark_now(workplace(), seen_settings.of_header(current_office_id()))
    return _office_page(office_settings.header_of(printed), list(row.steps), seen)


@blueprint.post("/quan-tri/co-quan")
def save_office() -> ResponseReturnValue:
    """Change header and steps."""
    require_act(OfficeAct.SET_OFFICE)
    header = Header(**{one.name: request.form.get(one.name, "") for one in fields(Header)})
    steps = [step.value for step in STEPS if step in request.form.getlist("steps")]
    office_id = current_office_id()
    refused = refusal(
        seen_settings.of_header(office_id),
        lambda place: office_settings.set_header(place, office_id, header, steps),
    )
    if refused:
        return _office_page(header, steps, refused.seen, refused)
    notice("Đã lưu thiết lập của cơ quan. Văn bản đã cấp số giữ nguyên như cũ.")
    return redirect(url_for("admin.office"))


@blueprint.get("/quan-tri/noi-nhan")
def recipients() -> Response:
    """Show the default recipients with some blank rows."""
    require_act(OfficeAct.SET_OFFICE)
    _, printed = office_settings.office_now(workplace(), current_office_id())
    seen = seen_settings.mark_now(workplace(), seen_settings.of_recipients(current_office_id()))
    rows = [
        TypedRecipient(one.name, one.purpose, str(one.members) if one.members > 1 else "")
        for one in printed.recipients
    ]
    return _recipients_page(rows, seen)


@blueprint.post("/quan-tri/noi-nhan")
def save_recipients() -> ResponseReturnValue:
    """Change the default recipients."""
    require_act(OfficeAct.SET_OFFICE)
    rows = _typed_recipients(request.form)
    office_id = current_office_id()
    refused = refusal(
        seen_settings.of_recipients(office_id),
        lambda place: office_settings.set_recipients(place, office_id, rows),
    )
    if refused:
        return _recipients_page(rows, refused.seen, refused)
    notice("Đã lưu nơi nhận mặc định.")
    return redirect(url_for("admin.recipients"))


def _typed_recipients(form: Mapping[str, str]) -> list[TypedRecipient]:
    count = sum(name.startswith("name.") for name in form)
    parts = ("name", "purpose", "members")
    rows = [TypedRecipient(*(form.get(f"{part}.{index}", "") for part in parts)) for index in range(count)]
    return [row for row in rows if any((row.name, row.purpose, row.members))]


def _office_page(header: Header, steps: list[str], seen: str, refused: Refusal | None = None) -> Response:
    return admin_page(
        "admin/office.html",
        status=refused.status if refused else 200,
        seen=seen,
        kept_now=_header_kept(refused.now) if refused and refused.now else (),
        header=header,
        kept=steps,
        steps=[(step.value, STATE_NAMES[step]) for step in STEPS],
        faults=refused.faults if refused else (),
    )


def _header_kept(now: Mapping[str, Any]) -> list[str]:
    """Return what is kept of the office, in words."""
    steps = ", ".join(STATE_NAMES[step] for step in STEPS if step.value in now["steps"])
    lines = [f"{words}: {now[name] or '(để trống)'}" for name, words in _HEADER_WORDS.items()]
    return [*lines, f"Các bước: {steps or 'không bước nào'}"]


def _recipients_page(rows: list[TypedRecipient], seen: str, refused: Refusal | None = None) -> Response:
    now = refused.now if refused and refused.now is not None else ()
    return admin_page(
        "admin/recipients.html",
        status=refused.status if refused else 200,
        rows=[*rows, *[TypedRecipient("")] * _BLANK_ROWS],
        seen=seen,
        kept_now=[" · ".join(str(part) for part in one if part not in ("", 1)) for one in now],
        is_moved=refused is not None and refused.now is not None,
        faults=refused.faults if refused else (),
    )
