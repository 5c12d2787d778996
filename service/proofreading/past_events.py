"""What a document tells as done, with a day after its own; a decision of the council against the day it was passed.

Only where the words around leave no doubt that the past is meant: a day that is to come is right in any document.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from service.domain.dates import short_date
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

#: A paper that has come in: "nhận được đơn đề ngày …", or a basis "Xét đơn đề ngày …;".
_PAPER = r"(?:đơn|phiếu|giấy|biên bản|văn bản)\b[^.;:,]{0,60}\b(?:đề|ghi|lập|ký)\s+(?:ngày\s+)?$"
_CAME_IN = re.compile(rf"\bnhận được\s(?:\d+\s)?{_PAPER}", re.IGNORECASE)
_BASIS = re.compile(rf"\W*(?:Xét|Căn cứ)\s{_PAPER}", re.IGNORECASE)
#: An act of authority that is told as done: nothing but who did it stands between.
_DONE = re.compile(
    r"\bđã\s(?:được\s(?:(?:Hội đồng|HĐND|Ủy ban|UBND|Chủ tịch|Chính phủ|Thủ tướng|Bộ|Sở|Đảng ủy|Thường trực)\s"
    r"(?!.*\b(?:và|để|sẽ|về|theo|đề nghị|dự kiến)\b)[^.;:,]{0,60})?)?"
    r"(?:thông qua|phê duyệt|ban hành|ký kết|công bố)\s+(?:vào\s+)?(?:ngày\s+)?$"
)
#: In a sentence that speaks of what is to come "đã" may be past by then.
_AHEAD = re.compile(
    r"\b(?:sẽ|dự kiến|đề nghị|yêu cầu|giao|phải|cần|trước|chậm nhất|sau khi|khi|nếu|trường hợp|để|nhằm|kế hoạch|lịch"
    r"|chuẩn bị|tiếp tục|tổ chức|triển khai|thực hiện|rà soát|tổng hợp|báo cáo|tuyên truyền|phổ biến|không|chưa"
    r"|trở đi|trở về sau|về sau)\b",
    re.IGNORECASE,
)
#: A paragraph that opens with its day, and what came of it: it ends in the conclusions.
_OPENS = re.compile(r"\W*(?:[Ss]áng |[Cc]hiều |[Vv]ào )?(?:[Nn]gày )?$")
_CONCLUDES = re.compile(r"\bkết luận(?: như sau| nội dung sau)?\s?:$")
_AFTER_HEARING = "Sau khi nghe"
_TODAY = re.compile(r"\W*Hôm nay\b[^.;]{0,60}$")
_SENTENCE = re.compile(r"[.;:]\s")
_RESOLUTION = re.compile(r"\W*NGHỊ QUYẾT\W*")
_PASSED = re.compile(r"\bNghị quyết này\b[^.;]{0,160}\bthông qua\s+(?:vào\s+)?(?:ngày\s+)?$")
#: A resolution may be signed and numbered some days after it was passed.
_SIGNED_WITHIN = timedelta(days=30)
_REACH, _END = 240, 60  # letters
_SAME_PERIOD = re.compile(
    r"\b[Tt]ừ đầu năm (?:\d{4} )?đến (?:hết )?(?:ngày )?"
    r"(?:\d{1,2} tháng \d{1,2} năm |\d{1,2}/\d{1,2}/|tháng \d{1,2}(?: năm |/))"
    r"(?P<year>(?:19|20)\d\d)\b[^.]{0,200}?\bso với (?:cùng kỳ|cùng thời điểm)(?: của)? năm (?P<base>(?:19|20)\d\d)\b"
)
#: How minutes begin: "Hồi 14 giờ" only in what is headed so, else it tells of what happened.
_MINUTES = re.compile(r"\W*BIÊN BẢN\b")
_BEGINS = re.compile(
    r"(?:\bHôm nay\b[^.;]{0,30}\b(?:lúc|hồi)|^\W*(?:Vào )?(?:[Hh]ồi|[Ll]úc)) (?P<hour>\d{1,2}) giờ"
    r"(?: (?P<minute>\d{1,2}) phút)?"
)
_ENDS = re.compile(
    r"\bkết thúc (?:làm việc )?(?:vào )?(?:hồi |lúc )(?P<hour>\d{1,2}) giờ(?: (?P<minute>\d{1,2}) phút)?,?"
    r" (?:cùng ngày|ngày cùng)"
)

#: What minutes are of, before "kết thúc" in its clause; anything else that ended is told in them.
_OF_MINUTES = re.compile(
    r"(?:^|[.;:,]\s)\W*(?:(?:Hội nghị|Cuộc họp|Buổi (?:họp|làm việc|hòa giải|đối thoại|kiểm tra|bàn giao)"
    r"|Ban kiểm phiếu|Biên bản|Việc lập biên bản|Kỳ họp|Đại hội)\b"
    r"[^.;:,]{0,40})?$",
    re.IGNORECASE,
)
#: The end is of one session of several.
_OTHER_DAY = re.compile(r"\b(?:buổi (?:sáng|chiều|tối)|phiên|hôm sau|ngày thứ)\b", re.IGNORECASE)


def impossible_events(document: Document) -> Iterator[Fault]:
    """Yield days of the past that are none, and periods that are compared with themselves. Whole documents only."""
    if not document.is_whole:
        return
    for passage in document.body:
        for day in document.dates_in(passage):
            message = _wrong_of(document, passage, day)
            if message:
                yield Fault(passage, day.start, day.end, message)
        yield from _same_period(passage)
    yield from _ended_before(document)


def _wrong_of(document: Document, passage: Passage, day: WrittenDate) -> str:
    """Return what is wrong with a day, "" where nothing is."""
    first, last, value = document.earliest_on, document.issued_on, day.value
    if first is None or last is None or value is None:
        return ""
    shown = day.text.removeprefix("ngày ")
    own = f"ngày của văn bản này ({short_date(last)})"
    before = passage.text[max(0, day.start - _REACH) : day.start]
    if _is_passed(document, before):
        if value > last:
            return f"Nghị quyết thông qua ngày {shown}, sau {own}. Kiểm tra lại."
        is_long_ago = first - value > _SIGNED_WITHIN
        return f"Nghị quyết thông qua ngày {shown}, cách xa {own}. Kiểm tra lại." if is_long_ago else ""
    if _TODAY.fullmatch(before) and first == last and _is_year_off(value, first):
        return f"“Hôm nay” ghi ngày {shown}, không khớp {own}. Kiểm tra lại."
    if value > last and (_is_done(passage, before, day) or _is_told(passage, before, day)):
        return f"Việc đã qua nhưng ghi ngày {shown}, sau {own}. Kiểm tra lại."
    return ""


def _is_passed(document: Document, before: str) -> bool:
    """Whether the day is that on which this resolution was passed, not one that it cites or quotes."""
    is_resolution = any(_RESOLUTION.fullmatch(title.text) for title in document.titles)
    is_cited = "Nghị quyết số" in before or before.count("“") > before.count("”")
    return is_resolution and not is_cited and _PASSED.search(before) is not None


def _is_done(passage: Passage, before: str, day: WrittenDate) -> bool:
    """Whether a paper has come in, or an act was done, on a day; not where its sentence speaks of what is to come."""
    if _CAME_IN.search(before) or _DONE.search(before):
        after = passage.text[day.end : day.end + _REACH]
        said = f"{_SENTENCE.split(before)[-1]} {_SENTENCE.split(after, maxsplit=1)[0]}"
        return _AHEAD.search(said) is None
    return _BASIS.fullmatch(before) is not None and passage.text.rstrip().endswith(";")


def _is_told(passage: Passage, before: str, day: WrittenDate) -> bool:
    """Whether a paragraph opens with a day and ends in what was concluded after it."""
    is_opening = _OPENS.fullmatch(before) is not None and passage.text.startswith(",", day.end)
    return (
        is_opening
        and passage.text.find(_AFTER_HEARING, day.end) >= 0
        and _CONCLUDES.search(passage.text.rstrip()[-_END:]) is not None
    )


def _is_year_off(value: date, own: date) -> bool:
    """Whether two days are the same but for the year, or the first comes after the second."""
    is_same = (value.day, value.month) == (own.day, own.month)
    return (is_same and value.year != own.year) or value > own


def _same_period(passage: Passage) -> Iterator[Fault]:
    for match in _SAME_PERIOD.finditer(passage.text) if "so với" in passage.text else ():
        if match["year"] == match["base"]:
            message = (
                f"So sánh số liệu đến năm {match['year']} với cùng kỳ năm {match['base']}. Kiểm tra lại năm."
            )
            yield Fault(passage, *match.span("base"), message)


def _ended_before(document: Document) -> Iterator[Fault]:
    """Minutes that end, on the same day, before they begin."""
    is_headed = any(_MINUTES.match(title.text) for title in document.titles)
    timed = (one.text for one in document.body if " giờ" in one.text)
    opening = (found for text in timed if (found := _BEGINS.search(text)))
    begins = next((found for found in opening if is_headed or "Hôm nay" in found[0]), None)
    told = [one for one in document.body if "kết thúc" in one.text] if begins is not None else []
    last = next(((one, ends[-1]) for one in reversed(told) if (ends := [*_ENDS.finditer(one.text)])), None)
    if begins is None or last is None:
        return
    passage, end = last
    is_of_another = _OTHER_DAY.search(passage.text) is not None
    is_of_these = _OF_MINUTES.search(passage.text[passage.marker.end : end.start()]) is not None
    if is_of_these and not is_of_another and _minutes(end) <= _minutes(begins):
        message = (
            f"Giờ kết thúc ({_shown(end)}) không sau giờ bắt đầu ({_shown(begins)}) cùng ngày. Kiểm tra lại."
        )
        yield Fault(passage, *end.span(), message)


def _shown(match: re.Match[str]) -> str:
    minute = f" {match['minute']} phút" if match["minute"] else ""
    return f"{match['hour']} giờ{minute}"


def _minutes(match: re.Match[str]) -> int:
    return int(match["hour"]) * 60 + int(match["minute"] or 0)
