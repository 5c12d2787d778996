"""Vào sổ văn bản khác: a document made elsewhere gets its number and its line, with its file.

First what decides the number, then the rest, under a button that carries it.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day, short_date
from service.domain.findings import FieldError, Finding
from service.domain.recipients import Recipient
from service.errors import InvalidInput, OpenQuestions
from service.http_answers import status_of
from service.issuing.act_warnings import WarningsUnseen
from service.issuing.originals import recorded_file
from service.issuing.record import Recorded, record, warnings
from service.issuing.record_forecast import RecordForecast, RecordHead, moved, record_forecast
from service.reference.law import document_kinds
from service.register.entries import URGENCIES, NewRelation, RelationKind
from service.register.errors import DateOutOfOrder, RegisterError, SeriesNotOpen
from service.register.permissions import OFFICE_ROLES, OfficeAct, require
from service.register.relations import RELATION_NAMES
from service.register.series import has_lost_numbers
from service.register.warnings_of_entry import FILE_KNOWN
from service.web.access import notice
from service.web.document_answers import answer
from service.web.document_typed import Typed
from service.web.signed_in import current_office_id, desk, has_role, workplace

blueprint = Blueprint("record", __name__)
_KEY_BYTES = 18
_CHOICE = "loai"
_EXPECTED = "seen_number"
_LOOK = "look"


@blueprint.get("/so-van-ban/vao-so")
def form() -> Response:
    """Ask what decides the number: kind, day, series."""
    with workplace().reading() as turn:
        require(turn.session, turn.actor, current_office_id(), OfficeAct.RECORD)
    return _form(_Shown(typed=_begun()))


@blueprint.post("/so-van-ban/vao-so")
def enter() -> ResponseReturnValue:
    """Show the number and ask for the rest; then enter the document under it, once for each form."""
    if request.form.get("action") == _LOOK:
        return _form(_Shown())
    typed = Typed()
    try:
        row = record(workplace(), _recorded(typed))
    except InvalidInput as invalid:
        return _form(_Shown(faults=invalid.errors, status=422))
    except OpenQuestions as asked:
        faults = [FieldError("again", one.code, one.message) for one in asked.questions]
        return _form(_Shown(faults=faults, asks_again=True, status=409))
    except WarningsUnseen as unseen:
        return _form(_Shown(warnings=unseen.warnings, status=409))
    except RegisterError as error:
        return _form(_refused(typed, error))
    notice(f"Đã vào sổ số {row.code}.")
    for warning in warnings(workplace(), row):
        notice(warning.message, kind="warning")
    return redirect(url_for("documents.show", document_id=row.id), 303)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the page is shown with: what was typed, what was wrong, the number that moved, a file that is known."""

    typed: Mapping[str, str] | None = None
    faults: Sequence[FieldError] = ()
    moved: str = ""
    asks_again: bool = False
    warnings: Sequence[Finding] = ()
    status: int = 200


def _refused(typed: Typed, error: RegisterError) -> _Shown:
    """Return how the page says what the register refused; a number that moved is told with who has it."""
    head, expected = _head(typed), typed.whole_number(_EXPECTED, "")
    if error.code == "number_moved" and head is not None and expected is not None:
        with workplace().reading() as turn:
            return _Shown(moved=moved(turn, current_office_id(), head, expected), status=409)
    faults = [FieldError(error.path, error.code, error.message)]
    return _Shown(faults=faults, status=status_of(error))


def _head(typed: Typed) -> RecordHead | None:
    """Return what decides the number, None where it is not there; the faults stand in `typed`."""
    kind = typed.text(_CHOICE, "Loại văn bản", needed=True)
    day = typed.day("issued_on", "Ngày văn bản", needed=True)
    number = typed.whole_number("number", "Số")
    if not kind or day is None:
        return None
    return RecordHead(
        kind=kind,
        day=day,
        number=number,
        symbol=typed.text("symbol").rpartition("/")[2],
        body=typed.text("body"),
        is_secret=typed.text("is_secret") == "1",
    )


