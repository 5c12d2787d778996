"""Builds correct documents with python-docx, in the ways in which offices build them; tests then break one thing.

`Draft` gives the paragraphs by name, so that a test says `draft["motto"]` and not a position.
"""

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from tests.checking.builder_header import Segment, draw, header_boxes, header_table, header_tabs, tabbed
from tests.checking.drawing_tools import RED_LINE, BoxCell, Draft, box, color, letters, restart, write

HEADERS = ("table", "tabs", "boxes")
RULES = ("shape", "vml", "border", "underscores", "underline")
NUMBERINGS = ("typed", "automatic")
LOOKS = ("direct", "styles")
SUBJECT = "Nâng cao chỉ số dân vận chính quyền năm 2025"
LONG = (
    "Các phòng, ban, đơn vị thuộc huyện chủ động rà soát từng nhiệm vụ được giao, bố trí người theo dõi, lưu đủ "
    "tài liệu minh chứng và báo cáo kết quả đúng thời hạn để tổng hợp chung."
)


def build(
    *, header="table", rule="shape", numbering="typed", looks="direct", office="committee", kind="KẾ HOẠCH",
    addressees=(), appendices=1, bases=True, urgency=False, letter=False, articles=False,
):  # fmt: skip
    """Return a correct document as a draft."""
    document = docx.Document()
    document._body.clear_content()
    draft = Draft(document)
    _page(document.sections[0])
    _page_number(document.sections[0], draft)
    {"table": header_table, "tabs": header_tabs, "boxes": header_boxes}[header](draft, rule, office, letter)
    if urgency:
        _stamp(draft)
    if not letter:
        _title(draft, kind, rule if rule != "underline" else "shape")
    _addressees(draft, addressees)
    _text(draft, numbering, looks, bases=bases, appendices=appendices, articles=articles, kind=kind)
    _closing(draft, header, has_addressees=bool(addressees), articles=articles)
    for index in range(appendices):
        _appendix(draft, index, appendices, kind)
    return draft


def _page(section):
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.different_first_page_header_footer = True


def _page_number(section, draft):
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run = paragraph.add_run()
        letters(run, size=14, bold=False, italic=False)
        if kind == "text":
            run.text = text
        elif kind:
            run._r.append(parse_xml(f"<w:fldChar {nsdecls('w')} w:fldCharType='{kind}'/>"))
        else:
            run._r.append(parse_xml(f"<w:instrText {nsdecls('w')} xml:space='preserve'>{text}</w:instrText>"))
    draft.parts["page_number"] = paragraph


def _stamp(draft):
    anchor = draft.document.add_paragraph()
    content = box(draft, anchor, width=20, height=8, left=10, line=RED_LINE)
    paragraph = BoxCell(content, anchor).add_paragraph()
    write(paragraph, "KHẨN", size=13, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    color(paragraph, "FF0000")
    draft.parts["stamp"] = paragraph


def _title(draft, kind, rule):
    centre = WD_ALIGN_PARAGRAPH.CENTER
    draft.parts["kind"] = write(draft.document.add_paragraph(), kind, bold=True, align=centre, before=12)
    draft.parts["subject"] = write(draft.document.add_paragraph(), SUBJECT, bold=True, align=centre)
    draft.parts["subject_rule"] = write(draft.document.add_paragraph(), "", align=centre)
    draw(draft, "subject_rule", rule)


def _addressees(draft, addressees):
    if len(addressees) == 1:
        text = f"Kính gửi: {addressees[0]}"
        draft.parts["addressee0"] = write(
            draft.document.add_paragraph(), text, align=WD_ALIGN_PARAGRAPH.CENTER, before=6
        )
    elif addressees:
        draft.parts["addressee0"] = write(draft.document.add_paragraph(), "Kính gửi:", before=6, indent=30)
        for index, name in enumerate(addressees, start=1):
            end = "." if index == len(addressees) else ";"
            draft.parts[f"addressee{index}"] = write(
                draft.document.add_paragraph(), f"- {name}{end}", indent=50
            )


BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Quyết định số 1211/QĐ-UBND ngày 02/11/2022 của Ủy ban nhân dân tỉnh Quảng Ngãi về chấm điểm dân vận.",
)


