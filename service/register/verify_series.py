"""The part of `verify` that looks at series: each number from the first to the last, and what the trail tells."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.domain.dates import short_date
from service.register.models import Document, LostNumber, Series
from service.register.series import describe
from service.register.verify_faults import Fault, readable
from service.register.verify_told import SeriesTold, Told

_ROWS_AT_ONCE = 200
_FIXED = ("year", "kinds", "name", "is_own", "is_secret", "body", "mark", "first_number", "reason")
"""What the event of opening tells of a series, which never changes."""


def number_faults(session: Session, office_id: str) -> Iterator[Fault]:
    """Walk the numbers of each series of an office in their order."""
    for series_id in _ids(session, office_id):
        place = f"{office_id}, sổ số {series_id}"
        yield from readable(place, _faults_of_series(session, office_id, series_id))
    query = (
        select(Document.year, Document.code, func.count())
        .where(Document.office_id == office_id, Document.number.is_not(None))
        .group_by(Document.year, Document.number, Document.symbol, Document.code)
        .having(func.count() > 1)
    )
    for year, code, count in session.execute(query):
        yield Fault("number_double", f"{office_id}, năm {year}, số {code}", f"Số được cấp {count} lần.")


def told_faults(session: Session, office_id: str, told: Told) -> Iterator[Fault]:
    """Compare the series of an office with the acts that opened, used, confirmed and closed them."""
    there = _ids(session, office_id)
    for series_id in sorted(set(told.series) - set(there)):
        opened = told.series[series_id].opened
        place = f"{office_id}, sổ số {series_id} năm {opened.get('year')}"
        yield Fault("series_missing", place, "Sổ số mà nhật ký ghi đã mở không còn.")
    for series_id in there:
        place = f"{office_id}, sổ số {series_id}"
        yield from readable(place, _told_faults(session, office_id, series_id, told.series.get(series_id)))


def _ids(session: Session, office_id: str) -> list[str]:
    """Return the ids of the series of an office in the order in which they were opened."""
    return list(session.scalars(select(Series.id).where(Series.office_id == office_id).order_by(Series.id)))


def _told_faults(
    session: Session, office_id: str, series_id: str, told: SeriesTold | None
) -> Iterator[Fault]:
    """Compare one series with what the trail tells of it."""
    row = session.get_one(Series, series_id)
    place = f"{office_id}, {describe(row)}"
    if told is None:
        yield Fault("series_not_vouched", place, "Nhật ký không ghi việc mở sổ số này.")
        return
    fixed = [name for name in _FIXED if name in told.opened and getattr(row, name) != told.opened[name]]
    if fixed or row.opened_at != told.opened_at or row.closed_at != told.closed_at:
        names = ", ".join(fixed) or "opened_at, closed_at"
        yield Fault("series_changed", place, f"Thông tin của sổ số khác với lúc mở hoặc khóa: {names}.")
    if row.last_number != told.last_number or not _is_last_date(row, told):
        message = (
            f"Nhật ký cho số cuối {told.last_number}, sổ ghi {row.last_number}, hoặc ngày cuối khác nhau."
        )
        yield Fault("series_end", place, message)
    if told.is_held and not row.awaits_confirmation:
        yield Fault("series_changed", place, "Sổ số còn chờ xác nhận số cuối sau khi khôi phục.")
    lost = set(session.scalars(select(LostNumber.number).where(LostNumber.series_id == row.id)))
    if lost != told.lost:
        numbers = ", ".join(map(str, sorted(lost ^ told.lost)))
        yield Fault("lost_numbers_changed", place, f"Số chờ nhập lại khác với nhật ký: {numbers}.")


def _is_last_date(row: Series, told: SeriesTold) -> bool:
    """Tell whether the last date can be the one of the trail; earlier releases did not tell each one that was set."""
    if told.knows_last_date or row.last_date is None or told.last_date is None:
        return row.last_date == told.last_date or (not told.knows_last_date and told.last_date is None)
    return row.last_date >= told.last_date


def _faults_of_series(session: Session, office_id: str, series_id: str) -> Iterator[Fault]:
    """Walk the numbers of one series."""
    row = session.get_one(Series, series_id)
    yield from _number_faults(session, row, f"{office_id}, {describe(row)}")


def _number_faults(session: Session, row: Series, place: str) -> Iterator[Fault]:
    """Walk the numbers of one series; of an external one only what a number needs is asked."""
    query = (
        select(Document.number, Document.issued_on)
        .where(Document.series_id == row.id)
        .order_by(Document.number)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    lost = set(session.scalars(select(LostNumber.number).where(LostNumber.series_id == row.id)))
    expected, latest = _after(row.first_number - 1, lost), date.min
    for number, day in session.execute(query):
        if number is None or day is None:
            yield Fault("number_missing", place, "Có văn bản trong sổ số mà không có số hoặc ngày.")
            continue
        if row.is_own:
            yield from _order_faults(f"{place}, số {number}", (number, expected), (day, latest))
        expected, latest = _after(number, lost), day
    if row.is_own and expected - 1 != row.last_number:
        message = f"Sổ ghi số cuối {row.last_number}, văn bản cuối mang số {expected - 1}."
        yield Fault("number_end", place, message)


def _after(number: int, lost: Collection[int]) -> int:
    """Return the number that must follow, numbers lost with a restore left out."""
    following = number + 1
    while following in lost:
        following += 1
    return following


def _order_faults(place: str, numbers: tuple[int, int], days: tuple[date, date]) -> Iterator[Fault]:
    """Compare (number, expected number) and (day, day of the number before)."""
    number, expected = numbers
    day, latest = days
    if number != expected:
        yield Fault("number_gap", place, f"Trước số này phải đến số {expected}.")
    if day < latest:
        message = f"Ngày {short_date(day)} trước ngày {short_date(latest)} của số liền trước."
        yield Fault("date_order", place, message)
