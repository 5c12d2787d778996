"""Gives the person's own workbook back with the faulty cells coloured and commented, and a sheet that lists all faults.

A table that is no workbook (CSV, JSON) comes back as one. What openpyxl cannot keep (pictures, macros) is lost in the
marked copy; the file that was sent is not touched.
"""

import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from service.errors import UnreadableInput
from service.jobs.tables.cells import CellError, Sheet, column_letters, shown
from service.jobs.tables.columns import FAULTS_SHEET
from service.jobs.tables.excel_package import MAX_SHEET_BYTES, Package
from service.jobs.tables.excel_reading import sheet_parts
from service.jobs.tables.excel_scan import merged_within, scanned, without_empty_tail

_FAULTY = PatternFill("solid", fgColor="FFFFC7CE")
_PLAIN = PatternFill(fill_type=None)
_OPENING = "Cần sửa: "
_MOST_LINES = 60_000
_MOST_MERGED_CELLS = 100_000
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_NOT_READABLE = (
    OverflowError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    zipfile.BadZipFile,
)
_LIST_HEADINGS = ("Trang", "Ô", "Cột", "Đọc được", "Cần sửa", "Trường")
_LIST_WIDTHS = (18, 10, 30, 40, 90, 30)


def marked(file: BinaryIO, sheets: Sequence[Sheet], errors: Sequence[CellError]) -> bytes:
    """Return the workbook with the faults marked in it; the list of faults alone where it cannot be opened whole."""
    file.seek(0)
    if file.read(2) != b"PK":
        book = _empty_book()
        return _with_marks(book, errors, _copied(book, sheets))
    try:
        own = _own_book(file)
        return _with_marks(own or _empty_book(), errors, {})
    except _NOT_READABLE:
        return _with_marks(_empty_book(), errors, {})


def _with_marks(book: Workbook, errors: Sequence[CellError], places: dict[str, str]) -> bytes:
    _unmark(book)
    _mark(book, errors, places)
    _list_faults(book, errors)
    store = io.BytesIO()
    book.save(store)
    return store.getvalue()


def _empty_book() -> Workbook:
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    return book


def _own_book(file: BinaryIO) -> Workbook | None:
    """Return the person's workbook, None for one that is too large to be opened whole."""
    trimmed = _trimmed(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out; nobody could act on it
        return load_workbook(trimmed) if trimmed is not None else None


def _trimmed(file: BinaryIO) -> BinaryIO | None:
    """Return the file without the empty rows behind its content; None where that is still too much."""
    package = Package(file)
    last_rows = {}
    for part in sheet_parts(file).values():
        scan = scanned(package.chunks(part, MAX_SHEET_BYTES))
        last = scan.last_row
        if last is None or last > _MOST_LINES or scan.merged_cells > _MOST_MERGED_CELLS:
            return None
        last_rows[part] = last
    store = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            chunks: Iterable[bytes] = package.chunks(info.filename, MAX_SHEET_BYTES)
            if info.filename in last_rows:
                last = last_rows[info.filename]
                chunks = merged_within(without_empty_tail(chunks, last), last)
            with target.open(info.filename, "w") as stream:
                for chunk in chunks:
                    _refuse_doctype(chunk)
                    stream.write(chunk)
    store.seek(0)
    return store


def _refuse_doctype(chunk: bytes) -> None:
    if b"<!DOCTYPE" in chunk[:2000]:
        raise UnreadableInput("Tệp bảng có phần không an toàn. Hãy lưu lại bằng Excel rồi gửi lại.")


def _copied(book: Workbook, sheets: Sequence[Sheet]) -> dict[str, str]:
    """Write a table that is no workbook into one; return its addresses as those of the workbook."""
    places = {}
    for sheet in sheets:
        target = book.create_sheet("Bảng")
        for line, row in enumerate(sheet.rows(), start=1):
            for place, value in enumerate(row.values):
                if value is not None:
                    _write(target.cell(line, place + 1), shown_whole(value))
                places[sheet.address(row.number, place)] = f"{column_letters(place)}{line}"
    return places


def shown_whole(value: Any) -> str:
    """Return a value as text, whole where it is text already."""
    return value if isinstance(value, str) else shown(value)


def _write(cell: Any, words: str) -> None:
    """Write a text as text: one that begins with `=` is no formula here."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", words)[:32_000]
    cell.data_type = "s"


def _unmark(book: Workbook) -> None:
    """Take our own marks of an earlier round out of a workbook."""
    if FAULTS_SHEET in book.sheetnames:
        del book[FAULTS_SHEET]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.text.startswith(_OPENING):
                    cell.comment = None
                    cell.fill = _PLAIN


def _mark(book: Workbook, errors: Sequence[CellError], places: dict[str, str]) -> None:
    messages: dict[tuple[str, str], list[str]] = defaultdict(list)
    for error in errors:
        address = places.get(error.cell, error.cell)
        if _ADDRESS.fullmatch(address):
            messages[error.sheet, address].append(error.message)
    for (name, address), words in messages.items():
        sheet = book[name] if name in book.sheetnames else book.worksheets[0] if places else None
        if isinstance(sheet, Worksheet):
            cell = _top_left(sheet, sheet[address])
            cell.fill = _FAULTY
            cell.comment = _comment(cell, words)


def _top_left(sheet: Worksheet, cell: Cell | MergedCell) -> Cell:
    if isinstance(cell, Cell):
        return cell
    merged = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    first = sheet.cell(merged.min_row, merged.min_col)
    assert isinstance(first, Cell)  # noqa: S101 - the first cell of a merged range is a real one
    return first


def _comment(cell: Cell, words: Sequence[str]) -> Comment:
    before = f"\n---\n{cell.comment.text}" if cell.comment is not None else ""
    note = Comment(f"{_OPENING}{' '.join(dict.fromkeys(words))}{before}", "Kiểm tra")
    note.width, note.height = 360, 140
    return note


def _list_faults(book: Workbook, errors: Sequence[CellError]) -> None:
    sheet = book.create_sheet(FAULTS_SHEET)
    for place, (heading, width) in enumerate(zip(_LIST_HEADINGS, _LIST_WIDTHS, strict=True), start=1):
        sheet.cell(1, place, heading).font = Font(bold=True)
        sheet.column_dimensions[column_letters(place - 1)].width = width
    for line, error in enumerate(errors, start=2):
        words = (error.sheet, error.cell, error.column, error.read, error.message, error.path)
        for place, text in enumerate(words, start=1):
            cell = sheet.cell(line, place)
            _write(cell, text)
            cell.alignment = Alignment(wrap_text=place in {4, 5}, vertical="top")
        if error.sheet in book.sheetnames and _ADDRESS.fullmatch(error.cell):
            sheet.cell(line, 2).hyperlink = f"#'{error.sheet}'!{error.cell}"
    sheet.freeze_panes = "A2"
