"""The days of numbers from a table: a clerk writes them into DANH_SACH.xlsx, or into any table with TT or unit and day.

A row without a day keeps its document waiting: its paper has not come back yet. A row that has its number already is
left out; a day that says otherwise than its number, or than another cell for the same row, is refused at its cell. A
row means the document that it was written for: where the table says its batch or its unit, they must be the very ones,
for a number in the wrong document cannot be taken back.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import BinaryIO, NamedTuple

from service.domain.dates import short_date
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.domain.text import fold
from service.domain.units import name_key, split_kind
from service.errors import InvalidInput, ServiceError
from service.issuing.workplace import Workplace
from service.jobs import batches
from service.jobs.shown_items import FILE_MOVED, ShownItem
from service.jobs.tables import open_table
from service.jobs.tables.cells import Sheet, SheetRow, Value, is_blank, shown, tidy
from service.jobs.tables.kinds import day_in
from service.jobs.tables.units import codes_of, without_committee
from service.register.batches_signed import number_stands
from service.register.models import BatchItem

_NUMBER = frozenset({"tt", "stt", "so thu tu", "number"})
_CODE = frozenset({"ma don vi", "unit.code", "unit"})
_UNIT = frozenset({"don vi", "ten don vi", "unit.name", "unit_name"})
_BATCH = frozenset({"ma dot", "batch"})
_FILE = frozenset({"sha-256", "sha256"})
_DAY = frozenset({"ngay ban hanh", "ngay", "issued_on"})
_FIRST_LINES = 20


class _Columns(NamedTuple):
    """Where the table has what: its heading's line, the columns of day, row, code and name of the unit, batch, file."""

    line: int
    day: int
    number: int | None
    code: int | None
    unit: int | None
    batch: int | None
    file: int | None


def days_of(workplace: Workplace, batch_id: str, file: BinaryIO) -> dict[int, date | None]:
    """Return the numbers of the items that have a day in a table and no number yet, with their days.

    Raises UnreadableInput, ServiceError (``days_missing``: no such columns, or no day for a row without a number),
    InvalidInput naming every cell, BatchNotFound, NotAllowed.
    """
    sheet, columns = _sheet(open_table(file))
    with workplace.reading() as turn:
        known = {one.item.number: one for one in batches.every_item(turn, batch_id)}
    by_code = {shown.item.unit_id: number for number, shown in known.items()}
    found: dict[int, tuple[date, str]] = {}
    errors: list[FieldError] = []
    for row in sheet.rows():
        if row.number <= columns.line or is_blank(_cell(row, columns.day)):
            continue
        place = sheet.address(row.number, columns.day)
        try:
            number = _number(row, columns, known, by_code)
            _require_meant(row, columns, batch_id, known[number].item)
            _require_same_file(tidy(shown(_cell(row, columns.file))), known[number])
            day = day_in(_cell(row, columns.day))
            _require_same(number, day, found.get(number), known[number])
            found.setdefault(number, (day, place))
        except Refused as refused:
            errors.append(FieldError(place, refused.code, f"Ô {place}: {refused.message}"))
    if errors:
        raise InvalidInput(errors)
    waiting: dict[int, date | None] = {
        number: day for number, (day, _) in found.items() if known[number].numbered is None
    }
    if not waiting:
        raise ServiceError(
            "Bảng chưa có ngày ban hành ở dòng nào còn chờ số. Ghi ngày ở các dòng đã ký về.",
            code="days_missing",
        )
    return waiting


def only(days: Mapping[int, date | None], named: Collection[int]) -> dict[int, date | None]:
    """Return the days of the rows that a person named. Raises ServiceError (``days_missing``) for one without a day."""
    if missing := [str(number) for number in named if number not in days]:
        raise ServiceError(
            f"Bảng chưa có ngày cho dòng {', '.join(missing)}, hoặc dòng ấy đã có số. Ghi ngày, hoặc bỏ dòng ấy.",
            code="days_missing",
        )
    return {number: days[number] for number in named}


