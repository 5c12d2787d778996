"""A day that no calendar has: 31/4/2025, 30/02/2025, tháng 13."""

import calendar
import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

NAME = "Ngày không có thật"
SEVERITY: Severity = "error"
BASIS = "Lịch"
_DAY_AND_MONTH = re.compile(r"\bngày\s+(\d{1,2})/(\d{1,2})(?![\d/])")
_MONTH = re.compile(r"\btháng\s+(1[3-9]|[2-9]\d)(?:[/-]|\s+năm\s+)(?:19|20)\d\d\b")
_LEAP_YEAR = 2024
_MOST_DAYS = 31  # a larger number is no day unless it is called one


def check(document: Document) -> Iterator[Fault]:
    """Yield impossible days and months, in the header too."""
    for day in document.dates:
        if day.value is None and _is_certain(day):
            yield _fault(day.passage, day.start, day.end)
    for passage in document.passages:
        if not passage.has_digit:
            continue
        for match in _DAY_AND_MONTH.finditer(passage.text) if "ngày" in passage.text else ():
            if not _exists(int(match[1]), int(match[2]), _LEAP_YEAR):
                yield _fault(passage, *match.span())
        for match in _MONTH.finditer(passage.text) if "tháng" in passage.text else ():
            yield _fault(passage, *match.span())


def _is_certain(day: WrittenDate) -> bool:
    year = int(day.year) if day.year else _LEAP_YEAR
    is_named = day.passage.text[: day.start].rstrip().lower().endswith("ngày") or day.style == "long"
    return (
        1900 <= year <= 2200
        and (int(day.day) <= _MOST_DAYS or is_named)
        and not _exists(int(day.day), int(day.month), year)
    )


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _fault(passage: Passage, start: int, end: int) -> Fault:
    return Fault(
        passage, start, end, f"“{passage.text[start:end]}” không có trong lịch. Kiểm tra lại ngày, tháng."
    )
