"""A nought is missing, or numbers of one kind are written with and without it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

NAME = "Số 0 trước ngày, tháng, số"
SEVERITY: Severity = "warn"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3 điểm c, khoản 4 điểm b"
_COUNTED = re.compile(
    r"(?<![\d.,/])\b(0?[1-9])\s+(tháng|cuộc|lớp|đợt|mô hình|hồ sơ|nhiệm vụ|trường hợp|xã|cơ quan"
    r"|đơn vị)\b(?!\s+năm\s+\d)"
)
_POINTS = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:,\d{1,2})?)\s+điểm\b(?!\s+(?:cầu|đến|nóng|mới|sáng|trường|bầu))"
)
_NUMBER_SHORT = re.compile(r"\b[Ss]ố:?\s+([1-9])(?=/(?:[A-ZĐ]{2}|\d{4}/))")


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


def _mixed_counts(document: Document) -> Iterator[Fault]:
    """One number between the same words, here định kỳ 06 tháng and there định kỳ 6 tháng."""
    found: dict[tuple[str, int, str], dict[bool, list[tuple[Passage, re.Match[str]]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for passage in document.prose:
        for match in _COUNTED.finditer(passage.text) if passage.has_digit else ():
            # định kỳ 06 tháng and quý, 6 tháng are two things
            before = next(reversed(passage.text[: match.start()].split()), "")
            found[before, int(match[1]), match[2]][match[1][0] == "0"].append((passage, match))
    for (_, number, noun), ways in found.items():
        if len(ways) == 2:
            rarer = min(ways, key=lambda way: (len(ways[way]), way))
            passage, match = ways[rarer][0]
            right = str(number) if rarer else f"0{number}"
            yield Fault(
                passage,
                match.start(1),
                match.end(1),
                f"Chỗ khác viết “{right} {noun}”. Dùng một cách trong cả văn bản.",
                right,
                is_certain=len(ways[rarer]) == 1,
            )


def _mixed_points(document: Document) -> Iterator[Fault]:
    """Points with two decimals and points with one or none."""
    found: dict[int, list[tuple[Passage, re.Match[str]]]] = defaultdict(list)
    for passage in document.prose:
        for match in _POINTS.finditer(passage.text) if passage.has_digit and "điểm" in passage.text else ():
            found[len(match[1].partition(",")[2])].append((passage, match))
    short = found[1]
    if not short or not found[2]:
        return
    passage, match = short[0]
    others = tuple(dict.fromkeys(other for other, _ in short[1:] if other is not passage))
    yield Fault(
        passage,
        match.start(1),
        match.end(1),
        "Điểm ghi hai chữ số thập phân như các chỗ khác.",
        f"{match[1]}0",
        is_certain=not others,
        others=others,
        basis="Thống nhất trong văn bản",
    )
