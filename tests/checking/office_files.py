"""Right documents as people in offices type them, each with habits of its own: nothing may be called wrong in them.

They share no code with `builder`: what that takes for granted (one run a paragraph, distances set directly) does not
hold here.
"""

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from tests.checking.drawing_tools import Draft, shape
from tests.checking.office_letters import letter_of_commune, letter_of_school
from tests.checking.office_writing import (
    CENTER,
    MOTTO,
    RIGHT,
    STATE,
    bare_table,
    border_line,
    closing,
    content_of,
    fill,
    new_file,
    put,
    texts,
)


def plan_of_commune():
    """A plan: header in a table of two rows, lines of underscores, a table of tasks, headings typed by hand."""
    document = new_file()
    table = bare_table(document, 2, 2, 6.5, 10.5)
    (names, state), (number, dated) = (row.cells for row in table.rows)
    fill(names, ("ỦY BAN NHÂN DÂN", {"size": 13, "bold": True}), ("XÃ BA TƠ", {"size": 13, "bold": True}),
          ("_____", {"size": 12}))  # fmt: skip
    fill(state, (STATE, {"size": 13, "bold": True}), (MOTTO, {"bold": True}), ("_" * 26, {"size": 13}))
    fill(number, ("Số: 27/KH-UBND", {"size": 13}))
    fill(dated, ("Ba Tơ, ngày 09 tháng 3 năm 2026", {"italic": True}))
    document.add_paragraph()
    put(document, "KẾ HOẠCH", bold=True, align=CENTER)
    put(document, "Triển khai công tác cải cách hành chính", bold=True, align=CENTER)
    put(document, "trên địa bàn xã năm 2026", bold=True, align=CENTER)
    put(document, "_" * 12, align=CENTER)
    texts(
        document,
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh Quảng Ngãi về cải cách hành chính "
        "năm 2026, Ủy ban nhân dân xã ban hành Kế hoạch như sau:",
        "**I. MỤC ĐÍCH, YÊU CẦU**",
        "**1. Mục đích**",
        "Tiếp tục nâng cao chất lượng phục vụ người dân và doanh nghiệp; rút ngắn thời gian giải quyết thủ tục hành "
        "chính tại Trung tâm Phục vụ hành chính công xã.",
        "**2. Yêu cầu**",
        "- Xác định rõ nội dung, thời hạn, trách nhiệm của từng phòng, từng công chức.",
        "- Việc thực hiện phải thiết thực, hiệu quả, tiết kiệm.",
        "**II. NHIỆM VỤ**",
        "**1. Cải cách thủ tục hành chính**",
        "a) Niêm yết công khai 100% thủ tục hành chính thuộc thẩm quyền giải quyết của xã;",
        "b) Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn đạt từ 98% trở lên.",
        "**2. Phân công nhiệm vụ**",
        "Nhiệm vụ của các phòng được phân công theo bảng sau:",
    )
    tasks = bare_table(document, 3, 4, 1.2, 8, 4, 3.3)
    tasks.style = "Table Grid"
    rows = (("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"),
            ("1", "Rà soát, công khai thủ tục hành chính", "Văn phòng HĐND và UBND", "30/4/2026"),
            ("2", "Tập huấn kỹ năng số cho công chức", "Phòng Văn hóa - Xã hội", "31/5/2026"))  # fmt: skip
    for row, words in zip(tasks.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            fill(cell, (text, {"size": 13, "bold": words is rows[0]}))
    texts(
        document,
        "**III. TỔ CHỨC THỰC HIỆN**",
        "**1.** Văn phòng HĐND và UBND xã theo dõi, đôn đốc việc thực hiện Kế hoạch này; tổng hợp kết quả, báo cáo Ủy "
        "ban nhân dân xã trước ngày 05 tháng cuối quý.",
        "**2.** Các phòng chuyên môn căn cứ nhiệm vụ được giao xây dựng kế hoạch cụ thể để thực hiện.",
        "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Văn phòng HĐND và UBND xã để được "
        "hướng dẫn./.",
    )
    recipients = ("- UBND tỉnh;", "- Thường trực Đảng ủy;", "- Thường trực HĐND xã;", "- CT, các PCT UBND xã;",
                  "- Các phòng chuyên môn;", "- Lưu: VT, VP.")  # fmt: skip
    closing(document, recipients, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Phạm Văn Đông")
    return content_of(document)


def report_of_commune():
    """A report to the province: header by centred tab stops, drawn lines, automatic numbers, a table of figures."""
    document = new_file(after=6, indent=1, line=1.15)
    draft = Draft(document)

    def beside(left, right, *, bold=(False, False), italic=False, sizes=(13, 13)):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(3), WD_TAB_ALIGNMENT.CENTER)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(11.2), WD_TAB_ALIGNMENT.CENTER)
        for place, words in enumerate((left, right)):
            run = paragraph.add_run(f"\t{words}")
            run.font.size, run.bold = Pt(sizes[place]), bold[place]
            run.italic = italic and place == 1
        return paragraph

    beside("ỦY BAN NHÂN DÂN", STATE, bold=(True, True), sizes=(12, 12))
    paragraph = beside("XÃ BA VÌ", MOTTO, bold=(True, True), sizes=(12, 13))
    shape(draft, paragraph, 290_000, place=f"<wp:posOffset>{round(2.6 * 360_000)}</wp:posOffset>")
    shape(draft, paragraph, 2_020_000, place=f"<wp:posOffset>{round(8.4 * 360_000)}</wp:posOffset>")
    document.add_paragraph()
    beside("Số: 118/BC-UBND", "Ba Vì, ngày 20 tháng 12 năm 2025", italic=True)
    put(document, "", align=CENTER)
    put(document, "BÁO CÁO", bold=True, align=CENTER)
    subject = put(
        document,
        "Kết quả công tác tiếp công dân,\ngiải quyết khiếu nại, tố cáo năm 2025",
        bold=True,
        align=CENTER,
    )
    shape(draft, subject, 1_400_000)
    put(document, "", align=CENTER)
    put(document, "Kính gửi: Thanh tra tỉnh Quảng Ngãi.", align=CENTER)
    put(document, "", align=CENTER)
    texts(
        document,
        "Thực hiện Công văn số 1547/TT-NV2 ngày 01/12/2025 của Thanh tra tỉnh Quảng Ngãi về việc báo cáo công tác tiếp công dân năm "
        "2025, Ủy ban nhân dân xã Ba Vì báo cáo kết quả như sau:",
        "**I. KẾT QUẢ THỰC HIỆN**",
        "**1. Công tác tiếp công dân**",
        "Trong năm, xã tổ chức 24 kỳ tiếp công dân định kỳ với 36 lượt người; không có đoàn đông người. Số liệu cụ thể:",
    )
    put(document, "Đơn vị tính: lượt, đơn", italic=True, align=RIGHT)
    figures = bare_table(document, 3, 3, 6, 5, 5)
    figures.style = "Table Grid"
    rows = (
        ("Nội dung", "Năm 2024", "Năm 2025"),
        ("Số lượt tiếp", "41", "36"),
        ("Số đơn tiếp nhận", "15", "12"),
    )
    for row, words in zip(figures.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            fill(cell, (text, {"size": 13}))
    texts(
        document,
        "**2. Công tác giải quyết đơn**",
        "Tiếp nhận 12 đơn, gồm: 09 đơn kiến nghị, 02 đơn phản ánh, 01 đơn khiếu nại. Đã giải quyết 12/12 đơn, đạt 100%.",
        "**II. TỒN TẠI, HẠN CHẾ**",
        "Việc cập nhật hồ sơ vào hệ thống cơ sở dữ liệu quốc gia về tiếp công dân có lúc chưa kịp thời.",
        "**III. PHƯƠNG HƯỚNG NĂM 2026**",
        "Tập trung giải quyết dứt điểm các vụ việc ngay từ cơ sở, hạn chế đơn vượt cấp.",
        "Trên đây là báo cáo kết quả công tác tiếp công dân, giải quyết khiếu nại, tố cáo năm 2025 của Ủy ban nhân dân xã "
        "Ba Vì./.",
    )
    recipients = ("- Như trên;", "- TT Đảng ủy, TT HĐND xã;", "- CT, PCT UBND xã;", "- Lưu: VT.")
    closing(document, recipients, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Đinh Thị Phơ")
    return content_of(document)


def notice_of_school():
    """A notice of a school under a commune: the lines are underlined letters, Shift+Enter in the subject."""
    document = new_file(after=6)
    table = bare_table(document, 1, 2, 7, 10)
    left, right = table.rows[0].cells
    fill(left, ("UBND XÃ BA TƠ", {"size": 12}), ("TRƯỜNG TIỂU HỌC BA CUNG", {"size": 12, "bold": True}),
          ("Số: 08/TB-THBC", {"size": 13}))  # fmt: skip
    fill(right, (STATE, {"size": 12, "bold": True}), (MOTTO, {"size": 13, "bold": True}),
          ("Ba Tơ, ngày 14 tháng 4 năm 2026", {"size": 13, "italic": True}))  # fmt: skip
    name = left.paragraphs[1]
    for run in list(name.runs):
        run._r.getparent().remove(run._r)
    for words, line in (("TRƯỜNG T", False), ("IỂU HỌC B", True), ("A CUNG", False)):
        run = name.add_run(words)
        run.bold, run.underline, run.font.size = True, line, Pt(12)
    right.paragraphs[1].runs[0].underline = True
    document.add_paragraph()
    put(document, "THÔNG BÁO", bold=True, align=CENTER)
    put(document, "Về việc tuyển sinh lớp 1\nnăm học 2026 - 2027", bold=True, align=CENTER)
    put(document, "────────", align=CENTER)
    texts(
        document,
        "Thực hiện Kế hoạch số 31/KH-UBND ngày 02/4/2026 của Ủy ban nhân dân xã Ba Tơ về tuyển sinh các lớp đầu cấp năm học "
        "2026 - 2027, Trường Tiểu học Ba Cung thông báo việc tuyển sinh lớp 1 năm học 2026 - 2027 như sau:",
        "**1. Đối tượng tuyển sinh**",
        "Trẻ em sinh năm 2020, thường trú trên địa bàn tuyển sinh của trường.",
        "**2. Hồ sơ**",
        "- Đơn đăng ký dự tuyển (theo mẫu của trường);",
        "- Bản sao giấy khai sinh.",
        "**3. Thời gian nhận hồ sơ**",
        "Từ ngày 01/6/2026 đến hết ngày 15/6/2026, buổi sáng từ 7 giờ 30 phút đến 11 giờ 00 phút, tại văn phòng nhà trường.",
        "Nhà trường thông báo để cha mẹ học sinh được biết và thực hiện./.",
    )
    recipients = (
        "- UBND xã (b/c);",
        "- Phòng Văn hóa - Xã hội (b/c);",
        "- Cha mẹ học sinh;",
        "- Website của trường;",
        "- Lưu: VT.",
    )
    closing(document, recipients, ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "ThS. Nguyễn Thị Thu Hà", gap=5)
    return content_of(document)


def decision_of_chairman():
    """A decision of the chairman: names and title with Shift+Enter, authority line, bases, articles, lines as borders."""
    document = new_file(after=6, margins=(2, 2, 3, 1.5))
    table = bare_table(document, 2, 2, 6.5, 10.5)
    (names, state), (number, dated) = (row.cells for row in table.rows)
    fill(names, ("ỦY BAN NHÂN DÂN\nXÃ BA ĐỘNG", {"size": 13, "bold": True}), ("", {"size": 6}))
    fill(state, (STATE, {"size": 12, "bold": True}), (MOTTO, {"size": 13, "bold": True}), ("", {"size": 6}))
    border_line(names.paragraphs[1], 2.4)
    border_line(state.paragraphs[2], 2.15)
    fill(number, ("Số: 145/QĐ-UBND", {"size": 13}))
    fill(dated, ("Ba Động, ngày 02 tháng 02 năm 2026", {"size": 13, "italic": True}))
    put(document, "", size=8)
    subject = "Về việc kiện toàn Tổ công nghệ số cộng đồng thôn Tân Long"
    put(document, f"**QUYẾT ĐỊNH\n{subject}**\n__________________", align=CENTER)
    put(document, "", size=8)
    put(document, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", bold=True, align=CENTER)
    put(document, "", size=8)
    for words in (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Quyết định số 1208/QĐ-UBND ngày 30 tháng 9 năm 2025 của Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi;",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.",
    ):
        put(document, words, italic=True, style=document.styles["Body Text"])
    put(document, "QUYẾT ĐỊNH:", bold=True, align=CENTER)
    texts(
        document,
        "**Điều 1.** Kiện toàn Tổ công nghệ số cộng đồng thôn Tân Long, gồm các ông, bà có tên sau:",
        "1. Ông Trần Văn Bình, Trưởng thôn - Tổ trưởng.",
        "2. Bà Lê Thị Hoa, Chi hội trưởng phụ nữ - Tổ phó.",
        "3. Ông Phạm Văn Nam, Bí thư Chi đoàn - Thành viên.",
        "**Điều 2.** Tổ công nghệ số cộng đồng có nhiệm vụ hướng dẫn người dân sử dụng các nền tảng số, dịch vụ công trực "
        "tuyến; tự giải thể sau khi hoàn thành nhiệm vụ.",
        "**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng HĐND và UBND xã, Trưởng phòng Văn hóa - Xã hội, "
        "Trưởng thôn Tân Long và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    )
    recipients = ("- Như Điều 3;", "- TT. Đảng ủy, HĐND xã (b/c);", "- Lưu: VT, VHXH.")
    closing(document, recipients, ("CHỦ TỊCH",), "Võ Minh Tuấn")
    return content_of(document)


OF_STATE = (
    plan_of_commune,
    report_of_commune,
    notice_of_school,
    decision_of_chairman,
    letter_of_commune,
    letter_of_school,
)
