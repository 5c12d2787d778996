"""One document is cited with two different days."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from service.domain.findings import Severity
from service.domain.text import fold
from service.proofreading.citations import CitedDocument
from service.proofreading.document import Document
from service.proofreading.faults import Fault

NAME = "Một văn bản hai ngày"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm b"
#: Below this a body may well give the same number in two years.
_RARE_NUMBER = 100
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
    seen: set[date] = set()
    for cited, day in mentions:
        if day == right or day in seen or not _is_same(first, cited, right, day):
            continue
        seen.add(day)
        written = cited.day
        if written is None:
            continue
        shown = first.day.text if first.day is not None else ""
        yield Fault(
            cited.passage,
            written.start,
            written.end,
            f"“{cited.text}” ghi hai ngày khác nhau trong văn bản: {shown} ({first.passage.block.locator}) và "
            f"{written.text}. Đối chiếu bản gốc rồi ghi một ngày.",
        )


def _is_same(first: CitedDocument, other: CitedDocument, day: date, other_day: date) -> bool:
    """Whether two mentions with one number and symbol mean one document."""
    if first.issuer and other.issuer and _body(first.issuer) != _body(other.issuer):
        return False
    if first.subject and other.subject:
        return _opening(first.subject) == _opening(other.subject)
    return day.year == other_day.year or int(first.number) >= _RARE_NUMBER


def _body(name: str) -> str:
    """Return a body's name to compare: abbreviations written out, the name of the place left out."""
    words = fold(name).replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan").split()
    return " ".join(words[:5])


def _opening(subject: str) -> tuple[str, ...]:
    words = [word for word in fold(subject).split() if word not in {"ve", "viec", "ban", "hanh"}]
    return tuple(words[:_SAME_SUBJECT_WORDS])
