"""The last number of a series, confirmed by a person after a restore; and a wrong confirmation taken back.

What was numbered since the backup is not in the register any more; giving it again would make doubles. So nothing is
numbered until a person has said which number was the last one, and a person who said it wrong can say so.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service.domain.dates import office_day
from service.domain.document_code import number_text
from service.register import audit
from service.register.errors import InvalidEntry, WrongState
from service.register.models import AuditEvent, Document, LostNumber, Series
from service.register.permissions import Actor, OfficeAct
from service.register.series import NUMBER_MAX, describe, last_given, locked_series
from service.register.series_rules import require_past

LOST_UNASKED = 50
"""So many numbers may be lost with a restore without being counted by the person who confirms."""
_CONFIRM, _WITHDRAW = "confirm_series", "withdraw_confirmation"
_NUMBERING = ("issue", "record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The last number that was given in a series, read from the paper book or the last document, with its date."""

    last_number: int
    last_date: date | None = None
    reason: str = ""
    lost: int | None = None
    """How many numbers the person knows to be lost; asked for where they are more than `LOST_UNASKED`."""


def confirm_series(session: Session, actor: Actor, series_id: str, confirmed: Confirmation) -> Series:
    """Confirm the last number given in a series after a restore; numbering goes on after it.

    Numbers between the register's last one and the confirmed one were given after the backup was made: they
    stay used and wait as lost numbers until `records.record` enters their documents. Raises WrongState,
    InvalidEntry, DateOutOfOrder for a day that is still to come.
    """
    row = locked_series(session, actor, series_id, OfficeAct.CONFIRM_SERIES)
    require_past(confirmed.last_date, office_day(actor.at))
    _require_confirmable(row, confirmed)
    if row.is_own:
        said = {"reason": confirmed.reason, "confirmed_by": actor.user_id, "confirmed_at": actor.at}
        numbers = range(row.last_number + 1, confirmed.last_number + 1)
        session.add_all(LostNumber(series_id=row.id, number=number, **said) for number in numbers)
    detail: dict[str, Any] = {"series": row.id, "stored": row.last_number, "confirmed": confirmed.last_number}
    detail["stored_date"] = row.last_date
    row.last_number, row.awaits_confirmation = confirmed.last_number, False
    row.last_date = confirmed.last_date or row.last_date
    detail |= {"last_date": row.last_date, "reason": confirmed.reason}
    audit.append(session, actor, row.office_id, _CONFIRM, detail)
    return row


def withdraw_confirmation(session: Session, actor: Actor, series_id: str, *, reason: str) -> Series:
    """Take back the last confirmation of a series: it waits for another one, the lost numbers that it made are gone.

    Raises InvalidEntry without a reason; WrongState where none stands, and as soon as a number was given after it or a
    document was entered under one of its lost numbers.
    """
    row = locked_series(session, actor, series_id, OfficeAct.WITHDRAW_CONFIRMATION)
    if not reason.strip():
        raise InvalidEntry("Rút xác nhận số cuối cần ghi lý do, ví dụ: ghi nhầm số 580 thay cho 58.")
    if row.closed_at is not None:
        raise WrongState(f"{describe(row)} đã khóa, không rút xác nhận được nữa.")
    seq, said = _standing(session, row)
    _require_unused(session, row, seq, int(said["confirmed"]))
    if "stored_date" not in said:
        raise WrongState(
            f"{describe(row)} được xác nhận bằng bản phần mềm cũ, không rút được. Báo người vận hành máy chủ."
        )
    stored = str(said["stored_date"] or "")
    # The guards of the database let a series go back only while it waits, and lost numbers go only above its last one.
    row.last_number, row.awaits_confirmation = int(said["stored"]), True
    row.last_date = date.fromisoformat(stored) if stored else None
    session.flush()
    lost = (LostNumber.series_id == row.id, LostNumber.number > row.last_number)
    session.execute(delete(LostNumber).where(*lost))
    detail = {"series": row.id, "stored": row.last_number, "confirmed": said["confirmed"]}
    detail |= {"last_date": row.last_date, "reason": reason}
    audit.append(session, actor, row.office_id, _WITHDRAW, detail)
    return row


