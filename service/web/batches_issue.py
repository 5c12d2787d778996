"""“Cấp số” for a batch whose papers came back signed: the rows ticked, or all, or those with a day in a table."""

import io
from collections.abc import Mapping
from datetime import date

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import short_date
from service.domain.findings import FieldError
from service.errors import InvalidInput, ServiceError
from service.http_answers import status_of
from service.jobs import batches as batch_acts
from service.jobs.days_table import days_of
from service.jobs.item_files import questions_of_refused
from service.web.access import notice
from service.web.batches_engine import engine
from service.web.batches_pages import batch_page
from service.web.document_typed import Typed
from service.web.signed_in import workplace

blueprint = Blueprint("batches_issue", __name__)
_MOST_DIGITS = 8
_SEEN = "seen-"


@blueprint.post("/theo-lo/<batch_id>/cap-so")
def number(batch_id: str) -> ResponseReturnValue:
    """Have rows numbered, by day, then by row; what is wrong is said at its field and nothing is numbered."""
    typed = Typed()
    on = typed.day("day", "Ngày ban hành")
    is_whole = request.form.get("whole") == "1"
    ticked = [int(one) for one in request.form.getlist("row") if _is_number(one)]
    days: dict[int, date | None] = {row: typed.day(f"day-{row}", f"Ngày của dòng {row}") for row in ticked}
    table = request.files.get("days")
    has_table = table is not None and bool(table.filename)
    if not is_whole and not ticked and not has_table:
        typed.wrong("", "Chưa chọn dòng nào. Đánh dấu các dòng đã ký, hoặc chọn cấp số cả đợt.")
    if is_whole and (has_table or any(_has_own_day(name) for name in request.form)):
        typed.wrong(
            "",
            "Cấp số cả đợt thì mọi dòng cùng một ngày. Có dòng ghi ngày riêng, hoặc có bảng ngày: bấm “Cấp số các dòng"
            " đã chọn”, hoặc bỏ ngày riêng và bảng rồi bấm lại.",
        )
    faults = typed.faults
    if not faults:
        try:
            if table is not None and has_table:
                days = _joined(days, days_of(workplace(), batch_id, io.BytesIO(table.read())))
            count = batch_acts.issue_rows(
                workplace(),
                engine(),
                batch_id,
                None if is_whole else days,
                on=on,
                acknowledged=tuple(request.form.getlist("acknowledged")),
                seen=_seen(),
            )
        except ServiceError as refused:
            if refused.code in {"batch_not_found", "not_allowed"}:
                raise
            faults = [*getattr(refused, "errors", ())] or [FieldError("", refused.code, refused.message)]
            return _page(batch_id, faults, ticked, status_of(refused))
        notice(f"Đang cấp số cho {count} văn bản.")
        return redirect(url_for("batches.show", batch_id=batch_id), 303)
    return _page(batch_id, faults, ticked, 422)


@blueprint.get("/theo-lo/<batch_id>/cap-so")
def page(batch_id: str) -> ResponseReturnValue:
    """Show the rows with the fields for their days, and what rows ask whose number was refused."""
    return batch_page(batch_id, is_numbering=True, questions=questions_of_refused(workplace(), batch_id))


def _page(batch_id: str, faults: list[FieldError], ticked: list[int], status: int) -> ResponseReturnValue:
    return batch_page(
        batch_id,
        status=status,
        is_numbering=True,
        faults=faults,
        typed=request.form,
        ticked=frozenset(ticked),
        questions=questions_of_refused(workplace(), batch_id),
    )


def _seen() -> dict[int, str]:
    """Return the marks of the files that the page showed, by row."""
    marks = (
        (name.removeprefix(_SEEN), mark) for name, mark in request.form.items() if name.startswith(_SEEN)
    )
    return {int(row): mark for row, mark in marks if _is_number(row)}


def _has_own_day(name: str) -> bool:
    """Tell whether a field is the day of one row, and says one."""
    return name.startswith("day-") and bool(request.form[name].strip())


def _joined(ticked: Mapping[int, date | None], listed: Mapping[int, date | None]) -> dict[int, date | None]:
    """Return the rows ticked on the page and those of the table. Raises InvalidInput where they differ on a day."""
    faults = [
        FieldError(
            f"day-{row}",
            "day_repeated",
            f"Dòng {row}: trang ghi ngày {short_date(day)}, bảng ghi ngày {short_date(other)}. Giữ lại một ngày.",
        )
        for row, day in ticked.items()
        if day is not None and (other := listed.get(row)) is not None and other != day
    ]
    if faults:
        raise InvalidInput(faults)
    return {**ticked, **listed}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
