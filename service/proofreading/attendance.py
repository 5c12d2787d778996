"""Numbers of people against each other: who is there and who is not, marks of one class, months of a period."""

import calendar
import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from service.proofreading.dates import WrittenDate
from service.proofreading.numbers import (
    NUMBER,
    PEOPLE,
    WORD,
    Wrong,
    is_count,
    is_sum,
    places,
    shown,
    shown_like,
    value,
)

_IS_PEOPLE = re.compile(PEOPLE)
_THERE = r"(?:[Cc]ó mặt|[Hh]iện diện)\s?:?\s"
#: Those who were called with what they are; or, after a word that calls them, as a bare number.
_PRESENT = re.compile(
    rf"(?:(?:(?P<whole>{NUMBER})\s(?P<unit>{WORD})\b[^.;:\d]{{0,40}}?[,;:]\s?"
    rf"|\b(?:[Tt]ổng số|[Tt]riệu tập|[Ss]ĩ số)(?:\slà)?\s?:?\s(?P<called>{NUMBER})\s?[,;]\s?)"
    rf"{_THERE}(?P<there>{NUMBER})|{_THERE}(?P<there_of>\d{{1,5}})/(?P<whole_of>\d{{1,5}}))"
    rf"(?:\s(?P<there_unit>{WORD})(?:\s{WORD}){{0,5}}?)?\s?[,;]\s?[Vv]ắng(?:\smặt)?\s?:?\s"
    rf"(?P<away>{NUMBER})(?:\s(?P<away_unit>{WORD})|(?=\s?[.,;(]|$))"
)
#: After the absent: they were so for a part of the time.
_FOR_A_WHILE = re.compile(
    r"[^.;]{0,60}\b(?:buổi|phiên|sáng|chiều|tối|lượt|muộn|trễ|sớm|ra về|về trước|đầu giờ|lúc)\b",
    re.IGNORECASE,
)
_CAME_BACK = rf"\bthu (?:về|vào|lại)\s?:?\s(?P<back>{NUMBER})"
#: Words between the numbers of one count of ballots; each number may have a sentence of its own.
_WORDS_ON = r"(?:[^.\d]|\.(?=\s))"
_NOTE = r"(?:\s?\([^()]{1,20}\)|,?\s(?:chiếm|đạt|bằng)(?:\stỷ lệ)?\s\d{1,3}(?:,\d{1,2})?\s?%)?"
#: The number after its word, or before it: "hợp lệ 42 phiếu", "42 phiếu hợp lệ".
_BALLOTS = (
    re.compile(
        rf"{_CAME_BACK}(?:\sphiếu)?{_WORDS_ON}{{0,60}}?"
        rf"(?<!không )\bhợp lệ\s?:?\s(?P<valid>{NUMBER})(?:\sphiếu)?{_NOTE}{_WORDS_ON}{{0,40}}?"
        rf"\bkhông hợp lệ\s?:?\s(?P<invalid>{NUMBER})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_CAME_BACK}(?:\sphiếu)?{_WORDS_ON}{{0,60}}?"
        rf"(?P<valid>{NUMBER})\sphiếu\shợp lệ{_NOTE}{_WORDS_ON}{{0,40}}?(?P<invalid>{NUMBER})\sphiếu\skhông hợp lệ",
        re.IGNORECASE,
    ),
)
#: Beside them: ballots that are neither, or a second count that these may be of as well.
_OTHER_BALLOTS = re.compile(r"\b(?:trắng|hỏng|thất lạc|không thu(?! (?:phí|tiền)))\b", re.IGNORECASE)
_BACK_ELSEWHERE = re.compile(r"\bthu (?:về|vào|lại)\b", re.IGNORECASE)
_BALLOTS_REACH = 160  # letters
#: More cannot come back than was given out, where nothing says that so many went to each.
_OUT_AND_BACK = re.compile(
    rf"\bphát ra\s?:?\s(?P<out>{NUMBER})\sphiếu(?:\s(?!mỗi\b|từng\b|cho\b){WORD}){{0,2}}\s?[,;.]\s"
    rf"(?:(?:và|đã)\s)?(?:số phiếu\s)?{_CAME_BACK}\sphiếu\b(?!/|\s(?:mỗi|từng|đợt|cũ))",
    re.IGNORECASE,
)
#: After them: what is told of a ballot that is void.
_IS_VOID = re.compile(
    r"\b(?:hủy|huỷ|thừa|dư|nhiều hơn|vượt|chênh|bầu lại|bỏ phiếu lại|không (?:có giá trị|công nhận))\b",
    re.IGNORECASE,
)
#: Ways of marking all of a class or office, from the best mark on; nobody has two marks.
_MARKS = (
    ("xuất sắc", "giỏi", "khá", "trung bình", "yếu", "kém"),
    ("tốt", "khá", "đạt", "chưa đạt"),
    ("tốt", "khá", "trung bình", "yếu", "kém"),
    (
        "hoàn thành xuất sắc nhiệm vụ",
        "hoàn thành tốt nhiệm vụ",
        "hoàn thành nhiệm vụ",
        "không hoàn thành nhiệm vụ",
    ),
)
_ANY_MARK = "|".join(sorted({mark for way in _MARKS for mark in way}, key=len, reverse=True))
_ROW = re.compile(
    rf"\b(?:(?:{_ANY_MARK})\s?:?\s{NUMBER}\s?%\s?[,;]\s(?:và\s)?){{1,6}}(?:{_ANY_MARK})\s?:?\s{NUMBER}\s?%"
    r"(?=\s?(?:[.,;)]|$))",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"({_ANY_MARK})\s?:?\s({NUMBER})\s?%", re.IGNORECASE)
