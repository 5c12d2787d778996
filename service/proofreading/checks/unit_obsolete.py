"""A unit or a level that no longer exists on the day of the document: huyện after 01/7/2025."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.letters import UPPER
from service.proofreading.passages import Passage

NAME = "Đơn vị hành chính không còn"
SEVERITY: Severity = "warn"
BASIS = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15, Điều 1; Nghị quyết số 202/2025/QH15"
TWO_LEVELS_FROM = date(2025, 7, 1)
#: Provinces that ended, with what they are part of; Thừa Thiên Huế became thành phố Huế half a year before.
PROVINCES = {
    "Hà Giang": "tỉnh Tuyên Quang",
    "Yên Bái": "tỉnh Lào Cai",
    "Bắc Kạn": "tỉnh Thái Nguyên",
    "Vĩnh Phúc": "tỉnh Phú Thọ",
    "Hòa Bình": "tỉnh Phú Thọ",
    "Hoà Bình": "tỉnh Phú Thọ",
    "Bắc Giang": "tỉnh Bắc Ninh",
    "Thái Bình": "tỉnh Hưng Yên",
    "Hải Dương": "thành phố Hải Phòng",
    "Hà Nam": "tỉnh Ninh Bình",
    "Nam Định": "tỉnh Ninh Bình",
    "Quảng Bình": "tỉnh Quảng Trị",
    "Quảng Nam": "thành phố Đà Nẵng",
    "Kon Tum": "tỉnh Quảng Ngãi",
    "Bình Định": "tỉnh Gia Lai",
    "Ninh Thuận": "tỉnh Khánh Hòa",
    "Phú Yên": "tỉnh Đắk Lắk",
    "Đắk Nông": "tỉnh Lâm Đồng",
    "Đăk Nông": "tỉnh Lâm Đồng",
    "Bình Thuận": "tỉnh Lâm Đồng",
    "Bình Phước": "tỉnh Đồng Nai",
    "Bình Dương": "Thành phố Hồ Chí Minh",
    "Bà Rịa - Vũng Tàu": "Thành phố Hồ Chí Minh",
    "Long An": "tỉnh Tây Ninh",
    "Tiền Giang": "tỉnh Đồng Tháp",
    "Bến Tre": "tỉnh Vĩnh Long",
    "Trà Vinh": "tỉnh Vĩnh Long",
    "Sóc Trăng": "thành phố Cần Thơ",
    "Hậu Giang": "thành phố Cần Thơ",
    "Kiên Giang": "tỉnh An Giang",
    "Bạc Liêu": "tỉnh Cà Mau",
    "Thừa Thiên Huế": "thành phố Huế",
}
_LEVELS = (
    r"\b(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Văn phòng HĐND và UBND|MTTQ)"
    r"\s+(?:cấp\s+)?(?:huyện|quận|thị xã|thị trấn)\b"
    r"|\b[Cc]ấp huyện\b|\b(?:các\s+)?(?:xã|phường),\s+(?:phường,\s+)?thị trấn\b"
    r"|\b(?:các\s+)?(?:huyện|quận),\s+(?:quận,\s+)?(?:thị xã|thành phố)\b|\b[Hh]uyện ủy\b|\b[Qq]uận ủy\b"
    r"|\b(?:Thanh tra|Công an|Phòng Nội vụ|Phòng Tư pháp|Chi cục Thuế|Bảo hiểm xã hội)\s+(?:huyện|quận)\b"
    r"|\b[Tt]rên địa bàn (?:huyện|quận|thị xã|thị trấn)\b|\b(?:của|toàn|[Ll]ãnh đạo) huyện\b"
    r"|\b(?:Trụ sở|Ban) [Tt]iếp công dân (?:huyện|quận)\b"
    r"|\bthuộc (?:huyện|quận|thị xã|thị trấn)\b"
    rf"|\bPhòng\s+[{UPPER}][^\W\d_]+(?:(?:,|\s-|\s–)?\s[^\W\d_]+){{0,5}}?\s(?:huyện|quận)\b"
)
_NAME = rf"[{UPPER}][\w’']*(?:\s(?:[{UPPER}][\w’']*|\d+)){{0,5}}"
#: A commune that is named together with its district: after 01/7/2025 it lies in a province alone.
_IN_DISTRICT = (
    rf"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn)\s+{_NAME},?\s+(?P<district>(?:huyện|quận|thị xã)\s+{_NAME})"
)
_OBSOLETE = re.compile(rf"{_IN_DISTRICT}|(?P<level>{_LEVELS})|\btỉnh\s+(?P<province>{'|'.join(PROVINCES)})\b")
#: A word that is spoken of, not used: các văn bản ghi "cấp huyện" nay được hiểu là cấp xã.
_OPENING, _CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
#: Every match has one of these: most texts have none, which is told sooner so.
_PART = frozenset({"huyện", "quận", "thị", "tỉnh"})
#: Words in the clause that say that the past is meant.
_PAST = re.compile(
    r"\b(?:cũ|trước đây|trước khi|chuyển tiếp từ|sắp xếp|sáp nhập|nguyên là|giải thể|kết thúc hoạt động|bãi bỏ|thay thế"
    r"|năm (?:19\d\d|20[01]\d|202[0-4])|hợp nhất|chuyển giao|bàn giao|không tổ chức)\b",
    re.IGNORECASE,
)
#: "Trước ngày 01/7/2025": a day up to that one; any later one is a deadline.
_BEFORE = re.compile(r"\btrước\s+(?:ngày\s+)?$", re.IGNORECASE)
_BEFORE_REACH, _CLAUSE_REACH = 30, 600  # letters: a text without stops is read once
_STOP = re.compile(r"[.;](?:\s|$)")


def check(document: Document) -> Iterator[Fault]:
    """Yield levels, provinces and communes within a district that ended, each once.

    Only in a document of 01/7/2025 or later. What is cited from before, and clauses that speak of the past, are right.
    """
    if document.earliest_on is None or document.earliest_on < TWO_LEVELS_FROM:
        return
    told: dict[str, tuple[Passage, re.Match[str]]] = {}
    cited: dict[int, list[int]] = defaultdict(list)  # by passage: where what is older than that is cited
    for one in document.citations:
        if one.day is not None and one.day.value is not None and one.day.value < TWO_LEVELS_FROM:
            cited[one.passage.index].append(one.start)
    for passage in (one for one in document.prose if not _PART.isdisjoint(one.keys)):
        ended = _before_the_end(document, passage)
        for match in _OBSOLETE.finditer(passage.text):
            name = match.group().lower()
            if name not in told and not _is_past(passage.text, match, ended, cited[passage.index]):
                told[name] = (passage, match)
    for passage, match in told.values():
        yield _fault(passage, match)


def _fault(passage: Passage, match: re.Match[str]) -> Fault:
    if match["district"]:
        message = (
            f"“{match.group()}”: từ 01/7/2025 xã, phường thuộc thẳng tỉnh, thành phố và nhiều xã đã sắp xếp lại. Bỏ "
            f"“{match['district']}”, kiểm tra tên xã hiện nay, hoặc thêm “(cũ)”."
        )
    elif match["province"]:
        message = (
            f"Tỉnh {match['province']} không còn từ 01/7/2025, nay thuộc {PROVINCES[match['province']]}. Ghi tên hiện "
            f"nay hoặc thêm “(cũ)”."
        )
    else:
        message = (
            f"“{match.group()}”: từ 01/7/2025 không còn cấp huyện và thị trấn. Ghi đơn vị hiện nay hoặc "
            f"thêm “(cũ)”."
        )
    return Fault(passage, match.start(), match.end(), message)


def _before_the_end(document: Document, passage: Passage) -> list[int]:
    """Return where a passage has "trước ngày" with a day up to the end of the districts."""
    return [
        day.start
        for day in document.dates_in(passage)
        if day.value is not None
        and day.value <= TWO_LEVELS_FROM
        and _BEFORE.search(passage.text, max(0, day.start - _BEFORE_REACH), day.start)
    ]


def _is_past(text: str, match: re.Match[str], ended: Sequence[int], cited: Sequence[int]) -> bool:
    """Whether a match is quoted, or its clause speaks of the past: by its words, its days (`ended`), what it cites."""
    if (
        text[match.start() - 1 : match.start()] in _OPENING
        and text[match.end() : match.end() + 1] in _CLOSING
    ):
        return True
    reached = max(0, match.start() - _CLAUSE_REACH)
    start = max((stop.end() for stop in _STOP.finditer(text, reached, match.start())), default=reached)
    stop = _STOP.search(text, match.end(), match.end() + _CLAUSE_REACH)
    end = stop.start() if stop else match.end() + _CLAUSE_REACH
    return (
        _PAST.search(text, start, end) is not None
        or _is_any_in(ended, start, end)
        or _is_any_in(cited, start, match.start())
    )


def _is_any_in(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places, which are in order, lies in [start, end)."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end
