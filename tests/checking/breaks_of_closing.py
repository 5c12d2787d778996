"""What breaks the rules of signature, recipients, appendices and stamps."""

from docx.shared import Mm, Pt

from tests.checking.break_table import DECISION, REPORT, add, three_ways
from tests.checking.changes import (
    CENTER,
    LEFT,
    both,
    drop,
    font,
    form,
    mark,
    move_after,
    nothing,
    redraw,
    style,
    text,
)

# signature
three_ways("KY.STYLE", "capacity0", "không đậm", {"bold": False})
add("KY.STYLE", "cỡ 12, tách bằng tab", font("capacity0", size=12), header="tabs")
add("KY.STYLE", "canh trái", form("capacity2", alignment=LEFT))
three_ways("KY.NAME", "name", "nghiêng", {"italic": True})
add("KY.NAME", "in hoa", text("name", "NGUYỄN VĂN MINH"))
add("KY.NO_TITLE", "thạc sĩ", text("name", "ThS. Nguyễn Văn Minh"))
add("KY.PREFIX", "T/M", text("capacity0", "T/M ỦY BAN NHÂN DÂN"))
add("KY.PREFIX", "TM không chấm", text("capacity0", "TM ỦY BAN NHÂN DÂN"))
add("KY.PREFIX", "T.M.", text("capacity0", "T.M. ỦY BAN NHÂN DÂN"))
add("KY.PREFIX", "K/T", text("capacity1", "K/T CHỦ TỊCH"))
add("KY.TM", "thiếu chức vụ", drop("capacity1", "capacity2"))
add("KY.TM_KT", "thiếu dòng KT.", drop("capacity1"))
add("KY.TM_KT", "thiếu chức vụ cấp phó", drop("capacity2"))
add("KY.CT", "văn bản của Chủ tịch", both(
    text("issuer0", "CHỦ TỊCH ỦY BAN NHÂN DÂN"), lambda draft: redraw(draft, "issuer_rule", "shape", 0.4)))  # fmt: skip
add("KY.CT", "văn bản của Chủ tịch, TM. Chủ tịch", both(
    text("issuer0", "CHỦ TỊCH ỦY BAN NHÂN DÂN"), lambda draft: redraw(draft, "issuer_rule", "shape", 0.4),
    text("capacity0", "TM. CHỦ TỊCH"), drop("capacity1")))  # fmt: skip
add("KY.TM", "TM. với chức vụ", both(text("capacity0", "TM. CHỦ TỊCH"), drop("capacity1")))
add("KY.KH_DEFAULT_TM", "không thay mặt", drop("capacity0"))
add("KY.Q", "quyền chủ tịch", both(text("capacity1", "QUYỀN CHỦ TỊCH"), drop("capacity2")))
add("KY.PHUTRACH", "phụ trách, không có chữ phó", text("capacity2", "PHỤ TRÁCH ỦY BAN NHÂN DÂN"))
add("KY.PHUTRACH", "phụ trách", text("capacity2", "PHÓ CHỦ TỊCH PHỤ TRÁCH"))
add("KY.TL", "thiếu chức vụ", both(text("capacity0", "TL. CHỦ TỊCH"), drop("capacity1", "capacity2")))
add("KY.TUQ", "thiếu chức vụ", both(text("capacity0", "TUQ. CHỦ TỊCH"), drop("capacity1", "capacity2")))
add("KY.TITLE_SHORT", "kèm tên cơ quan", text("capacity2", "PHÓ CHỦ TỊCH UBND HUYỆN"))
add("NGUOISOAN", "cỡ 13", mark)
add("KY.SPACE", "họ tên liền dưới chức vụ", lambda draft: move_after(draft, "name", "capacity2"))
add("KY.SPACE", "cách 5 mm", both(
    lambda draft: move_after(draft, "name", "capacity2"), form("name", space_before=Pt(14))))  # fmt: skip

# addressees and recipients
add("KG.WHEN", "kế hoạch có Kính gửi", nothing, addressees=("Sở Nội vụ",), appendices=0)
add("KG.WHEN", "kế hoạch có Kính gửi, không có Như trên", both(
    text("addressee0", "KÍNH GỬI Sở Nội vụ"), drop("recipient0")), addressees=("Sở Nội vụ",), appendices=0)  # fmt: skip
