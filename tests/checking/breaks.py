"""What breaks each rule: one change of a correct document for each way of doing it in Word."""

from collections.abc import Callable
from dataclasses import dataclass, field

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tests.checking import builder

LEFT, RIGHT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
LETTER = {"letter": True, "addressees": ("Các phòng, ban",), "appendices": 0}
REPORT = {"kind": "BÁO CÁO", "addressees": ("Ủy ban nhân dân tỉnh", "Sở Nội vụ"), "appendices": 0}


@dataclass(frozen=True)
class Break:
    """One change and the rule that it breaks; `options` are those of the document that is changed."""

    rule: str
    why: str
    change: Callable
    options: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.rule} - {self.why}"


BREAKS: list[Break] = []


def add(rule, why, change, /, **options):
    BREAKS.append(Break(rule, why, change, options))


def text(name, new):
    """Change the words of a part and keep its look."""

    def change(draft):
        runs = draft[name].runs
        runs[0].text = new
        for run in runs[1:]:
            run.text = ""

    return change


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


def three_ways(rule, name, why, look, /, **options):
    """Break a look by direct formatting, by a character style and by a paragraph style's base."""
    pt = {key: Pt(value) if key == "size" else value for key, value in look.items()}
    add(rule, f"{why} (trực tiếp)", font(name, **look), **options)
    add(rule, f"{why} (kiểu chữ)", style(name, **pt), **options)
    add(rule, f"{why} (kiểu đoạn, basedOn)", base_style(name, **pt), **options)


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


DECISION = text("number", "Số: 05/QĐ-UBND")

# --- page -----------------------------------------------------------------------------------------------------
add("PAGE.SIZE", "khổ Letter", section(page_width=Mm(216), page_height=Mm(279)), appendices=0)
add("PAGE.SIZE", "khổ A3 ở phụ lục", section(1, page_width=Mm(420), page_height=Mm(297)))
add("PAGE.ORIENT", "trang ngang", section(orientation=WD_ORIENT.LANDSCAPE, page_width=Mm(297), page_height=Mm(210)),
    appendices=0)  # fmt: skip
add("PAGE.MARGIN.TOP", "30 mm", section(top_margin=Mm(30)), appendices=0)
add("PAGE.MARGIN.BOTTOM", "15 mm", section(bottom_margin=Mm(15)), appendices=0)
add("PAGE.MARGIN.LEFT", "25 mm", section(left_margin=Mm(25)), appendices=0)
add("PAGE.MARGIN.LEFT", "gáy cộng vào lề", section(gutter=Mm(10)), appendices=0)
add("PAGE.MARGIN.RIGHT", "25 mm", section(right_margin=Mm(25)), appendices=0)
three_ways("PAGE.FONT", "plain1", "phông Arial", {"name": "Arial"})
add("PAGE.FONT", "phông theo chủ đề", lambda draft: theme_font(draft["plain1"]))
add("PAGE.FONT", "chỉ chữ có dấu khác phông", lambda draft: extended_font(draft["plain1"], "Calibri"))
add("PAGE.UNICODE", "chữ tổ hợp", text("plain1", "Ca\u0301c pho\u0300ng, ban thực hiện."))
add("PAGE.UNICODE", "phông TCVN3", font("plain1", name=".VnTime"))
add("PAGE.COLOR", "chữ xanh", lambda draft: builder.color(draft["plain1"], "0070C0"))
add("PAGE.COLOR", "màu của kiểu", lambda draft: color_style(draft, "plain1"))


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


# --- page number ----------------------------------------------------------------------------------------------
add("PAGENUM.FORMAT", "cỡ 11", font("page_number", size=11))
add("PAGENUM.FORMAT", "nghiêng", font("page_number", italic=True))
add("PAGENUM.FORMAT", "số La Mã", lambda draft: number_format(draft, "lowerRoman"))
add("PAGENUM.FORMAT", "bắt đầu từ 2", lambda draft: builder.restart(draft.document.sections[0], 2))
add("PAGENUM.POS", "canh phải", form("page_number", alignment=RIGHT))
add("PAGENUM.POS", "ở chân trang", lambda draft: to_footer(draft))
add("PAGENUM.POS", "không có số trang", lambda draft: no_number(draft), appendices=0)
add("PAGENUM.FIRST_HIDDEN", "hiện ở trang đầu", section(different_first_page_header_footer=False))
add("PAGENUM.FIRST_HIDDEN", "có trong đầu trang thứ nhất", lambda draft: number_on_first(draft))
add("PAGENUM.APPENDIX_RESTART", "đánh số tiếp", lambda draft: number_on(draft.document.sections[1]))
add("PAGENUM.APPENDIX_RESTART", "chung phần trang với nội dung", lambda draft: same_section(draft))


