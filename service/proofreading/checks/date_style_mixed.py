"""Days are written in two ways: 02/11/2022 and ngày 16 tháng 5 năm 2016."""

import re
from collections import Counter
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault

NAME = "Cách viết ngày không thống nhất"
SEVERITY: Severity = "warn"
BASIS = "Thống nhất trong văn bản"
#: Lines of the bases write the day out by custom, wherever the text has it short.
#: Days of birth and of identity papers are written short everywhere.
_BIRTH = re.compile(r"\b(?:sinh|cấp)\s*:?\s*(?:ngày\s*:?\s*)?$", re.IGNORECASE)
_BASES = ("Căn cứ", "Theo đề nghị", "(Kèm theo", "Kèm theo")


def check(document: Document) -> Iterator[Fault]:
    """Yield the rarer way of writing a day, once, with the other places; also 2-11-2022 beside 02/11/2022."""
    days = [day for day in document.dates if day.year and _is_running(day)]
    ways = Counter(_way(day) for day in days)
    if len(ways) < 2:
        return
    usual = max(ways, key=lambda way: (ways[way], way == "short/"))
    for way in ways:
        if way != usual:
            yield _fault([day for day in days if _way(day) == way], usual)


def _is_running(day: WrittenDate) -> bool:
    text = day.passage.text.lstrip("*( ")
    if _BIRTH.search(day.passage.text, max(0, day.start - 20), day.start):
        return False
    return day.passage.zone in {"body", "field"} and not text.startswith(_BASES)


def _way(day: WrittenDate) -> str:
    return day.style + day.sign.strip()


def _fault(days: list[WrittenDate], usual: str) -> Fault:
    first = days[0]
    value = first.value
    right = ""
    if value is not None and usual == "short/":
        right = f"{'ngày ' if first.style == 'long' else ''}{value.day:02}/{value.month:02}/{value.year}"
        right = (
            right
            if value.month <= 2 or value.month >= 10
            else right.replace(f"/{value.month:02}/", f"/{value.month}/")
        )
    elif value is not None and usual == "long":
        right = f"{value.day:02} tháng {value.month} năm {value.year}"
    others = tuple(dict.fromkeys(day.passage for day in days[1:] if day.passage is not first.passage))
    return Fault(
        first.passage,
        first.start,
        first.end,
        "Cách ghi ngày khác với các chỗ khác. Dùng một cách trong cả văn bản.",
        right,
        others=others,
    )
