"""Shares and changes in the words of reports: "16 trong tổng số 20 thôn (chiếm 75%)", "tăng 8 … (40 trường hợp)".

Yields (start, end, right, why) of a stated number; only where both numbers and their thing stand beside it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.proofreading.numbers import NUMBER, Wrong, is_count, is_share, places, shown, shown_like, value

_N = NUMBER
_WORDS = r"(?:\s+[^\W\d_]+){0,6}?"
_LINK = r"\s*[,(]?\s*(?:(?:đạt|chiếm|bằng|tương đương)\s+)?(?:tỷ lệ\s+)?"
_UNIT = r"(?P<unit>[^\W\d_]+(?:\s+(?!(?:tăng|giảm|đạt|bằng)\b)[^\W\d_]+)?)"
_AMONG = re.compile(
    rf"({_N})(?:\s+[^\W\d_]+){{0,3}}?\s+trong\s+(?:tổng\s+)?số\s+({_N})\s+[^\W\d_]+{_WORDS}{_LINK}({_N})\s?%"
)
_TAKEN = re.compile(
    rf"\b(?:[Tt]iếp nhận|[Nn]hận)(?:\s+(?:được|tổng số|mới|và giải quyết))?\s+({_N})\s+{_UNIT}\s*[,;]\s*(?:đã\s+)?"
    rf"(?:giải quyết|xử lý|trả)(?:\s+(?:được|xong))?\s+({_N})\s+(?P=unit)(?:\s+xong)?{_LINK}({_N})\s?%"
)
_OF_PLAN = re.compile(
    rf"({_N})\s+{_UNIT}\s*[,(]\s*(?:đạt|bằng)\s+({_N})\s?%\s+(?:so với\s+)?(?:kế hoạch|dự toán|chỉ tiêu)"
    rf"[^.;()\d]{{0,30}}\(({_N})\s+(?P=unit)\)"
)
#: What the figure before is called beside it: "(năm 2024 là 40 trường hợp)".
_BASE_YEAR = r"so với\s+(?:cùng kỳ\s+)?năm\s+\d{4}"
_BASE = r"(?:(?:cùng kỳ|năm|tháng trước|quý trước|kỳ trước|năm trước)(?:\s+(?:năm\s+)?\d{4})?\s?(?:là|có|đạt|:)?\s?)?"
_CHANGE = re.compile(
    rf"({_N})\s+{_UNIT}(?:\s+[^\W\d_]+){{0,4}}?\s*[,(]\s*(tăng|giảm)\s+({_N})\s+(?P=unit)[^.;()]{{0,50}}?"
    rf"(?:\({_BASE}|\b{_BASE_YEAR}\s+(?:là|có)\s+)({_N})\s+(?P=unit)\b"
)
#: Before the figure in brackets: it is what was planned, not what there was before.
_OF_A_PLAN = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|dự toán|nghị quyết|mục tiêu|định mức|giao)\b"
    r"|\b(?:đạt|bằng|hoàn thành)\s\d[\d.,]*\s?%(?!\s(?:so với|cùng kỳ))",
    re.IGNORECASE,
)
#: The percentage is of something else.
_OTHER_WHOLE = re.compile(
    r"[^.;]{0,40}\b(?:kế hoạch|chỉ tiêu|dự toán|cùng kỳ|so với|đúng hạn|trước hạn|trong hạn|hài lòng|đang|còn)\b"
)
_OF_MONTHS, _MONTHS_REACH = re.compile(r"(?<!\S)\d{1,2}\stháng\s$"), 12
_ALL = 100
_ANY_NUMBER = re.compile(_N)
_LOOKED_BACK = 300  # letters


def wrong_comparisons(text: str) -> Iterator[Wrong]:
    """Yield the stated shares and changes that do not follow from the numbers beside them.

    >>> [found[2] for found in wrong_comparisons("46 ca, tăng 8 ca so với cùng kỳ (40 ca); 3 trong số 4 ấp, chiếm 70%")]
    ['75', '6']
    """
    if "%" in text:
        if "trong" in text:
            yield from _shares(_AMONG, text, part=1, whole=2, stated=3)
        if "nhận" in text:
            yield from _shares(_TAKEN, text, part=3, whole=1, stated=4)
        if "(" in text:
            yield from _shares(_OF_PLAN, text, part=1, whole=4, stated=3)
    if ("(" in text or "so với" in text) and ("tăng" in text or "giảm" in text):
        yield from _changes(text)


def _shares(pattern: re.Pattern[str], text: str, *, part: int, whole: int, stated: int) -> Iterator[Wrong]:
    for match in pattern.finditer(text):
        if pattern is not _OF_PLAN and _OTHER_WHOLE.match(text, match.end()):
            continue
        total = value(match[whole])
        is_change = pattern is _OF_PLAN and not is_count(text, match.start(part))
        if not total or is_change:
            continue
        share, decimals = value(match[part]) / total * 100, places(match[stated])
        is_all_due = pattern is _TAKEN and value(match[stated]) == _ALL  # of what was due
        if not is_all_due and not is_share(share, match[stated]):
            why = f"{match[part]}/{match[whole]} là {shown(share, decimals)}%"
            yield Wrong(*match.span(stated), shown(share, decimals), why)


def _changes(text: str) -> Iterator[Wrong]:
    for match in _CHANGE.finditer(text):
        now, change, before = value(match[1]), value(match[4]), value(match[5])
        right = now - before if match[3] == "tăng" else before - now
        is_of_plan = _OF_A_PLAN.search(text, match.end(4), match.start(5)) is not None
        if right == change or is_of_plan or not _is_counted(text, match.start(1)):
            continue
        whole = before + change if match[3] == "tăng" else before - change
        if not _stands_before(text, match.start(), whole):
            decimals = max(places(match[1]), places(match[4]), places(match[5]))
            shown_right = shown_like(abs(right), decimals, match[1], match[5])
            yield Wrong(*match.span(4), shown_right, f"{match[1]} và {match[5]} chênh nhau {shown_right}")


def _is_counted(text: str, start: int) -> bool:
    """Whether a number is a count, also after a number of months: "11 tháng 164 ca"."""
    return is_count(text, start) or _OF_MONTHS.search(text, max(0, start - _MONTHS_REACH), start) is not None


def _stands_before(text: str, end: int, number: Decimal) -> bool:
    """Whether a number stands earlier in the sentence: the change is of that whole, told after its parts."""
    start = max(0, end - _LOOKED_BACK)
    start = max(start, text.rfind(". ", start, end))
    return any(value(one) == number for one in _ANY_NUMBER.findall(text, start, end))