def number_format(draft, value):
    builder.restart(draft.document.sections[0])
    draft.document.sections[0]._sectPr.find(qn("w:pgNumType")).set(qn("w:fmt"), value)


def to_footer(draft):
    part = draft.document.sections[0]
    paragraph = draft["page_number"]._p
    part.footer.paragraphs[0]._p.addnext(paragraph)


def no_number(draft):
    draft["page_number"]._p.getparent().remove(draft["page_number"]._p)
    for _ in range(30):
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


# --- header ---------------------------------------------------------------------------------------------------
add("DOC.COMPONENTS", "thiếu số, ký hiệu", drop("number"))
add("DOC.COMPONENTS", "thiếu nơi nhận", lambda draft: no_recipients(draft))
add("DOC.COMPONENTS", "thiếu địa danh, ngày", drop("date"))
add("DOC.COMPONENTS", "thiếu tên cơ quan", drop("issuer0", "issuer1", "issuer_rule"), appendices=0)
add("DOC.CELLS", "ngày ở ô bên trái", lambda draft: move_after(draft, "date", "number"))
add("DOC.CELLS", "nơi nhận bên phải, chữ ký bên trái", lambda draft: swap_cells(draft["closing_table"]))
add("QH.TEXT", "sai chữ", text("national_title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAN"))
add("QH.TEXT", "sai chữ, tách bằng tab", text("national_title", "CỘNG HÒA XÃ HỘI CHŨ NGHĨA VIỆT NAM"), header="tabs")
three_ways("QH.STYLE", "national_title", "cỡ 14", {"size": 14})
three_ways("QH.STYLE", "national_title", "không đậm", {"bold": False})
add("QH.STYLE", "nghiêng, trong hộp chữ", font("national_title", italic=True), header="boxes")
add("QH.STYLE", "chữ hoa nhỏ", font("national_title", small_caps=True))
add("QH.POS", "bên trái", lambda draft: swap_cells(draft["header_table"]))
add("QH.POS", "xếp dọc giữa trang", lambda draft: stacked(draft))
add("QH.LINESPACING", "cách 6 pt", form("motto", space_before=Pt(6)))
add("QH.LINESPACING", "giãn dòng 1,5", form("motto", line_spacing=1.5))
add("QH.LINESPACING", "cách 6 pt sau Quốc hiệu, hộp chữ", form("national_title", space_after=Pt(6)), header="boxes")
add("TN.TEXT", "gạch nối dài", text("motto", "Độc lập – Tự do – Hạnh phúc"))
add("TN.TEXT", "viết hoa thừa, tách bằng tab", text("motto", "Độc Lập - Tự Do - Hạnh Phúc"), header="tabs")
three_ways("TN.STYLE", "motto", "không đậm", {"bold": False})
add("TN.STYLE", "nghiêng", font("motto", italic=True))
add("TN.STYLE", "canh trái", form("motto", alignment=LEFT))
add("TN.LINE", "không có", clear("motto_rule"))
add("TN.LINE", "ngắn, hình vẽ", lambda draft: redraw(draft, "motto_rule", "shape", 0.5))
add("TN.LINE", "dài, viền đoạn", lambda draft: redraw(draft, "motto_rule", "border", 1.2))
add("TN.LINE", "ngắn, dấu gạch dưới", lambda draft: redraw(draft, "motto_rule", "underscores", 0.6))
add("TN.LINE", "nét đứt", lambda draft: redraw(draft, "motto_rule", "shape", 1, dash="dash"))
add("TN.LINE", "gạch nối gõ tay", lambda draft: redraw(draft, "motto_rule", "underscores", 1, sign="-"))
add("TN.LINE", "ngắn, trong hộp chữ", lambda draft: redraw(draft, "motto_rule", "shape", 0.5), header="boxes")
add("TN.LINE", "chỉ gạch chân một phần", lambda draft: underlined(draft), rule="vml")
three_ways("CQ.PARENT.STYLE", "parent0", "cỡ 11", {"size": 11}, office="department", appendices=0)
add("CQ.PARENT.STYLE", "đậm", font("parent0", bold=True), office="department", appendices=0)
add("CQ.PARENT.PLACE", "thiếu địa danh", text("parent0", "UBND"), office="department", appendices=0)
add("CQ.PARENT.NONE_FOR_UBND", "dòng trên không đậm", font("issuer0", bold=False))
three_ways("CQ.ISSUER.STYLE", "issuer1", "nghiêng", {"italic": True})
add("CQ.ISSUER.STYLE", "cỡ 14, tách bằng tab", font("issuer0", size=14), header="tabs")
add("CQ.ISSUER.STYLE", "không đậm cả hai dòng", both(font("issuer0", bold=False), font("issuer1", bold=False)))
add("CQ.ISSUER.FULLNAME", "viết tắt", text("issuer0", "UBND"))
add("CQ.ISSUER.LINE", "không có", clear("issuer_rule"))
add("CQ.ISSUER.LINE", "quá dài", lambda draft: redraw(draft, "issuer_rule", "shape", 0.9))
add("CQ.ISSUER.LINE", "quá ngắn, viền đoạn", lambda draft: redraw(draft, "issuer_rule", "border", 0.1))
add("CQ.ISSUER.LINE", "quá ngắn, dấu gạch dưới", lambda draft: redraw(draft, "issuer_rule", "underscores", 0.15))
add("CQ.ISSUER.LINE", "lệch trái", lambda draft: redraw(
    draft, "issuer_rule", "shape", 0.4, place="<wp:posOffset>0</wp:posOffset>"))  # fmt: skip
