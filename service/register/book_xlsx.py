"""The book as an Excel file to print and bind: the ten columns, header rows on every page, no cell a formula.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục IV Mục I (content); Điều 16 khoản 2 điểm b (printed and bound).
"""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from sqlalchemy.orm import Session

from service.domain.typesetting import wrapped_lines
from service.register import book
from service.register.models import Office
from service.register.permissions import Actor
from service.register.sandbox import TEST_WORDS, is_twin

HEADER_ROW = 5
"""Row of the column titles; the numbers of the columns stand in the next one, both are on every page."""
_WIDTHS = (13, 10.5, 34, 13, 22, 9.5, 6.5, 10.5, 9.5, 13)
"""In letters; together they fill a landscape A4 page without being made smaller."""
_EMU_PER_LETTER, _PADDING_EMU = 69_850, 57_150
_SIZE_PT = 11
_LINE_PT, _ROW_PT = 14.0, 2.0
_FORMULA_STARTS = ("=", "+", "-", "@")
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_TYPEFACE = "Times New Roman"


def book_xlsx(session: Session, actor: Actor, office_id: str, year: int, *, secret: bool = False) -> bytes:
    """Return the book of an office and year as .xlsx, the one of secret documents where asked. Raises NotAllowed."""
    chapters = book.chapters(session, actor, office_id, year, secret=secret)
    office = session.get_one(Office, office_id)
    made = openpyxl.Workbook()
    _use_typeface(made)
    sheet: Any = made.active
    sheet.title = f"Sổ văn bản đi {year}"
    mark = f" ({TEST_WORDS})" if is_twin(office_id) else ""
    _heading(sheet, office, f"{book.title(secret=secret)} NĂM {year}{mark}")
    _column_titles(sheet)
    last = HEADER_ROW + 1
    for chapter in chapters:
        last = _chapter(sheet, last + 1, chapter, is_named=len(chapters) > 1)
    _page(sheet, last)
    if is_twin(office_id):
        sheet.title = f"{TEST_WORDS} {year}"
        sheet.oddHeader.center.text = TEST_WORDS
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _use_typeface(made: Any) -> None:
    """Make the typeface that of the whole file: a letter of a column's width is a digit of it, in every program."""
    normal = next(style for style in made._named_styles if style.name == "Normal")  # noqa: SLF001 # it has no other name
    normal.font = Font(name=_TYPEFACE, size=_SIZE_PT)


def _chapter(sheet: Any, row: int, chapter: book.Chapter, *, is_named: bool) -> int:
    """Write the lines of a series from a row on, under its name where there are several; return the last row."""
    if is_named and row > HEADER_ROW + 2:
        sheet.row_breaks.append(Break(id=row - 1))
    for text in [*([chapter.name] if is_named else []), *chapter.notes]:
        bold = is_named and text == chapter.name
        _write(sheet.cell(row, 1), text, Font(name=_TYPEFACE, size=_SIZE_PT, bold=bold), _CENTRED)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(book.COLUMNS))
        row += 1
    for position, line in enumerate(chapter.lines, start=row):
        _line(sheet, position, line)
    return row + len(chapter.lines) - 1


def _heading(sheet: Any, office: Office, title: str) -> None:
    """Write bodies, title and year across all columns."""
    texts = (office.parent_name.upper(), office.name.upper(), title)
    for row, (text, size) in enumerate(zip(texts, (12, 12, 16), strict=True), start=1):
        _write(sheet.cell(row, 1), text, Font(name=_TYPEFACE, size=size, bold=row > 1), _CENTRED)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(book.COLUMNS))


def _column_titles(sheet: Any) -> None:
    """Write the ten titles and their numbers."""
    for column, title in enumerate(book.COLUMNS, start=1):
        for row, text in ((HEADER_ROW, title), (HEADER_ROW + 1, f"({column})")):
            cell = sheet.cell(row, column)
            _write(cell, text, Font(name=_TYPEFACE, size=_SIZE_PT, bold=row == HEADER_ROW), _CENTRED)
            cell.border = _GRID
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS[column - 1]
    sheet.row_dimensions[HEADER_ROW].height = _height(book.COLUMNS, is_bold=True)


def _line(sheet: Any, row: int, line: book.Line) -> None:
    """Write one line of the book; a cancelled number is struck out and stays readable."""
    font = Font(name=_TYPEFACE, size=_SIZE_PT, strike=line.is_voided)
    plain = Font(name=_TYPEFACE, size=_SIZE_PT)
    last = len(book.COLUMNS)
    for column, text in enumerate(line.cells(), start=1):
        cell = sheet.cell(row, column)
        _write(cell, text, plain if column == last else font, _WRAPPED)
        cell.border = _GRID
    sheet.row_dimensions[row].height = _height(line.cells())


def _height(texts: Sequence[str], *, is_bold: bool = False) -> float:
    """Return the height of a row in points: not every program makes a row as high as its wrapped texts."""
    lines = [
        len(wrapped_lines(text, round(width * _EMU_PER_LETTER) - _PADDING_EMU, _SIZE_PT, bold=is_bold))
        for text, width in zip(texts, _WIDTHS, strict=True)
    ]
    return max(lines) * _LINE_PT + _ROW_PT


def _write(cell: Any, text: str, font: Font, alignment: Alignment) -> None:
    """Write a text as a text: never as a formula, also not when somebody opens the cell and leaves it again."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.font, cell.alignment = font, alignment
    cell.quotePrefix = text.startswith(_FORMULA_STARTS)


def _page(sheet: Any, last_row: int) -> None:
    """Set landscape A4, one page wide, header rows and page numbers on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left, margins.right, margins.top = 0.8, 0.4, 0.6  # inches; the left one is bound
    margins.bottom, margins.footer = 0.75, 0.35
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW + 1}"
    sheet.print_area = f"A1:J{last_row}"
    sheet.freeze_panes = f"A{HEADER_ROW + 2}"
    sheet.oddFooter.center.text = "Trang &P/&N"
