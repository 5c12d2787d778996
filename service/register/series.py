"""Series: the runs of numbers of an office in a year, as its head decides them.

One common series for all kinds, one for each kind, or named groups; secret documents and advisory bodies
apart; own (gapless) or external (numbers given by the province's system). None exists before a person opens
it.
Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1 and 2; Phụ lục I, Phần I, Mục II khoản 3 điểm a.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.dates import short_date
from service.domain.document_code import number_text
from service.register import audit, locks
from service.register.errors import DateOutOfOrder, InvalidEntry, SeriesClash, SeriesNotOpen, WrongState
from service.register.identifiers import new_id
from service.register.models import Document, LostNumber, Office, Series
from service.register.offices import require_known
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require
from service.register.series_symbols import blocked_number, could_yield_same_code

SECRET_MARK = "M"  # noqa: S105 # the end of a symbol
"""What a secret document's symbol ends with unless the office decides otherwise: its code must differ."""
LOST_UNASKED = 50
"""So many numbers may be lost with a restore without being counted by the person who confirms."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The last number that was given in a series, read from the paper book or the last document, with its date."""

    last_number: int
    last_date: date | None = None
    reason: str = ""
    lost: int | None = None
    """How many numbers the person knows to be lost; asked for where they are more than `LOST_UNASKED`."""


def open_series(session: Session, actor: Actor, new: NewSeries) -> Series:
    """Open a series of an office and year, once.

    Raises SeriesClash when it could yield the same number and symbol as another series, DateOutOfOrder for
    a year in which the office does not exist, InvalidEntry for values that do not fit.
    """
    require(session, actor, new.office_id, OfficeAct.OPEN_SERIES)
    locks.lock_office(session, new.office_id)
    _require_sound(session.get_one(Office, new.office_id, populate_existing=True), new)
    row = _row(new, actor)
    for other in series_of_year(session, new.office_id, new.year):
        if could_yield_same_code(session, row, other):
            raise SeriesClash(
                f"{describe(row)} có thể cho ra số, ký hiệu trùng với {describe(other)} đã có. "
                "Chọn loại văn bản, tổ chức hoặc ký hiệu khác."
            )
    blocked = blocked_number(session, row)
    if blocked is not None:
        raise SeriesClash(
            f"{describe(row)} sẽ cấp trùng số {number_text(blocked)} có cùng ký hiệu trong sổ khác. Mở sổ này từ số "
            f"{blocked + 1} (--next {blocked + 1}) hoặc chọn ký hiệu khác."
        )
    session.add(row)
    locks.forget(session, new.office_id)
    audit.append(session, actor, new.office_id, "open_series", _said(row))
    return row


def close_series(session: Session, actor: Actor, series_id: str, *, reason: str) -> Series:
    """Close a series for good, as the records officer does at the year's end; WrongState when it is."""
    row = locked_series(session, actor, series_id, OfficeAct.CLOSE_SERIES)
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


def confirm_series(session: Session, actor: Actor, series_id: str, confirmed: Confirmation) -> Series:
    """Confirm the last number given in a series after a restore; numbering goes on after it.

    Numbers between the register's last one and the confirmed one were given after the backup was made: they
    stay used and wait as lost numbers until `records.record` enters their documents. Raises WrongState,
    InvalidEntry.
    """
    row = locked_series(session, actor, series_id, OfficeAct.CONFIRM_SERIES)
    _require_confirmable(row, confirmed)
    if row.is_own:
        said = {"reason": confirmed.reason, "confirmed_by": actor.user_id, "confirmed_at": actor.at}
        numbers = range(row.last_number + 1, confirmed.last_number + 1)
        session.add_all(LostNumber(series_id=row.id, number=number, **said) for number in numbers)
    detail: dict[str, Any] = {"series": row.id, "stored": row.last_number, "confirmed": confirmed.last_number}
    row.last_number, row.awaits_confirmation = confirmed.last_number, False
    row.last_date = confirmed.last_date or row.last_date
    detail |= {"last_date": row.last_date, "reason": confirmed.reason}
    audit.append(session, actor, row.office_id, "confirm_series", detail)
    return row


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
        raise InvalidEntry("Số cuối lớn hơn số trong sổ: ghi ngày của số cuối đó và lý do.")
    if confirmed.last_date is not None and (
        confirmed.last_date.year != row.year or confirmed.last_date < (row.last_date or confirmed.last_date)
    ):
        raise InvalidEntry(
            f"Ngày của số cuối phải thuộc năm {row.year} và không trước ngày số cuối trong sổ."
        )
    _require_counted(row, confirmed)