add("CQ.LINESPACING", "cách 6 pt", form("issuer1", space_before=Pt(6)))
add("CQ.LINESPACING", "giãn dòng 1,5", form("issuer1", line_spacing=1.5))
add("2CAP.NAME", "huyện sau 01/7/2025", both(
    text("date", "Ba Tơ, ngày 05 tháng 8 năm 2025"), lambda draft: to_commune(draft)), appendices=0)  # fmt: skip


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
    for name in ("national_title", "motto", "motto_rule", "issuer0", "issuer1", "issuer_rule", "number", "date"):
        table.addprevious(draft[name]._p)
    table.getparent().remove(table)


def redraw(draft, name, rule, share, **options):
    clear(name)(draft)
    width = round(builder.width_of(builder._above(draft, name)) * share)
    if rule == "shape":
        builder.shape(draft, draft[name], width, **options)
    elif rule == "border":
        builder.border(draft[name], width, builder._column_width(name))
    else:
        builder.underscores(draft[name], width, **options)


def underlined(draft):
    clear("motto_rule")(draft)
    builder.underline(draft["motto"], 0.5)


# --- number and date ------------------------------------------------------------------------------------------
add("SO.LABEL", "thiếu hai chấm", text("number", "Số 05/KH-UBND"))
add("SO.LABEL", "in hoa", text("number", "SỐ: 05/KH-UBND"))
three_ways("SO.LABEL", "number", "đậm", {"bold": True})
add("SO.POS", "canh trái", form("number", alignment=LEFT))
add("SO.POS", "ở ô bên phải", lambda draft: move_after(draft, "number", "motto_rule"))
add("SO.ZERO_PAD", "số 5", text("number", "Số: 5/KH-UBND"), appendices=0)
add("SO.ARABIC", "05a", text("number", "Số: 05a/KH-UBND"), appendices=0)
add("SO.SLASH", "cách chữ", text("number", "Số: 05 / KH - UBND"), appendices=0)
add("SO.SLASH", "kiểu của Đảng", text("number", "Số: 05-KH/UBND"), appendices=0)
add("SO.SYMBOL.STYLE", "chữ thường", text("number", "Số: 05/kh-UBND"), appendices=0)
add("SO.SYMBOL.NAMED", "thiếu tên loại", text("number", "Số: 05/UBND-NV"), appendices=0)
add("SO.SYMBOL.CONGVAN", "có chữ CV", text("number", "Số: 05/CV-UBND"), **LETTER)
add("SO.SYMBOL.TYPE_MATCH", "báo cáo", text("number", "Số: 05/BC-UBND"), appendices=0)
add("SO.SYMBOL.NO_YEAR", "có năm", text("number", "Số: 05/2025/KH-UBND"), appendices=0)
add("NGAY.FORMAT", "không có địa danh", text("date", "ngày 05 tháng 02 năm 2025"))
add("NGAY.FORMAT", "ngày 32", text("date", "Ba Tơ, ngày 32 tháng 02 năm 2025"), appendices=0)
add("NGAY.DAY_PAD", "ngày 5", text("date", "Ba Tơ, ngày 5 tháng 02 năm 2025"))
add("NGAY.MONTH_PAD", "tháng 2", text("date", "Ba Tơ, ngày 05 tháng 2 năm 2025"))
add("NGAY.MONTH_PAD", "tháng 03", text("date", "Ba Tơ, ngày 05 tháng 03 năm 2025"), appendices=0)
three_ways("NGAY.STYLE", "date", "đứng", {"italic": False})
add("NGAY.STYLE", "đậm, tách bằng tab", font("date", bold=True), header="tabs")
add("NGAY.STYLE", "canh phải", form("date", alignment=RIGHT))
add("DIADANH.CAP_COMMA", "thiếu dấu phẩy", text("date", "Ba Tơ ngày 05 tháng 02 năm 2025"))
add("DIADANH.CAP_COMMA", "chữ thường", text("date", "ba Tơ, ngày 05 tháng 02 năm 2025"))
add("DIADANH.LEVEL", "nơi khác", text("date", "Quảng Ngãi, ngày 05 tháng 02 năm 2025"))
add("DIADANH.FULL_IF_PERSON", "thiếu chữ xã", both(
    text("issuer1", "XÃ ĐẶNG THÙY TRÂM"), text("date", "Đặng Thùy Trâm, ngày 05 tháng 02 năm 2026"),
    lambda draft: redraw(draft, "issuer_rule", "shape", 0.4), lambda draft: to_commune(draft)),
    appendices=0)  # fmt: skip

