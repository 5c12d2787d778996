"""Administration: what the proofreader has to know of the office, each with a reason."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.issuing import seen_settings
from service.issuing.office_wording import OfficeWording, OwnWord, office_wording, set_wording
from service.proofreading import checks
from service.register.permissions import OfficeAct
from service.web.access import notice
from service.web.admin import admin_page, require_act
from service.web.admin_saving import Refusal, refusal
from service.web.checks_text import SEVERITIES
from service.web.signed_in import current_office_id, workplace

blueprint = Blueprint("admin_wording", __name__)
_BLANK_ROWS = 3


@blueprint.get("/quan-tri/chinh-ta")
def wording() -> Response:
    """Show words of the office, checks that are switched off, whether errors hold back."""
    require_act(OfficeAct.SET_OFFICE)
    with workplace().reading() as turn:
        shown = office_wording(turn, current_office_id())
    return _page(shown, seen_settings.mark_now(workplace(), seen_settings.of_wording(current_office_id())))


@blueprint.post("/quan-tri/chinh-ta")
def save() -> ResponseReturnValue:
    """Change them."""
    require_act(OfficeAct.SET_OFFICE)
    typed = _typed()
    office_id = current_office_id()
    refused = refusal(seen_settings.of_wording(office_id), lambda place: set_wording(place, office_id, typed))
    if refused:
        return _page(typed, refused.seen, refused)
    notice("Đã lưu. Từ lần soát sau sẽ theo thiết lập này.")
    return redirect(url_for("admin_wording.wording"), 303)


def _typed() -> OfficeWording:
    form = request.form
    count = sum(name.startswith("word.") for name in form)
    rows = [OwnWord(form.get(f"word.{i}", ""), form.get(f"word_reason.{i}", "")) for i in range(count)]
    off = {code: form.get(f"off.{code}", "") for code in form.getlist("off")}
    kept = tuple(row for row in rows if row.word.strip() or row.reason.strip())
    return OfficeWording(kept, off, form.get("blocks") == "1")


def _kept(now: Mapping[str, Any]) -> list[str]:
    """Return what is kept of the office's wording, in words."""
    words = [f"Từ riêng: {one['word']} ({one['reason']})" for one in now["words"]]
    off = [f"Tắt “{checks()[code].name}”: {reason}" for code, reason in (now["off"] or {}).items()]
    blocks = "Lỗi câu chữ chặn trình ký và cấp số" if now["blocks"] else "Lỗi câu chữ chỉ được nêu ra"
    return [*words, *off, blocks]


def _page(shown: OfficeWording, seen: str, refused: Refusal | None = None) -> Response:
    return admin_page(
        "checks/wording.html",
        status=refused.status if refused else 200,
        seen=seen,
        kept_now=_kept(refused.now) if refused and refused.now else (),
        wording=shown,
        rows=[*shown.words, *[OwnWord("", "")] * _BLANK_ROWS],
        off=shown.off or {},
        codes=list(checks().values()),
        severities=SEVERITIES,
        faults=refused.faults if refused else (),
    )
