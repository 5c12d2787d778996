"""The next number of a series: its order of dates, its lost numbers, and that no code is given twice.

Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from service.domain.dates import office_day, short_date
from service.domain.document_code import number_text
from service.register.entries import search_text
from service.register.errors import DateOutOfOrder, InvalidEntry, NumberTaken, WrongState
from service.register.models import Document, LostNumber, Office, Series
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require
from service.register.series import NUMBER_MAX, describe, last_given, series_for, series_of_year
from service.register.series_symbols import belongs
from service.register.states import STATE_NAMES, State, next_step

_DOCUMENTS = Document.__table__.c
_GIVEN = (
    select(_DOCUMENTS.code, _DOCUMENTS.issued_on)
    .where(
        _DOCUMENTS.office_id == bindparam("office_id"),
        _DOCUMENTS.year == bindparam("year"),
        _DOCUMENTS.number.in_(bindparam("numbers", expanding=True)),
    )
    .limit(1)
)
_HAS_CODE = _DOCUMENTS.code.in_(bindparam("codes", expanding=True))
_SAME_CODE = _GIVEN.where(_HAS_CODE)
_SAME_CODE_OR_SERIES = _GIVEN.where(or_(_HAS_CODE, _DOCUMENTS.series_id == bindparam("series_id")))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The day of a number, the number (external series, lost numbers), the one that the person expects.

    `is_day_said` tells that a person named the day: of a lost number it cannot be guessed.
    """

    day: date
    number: int | None = None
    expected: int | None = None
    is_day_said: bool = True


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

    A lost number of a restored series may be given once more. Before the row is written `require_free` must be asked.
    Raises DateOutOfOrder, NumberTaken, SeriesNotOpen, InvalidEntry.
    """
    taken, lost = _takeable(session, actor, row, office, wanted)
    series, number, day = taken.series, taken.number, taken.day
    row.series_id, row.year, row.number = series.id, series.year, number
    row.symbol, row.code, row.issued_on, row.issued_at = taken.symbol, taken.code, day, actor.at
    row.search_text = search_text(row)
    if lost is not None:
        session.delete(lost)
    else:
        series.last_number = max(series.last_number, number)
        series.last_date = max(series.last_date or day, day)
    return taken


def takeable(session: Session, actor: Actor, row: Document, wanted: Wanted) -> Taken:
    """Return what `take` would give now and `require_free` let pass; nothing is taken. Raises what they raise."""
    require(session, actor, row.office_id, OfficeAct.READ)
    taken, _ = _takeable(session, actor, row, session.get_one(Office, row.office_id), wanted)
    require_free(session, [taken])
    return taken


def _takeable(
    session: Session, actor: Actor, row: Document, office: Office, wanted: Wanted
) -> tuple[Taken, LostNumber | None]:
    """Return what a document would get now, and the lost number that this is. Raises as `take`."""
    day = wanted.day
    _require_day(row, office, day, office_day(actor.at))
    require_in_range(wanted.number)
    series = series_for(session, row, day)
    lost = _lost(session, series, wanted.number)
    is_given = wanted.number is not None and (lost is not None or not series.is_own)
    number = wanted.number if is_given and wanted.number is not None else _next(series, wanted)
    _require_expected(number, wanted, series)
    if lost is not None:
        _require_day_said(series, number, wanted)
        _require_between(session, series, number, day)
    symbol = symbol_in(row, series)
    _require_own_symbol(session, row, series, symbol)
    return Taken(series, number, symbol, f"{number_text(number)}/{symbol}", day), lost


def next_code(session: Session, actor: Actor, row: Document, day: date) -> str:
    """Return the code that a draft would get now: ``05/KH-UBND``; it is promised to nobody.

    In an external series the number is blank. Raises SeriesNotOpen.
    """
    require(session, actor, row.office_id, OfficeAct.READ)
    series = series_for(session, row, day)
    number = number_text(series.last_number + 1) if series.is_own else ""
    return f"{number}/{symbol_in(row, series)}"


def require_possible_day(session: Session, actor: Actor, row: Document, series: Series, day: date) -> None:
    """Raise DateOutOfOrder where a number of `series` could not be taken on a day, as far as can be told before."""
    require_day(session, actor, row, day)
    _require_in_order(series, day)


def require_day(session: Session, actor: Actor, row: Document, day: date) -> None:
    """Raise DateOutOfOrder for a day that no number of the office can have: to come, before it worked or after."""
    require(session, actor, row.office_id, OfficeAct.READ)
    _require_day(row, session.get_one(Office, row.office_id), day, office_day(actor.at))


def require_in_range(number: int | None) -> None:
    """Raise InvalidEntry for a number that no series can give; None is not said."""
    if number is not None and not 1 <= number <= NUMBER_MAX:
        raise InvalidEntry(f"Số văn bản phải từ 1 đến {NUMBER_MAX}.", path="number")


def require_steps_done(row: Document, office: Office) -> None:
    """Raise WrongState for a document with a step before it that its office keeps."""
    step = next_step(State(row.state), office.steps)
    if step is not None:
        raise WrongState(f"Cơ quan giữ bước “{STATE_NAMES[step]}” trước khi cấp số: làm bước đó trước.")


def document_with(session: Session, actor: Actor, series: Series, number: int) -> Document | None:
    """Return the document that has a number of a series, None where none has it that the user may see."""
    roles = require(session, actor, series.office_id, OfficeAct.READ)
    query = select(Document).where(Document.series_id == series.id, Document.number == number)
    if roles.isdisjoint(OFFICE_ROLES[OfficeAct.READ_SECRET]):
        query = query.where(Document.is_secret.is_(False))
    return session.scalar(query)


def symbol_in(row: Document, series: Series) -> str:
    """Return the symbol as its series ends it: secret documents carry a mark of their own."""
    return f"{row.base_symbol}-{series.mark}" if series.mark else row.base_symbol


def _require_own_symbol(session: Session, row: Document, taker: Series, symbol: str) -> None:
    """Raise InvalidEntry for a symbol that another open series of the year will give: it would block its number.

    Such is ``QĐ-BCĐ`` outside of the series of BCĐ, and ``QĐ-UBND-M`` outside of the secret one.
    """
    for other in series_of_year(session, taker.office_id, taker.year):
        if other.closed_at is not None or (other.kinds and row.kind not in other.kinds):
            continue
        what = ""
        if other.body and other.body != taker.body and belongs(symbol, body=other.body, mark=""):
            what = f"ghi tổ chức là {other.body} (--body {other.body}), hoặc bỏ {other.body} khỏi ký hiệu"
        elif other.mark and other.mark != taker.mark and belongs(symbol, body="", mark=other.mark):
            what = f"ghi là văn bản mật (--secret), hoặc bỏ -{other.mark} ở cuối ký hiệu"
        if what:
            raise InvalidEntry(
                f"Ký hiệu {symbol} thuộc {describe(other)}: {what}.", code="symbol_of_another_series"
            )


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
        raise InvalidEntry("Sổ số này do hệ thống của tỉnh cấp: nhập số đã được cấp.", path="number")
    following = series.last_number + 1
    at_present = f"{describe(series)} đã đến {last_given(series)}"
    if wanted.number is not None and wanted.number != following:
        raise NumberTaken(f"{at_present}; số tiếp theo là {number_text(following)}.")
    _require_in_order(series, wanted.day)
    return following


def _require_expected(number: int, wanted: Wanted, series: Series) -> None:
    """Refuse a number that is not the one that the person saw, whoever gave it."""
    if wanted.expected is None or wanted.expected == number:
        return
    at_present = f"{describe(series)} đã đến {last_given(series)}. " if wanted.number is None else ""
    text = number_text(number)
    raise NumberTaken(f"{at_present}Văn bản sẽ mang số {text}: xác nhận lại.", code="number_moved")


def _require_in_order(series: Series, day: date) -> None:
    """Refuse a day before that of the last number of an own series."""
    if series.is_own and series.last_date is not None and day < series.last_date:
        at_present, first = f"{describe(series)} đã đến {last_given(series)}", short_date(series.last_date)
        raise DateOutOfOrder(f"{at_present}. Ngày ban hành phải từ ngày {first} trở đi.")


def _lost(session: Session, series: Series, number: int | None) -> LostNumber | None:
    """Return the lost number that a person wants to enter again, None when it is not one."""
    return None if number is None else session.get(LostNumber, (series.id, number), populate_existing=True)


def _require_between(session: Session, series: Series, number: int, day: date) -> None:
    """Refuse a lost number on a day that does not lie between those of the numbers around it.

    Where no number above it has a document, its day may not be after the one that was confirmed for the last number:
    the next number may have that day.
    """
    given = select(Document.number, Document.issued_on).where(Document.series_id == series.id)
    before = given.where(Document.number < number).order_by(Document.number.desc()).limit(1)
    after = given.where(Document.number > number).order_by(Document.number).limit(1)
    low, low_day = session.execute(before).one_or_none() or (None, None)
    high, high_day = session.execute(after).one_or_none() or (series.last_number, series.last_date)
    if (low_day is None or low_day <= day) and (high_day is None or day <= high_day):
        return
    neighbours = []
    if low is not None and low_day is not None:
        neighbours.append(f"liền trước là số {number_text(low)} ngày {short_date(low_day)}")
    if high is not None and high_day is not None:
        name = f"liền sau là số {number_text(high)}" if high != number else "số cuối đã xác nhận"
        neighbours.append(f"{name} ngày {short_date(high_day)}")
    raise DateOutOfOrder(
        f"Ngày {short_date(day)} của số {number_text(number)} không nằm giữa ngày của các số bên cạnh: "
        f"{'; '.join(neighbours)}. Ghi đúng ngày trên văn bản.",
        path="issued_on",
    )


def _require_day_said(series: Series, number: int, wanted: Wanted) -> None:
    """Refuse a lost number whose day nobody named: today would be its day for good."""
    if not wanted.is_day_said:
        raise InvalidEntry(
            f"Số {number_text(number)} của {describe(series)} chờ nhập lại sau khi khôi phục: ghi ngày của văn bản "
            "(--on), không lấy ngày hôm nay.",
            path="issued_on",
        )


def require_free(session: Session, taken: Iterable[Taken]) -> None:
    """Refuse numbers whose code the office has this year already, and given ones that their series has used.

    Their documents are not written yet. Raises NumberTaken.
    """
    of_series: defaultdict[str, list[Taken]] = defaultdict(list)
    seen: set[tuple[object, object]] = set()
    for one in taken:
        marks = {(one.series.id, one.number), (one.series.year, one.code)}
        if seen & marks:
            raise NumberTaken(f"Số {one.code} được ghi hai lần trong một lượt cấp số.")
        seen |= marks
        of_series[one.series.id].append(one)
    for group in of_series.values():
        _require_group_free(session, group[0].series, group)


def _require_group_free(session: Session, series: Series, group: Sequence[Taken]) -> None:
    """Look in the book for the codes of one series; numbers of an own one are counted, given ones may be doubles."""
    asked: dict[str, Any] = {
        "office_id": series.office_id,
        "year": series.year,
        "numbers": sorted({one.number for one in group}),
        "codes": sorted({one.code for one in group}),
    }
    if series.is_own:
        found = session.execute(_SAME_CODE, asked).first()
    else:
        found = session.execute(_SAME_CODE_OR_SERIES, {**asked, "series_id": series.id}).first()
    if found is not None:
        raise NumberTaken(f"Số {found.code} đã cấp ngày {short_date(found.issued_on)}, không dùng lại được.")
