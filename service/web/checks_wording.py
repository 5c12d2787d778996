"""Administration: what the proofreader has to know of the office, each with a reason."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.issuing.office_wording import OfficeWording, OwnWord, office_wording, set_wording
from service.proofreading import checks
from service.register.permissions import OfficeAct
from service.web.access import notice
from service.web.admin import admin_page, require_act
from service.web.checks_text import SEVERITIES
from service.web.signed_in import current_office_id, workplace

blueprint = Blueprint("admin_wording", __name__)
_BLANK_ROWS = 3


@blueprint.get("/quan-tri/chinh-ta")
def wording() -> Response:
    """Show words of the office, checks that are switched off, whether errors hold back."""
    require_act(OfficeAct.SET_OFFICE)
    with workplace().reading() as turn:
        return _page(office_wording(turn, current_office_id()))


@blueprint.post("/quan-tri/chinh-ta")
def save() -> ResponseReturnValue:
    """Change them."""
    require_act(OfficeAct.SET_OFFICE)
    typed = _typed()
    try:
        set_wording(workplace(), current_office_id(), typed)
    except InvalidInput as error:
        return _page(typed, error.errors, 422)
    notice("Đã lưu. Từ lần soát sau sẽ theo thiết lập này.")
    return redirect(url_for("admin_wording.wording"), 303)


def _typed() -> OfficeWording:
    form = request.form
    count = sum(name.startswith("word.") for name in form)
    rows = [OwnWord(form.get(f"word.{i}", ""), form.get(f"word_reason.{i}", "")) for i in range(count)]
    off = {code: form.get(f"off.{code}", "") for code in form.getlist("off")}
    kept = tuple(row for row in rows if row.word.strip() or row.reason.strip())
    return OfficeWording(kept, off, form.get("blocks") == "1")


def _page(shown: OfficeWording, faults: Sequence[FieldError] = (), status: int = 200) -> Response:
    return admin_page(
        "checks/wording.html",
        status=status,
        wording=shown,
        rows=[*shown.words, *[OwnWord("", "")] * _BLANK_ROWS],
        off=shown.off or {},
        codes=list(checks().values()),
        severities=SEVERITIES,
        faults=faults,
    )
