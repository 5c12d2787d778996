"""Administration: the series of numbers, and the document types with their versions."""

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day
from service.domain.document_code import number_text
from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.issuing import office_series, seen_settings
from service.issuing.office_series import TypedConfirmation, TypedSeries
from service.issuing.series_kinds import series_kinds
from service.issuing.type_list import type_lines
from service.register.permissions import OfficeAct
from service.register.states import Role
from service.web.access import notice
from service.web.admin import admin_page, require_act
from service.web.admin_saving import Refusal, saving
from service.web.signed_in import current_office_id, desk, has_role, workplace

blueprint = Blueprint("admin_series", __name__)


@blueprint.get("/quan-tri/so")
def series_page() -> Response:
    """Show the series of a year (`nam`)."""
    require_act(OfficeAct.OPEN_SERIES)
    return _page(TypedSeries())


@blueprint.post("/quan-tri/so")
def open_series() -> ResponseReturnValue:
    """Open a series."""
    require_act(OfficeAct.OPEN_SERIES)
    words = ("year", "name", "body", "mark", "next_number", "last_date", "reason")
    typed = TypedSeries(
        kinds=[kind[:500] for kind in request.form.getlist("kinds")[:50]],
        **{name: request.form.get(name, "")[:500] for name in words},
        is_external="is_external" in request.form,
        is_secret="is_secret" in request.form,
    )
    try:
        name = office_series.open_typed(workplace(), current_office_id(), typed)
    except InvalidInput as error:
        return _page(typed, error)
    notice(f"Đã mở {name}.")
    return redirect(url_for("admin_series.series_page", nam=typed.year or None))


@blueprint.post("/quan-tri/so/<series_id>/khoa")
def close_series(series_id: str) -> ResponseReturnValue:
    """Close a series for good."""
    require_act(OfficeAct.CLOSE_SERIES)
    reason = request.form.get("reason", "")[:500]
    done = saving(_shown(series_id), lambda place: office_series.close(place, series_id, reason))
    if isinstance(done, Refusal):
        return _page(TypedSeries(), _told(done, f"reason.{series_id}"), status=done.status)
    notice(f"Đã khóa {done}.")
    return redirect(url_for("admin_series.series_page", nam=request.form.get("nam")))


@blueprint.post("/quan-tri/so/<series_id>/xac-nhan")
def confirm_series(series_id: str) -> ResponseReturnValue:
    """Confirm the last number of a series after a restore."""
    require_act(OfficeAct.CONFIRM_SERIES)
    words = ("last", "last_date", "lost", "reason")
    typed = TypedConfirmation(**{name: request.form.get(name, "")[:500] for name in words})
    done = saving(_shown(series_id), lambda place: office_series.confirm(place, series_id, typed))
    if isinstance(done, Refusal):
        return _page(TypedSeries(), _told(done, f"last.{series_id}"), {series_id: typed}, status=done.status)
    notice(f"Đã xác nhận {done}; cấp số tiếp được.")
    return redirect(url_for("admin_series.series_page", nam=request.form.get("nam")))


@blueprint.post("/quan-tri/so/<series_id>/rut-xac-nhan")
def withdraw_confirmation(series_id: str) -> ResponseReturnValue:
    """Take back the last confirmation of a series."""
    require_act(OfficeAct.WITHDRAW_CONFIRMATION)
    reason = request.form.get("reason", "")[:500]
    done = saving(
        _shown(series_id), lambda place: office_series.withdraw_confirmation(place, series_id, reason)
    )
    if isinstance(done, Refusal):
        return _page(TypedSeries(), _told(done, f"withdraw.{series_id}"), status=done.status)
    notice(f"Đã rút xác nhận của {done}; chờ xác nhận lại số cuối.")
    return redirect(url_for("admin_series.series_page", nam=request.form.get("nam")))


@blueprint.get("/quan-tri/mau")
def types() -> Response:
    """Show the document types with the versions that were used."""
    require_act(OfficeAct.OPEN_SERIES)
    return admin_page("admin/types.html", types=type_lines(workplace()), switched_off=desk().switched_off)


def _shown(series_id: str) -> seen_settings.Shown:
    """Return what the page shows of a series."""
    return seen_settings.of_series(current_office_id(), _year(), series_id)


def _told(refused: Refusal, path: str) -> InvalidInput:
    """Return the faults of an act on a series; where the series moved, that it did, with where it stands now."""
    if refused.now is None:
        return InvalidInput(refused.faults)
    last = f"số {number_text(refused.now['last'])}" if refused.now["last"] else "đầu sổ"
    waits = "chờ xác nhận số cuối" if refused.now["awaits_confirmation"] else f"đến {last}"
    state = "đã khóa" if refused.now["is_closed"] else waits
    said = f"Sổ vừa đổi sau khi bạn mở trang: nay {state}. Chưa làm gì; xem lại rồi bấm lần nữa."
    return InvalidInput([FieldError(path, seen_settings.SettingsMoved.code, said)])


def _year() -> int:
    """Return the year whose series the page shows: the one asked for, else this."""
    asked = request.args.get("nam", "") or request.form.get("nam", "")
    is_year = asked.isascii() and asked.isdigit() and len(asked) == 4
    return int(asked) if is_year else office_day(desk().now()).year


def _page(
    typed: TypedSeries,
    error: InvalidInput | None = None,
    confirming: Mapping[str, TypedConfirmation] | None = None,
    *,
    status: int = 422,
) -> Response:
    year = _year()
    lines = office_series.series_of(workplace(), current_office_id(), year)
    return admin_page(
        "admin/series.html",
        status=status if error else 200,
        year=year,
        lines=lines,
        seen={one.row.id: seen_settings.mark_of(seen_settings.series_facts(one.row)) for one in lines},
        is_clerk=has_role(Role.RECORDS_OFFICER),
        typed=typed,
        kinds=series_kinds(),
        confirming=confirming or {},
        faults=error.errors if error else (),
    )