# --- title ----------------------------------------------------------------------------------------------------
add("TYPE.LIST", "loại lạ", text("kind", "GIẤY XÁC NHẬN"), appendices=0)
add("DOC.VBQPPL_OUT", "thông tư", text("kind", "THÔNG TƯ"), appendices=0)
three_ways("TL.STYLE", "kind", "không đậm", {"bold": False})
add("TL.STYLE", "chữ thường", text("kind", "Kế hoạch"))
three_ways("TY.STYLE", "subject", "nghiêng", {"italic": True})
add("TY.STYLE", "cỡ 12", font("subject", size=12), rule="underscores")
add("TY.LINE", "không có", clear("subject_rule"))
add("TY.LINE", "quá dài", lambda draft: redraw(draft, "subject_rule", "shape", 0.8))
add("TY.LINE", "quá ngắn, dấu gạch dưới", lambda draft: redraw(draft, "subject_rule", "underscores", 0.15))
add("TY.LINE", "quá dài, viền đoạn", lambda draft: redraw(draft, "subject_rule", "border", 0.8))
add("TY.ONE_SENTENCE", "dấu chấm cuối", text("subject", f"{builder.SUBJECT}."))
add("REG.SUBJECT_LEN", "quá dài", both(
    text("subject", "Nâng cao chỉ số dân vận " * 25), clear("subject_rule"),
    lambda draft: builder.shape(draft, draft["subject_rule"], 2_000_000)), rule="underline")  # fmt: skip
add("TYCV.STYLE", "đậm", font("letter_subject", bold=True), **LETTER)
add("TYCV.STYLE", "mở đầu khác", text("letter_subject", "Về việc rà soát nhiệm vụ"), **LETTER)
add("TYCV.GAP", "sát số, ký hiệu", form("letter_subject", space_before=Pt(0)), **LETTER)
add("TYCV.NO_HEADING", "in chữ công văn", lambda draft: heading(draft), **LETTER)


def heading(draft):
    paragraph = parse_xml(draft["addressee0"]._p.xml)
    draft["addressee0"]._p.addprevious(paragraph)
    new = Paragraph(paragraph, draft["addressee0"]._parent)
    new.runs[0].text, new.runs[0].font.bold = "CÔNG VĂN", True


# --- text -----------------------------------------------------------------------------------------------------
three_ways("ND.CANCU.STYLE", "basis0", "đứng", {"italic": False})
add("ND.CANCU.STYLE", "dòng cuối chấm phẩy", text("basis1", builder.BASES[1][:-1] + ";"))
add("ND.CANCU.CONTENT", "luật có số", text(
    "basis0", "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015;"))  # fmt: skip
