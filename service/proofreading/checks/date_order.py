"""A deadline before the document's own day, or a period that ends before it begins."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from service.domain.findings import Severity
from service.proofreading.checks.unit_obsolete import TWO_LEVELS_FROM
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage
from service.proofreading.past_events import impossible_events

NAME = "Thứ tự thời gian"
SEVERITY: Severity = "error"
BASIS = "Đối chiếu thời gian trong văn bản"
_BASIS_OF_LINE = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 4"
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
#: What goes before a deadline that opens its sentence: "Đến trước ngày 01/7/2025, toàn tỉnh có 13 huyện".
_OPENS = re.compile(r"\W*(?:(?:tính|tính đến|đến|từ|ngay|theo báo cáo),?\s+)*\W*", re.IGNORECASE)
#: After the deadline: how it came out.
_OUTCOME = re.compile(
    r"\b(?:đến nay|hiện nay|kết quả|thực tế|trên thực tế|tuy nhiên|nhưng)\b[^.]{0,200}\b(?:đã|vẫn|còn|chưa|mới)\b",
    re.IGNORECASE,
)
_STANDS = r"(?:đã )?quá hạn|(?:đã|chưa|không) hoàn thành|hoàn thành (?:đúng|quá|trước) hạn|đang thực hiện"
#: Right after the deadline: how the work stands ("thời hạn: chậm nhất ngày 31/5/2026; quá hạn chưa hoàn thành").
_STANDING = re.compile(rf"[\s*]*[,;:(–-]?[\s*]*(?:{_STANDS})\b", re.IGNORECASE)
#: A cell of a row that tells what became of the work with the deadline in the row.
_TOLD_CELL = re.compile(rf"^\s*(?:{_STANDS}|đã)\b|\((?:{_STANDS})\b[^()]*\)\W*$", re.IGNORECASE)
#: What stands after one of these in a sentence is to be done, or belongs to what is to be done.
_ASKED = re.compile(r"\b(?:đề nghị|yêu cầu|giao|phải|gửi|nộp)\b", re.IGNORECASE)
_REPORT = re.compile(r"[\s*]*BÁO CÁO[\s*]*")
_AHEAD = re.compile(r"phương hướng|nhiệm vụ|kiến nghị|đề xuất|giải pháp|thời gian tới|sắp tới", re.IGNORECASE)
_LARGE_SECTIONS = frozenset({"part", "chapter", "roman"})
#: The title of an appendix with what is to be done; what is not called so belongs to what the report is about.
_TO_DO = re.compile(r"phương hướng|phân công|thời gian tới|sắp tới|cuối năm", re.IGNORECASE)
_TOLD_ZONES = frozenset({"body", "appendix"})
_END = re.compile(r"[.;](?:\s|$)")
#: What lies further back was never a deadline of this document: land used steadily since before 1993.
_HISTORY_YEARS = 4
#: Letters before and after a day that are looked through for what it is about: a text without stops is read once.
_DUE_REACH, _SENTENCE_REACH = 60, 500
_BETWEEN = re.compile(r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?", re.IGNORECASE)
_YEARS = re.compile(
    r"\b(?:giai đoạn|nhiệm kỳ|thời kỳ|các năm|từ năm)\s+((?:19|20)\d\d)\s*(?:-|–|đến(?: năm)?)\s*((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR_TO = re.compile(r"\d\s*(?:[-–]|(?i:đến))")
_FROM_MONTH = frozenset({"từ", "tháng"})
_MONTHS = re.compile(
    r"\btừ\s+tháng\s+(\d{1,2})(?:/(\d{4}))?\s+(?:đến|tới)\s+(?:hết\s+)?tháng\s+(\d{1,2})(?:/(\d{4})"
    r"|\s+năm\s+(\d{4}))?",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Fault]:
    """Yield deadlines that are over before the document is issued, periods turned round, past events yet to come."""
    over: list[tuple[date | None, Fault]] = []
    for passage in document.prose:
        days = document.dates_in(passage)
        for first, second in itertools.pairwise(days):
            yield from _turned(passage, first, second)
        for day in days:
            over += [(day.value, fault) for fault in _over(document, passage, day)]
        if passage.has_digit:
            yield from _periods(passage)
    yield from _told_once(over)
    yield from _undated(document)
    yield from impossible_events(document)


def _undated(document: Document) -> Iterator[Fault]:
    """Say once that the days of a text could not be held against its own, for want of a year in its date line."""
    line = document.unread_date_line
    if line is None or not any(day.value for passage in document.prose for day in document.dates_in(passage)):
        return
    message = (
        "Chưa đọc được ngày của văn bản ở dòng này, nên thời hạn và ngày của văn bản viện dẫn chưa được đối chiếu. "
        "Ghi như “Ba Tơ, ngày 05 tháng 3 năm 2026”; khi trình ký thì để trống ngày, tháng."
    )
    yield Fault(line, 0, len(line.text), message, severity="info", basis=_BASIS_OF_LINE)


def _told_once(over: Iterable[tuple[date | None, Fault]]) -> Iterator[Fault]:
    """Yield what is over; a table that repeats the days of the text is named with them, the first with the first."""
    by_day: dict[date | None, list[Fault]] = defaultdict(list)
    for value, fault in over:
        by_day[value].append(fault)
    for faults in by_day.values():
        told = [one for one in faults if not one.passage.is_cell]
        cells = [one for one in faults if one.passage.is_cell]
        for position, fault in enumerate(told):
            again = cells[position :: len(told)]
            yield replace(fault, others=tuple(again))
        yield from () if told else cells


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
    due = _DUE.search(passage.text, max(0, day.start - _DUE_REACH), day.start)
    if due is None or _is_past(document, passage, day, due.start()):
        return
    yield Fault(
        passage,
        day.start,
        day.end,
        f"Thời hạn {day.text.removeprefix('ngày ')} đã qua trước ngày của văn bản này. Kiểm tra lại.",
    )


def _is_past(document: Document, passage: Passage, day: WrittenDate, due: int) -> bool:
    """Whether a sentence tells what has happened by its day, and sets no deadline; `due` is where the words begin."""
    reached = max(passage.marker.end, due - _SENTENCE_REACH)
    start = max((found.end() for found in _END.finditer(passage.text, reached, due)), default=reached)
    before, rest = passage.text[start : day.start], passage.text[day.end : day.end + _SENTENCE_REACH]
    is_order = _ORDER.match(before) is not None
    if not is_order and (passage.index in _looking_back(document) or _is_told_in_its_row(document, passage)):
        return True
    told = before.rpartition(",")[2] if is_order else before
    if _OPENS.fullmatch(passage.text, start, max(start, due)):
        told += _ASKED.split(_END.split(rest, maxsplit=1)[0], maxsplit=1)[0]
    is_told = any((_PAST.search(told), _OUTCOME.search(rest), not is_order and _STANDING.match(rest)))
    return day.value == TWO_LEVELS_FROM or is_told


def _is_told_in_its_row(document: Document, passage: Passage) -> bool:
    """Whether a table says beside a deadline what became of the work."""
    if passage.block.cell is None:
        return False
    rows: set[tuple[int, int]] | None = document.shared.get("told rows")
    if rows is None:
        cells = ((one.block.cell, one.text) for one in document.prose if one.block.cell is not None)
        rows = {cell[:2] for cell, text in cells if _TOLD_CELL.search(text)}
        document.shared["told rows"] = rows
    return passage.block.cell[:2] in rows


def _looking_back(document: Document) -> frozenset[int]:
    """Return the places that tell of a period that is over: a report, without its sections on what is to come."""
    found: frozenset[int] | None = document.shared.get("looking back")
    if found is None:
        is_report = any(_REPORT.fullmatch(one.text) for one in document.titles)
        found = frozenset(_told_places(document) if is_report else ())
        document.shared["looking back"] = found
    return found


def _told_places(document: Document) -> Iterator[int]:
    """Yield the places of a report, tables and appendices too, that stand in no section on what is to come."""
    is_ahead = False
    for passage in document.passages:
        if passage.zone not in _TOLD_ZONES:
            continue
        if passage.is_cell:
            pass
        elif passage.zone == "appendix" and passage.text.isupper():
            is_ahead = _TO_DO.search(passage.text) is not None
        elif passage.marker.style in _LARGE_SECTIONS:
            is_ahead = _AHEAD.search(passage.text) is not None
        if not is_ahead:
            yield passage.index


def _periods(passage: Passage) -> Iterator[Fault]:
    for match in _YEARS.finditer(passage.text) if _YEAR_TO.search(passage.text) else ():
        if int(match[2]) < int(match[1]):
            yield Fault(
                passage,
                match.start(1),
                match.end(2),
                "Giai đoạn bị đảo: năm cuối trước năm đầu.",
                f"{match[2]} - {match[1]}",
            )
    for match in _MONTHS.finditer(passage.text) if _FROM_MONTH.issubset(passage.keys) else ():
        first_year, last_year = match[2], match[4] or match[5]
        is_one_year = (first_year or last_year) == last_year
        if is_one_year and int(match[3]) < int(match[1]):
            yield Fault(
                passage, *match.span(), "Khoảng thời gian bị đảo: tháng kết thúc trước tháng bắt đầu."
            )
