"""What breaks the rules of page, page numbers and header."""

from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from tests.checking import drawing_tools
from tests.checking.break_table import add, three_ways
from tests.checking.changes import (
    LEFT,
    RIGHT,
    both,
    clear,
    color_style,
    drop,
    extended_font,
    font,
    form,
    move_after,
    no_number,
    no_recipients,
    number_format,
    number_on,
    number_on_first,
    redraw,
    same_section,
    section,
    stacked,
    swap_cells,
    text,
    theme_font,
    to_commune,
    to_footer,
    underlined,
)

# page
add("PAGE.SIZE", "khổ Letter", section(page_width=Mm(216), page_height=Mm(279)), appendices=0)
add("PAGE.SIZE", "khổ A3 ở phụ lục", section(1, page_width=Mm(420), page_height=Mm(297)))
add("PAGE.ORIENT", "trang ngang", section(orientation=WD_ORIENT.LANDSCAPE, page_width=Mm(297), page_height=Mm(210)),
    appendices=0)  # fmt: skip
add("PAGE.MARGIN.TOP", "30 mm", section(top_margin=Mm(30)), appendices=0)
add("PAGE.MARGIN.BOTTOM", "15 mm", section(bottom_margin=Mm(15)), appendices=0)
add("PAGE.MARGIN.LEFT", "25 mm", section(left_margin=Mm(25)), appendices=0)
add("PAGE.MARGIN.LEFT", "gáy cộng vào lề", section(gutter=Mm(10)), appendices=0)
add("PAGE.MARGIN.RIGHT", "25 mm", section(right_margin=Mm(25)), appendices=0)
for side, mm in (("top", 30), ("bottom", 15), ("left", 25), ("right", 25)):
    rule = f"PAGE.MARGIN.{side.upper()}"
    add(rule, "lề của phần trang có phụ lục theo sau", section(**{f"{side}_margin": Mm(mm)}))
add("PAGE.ORIENT", "trang ngang, có phụ lục theo sau", section(
    orientation=WD_ORIENT.LANDSCAPE, page_width=Mm(297), page_height=Mm(210)))  # fmt: skip
three_ways("PAGE.FONT", "plain1", "phông Arial", {"name": "Arial"})
add("PAGE.FONT", "phông theo chủ đề", lambda draft: theme_font(draft["plain1"]))
add("PAGE.FONT", "chỉ chữ có dấu khác phông", lambda draft: extended_font(draft["plain1"], "Calibri"))
add("PAGE.UNICODE", "chữ tổ hợp", text("plain1", "Ca\u0301c pho\u0300ng, ban thực hiện."))
add("PAGE.UNICODE", "phông TCVN3", font("plain1", name=".VnTime"))
add("PAGE.COLOR", "chữ xanh", lambda draft: drawing_tools.color(draft["plain1"], "0070C0"))
add("PAGE.COLOR", "màu của kiểu", lambda draft: color_style(draft, "plain1"))

# page number
add("PAGENUM.FORMAT", "cỡ 11", font("page_number", size=11))
add("PAGENUM.FORMAT", "nghiêng", font("page_number", italic=True))
add("PAGENUM.FORMAT", "số La Mã", lambda draft: number_format(draft, "lowerRoman"))
add("PAGENUM.FORMAT", "bắt đầu từ 2", lambda draft: drawing_tools.restart(draft.document.sections[0], 2))
add("PAGENUM.POS", "canh phải", form("page_number", alignment=RIGHT))
add("PAGENUM.POS", "ở chân trang", to_footer)
add("PAGENUM.POS", "không có số trang", no_number, appendices=0)
add("PAGENUM.POS", "hai trang, không có số trang", lambda draft: no_number(draft, longer_by=8), appendices=0)
add("PAGENUM.FIRST_HIDDEN", "hiện ở trang đầu", section(different_first_page_header_footer=False))
add("PAGENUM.FIRST_HIDDEN", "có trong đầu trang thứ nhất", number_on_first)
add("PAGENUM.APPENDIX_RESTART", "đánh số tiếp", lambda draft: number_on(draft.document.sections[1]))
add("PAGENUM.APPENDIX_RESTART", "chung phần trang với nội dung", same_section)