add("ND.CANCU.CONTENT", "thiếu ngày", text(
    "basis1", "Căn cứ Quyết định số 1211/QĐ-UBND của Ủy ban nhân dân tỉnh Quảng Ngãi."))  # fmt: skip
add("ND.CANCU.CONTENT", "thiếu cơ quan", text("basis1", "Căn cứ Quyết định số 1211/QĐ-UBND ngày 02/11/2022."))
three_ways("ND.BODY.SIZE", "plain1", "cỡ 12", {"size": 12})
add("ND.BODY.SIZE", "không thống nhất", font("plain1", size=13))
add("ND.BODY.SIZE", "phần lớn in nghiêng", lambda draft: [
    font(name, italic=True)(draft) for name in ("plain1", "clause3", "clause4", "point_b")])  # fmt: skip
add("ND.BODY.ALIGN", "canh trái", form("plain1", alignment=LEFT))
add("ND.BODY.ALIGN", "canh trái, trong kiểu", lambda draft: align_style(draft), looks="styles")
add("ND.BODY.ALIGN", "canh giữa", both(text("plain1", builder.LONG * 2), form("plain1", alignment=CENTER)))
add("ND.BODY.INDENT", "không lùi", form("plain1", first_line_indent=Mm(0)))
add("ND.BODY.INDENT", "lùi 1,5 cm", form("plain1", first_line_indent=Mm(15)))
add("ND.BODY.INDENT", "không thống nhất", form("plain1", first_line_indent=Mm(12.7)))
add("ND.BODY.INDENT", "cả đoạn lùi sâu", form("plain1", left_indent=Mm(20)))
add("ND.BODY.PARA_GAP", "3 pt", form("clause4", space_before=Pt(3)))
add("ND.BODY.PARA_GAP", "không cách giữa đoạn cùng kiểu", lambda draft: contextual(draft), looks="styles")
add("ND.BODY.LINE", "giãn dòng 2", form("plain1", line_spacing=2.0))
add("ND.BODY.LINE", "giãn dòng 0,8", form("plain1", line_spacing=0.8))
add("ND.END_MARK", "thiếu", text("plain2", "Quá trình thực hiện nếu có vướng mắc, phản ánh về Phòng Nội vụ."))
add("ND.APPENDIX_REF", "không nhắc đến", text("point_b", "Trên 98% hồ sơ được giải quyết đúng hạn."))
add("ND.PHAN_CHUONG", "không giữa", lambda draft: part(draft, "Phần I", align=LEFT))
add("ND.PHAN_CHUONG", "số Ả Rập", lambda draft: part(draft, "Chương 1"))
add("ND.PHAN_CHUONG", "in hoa", lambda draft: part(draft, "CHƯƠNG I"))
add("ND.MUC_TIEUMUC", "số La Mã", lambda draft: part(draft, "Mục II"))
add("ND.MUC_TIEUMUC", "tiêu đề chữ thường", lambda draft: part(draft, "Mục 1", title="Quy định chung"))
add("ND.DIEU", "không đậm", both(DECISION, font("article", bold=False)), kind="QUYẾT ĐỊNH", articles=True, appendices=0)
add("ND.DIEU", "hai chấm", both(
    DECISION, lambda draft: setattr(draft["article"].runs[0], "text", "Điều 1: ")), kind="QUYẾT ĐỊNH",
    articles=True, appendices=0)  # fmt: skip
three_ways("ND.MUC_LAMA", "roman1", "không đậm", {"bold": False})
add("ND.MUC_LAMA", "chữ thường", text("roman1", "I. Mục tiêu, chỉ tiêu"))
add("ND.MUC_LAMA", "dấu gạch ngang", text("roman1", "I- MỤC TIÊU, CHỈ TIÊU"))
add("ND.MUC_LAMA", "chữ thường, số tự động", text("roman1", "Mục tiêu, chỉ tiêu"), numbering="automatic")
three_ways("ND.KHOAN_TITLED", "clause1", "không đậm", {"bold": False})
add("ND.KHOAN_TITLED", "in hoa", text("clause1", "1. MỤC TIÊU"))
add("ND.KHOAN_PLAIN", "đậm cả đoạn", font("clause3", bold=True))
add("ND.DIEM", "dấu chấm", text("point_a", "a. Tổng điểm công tác dân vận từ 95 điểm trở lên;"))
add("ND.DIEM", "chữ f", text("point_b", "f) Trên 98% hồ sơ đúng hạn theo Phụ lục kèm theo Kế hoạch này."))
add("ND.SEQ", "nhảy số", text("clause4", "4. Các cơ quan, đơn vị báo cáo kết quả. " + builder.LONG))
add("ND.SEQ", "lặp số La Mã", text("roman2", "III. TỔ CHỨC THỰC HIỆN"))
add("ND.SEQ", "nhảy điểm", text("point_b", "c) Trên 98% hồ sơ đúng hạn theo Phụ lục kèm theo Kế hoạch này."))
add("ND.SEQ", "nhảy số thập phân", both(
    after("plain1", "1.3. Rà soát thủ tục hành chính."), after("plain1", "1.1. Rà soát nhiệm vụ.")))  # fmt: skip
