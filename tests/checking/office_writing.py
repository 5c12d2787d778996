"""What the right documents of `office_files` are typed with: paragraphs, bare tables, drawn lines, the closing."""

import io

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

CENTER, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def new_file(*, after=6, indent=1.27, line=1.0, margins=(2, 2, 3, 2)):
    """Return a file whose Normal is what the office has set once: Times New Roman 14, justified text in "Body Text"."""
    document = docx.Document()
    document._body.clear_content()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Cm, margins)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    fonts = normal.element.rPr.rFonts
    for slot in ("eastAsia", "cs", "hAnsi"):
        fonts.set(qn(f"w:{slot}"), "Times New Roman")
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    body = document.styles["Body Text"]
    body.font.name = None
    body.paragraph_format.alignment, body.paragraph_format.space_after = BOTH, Pt(after)
    body.paragraph_format.first_line_indent, body.paragraph_format.line_spacing = Cm(indent), line
    page_number = section.header.paragraphs[0]
    page_number.style = normal
    _page_field(page_number)
    return document


def _page_field(paragraph):
    paragraph.alignment = CENTER
    paragraph._p.append(parse_xml(
        f"<w:fldSimple {nsdecls('w')} w:instr=' PAGE \\* MERGEFORMAT '><w:r><w:t>2</w:t></w:r></w:fldSimple>"
    ))  # fmt: skip


def put(holder, words, *, size=None, bold=None, italic=None, align=None, style=None):
    """Add a paragraph; `**` in the words changes between light and bold, as people press Ctrl+B."""
    paragraph = holder.add_paragraph()
    if style is not None:
        paragraph.style = style
    paragraph.alignment = align
    for place, piece in enumerate(words.split("**")):
        run = paragraph.add_run(piece) if piece else None
        if run is not None:
            run.font.size = Pt(size) if size else None
            run.bold = True if place % 2 else bold
            run.italic = italic
    return paragraph


def texts(document, *lines):
    for words in lines:
        put(document, words, style=document.styles["Body Text"])


def fill(cell, *lines):
    """Fill a cell; the empty paragraph that Word begins it with is used first."""
    for place, (words, look) in enumerate(lines):
        if place == 0:
            cell._tc.remove(cell.paragraphs[0]._p)
        put(cell, words, **{"align": CENTER, **look})


def bare_table(document, rows, columns, *widths):
    table = document.add_table(rows=rows, cols=columns)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    return table


def closing(document, recipients, signature, name, *, gap=4):
    table = bare_table(document, 1, 2, 7.5, 8.5)
    left, right = table.rows[0].cells
    fill(left, ("Nơi nhận:", {"size": 12, "bold": True, "italic": True, "align": LEFT}),
          *((line, {"size": 11, "align": LEFT}) for line in recipients))  # fmt: skip
    blank = [("", {})] * gap
    fill(right, *((line, {"bold": True}) for line in signature), *blank, (name, {"bold": True}))


def content_of(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def border_line(paragraph, side):
    """Draw a line as the upper border of an empty paragraph, drawn in at both sides by centimetres."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Cm(side)
    paragraph._p.get_or_add_pPr().append(parse_xml(
        f"<w:pBdr {nsdecls('w')}><w:top w:val='single' w:sz='6' w:space='1' w:color='auto'/></w:pBdr>"
    ))  # fmt: skip


def box_paragraph(anchor, place):
    """Return a paragraph of the boxes of an anchor by its place, to draw a line into it."""
    tag = qn("w:txbxContent")
    elements = [p for content in anchor._p.iter(tag) for p in content.iter(qn("w:p"))]
    return docx.text.paragraph.Paragraph(elements[place], anchor._parent)