add("KG.WHEN", "tờ trình không có", text("number", "Số: 05/TTr-UBND"), kind="TỜ TRÌNH", appendices=0)
add("KG.STYLE", "nghiêng", both(text("number", "Số: 05/BC-UBND"), font("addressee1", italic=True)), **REPORT)
add("KG.STYLE", "nghiêng, trong kiểu chữ", both(
    text("number", "Số: 05/BC-UBND"), style("addressee1", italic=True)), **REPORT)  # fmt: skip
add(
    "KG.STYLE",
    "thiếu hai chấm",
    both(text("number", "Số: 05/BC-UBND"), text("addressee0", "Kính gửi")),
    **REPORT,
)
add("KG.MULTI", "sai dấu cuối", both(
    text("number", "Số: 05/BC-UBND"), text("addressee1", "- Ủy ban nhân dân tỉnh,")), **REPORT)  # fmt: skip
add("KG.MULTI", "một nơi xuống dòng", both(text("number", "Số: 05/BC-UBND"), drop("addressee2")), **REPORT)
three_ways("NN.LABEL", "recipients_label", "đứng", {"italic": False})
add("NN.LABEL", "thiếu hai chấm", text("recipients_label", "Nơi nhận"))
add("NN.LABEL", "canh giữa", form("recipients_label", alignment=CENTER))
add("NN.LABEL", "lùi vào", form("recipients_label", left_indent=Mm(5)))
three_ways("NN.LIST", "recipient1", "cỡ 12", {"size": 12})
add("NN.LIST", "lùi vào", form("recipient1", first_line_indent=Mm(5)))
add("NN.LIST", "thiếu chấm phẩy", text("recipient1", "- Chủ tịch, các Phó Chủ tịch UBND huyện"))
add("NN.LIST", "đậm, tách bằng tab", font("recipient1", bold=True), header="tabs")
add("NN.LIST", "dấu tròn", text("recipient1", "• Chủ tịch, các Phó Chủ tịch UBND huyện;"))
add("NN.LUU", "thiếu VT", text("recipient3", "- Lưu: NV."))
add("NN.LUU", "thiếu dấu chấm", text("recipient3", "- Lưu: VT, NV"))
add("NN.LUU", "không có", drop("recipient3"))
add("NN.NHUTREN", "không có", both(text("number", "Số: 05/BC-UBND"), drop("recipient0")), **REPORT)
add(
    "NN.NHUDIEU",
    "không có",
    both(DECISION, drop("recipient0")),
    kind="QUYẾT ĐỊNH",
    articles=True,
    appendices=0,
)
TODAY = both(
    text("issuer1", "XÃ BA TƠ"),
    lambda draft: redraw(draft, "issuer_rule", "shape", 0.4),
    text("date", "Ba Tơ, ngày 05 tháng 8 năm 2025"),
    text("recipient1", "- Chủ tịch UBND xã;"),
)
add("NN.OBSOLETE", "gửi Huyện ủy sau 01/7/2025", TODAY, appendices=0)

# appendices
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
OTHER = "(Kèm theo Kế hoạch số {}/KH-UBND ngày {} của {})"
add("PL.KEMTHEO_MATCH", "khác số", text("attached0", OTHER.format("06", "05/02/2025", "UBND huyện Ba Tơ")))
add("PL.KEMTHEO_MATCH", "khác ngày", text("attached0", OTHER.format("05", "06/02/2025", "UBND huyện Ba Tơ")))
add("PL.KEMTHEO_MATCH", "khác cơ quan", text("attached0", OTHER.format("05", "05/02/2025", "Sở Nội vụ")))

# stamps
add("KHAN", "không đậm", font("stamp", bold=False), urgency=True)
add("KHAN", "không đậm, trong kiểu chữ", style("stamp", bold=False), urgency=True)
add("KHAN", "sai kích thước", text("stamp", "HỎA TỐC"), urgency=True)
add("LUUHANH", "không đậm", both(text("stamp", "LƯU HÀNH NỘI BỘ"), font("stamp", bold=False)), urgency=True)
add("LUUHANH", "không đậm, trong kiểu chữ", both(
    text("stamp", "LƯU HÀNH NỘI BỘ"), style("stamp", bold=False)), urgency=True)  # fmt: skip
add("MAT.BLOCK", "có dấu mật", text("stamp", "MẬT"), urgency=True)