add("ND.DECIMAL", "lẫn hai cách ghi", both(
    after("plain1", "1.2 Rà soát thủ tục hành chính."), after("plain1", "1.1. Rà soát nhiệm vụ.")))  # fmt: skip
add("VH.SPECIAL_PLACE", "viết thường", text("plain1", "Học tập cách làm của thành phố Hồ Chí Minh."))


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


# --- signature ------------------------------------------------------------------------------------------------
three_ways("KY.STYLE", "capacity0", "không đậm", {"bold": False})
add("KY.STYLE", "cỡ 12, tách bằng tab", font("capacity0", size=12), header="tabs")
add("KY.STYLE", "canh trái", form("capacity2", alignment=LEFT))
three_ways("KY.NAME", "name", "nghiêng", {"italic": True})
add("KY.NAME", "in hoa", text("name", "NGUYỄN VĂN MINH"))
add("KY.NO_TITLE", "thạc sĩ", text("name", "ThS. Nguyễn Văn Minh"))
add("KY.PREFIX", "T/M", text("capacity0", "T/M ỦY BAN NHÂN DÂN"))
add("KY.PREFIX", "TM không chấm", text("capacity0", "TM ỦY BAN NHÂN DÂN"))
add("KY.PREFIX", "K/T", text("capacity1", "K/T CHỦ TỊCH"))
add("KY.TM", "thiếu chức vụ", drop("capacity1", "capacity2"))
add("KY.TM_KT", "thiếu dòng KT.", drop("capacity1"))
add("KY.TM_KT", "thiếu chức vụ cấp phó", drop("capacity2"))
add("KY.CT", "văn bản của Chủ tịch", both(
    text("issuer0", "CHỦ TỊCH ỦY BAN NHÂN DÂN"), lambda draft: redraw(draft, "issuer_rule", "shape", 0.4)))  # fmt: skip
add("KY.KH_DEFAULT_TM", "không thay mặt", drop("capacity0"))
add("KY.Q", "quyền chủ tịch", both(text("capacity1", "QUYỀN CHỦ TỊCH"), drop("capacity2")))
add("KY.PHUTRACH", "phụ trách", text("capacity2", "PHÓ CHỦ TỊCH PHỤ TRÁCH"))
add("KY.TL", "thiếu chức vụ", both(text("capacity0", "TL. CHỦ TỊCH"), drop("capacity1", "capacity2")))
add("KY.TUQ", "thiếu chức vụ", both(text("capacity0", "TUQ. CHỦ TỊCH"), drop("capacity1", "capacity2")))
add("KY.TITLE_SHORT", "kèm tên cơ quan", text("capacity2", "PHÓ CHỦ TỊCH UBND HUYỆN"))
add("NGUOISOAN", "cỡ 13", lambda draft: mark(draft))


def mark(draft):
    paragraph = Paragraph(parse_xml(draft["recipient3"]._p.xml), draft["recipient3"]._parent)
    draft["recipient3"]._p.addnext(paragraph._p)
    paragraph.runs[0].text, paragraph.runs[0].font.size = "LTN.(45)", Pt(13)


# --- addressees and recipients --------------------------------------------------------------------------------
add("KG.WHEN", "kế hoạch có Kính gửi", lambda draft: None, addressees=("Sở Nội vụ",), appendices=0)
add("KG.WHEN", "tờ trình không có", text("number", "Số: 05/TTr-UBND"), kind="TỜ TRÌNH", appendices=0)
add("KG.STYLE", "nghiêng", both(text("number", "Số: 05/BC-UBND"), font("addressee1", italic=True)), **REPORT)
add("KG.STYLE", "thiếu hai chấm", both(text("number", "Số: 05/BC-UBND"), text("addressee0", "Kính gửi")), **REPORT)
add("KG.MULTI", "sai dấu cuối", both(
    text("number", "Số: 05/BC-UBND"), text("addressee1", "- Ủy ban nhân dân tỉnh,")), **REPORT)  # fmt: skip
