"""Whether a figure, a reason or a source begins with a name, whose capital it keeps behind other words.

Most names show themselves: their second syllable is capital too ("Ba Tơ", "Phòng Kinh tế", "Quỹ Vì người nghèo"),
unless the first is a common word before a name ("Xã Ba Tơ", "Do Sở Nội vụ"). Those whose second syllable is small
("Nhân dân", "Ủy ban nhân dân") stand in a list, and so do the few places that would be taken for common words.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục III khoản 1 (địa danh), Mục IV (cơ quan, tổ chức), Mục V khoản 1, 3, 6
(Nhân dân, Nhà nước; chức vụ; tên loại của một văn bản cụ thể).
"""

import re

from service.domain.person_names import FAMILY_NAMES

_COMMON_WORDS = (
    # Nouns of places, times and things, before a name of their own.
    "xã phường quận huyện tỉnh thôn xóm ấp ngày tháng dịp đợt người việc nguồn vốn mã thẻ sổ tên nhóm loại hạng "
    "mục điều khoản điểm phần bài lễ giải cuộc số mức tỷ tỉ phía bên "
    # Words that join, count and deny.
    "của và hoặc với cùng cho vì do bởi tại ở trong ngoài trên dưới trước sau giữa từ đến tới theo về qua nhờ khi "
    "nếu dù để mà nên rồi thì là có không chưa đã đang sẽ vẫn còn mới chỉ đều cũng được bị phải hết đủ thiếu thừa "
    "các những mọi mỗi một nhiều ít toàn cả riêng "
    # Verbs and adjectives of offices.
    "ký lập trình gửi giao nhận mời cử đón nộp cấp mở xin mua xây sửa làm giúp dự họp nghe đưa đặt lấy trả ghi "
    "nêu tặng bầu chọn đạt vượt giảm chậm muộn sớm trễ sai đúng duyệt thăm dạy học thi treo mừng gắn xét "
)
_COMMON = frozenset(_COMMON_WORDS.split())
_LEVELS = frozenset(("xã", "phường"))
_ADDRESSES = frozenset(("ông", "bà", "anh", "chị", "cụ"))
#: Units that begin like a common word, or whose second syllable is one letter, as in "nhóm A".
_PLACES = frozenset((
    "bờ y", "chư a", "các sơn", "ea ô", "giao an", "giao bình", "giao hoà", "giao hưng", "giao long", "giao minh",
    "giao ninh", "giao phúc", "giao thuỷ", "giao thủy", "ia o", "krông á", "lập thạch", "mường é", "mậu a",
    "pa ủ", "toàn lưu", "toàn thắng", "từ liêm", "từ sơn", "xóm chiếu", "đăk ơ", "đông a",
))  # fmt: skip
#: Units that begin like the name of a person and bear none: "xã Hoàng Su Phì", but "Xã Đặng Thùy Trâm".
_NO_PERSONS = frozenset(("hoàng su", "lương hòa", "phan rí", "tăng nhơn", "đinh trang", "đinh văn"))
#: Bodies and laws that are named by abbreviations too: "Sở GD&ĐT", "Luật BHYT"; "thu NSNN" is none.
_BODIES = frozenset((
    "ban", "bộ", "cục", "hội", "kho", "luật", "phòng", "quỹ", "sở", "toà", "trường", "trạm", "tòa", "viện", "vụ",
    "đoàn", "đài", "đội",
))  # fmt: skip
#: What has two syllables and begins a name where a capital follows: "Trung tâm Y tế".
_HEADS = frozenset((
    "bí thư", "bộ phận", "chi cục", "chủ tịch", "công an", "công ty", "giám đốc", "hạt kiểm", "kho bạc", "liên đoàn",
    "liên minh", "huân chương", "ngân hàng", "thường trực", "tổng cục", "trung tâm", "văn phòng",
))  # fmt: skip
_NAMES = re.compile(
    r"(?:nhân dân(?! tệ)|nhà nước|quốc hội|chính phủ|thủ tướng|(?:ủy|uỷ) ban|hội đồng nhân dân|mặt trận|tổ quốc"
    r"|trung ương|(?:huyện|tỉnh|thành|thị|quận) (?:ủy|uỷ)|đảng(?! (?:viên|phí|phái|tính|tịch|vụ)\b)"
    r"|(?:công an|quân đội) nhân dân|(?:công an|bảo hiểm xã hội) (?:xã|phường|huyện|tỉnh|thành phố|khu vực|việt nam)"
    r"|(?:tòa|toà) án nhân dân|viện kiểm sát nhân dân|chương trình mục tiêu quốc gia|(?:phường|quận) \d+"
    r"|cộng hòa xã hội chủ nghĩa|quốc khánh|thanh tra chính phủ|thủ đô hà nội|thành phố hồ chí minh"
    r"|avương|ayun|chũ|hra|huế|kbang|krong|nếnh|pleiku|uar|đakrông"
    r"|(?:nghị quyết|quyết định|chỉ thị|thông báo|hướng dẫn|kế hoạch|chương trình|báo cáo|tờ trình|công văn|kết luận"
    r"|nghị định|thông tư|công điện) số \d+[a-z]?/.*)"
    r"(?![^\W_])"
)
_WORD = re.compile(r"[^\W\d_][\w’'&/-]*")
_ENDS = ".,:;)”"
_READ = 60


def opens_with_name(text: str) -> bool:
    """Say whether a text begins with a name that keeps its capital inside a sentence.

    >>> opens_with_name("Ba Tơ nhận 126 hồ sơ"), opens_with_name("Số hồ sơ của Ba Tơ"), opens_with_name("Xã Ba Tơ")
    (True, False, False)
    >>> opens_with_name("Nhân dân đóng góp"), opens_with_name("Do Nhân dân đóng góp")
    (True, False)
    >>> opens_with_name("Sở Y tế chưa trả lời"), opens_with_name("Thu NSNN vượt dự toán")
    (True, False)
    """
    words = text[:_READ].replace("*", "").split()
    if _NAMES.match(" ".join(words).lower()):
        return True
    # A mark ends the phrase: "Phòng, chống", "Chậm: UBND".
    phrase: list[str] = []
    for word in words[:4]:
        bare = word.rstrip(_ENDS)
        if not _WORD.fullmatch(bare):
            break
        phrase.append(bare)
        if bare != word:
            break
    return _is_name(*[*phrase, "", "", "", ""][:4])


def _is_name(first: str, second: str, third: str, fourth: str) -> bool:
    if "’" in first or "'" in first:  # M’Drắk
        return True
    pair = f"{first} {second}".lower()
    if second[:1].islower():
        return pair in _HEADS and third[:1].isupper()
    if not _is_capital(second):
        return bool(second) and (first.lower() in _BODIES or pair in _PLACES)
    return pair in _PLACES or not _is_before_name(first.lower(), second, third, fourth)


def _is_before_name(first: str, second: str, third: str, fourth: str) -> bool:
    """Say whether the first word is no part of the name that the second begins."""
    if first in _ADDRESSES:
        return second in FAMILY_NAMES
    if first in _LEVELS and second in FAMILY_NAMES and _is_capital(third) and _is_capital(fourth):
        return f"{second} {third}".lower() in _NO_PERSONS
    return first in _COMMON


def _is_capital(word: str) -> bool:
    """Say whether a word has a capital and small letters; an abbreviation has none of these."""
    return word[:1].isupper() and word != word.upper()
