"""Single changes of a draft: words, look, place, parts taken away; tables of breaks are made of them."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from tests.checking import builder_header, drawing_tools

LEFT, RIGHT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER


def text(name, new):
    """Change the words of a part and keep its look."""

    def change(draft):
        runs = draft[name].runs
        runs[0].text = new
        for run in runs[1:]:
            run.text = ""

    return change


def attached_of(day):
    """Write the line under an appendix with its day as given."""
    return text("attached0", f"(Kèm theo Kế hoạch số 05/KH-UBND {day} của Ủy ban nhân dân huyện Ba Tơ)")


def font(name, /, **look):
    """Change size, weight or slant of a part directly."""

    def change(draft):
        for run in draft[name].runs:
            for key, value in look.items():
                setattr(run.font, key, Pt(value) if key == "size" else value)

    return change


def form(name, /, **look):
    """Change alignment, distances or indents of a part directly."""

    def change(draft):
        for key, value in look.items():
            setattr(draft[name].paragraph_format, key, value)

    return change


def style(name, /, **look):
    """Give a part a character style that changes its look, and take the direct formatting away."""

    def change(draft):
        made = draft.document.styles.add_style("Kiểu chữ lạ", 2)
        for key, value in look.items():
            setattr(made.font, key, value)
        for run in draft[name].runs:
            for key in look:
                setattr(run.font, key, None)
            run.style = made

    return change


def base_style(name, /, **look):
    """Give a part a paragraph style based on one that changes its look, and take the direct formatting away."""

    def change(draft):
        base = draft.document.styles.add_style("Kiểu gốc", 1)
        made = draft.document.styles.add_style("Kiểu con", 1)
        made.base_style = base
        for key, value in look.items():
            setattr(base.font, key, value)
        paragraph = draft[name]
        paragraph.style = made
        for run in paragraph.runs:
            for key in look:
                setattr(run.font, key, None)

    return change


def drop(*names):
    """Take parts away."""

    def change(draft):
        for name in names:
            element = draft[name]._p
            element.getparent().remove(element)

    return change


def clear(name):
    def change(draft):
        for child in list(draft[name]._p):
            if child.tag != qn("w:pPr"):
                draft[name]._p.remove(child)

    return change


def section(index=0, **look):
    def change(draft):
        for key, value in look.items():
            setattr(draft.document.sections[index], key, value)

    return change


def after(name, new):
    """Add a paragraph with the look of a part after it."""

    def change(draft):
        old = draft[name]
        element = parse_xml(old._p.xml)
        old._p.addnext(element)
        text_of = Paragraph(element, old._parent)
        text_of.runs[0].text = new

    return change


def both(*changes):
    def change(draft):
        for one in changes:
            one(draft)

    return change


def theme_font(paragraph):
    for run in paragraph.runs:
        fonts = run._r.rPr.rFonts
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        fonts.set(qn("w:asciiTheme"), "minorHAnsi")
        fonts.set(qn("w:hAnsiTheme"), "minorHAnsi")


def extended_font(paragraph, name):
    for run in paragraph.runs:
        run._r.rPr.rFonts.set(qn("w:hAnsi"), name)


def color_style(draft, name):
    made = draft.document.styles.add_style("Chữ màu", 2)
    made.element.get_or_add_rPr().append(parse_xml(f"<w:color {nsdecls('w')} w:val='C00000'/>"))
    for run in draft[name].runs:
        run.style = made


def number_format(draft, value):
    drawing_tools.restart(draft.document.sections[0])
    draft.document.sections[0]._sectPr.find(qn("w:pgNumType")).set(qn("w:fmt"), value)


def to_footer(draft):
    part = draft.document.sections[0]
    paragraph = draft["page_number"]._p
    part.footer.paragraphs[0]._p.addnext(paragraph)


def no_number(draft, longer_by=30):
    draft["page_number"]._p.getparent().remove(draft["page_number"]._p)
    for _ in range(longer_by):
        element = parse_xml(draft["plain1"]._p.xml)
        draft["plain1"]._p.addnext(element)


def number_on_first(draft):
    element = parse_xml(draft["page_number"]._p.xml)
    draft.document.sections[0].first_page_header.paragraphs[0]._p.addnext(element)


def number_on(part):
    for old in part._sectPr.findall(qn("w:pgNumType")):
        part._sectPr.remove(old)


def same_section(draft):
    body = draft.document.element.body
    for paragraph in list(body.iterchildren(qn("w:p"))):
        properties = paragraph.find(qn("w:pPr"))
        inner = None if properties is None else properties.find(qn("w:sectPr"))
        if inner is not None:
            body.replace(body.find(qn("w:sectPr")), inner)
            body.remove(paragraph)


def to_commune(draft):
    """Name recipients of today: none of a district."""
    text("recipient0", "- Thường trực Đảng ủy;")(draft)
    text("recipient1", "- Chủ tịch, các Phó Chủ tịch UBND xã;")(draft)
    text("recipient2", "- Các phòng thuộc xã;")(draft)


def no_recipients(draft):
    table = draft["closing_table"]
    for child in list(table.rows[0].cells[0]._tc):
        if child.tag == qn("w:p") and child is not draft["recipients_label"]._p:
            table.rows[0].cells[0]._tc.remove(child)
    clear("recipients_label")(draft)


def move_after(draft, name, target):
    draft[target]._p.addnext(draft[name]._p)


def swap_cells(table):
    first, second = table._tbl.tr_lst[0].tc_lst
    second.addnext(first)


def stacked(draft):
    """Undo the header table: its paragraphs stand one below the other in the middle of the page."""
    table = draft["header_table"]._tbl
    for name in (
        "national_title",
        "motto",
        "motto_rule",
        "issuer0",
        "issuer1",
        "issuer_rule",
        "number",
        "date",
    ):
        table.addprevious(draft[name]._p)
    table.getparent().remove(table)


def redraw(draft, name, rule, share, **options):
    clear(name)(draft)
    width = round(drawing_tools.width_of(builder_header.line_above(draft, name)) * share)
    if rule == "shape":
        drawing_tools.shape(draft, draft[name], width, **options)
    elif rule == "border":
        drawing_tools.border(draft[name], width, builder_header.column_width(name))
    else:
        drawing_tools.underscores(draft[name], width, **options)


def underlined(draft):
    clear("motto_rule")(draft)
    drawing_tools.underline(draft["motto"], 0.5)


def heading(draft):
    paragraph = parse_xml(draft["addressee0"]._p.xml)
    draft["addressee0"]._p.addprevious(paragraph)
    new = Paragraph(paragraph, draft["addressee0"]._parent)
    new.runs[0].text, new.runs[0].font.bold = "CÔNG VĂN", True


def align_style(draft):
    draft.document.styles["Nội dung"].paragraph_format.alignment = LEFT


def contextual(draft):
    element = draft.document.styles["Nội dung"].element.get_or_add_pPr()
    element.append(parse_xml(f"<w:contextualSpacing {nsdecls('w')}/>"))


def part(draft, label, *, title="QUY ĐỊNH CHUNG", align=CENTER):
    anchor = draft["roman1"]._p
    for words in (label, title):
        paragraph = Paragraph(parse_xml(anchor.xml), draft["roman1"]._parent)
        anchor.addprevious(paragraph._p)
        paragraph.runs[0].text = words
        paragraph.paragraph_format.first_line_indent = None
        paragraph.alignment = align if words == label else CENTER


def mark(draft):
    paragraph = Paragraph(parse_xml(draft["recipient3"]._p.xml), draft["recipient3"]._parent)
    draft["recipient3"]._p.addnext(paragraph._p)
    paragraph.runs[0].text, paragraph.runs[0].font.size = "LTN.(45)", Pt(13)


def nothing(_draft):
    """Leave the draft as it is: its options break the rule."""
