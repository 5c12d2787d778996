"""Word files as offices really type them: labels in one line, sections one level off, tables, careless numbers."""

import io
from collections.abc import Sequence
from typing import Any

import docx

PARENT, ISSUER = "ỦY BAN NHÂN DÂN", "XÃ BA TƠ"
RECIPIENTS = ("- UBND tỉnh (b/c);", "- Các thôn;", "- Lưu: VT, VHXH.")

TYPED_PLAN = (
    "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về tiếp tục tăng cường và đổi mới công tác dân vận;",
    "Thực hiện Quyết định số 1211/QĐ-UBND ngày 02/11/2022 của Ủy ban nhân dân tỉnh Quảng Ngãi ban hành Quy định thang điểm, UBND xã ban hành Kế hoạch dân vận chính quyền năm 2025 như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "- Khắc phục các hạn chế của năm 2024.",
    "II. NHIỆM VỤ CHUNG",
    "1. Tổ chức quán triệt các văn bản của cấp trên.",
    "2. Gắn công tác dân vận với cải cách hành chính.",
    "III. NHIỆM VỤ CỤ THỂ",
    "1. Tiêu chí 1: Quán triệt, triển khai văn bản (10 điểm)",
    "a) Quán triệt Chỉ thị đến toàn thể công chức.",
    "- Cơ quan chủ trì: Phòng Văn hóa - Xã hội.",
    "- Thời gian thực hiện: Quý I/2025.",
    "b) Phân công lãnh đạo phụ trách từng tiêu chí.",
    "- Chủ trì: Văn phòng HĐND và UBND xã.",
    "- Thời gian hoàn thành: trước ngày 31/3/2025.",
    "2. Tiêu chí 2: Cải cách hành chính (20 điểm)",
    "a) Niêm yết đầy đủ thủ tục tại trụ sở.",
    "- Đơn vị chủ trì: Trung tâm Phục vụ hành chính công.",
    "IV. KINH PHÍ THỰC HIỆN",
    "Kinh phí lấy từ ngân sách xã năm 2025 là 25.000.000 đồng.",
    "V. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Văn hóa - Xã hội",
    "- Theo dõi, đôn đốc; báo cáo UBND xã trước ngày 10/12/2025.",
    "Trên đây là Kế hoạch của UBND xã, yêu cầu các bộ phận thực hiện./.",
)
ONE_LINE_LABELS = (
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 08/01/2025 của UBND tỉnh Quảng Ngãi về chuyển đổi số năm 2025, UBND xã Ba Tơ xây dựng Kế hoạch như sau:",
    "I. MỤC TIÊU",
    "1. Đạt tỷ lệ hồ sơ trực tuyến từ 80% trở lên trước ngày 30/9/2025.",
    "2. 100% thôn có Tổ công nghệ số cộng đồng.",
    "II. NHIỆM VỤ",
    "1. Tuyên truyền, nâng cao nhận thức",
    "a) Tổ chức 02 hội nghị tuyên truyền tại các thôn.",
    "Cơ quan chủ trì: Phòng Văn hóa - Xã hội. Cơ quan phối hợp: Đoàn Thanh niên xã. Thời gian thực hiện: Quý II năm 2025.",
    "b) Đăng tin, bài trên Trang thông tin điện tử xã.",
    "Chủ trì: Văn phòng HĐND và UBND xã; thời gian: hằng tháng.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Kinh tế bố trí kinh phí.",
    "Yêu cầu các thôn thực hiện./.",
)
CARELESS_PLAN = (
    "v/v thực hiện quy chế dân chủ ở cơ sở năm 2025",
    "",
    "Căn cứ Luật Thực hiện dân chủ ở cơ sở;",
    "UBND xã ban hành kế hoạch thực hiện như sau :",
    "I/ Mục đích - yêu cầu:",
    "1/ Mục đích:",
    "\t+ Phát huy quyền làm chủ của nhân dân",
    "II/ Nội dung thực hiện",
    "1. Công khai các khoản đóng góp của nhân dân",
    "Người chủ trì: đ/c Kế toán",
    "Phối hợp với: Trưởng thôn",
    "T/g: xong trong tháng 4 năm 2025",
    "2.Họp dân bàn việc làm đường",
    "CQ chủ trì - Phòng kinh tế",
    "Hoàn thành: 15.6.2025",
    "3) Lấy phiếu tín nhiệm Trưởng thôn",
    "Cơ quan chủ trì\t: Mặt trận",
    "III/ Tổ chức thực hiện",
    "Yêu cầu các thôn thực hiện nghiêm kế hoạch này",
)
TASK_TABLE = (
    ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Sản phẩm"),
    ("1", "Tổ chức đối thoại với Nhân dân", "Văn phòng HĐND và UBND xã", "Các thôn", "Tháng 5/2025", "Thông báo kết luận"),
    ("2", "Tiếp công dân định kỳ", "Văn phòng HĐND và UBND xã", "Công an xã", "Hằng tháng", "Sổ tiếp công dân"),
    ("3", "Khảo sát mức độ hài lòng", "Trung tâm Phục vụ hành chính công", "", "Trước 30/11/2025", "Báo cáo khảo sát"),
)  # fmt: skip
TABLE_PLAN = (
    "Thực hiện Quyết định số 1211/QĐ-UBND ngày 02/11/2022 của Ủy ban nhân dân tỉnh Quảng Ngãi ban hành Quy định thang điểm, UBND xã ban hành Kế hoạch dân vận chính quyền năm 2025, như sau:",
    "I. MỤC ĐÍCH",
    "Tiếp tục nâng cao hiệu quả công tác dân vận.",
    "II. NHIỆM VỤ",
    TASK_TABLE,
    "III. TỔ CHỨC THỰC HIỆN",
    "Giao Phòng Văn hóa - Xã hội theo dõi, đôn đốc thực hiện Kế hoạch.",
)
REPORT = (
    "Thực hiện Kế hoạch số 15/KH-UBND ngày 20/02/2025 của UBND xã Ba Tơ về dân vận chính quyền năm 2025, UBND xã báo cáo kết quả thực hiện như sau:",
    "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
    "UBND xã đã ban hành 05 văn bản chỉ đạo.",
    "II. KẾT QUẢ THỰC HIỆN",
    (
        ("STT", "Nhiệm vụ", "Kết quả", "Ghi chú"),
        ("1", "Tổ chức đối thoại", "Đã tổ chức 02 cuộc", "Hoàn thành"),
        ("2", "Tiếp công dân", "Tiếp 45 lượt", "Còn 02 đơn"),
    ),
    "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
    "1. Tồn tại, hạn chế",
    "- Một số thủ tục cập nhật chậm.",
    "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026",
    "1. Tiếp tục tổ chức đối thoại định kỳ.",
    "2. Nâng tỷ lệ hồ sơ trực tuyến lên 85%.",
    "V. KIẾN NGHỊ, ĐỀ XUẤT",
    "Đề nghị UBND tỉnh bổ sung kinh phí 200 triệu đồng.",
    "Trên đây là Báo cáo của UBND xã Ba Tơ./.",
)
NOTICE = (
    "Căn cứ Quyết định số 45/QĐ-UBND ngày 05/01/2024 của UBND xã Ba Tơ ban hành Bộ tiêu chí chấm điểm; UBND xã thông báo kết quả như sau:",
    "1. Kết quả chấm điểm",
    (
        ("STT", "Đơn vị", "Điểm tự chấm", "Điểm thẩm định", "Xếp loại"),
        ("1", "Thôn Nước Lô", "95,5", "93,0", "Tốt"),
        ("2", "Thôn Con Dung", "90", "88,5", "Khá"),
    ),
    "2. Nhận xét chung",
    "Đa số các thôn đã thực hiện tốt; còn 01 thôn chưa gửi tài liệu minh chứng.",
    "3. Yêu cầu các thôn khắc phục trước ngày 28/02/2025.",
    "UBND xã thông báo để các thôn biết, thực hiện./.",
)
FILES: dict[str, tuple[str, str, Sequence[Any]]] = {
    "typed_plan": ("ke_hoach", "KẾ HOẠCH", TYPED_PLAN),
    "one_line_labels": ("ke_hoach", "KẾ HOẠCH", ONE_LINE_LABELS),
    "careless_plan": ("ke_hoach", "KẾ HOẠCH", CARELESS_PLAN),
    "table_plan": ("ke_hoach", "KẾ HOẠCH", TABLE_PLAN),
    "report": ("bao_cao", "BÁO CÁO", REPORT),
    "notice": ("thong_bao_ket_qua", "THÔNG BÁO", NOTICE),
}


