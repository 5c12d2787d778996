"""Opens a table by what is in the file, not by its name: .xlsx, .csv or JSON; other formats get their own advice."""

from typing import BinaryIO

from service.errors import UnreadableInput
from service.jobs.tables.cells import Sheet
from service.jobs.tables.csv_reading import read_csv
from service.jobs.tables.excel_package import MAX_FILE_BYTES, TOO_LARGE
from service.jobs.tables.excel_reading import read_workbook
from service.jobs.tables.json_reading import read_json

_SAVE_AS = "Mở bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi gửi tệp mới."
_OLD_EXCEL = f"Tệp là Excel đời cũ (.xls) hoặc đã đặt mật khẩu. Bỏ mật khẩu nếu có. {_SAVE_AS}"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", _OLD_EXCEL),
    (b"%PDF", f"Tệp là PDF. Hãy gửi bảng Excel đã dùng để in ra nó. {_SAVE_AS}"),
    (b"\x89PNG", f"Tệp là ảnh. Hãy gửi bảng Excel. {_SAVE_AS}"),
    (b"\xff\xd8\xff", f"Tệp là ảnh. Hãy gửi bảng Excel. {_SAVE_AS}"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def open_table(file: BinaryIO) -> list[Sheet]:
    """Return the sheets of a table; `file` is open for bytes, can seek, and stays open while rows are read.

    Raises UnreadableInput with a code and what to do: ``table_format``, ``table_empty``, ``table_too_large``,
    ``table_damaged``, ``csv_not_utf8``, ``csv_broken``, ``json_broken``, ``json_not_rows``.
    """
    head = _head(file)
    for start, advice in _OTHERS:
        if head.startswith(start):
            raise UnreadableInput(advice, code="table_format")
    if head.startswith(b"PK"):
        return _zipped(file, head)
    if head.startswith(_UTF16):
        return read_csv(file)  # says how to save as UTF-8
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not words:
        raise UnreadableInput("Bảng không có gì. Hãy chọn lại tệp.", code="table_empty")
    if words[:1] in {b"[", b"{"}:
        return read_json(file)
    if words[:1] == b"<":
        raise UnreadableInput(
            f"Tệp là trang web hoặc XML mang tên bảng Excel. {_SAVE_AS}", code="table_format"
        )
    return read_csv(file)


def _head(file: BinaryIO) -> bytes:
    file.seek(0, 2)
    if file.tell() > MAX_FILE_BYTES:
        raise UnreadableInput(TOO_LARGE, code="table_too_large")
    file.seek(0)
    return file.read(256)


def _zipped(file: BinaryIO, head: bytes) -> list[Sheet]:
    if b"opendocument" in head:
        raise UnreadableInput(f"Tệp là bảng LibreOffice (.ods). {_SAVE_AS}", code="table_format")
    return read_workbook(file)
