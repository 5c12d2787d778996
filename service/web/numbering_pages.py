"""Taking the number: one page, one button that carries the number; afterwards always the result, never the form."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import parse_date, short_date
from service.domain.document_code import number_text
from service.domain.findings import FieldError, Finding
from service.domain.refusal import Refused
from service.domain.text import lower_first
from service.errors import InvalidInput, OpenQuestions, ServiceError
from service.http_answers import status_of
from service.issuing import remarks
from service.issuing.act_warnings import WarningsUnseen
from service.issuing.draft_saving import last_saved
from service.issuing.fact_sheet import copies_said
from service.issuing.numbering_act import (
    ForecastMoved,
    NumberWish,
    SeenForecast,
    open_series_for,
    take_number,
)
from service.issuing.numbering_forecast import Forecast, forecast
from service.issuing.originals import original
from service.issuing.possible_acts import possible_acts
from service.issuing.seen import seen_mark
from service.issuing.signed_content import SignedContentChanged
from service.issuing.submit import LayoutRefused
from service.register import documents
from service.register.errors import NotAllowed, RegisterError, SeriesNotOpen
from service.register.series import NewSeries
from service.register.states import DocumentAct
from service.web.access import notice
from service.web.document_answers import answer
from service.web.document_questions import confirmed, question_faults
from service.web.document_typed import Typed
from service.web.signed_in import workplace

blueprint = Blueprint("numbering", __name__)
_KEY_BYTES = 18
#: What refuses a number and is said on the page itself, where it can be mended.
_REFUSALS = (
    ForecastMoved,
    InvalidInput,
    LayoutRefused,
    OpenQuestions,
    RegisterError,
    SignedContentChanged,
    WarningsUnseen,
)


@blueprint.get("/van-ban/<document_id>/cap-so")
def page(document_id: str) -> ResponseReturnValue:
    """Show what the number would be; a document that has one shows its result."""
    asked = request.args.get("ngay", "").strip()
    if not asked:
        return _page(document_id, _Shown())
    try:
        return _page(document_id, _Shown(day=parse_date(asked)))
    except Refused as refused:
        return _page(
            document_id, _Shown(faults=[FieldError("ngay", refused.code, refused.message)], status=422)
        )


@blueprint.post("/van-ban/<document_id>/cap-so")
def take(document_id: str) -> ResponseReturnValue:
    """Take the number that stood on the button, or none; another day that was typed beside it is shown first."""
    if request.form.get("show"):
        asked = request.form.get("ngay", "")
        return redirect(url_for("numbering.page", document_id=document_id, ngay=asked), 303)
    typed = Typed()
    other_day = typed.day("ngay", "Ngày văn bản")
    if other_day is not None and other_day != _day_typed():
        words = f"Ngày văn bản vừa gõ là ngày {short_date(other_day)}: xem lại số của ngày này."
        return _page(document_id, _Shown(day=other_day, moved=words, status=409))
    try:
        wish = _wish(typed)
        given = take_number(workplace(), document_id, wish)
    except NotAllowed:  # the form is shown to nobody who may not: there is no page to say it on
        raise
    except _REFUSALS as refused:
        return _page(document_id, _refused(refused))
    if given.is_repeat:
        notice(f"Văn bản này đã mang số {given.code}.")
    else:
        notice(f"{'Đã cấp số' if wish.external_number is None else 'Đã ghi số'} {given.code}.")
    for warning in given.warnings:
        notice(warning.message, kind="warning")
    return redirect(url_for("documents.show", document_id=document_id), 303)


@blueprint.post("/van-ban/<document_id>/mo-so")
def open_series(document_id: str) -> ResponseReturnValue:
    """Open the series that takes the document, and go on with the number."""
    typed = Typed()
    day = typed.day("day", "Ngày văn bản", needed=True)
    new = NewSeries(
        office_id="",
        year=day.year if day else 0,
        is_own=request.form.get("kind_of_series") != "external",
        next_number=typed.whole_number("next_number", "Số tiếp theo") or 1,
        last_date=typed.day("last_date", "Ngày của số cuối trên sổ giấy"),
        reason=typed.text("reason"),
    )
    try:
        typed.require()
        if day is not None:
            alone = request.form.get("scope") == "kind"
            open_series_for(workplace(), document_id, day, new, alone=alone)
    except NotAllowed:
        raise
    except (InvalidInput, RegisterError) as refused:
        return _page(document_id, _Shown(day=day, faults=_of_opening(refused), status=status_of(refused)))
    notice("Đã mở sổ số.")
    return redirect(url_for("numbering.page", document_id=document_id, ngay=_iso(day)), 303)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the page is shown with besides the forecast."""

    day: date | None = None
    moved: str = ""
    faults: Sequence[FieldError] = ()
    warnings: Sequence[Finding] = ()
    status: int = 200


