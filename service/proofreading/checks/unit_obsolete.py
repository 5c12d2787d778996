"""A unit or a level that no longer exists on the day of the document: huyện after 01/7/2025."""

import re
from collections.abc import Iterator
from datetime import date

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

SEVERITY: Severity = "warn"
BASIS = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15, Điều 1; Nghị quyết số 202/2025/QH15"
TWO_LEVELS_FROM = date(2025, 7, 1)
_PROVINCES = (
    "Hà Giang",
    "Yên Bái",
    "Bắc Kạn",
    "Vĩnh Phúc",
    "Hòa Bình",
    "Hoà Bình",
    "Bắc Giang",
    "Thái Bình",
    "Hải Dương",
    "Hà Nam",
    "Nam Định",
    "Quảng Bình",
    "Quảng Nam",
    "Kon Tum",
    "Bình Định",
    "Ninh Thuận",
    "Phú Yên",
    "Đắk Nông",
    "Bình Thuận",
    "Bình Dương",
    "Bà Rịa - Vũng Tàu",
    "Bình Phước",
    "Long An",
    "Tiền Giang",
    "Bến Tre",
    "Trà Vinh",
    "Sóc Trăng",
    "Hậu Giang",
    "Kiên Giang",
    "Bạc Liêu",
)
_LEVELS = (
    r"\b(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Văn phòng HĐND và UBND|MTTQ)"
    r"\s+(?:cấp\s+)?(?:huyện|quận|thị xã|thị trấn)\b"
    r"|\b[Cc]ấp huyện\b|\b(?:các\s+)?(?:xã|phường),\s+(?:phường,\s+)?thị trấn\b"
    r"|\b(?:các\s+)?(?:huyện|quận),\s+(?:quận,\s+)?(?:thị xã|thành phố)\b|\b[Hh]uyện ủy\b|\b[Qq]uận ủy\b"
    r"|\b(?:Thanh tra|Công an|Phòng Nội vụ|Phòng Tư pháp|Chi cục Thuế|Bảo hiểm xã hội)\s+(?:huyện|quận)\b"
    r"|\btrên địa bàn (?:huyện|quận|thị trấn)\b|\bcủa huyện\b|\btoàn huyện\b"
)
_OBSOLETE = re.compile(rf"(?P<level>{_LEVELS})|\btỉnh\s+(?P<province>{'|'.join(_PROVINCES)})\b")
#: Words in the clause that say that the past is meant.
_PAST = re.compile(
    r"\b(?:cũ|trước đây|trước ngày|trước khi|sắp xếp|sáp nhập|nguyên là|giải thể|kết thúc hoạt động|bãi bỏ|thay thế"
    r"|năm (?:19\d\d|20[01]\d|202[0-4])|hợp nhất|chuyển giao|bàn giao|không tổ chức)\b"
)


def check(document: Document) -> Iterator[Fault]:
    """Yield levels and provinces that ended, each once, when the document is of 01/7/2025 or later.

    What is cited from before, and clauses that speak of the past, are right.
    """
    if document.issued_on is None or document.issued_on < TWO_LEVELS_FROM:
        return
    told: dict[str, tuple[Passage, re.Match[str]]] = {}
    for passage in document.prose:
        for match in _OBSOLETE.finditer(passage.text):
            name = match.group().lower()
            if name not in told and not _is_past(document, passage, match):
                told[name] = (passage, match)
    for passage, match in told.values():
        yield _fault(passage, match)


def _fault(passage: Passage, match: re.Match[str]) -> Fault:
    if match["province"]:
        message = (
            f"Tỉnh {match['province']} đã hợp nhất từ 01/7/2025. Ghi tên tỉnh, thành phố hiện nay hoặc thêm "
            f"“(cũ)”."
        )
    else:
        message = (
            f"“{match.group()}”: từ 01/7/2025 không còn cấp huyện và thị trấn. Ghi đơn vị hiện nay hoặc "
            f"thêm “(cũ)”."
        )
    return Fault(passage, match.start(), match.end(), message)


def _is_past(document: Document, passage: Passage, match: re.Match[str]) -> bool:
    text = passage.text
    start = max((found.end() for found in re.finditer(r"[.;]\s", text[: match.start()])), default=0)
    stop = re.search(r"[.;](?:\s|$)", text[match.end() :])
    end = match.end() + stop.start() if stop else len(text)
    if _PAST.search(text[start:end]):
        return True
    return any(
        cited.passage is passage
        and start <= cited.start < match.start()
        and cited.day is not None
        and cited.day.value is not None
        and cited.day.value < TWO_LEVELS_FROM
        for cited in document.citations
    )