def _text(draft, numbering, looks, *, bases, appendices, articles, kind):
    for index, text in enumerate(BASES if bases else ()):
        draft.parts[f"basis{index}"] = _body(draft, text, italic=True)
    draft.parts["opening"] = _body(
        draft,
        "Ủy ban nhân dân huyện ban hành văn bản này để các cơ quan, đơn vị thống nhất thực hiện, như sau:",
    )
    if articles:
        draft.parts["article"] = _article(
            draft, "Điều 1. ", "Giao các phòng, ban thực hiện nhiệm vụ được phân công."
        )
    for name, number, text, look in _paragraphs(appendices, kind):
        paragraph = _body(
            draft, text if numbering == "automatic" else f"{number} {text}".strip(), looks=looks, **look
        )
        if numbering == "automatic" and number:
            automatic(draft, paragraph, number)
        draft.parts[name] = paragraph


def _paragraphs(appendices, kind):
    mention = f" theo phân công tại Phụ lục kèm theo {kind.capitalize()} này" if appendices else ""
    yield "roman1", "I.", "MỤC TIÊU, CHỈ TIÊU", {"bold": True}
    yield "clause1", "1.", "Mục tiêu", {"bold": True}
    yield "plain1", "", LONG, {}
    yield "clause2", "2.", "Chỉ tiêu chủ yếu", {"bold": True}
    yield "point_a", "a)", "Tổng điểm công tác dân vận được thẩm định từ 95 điểm trở lên;", {}
    yield "point_b", "b)", f"Trên 98% hồ sơ được giải quyết đúng hạn{mention}.", {}
    yield "roman2", "II.", "TỔ CHỨC THỰC HIỆN", {"bold": True}
    yield "clause3", "1.", "Phòng Nội vụ theo dõi, đôn đốc, tổng hợp kết quả. " + LONG, {}
    yield "clause4", "2.", "Các cơ quan, đơn vị báo cáo kết quả trước ngày 05/12/2025. " + LONG, {}
    yield (
        "plain2",
        "",
        "Quá trình thực hiện nếu có vướng mắc, phản ánh về Phòng Nội vụ để được hướng dẫn./.",
        {},
    )


def _body(draft, text, *, bold=False, italic=False, looks="direct"):
    paragraph = draft.document.add_paragraph()
    if looks == "direct":
        return write(
            paragraph, text, bold=bold, italic=italic, align=WD_ALIGN_PARAGRAPH.JUSTIFY, before=6, indent=10
        )
    paragraph.add_run(text)
    paragraph.style = _style(draft.document, bold)
    return paragraph


def _style(document, bold):
    """A style that is based on another one: the weight alone is its own."""
    names = [style.name for style in document.styles]
    if "Nội dung" not in names:
        base = document.styles.add_style("Nội dung", 1)
        base.font.name, base.font.size = "Times New Roman", Pt(14)
        base.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        base.paragraph_format.first_line_indent = Mm(10)
        base.paragraph_format.space_before = Pt(6)
        base.paragraph_format.line_spacing = 1.0
        heavy = document.styles.add_style("Nội dung đậm", 1)
        heavy.base_style = base
        heavy.font.bold = True
    return document.styles["Nội dung đậm" if bold else "Nội dung"]


def _article(draft, label, text):
    paragraph = _body(draft, label, bold=True)
    letters(paragraph.add_run(text), size=14, bold=False, italic=False)
    return paragraph


_LEVELS = {
    "roman": (0, "upperRoman", "%1."),
    "arabic": (1, "decimal", "%2."),
    "letter": (2, "lowerLetter", "%3)"),
}