add("KG.MULTI", "một nơi xuống dòng", both(text("number", "Số: 05/BC-UBND"), drop("addressee2")), **REPORT)
three_ways("NN.LABEL", "recipients_label", "đứng", {"italic": False})
add("NN.LABEL", "thiếu hai chấm", text("recipients_label", "Nơi nhận"))
add("NN.LABEL", "canh giữa", form("recipients_label", alignment=CENTER))
three_ways("NN.LIST", "recipient1", "cỡ 12", {"size": 12})
add("NN.LIST", "thiếu chấm phẩy", text("recipient1", "- Chủ tịch, các Phó Chủ tịch UBND huyện"))
add("NN.LIST", "đậm, tách bằng tab", font("recipient1", bold=True), header="tabs")
add("NN.LIST", "dấu tròn", text("recipient1", "• Chủ tịch, các Phó Chủ tịch UBND huyện;"))
add("NN.LUU", "thiếu VT", text("recipient3", "- Lưu: NV."))
add("NN.LUU", "thiếu dấu chấm", text("recipient3", "- Lưu: VT, NV"))
add("NN.LUU", "không có", drop("recipient3"))
add("NN.NHUTREN", "không có", both(text("number", "Số: 05/BC-UBND"), drop("recipient0")), **REPORT)
add("NN.NHUDIEU", "không có", both(DECISION, drop("recipient0")), kind="QUYẾT ĐỊNH", articles=True, appendices=0)
add("NN.OBSOLETE", "gửi Huyện ủy sau 01/7/2025", both(
    text("issuer1", "XÃ BA TƠ"), lambda draft: redraw(draft, "issuer_rule", "shape", 0.4),
    text("date", "Ba Tơ, ngày 05 tháng 8 năm 2025"), text("recipient1", "- Chủ tịch UBND xã;")), appendices=0)  # fmt: skip

# --- appendices -----------------------------------------------------------------------------------------------
three_ways("PL.LABEL", "appendix0", "không đậm", {"bold": False})
add("PL.LABEL", "in hoa", text("appendix0", "PHỤ LỤC"))
add("PL.LABEL", "canh trái", form("appendix0", alignment=LEFT))
add("PL.LABEL", "có dấu hai chấm", text("appendix0", "Phụ lục:"))
add("PL.NUMBER", "số Ả Rập", text("appendix1", "Phụ lục 2"), appendices=2)
add("PL.NUMBER", "không đánh số", text("appendix1", "Phụ lục"), appendices=2)
three_ways("PL.TITLE", "appendix_title0", "cỡ 12", {"size": 12})
add("PL.TITLE", "chữ thường", text("appendix_title0", "Phân công nhiệm vụ"))
three_ways("PL.KEMTHEO", "attached0", "đứng", {"italic": False})
add("PL.KEMTHEO", "không có", drop("attached0"))
add("PL.KEMTHEO_MATCH", "khác số", text(
    "attached0", "(Kèm theo Kế hoạch số 06/KH-UBND ngày 05 tháng 02 năm 2025 của Ủy ban nhân dân huyện Ba Tơ)"))  # fmt: skip
add("PL.KEMTHEO_MATCH", "khác ngày", text(
    "attached0", "(Kèm theo Kế hoạch số 05/KH-UBND ngày 06/02/2025 của Ủy ban nhân dân huyện Ba Tơ)"))  # fmt: skip
add("PL.KEMTHEO_MATCH", "khác cơ quan", text(
    "attached0", "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2025 của Sở Nội vụ)"))  # fmt: skip

# --- stamps ---------------------------------------------------------------------------------------------------
add("KHAN", "không đậm", font("stamp", bold=False), urgency=True)
add("KHAN", "sai kích thước", text("stamp", "HỎA TỐC"), urgency=True)
add("LUUHANH", "không đậm", both(text("stamp", "LƯU HÀNH NỘI BỘ"), font("stamp", bold=False)), urgency=True)
add("MAT.BLOCK", "có dấu mật", text("stamp", "MẬT"), urgency=True)
