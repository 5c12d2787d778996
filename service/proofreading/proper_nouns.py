"""Capitals of places, people, days and cited documents: Phụ lục II of the decree, as far as writing shows it surely."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from service.domain.person_names import FAMILY_NAMES
from service.domain.text import lower_first, upper_first
from service.proofreading.letters import LOWER, UPPER
from service.proofreading.passages import Passage


class Miswritten(NamedTuple):
    """[start, end) of a passage, how it is written rightly, what to say of it and its place in Phụ lục II."""

    start: int
    end: int
    right: str
    reason: str
    clause: str


_NAME = rf"[{UPPER}][\w’']*(?:\s(?:-\s)?[{UPPER}][\w’']*)*"
_LEVELS = "Tỉnh|Thành phố|Huyện|Quận|Thị xã|Thị trấn|Xã|Phường|Đặc khu"
#: Within a sentence: after a word, or after a word and a comma.
_UNIT = re.compile(rf"(?:(?<=[^\W\d_] )|(?<=[^\W\d_], ))({_LEVELS}) ({_NAME})")
_LEVEL = re.compile(rf" (?:{_LEVELS}) ")
_PERSON = re.compile(rf"\b(?:{'|'.join(sorted(FAMILY_NAMES))}) (văn|thị) (?=[{UPPER}][{LOWER}])")
_MIDDLE_NAME = re.compile(rf" (?:văn|thị) [{UPPER}]")
_WEEKDAY = re.compile(
    r"\bthứ (hai|ba|tư|năm|sáu|bảy)\b(?=,? ngày \d| (?:hằng|hàng) tuần\b| tuần (?:này|sau|tới|trước)\b)"
)
_MONTH = re.compile(
    r"(?:(?<=ngày \d )|(?<=ngày \d\d )|(?<![\d] ))\btháng "
    r"(giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)(?= năm \d{4}\b)"
)
_DAY = re.compile(r"thứ |tháng ")
_KINDS = (
    "nghị quyết|quyết định|chỉ thị|thông báo|hướng dẫn|kế hoạch|chương trình|báo cáo|tờ trình|công văn|kết luận"
    "|nghị định|thông tư|công điện"
)
#: One document with its symbol: "các quyết định số 5/QĐ-UBND, số 6/QĐ-UBND" speaks of several.
_CITED = re.compile(
    rf"(?<=[{LOWER},;] )(?<![Cc]ác )(?<!hững )({_KINDS})(?= số \d+[a-z]?/(?:\d{{4}}/)?[{UPPER}])"
)


def misspelt_proper_nouns(passage: Passage, places: AbstractSet[str]) -> Iterator[Miswritten]:
    """Yield the wrong capitals of a passage; `places` are names whose common noun is written small (Ba Tơ)."""
    if passage.is_upper:
        return
    text = passage.text
    for match in _UNIT.finditer(text) if _LEVEL.search(text) else ():
        if match[2] in places:
            yield _wrong(match, 1, lower_first(match[1]), _SMALL_LEVEL)
    for match in _PERSON.finditer(text) if _MIDDLE_NAME.search(text) else ():
        yield _wrong(match, 1, upper_first(match[1]), _WHOLE_NAME)
    for pattern in (_WEEKDAY, _MONTH) if _DAY.search(text) else ():
        for match in pattern.finditer(text):
            yield _wrong(match, 1, upper_first(match[1]), _DAY_IN_WORDS)
    for match in _CITED.finditer(text) if " số " in text else ():
        yield _wrong(match, 1, upper_first(match[1]), _ONE_DOCUMENT)


_SMALL_LEVEL = ("Danh từ chung chỉ cấp hành chính đứng trước tên riêng viết thường", "Mục III khoản 1 điểm a")
_WHOLE_NAME = ("Tên người viết hoa mọi âm tiết", "Mục II khoản 1")
_DAY_IN_WORDS = ("Thứ, tháng ghi bằng chữ viết hoa", "Mục V khoản 8")
_ONE_DOCUMENT = ("Tên loại của một văn bản cụ thể viết hoa", "Mục V khoản 6")


def _wrong(match: re.Match[str], group: int, right: str, rule: tuple[str, str]) -> Miswritten:
    return Miswritten(*match.span(group), right, *rule)
