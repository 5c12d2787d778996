"""A deadline before the document's own day, or a period that ends before it begins."""

import itertools
import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

NAME = "Thứ tự thời gian"
SEVERITY: Severity = "error"
BASIS = "Đối chiếu thời gian trong văn bản"
_DUE = re.compile(
    (
        r"(?:\b(?:trước|chậm nhất(?:\s+là)?(?:\s+trước)?|chậm nhất đến|hạn chót(?:\s+là)?|hạn cuối(?:\s+là)?"
        r"|thời hạn(?:\s+đến)?|hoàn thành trước)\s*:?\s*)(?:hết\s+)?(?:ngày\s+)?$"
    ),
    re.IGNORECASE,
)
#: A sentence about what has happened gives past days rightly.
_PAST = re.compile(
    r"\b(?:đã|năm trước|trước đây|ban hành trước|sinh trước|phát sinh trước|có hiệu lực|thành lập trước)\b"
)
#: An order opens a sentence: what is said to be done in one of its parts says nothing about the others.
_ORDER = re.compile(r"\W*(?:Yêu cầu|Đề nghị|Giao|Chỉ đạo)\b")
#: What lies further back was never a deadline of this document: land used steadily since before 1993.
_HISTORY_YEARS = 4
_BETWEEN = re.compile(r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?", re.IGNORECASE)
_YEARS = re.compile(
    r"\b(?:giai đoạn|nhiệm kỳ|thời kỳ|các năm|từ năm)\s+((?:19|20)\d\d)\s*(?:-|–|đến(?: năm)?)\s*((?:19|20)\d\d)\b"
)
_MONTHS = re.compile(
    r"\btừ\s+tháng\s+(\d{1,2})(?:/(\d{4}))?\s+(?:đến|tới)\s+(?:hết\s+)?tháng\s+(\d{1,2})(?:/(\d{4})"
    r"|\s+năm\s+(\d{4}))?"
)


def check(document: Document) -> Iterator[Fault]:
    """Yield deadlines that are over before the document is issued, and periods turned round."""
    for passage in document.prose:
        days = document.dates_in(passage)
        for first, second in itertools.pairwise(days):
            yield from _turned(passage, first, second)
        for day in days:
            yield from _over(document, passage, day)
        if passage.has_digit:
            yield from _periods(passage)


def _turned(passage: Passage, first: WrittenDate, second: WrittenDate) -> Iterator[Fault]:
    between = passage.text[first.end : second.start]
    begins = re.search(r"\b[Tt]ừ\s+(?:ngày\s+)?$", passage.text[max(0, first.start - 12) : first.start])
    if first.style == "long":
        begins = re.search(r"\b[Tt]ừ\s+$", passage.text[max(0, first.start - 6) : first.start])
    if not begins or not _BETWEEN.fullmatch(between) or first.value is None or second.value is None:
        return
    if second.value < first.value:
        yield Fault(
            passage,
            first.start,
            second.end,
            "Khoảng thời gian bị đảo: ngày kết thúc trước ngày bắt đầu. Kiểm tra lại.",
        )


def _over(document: Document, passage: Passage, day: WrittenDate) -> Iterator[Fault]:
    issued, value = document.earliest_on, day.value
    if (
        issued is None
        or value is None
        or value >= issued
        or value.year + _HISTORY_YEARS < issued.year
        or (document.context.issued_on is None and not document.is_whole)
    ):
        return
    before = passage.text[: day.start] + ("ngày " if day.style == "long" else "")
    sentence = re.split(r"[.;]\s", passage.text[: day.start])[-1]
    told = sentence.rpartition(",")[2] if _ORDER.match(sentence) else sentence
    if not _DUE.search(before) or _PAST.search(told):
        return
    yield Fault(
        passage,
        day.start,
        day.end,
        f"Thời hạn {day.text.removeprefix('ngày ')} đã qua trước ngày của văn bản này. Kiểm tra lại.",
    )


def _periods(passage: Passage) -> Iterator[Fault]:
    for match in _YEARS.finditer(passage.text):
        if int(match[2]) < int(match[1]):
            yield Fault(
                passage,
                match.start(1),
                match.end(2),
                "Giai đoạn bị đảo: năm cuối trước năm đầu.",
                f"{match[2]} - {match[1]}",
            )
    for match in _MONTHS.finditer(passage.text):
        first_year, last_year = match[2], match[4] or match[5]
        is_one_year = (first_year or last_year) == last_year
        if is_one_year and int(match[3]) < int(match[1]):
            yield Fault(
                passage, *match.span(), "Khoảng thời gian bị đảo: tháng kết thúc trước tháng bắt đầu."
            )