def _page(document_id: str, shown: _Shown) -> ResponseReturnValue:
    """Return the page, or lead to the document where there is no number to take here."""
    place = workplace()
    with place.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        acts = possible_acts(turn, row)
        if not acts.words_of(DocumentAct.ISSUE):
            return redirect(url_for("documents.show", document_id=document_id), 303)
        seen = forecast(place, turn, row, shown.day, number_follows=True)
        mark = seen_mark(turn, row)
        left = remarks.unsettled(turn, row)
        saved = last_saved(turn, row)
    return answer(
        "documents/number.html",
        status=shown.status,
        forecast=seen,
        row=row,
        mark=mark,
        open_remarks=left,
        saved=saved,
        faults=[*shown.faults],
        moved=shown.moved,
        copies=copies_said(seen.row),  # of a draft: as the act writes it
        typed=_typed_again(seen),
        day_asked=request.values.get("ngay", ""),
        key=request.form.get("key") or secrets.token_urlsafe(_KEY_BYTES),
        warnings=shown.warnings,
        button=f"Vẫn {lower_first(_button(seen))}" if shown.warnings else _button(seen),
    )


def _refused(refused: ServiceError) -> _Shown:
    """Return how the page is shown after a number was not taken."""
    if isinstance(refused, ForecastMoved | SeriesNotOpen):
        return _Shown(day=_day_typed(), moved=refused.message, status=409)
    if isinstance(refused, WarningsUnseen):
        return _Shown(day=_day_typed(), warnings=refused.warnings, status=409)
    is_of_now = isinstance(refused, LayoutRefused | SignedContentChanged)
    status = 409 if is_of_now else status_of(refused)
    return _Shown(day=_day_typed(), faults=_faults(refused), status=status)


def _button(seen: Forecast) -> str:
    """Return the words of the button; they carry the number."""
    if not seen.is_external:
        return f"Cấp số {seen.code}"
    number = Typed().whole_number("external_number", "Số do hệ thống cấp")
    return f"Ghi số {number_text(number) if number else ''}".strip()


def _typed_again(seen: Forecast) -> dict[str, str]:
    """Return what the fields hold: what was typed, else what they begin with.

    The day of the signature is today's only where the document was not put up for it on an earlier day.
    """
    put_up = seen.put_up_on
    signed = seen.row.signed_on or (seen.today if put_up is None or put_up == seen.today else None)
    begun = {"signed_on": short_date(signed) if signed else "", "external_number": ""}
    return {name: request.form.get(name, value) for name, value in begun.items()}


def _wish(typed: Typed) -> NumberWish:
    """Return what the form asks for. Raises InvalidInput."""
    day = typed.day("day", "Ngày văn bản", needed=True)  # hidden: another day is asked for before
    signed_on = typed.day("signed_on", "Ngày ký", needed=True)
    is_external = request.form.get("is_external") == "1"
    external = (
        typed.whole_number("external_number", "Số do hệ thống cấp", needed=True) if is_external else None
    )
    found = typed.files("originals", original)
    seen = _seen()
    if seen is None and not typed.faults:
        typed.wrong("", "Trang này đã cũ. Tải lại trang rồi cấp số.")
    typed.require()
    return NumberWish(
        key=request.form.get("key", ""),
        seen=_required(seen),
        day=_required(day),
        signed_on=signed_on,
        external_number=external,
        originals=found,
        acknowledged=confirmed().acknowledged,
        reasons=confirmed().reasons,
        warned=request.form.getlist("warned"),
    )


def _seen() -> SeenForecast | None:
    """Return what stood on the page, None where the form does not say it."""
    given = request.form
    try:
        number = int(given["seen_number"]) if given.get("seen_number") else None
        return SeenForecast(
            number=number,
            symbol=given["seen_symbol"],
            day=date.fromisoformat(given["seen_day"]),
            today=date.fromisoformat(given["seen_today"]),
            mark=given["seen"],
        )
    except (KeyError, ValueError):
        return None


def _required(value: Any) -> Any:
    """Return a value that `Typed.require` has proven to be there."""
    if value is None:
        raise InvalidInput([])
    return value


def _day_typed() -> date | None:
    with suppress(Refused):
        return parse_date(request.form.get("day", ""))
    return None


def _faults(refused: ServiceError) -> list[FieldError]:
    """Return what refused the number as lines for the top of the page."""
    if isinstance(refused, InvalidInput):
        return list(refused.errors)
    if isinstance(refused, OpenQuestions):
        return question_faults(refused)
    return [FieldError("", refused.code, refused.message)]


def _of_opening(refused: InvalidInput | RegisterError) -> list[FieldError]:
    """Return what refused a series, at its field where this page has it."""
    if isinstance(refused, InvalidInput):
        return list(refused.errors)
    path = refused.path if refused.path in {"next_number", "last_date", "reason"} else ""
    return [FieldError(path, refused.code, refused.message)]


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
