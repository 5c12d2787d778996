"""What makes one series the continuation of another, and what a person must say when one is opened.

A series that is opened late, or anew, is where numbers get lost: the paper book goes on elsewhere, or the run begins
again. So what is unusual must be meant.
Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1 (numbers run from 01 on 1 January).
"""

from collections.abc import Sequence
from datetime import date

from service.domain.dates import short_date
from service.domain.document_code import number_text
from service.register.errors import DateOutOfOrder, InvalidEntry, SeriesClash
from service.register.models import Series
from service.register.series_symbols import same_documents


def predecessor(row: Series, others: Sequence[Series]) -> Series | None:
    """Return the closed series of the same documents that gave the highest number before `row`; None without one."""
    before = [one for one in others if one.id != row.id and _was_before(one, row)]
    return max(before, key=lambda one: one.last_number, default=None)


def require_follows(row: Series, others: Sequence[Series]) -> None:
    """Refuse an own series that does not go on where the closed one of the same documents ended.

    Raises SeriesClash, DateOutOfOrder.
    """
    before = predecessor(row, others)
    if before is None or not row.is_own:
        return
    following = before.last_number + 1
    if row.first_number != following:
        raise SeriesClash(
            f"Sổ trước của văn bản này đã khóa ở số {number_text(before.last_number)}: mở sổ tiếp theo từ số "
            f"{following} (--next {following}), để số không đứt quãng.",
            path="next_number",
        )
    if before.last_date is not None and (row.last_date is None or row.last_date < before.last_date):
        raise DateOutOfOrder(
            f"Số cuối của sổ trước mang ngày {short_date(before.last_date)}: ghi ngày đó cho số cuối (--last-date).",
            path="last_date",
        )


def require_meant(row: Series, today: date) -> None:
    """Refuse an own series that begins at 01 when its year has begun already and nobody says why. Raises InvalidEntry.

    Where a paper book was kept until now its numbers would be given a second time.
    """
    is_late = row.year < today.year or (row.year == today.year and today.month > 1)
    if not (row.is_own and is_late and row.first_number == 1) or row.reason.strip():
        return
    when = "của năm đã qua" if row.year < today.year else "khi năm đã qua tháng 1"
    raise InvalidEntry(
        f"Mở sổ {when}: nếu sổ giấy đã cấp số thì ghi số tiếp theo và ngày của số cuối trên sổ giấy (--next, "
        "--last-date); nếu đúng là bắt đầu từ số 01 thì ghi lý do (--reason), ví dụ: chưa cấp số nào.",
        path="reason",
    )


def require_past(last_date: date | None, today: date) -> None:
    """Refuse a last number with a day that is still to come, as at numbering. Raises DateOutOfOrder."""
    if last_date is not None and last_date > today:
        raise DateOutOfOrder(
            f"Ngày của số cuối {short_date(last_date)} ở tương lai; hôm nay là {short_date(today)}.",
            code="date_in_future",
            path="last_date",
        )


def range_notes(row: Series, others: Sequence[Series]) -> list[str]:
    """Return what the book says of the numbers below the first one of a series: on paper, or in no book at all.

    Releases until 0.1 let a series begin anywhere after a closed one.
    """
    before = predecessor(row, others)
    first = 1 if before is None else before.last_number + 1
    if not row.is_own or row.first_number <= first:
        return []
    span = _span(first, row.first_number - 1)
    if before is None:
        return [f"{span} ghi ở sổ giấy."]
    return [f"{span} không có văn bản: sổ trước khóa ở số {number_text(before.last_number)}."]


def _span(first: int, last: int) -> str:
    """Return a run of numbers: ``Số 58``, ``Số 01 đến số 57``."""
    return f"Số {number_text(first)}" + (f" đến số {number_text(last)}" if last > first else "")


def _was_before(other: Series, row: Series) -> bool:
    """Tell whether a series numbered documents of `row` and was closed before `row` was opened."""
    gave = other.last_number >= other.first_number
    is_closed = other.closed_at is not None and other.closed_at <= row.opened_at
    return gave and is_closed and same_documents(row, other)
