"""What a cell of an .xlsx means: text, number, day, percentage, error; a formula by its last value.

Excel keeps a day as a count of days and shows it by the cell's format; it keeps 90,1 as 90.099999999999994. Both are
undone here, so that everything above sees what the person sees.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from service.jobs.tables.cells import Flaw, Percent, TimeOfDay, Value

Look = Literal["", "date", "time", "percent"]
EPOCH_1900 = date(1899, 12, 30)  # right from 01/3/1900 on: Excel believes in a 29/02/1900
EPOCH_1904 = date(1904, 1, 1)
MOST_DAYS = 2_958_465  # 31/12/9999
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ERRORS = {
    "#N/A": "công thức dò tìm không thấy giá trị",
    "#REF!": "công thức trỏ tới ô đã bị xóa",
    "#VALUE!": "công thức dùng sai loại giá trị",
    "#NAME?": "công thức ghi sai tên hàm",
    "#DIV/0!": "công thức chia cho 0",
    "#NUM!": "công thức cho số không hợp lệ",
    "#NULL!": "công thức ghi sai vùng ô",
}


def look_of(code: str) -> Look:
    """Return how a number format makes a number look.

    >>> look_of("dd/mm/yyyy"), look_of("h:mm"), look_of("0.0%"), look_of('0.00" năm"'), look_of("[$-42A]d mmmm")
    ('date', 'time', 'percent', '', 'date')
    """
    bare = _QUOTED.sub("", code)
    if "%" in bare:
        return "percent"
    if not is_date_format(code):
        return ""
    has_day = any(letter in bare.lower() for letter in "dy")
    return "date" if has_day or not any(letter in bare.lower() for letter in "hs") else "time"


def looks_of(formats: Mapping[int, str], used: Sequence[int]) -> list[Look]:
    """Return the look of each style of cells: `formats` are the workbook's own, `used` their numbers by style."""
    by_country = {*range(27, 37), *range(50, 59)}  # days in the notation of a country: no code in the file
    looks: dict[int, Look] = {
        number: "date"
        if number in by_country
        else look_of(formats.get(number) or BUILTIN_FORMATS.get(number, ""))
        for number in set(used)
    }
    return [looks[number] for number in used]


def unescaped(text: str) -> str:
    r"""Return a text of Excel with its own escapes undone.

    >>> unescaped("một_x000D_\nhai")
    'một\r\nhai'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def text_of(element: Any) -> str:
    """Return the whole text of a string item: plain or in runs, without the reading aids of other scripts."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return unescaped(element[0].text or "")
    parts = [
        part.text or ""
        for part in element.iter("{*}t")
        if not any(parent.tag.rpartition("}")[2] == "rPh" for parent in part.iterancestors())
    ]
    return unescaped("".join(parts))


class CellReader:
    """Reads the cells of one workbook: its strings, the looks of its styles, its first day."""

    def __init__(self, strings: Sequence[str], looks: Sequence[Look], epoch: date) -> None:
        self._strings = strings
        self._looks = looks
        self._epoch = epoch

    def value(self, cell: Any, space: str) -> Value:
        """Return what a `c` element holds; `space` is the XML name space in braces, "" without one."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return text_of(cell)
        content = cell.find(f"{space}v")
        text = None if content is None else content.text
        if text is None:
            return _never_calculated() if cell.find(f"{space}f") is not None else None
        return _READERS.get(kind, CellReader._number)(self, text, cell)

    def _number(self, text: str, cell: Any) -> Value:
        style = int(cell.get("s", 0))
        look = self._looks[style] if style < len(self._looks) else ""
        number = number_of(text)
        if number is None or not look:
            return text if number is None else number
        return self._seen(number, look)

    def _seen(self, number: int | Decimal, look: Look) -> Value:
        if look == "percent":
            return Percent(Decimal(number))
        if look == "time" or 0 < number < 1:
            minutes = round(number * 1440)
            return TimeOfDay(f"{minutes // 60:02}:{minutes % 60:02}")
        if not 0 < number <= MOST_DAYS:
            return Flaw(
                "#####", "cell_date_impossible", "Ô này không phải là ngày có thật. Hãy nhập lại ngày."
            )
        return serial_day(number, self._epoch)

    def _shared(self, text: str, _cell: Any) -> Value:
        place = int(text)
        return self._strings[place] if 0 <= place < len(self._strings) else None

    def _day(self, text: str, _cell: Any) -> Value:
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return text


def number_of(text: str) -> int | Decimal | None:
    """Return a number of Excel as it is seen there: 15 digits, not the 17 that are kept.

    >>> number_of("90.099999999999994"), number_of("5"), number_of("2.0"), number_of("1E+3")
    (Decimal('90.1'), 5, 2, 1000)
    """
    if text.isdecimal() and len(text) < 16:
        return int(text)
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    if not exact.is_finite() or abs(exact.adjusted()) > 30:
        return None
    rounded = Decimal(f"{exact:.15g}").normalize()
    return int(rounded) if rounded == rounded.to_integral_value() else rounded


def serial_day(number: int | Decimal, epoch: date = EPOCH_1900) -> date:
    """Return the day of a count of days; the time of day is left out.

    >>> serial_day(46086)
    datetime.date(2026, 3, 5)
    """
    return epoch + timedelta(days=int(number))


def _never_calculated() -> Flaw:
    return Flaw(
        "(công thức)",
        "formula_without_value",
        "Công thức ở ô này chưa có kết quả. Hãy mở bảng bằng Excel, lưu lại, hoặc ghi thẳng giá trị.",
    )


def _error(_reader: CellReader, text: str, _cell: Any) -> Value:
    why = _ERRORS.get(text, "Excel không tính được ô này")
    return Flaw(text, "excel_error", f"Ô báo lỗi {text}: {why}. Hãy sửa công thức hoặc ghi thẳng giá trị.")


_READERS: Mapping[str, Callable[[CellReader, str, Any], Value]] = {
    "s": CellReader._shared,  # noqa: SLF001 - the table of kinds belongs to the class
    "d": CellReader._day,  # noqa: SLF001
    "str": lambda _reader, text, _cell: unescaped(text),
    "b": lambda _reader, text, _cell: text == "1",
    "e": _error,
}