def _require_counted(row: Series, confirmed: Confirmation) -> None:
    """Refuse to lose many numbers, as by a slip (20 for 2), unless the person says how many they are."""
    lost = confirmed.last_number - row.last_number
    if row.is_own and lost > LOST_UNASKED and confirmed.lost != lost:
        raise InvalidEntry(
            f"Xác nhận số cuối {confirmed.last_number} khi sổ đang ở {row.last_number}: {lost} số coi như đã cấp, "
            f"phải nhập lại văn bản của từng số. Nếu đúng, ghi thêm --yes-lose {lost}.",
            code="many_lost",
        )


def series_of_year(session: Session, office_id: str, year: int) -> list[Series]:
    """Return the series of an office and year as they are now, in the order in which they were opened."""
    return locks.once(session, office_id, ("series", year), lambda: _asked_series(session, office_id, year))


def _asked_series(session: Session, office_id: str, year: int) -> list[Series]:
    """Return the series as the register has them."""
    query = select(Series).where(Series.office_id == office_id, Series.year == year).order_by(Series.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


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
    restore.
    """
    rows = [one for one in series_of_year(session, row.office_id, day.year) if _takes(one, row)]
    usable = next((one for one in rows if one.closed_at is None), None)
    if usable is None:
        state = "đã khóa" if rows else "chưa mở"
        raise SeriesNotOpen(
            f"Sổ số năm {day.year} cho loại văn bản này {state}. Văn thư mở bằng "
            f"./run register open-series --office {row.office_id} --year {day.year}."
        )
    if usable.awaits_confirmation:
        raise SeriesNotOpen(
            f"{describe(usable)} vừa khôi phục từ bản sao lưu. Văn thư xác nhận số cuối cùng đã cấp "
            "(./run register confirm-series) rồi mới cấp số tiếp.",
            code="series_awaits_confirmation",
        )
    return usable


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


def _require_sound(office: Office, new: NewSeries) -> None:
    """Refuse a series whose values do not fit together or that lies outside the life of its office."""
    first, last = date(new.year, 1, 1), date(new.year, 12, 31)
    if last < office.valid_from or (office.valid_until is not None and first > office.valid_until):
        raise DateOutOfOrder(f"{office.name} không hoạt động trong năm {new.year}, không mở được sổ số.")
    if not 1 <= new.next_number <= NUMBER_MAX:
        raise InvalidEntry(f"Số tiếp theo phải từ 1 đến {NUMBER_MAX}.")
    if new.next_number > 1 and not new.reason.strip():
        raise InvalidEntry("Mở sổ từ giữa chừng (số tiếp theo lớn hơn 1) cần ghi lý do.")
    if new.next_number > 1 and new.is_own and new.last_date is None:
        raise InvalidEntry(
            "Ghi ngày của số cuối trên sổ giấy (--last-date): số phải theo thứ tự ngày, số tiếp theo không được mang "
            "ngày trước đó."
        )
    if new.last_date is not None and new.last_date.year != new.year:
        raise InvalidEntry(f"Ngày của số cuối trên sổ giấy phải thuộc năm {new.year}.")
    if any(not kind.strip() or len(kind) > 8 for kind in new.kinds):
        raise InvalidEntry("Loại văn bản ghi bằng chữ viết tắt, như KH, BC, TB; công văn ghi CV.")


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
