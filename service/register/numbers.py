"""The next number of a series: its order of dates, its lost numbers, and that no code is given twice.

Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.dates import office_day, short_date
from service.domain.document_code import number_text
from service.register.entries import search_text
from service.register.errors import DateOutOfOrder, InvalidEntry, NumberTaken
from service.register.models import Document, LostNumber, Office, Series
from service.register.permissions import Actor, OfficeAct, require
from service.register.series import describe, last_given, series_for


@dataclass(frozen=True, slots=True)
class Wanted:
    """The day of a number, the number (external series, lost numbers), the one that the person expects."""

    day: date
    number: int | None = None
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a document got: its series, number, symbol, code and day."""

    series: Series
    number: int
    symbol: str
    code: str
    day: date


def take(session: Session, actor: Actor, row: Document, office: Office, wanted: Wanted) -> Taken:
    """Give `row` the next number of its series, or the wanted one of an external one; the office is locked.

    A lost number of a restored series may be given once more. Raises DateOutOfOrder, NumberTaken,
    SeriesNotOpen, InvalidEntry.
    """
    day = wanted.day
    _require_day(row, office, day, office_day(actor.at))
    series = series_for(session, row, day)
    lost = _lost(session, series, wanted.number)
    is_given = wanted.number is not None and (lost is not None or not series.is_own)
    number = wanted.number if is_given and wanted.number is not None else _next(series, wanted)
    _require_free(session, row, series, number)
    if lost is not None:
        _require_between(session, series, number, day)
    symbol = _symbol(row, series)
    taken = Taken(series, number, symbol, f"{number_text(number)}/{symbol}", day)
    row.series_id, row.year, row.number = series.id, series.year, number
    row.symbol, row.code, row.issued_on, row.issued_at = symbol, taken.code, day, actor.at
    row.search_text = search_text(row)
    if lost is not None:
        session.delete(lost)
    else:
        series.last_number = max(series.last_number, number)
        series.last_date = max(series.last_date or day, day)
    return taken


def next_code(session: Session, actor: Actor, row: Document, day: date) -> str:
    """Return the code that a draft would get now: ``05/KH-UBND``; it is promised to nobody.

    In an external series the number is blank. Raises SeriesNotOpen.
    """
    require(session, actor, row.office_id, OfficeAct.READ)
    series = series_for(session, row, day)
    number = number_text(series.last_number + 1) if series.is_own else ""
    return f"{number}/{_symbol(row, series)}"


def _symbol(row: Document, series: Series) -> str:
    """Return the symbol as its series ends it: secret documents carry a mark of their own."""
    return f"{row.base_symbol}-{series.mark}" if series.mark else row.base_symbol


def _require_day(row: Document, office: Office, day: date, today: date) -> None:
    """Refuse days that cannot be: in the future, before the signature, outside the life of the office."""
    if day > today:
        raise DateOutOfOrder(
            f"Ngày ban hành {short_date(day)} ở tương lai; hôm nay là {short_date(today)}.",
            code="date_in_future",
        )
    if row.signed_on is not None and row.signed_on > day:
        signed = short_date(row.signed_on)
        raise DateOutOfOrder(
            f"Ngày ban hành {short_date(day)} trước ngày ký {signed}: số được cấp sau khi ký."
        )
    if day < office.valid_from or (office.valid_until is not None and day > office.valid_until):
        raise DateOutOfOrder(f"{office.name} không hoạt động vào ngày {short_date(day)}.")


def _next(series: Series, wanted: Wanted) -> int:
    """Return the next number of an own series, in the order of dates, if the person expects it."""
    if not series.is_own:
        raise InvalidEntry("Sổ số này do hệ thống của tỉnh cấp: nhập số đã được cấp.")
    following = series.last_number + 1
    at_present = f"{describe(series)} đã đến {last_given(series)}"
    if wanted.number is not None and wanted.number != following:
        raise NumberTaken(f"{at_present}; số tiếp theo là {number_text(following)}.")
    if series.last_date is not None and wanted.day < series.last_date:
        first = short_date(series.last_date)
        raise DateOutOfOrder(f"{at_present}. Ngày ban hành phải từ ngày {first} trở đi.")
    if wanted.expected is not None and wanted.expected != following:
        text = number_text(following)
        raise NumberTaken(f"{at_present}. Văn bản sẽ mang số {text}: xác nhận lại.", code="number_moved")
    return following


def _lost(session: Session, series: Series, number: int | None) -> LostNumber | None:
    """Return the lost number that a person wants to enter again, None when it is not one."""
    return None if number is None else session.get(LostNumber, (series.id, number), populate_existing=True)


def _require_between(session: Session, series: Series, number: int, day: date) -> None:
    """Refuse a lost number on a day that does not lie between those of the numbers around it."""
    days = select(Document.issued_on).where(Document.series_id == series.id)
    below = session.scalar(days.where(Document.number < number).order_by(Document.number.desc()).limit(1))
    above = session.scalar(days.where(Document.number > number).order_by(Document.number).limit(1))
    if (below is not None and day < below) or (above is not None and day > above):
        raise DateOutOfOrder(
            f"Ngày {short_date(day)} của số {number_text(number)} không nằm giữa ngày của số liền trước và số liền sau."
        )


def _require_free(session: Session, row: Document, series: Series, number: int) -> None:
    """Refuse a number below 1, one that the series has used, and a code that the office has this year."""
    if number < 1:
        raise InvalidEntry("Số văn bản phải từ 1 trở lên.")
    same_code = (
        Document.office_id == row.office_id,
        Document.year == series.year,
        Document.number == number,
        Document.symbol == _symbol(row, series),
    )
    same_number = (Document.series_id == series.id, Document.number == number)
    for condition in (same_code,) if series.is_own else (same_number, same_code):  # own ones are counted
        found = session.execute(select(Document.code, Document.issued_on).where(*condition)).first()
        if found is not None:
            day = short_date(found.issued_on)
            raise NumberTaken(f"Số {found.code} đã cấp ngày {day}, không dùng lại được.")
