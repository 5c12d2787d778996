"""One document is cited with two different days."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from service.domain.findings import Severity
from service.domain.text import fold
from service.proofreading.citations import CitedDocument, is_same_body, may_be_of_two_years
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together

NAME = "Một văn bản hai ngày"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm b"
_SAME_SUBJECT_WORDS = 4


def check(document: Document) -> Iterator[Fault]:
    """Yield the mentions whose day differs from the day of the first mention of the same document."""
    by_code: dict[str, list[tuple[CitedDocument, date]]] = defaultdict(list)
    for cited in document.citations:
        if cited.day is not None and cited.day.value is not None:
            by_code[cited.code].append((cited, cited.day.value))
    for mentions in by_code.values():
        yield from _conflicts(mentions)


def _conflicts(mentions: list[tuple[CitedDocument, date]]) -> Iterator[Fault]:
    days = [day for _, day in mentions]
    if len(set(days)) == 1:
        return
    right = max(days, key=days.count)  # the first of the commonest
    first = next(cited for cited, day in mentions if day == right)
    wrong: dict[date, list[Fault]] = defaultdict(list)
    for cited, day in mentions:
        if day != right and _is_same(first, cited):
            wrong[day].append(_conflict(first, cited))
    for faults in wrong.values():
        yield told_together(faults)


def _conflict(first: CitedDocument, other: CitedDocument) -> Fault:
    shown, written = (day.text if day is not None else "" for day in (first.day, other.day))
    start, end = (other.day.start, other.day.end) if other.day is not None else (other.start, other.end)
    message = (
        f"“{other.text}” ghi hai ngày khác nhau trong văn bản: {shown} ({first.passage.block.locator}) và {written}. "
        "Đối chiếu bản gốc rồi ghi một ngày."
    )
    return Fault(other.passage, start, end, message)


def _is_same(first: CitedDocument, other: CitedDocument) -> bool:
    """Whether two mentions with one number and symbol mean one document."""
    if not is_same_body(first.issuer, other.issuer) or may_be_of_two_years(first, other):
        return False
    return not (first.subject and other.subject) or _opening(first.subject) == _opening(other.subject)


def _opening(subject: str) -> tuple[str, ...]:
    words = [word for word in fold(subject).split() if word not in {"ve", "viec", "ban", "hanh"}]
    return tuple(words[:_SAME_SUBJECT_WORDS])
