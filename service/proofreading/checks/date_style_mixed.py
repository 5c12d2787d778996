"""Days are written in two ways: 02/11/2022 and ngày 16 tháng 5 năm 2016."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from service.domain.findings import Severity
from service.proofreading.citations import KINDS
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together

NAME = "Cách viết ngày không thống nhất"
SEVERITY: Severity = "warn"
BASIS = "Thống nhất trong văn bản"
#: Days of birth and of identity papers are written short everywhere.
_BIRTH = re.compile(r"\b(?:sinh|cấp)\s*:?\s*(?:ngày\s*:?\s*)?$", re.IGNORECASE)
#: Lines of the bases and the opening of minutes write the day out by custom, wherever the text has it short.
_BASES = ("Căn cứ", "Xét ", "Theo đề nghị", "Kèm theo", "Hôm nay", "Hồi ", "Vào hồi ", "Lúc ", "Vào lúc ")
#: How only what is headed as minutes opens; their own day is written out wherever they come back to it.
_MINUTES = re.compile(r"\W*BIÊN BẢN\b")
_OPENING = re.compile(r"\W*(?:Hôm nay|Hồi|Lúc|Vào|Ngày|Sáng|Chiều|Tối|Thời gian)\b", re.IGNORECASE)
#: The kind of a document before its day, with its number or its name: "Nghị định số 30/2020/NĐ-CP ngày".
_CITED = re.compile(
    rf"\b(?:{'|'.join(KINDS)}|Hiến pháp)(?:\s+số\s?:?\s?\S{{1,40}}|(?:\s+[^\W\d_]+){{0,12}}),?"
    r"(?:\s+(?:ký|ban hành))?\s+(?:ngày\s+)?$"
)
_CITED_REACH = 160
_PADDED_MONTHS = (1, 2)


def check(document: Document) -> Iterator[Fault]:
    """Yield the rarer way of writing a day, once, with the other places; also 2-11-2022 beside 02/11/2022.

    The day of a cited document is written out in full by the forms of the decree: it is held against those of other
    cited documents alone.
    """
    own = _day_of_minutes(document)
    days = [day for day in document.dates if day.year and _is_running(day) and not _is_own(day, own)]
    written_out = {id(day) for day in days if day.style == "long" and _is_cited(day)}
    others = [day for day in days if id(day) not in written_out]
    yield from _mixed(others)
    if written_out:
        cited = [
            day for day in days if id(day) in written_out or (day.sign.strip() == "/" and _is_cited(day))
        ]
        yield from _mixed(cited)


def _day_of_minutes(document: Document) -> date | None:
    """Return the day that minutes open with, None for any other document."""
    if not any(_MINUTES.match(title.text) for title in document.titles):
        return None
    opening = (day for day in document.dates if _OPENING.match(day.passage.text, day.passage.marker.end))
    return next((day.value for day in opening if day.passage.zone == "body"), None)


def _is_own(day: WrittenDate, own: date | None) -> bool:
    return own is not None and day.style == "long" and day.value == own


def _mixed(days: list[WrittenDate]) -> Iterator[Fault]:
    """Yield the ways of writing a day but the usual one."""
    ways = Counter(_way(day) for day in days)
    if len(ways) < 2:
        return
    usual = max(ways, key=lambda way: (ways[way], way == "short/"))
    for way in ways:
        if way != usual:
            yield told_together(_fault(day, usual) for day in days if _way(day) == way)


def _is_cited(day: WrittenDate) -> bool:
    start = max(0, day.start - _CITED_REACH)
    return _CITED.search(day.passage.text, start, day.start) is not None


def _is_running(day: WrittenDate) -> bool:
    text = day.passage.text.lstrip("*(-– ")
    if _BIRTH.search(day.passage.text, max(0, day.start - 20), day.start):
        return False
    return day.passage.zone in {"body", "field"} and not text.startswith(_BASES)


def _way(day: WrittenDate) -> str:
    return day.style + day.sign.strip()


def _fault(day: WrittenDate, usual: str) -> Fault:
    message = "Cách ghi ngày khác với các chỗ khác. Dùng một cách trong cả văn bản."
    return Fault(day.passage, day.start, day.end, message, _written(day, usual))


def _written(day: WrittenDate, usual: str) -> str:
    """Return a day in the usual way; "" where it is in no calendar or the usual way is none of the two."""
    value = day.value
    if value is None:
        return ""
    month = f"{value.month:02}" if value.month in _PADDED_MONTHS else f"{value.month}"
    if usual == "short/":
        word = day.text[: len("ngày ")] if day.style == "long" else ""
        return f"{word}{value.day:02}/{month}/{value.year}"
    return f"{value.day:02} tháng {month} năm {value.year}" if usual == "long" else ""