_FAR = Decimal(115)  # a slip of the hand stays below; above, one mark holds others
_NEAR = Decimal("0.1")
_ALL = Decimal(100)
_MONTHS = re.compile(r"(?<![\d.,/])(?P<count>\d{1,2})\stháng\s?[,(:]?\s?(?:kể\s|tính\s)?(?:từ\s)(?:ngày\s)?$")
_MONTHS_AFTER = re.compile(r"\s?\((?:trong\s)?(?P<count>\d{1,2})\stháng\)")
_UNTIL = re.compile(r"\s(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?")
_REACH, _REACH_COUNTS = 40, 300  # letters
#: Before a number of months: it comes again and again, or is a bound.
_AGAIN = re.compile(
    r"\b(?:định kỳ|mỗi|hằng|hàng|cứ|luân phiên|từng|tối đa|tối thiểu|ít nhất|không quá|bình quân|lần)\b[^.;]*$",
    re.IGNORECASE,
)
_BUT = re.compile(r"[^.;]{0,40}\b(?:trừ|không (?:kể|tính|bao gồm))\b", re.IGNORECASE)
_OFF = 2  # months: what is farther from the two days is a period that comes again


def wrong_attendance(text: str) -> Iterator[Wrong]:
    """Yield the numbers of the present and the absent that are more than all who were called.

    Fewer may leave somebody out: the absent are told in parts, or some are excused.

    >>> [found[3] for found in wrong_attendance("Gọi 148 người, có mặt 143 người, vắng mặt 7 người.")]
    ['có mặt 143 và vắng 7 là 150, không phải 148']
    """
    for match in _PRESENT.finditer(text) if "ắng" in text else ():
        there = match["there"] or match["there_of"]
        whole = match["whole"] or match["called"] or match["whole_of"]
        total = value(there) + value(match["away"])
        units = {match[group] for group in ("unit", "there_unit", "away_unit")} - {None}
        counted = map(value, re.findall(NUMBER, text[max(0, match.start() - _REACH_COUNTS) : match.start()]))
        if (
            value(there) <= value(whole) < total  # more than were called: there are guests
            and len(units) < 2
            and _is_of_those_called(text, match)
            and total not in counted
            and not _FOR_A_WHILE.match(text, match.end())
        ):
            why = f"có mặt {there} và vắng {match['away']} là {shown(total, 0)}, không phải {whole}"
            yield Wrong(*match.span("away"), "", why)


def _is_of_those_called(text: str, match: re.Match[str]) -> bool:
    """Whether the whole counts people, or what the present are: "lúc 14 giờ 30 phút; có mặt 28" counts neither."""
    if match["whole"] is None:
        return True
    is_one_thing = match["unit"] in {match["there_unit"], match["away_unit"]}
    is_counted = is_one_thing or _IS_PEOPLE.match(text, match.start("unit")) is not None
    return is_counted and is_count(text, match.start("whole"))


