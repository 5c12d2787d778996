"""The words that open the subject of a document and are no names: their capital is that of the beginning only.

"Phòng, chống" is common, "Phòng Nội vụ" a body; "Ban hành" is common, "Ban Thường vụ" a body. So the words stand here
in pairs, but for a few that open no name. What is missing here keeps its capital, which is a blemish; a name that lost
its capital would be a fault. Basis: Nghị định 30/2020/NĐ-CP, Phụ lục II (viết hoa danh từ riêng).
"""

import re

_PAIRS = (
    "an ninh, an sinh, an toàn, ban hành, biên chế, biện pháp, báo cáo, bãi bỏ, bình xét, bình đẳng, bảo "
    "tồn, bảo vệ, bảo đảm, bầu cử, bố trí, bồi dưỡng, bồi thường, bổ nhiệm, bổ sung, bộ chỉ, bộ tiêu, chi "
    "tiết, chi trả, cho phép, cho thuê, chuyển giao, chuyển đổi, chuẩn bị, chính sách, chăm lo, chăm sóc, "
    "chương trình, chấm điểm, chấn chỉnh, chế độ, chỉ số, chỉ tiêu, chỉ đạo, chống lãng, chủ trương, chủ "
    "động, chức danh, chức năng, cung cấp, cung ứng, công bố, công khai, công nhận, công tác, cơ chế, cơ "
    "cấu, cải cách, cải thiện, cải tạo, cấp giấy, cấp phát, cấp phép, cắt giảm, cụ thể, củng cố, danh "
    "mục, danh sách, duy trì, dân chủ, dân số, dân vận, dự toán, giao chỉ, giao dự, giao nhiệm, giám sát, "
    "giáo dục, giải pháp, giải quyết, giải thể, giảm nghèo, giữ gìn, góp ý, hoàn thiện, hoàn thành, huy "
    "động, hành động, hướng dẫn, hỗ trợ, hội nghị, hợp nhất, khai thác, khen thưởng, khoán chi, khung "
    "thời, khuyến khích, khám chữa, khảo sát, khắc phục, kinh phí, kiểm kê, kiểm soát, kiểm tra, kiện "
    "toàn, kế hoạch, kết luận, kết quả, kỷ luật, kỷ niệm, lao động, lãnh đạo, lấy phiếu, lấy ý, lịch "
    "tiếp, lộ trình, lựa chọn, miễn nhiệm, mô hình, một số, mục tiêu, mức chi, mức hỗ, mức thu, nghiêm "
    "cấm, nghiệm thu, nguyên tắc, ngăn chặn, nhiệm vụ, nhân rộng, nhân sự, những nhiệm, nâng cao, nâng "
    "cấp, nội dung, nội quy, phong trào, phát huy, phát hành, phát triển, phát động, phân bổ, phân công, "
    "phân cấp, phân loại, phân luồng, phê chuẩn, phê duyệt, phòng chống, phòng ngừa, phương hướng, phương "
    "án, phối hợp, phổ biến, phụ cấp, quy chuẩn, quy chế, quy hoạch, quy trình, quy tắc, quy định, quyết "
    "toán, quán triệt, quản lý, rà soát, siết chặt, sáp nhập, sơ kết, sắp xếp, số lượng, sử dụng, sửa "
    "đổi, thanh lý, thanh toán, thay thế, thay đổi, theo dõi, thi hành, thi tuyển, thi đua, thiết lập, "
    "thu hút, thu hồi, thu thập, thành lập, thành phần, tháo gỡ, thí điểm, thông báo, thông qua, thúc "
    "đẩy, thăm hỏi, thưởng tết, thẩm quyền, thẩm định, thể lệ, thủ tục, thử nghiệm, thử việc, thực hiện, "
    "thực hành, tinh giản, tiêu chuẩn, tiêu chí, tiêu hủy, tiếp công, tiếp nhận, tiếp tục, tiền lương, "
    "tiền thưởng, trang bị, triển khai, truy thu, trách nhiệm, trình tự, trích lập, trưng bày, trợ cấp, "
    "trợ giúp, tuyên dương, tuyên truyền, tuyển chọn, tuyển dụng, tuyển sinh, tài chính, tài sản, tái "
    "định, tìm kiếm, tình hình, tôn vinh, tăng cường, tạm dừng, tạm ứng, tập huấn, tập trung, tổ chức, "
    "tổng hợp, tổng kết, tổng rà, văn hóa, văn thư, vận chuyển, vận hành, vận động, vệ sinh, vị trí, xin "
    "ý, xác minh, xác định, xây dựng, xét duyệt, xét thăng, xét tặng, xóa nhà, xóa đói, xếp hạng, xếp "
    "loại, xử lý, xử phạt, yêu cầu, áp dụng, ý kiến, điều chỉnh, điều kiện, điều động, đào tạo, đánh giá, "
    "đình chỉ, đôn đốc, đăng ký, đơn giá, đơn giản, đường dây, đấu giá, đấu thầu, đầu tư, đẩy mạnh, đề "
    "nghị, đề án, đền bù, định hướng, định mức, đối thoại, đổi mới, ưu đãi, ổn định, ủy quyền, ứng dụng, "
    "ứng phó "
)
_SINGLE = frozenset(("các", "những", "một", "về", "việc"))
_DOUBLE = frozenset(pair.strip() for pair in _PAIRS.split(","))
#: Kinds of documents that a decision approves: the name of one document begins with its kind (Mục V khoản 6).
_DOCUMENTS = frozenset((
    "chiến lược", "chương trình", "dự án", "kế hoạch", "nội quy", "phương án", "quy chế", "quy hoạch", "quy định",
    "điều lệ", "đề án",
))  # fmt: skip
_SYLLABLE = re.compile(r"[^\W\d_]+")


def opens_commonly(text: str) -> bool:
    """Say whether a text begins with a word that is no name.

    >>> opens_commonly("Ban hành Quy chế"), opens_commonly("Ban Thường vụ Huyện ủy")
    (True, False)
    >>> opens_commonly("Phòng, chống thiên tai"), opens_commonly("Phòng Nội vụ")
    (True, False)
    """
    first, second, *_ = [*_SYLLABLE.findall(text[:40].lower()), "", ""]
    return first in _SINGLE or f"{first} {second}" in _DOUBLE


def opens_with_document(text: str) -> bool:
    """Say whether a text begins with the kind of a document that is approved.

    >>> opens_with_document("Đề án vị trí việc làm"), opens_with_document("Kết quả chấm điểm")
    (True, False)
    """
    first, second, *_ = [*_SYLLABLE.findall(text[:40].lower()), "", ""]
    return f"{first} {second}" in _DOCUMENTS