def _require_same(number: int, day: date, earlier: tuple[date, str] | None, shown: ShownItem) -> None:
    """Raise Refused for a day that contradicts that of another cell, or the number that the document has."""
    if earlier is not None and earlier[0] != day:
        raise Refused(
            "day_repeated",
            f"dòng {number} đã ghi ngày {short_date(earlier[0])} ở ô {earlier[1]}. Giữ lại một ngày.",
        )
    document = shown.numbered
    if document is not None and document.code and document.issued_on and document.issued_on != day:
        raise Refused("number_stands", number_stands(number, document.code, document.issued_on))


def _sheet(sheets: Sequence[Sheet]) -> tuple[Sheet, _Columns]:
    """Return the first sheet with the two columns."""
    for sheet in sheets:
        for _, row in zip(range(_FIRST_LINES), sheet.rows(), strict=False):
            words = [fold(tidy(one)) if isinstance(one, str) else "" for one in row.values]
            day, number, code, unit, batch, file = (
                next((place for place, word in enumerate(words) if word in names), None)
                for names in (_DAY, _NUMBER, _CODE, _UNIT, _BATCH, _FILE)
            )
            if day is not None and (number is not None or code is not None):
                return sheet, _Columns(row.number, day, number, code, unit, batch, file)
    raise ServiceError(
        "Bảng cần cột “TT” (hoặc “Mã đơn vị”) và cột “Ngày ban hành”: ghi ngày vào DANH_SACH.xlsx rồi gửi lại.",
        code="days_missing",
    )


def _cell(row: SheetRow, place: int | None) -> Value:
    return row.values[place] if place is not None and place < len(row.values) else None


def _number(
    row: SheetRow, columns: _Columns, known: Mapping[int, ShownItem], by_code: Mapping[str, int]
) -> int:
    """Return which item a row means, by its number, else by its unit's code. Raises Refused."""
    if columns.number is not None:
        text = tidy(shown(_cell(row, columns.number)))
        number = int(text) if text.isdecimal() else None
    else:
        text = tidy(shown(_cell(row, columns.code)))
        codes = codes_of(_cell(row, columns.code))
        number = next((by_code[one] for one in codes if one in by_code), None)
    if not text:
        raise Refused("row_unknown", "dòng này không có TT: đợt không tạo văn bản cho nó. Xóa ngày ở ô này.")
    if number is None or number not in known:
        raise Refused("row_unknown", f"đợt không có dòng “{text}”.")
    return number


def _require_meant(row: SheetRow, columns: _Columns, batch_id: str, item: BatchItem) -> None:
    """Raise Refused where a row says of itself that it is of another batch, or of another unit than the item."""
    batch = tidy(shown(_cell(row, columns.batch)))
    if batch and batch != batch_id:
        raise Refused(
            "list_of_other_batch", "dòng này là của đợt khác. Tải DANH_SACH.xlsx của đợt này rồi ghi ngày."
        )
    name, code = tidy(shown(_cell(row, columns.unit))), _cell(row, columns.code)
    is_other = bool(name) and not _is_name_of(name, item.unit_name)
    if is_other or (not is_blank(code) and item.unit_id not in codes_of(code)):
        raise Refused(
            "unit_of_other_row",
            f"dòng này ghi đơn vị “{name or tidy(shown(code))}”, còn dòng {item.number} của đợt là {item.unit_name}."
            " Lấy DANH_SACH.xlsx của đợt này, đừng điền lại cột TT.",
        )


def _require_same_file(sha256: str, meant: ShownItem) -> None:
    """Raise Refused where the file of a row that waits for its number is another one than the table was written for."""
    if sha256 and meant.numbered is None and meant.sha256 not in {None, sha256}:
        raise Refused("file_moved", FILE_MOVED.format(row=meant.item.number))


def _is_name_of(text: str, unit_name: str) -> bool:
    """Tell whether a text is the name of a unit, with its kind or without."""
    (kind, bare), (own_kind, own) = split_kind(without_committee(text)), split_kind(unit_name)
    return kind in {None, own_kind} and name_key(bare) == name_key(own)