def wrong_ballots(text: str) -> Iterator[Wrong]:
    """Yield the numbers of invalid ballots that with the valid ones are not all that came back.

    >>> [found[3] for found in wrong_ballots("thu về 43 phiếu; hợp lệ 42 phiếu, không hợp lệ 03 phiếu.")]
    ['hợp lệ 42 và không hợp lệ 03 là 45, không phải 43 phiếu thu về']
    """
    if "thu " not in text and "Thu " not in text:
        return
    for match in _OUT_AND_BACK.finditer(text):
        is_void = _IS_VOID.search(text, match.end(), match.end() + _BALLOTS_REACH) is not None
        if value(match["back"]) > value(match["out"]) and not is_void:
            why = f"thu về {match['back']} phiếu, nhiều hơn {match['out']} phiếu phát ra"
            yield Wrong(*match.span("back"), "", why)
    for match in (found for way in _BALLOTS for found in way.finditer(text)) if "hợp lệ" in text else ():
        total = value(match["valid"]) + value(match["invalid"])
        if total != value(match["back"]) and not _are_others(text, match):
            made = shown_like(total, 0, match["back"], match["valid"])
            why = (
                f"hợp lệ {match['valid']} và không hợp lệ {match['invalid']} là {made}, "
                f"không phải {match['back']} phiếu thu về"
            )
            yield Wrong(*match.span("invalid"), "", why)


def _are_others(text: str, match: re.Match[str]) -> bool:
    """Whether the words around tell of other ballots, or of several counts that these may be the sum of."""
    far, near = max(0, match.start() - _BALLOTS_REACH), match.end() + _BALLOTS_REACH
    start = max(far, text.rfind(". ", far, match.start()))
    return bool(_OTHER_BALLOTS.search(text, far, near) or _BACK_ELSEWHERE.search(text, start, match.start()))


def wrong_marks(text: str) -> Iterator[Wrong]:
    """Yield the rows of marks whose shares are a little more than 100 %; fewer may leave a mark out.

    Only marks of one way, each once, from the best to the worst or back. "đạt" alone is a verb ("đạt 98% chỉ tiêu").

    >>> [found[3] for found in wrong_marks("tốt 8,3%, khá 34,1%, đạt 56,4%, chưa đạt 3,0%")]
    ['8,3% + 34,1% + 56,4% + 3,0% = 101,8%, quá 100%']
    """
    for match in _ROW.finditer(text) if text.count("%") > 1 else ():
        found = _MARKED.findall(match.group())
        shares = [share for _, share in found]
        total = sum(map(value, shares), Decimal(0))
        if (
            _ALL < total < _FAR
            and not is_sum(total, [*shares, "0,0"], "100")
            and _are_of_one_way([mark.lower() for mark, _ in found])
            and not _hold_others([value(share) for share in shares])
        ):
            terms = " + ".join(f"{share}%" for share in shares)
            yield Wrong(*match.span(), "", f"{terms} = {shown(total, max(map(places, shares)))}%, quá 100%")


def _are_of_one_way(marks: Sequence[str]) -> bool:
    if "đạt" in marks and "chưa đạt" not in marks:
        return False
    ways = [[way.index(mark) for mark in marks] for way in _MARKS if set(marks) <= set(way)]
    return any(len(set(way)) == len(way) and way in (sorted(way), sorted(way, reverse=True)) for way in ways)


def _hold_others(shares: Sequence[Decimal]) -> bool:
    """Whether some of the shares are all (98 and 2), or one is what others make: then one mark holds others."""
    some = [part for size in range(1, len(shares)) for part in itertools.combinations(shares, size)]
    return any(abs(sum(part) - _ALL) <= _NEAR for part in some) or any(
        abs(share * 2 - sum(shares)) <= _NEAR for share in shares
    )


def wrong_months(text: str, first: WrittenDate, last: WrittenDate) -> Iterator[Wrong]:
    """Yield a number of months that is not that of whole months from one day to another."""
    counted = _MONTHS.search(text, max(0, first.start - _REACH), first.start)
    counted = counted or _MONTHS_AFTER.match(text, last.end)
    if counted is None or first.value is None or last.value is None:
        return
    if not _UNTIL.fullmatch(text, first.end, last.start) or last.value <= first.value:
        return
    start = min(counted.start(), first.start)
    if _AGAIN.search(text, max(0, start - _REACH), start) or _BUT.match(text, last.end):
        return
    after = last.value + timedelta(1)
    months = (after.year - first.value.year) * 12 + after.month - first.value.month
    stated = int(counted["count"])
    is_whole = after.day == first.value.day and after.day <= calendar.monthrange(2025, 2)[1]
    if is_whole and 0 < abs(months - stated) <= _OFF:
        why = f"từ {first.text.removeprefix('ngày ')} đến {last.text.removeprefix('ngày ')} là {months} tháng"
        yield Wrong(
            *counted.span("count"),
            f"{months:02}" if counted["count"].startswith("0") else str(months),
            why,
        )