def foreign_file(kind: str, body: Sequence[Any], *, filing: str = RECIPIENTS[-1]) -> bytes:
    """A .docx with a frame and a body: texts are paragraphs, tuples of rows are tables."""
    document = docx.Document()
    _head(document, kind)
    if body and not str(body[0]).startswith("v/v"):
        _centred(document, "Công tác dân vận chính quyền năm 2025")
    for one in body:
        if isinstance(one, str):
            document.add_paragraph(one)
        else:
            _table(document, one)
    _foot(document, filing)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _head(document: Any, kind: str) -> None:
    table = document.add_table(2, 2)
    left, right = table.cell(0, 0), table.cell(0, 1)
    left.text = PARENT
    left.add_paragraph(ISSUER)
    right.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    right.add_paragraph("Độc lập - Tự do - Hạnh phúc")
    table.cell(1, 0).text = "Số: 15/KH-UBND"
    table.cell(1, 1).text = "Ba Tơ, ngày 20 tháng 02 năm 2025"
    _centred(document, kind)


def _centred(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = 1
    paragraph.add_run(text).bold = True


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _foot(document: Any, filing: str) -> None:
    table = document.add_table(1, 2)
    left, right = table.cell(0, 0), table.cell(0, 1)
    left.text = "Nơi nhận:"
    for text in (*RECIPIENTS[:-1], filing):
        left.add_paragraph(text)
    right.text = "TM. ỦY BAN NHÂN DÂN"
    right.add_paragraph("CHỦ TỊCH")
    right.add_paragraph("Phạm Văn Tình")
