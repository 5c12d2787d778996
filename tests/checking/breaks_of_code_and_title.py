"""What breaks the rules of number, date, kind and subject."""

from docx.shared import Pt

from tests.checking import builder, drawing_tools
from tests.checking.break_table import LETTER, add, three_ways
from tests.checking.changes import (
    LEFT,
    RIGHT,
    attached_of,
    both,
    clear,
    font,
    form,
    heading,
    move_after,
    redraw,
    style,
    text,
    to_commune,
)

# number and date
add("SO.LABEL", "thiếu hai chấm", text("number", "Số 05/KH-UBND"))
add("SO.LABEL", "cách trước hai chấm", text("number", "Số : 05/KH-UBND"))
add("SO.LABEL", "in hoa", text("number", "SỐ: 05/KH-UBND"))
three_ways("SO.LABEL", "number", "đậm", {"bold": True})
add("SO.POS", "canh trái", form("number", alignment=LEFT))
add("SO.POS", "ở ô bên phải", lambda draft: move_after(draft, "number", "motto_rule"))
add("SO.ZERO_PAD", "số 5", text("number", "Số: 5/KH-UBND"), appendices=0)
add("SO.ARABIC", "05a", text("number", "Số: 05a/KH-UBND"), appendices=0)
add("SO.SLASH", "cách chữ", text("number", "Số: 05 / KH - UBND"), appendices=0)
add("SO.SLASH", "kiểu của Đảng", text("number", "Số: 05-KH/UBND"), appendices=0)
add("SO.SLASH", "gạch chéo ngược", text("number", "Số: 05\\KH-UBND"), appendices=0)
add("SO.SLASH", "gạch chéo giữa hai nhóm", text("number", "Số: 05/KH/UBND"), appendices=0)
add("SO.SLASH", "ký hiệu trước số", text("number", "Số: KH-UBND/05"), appendices=0)
add("SO.SYMBOL.STYLE", "chữ thường", text("number", "Số: 05/kh-UBND"), appendices=0)
add("SO.SYMBOL.NAMED", "thiếu tên loại", text("number", "Số: 05/UBND-NV"), appendices=0)
add("SO.SYMBOL.NAMED", "cơ quan trước tên loại", text("number", "Số: 05/UBND-KH"))
add("SO.SYMBOL.CONGVAN", "có chữ CV", text("number", "Số: 05/CV-UBND"), **LETTER)
add("SO.SYMBOL.TYPE_MATCH", "báo cáo", text("number", "Số: 05/BC-UBND"), appendices=0)
add("SO.SYMBOL.NO_YEAR", "có năm", text("number", "Số: 05/2025/KH-UBND"), appendices=0)
add("NGAY.FORMAT", "không có địa danh", text("date", "ngày 05 tháng 02 năm 2025"))
add("NGAY.FORMAT", "ngày 32", text("date", "Ba Tơ, ngày 32 tháng 02 năm 2025"), appendices=0)
add("NGAY.FORMAT", "ngày 31 tháng 02", text("date", "Ba Tơ, ngày 31 tháng 02 năm 2025"), appendices=0)
add(
    "NGAY.FORMAT",
    "ngày 29 của năm không nhuận",
    text("date", "Ba Tơ, ngày 29 tháng 02 năm 2025"),
    appendices=0,
)
add("NGAY.FORMAT", "chữ Ngày viết hoa", text("date", "Ba Tơ, Ngày 05 tháng 02 năm 2025"))
add("NGAY.DAY_PAD", "ngày 5", text("date", "Ba Tơ, ngày 5 tháng 02 năm 2025"))
add("NGAY.DAY_PAD", "ngày 5 ở dòng kèm theo", attached_of("ngày 5 tháng 02 năm 2025"))
add("NGAY.MONTH_PAD", "tháng 2", text("date", "Ba Tơ, ngày 05 tháng 2 năm 2025"))
add("NGAY.MONTH_PAD", "tháng 2 ở dòng kèm theo", attached_of("ngày 05 tháng 2 năm 2025"))
add("NGAY.MONTH_PAD", "tháng 03", text("date", "Ba Tơ, ngày 05 tháng 03 năm 2025"), appendices=0)
three_ways("NGAY.STYLE", "date", "đứng", {"italic": False})
add("NGAY.STYLE", "đậm, tách bằng tab", font("date", bold=True), header="tabs")
add("NGAY.STYLE", "canh phải", form("date", alignment=RIGHT))
add("DIADANH.CAP_COMMA", "thiếu dấu phẩy", text("date", "Ba Tơ ngày 05 tháng 02 năm 2025"))
add("DIADANH.CAP_COMMA", "chữ thường", text("date", "ba Tơ, ngày 05 tháng 02 năm 2025"))
add("DIADANH.LEVEL", "nơi khác", text("date", "Quảng Ngãi, ngày 05 tháng 02 năm 2025"))
add("DIADANH.FULL_IF_PERSON", "thiếu chữ xã", both(
    text("issuer1", "XÃ ĐẶNG THÙY TRÂM"), text("date", "Đặng Thùy Trâm, ngày 05 tháng 02 năm 2026"),
    lambda draft: redraw(draft, "issuer_rule", "shape", 0.4), to_commune),
    appendices=0)  # fmt: skip

# title
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
    lambda draft: drawing_tools.shape(draft, draft["subject_rule"], 2_000_000)), rule="underline")  # fmt: skip
add("TYCV.STYLE", "đậm", font("letter_subject", bold=True), **LETTER)
add("TYCV.STYLE", "đậm, trong kiểu chữ", style("letter_subject", bold=True), **LETTER)
add("TYCV.STYLE", "mở đầu khác", text("letter_subject", "Về việc rà soát nhiệm vụ"), **LETTER)
add("TYCV.GAP", "sát số, ký hiệu", form("letter_subject", space_before=Pt(0)), **LETTER)
add("TYCV.NO_HEADING", "in chữ công văn", heading, **LETTER)
