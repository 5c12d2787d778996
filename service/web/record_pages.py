"""Vào sổ văn bản khác: a document made elsewhere gets its number and its line, with its file."""

import secrets
from collections.abc import Sequence
from typing import Any, cast

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day, short_date
from service.domain.findings import FieldError
from service.domain.recipients import Recipient
from service.errors import InvalidInput
from service.http_answers import status_of
from service.issuing.originals import recorded_file
from service.issuing.plain_words import without_commands
from service.issuing.record import Recorded, record, warnings
from service.reference.law import document_kinds
from service.register.entries import URGENCIES, NewRelation, RelationKind
from service.register.errors import RegisterError, SeriesNotOpen
from service.register.permissions import OFFICE_ROLES, OfficeAct, require
from service.register.relations import RELATION_NAMES
from service.register.series import has_lost_numbers
from service.web.access import notice
from service.web.document_answers import answer
from service.web.document_typed import Typed
from service.web.signed_in import current_office_id, desk, has_role, workplace

blueprint = Blueprint("record", __name__)
_KEY_BYTES = 18
_CHOICE = "loai"


@blueprint.get("/so-van-ban/vao-so")
def form() -> Response:
    """Show the form."""
    with workplace().reading() as turn:
        require(turn.session, turn.actor, current_office_id(), OfficeAct.RECORD)
    return _form()


@blueprint.post("/so-van-ban/vao-so")
def enter() -> ResponseReturnValue:
    """Enter the document, once for each form."""
    typed = Typed()
    try:
        given = _recorded(typed)
        row = record(workplace(), given)
    except InvalidInput as invalid:
        return _form(faults=invalid.errors, status=422)
    except RegisterError as error:
        faults = [FieldError(error.path, error.code, without_commands(error.message))]
        return _form(faults=faults, status=status_of(error))
    notice(f"Đã vào sổ số {row.code}.")
    for warning in warnings(workplace(), row):
        notice(warning.message, kind="warning")
    return redirect(url_for("documents.show", document_id=row.id), 303)


def _recorded(typed: Typed) -> Recorded:
    """Return what was typed. Raises InvalidInput with every fault."""
    given: dict[str, Any] = {
        "kind": typed.text(_CHOICE, "Loại văn bản", needed=True),
        "subject": typed.text("subject", "Trích yếu", needed=True),
        "symbol": typed.text("symbol").rpartition("/")[2] or None,
        "number": typed.whole_number("number", "Số"),
        "issued_on": typed.day("issued_on", "Ngày văn bản", needed=True),
        "signed_on": typed.day("signed_on", "Ngày ký"),
        "signer_name": typed.text("signer_name"),
        "signer_position": typed.text("signer_position"),
        "recipients": [Recipient(name) for name in _lines(typed.text("recipients"))],
        "kept_by": typed.text("kept_by") or "VT",
        "copies": typed.whole_number("copies", "Số lượng bản"),
        "pages": typed.whole_number("pages", "Số trang"),
        "urgency": typed.text("urgency"),
        "due_on": typed.day("due_on", "Hạn trả lời"),
        "body": typed.text("body"),
        "relations": _relations(typed),
        "is_secret": request.form.get("is_secret") == "1",
        "note": typed.text("note"),
    }
    files = typed.files("files", recorded_file)
    if not files and not given["is_secret"] and "files" not in {one.path for one in typed.faults}:
        typed.wrong("files", "Tệp của văn bản: chưa chọn tệp. Chọn PDF, bản quét hoặc Word.")
    if files and given["is_secret"]:
        typed.wrong("files", "Văn bản mật chỉ ghi số và trích yếu, không lưu tệp. Bỏ tệp đã chọn.")
    typed.require()
    key = request.form.get("key") or None
    return Recorded(office_id=current_office_id(), files=tuple(files), key=key, **given)


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


def _form(*, faults: Sequence[FieldError] = (), status: int = 200) -> Response:
    """Return the page with what was typed."""
    with (
        workplace().reading() as turn
    ):  # the day of a number that is entered again is never today's by itself
        is_today = not has_lost_numbers(turn.session, current_office_id())
    today = short_date(office_day(desk().now())) if is_today else ""
    typed = {"issued_on": today, "kept_by": "VT"} if request.method == "GET" else dict(request.form.items())
    lacks_series = any(one.code == SeriesNotOpen.code for one in faults)
    may_open_series = lacks_series and has_role(*OFFICE_ROLES[OfficeAct.OPEN_SERIES])
    return answer(
        "book/record.html",
        status=status,
        typed=typed,
        faults=faults,
        kinds=[(one.slug, one.name) for one in document_kinds()],
        relations=list(RELATION_NAMES.items()),
        may_open_series=may_open_series,
        urgencies=[(one, one.capitalize()) for one in URGENCIES if one],
        key=request.form.get("key") or secrets.token_urlsafe(_KEY_BYTES),
    )
