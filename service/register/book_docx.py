"""The book as a Word file to print and bind: a cover, then the ten columns with a header row on every page.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục IV Mục I (cover and content); Điều 16 khoản 2 điểm b (printed and
bound).
"""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from sqlalchemy.orm import Session

from service.register import book
from service.register.models import Office
from service.register.permissions import Actor

_WIDTHS_MM = (24, 20, 58, 25, 40, 22, 14, 20, 20, 24)


def book_docx(session: Session, actor: Actor, office_id: str, year: int) -> bytes:
    """Return the book of an office and year as .docx."""
    lines = list(book.lines(session, actor, office_id, year))
    office = session.get_one(Office, office_id)
    made = docx.Document()
    _set_up(made)
    _cover(made, office, year, lines)
    made.add_section(WD_SECTION.NEW_PAGE)
    _table(made, lines)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _set_up(made: Any) -> None:
    """Set landscape A4, the margins, and the one typeface of official documents."""
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(15),
        Mm(15),
        Mm(20),
        Mm(15),
    )
    font = made.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(11)
    made.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    made.styles["Normal"].paragraph_format.space_after = Pt(0)


def _cover(made: Any, office: Office, year: int, lines: Sequence[book.Line]) -> None:
    """Write the cover: bodies, title, year, first and last day and number."""
    first, last = (lines[0], lines[-1]) if lines else (None, None)
    texts = (
        (office.parent_name.upper(), 13, False),
        (office.name.upper(), 13, True),
        ("SỔ ĐĂNG KÝ VĂN BẢN ĐI", 28, True),
        (f"Năm: {year}", 16, False),
        (
            f"Từ ngày {first.day if first else '........'} đến ngày {last.day if last else '........'}",
            14,
            False,
        ),
        (
            f"Từ số {first.code if first else '........'} đến số {last.code if last else '........'}",
            14,
            False,
        ),
        ("Quyển số: ........", 14, False),
    )
    for text, size, is_bold in texts:
        if text:
            _write(made.add_paragraph(), text, size=size, is_bold=is_bold, space_before=Pt(18))


def _table(made: Any, lines: Sequence[book.Line]) -> None:
    """Write the ten columns; the two header rows repeat on each page, no row is split."""
    table = made.add_table(rows=2, cols=len(book.COLUMNS))
    table.style, table.autofit = "Table Grid", False
    for index, title in enumerate(book.COLUMNS):
        _write(table.rows[0].cells[index].paragraphs[0], title, size=11, is_bold=True)
        _write(table.rows[1].cells[index].paragraphs[0], f"({index + 1})", size=10)
    for row in table.rows:
        _mark(row, "w:tblHeader")
    for line in lines:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for cell, text in zip(row.cells, line.cells(), strict=True):
            cell.paragraphs[0].add_run(text)
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS_MM, strict=True):
            cell.width = Mm(width)


def _mark(row: Any, name: str) -> None:
    """Set a switch of a table row."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 # python-docx has no name for it


def _write(
    paragraph: Any, text: str, *, size: float, is_bold: bool = False, space_before: Pt | None = None
) -> None:
    """Write one centred text."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = space_before
    run = paragraph.add_run(text)
    run.bold, run.font.size = is_bold, Pt(size)
