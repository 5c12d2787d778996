"""The book as a Word file to print and bind: a cover, then the ten columns with a header row on every page.

Each series begins a page of its own. A book of some thousand lines is written as one table of text, because adding row
by row would cost a second for each hundred.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục IV Mục I (cover and content); Điều 16 khoản 2 điểm b (printed and
bound).
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from sqlalchemy.orm import Session

from service.domain.dates import short_date
from service.register import book
from service.register.models import Office
from service.register.permissions import Actor
from service.register.sandbox import TEST_WORDS, is_twin

_WIDTHS_MM = (28, 22, 54, 26, 36, 20, 14, 22, 18, 27)
"""Of the ten columns; together they fill the page."""
_TWIPS_PER_MM = 56.7
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_MARGINS = '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
"""Of the cells: a millimetre on both sides."""
_STRUCK_OUT = "<w:strike/>"
_CENTRED = '<w:jc w:val="center"/>'


def book_docx(session: Session, actor: Actor, office_id: str, year: int, *, secret: bool = False) -> bytes:
    """Return the book of an office and year as .docx, the one of secret documents where it is asked for."""
    chapters = book.chapters(session, actor, office_id, year, secret=secret)
    office = session.get_one(Office, office_id)
    made = docx.Document()
    _set_up(made)
    _cover(made, office, book.title(secret=secret), year, chapters)
    for chapter in chapters or [book.Chapter(f"Năm {year}", [])]:
        section = made.add_section(WD_SECTION.NEW_PAGE)
        for mark in section._sectPr.findall(qn("w:vAlign")):  # noqa: SLF001 # the cover alone stands in the middle
            section._sectPr.remove(mark)  # noqa: SLF001
        _write(made.add_paragraph(), chapter.name, size=12, is_bold=True, space_pt=6)
        for note in chapter.notes:
            _write(made.add_paragraph(), note, size=11, space_pt=3)
        made.element.body.insert(len(made.element.body) - 1, _table(chapter.lines))
    _number_pages(made)
    if is_twin(office_id):
        _mark_pages(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _set_up(made: Any) -> None:
    """Set landscape A4, the margins (the left one is bound), and the one typeface of official documents."""
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(20),
        Mm(10),
        Mm(15),
        Mm(15),
    )
    section._sectPr.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))  # noqa: SLF001 # no name for it
    font = made.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(11)
    made.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    made.styles["Normal"].paragraph_format.space_after = Pt(0)


def _cover(made: Any, office: Office, title: str, year: int, chapters: Sequence[book.Chapter]) -> None:
    """Write the cover: bodies, title, year, first and last day, first and last number of each series."""
    days = [line.issued_on for chapter in chapters for line in chapter.lines if line.issued_on is not None]
    first, last = (short_date(min(days)), short_date(max(days))) if days else ("........", "........")
    texts = [
        (office.parent_name.upper(), 13, False),
        (office.name.upper(), 13, True),
        (title, 28, True),
        (f"Năm: {year}", 16, False),
        (f"Từ ngày {first} đến ngày {last}", 14, False),
        *((text, 14, False) for text in _runs_of_numbers(chapters)),
        ("Quyển số: ........", 14, False),
    ]
    for text, size, is_bold in texts:
        if text:
            _write(made.add_paragraph(), text, size=size, is_bold=is_bold, space_pt=9)


def _runs_of_numbers(chapters: Sequence[book.Chapter]) -> list[str]:
    """Return from which number to which the book goes, one line for each series."""
    if not chapters:
        return ["Từ số ........ đến số ........"]
    if len(chapters) == 1:
        return [f"Từ số {chapters[0].lines[0].code} đến số {chapters[0].lines[-1].code}"]
    return [f"{one.name}: từ số {one.lines[0].code} đến số {one.lines[-1].code}" for one in chapters]


def _table(lines: Sequence[book.Line]) -> Any:
    """Return the ten columns; the two header rows repeat on each page, no row is split."""
    widths = [round(width * _TWIPS_PER_MM) for width in _WIDTHS_MM]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    titles = _row(book.COLUMNS, widths, "<w:tblHeader/>", look="<w:b/>", paragraph=_CENTRED)
    numbers = [f"({column})" for column in range(1, len(book.COLUMNS) + 1)]
    head = titles + _row(numbers, widths, "<w:tblHeader/>", paragraph=_CENTRED)
    rows = (
        _row(line.cells(), widths, "<w:cantSplit/>", look=_STRUCK_OUT if line.is_voided else "")
        for line in lines
    )
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="dxa" w:w="{sum(widths)}"/>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{"".join(rows)}</w:tbl>'
    )


def _row(
    texts: Iterable[str], widths: Sequence[int], mark: str, *, look: str = "", paragraph: str = ""
) -> str:
    """Return a table row; the last column, Ghi chú, is never struck out."""
    cells = []
    for column, (width, text) in enumerate(zip(widths, texts, strict=True), start=1):
        shown = "" if column == len(widths) and look == _STRUCK_OUT else look
        words = escape(_FORBIDDEN.sub("", text))
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr><w:p><w:pPr>{paragraph}</w:pPr>'
            f'<w:r><w:rPr>{shown}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:tc>'
        )
    return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def _number_pages(made: Any) -> None:
    """Write the number of the page below each page but the cover."""
    for section in list(made.sections)[1:2]:  # the sections after it go on with its footer
        section.footer.is_linked_to_previous = False
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(field))  # noqa: SLF001 # python-docx has no name for it


def _mark_pages(made: Any) -> None:
    """Write on each page that this is no book of an office; the sections after the first go on with its header."""
    _write(made.sections[0].header.paragraphs[0], TEST_WORDS, size=18, is_bold=True)


def _write(paragraph: Any, text: str, *, size: float, is_bold: bool = False, space_pt: float = 0) -> None:
    """Write one centred text with room above and below."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(space_pt)
    run = paragraph.add_run(_FORBIDDEN.sub("", text))
    run.bold, run.font.size = is_bold, Pt(size)