def _recorded(typed: Typed) -> Recorded:
    """Return what was typed. Raises InvalidInput with every fault."""
    head = _head(typed)
    expected = typed.whole_number(_EXPECTED, "Số trên nút")
    given: dict[str, Any] = {
        "subject": typed.text("subject", "Trích yếu", needed=True),
        "signed_on": typed.day("signed_on", "Ngày ký"),
        "signer_name": typed.text("signer_name"),
        "signer_position": typed.text("signer_position"),
        "recipients": [Recipient(name) for name in _lines(typed.text("recipients"))],
        "kept_by": typed.text("kept_by") or "VT",
        "copies": typed.whole_number("copies", "Số lượng bản"),
        "pages": typed.whole_number("pages", "Số trang"),
        "urgency": typed.text("urgency"),
        "due_on": typed.day("due_on", "Hạn trả lời"),
        "relations": _relations(typed),
        "note": typed.text("note"),
    }
    files = typed.files("files", recorded_file)
    is_secret = typed.text("is_secret") == "1"
    if not files and not is_secret and "files" not in {one.path for one in typed.faults}:
        typed.wrong("files", "Tệp của văn bản: chưa chọn tệp. Chọn PDF, bản quét hoặc Word.")
    if files and is_secret:
        typed.wrong("files", "Văn bản mật chỉ ghi số và trích yếu, không lưu tệp. Bỏ tệp đã chọn.")
    if head is not None and head.number is None and expected is None and not typed.faults:
        typed.wrong("", "Trang này chưa cho thấy số sẽ cấp. Xem số rồi vào sổ.")
    typed.require()
    return Recorded(
        office_id=current_office_id(),
        kind=_required(head).kind,
        issued_on=_required(head).day,
        number=_required(head).number,
        symbol=_required(head).symbol or None,
        body=_required(head).body,
        is_secret=is_secret,
        files=tuple(files),
        key=request.form.get("key") or None,
        expected_number=expected,
        acknowledged={FILE_KNOWN} if typed.text("again") == "1" else (),
        warned=request.form.getlist("warned"),
        **given,
    )


def _required(head: RecordHead | None) -> RecordHead:
    """Return what `Typed.require` has proven to be there."""
    if head is None:
        raise InvalidInput([])
    return head


def _relations(typed: Typed) -> list[NewRelation]:
    """Return what the document does to an earlier one of the book, named by its number and symbol."""
    kind, code = typed.text("relation"), typed.text("related")
    if kind in RELATION_NAMES and not code:
        typed.wrong("related", "Số, ký hiệu văn bản liên quan: còn thiếu, như 65/KH-UBND.")
    if code and kind not in RELATION_NAMES:
        typed.wrong("relation", "Quan hệ: chọn thay thế, sửa đổi hay đính chính văn bản đã ghi số.")
    if kind not in RELATION_NAMES or not code:
        return []
    return [NewRelation(cast("RelationKind", kind), code)]


def _lines(text: str) -> list[str]:
    """Return the recipients: one a line, or between semicolons."""
    return [
        one for line in text.replace("\n", ";").split(";") if (one := " ".join(line.split()).strip("-. "))
    ]


def _begun() -> dict[str, str]:
    """Return what the first fields begin with; the day of a number that is entered again is never today's by itself."""
    with workplace().reading() as turn:
        is_today = not has_lost_numbers(turn.session, current_office_id())
    return {"issued_on": short_date(office_day(desk().now())) if is_today else ""}


def _form(shown: _Shown) -> Response:
    """Return the page with what was typed, and with the number that the document would get now."""
    given = request.form.to_dict() if shown.typed is None else shown.typed
    seen, faults = _seen(given, shown)
    status = 422 if faults and shown.status == HTTPStatus.OK else shown.status
    lacks_series = any(one.code == SeriesNotOpen.code for one in faults)
    may_open_series = lacks_series and has_role(*OFFICE_ROLES[OfficeAct.OPEN_SERIES])
    return answer(
        "book/record.html",
        status=status,
        typed={"kept_by": "VT", **given},
        seen=seen,
        warnings=shown.warnings or (seen.remarks if seen else ()),
        is_held=bool(shown.warnings),
        has_rest=seen is not None or "subject" in given,
        moved=shown.moved,
        asks_again=shown.asks_again or given.get("again") == "1",
        faults=faults,
        kinds=[(one.slug, one.name) for one in document_kinds()],
        relations=list(RELATION_NAMES.items()),
        may_open_series=may_open_series,
        urgencies=[(one, one.capitalize()) for one in URGENCIES if one],
        key=request.form.get("key") or secrets.token_urlsafe(_KEY_BYTES),
    )


def _seen(given: Mapping[str, str], shown: _Shown) -> tuple[RecordForecast | None, Sequence[FieldError]]:
    """Return the number that would come, None as long as it cannot be told, with everything that is wrong."""
    if _CHOICE not in given:
        return None, shown.faults
    typed = Typed(given)
    head = _head(typed)
    if head is None or typed.faults:
        return None, shown.faults or typed.faults
    try:
        with workplace().reading() as turn:
            return record_forecast(turn, current_office_id(), head), shown.faults
    except InvalidInput as invalid:
        return None, shown.faults or invalid.errors
    except RegisterError as error:
        path = error.path or ("issued_on" if isinstance(error, DateOutOfOrder) else "")
        return None, shown.faults or [FieldError(path, error.code, error.message)]
