"""The series of an office's year, as its people see and change them: open, close, confirm after a restore, or not."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from service.domain.dates import office_day, parse_date
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.errors import InvalidInput
from service.issuing.office_settings import clean
from service.issuing.plain_words import without_commands
from service.issuing.series_kinds import read_kinds
from service.issuing.workplace import Workplace
from service.register import confirmations, series
from service.register.confirmations import Confirmation
from service.register.errors import DateOutOfOrder, InvalidEntry, RegisterError
from service.register.models import Series
from service.register.series import NUMBER_MAX, NewSeries

_YEARS = (2000, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSeries:
    """A series to open, as typed; without kinds it is the common one, without a number it begins at 1."""

    year: str = ""
    kinds: Sequence[str] = ()
    name: str = ""
    body: str = ""
    mark: str = ""
    next_number: str = ""
    last_date: str = ""
    reason: str = ""
    is_external: bool = False
    is_secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedConfirmation:
    """The last number of a series, as typed; `lost` is how many given numbers the register does not have."""

    last: str = ""
    last_date: str = ""
    lost: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series with the words for it; `can_be_withdrawn` tells whether a confirmation of its last number may be."""

    row: Series
    name: str
    last: str
    can_be_withdrawn: bool
    closing_reason: str = ""


def series_of(work: Workplace, office_id: str, year: int) -> list[SeriesLine]:
    """Return the series of an office and year. Raises NotAllowed."""
    with work.reading() as turn:
        rows = series.list_series(turn.session, turn.actor, office_id, year)
        return [
            SeriesLine(
                row,
                series.describe(row),
                series.last_given(row),
                confirmations.can_be_withdrawn(turn.session, row),
                series.closing_reason(turn.session, row),
            )
            for row in rows
        ]


def open_typed(work: Workplace, office_id: str, typed: TypedSeries) -> str:
    """Open a series and return its name. Raises InvalidInput with all faults, NotAllowed."""
    faults: list[FieldError] = []
    year = _number("year", typed.year or str(office_day(work.now()).year), faults, *_YEARS)
    number = _number("next_number", typed.next_number or "1", faults, 1, 99_999)
    last_date = _day("last_date", typed.last_date, faults)
    if number > 1 and not typed.reason.strip():
        said = "Ghi lý do mở sổ từ giữa chừng, ví dụ: tiếp sổ giấy."
        faults.append(FieldError("reason", "missing", said))
    kinds = _kinds(typed, faults)
    if faults:
        raise InvalidInput(faults)
    new = NewSeries(
        office_id=office_id,
        year=year,
        kinds=kinds,
        name=clean(typed.name),
        body=clean(typed.body),
        mark=clean(typed.mark) or None,
        is_own=not typed.is_external,
        is_secret=typed.is_secret,
        next_number=number,
        last_date=last_date,
        reason=clean(typed.reason),
    )
    with refused_at_field(), work.writing() as turn:
        return series.describe(series.open_series(turn.session, turn.actor, new))


@contextmanager
def refused_at_field() -> Iterator[None]:
    """Turn what the register refuses because of a field into InvalidInput: what was typed stays, the field is named."""
    try:
        yield
    except RegisterError as refused:
        if not refused.path:
            raise
        said = FieldError(refused.path, refused.code, without_commands(refused.message))
        raise InvalidInput([said]) from refused


def _kinds(typed: TypedSeries, faults: list[FieldError]) -> list[str]:
    """Return the kinds that were ticked; several want a name for the group."""
    try:
        kinds = read_kinds(",".join(typed.kinds))
    except InvalidEntry as unknown:
        faults.append(FieldError("kinds", unknown.code, unknown.message))
        return []
    if len(kinds) > 1 and not typed.name.strip():
        faults.append(FieldError("name", "missing", "Nhiều loại chung một sổ: ghi tên nhóm, ví dụ: nội bộ."))
    return kinds


def close(work: Workplace, series_id: str, reason: str) -> str:
    """Close a series for good and return its name. Raises InvalidInput, NotAllowed, WrongState."""
    if not reason.strip():
        said = "Ghi lý do khóa sổ, ví dụ: hết năm."
        raise InvalidInput([FieldError(f"reason.{series_id}", "missing", said)])
    with work.writing() as turn:
        return series.describe(series.close_series(turn.session, turn.actor, series_id, reason=clean(reason)))


def confirm(work: Workplace, series_id: str, typed: TypedConfirmation) -> str:
    """Confirm the last number of a series after a restore and return its name.

    Raises InvalidInput with all faults, NotAllowed, WrongState.
    """
    faults: list[FieldError] = []
    number = _number(f"last.{series_id}", typed.last, faults, 0, NUMBER_MAX)
    day = _day(f"last_date.{series_id}", typed.last_date, faults)
    lost = _number(f"lost.{series_id}", typed.lost, faults, 0, NUMBER_MAX) if typed.lost.strip() else None
    if faults:
        raise InvalidInput(faults)
    confirmed = Confirmation(last_number=number, last_date=day, reason=clean(typed.reason), lost=lost)
    try:
        with work.writing() as turn:
            row = confirmations.confirm_series(turn.session, turn.actor, series_id, confirmed)
            return series.describe(row)
    except (InvalidEntry, DateOutOfOrder) as refused:
        said = without_commands(refused.message)
        path = f"{refused.path or 'last'}.{series_id}"
        raise InvalidInput([FieldError(path, refused.code, said)]) from refused


def withdraw_confirmation(work: Workplace, series_id: str, reason: str) -> str:
    """Take back the last confirmation of a series and return its name. Raises InvalidInput, NotAllowed, WrongState."""
    if not reason.strip():
        said = "Ghi lý do rút xác nhận, ví dụ: ghi nhầm số 580 thay cho 58."
        raise InvalidInput([FieldError(f"withdraw.{series_id}", "missing", said)])
    with work.writing() as turn:
        row = confirmations.withdraw_confirmation(turn.session, turn.actor, series_id, reason=clean(reason))
        return series.describe(row)


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