# header
add("DOC.COMPONENTS", "thiếu số, ký hiệu", drop("number"))
add("DOC.COMPONENTS", "thiếu nơi nhận", no_recipients)
add("DOC.COMPONENTS", "thiếu địa danh, ngày", drop("date"))
add("DOC.COMPONENTS", "thiếu tên cơ quan", drop("issuer0", "issuer1", "issuer_rule"), appendices=0)
add("DOC.CELLS", "ngày ở ô bên trái", lambda draft: move_after(draft, "date", "number"))
add("DOC.CELLS", "nơi nhận bên phải, chữ ký bên trái", lambda draft: swap_cells(draft["closing_table"]))
add("QH.TEXT", "sai chữ", text("national_title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAN"))
add(
    "QH.TEXT",
    "sai chữ, tách bằng tab",
    text("national_title", "CỘNG HÒA XÃ HỘI CHŨ NGHĨA VIỆT NAM"),
    header="tabs",
)
three_ways("QH.STYLE", "national_title", "cỡ 14", {"size": 14})
three_ways("QH.STYLE", "national_title", "không đậm", {"bold": False})
add("QH.STYLE", "nghiêng, trong hộp chữ", font("national_title", italic=True), header="boxes")
add("QH.STYLE", "chữ hoa nhỏ", font("national_title", small_caps=True))
add("QH.POS", "bên trái", lambda draft: swap_cells(draft["header_table"]))
add("QH.POS", "xếp dọc giữa trang", stacked)
add("QH.LINESPACING", "cách 6 pt", form("motto", space_before=Pt(6)))
add("QH.LINESPACING", "giãn dòng 1,5", form("motto", line_spacing=1.5))
add("QH.LINESPACING", "giãn dòng 2 ở dòng đầu", form("national_title", line_spacing=2.0))
add(
    "QH.LINESPACING",
    "cách 6 pt sau Quốc hiệu, hộp chữ",
    form("national_title", space_after=Pt(6)),
    header="boxes",
)
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
add("TN.LINE", "chỉ gạch chân một phần", underlined, rule="vml")
three_ways("CQ.PARENT.STYLE", "parent0", "cỡ 11", {"size": 11}, office="department", appendices=0)
add("CQ.PARENT.STYLE", "đậm", font("parent0", bold=True), office="department", appendices=0)
add("CQ.PARENT.PLACE", "thiếu địa danh", text("parent0", "UBND"), office="department", appendices=0)
add("CQ.PARENT.NONE_FOR_UBND", "dòng trên không đậm", font("issuer0", bold=False))
three_ways("CQ.ISSUER.STYLE", "issuer1", "nghiêng", {"italic": True})
add("CQ.ISSUER.STYLE", "cỡ 14, tách bằng tab", font("issuer0", size=14), header="tabs")
add(
    "CQ.ISSUER.STYLE", "không đậm cả hai dòng", both(font("issuer0", bold=False), font("issuer1", bold=False))
)
add("CQ.ISSUER.FULLNAME", "viết tắt", text("issuer0", "UBND"))
add("CQ.ISSUER.LINE", "không có", clear("issuer_rule"))
add("CQ.ISSUER.LINE", "quá dài", lambda draft: redraw(draft, "issuer_rule", "shape", 0.9))
add("CQ.ISSUER.LINE", "quá ngắn, viền đoạn", lambda draft: redraw(draft, "issuer_rule", "border", 0.1))
add(
    "CQ.ISSUER.LINE",
    "quá ngắn, dấu gạch dưới",
    lambda draft: redraw(draft, "issuer_rule", "underscores", 0.15),
)
add("CQ.ISSUER.LINE", "lệch trái", lambda draft: redraw(
    draft, "issuer_rule", "shape", 0.4, place="<wp:posOffset>0</wp:posOffset>"))  # fmt: skip
add("CQ.LINESPACING", "cách 6 pt", form("issuer1", space_before=Pt(6)))
add("CQ.LINESPACING", "giãn dòng 1,5", form("issuer1", line_spacing=1.5))
add("CQ.LINESPACING", "giãn dòng 2 ở dòng đầu", form("issuer0", line_spacing=2.0))
add("2CAP.NAME", "huyện sau 01/7/2025", both(
    text("date", "Ba Tơ, ngày 05 tháng 8 năm 2025"), to_commune), appendices=0)  # fmt: skip
