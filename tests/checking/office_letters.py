"""Right official letters of a commune and of a school, and a plan of a Party committee, typed as offices do."""

from docx.shared import Cm, Pt

from tests.checking.drawing_tools import BoxCell, Draft, box, shape
from tests.checking.office_writing import (
    CENTER,
    LEFT,
    MOTTO,
    STATE,
    bare_table,
    box_paragraph,
    closing,
    content_of,
    fill,
    new_file,
    put,
    texts,
)


def letter_of_commune():
    """An official letter: header in two text boxes, several addressees with dashes."""
    document = new_file(after=6, indent=1)
    draft = Draft(document)
    anchor = document.add_paragraph()
    left = BoxCell(box(draft, anchor, width=64, height=42, left=0), anchor)
    right = BoxCell(box(draft, anchor, width=98, height=28, left=64), anchor)
    for words, size, bold in (("ỦY BAN NHÂN DÂN", 13, True), ("XÃ BA DINH", 13, True), ("", 13, False),
                              ("Số: 96/UBND-VHXH", 13, False)):  # fmt: skip
        put(left, words, size=size, bold=bold, align=CENTER)
    first = put(left, "V/v tăng cường phòng, chống", size=12, align=CENTER)
    first.paragraph_format.space_before = Pt(6)
    put(left, "dịch bệnh mùa nắng nóng", size=12, align=CENTER)
    for words, size, bold, italic in ((STATE, 12, True, False), (MOTTO, 13, True, False), ("", 13, False, False),
                                      ("Ba Dinh, ngày 11 tháng 5 năm 2026", 13, False, True)):  # fmt: skip
        put(right, words, size=size, bold=bold, italic=italic, align=CENTER)
    shape(draft, box_paragraph(anchor, 2), 420_000)
    shape(draft, box_paragraph(anchor, 8), 2_010_000)
    for _ in range(7):
        document.add_paragraph()
    addressees = put(document, "Kính gửi:")
    addressees.paragraph_format.left_indent = Cm(3)
    for words in ("- Trạm Y tế xã;", "- Các trường học trên địa bàn xã;", "- Trưởng các thôn."):
        put(document, words).paragraph_format.left_indent = Cm(5)
    document.add_paragraph()
    texts(
        document,
        "Thời gian qua, thời tiết nắng nóng kéo dài, nguy cơ phát sinh dịch bệnh trên địa bàn xã rất cao. Để chủ động phòng, "
        "chống dịch bệnh, Ủy ban nhân dân xã yêu cầu:",
        "1. Trạm Y tế xã chủ trì, phối hợp với các thôn tổ chức diệt lăng quăng, phun hóa chất tại những nơi có nguy cơ cao; hoàn "
        "thành trước ngày 25/5/2026.",
        "2. Các trường học vệ sinh khuôn viên, lớp học; bảo đảm nước uống hợp vệ sinh cho học sinh.",
        "3. Trưởng các thôn tuyên truyền, vận động Nhân dân thực hiện “ăn chín, uống chín”; kịp thời báo cáo ca bệnh về Trạm Y tế "
        "xã (qua bà Hạnh, số điện thoại 0905.123.456).",
        "Yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.",
    )
    recipients = (
        "- Như trên;",
        "- Thường trực Đảng ủy (b/c);",
        "- CT, các PCT UBND xã;",
        "- Lưu: VT, VHXH(05b).",
    )
    closing(document, recipients, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Phạm Thị Ngọc Lan")
    return content_of(document)


def letter_of_school():
    """An official letter of a school: one addressee on the line, first lines by tabs, names before the signature."""
    document = new_file(after=6, indent=0.001)
    table = bare_table(document, 1, 2, 7, 10)
    left, right = table.rows[0].cells
    fill(left, ("UBND XÃ BA VINH", {"size": 13}), ("TRƯỜNG PTDTBT THCS BA VINH", {"size": 12, "bold": True}),
          ("_______", {"size": 12}), ("Số: 21/PTDTBT-CM", {"size": 13}),
          ("V/v đề nghị hỗ trợ sửa chữa phòng học", {"size": 12}))  # fmt: skip
    left.paragraphs[4].paragraph_format.space_before = Pt(6)
    fill(right, (STATE, {"size": 12, "bold": True}), (MOTTO, {"size": 13, "bold": True}), ("_" * 25, {"size": 13}),
          ("Ba Vinh, ngày 03 tháng 8 năm 2026", {"size": 13, "italic": True}))  # fmt: skip
    document.add_paragraph()
    put(document, "Kính gửi: Ủy ban nhân dân xã Ba Vinh.", align=CENTER)
    document.add_paragraph()
    texts(
        document,
        "\tHiện nay, 04 phòng học tại điểm trường thôn Gò Vâng bị dột, nền gạch hư hỏng, ảnh hưởng đến việc dạy và học của thầy "
        "và trò khi bước vào năm học mới.",
        "\tTrường Phổ thông dân tộc bán trú Trung học cơ sở Ba Vinh kính đề nghị Ủy ban nhân dân xã hỗ trợ kinh phí 185.000.000 đồng "
        "(Một trăm tám mươi lăm triệu đồng) để sửa chữa các phòng học nêu trên.",
        "\tRất mong nhận được sự quan tâm của Ủy ban nhân dân xã./.",
    )
    recipients = ("- Như trên;", "- Phòng Văn hóa - Xã hội xã;", "- Lưu: VT.")
    closing(document, recipients, ("HIỆU TRƯỞNG",), "Trần Quốc Việt")
    return content_of(document)


def plan_of_party():
    """A plan of a Party committee, laid out by the Party's own rules: the decree of the state is not about it."""
    document = new_file(after=6)
    table = bare_table(document, 1, 2, 7, 10)
    left, right = table.rows[0].cells
    fill(
        left,
        ("ĐẢNG BỘ TỈNH QUẢNG NGÃI", {}),
        ("ĐẢNG ỦY XÃ BA TƠ", {"bold": True}),
        ("*", {}),
        ("Số 15-KH/ĐU", {}),
    )
    fill(right, ("ĐẢNG CỘNG SẢN VIỆT NAM", {"size": 15, "bold": True}), ("", {}),
          ("Ba Tơ, ngày 05 tháng 3 năm 2026", {"italic": True}))  # fmt: skip
    document.add_paragraph()
    put(document, "KẾ HOẠCH", size=16, bold=True, align=CENTER)
    put(document, "học tập, quán triệt Nghị quyết Đại hội Đảng bộ tỉnh", bold=True, align=CENTER)
    put(document, "-----", align=CENTER)
    texts(
        document,
        "Thực hiện Kế hoạch số 08-KH/TU, ngày 12/01/2026 của Ban Thường vụ Tỉnh ủy về học tập, quán triệt Nghị quyết Đại hội Đảng bộ "
        "tỉnh, Ban Thường vụ Đảng ủy xã xây dựng kế hoạch như sau:",
        "**I- MỤC ĐÍCH, YÊU CẦU**",
        "1- Giúp cán bộ, đảng viên nắm vững nội dung cơ bản, cốt lõi của Nghị quyết.",
        "2- Việc học tập phải nghiêm túc, hiệu quả, gắn với nhiệm vụ chính trị của địa phương.",
        "**II- TỔ CHỨC THỰC HIỆN**",
        "1- Các chi bộ trực thuộc hoàn thành việc học tập trước ngày 30/4/2026.",
        "2- Văn phòng Đảng ủy theo dõi, đôn đốc, báo cáo Ban Thường vụ Đảng ủy.",
    )
    table = bare_table(document, 1, 2, 7, 9)
    left, right = table.rows[0].cells
    fill(left, ("**Nơi nhận:**", {"align": LEFT}),
          *((words, {"size": 12, "align": LEFT}) for words in (
              "- Thường trực Tỉnh ủy (để báo cáo),", "- Các chi bộ trực thuộc,", "- Lưu Văn phòng Đảng ủy.")))  # fmt: skip
    fill(
        right,
        ("**T/M BAN THƯỜNG VỤ**", {}),
        ("PHÓ BÍ THƯ THƯỜNG TRỰC", {}),
        *[("", {})] * 4,
        ("**Lê Văn Hùng**", {}),
    )
    return content_of(document)
