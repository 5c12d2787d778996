"""A nought is missing, or numbers of one kind are written with and without it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from service.domain.findings import Severity
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together
from service.proofreading.passages import Passage

NAME = "Số 0 trước ngày, tháng, số"
SEVERITY: Severity = "warn"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3 điểm c, khoản 4 điểm b"
_ONE_WAY = "Thống nhất trong văn bản"
_SIGNS, _SIGNS_AND_LETTERS = r"\d.,/", r"\w.,/"


def _below_ten(not_after: str) -> str:
    """Return a pattern for a number below ten, with its nought or without, that stands after none of some signs.

    It is sought by its first figure: what looks back first is tried at every place of a text.
    """
    return rf"(\d(?<![{not_after}].)(?:(?<=0)[1-9]|(?<=[1-9])))"


_COUNTED = re.compile(
    rf"{_below_ten(_SIGNS_AND_LETTERS)}\s+(tháng|cuộc|lớp|đợt|mô hình|hồ sơ|nhiệm vụ|trường hợp|xã|cơ quan"
    r"|đơn vị)\b(?!\s+năm\s+\d)"
)
_POINTS = re.compile(
    r"(\d(?<![\d.,/].)\d{0,2}(?:,\d{1,2})?)\s+điểm\b(?!\s+(?:cầu|đến|nóng|mới|sáng|trường|bầu))"
)
#: What is counted side by side in one sentence: "5 cán bộ, 07 dân quân"; "3 chi bộ/đồng chí" is a rate.
_SIDE_BY_SIDE = re.compile(
    rf"{_below_ten(_SIGNS)}\s+(?:cán bộ|công chức|viên chức|đồng chí|dân quân|chiến sĩ|đại biểu|thành viên|người|hộ"
    r"|thôn|xã|tổ|cơ quan|đơn vị|phòng|ban|trường|trạm|cuộc|lớp|đợt|mô hình|hồ sơ|nhiệm vụ|trường hợp|vụ|công trình"
    r"|dự án|văn bản|xe|máy|nhà|điểm cầu|tổ chức|chi bộ|hội viên|đoàn viên)\b(?!/)"
)
#: A number after one of these is a name, no count: "Điều 5", "thôn 3", "lớp 4".
_NAMED = re.compile(
    r"\b(?:điều|khoản|mục|phần|chương|thôn|tổ|khu|xóm|ấp|phường|quận|cấp|lớp|loại|đợt|số|quý|tháng|năm|ngày|mẫu|bảng"
    r"|biểu|phụ lục|tiêu chí|lần|vùng|khu vực|nhóm|khối|hạng|bậc|chỉ tiêu|nội dung|giai đoạn|đội|cụm)\s$",
    re.IGNORECASE,
)
_WORD_REACH = 30  # letters that hold the word before a number
_RUN_REACH = 80  # letters that hold the periods before one
_PERIOD = r"(?:tuần|tháng|quý|năm|\d{1,2}\s+(?:tháng|năm))"
_PERIODS_BEFORE = re.compile(rf"\b([Đđ]ịnh kỳ)(?:\s+(?:(?:hằng|hàng)\s+)?{_PERIOD}(?:,|\s+và)?)*\s+$")
_PERIODS_AFTER = re.compile(rf"\s+tháng(?:(?:,|\s+và)\s+{_PERIOD}\b)*")
_SHORT = re.compile(r"(?<!\d)[1-9](?=\s)")
_SENTENCE_END = re.compile(r"[.;:](?:\s|$)")
_NUMBER_SHORT = re.compile(r"[Ss](?<!\w.)ố:?\s+([1-9])(?=/(?:[A-ZĐ]{2}|\d{4}/))")


def check(document: Document) -> Iterator[Fault]:
    """Yield days below 10 and months 1, 2 without a nought, numbers of documents below 10, mixed ways of counting."""
    for day in document.dates:
        right_day = day.day.zfill(2)
        right_month = day.month.zfill(2) if day.month in {"1", "2"} else day.month
        if (right_day, right_month) != (day.day, day.month) and day.value is not None:
            right = _replaced(day.text, (day.day, right_day), (day.month, right_month))
            yield Fault(
                day.passage,
                day.start,
                day.end,
                f"{' và '.join(_unpadded(day, right_day, right_month))}: “{right}”.",
                right,
                is_certain=True,
            )
    for passage in document.prose:
        for match in _NUMBER_SHORT.finditer(passage.text) if "/" in passage.text else ():
            yield Fault(
                passage,
                match.start(1),
                match.end(1),
                f"Số văn bản dưới 10 ghi thêm số 0: “0{match[1]}”.",
                f"0{match[1]}",
                is_certain=True,
            )
    yield from _side_by_side(document)
    yield from _mixed_counts(document)
    yield from _mixed_points(document)


def _unpadded(day: WrittenDate, right_day: str, right_month: str) -> Iterator[str]:
    """Yield what lacks its nought, the first with a capital."""
    if day.day != right_day:
        yield f"Ngày {day.day} ghi {right_day}"
    if day.month != right_month:
        yield f"{'tháng' if day.day != right_day else 'Tháng'} {day.month} ghi {right_month}"


def _replaced(text: str, *changes: tuple[str, str]) -> str:
    """Return a written day with its first numbers replaced in order."""
    place, parts = 0, []
    for old, new in changes:
        at = text.index(old, place)
        parts += [text[place:at], new]
        place = at + len(old)
    return "".join(parts) + text[place:]


def _side_by_side(document: Document) -> Iterator[Fault]:
    """Counts below 10 with and without a nought in one sentence: the nought is given to those that lack it."""
    for passage in document.prose:
        found = [*_SIDE_BY_SIDE.finditer(passage.text)] if passage.has_digit else []
        if len(found) < 2:
            continue
        sentences: dict[int, list[re.Match[str]]] = defaultdict(list)
        ends = [end.end() for end in _SENTENCE_END.finditer(passage.text)]
        for match in found:
            if not _NAMED.search(passage.text, max(0, match.start() - _WORD_REACH), match.start()):
                sentences[bisect_right(ends, match.start())].append(match)
        for counts in sentences.values():
            short = [match for match in counts if match[1][0] != "0"]
            for match in short if len(short) < len(counts) else ():
                yield Fault(
                    passage,
                    match.start(1),
                    match.end(1),
                    f"Cùng câu có số dưới 10 viết thêm số 0. Dùng một cách: “0{match.group()}”.",
                    f"0{match[1]}",
                    basis=_ONE_WAY,
                )


def _mixed_counts(document: Document) -> Iterator[Fault]:
    """One number between the same words, here định kỳ 06 tháng and there định kỳ 6 tháng."""
    found: dict[tuple[str, int, str], dict[bool, list[tuple[Passage, re.Match[str]]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for passage in document.prose:
        for match in _COUNTED.finditer(passage.text) if passage.has_digit else ():
            key = _word_before(passage.text, match.start()), int(match[1]), match[2]
            found[key][match[1][0] == "0"].append((passage, match))
    for (_, number, noun), ways in found.items():
        if len(ways) == 2:
            rarer = min(ways, key=lambda way: (len(ways[way]), way))
            right = str(number) if rarer else f"0{number}"
            message = f"Chỗ khác viết “{right} {noun}”. Dùng một cách trong cả văn bản."
            is_alone = len(ways[rarer]) == 1
            whole = told_together(
                Fault(passage, *match.span(1), message, right, is_certain=is_alone, basis=_ONE_WAY)
                for passage, match in ways[rarer]
            )
            yield _with_run(whole, pads=not rarer)


def _word_before(text: str, place: int) -> str:
    """Return what a count belongs to: định kỳ 06 tháng and trong 6 tháng are two things.

    Of the periods of "định kỳ quý, 6 tháng và năm" each belongs to the first word.
    """
    run = _PERIODS_BEFORE.search(text, max(0, place - _RUN_REACH), place)
    return run[1].lower() if run else next(reversed(text[max(0, place - _WORD_REACH) : place].split()), "")


def _with_run(fault: Fault, *, pads: bool) -> Fault:
    """Return a count among periods with those after it that lack their nought too: "6 tháng, 9 tháng"."""
    run = _PERIODS_AFTER.match(fault.passage.text, fault.end) if pads else None
    spans = [match.span() for match in _SHORT.finditer(fault.passage.text, *run.span())] if run else []
    more = [
        replace(fault, start=start, end=end, suggestion=f"0{fault.passage.text[start:end]}")
        for start, end in spans
    ]
    is_certain = fault.is_certain and not more  # one alone would make two ways in one sentence
    return replace(fault, is_certain=is_certain, others=(*fault.others, *more))


def _mixed_points(document: Document) -> Iterator[Fault]:
    """Points with two decimals and points with one or none."""
    found: dict[int, list[tuple[Passage, re.Match[str]]]] = defaultdict(list)
    for passage in document.prose:
        for match in _POINTS.finditer(passage.text) if passage.has_digit and "điểm" in passage.text else ():
            found[len(match[1].partition(",")[2])].append((passage, match))
    short = found[1]
    if not short or not found[2]:
        return
    message = "Điểm ghi hai chữ số thập phân như các chỗ khác."
    yield told_together(
        Fault(passage, *match.span(1), message, f"{match[1]}0", is_certain=True, basis=_ONE_WAY)
        for passage, match in short
    )
