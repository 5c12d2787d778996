"""Administration: the access codes of other applications."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.issuing import tokens
from service.register import tokens as register_tokens
from service.register.errors import InvalidEntry
from service.register.permissions import OfficeAct
from service.register.tokens import NewToken, Scope
from service.web.access import notice
from service.web.admin import admin_page, require_act
from service.web.signed_in import current_login, current_office_id, desk, workplace

blueprint = Blueprint("admin_tokens", __name__)

SCOPES = (
    (Scope.READ, "Đọc văn bản và sổ"),
    (Scope.DRAFT, "Soạn và sửa bản nháp"),
    (Scope.ISSUE, "Cấp số, phát hành, hủy, thu hồi"),
    (Scope.BATCH, "Chạy theo lô"),
    (Scope.ADMIN, "Quản trị cơ quan"),
)
_DAYS = (30, 90, 365)


@blueprint.get("/quan-tri/tokens")
def tokens_page() -> Response:
    """Show the access codes of the office; their secrets are kept nowhere."""
    require_act(OfficeAct.SET_TOKENS)
    return _page()


@blueprint.post("/quan-tri/tokens")
def add_token() -> Response:
    """Make an access code that acts as the person who makes it; the secret is shown on this answer only."""
    require_act(OfficeAct.SET_TOKENS)
    days = request.form.get("days", "")
    new = NewToken(
        office_id=current_office_id(),
        login=current_login(),
        name=request.form.get("name", ""),
        scopes=[scope for scope in Scope if scope in request.form.getlist("scopes")],
        expires_at=tokens.end_of_token(
            desk().now(), days=int(days) if days in {str(one) for one in _DAYS} else _DAYS[0]
        ),
        is_live=request.form.get("mode") == "live",
    )
    try:
        _, secret = tokens.add(workplace(), new)
    except InvalidEntry as error:
        return _page(message=error.message)
    return _page(secret=secret)


@blueprint.post("/quan-tri/tokens/<token_id>/thu-hoi")
def revoke_token(token_id: str) -> ResponseReturnValue:
    """Take an access code back."""
    require_act(OfficeAct.SET_TOKENS)
    with workplace().writing() as turn:
        register_tokens.revoke_token(turn.session, turn.actor, current_office_id(), token_id)
    notice("Đã thu hồi mã truy cập; phần mềm dùng mã này bị từ chối ngay.")
    return redirect(url_for("admin_tokens.tokens_page"))


def _page(*, message: str = "", secret: str = "") -> Response:
    with workplace().reading() as turn:
        found = register_tokens.tokens(turn.session, turn.actor, current_office_id())
    return admin_page(
        "admin/tokens.html",
        status=422 if message else 200,
        tokens=found,
        scopes=SCOPES,
        days=_DAYS,
        message=message,
        secret=secret,
        now=desk().now(),
    )
