"""Reads a .csv: UTF-8 with or without its mark, cells apart by semicolon, comma or tab, line by line."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from service.errors import UnreadableInput
from service.jobs.tables.cells import Sheet, SheetRow

SHEET_NAME = ""
_SEPARATORS = (";", ",", "\t")
_HEAD_BYTES = 64 * 1024
_LONGEST_CELL = 200_000
_NOT_UTF8 = (
    "Tệp CSV không phải chữ Unicode UTF-8 nên dấu tiếng Việt sẽ hỏng. Trong Excel chọn Lưu thành (Save As),"
    " kiểu “CSV UTF-8 (Comma delimited) (*.csv)”, hoặc gửi thẳng tệp .xlsx."
)


def read_csv(file: BinaryIO) -> list[Sheet]:
    """Return the one sheet of a CSV. Raises UnreadableInput (``csv_not_utf8``, ``csv_broken``)."""
    _refuse_other_letters(file)
    head = _head(file)
    separator = _separator(head)
    skipped = 1 if head.lower().startswith("sep=") else 0
    return [Sheet(SHEET_NAME, lambda: _rows(file, separator, skipped))]


def _refuse_other_letters(file: BinaryIO) -> None:
    """Read the whole file once, in pieces: a fault of letters in its last line must not come after half the work."""
    reader = io.TextIOWrapper(_whole(file), encoding="utf-8-sig", newline="")
    try:
        while text := reader.read(_HEAD_BYTES):
            if "\0" in text:
                raise UnreadableInput(_NOT_UTF8, code="csv_not_utf8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(_NOT_UTF8, code="csv_not_utf8") from error
    finally:
        reader.detach()


def _whole(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


def _head(file: BinaryIO) -> str:
    return _whole(file).read(_HEAD_BYTES).decode("utf-8-sig", errors="ignore")


def _separator(head: str) -> str:
    """Return what stands between the cells: what ``sep=`` says, else what the first lines have most of."""
    first = head.splitlines()[0] if head else ""
    if first.lower().startswith("sep=") and first[4:5] in _SEPARATORS:
        return first[4]
    found = {sign: _most_cells(head, sign) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: found[sign])


def _most_cells(head: str, separator: str) -> int:
    lines = csv.reader(head.splitlines(keepends=True)[:20], delimiter=separator)
    try:
        return max((len(cells) for cells in lines), default=0)
    except csv.Error:
        return 0


def _rows(file: BinaryIO, separator: str, skipped: int) -> Iterator[SheetRow]:
    """Yield the rows under the numbers that Excel gives them: a line end within quotation marks starts no row."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = io.TextIOWrapper(_whole(file), encoding="utf-8-sig", newline="")
    try:
        for number, cells in enumerate(csv.reader(reader, delimiter=separator), start=1):
            if number > skipped:
                yield SheetRow(number, [cell or None for cell in cells])
    except csv.Error as error:
        raise UnreadableInput(
            "Tệp CSV có ô quá dài hoặc dấu nháy kép không đóng. Hãy mở bằng Excel, xem lại rồi lưu lại.",
            code="csv_broken",
        ) from error
    finally:
        reader.detach()