def automatic(draft, paragraph, number):
    """Give a paragraph its number by a list of Word instead of typing it."""
    if "list" not in draft.parts:
        draft.parts["list"] = _list(draft.document)
    kind = "roman" if number[0] in "IV" else "arabic" if number[0].isdigit() else "letter"
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(
        f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{_LEVELS[kind][0]}'/><w:numId w:val='{draft['list']}'/></w:numPr>"
    ))  # fmt: skip


def _list(document):
    root = document.part.numbering_part.element
    levels = "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:suff w:val='space'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
        for level, form, text in _LEVELS.values()
    )
    root.insert(0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'>{levels}</w:abstractNum>"))
    root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))
    return 77


SIGNATURE = (
    ("capacity0", "TM. ỦY BAN NHÂN DÂN"),
    ("capacity1", "KT. CHỦ TỊCH"),
    ("capacity2", "PHÓ CHỦ TỊCH"),
)
RECIPIENTS = ("- Thường trực Huyện ủy;", "- Chủ tịch, các Phó Chủ tịch UBND huyện;", "- Các phòng, ban thuộc huyện;",
              "- Lưu: VT, NV.")  # fmt: skip


def _closing(draft, header, *, has_addressees, articles):
    first = ["- Như trên;"] if has_addressees else ["- Như Điều 1;"] if articles else []
    recipients = [*first, *RECIPIENTS]
    if header == "tabs":
        _closing_tabs(draft, recipients)
        return
    table = draft.document.add_table(rows=1, cols=2)
    draft.parts["closing_table"] = table
    left, right = table.rows[0].cells
    draft.parts["recipients_label"] = write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for index, text in enumerate(recipients):
        draft.parts[f"recipient{index}"] = write(left.add_paragraph(), text, size=11)
    paragraphs = [right.paragraphs[0]]
    for name, text in (*SIGNATURE, *(("", "") for _ in range(4)), ("name", "Nguyễn Văn Minh")):
        paragraph = paragraphs.pop() if paragraphs else right.add_paragraph()
        write(paragraph, text, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
        if name:
            draft.parts[name] = paragraph


def _closing_tabs(draft, recipients):
    left = [
        ("recipients_label", "Nơi nhận:"),
        *((f"recipient{i}", text) for i, text in enumerate(recipients)),
    ]
    right = [*SIGNATURE, *((("", ""),) * (len(left) - len(SIGNATURE) - 1)), ("name", "Nguyễn Văn Minh")]
    for index, ((left_name, text), (name, words)) in enumerate(zip(left, right, strict=True)):
        paragraph = tabbed(draft)
        is_label = index == 0
        letters(paragraph.add_run(text), size=12 if is_label else 11, bold=is_label, italic=is_label)
        draft.parts[left_name] = Segment(paragraph, 0)
        if words:
            paragraph.add_run("\t")
            letters(paragraph.add_run(words), size=14, bold=True, italic=False)
            draft.parts[name] = Segment(paragraph, 2)


def _appendix(draft, index, count, kind):
    section = draft.document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    restart(section)
    number = f" {'I' * (index + 1)}" if count > 1 else ""
    centre = WD_ALIGN_PARAGRAPH.CENTER
    draft.parts[f"appendix{index}"] = write(
        draft.document.add_paragraph(), f"Phụ lục{number}", bold=True, align=centre
    )
    title = write(draft.document.add_paragraph(), "PHÂN CÔNG NHIỆM VỤ", bold=True, align=centre)
    draft.parts[f"appendix_title{index}"] = title
    attached = f"(Kèm theo {kind.capitalize()} số 05/KH-UBND ngày 05 tháng 02 năm 2025 của Ủy ban nhân dân huyện Ba Tơ)"
    draft.parts[f"attached{index}"] = write(
        draft.document.add_paragraph(), attached, italic=True, align=centre
    )
    table = draft.document.add_table(rows=2, cols=3)
    cells = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "1", "Rà soát thủ tục", "Phòng Nội vụ")
    for cell, text in zip((cell for row in table.rows for cell in row.cells), cells, strict=True):
        write(cell.paragraphs[0], text, size=12)
