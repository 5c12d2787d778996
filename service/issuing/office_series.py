"""The series of an office's year, as its people see and change them: open, close, confirm after a restore."""

from dataclasses import dataclass
from datetime import date

from service.domain.dates import office_day, parse_date
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.errors import InvalidInput
from service.issuing.office_settings import clean
from service.issuing.workplace import Workplace
from service.register import series
from service.register.models import Series
from service.register.series import Confirmation, NewSeries

_YEARS = (2000, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSeries:
    """A series to open, as typed; without kinds it is the common one, without a number it begins at 1."""

    year: str = ""
    kinds: str = ""
    next_number: str = ""
    last_date: str = ""
    reason: str = ""
    is_external: bool = False
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series with the words for it."""

    row: Series
    name: str
    last: str


def series_of(work: Workplace, office_id: str, year: int) -> list[SeriesLine]:
    """Return the series of an office and year. Raises NotAllowed."""
    with work.reading() as turn:
        rows = series.list_series(turn.session, turn.actor, office_id, year)
        return [SeriesLine(row, series.describe(row), series.last_given(row)) for row in rows]


def open_typed(work: Workplace, office_id: str, typed: TypedSeries) -> str:
    """Open a series and return its name. Raises InvalidInput with all faults, and what `series.open_series` raises."""
    faults: list[FieldError] = []
    year = _number("year", typed.year or str(office_day(work.now()).year), faults, *_YEARS)
    number = _number("next_number", typed.next_number or "1", faults, 1, 99_999)
    last_date = _day("last_date", typed.last_date, faults)
    if number > 1 and not typed.reason.strip():
        said = "Ghi lý do mở sổ từ giữa chừng, ví dụ: tiếp sổ giấy."
        faults.append(FieldError("reason", "missing", said))
    if faults:
        raise InvalidInput(faults)
    kinds = [kind.strip().upper() for kind in typed.kinds.replace(";", ",").split(",") if kind.strip()]
    new = NewSeries(
        office_id=office_id,
        year=year,
        kinds=kinds,
        is_own=not typed.is_external,
        is_secret=typed.is_secret,
        next_number=number,
        last_date=last_date,
        reason=clean(typed.reason),
    )
    with work.writing() as turn:
        return series.describe(series.open_series(turn.session, turn.actor, new))


def close(work: Workplace, series_id: str, reason: str) -> str:
    """Close a series for good and return its name. Raises InvalidInput, NotAllowed, WrongState."""
    if not reason.strip():
        said = "Ghi lý do khóa sổ, ví dụ: hết năm."
        raise InvalidInput([FieldError(f"reason.{series_id}", "missing", said)])
    with work.writing() as turn:
        return series.describe(series.close_series(turn.session, turn.actor, series_id, reason=clean(reason)))


def confirm(work: Workplace, series_id: str, *, last: str, last_date: str, reason: str) -> str:
    """Confirm the last number of a series after a restore and return its name.

    Raises InvalidInput with all faults, NotAllowed, WrongState, InvalidEntry.
    """
    faults: list[FieldError] = []
    number = _number(f"last.{series_id}", last, faults, 0, 99_999)
    day = _day(f"last_date.{series_id}", last_date, faults)
    if faults:
        raise InvalidInput(faults)
    confirmed = Confirmation(last_number=number, last_date=day, reason=clean(reason))
    with work.writing() as turn:
        return series.describe(series.confirm_series(turn.session, turn.actor, series_id, confirmed))


def _number(path: str, typed: str, faults: list[FieldError], lowest: int, highest: int) -> int:
    text = typed.strip()
    if text.isascii() and text.isdigit() and len(text) < 9 and lowest <= int(text) <= highest:
        return int(text)
    faults.append(FieldError(path, "number", f"Ghi một số từ {lowest} đến {highest}."))
    return lowest


def _day(path: str, typed: str, faults: list[FieldError]) -> date | None:
    if not typed.strip():
        return None
    try:
        return parse_date(typed)
    except Refused as refused:
        faults.append(FieldError(path, refused.code, "Không đọc được ngày. Ghi như 05/3/2026."))
        return None
