"""Builds correct documents with python-docx, in the ways in which offices build them; tests then break one thing.

`Draft` gives the paragraphs by name, so that a test says `draft["motto"]` and not a position.
"""

import copy
import io
from dataclasses import dataclass, field

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from service.domain.typesetting import text_width_emu

HEADERS = ("table", "tabs", "boxes")
RULES = ("shape", "vml", "border", "underscores", "underline")
NUMBERINGS = ("typed", "automatic")
LOOKS = ("direct", "styles")

MOTTO = "Độc lập - Tự do - Hạnh phúc"
ISSUERS = ("ỦY BAN NHÂN DÂN", "HUYỆN BA TƠ")
SUBJECT = "Nâng cao chỉ số dân vận chính quyền năm 2025"
LONG = (
    "Các phòng, ban, đơn vị thuộc huyện chủ động rà soát từng nhiệm vụ được giao, bố trí người theo dõi, lưu đủ tài liệu "
    "minh chứng và báo cáo kết quả đúng thời hạn để tổng hợp chung."
)
_SHAPE = (
    "<w:r {ns}><w:drawing><wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' "
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' behindDoc='0' locked='0' "
    "layoutInCell='1' allowOverlap='1' simplePos='0' relativeHeight='2' distT='0' distB='0' distL='0' distR='0'>"
    "<wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'>{place}</wp:positionH>"
    "<wp:positionV relativeFrom='paragraph'><wp:posOffset>20000</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{width}' cy='0'/><wp:wrapNone/><wp:docPr id='{id}' name='Đường kẻ'/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    "<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{width}' cy='0'/></a:xfrm>"
    "<a:prstGeom prst='line'/><a:ln w='9525'><a:prstDash val='{dash}'/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
_VML = (
    "<w:r {ns}><w:pict><v:line xmlns:v='urn:schemas-microsoft-com:vml' style='position:absolute;"
    "mso-position-horizontal:center' from='0,2pt' to='{points}pt,2pt'/></w:pict></w:r>"
)
_BOX = (
    "<w:r {ns}><w:drawing><wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' "
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' behindDoc='0' locked='0' "
    "layoutInCell='1' allowOverlap='1' simplePos='0' relativeHeight='3' distT='0' distB='0' distL='0' distR='0'>"
    "<wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'><wp:posOffset>{left}</wp:posOffset></wp:positionH>"
    "<wp:positionV relativeFrom='paragraph'><wp:posOffset>0</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{width}' cy='{height}'/><wp:wrapNone/><wp:docPr id='{id}' name='Khung'/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    "<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>"
    "<a:prstGeom prst='rect'/><a:ln>{line}</a:ln></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr/>"
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
_NO_LINE = "<a:noFill/>"
_RED_LINE = "<a:solidFill><a:srgbClr val='FF0000'/></a:solidFill>"


@dataclass
class Draft:
    """A document under construction: its paragraphs by name."""

    document: object
    parts: dict = field(default_factory=dict)
    shapes: int = 10

    def __getitem__(self, name):
        return self.parts[name]

    def content(self):
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def next_id(self):
        self.shapes += 1
        return self.shapes


def write(paragraph, text, *, size=14, bold=False, italic=False, align=None, before=0, after=0, indent=0):
    """Fill a paragraph with one run and give it its look directly."""
    run = paragraph.add_run(text)
    letters(run, size=size, bold=bold, italic=italic)
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.0
    form.first_line_indent = Mm(indent) if indent else None
    return paragraph


def letters(run, *, size, bold, italic, font="Times New Roman"):
    run.font.name = font
    run.font.size = Pt(size)
    run.font.bold, run.font.italic = bold, italic


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
    {"table": _header_table, "tabs": _header_tabs, "boxes": _header_boxes}[header](draft, rule, office, letter)
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


def _names(office):
    if office == "committee":
        return (), ISSUERS, "Số: 05/KH-UBND"
    return ("UBND HUYỆN BA TƠ",), ("PHÒNG NỘI VỤ",), "Số: 05/KH-PNV"


def _left_lines(office, letter):
    parents, issuers, number = _names(office)
    for index, text in enumerate(parents):
        yield f"parent{index}", text, {"size": 13}
    for index, text in enumerate(issuers):
        yield f"issuer{index}", text, {"size": 13, "bold": True}
    yield "issuer_rule", "", {}
    yield "number", number.replace("KH-UBND", "UBND-NV") if letter else number, {"size": 13}
    if letter:
        yield "letter_subject", "V/v rà soát nhiệm vụ dân vận", {"size": 12, "before": 6}


RIGHT_LINES = (
    ("national_title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {"size": 13, "bold": True}),
    ("motto", MOTTO, {"size": 14, "bold": True}),
    ("motto_rule", "", {}),
    ("date", "Ba Tơ, ngày 05 tháng 02 năm 2025", {"size": 14, "italic": True}),
)


def _header_table(draft, rule, office, letter):
    table = draft.document.add_table(rows=1, cols=2)
    for column, width in zip(table.columns, (Mm(62), Mm(98)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    draft.parts["header_table"] = table
    left, right = table.rows[0].cells
    _stack(draft, left, _left_lines(office, letter), rule)
    _stack(draft, right, RIGHT_LINES, rule)


def _stack(draft, cell, lines, rule):
    """Write lines into a cell or box, one paragraph each, and draw the rules."""
    first = cell.paragraphs[0] if cell.paragraphs else None
    for name, text, look in lines:
        paragraph = first if first is not None else cell.add_paragraph()
        first = None
        write(paragraph, text, align=WD_ALIGN_PARAGRAPH.CENTER, **look)
        draft.parts[name] = paragraph
        if name.endswith("_rule"):
            draw(draft, name, rule)


def width_of(paragraph):
    size = paragraph.runs[0].font.size.pt
    return text_width_emu(paragraph.text, size, bold=bool(paragraph.runs[0].font.bold))


def draw(draft, name, rule):
    """Draw the line of a part in one of the ways that offices use."""
    above = _above(draft, name)
    share = 1.0 if name == "motto_rule" else 0.4
    width = round(width_of(above) * share)
    paragraph = draft.parts[name]
    if rule == "shape":
        shape(draft, paragraph, width)
    elif rule == "vml":
        paragraph._p.append(parse_xml(_VML.format(ns=nsdecls("w"), points=width / 12700)))
    elif rule == "underscores":
        underscores(paragraph, width)
    elif rule == "border":
        border(paragraph, width, _column_width(name))
    elif rule == "underline":
        underline(above, share)


def _above(draft, name):
    if name == "motto_rule":
        return draft["motto"]
    if name == "subject_rule":
        return draft["subject"]
    return draft["issuer1"] if "issuer1" in draft.parts else draft["issuer0"]


def _column_width(name):
    """The room for text in twips: Word keeps 108 twips free at each side of a cell."""
    millimetres = {"motto_rule": 98, "issuer_rule": 62, "subject_rule": 160}[name]
    return round(millimetres * 56.6929) - (0 if name == "subject_rule" else 216)


def shape(draft, paragraph, width, *, dash="solid", place="<wp:align>center</wp:align>"):
    xml = _SHAPE.format(ns=nsdecls("w"), width=width, id=draft.next_id(), dash=dash, place=place)
    paragraph._p.append(parse_xml(xml))


def underscores(paragraph, width, sign="_"):
    count = max(1, round(width / text_width_emu(sign * 100, 14) * 100))
    letters(paragraph.add_run(sign * count), size=14, bold=False, italic=False)


def border(paragraph, width, column, *, style="single"):
    """A border at the top of an empty paragraph, drawn in at both sides to the length of the line."""
    side = max(0, round((column - width / 635) / 2))
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(
        f"<w:pBdr {nsdecls('w')}><w:top w:val='{style}' w:sz='4' w:space='1' w:color='auto'/></w:pBdr>"
    ))  # fmt: skip
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side * 635


def underline(paragraph, share):
    """Underline a part of the letters, about `share` of the line, in the middle of it."""
    run = paragraph.runs[0]
    text = run.text
    count = round(len(text) * share)
    start = (len(text) - count) // 2
    pieces = (text[:start], text[start : start + count], text[start + count :])
    run.text = pieces[0]
    for index, piece in enumerate(pieces[1:]):
        new = copy.deepcopy(run._r)
        paragraph._p.append(new)
        added = paragraph.runs[-1]
        added.text = piece
        added.font.underline = index == 0


def _header_tabs(draft, rule, office, letter):
    """Two columns by tabs: left and right text share paragraphs, lines are drawn as shapes or typed."""
    parents, issuers, number = _names(office)
    left = [*((f"parent{i}", t, False) for i, t in enumerate(parents)),
            *((f"issuer{i}", t, True) for i, t in enumerate(issuers))]  # fmt: skip
    right = [RIGHT_LINES[0], RIGHT_LINES[1]]
    for (left_name, left_text, bold), (name, text, look) in zip(left, right, strict=True):
        paragraph = _tabbed(draft)
        _segments(draft, paragraph, left_name, left_text, {"size": 13, "bold": bold}, name, text, look)
    paragraph = _tabbed(draft)
    draft.parts["issuer_rule"] = draft.parts["motto_rule"] = paragraph
    issuer = len(issuers) - 1
    issuer_width = round(text_width_emu(issuers[issuer], 13, bold=True) * 0.4)
    motto_width = text_width_emu(MOTTO, 14, bold=True)
    if rule == "underscores":
        underscores(paragraph, issuer_width)
        paragraph.add_run("\t")
        underscores(paragraph, motto_width)
    else:
        shape(draft, paragraph, issuer_width, place="<wp:posOffset>700000</wp:posOffset>")
        shape(draft, paragraph, motto_width, place="<wp:posOffset>3200000</wp:posOffset>")
    paragraph = _tabbed(draft)
    look = {"size": 13, "bold": False}
    _segments(draft, paragraph, "number", number, look, "date", RIGHT_LINES[3][1], RIGHT_LINES[3][2])


def _tabbed(draft):
    paragraph = draft.document.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(75))
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    return paragraph


def _segments(draft, paragraph, left_name, left_text, left_look, name, text, look):
    letters(paragraph.add_run(left_text), size=left_look["size"], bold=left_look["bold"], italic=False)
    paragraph.add_run("\t")
    letters(paragraph.add_run(text), size=look["size"], bold=look.get("bold", False), italic=look.get("italic", False))
    draft.parts[left_name] = Segment(paragraph, 0)
    draft.parts[name] = Segment(paragraph, 2)


@dataclass
class Segment:
    """One side of a tabbed paragraph, with the face of a paragraph that the breaks use."""

    paragraph: object
    index: int

    @property
    def runs(self):
        return [self.paragraph.runs[self.index]]

    @property
    def text(self):
        return self.runs[0].text

    @property
    def paragraph_format(self):
        return self.paragraph.paragraph_format

    @property
    def _p(self):
        return self.paragraph._p


def _header_boxes(draft, rule, office, letter):
    anchor = draft.document.add_paragraph()
    for left, width, lines in ((0, 62, _left_lines(office, letter)), (64, 98, RIGHT_LINES)):
        content = box(draft, anchor, width=width, height=30, left=left)
        _stack(draft, _BoxCell(content, anchor), lines, rule)


def box(draft, anchor, *, width, height, left, line=_NO_LINE):
    element = parse_xml(_BOX.format(
        ns=nsdecls("w"), left=left * 36000, width=width * 36000, height=height * 36000, id=draft.next_id(), line=line
    ))  # fmt: skip
    anchor._p.append(element)
    return next(element.iter(qn("w:txbxContent")))


class _BoxCell:
    """A text box with the face of a cell."""

    paragraphs = ()

    def __init__(self, content, anchor):
        self._content, self._anchor = content, anchor

    def add_paragraph(self):
        element = parse_xml(f"<w:p {nsdecls('w')}/>")
        self._content.append(element)
        return Paragraph(element, self._anchor._parent)


def _stamp(draft):
    anchor = draft.document.add_paragraph()
    content = box(draft, anchor, width=20, height=8, left=10, line=_RED_LINE)
    paragraph = _BoxCell(content, anchor).add_paragraph()
    write(paragraph, "KHẨN", size=13, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    color(paragraph, "FF0000")
    draft.parts["stamp"] = paragraph


def color(paragraph, value):
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(parse_xml(f"<w:color {nsdecls('w')} w:val='{value}'/>"))


def _title(draft, kind, rule):
    centre = WD_ALIGN_PARAGRAPH.CENTER
    draft.parts["kind"] = write(draft.document.add_paragraph(), kind, bold=True, align=centre, before=12)
    draft.parts["subject"] = write(draft.document.add_paragraph(), SUBJECT, bold=True, align=centre)
    draft.parts["subject_rule"] = write(draft.document.add_paragraph(), "", align=centre)
    draw(draft, "subject_rule", rule)


def _addressees(draft, addressees):
    if len(addressees) == 1:
        text = f"Kính gửi: {addressees[0]}"
        draft.parts["addressee0"] = write(draft.document.add_paragraph(), text, align=WD_ALIGN_PARAGRAPH.CENTER, before=6)
    elif addressees:
        draft.parts["addressee0"] = write(draft.document.add_paragraph(), "Kính gửi:", before=6, indent=30)
        for index, name in enumerate(addressees, start=1):
            end = "." if index == len(addressees) else ";"
            draft.parts[f"addressee{index}"] = write(draft.document.add_paragraph(), f"- {name}{end}", indent=50)


BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Quyết định số 1211/QĐ-UBND ngày 02/11/2022 của Ủy ban nhân dân tỉnh Quảng Ngãi ban hành Quy định chấm điểm.",
)


def _text(draft, numbering, looks, *, bases, appendices, articles, kind):
    for index, text in enumerate(BASES if bases else ()):
        draft.parts[f"basis{index}"] = _body(draft, text, italic=True)
    draft.parts["opening"] = _body(
        draft, "Ủy ban nhân dân huyện ban hành văn bản này để các cơ quan, đơn vị thống nhất thực hiện, như sau:"
    )
    if articles:
        draft.parts["article"] = _article(draft, "Điều 1. ", "Giao các phòng, ban thực hiện nhiệm vụ được phân công.")
    for name, number, text, look in _paragraphs(appendices, kind):
        paragraph = _body(draft, text if numbering == "automatic" else f"{number} {text}".strip(), looks=looks, **look)
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
    yield "plain2", "", "Quá trình thực hiện nếu có vướng mắc, phản ánh về Phòng Nội vụ để được hướng dẫn./.", {}


def _body(draft, text, *, bold=False, italic=False, looks="direct"):
    paragraph = draft.document.add_paragraph()
    if looks == "direct":
        return write(paragraph, text, bold=bold, italic=italic, align=WD_ALIGN_PARAGRAPH.JUSTIFY, before=6, indent=10)
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


_LEVELS = {"roman": (0, "upperRoman", "%1."), "arabic": (1, "decimal", "%2."), "letter": (2, "lowerLetter", "%3)")}


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


SIGNATURE = (("capacity0", "TM. ỦY BAN NHÂN DÂN"), ("capacity1", "KT. CHỦ TỊCH"), ("capacity2", "PHÓ CHỦ TỊCH"))
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
    left = [("recipients_label", "Nơi nhận:"), *((f"recipient{i}", text) for i, text in enumerate(recipients))]
    right = [*SIGNATURE, *((("", ""),) * (len(left) - len(SIGNATURE) - 1)), ("name", "Nguyễn Văn Minh")]
    for index, ((left_name, text), (name, words)) in enumerate(zip(left, right, strict=True)):
        paragraph = _tabbed(draft)
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
    draft.parts[f"appendix{index}"] = write(draft.document.add_paragraph(), f"Phụ lục{number}", bold=True, align=centre)
    title = write(draft.document.add_paragraph(), "PHÂN CÔNG NHIỆM VỤ", bold=True, align=centre)
    draft.parts[f"appendix_title{index}"] = title
    attached = f"(Kèm theo {kind.capitalize()} số 05/KH-UBND ngày 05 tháng 02 năm 2025 của Ủy ban nhân dân huyện Ba Tơ)"
    draft.parts[f"attached{index}"] = write(draft.document.add_paragraph(), attached, italic=True, align=centre)
    table = draft.document.add_table(rows=2, cols=3)
    cells = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "1", "Rà soát thủ tục", "Phòng Nội vụ")
    for cell, text in zip((cell for row in table.rows for cell in row.cells), cells, strict=True):
        write(cell.paragraphs[0], text, size=12)


def restart(section, start=1):
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.append(parse_xml(f"<w:pgNumType {nsdecls('w')} w:start='{start}'/>"))
