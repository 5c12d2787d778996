"""What breaks the rules of the text."""

from docx.shared import Mm, Pt

from tests.checking import builder
from tests.checking.break_table import DECISION, add, three_ways
from tests.checking.changes import CENTER, LEFT, after, align_style, both, contextual, font, form, part, text

# text
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
add("ND.BODY.SIZE", "in hoa cả đoạn", text("plain1", builder.LONG.upper()))
add("ND.BODY.SIZE", "in hoa cả đoạn (định dạng)", font("plain1", all_caps=True))
add("ND.BODY.SIZE", "phần lớn in đậm", lambda draft: [
    font(name, bold=True)(draft) for name in ("opening", "plain1", "plain2")])  # fmt: skip
add("ND.BODY.ALIGN", "canh trái", form("plain1", alignment=LEFT))
add("ND.BODY.ALIGN", "canh trái, trong kiểu", align_style, looks="styles")
add("ND.BODY.ALIGN", "canh giữa", both(text("plain1", builder.LONG * 2), form("plain1", alignment=CENTER)))
add("ND.BODY.INDENT", "không lùi", form("plain1", first_line_indent=Mm(0)))
add("ND.BODY.INDENT", "lùi 1,5 cm", form("plain1", first_line_indent=Mm(15)))
add("ND.BODY.INDENT", "không thống nhất", form("plain1", first_line_indent=Mm(12.7)))
add("ND.BODY.INDENT", "cả đoạn lùi sâu", form("plain1", left_indent=Mm(20)))
add("ND.BODY.INDENT", "mục lùi 0,5 cm", form("roman1", first_line_indent=Mm(5)))
add("ND.BODY.INDENT", "tiêu đề khoản lùi 0,5 cm", form("clause1", first_line_indent=Mm(5)))
add("ND.BODY.INDENT", "căn cứ lùi 0,3 cm", form("basis0", first_line_indent=Mm(3)))
add("ND.BODY.PARA_GAP", "3 pt", form("clause4", space_before=Pt(3)))
add("ND.BODY.PARA_GAP", "không cách giữa đoạn cùng kiểu", contextual, looks="styles")
add("ND.BODY.LINE", "giãn dòng 2", form("plain1", line_spacing=2.0))
add("ND.BODY.LINE", "giãn dòng 2 ở tiêu đề mục", form("roman1", line_spacing=2.0))
add("ND.BODY.LINE", "giãn dòng 0,8", form("plain1", line_spacing=0.8))
add("ND.END_MARK", "thiếu", text("plain2", "Quá trình thực hiện nếu có vướng mắc, phản ánh về Phòng Nội vụ."))
add("ND.APPENDIX_REF", "không nhắc đến", text("point_b", "Trên 98% hồ sơ được giải quyết đúng hạn."))
add("ND.PHAN_CHUONG", "không giữa", lambda draft: part(draft, "Phần I", align=LEFT))
add("ND.PHAN_CHUONG", "số Ả Rập", lambda draft: part(draft, "Chương 1"))
add("ND.PHAN_CHUONG", "in hoa", lambda draft: part(draft, "CHƯƠNG I"))
add("ND.MUC_TIEUMUC", "số La Mã", lambda draft: part(draft, "Mục II"))
add("ND.MUC_TIEUMUC", "tiêu đề chữ thường", lambda draft: part(draft, "Mục 1", title="Quy định chung"))
add(
    "ND.DIEU",
    "không đậm",
    both(DECISION, font("article", bold=False)),
    kind="QUYẾT ĐỊNH",
    articles=True,
    appendices=0,
)
add("ND.DIEU", "hai chấm", both(
    DECISION, lambda draft: setattr(draft["article"].runs[0], "text", "Điều 1: ")), kind="QUYẾT ĐỊNH",
    articles=True, appendices=0)  # fmt: skip
three_ways("ND.MUC_LAMA", "roman1", "không đậm", {"bold": False})
add("ND.MUC_LAMA", "chữ thường", text("roman1", "I. Mục tiêu, chỉ tiêu"))
add("ND.MUC_LAMA", "dấu gạch ngang", text("roman1", "I- MỤC TIÊU, CHỈ TIÊU"))
add("ND.MUC_LAMA", "thiếu dấu chấm", text("roman2", "II TỔ CHỨC THỰC HIỆN"))
add("ND.MUC_LAMA", "chữ thường, số tự động", text("roman1", "Mục tiêu, chỉ tiêu"), numbering="automatic")
three_ways("ND.KHOAN_TITLED", "clause1", "không đậm", {"bold": False})
add("ND.KHOAN_TITLED", "in hoa", text("clause1", "1. MỤC TIÊU"))
add("ND.KHOAN_TITLED", "khoản đầu thiếu dấu chấm", text("clause1", "1 Mục tiêu"))
add("ND.KHOAN_TITLED", "khoản sau thiếu dấu chấm", text("clause2", "2 Chỉ tiêu chủ yếu"))
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
