"""The days of numbers from a table: a clerk writes them into DANH_SACH.xlsx, or into any table with TT or unit and day.

A row without a day keeps its document waiting: its paper has not come back yet.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import BinaryIO, NamedTuple

from service.domain.dates import parse_date
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.domain.text import fold
from service.errors import InvalidInput, ServiceError
from service.issuing.workplace import Workplace
from service.jobs import batches
from service.jobs.tables import open_table
from service.jobs.tables.cells import Sheet, SheetRow, Value, is_blank, shown, tidy
from service.register.models import BatchItem

_NUMBER = frozenset({"tt", "stt", "so thu tu", "number"})
_CODE = frozenset({"ma don vi", "unit.code", "unit"})
_DAY = frozenset({"ngay ban hanh", "ngay", "issued_on"})
_FIRST_LINES = 20


class _Columns(NamedTuple):
    """Where the table has what: its heading's line, the column of the day, that of the row or the unit."""

    line: int
    day: int
    key: int
    is_by_number: bool


def days_of(workplace: Workplace, batch_id: str, file: BinaryIO) -> dict[int, date | None]:
    """Return the numbers of the items that have a day in a table, with their days.

    Raises UnreadableInput, ServiceError (``days_missing``: no such columns, or no day), InvalidInput naming every
    cell, BatchNotFound, NotAllowed.
    """
    sheet, columns = _sheet(open_table(file))
    with workplace.reading() as turn:
        known = {one.number: one for one in batches.every_item(turn, batch_id)}
    by_code = {item.unit_id: number for number, item in known.items()}
    found: dict[int, date | None] = {}
    errors: list[FieldError] = []
    for row in sheet.rows():
        if row.number <= columns.line or is_blank(_cell(row, columns.day)):
            continue
        try:
            found[_number(_cell(row, columns.key), columns, known, by_code)] = _day(_cell(row, columns.day))
        except Refused as refused:
            place = sheet.address(row.number, columns.day)
            errors.append(FieldError(place, refused.code, f"Ô {place}: {refused.message}"))
    if errors:
        raise InvalidInput(errors)
    if not found:
        raise ServiceError(
            "Bảng chưa có ngày ban hành nào. Ghi ngày ở các dòng đã ký về.", code="days_missing"
        )
    return found


def _sheet(sheets: Sequence[Sheet]) -> tuple[Sheet, _Columns]:
    """Return the first sheet with the two columns."""
    for sheet in sheets:
        for _, row in zip(range(_FIRST_LINES), sheet.rows(), strict=False):
            words = [fold(tidy(one)) if isinstance(one, str) else "" for one in row.values]
            day = next((place for place, word in enumerate(words) if word in _DAY), None)
            number = next((place for place, word in enumerate(words) if word in _NUMBER), None)
            code = next((place for place, word in enumerate(words) if word in _CODE), None)
            key = number if number is not None else code
            if day is not None and key is not None:
                return sheet, _Columns(row.number, day, key, is_by_number=number is not None)
    raise ServiceError(
        "Bảng cần cột “TT” (hoặc “Mã đơn vị”) và cột “Ngày ban hành”: ghi ngày vào DANH_SACH.xlsx rồi gửi lại.",
        code="days_missing",
    )


def _cell(row: SheetRow, place: int) -> Value:
    return row.values[place] if place < len(row.values) else None


def _number(
    value: Value, columns: _Columns, known: Mapping[int, BatchItem], by_code: Mapping[str, int]
) -> int:
    """Return which item a row means. Raises Refused."""
    text = tidy(shown(value))
    number = int(text) if columns.is_by_number and text.isdecimal() else by_code.get(text)
    if number is None or number not in known:
        raise Refused("row_unknown", f"đợt không có dòng “{text}”.")
    return number


def _day(value: Value) -> date:
    return value if isinstance(value, date) else parse_date(tidy(shown(value)))