def can_be_withdrawn(session: Session, row: Series) -> bool:
    """Tell whether a confirmation stands that may be taken back, for pages; rights are the caller's business.

    Only what came after the highest number of the series is looked at: an earlier confirmation was used.
    """
    highest = (
        select(Document.id).where(Document.series_id == row.id).order_by(Document.number.desc()).limit(1)
    )
    numbered = select(func.max(AuditEvent.seq)).where(
        AuditEvent.document_id == highest.scalar_subquery(), AuditEvent.action.in_(_NUMBERING)
    )
    try:
        seq, said = _standing(session, row, after=session.scalar(numbered) or 0)
        _require_unused(session, row, seq, int(said["confirmed"]))
    except WrongState:
        return False
    return row.closed_at is None and "stored_date" in said


def _standing(session: Session, row: Series, *, after: int = 0) -> tuple[int, Mapping[str, Any]]:
    """Return place (above `after`) and detail of the last confirmation that was not taken back. Raises WrongState."""
    query = (
        select(AuditEvent.seq, AuditEvent.action, AuditEvent.detail)
        .where(AuditEvent.office_id == row.office_id, AuditEvent.seq > after)
        .where(AuditEvent.action.in_((_CONFIRM, _WITHDRAW)))
        .order_by(AuditEvent.seq.desc())
    )
    taken_back = 0
    for seq, action, text in session.execute(query):
        detail = json.loads(text)
        if detail["series"] != row.id:
            continue
        if action == _CONFIRM and not taken_back:
            return seq, detail
        taken_back += 1 if action == _WITHDRAW else -1
    raise WrongState(f"{describe(row)} không có xác nhận số cuối nào để rút.")


def _require_unused(session: Session, row: Series, seq: int, confirmed: int) -> None:
    """Refuse where a document got its number in the series after the confirmation at `seq` of its office's trail."""
    query = (
        select(Document.number)
        .join(AuditEvent, AuditEvent.document_id == Document.id)
        .where(AuditEvent.office_id == row.office_id, AuditEvent.seq > seq)
        .where(AuditEvent.action.in_(_NUMBERING), Document.series_id == row.id)
        .order_by(Document.number.desc())
    )
    number = session.scalar(query.limit(1))
    if number is None:
        return
    text = number_text(number)
    if row.is_own and number <= confirmed:
        raise WrongState(
            f"{describe(row)}: đã nhập lại văn bản số {text} theo xác nhận này, không rút được nữa.",
            code="lost_number_entered",
        )
    raise WrongState(
        f"{describe(row)} đã cấp số {text} sau khi xác nhận số cuối {confirmed}, không rút được nữa: "
        "số đã cấp không lấy lại.",
        code="number_given_since",
    )


def _require_confirmable(row: Series, confirmed: Confirmation) -> None:
    """Refuse a confirmation that nobody waits for, or that says less than the register knows."""
    if not row.awaits_confirmation:
        raise WrongState(f"{describe(row)} không chờ xác nhận.")
    if confirmed.last_number < row.last_number:
        raise InvalidEntry(
            f"{describe(row)} đã đến {last_given(row)}, không thể xác nhận số cuối là {confirmed.last_number}. "
            "Xem lại sổ giấy hoặc văn bản cuối cùng đã cấp số."
        )
    if confirmed.last_number > NUMBER_MAX:
        raise InvalidEntry(f"Số cuối phải từ 0 đến {NUMBER_MAX}. Xem lại số đã ghi.")
    is_new = confirmed.last_number > row.last_number
    if is_new and (confirmed.last_date is None or not confirmed.reason.strip()):
        raise InvalidEntry(
            "Số cuối lớn hơn số trong sổ: ghi ngày của số cuối đó và lý do.",
            path="reason" if confirmed.last_date else "last_date",
        )
    if confirmed.last_date is not None and (
        confirmed.last_date.year != row.year or confirmed.last_date < (row.last_date or confirmed.last_date)
    ):
        raise InvalidEntry(
            f"Ngày của số cuối phải thuộc năm {row.year} và không trước ngày số cuối trong sổ.",
            path="last_date",
        )
    _require_counted(row, confirmed)


def _require_counted(row: Series, confirmed: Confirmation) -> None:
    """Refuse to lose many numbers, as by a slip (20 for 2), unless the person says how many they are."""
    lost = confirmed.last_number - row.last_number
    if row.is_own and lost > LOST_UNASKED and confirmed.lost != lost:
        raise InvalidEntry(
            f"Xác nhận số cuối {confirmed.last_number} khi sổ đang ở {row.last_number}: {lost} số coi như đã cấp, "
            f"phải nhập lại văn bản của từng số. Nếu đúng, ghi thêm số lượng là {lost} (--yes-lose {lost}).",
            code="many_lost",
            path="lost",
        )
