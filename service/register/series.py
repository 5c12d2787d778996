"""Series: the runs of numbers of an office in a year, as its head decides them.

One common series for all kinds, one for each kind, or named groups; secret documents and advisory bodies
apart; own (gapless) or external (numbers given by the province's system). None exists before a person opens
it.
Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1 and 2; Phụ lục I, Phần I, Mục II khoản 3 điểm a.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.domain.dates import office_day, short_date
from service.domain.document_code import number_text
from service.register import audit, locks
from service.register.errors import DateOutOfOrder, InvalidEntry, SeriesClash, SeriesNotOpen, WrongState
from service.register.identifiers import new_id
from service.register.models import AuditEvent, Document, LostNumber, Office, Series
from service.register.offices import require_known
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require
from service.register.series_rules import require_follows, require_meant, require_past
from service.register.series_symbols import blocked_number, could_yield_same_code, require_own_mark, takes_out
from service.register.series_words import of_series, opening_command

SECRET_MARK = "M"  # noqa: S105 # the end of a symbol
"""What a secret document's symbol ends with unless the office decides otherwise: its code must differ."""
_OF_YEAR = (
    select(Series)
    .where(Series.office_id == bindparam("office_id"), Series.year == bindparam("year"))
    .order_by(Series.id)
    .execution_options(populate_existing=True)
)
NUMBER_MAX = 999_999  # no book comes near: more is a slip of the hand
_TOLD = (
    "year",
    "kinds",
    "name",
    "is_own",
    "is_secret",
    "body",
    "mark",
    "first_number",
    "last_date",
    "reason",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    """A series to be opened.

    `kinds` is empty for the common series of all kinds; `body` is the abbreviation of an advisory body that
    uses the office's seal; `mark` ends the symbol (secret series: `SECRET_MARK` when None). `next_number`
    above 1 takes over a paper book in mid-year and wants a `reason`; `last_date` is then the date of the
    last number on paper.
    """

    office_id: str
    year: int
    kinds: Sequence[str] = ()
    name: str = ""
    is_own: bool = True
    is_secret: bool = False
    body: str = ""
    mark: str | None = None
    next_number: int = 1
    last_date: date | None = None
    reason: str = ""


def open_series(session: Session, actor: Actor, new: NewSeries) -> Series:
    """Open a series of an office and year, once.

    Raises SeriesClash when it could yield the same number and symbol as another series, DateOutOfOrder for
    a year in which the office does not exist, InvalidEntry for values that do not fit.
    """
    require(session, actor, new.office_id, OfficeAct.OPEN_SERIES)
    locks.lock_office(session, new.office_id)
    today = office_day(actor.at)
    office = session.get_one(Office, new.office_id, populate_existing=True)
    _require_sound(office, new, today)
    row = _row(new, actor)
    require_own_mark(session, row, office)
    others = series_of_year(session, new.office_id, new.year)
    require_follows(row, others)
    require_meant(row, today)
    for other in others:
        if could_yield_same_code(session, row, other):
            raise SeriesClash(
                f"{describe(row)} có thể cho ra số, ký hiệu trùng với {describe(other)} đã có. {_way_out(row, other)}",
                path="kinds",
            )
        if other.awaits_confirmation and (takes_out(row, other) or takes_out(other, row)):
            raise WrongState(
                f"{describe(other)} còn chờ xác nhận số cuối sau khi khôi phục: xác nhận rồi mở sổ này."
            )
    blocked = blocked_number(session, row)
    if blocked is not None:
        raise SeriesClash(
            f"{describe(row)} sẽ cấp trùng số {number_text(blocked)} có cùng ký hiệu trong sổ khác. Mở sổ này từ số "
            f"{blocked + 1} (--next {blocked + 1}) hoặc chọn ký hiệu khác.",
            path="next_number",
        )
    session.add(row)
    locks.forget(session, new.office_id)
    audit.append(session, actor, new.office_id, "open_series", _said(row))
    return row


def _way_out(row: Series, other: Series) -> str:
    """Return what can be done about a series that would clash with one that is there."""
    if other.closed_at is not None or not (row.is_own and other.is_own) or row.kinds == other.kinds:
        return "Chọn loại văn bản, tổ chức hoặc ký hiệu khác."
    following = other.last_number + 1
    return (
        f"Muốn tách sổ: khóa {describe(other)} (hiện đến {last_given(other)}), rồi mở từng sổ mới tiếp từ số "
        f"{following}. Loại do hệ thống của tỉnh cấp số thì mở sổ của tỉnh cho loại ấy, không phải khóa sổ này."
    )


def close_series(session: Session, actor: Actor, series_id: str, *, reason: str) -> Series:
    """Close a series for good, as the records officer does at the year's end.

    Raises WrongState when it is, InvalidEntry without a reason.
    """
    row = locked_series(session, actor, series_id, OfficeAct.CLOSE_SERIES)
    if not reason.strip():
        raise InvalidEntry("Ghi lý do khóa sổ (--reason), ví dụ: hết năm.", path="reason")
    if row.closed_at is not None:
        raise WrongState(f"{describe(row)} đã khóa từ trước.")
    waiting = session.scalar(select(LostNumber.number).where(LostNumber.series_id == row.id).limit(1))
    if row.awaits_confirmation or waiting is not None:
        raise WrongState(
            f"{describe(row)} còn số chờ xác nhận hoặc chờ nhập lại sau khi khôi phục, chưa khóa được."
        )
    row.closed_at = actor.at
    detail = {"series": row.id, "last_number": row.last_number, "reason": reason}
    audit.append(session, actor, row.office_id, "close_series", detail)
    return row


def has_lost_numbers(session: Session, office_id: str) -> bool:
    """Tell whether numbers of an office wait to be entered again after a restore; rights are the caller's business."""
    query = select(LostNumber.number).join(Series, Series.id == LostNumber.series_id)
    return session.scalar(query.where(Series.office_id == office_id).limit(1)) is not None


def closing_reason(session: Session, row: Series) -> str:
    """Return why a series was closed, "" where it is open: it stands in the audit trail."""
    if row.closed_at is None:
        return ""
    closings = select(AuditEvent.detail).where(
        AuditEvent.office_id == row.office_id,
        AuditEvent.action == "close_series",
        AuditEvent.at == row.closed_at,
    )
    details = (json.loads(text) for text in session.scalars(closings))
    return next((str(one["reason"]) for one in details if one["series"] == row.id), "")


def series_of_year(session: Session, office_id: str, year: int) -> list[Series]:
    """Return the series of an office and year as they are now, in the order in which they were opened."""
    return locks.once(session, office_id, ("series", year), lambda: _asked_series(session, office_id, year))


def _asked_series(session: Session, office_id: str, year: int) -> list[Series]:
    """Return the series as the register has them."""
    return list(session.scalars(_OF_YEAR, {"office_id": office_id, "year": year}))


def list_series(session: Session, actor: Actor, office_id: str, year: int) -> list[Series]:
    """Return the series of an office and year to a user of the office; secret ones to those who may read secrets.

    How many secret documents there are and when the last one was made is a fact about them.
    """
    roles = require(session, actor, office_id, OfficeAct.READ)
    require_known(session, office_id)
    sees_secret = not roles.isdisjoint(OFFICE_ROLES[OfficeAct.READ_SECRET])
    return [row for row in series_of_year(session, office_id, year) if sees_secret or not row.is_secret]


def series_for(session: Session, row: Document, day: date) -> Series:
    """Return the open series that takes a document on this day; the office must be locked.

    Raises SeriesNotOpen when there is none, when it was closed, or when it waits for confirmation after a
    restore. Of two secret series with different marks the one with fewer kinds takes it.
    """
    others = series_of_year(session, row.office_id, day.year)
    rows = [one for one in others if _takes(one, row)]
    usable = min((one for one in rows if one.closed_at is None), key=_breadth, default=None)
    if usable is None:
        what = f"{row.kind_title}{f' của {row.body}' if row.body else ''}{' (mật)' if row.is_secret else ''}"
        command = opening_command(row, day, others)
        raise SeriesNotOpen(
            f"Sổ số năm {day.year} cho {what} {'đã khóa' if rows else 'chưa mở'}. Văn thư mở sổ ({command})."
        )
    if usable.awaits_confirmation:
        raise SeriesNotOpen(
            f"{describe(usable)} vừa khôi phục từ bản sao lưu. Văn thư xác nhận số cuối cùng đã cấp "
            f"(./run register confirm-series {of_series(usable)} --last SỐ) rồi mới cấp số tiếp.",
            code="series_awaits_confirmation",
        )
    return usable


def _breadth(series: Series) -> int:
    """Return how many kinds a series takes: where two take a document, the more exact one numbers it."""
    return len(series.kinds) or NUMBER_MAX


def _takes(series: Series, row: Document) -> bool:
    """Tell whether a series is the one for this document."""
    is_its_kind = not series.kinds or row.kind in series.kinds
    return is_its_kind and series.is_secret is row.is_secret and series.body == row.body


def locked_series(session: Session, actor: Actor, series_id: str, act: OfficeAct) -> Series:
    """Return a series fresh, with its office locked and the user's right to `act` proven."""
    office_id = session.scalar(select(Series.office_id).where(Series.id == series_id))
    if office_id is None:
        raise SeriesNotOpen("Không có sổ số này.")
    require(session, actor, office_id, act)
    locks.lock_office(session, office_id)
    return session.get_one(Series, series_id, populate_existing=True)


def describe(row: Series) -> str:
    """Return how staff call a series: ``Sổ số KH, BC năm 2025``."""
    kinds = row.name or ", ".join(row.kinds) or "chung"
    extras = [f"của {row.body}" if row.body else "", "(mật)" if row.is_secret else ""]
    return " ".join(part for part in ("Sổ số", kinds, *extras, f"năm {row.year}") if part)


def last_given(row: Series) -> str:
    """Return the last number with its date, for messages: ``số 57 ngày 05/3/2025``."""
    if row.last_number < 1:
        return "đầu sổ, chưa có số nào"
    day = f" ngày {short_date(row.last_date)}" if row.last_date else ""
    return f"số {number_text(row.last_number)}{day}"


def _require_sound(office: Office, new: NewSeries, today: date) -> None:
    """Refuse a series whose values do not fit together or that lies outside the life of its office."""
    first, last = date(new.year, 1, 1), date(new.year, 12, 31)
    if last < office.valid_from or (office.valid_until is not None and first > office.valid_until):
        raise DateOutOfOrder(
            f"{office.name} không hoạt động trong năm {new.year}, không mở được sổ số.", path="year"
        )
    if not 1 <= new.next_number <= NUMBER_MAX:
        raise InvalidEntry(f"Số tiếp theo phải từ 1 đến {NUMBER_MAX}.", path="next_number")
    if new.next_number > 1 and not new.reason.strip():
        raise InvalidEntry("Mở sổ từ giữa chừng (số tiếp theo lớn hơn 1) cần ghi lý do.", path="reason")
    if new.next_number > 1 and new.is_own and new.last_date is None:
        raise InvalidEntry(
            "Ghi ngày của số cuối trên sổ giấy (--last-date): số phải theo thứ tự ngày, số tiếp theo không được mang "
            "ngày trước đó.",
            path="last_date",
        )
    if new.last_date is not None and new.last_date.year != new.year:
        raise InvalidEntry(f"Ngày của số cuối trên sổ giấy phải thuộc năm {new.year}.", path="last_date")
    require_past(new.last_date, today)
    if any(not kind.strip() or len(kind) > 8 for kind in new.kinds):
        raise InvalidEntry(
            "Loại văn bản ghi bằng chữ viết tắt, như KH, BC, TB; công văn ghi CV.", path="kinds"
        )


def _row(new: NewSeries, actor: Actor) -> Series:
    """Return the row of a new series."""
    default_mark = SECRET_MARK if new.is_secret else ""
    return Series(
        id=new_id(actor.at),
        office_id=new.office_id,
        year=new.year,
        name=new.name,
        kinds=list(new.kinds),
        is_own=new.is_own,
        is_secret=new.is_secret,
        body=new.body,
        mark=default_mark if new.mark is None else new.mark,
        first_number=new.next_number,
        last_number=new.next_number - 1,
        last_date=new.last_date,
        reason=new.reason,
        awaits_confirmation=False,
        opened_at=actor.at,
        closed_at=None,
    )


def _said(row: Series) -> dict[str, Any]:
    """Return what the audit trail keeps of a new series."""
    return {"series": row.id, **{name: getattr(row, name) for name in _TOLD}}
