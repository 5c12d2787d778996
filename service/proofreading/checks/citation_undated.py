"""A document is cited by number and symbol, and its day stands nowhere in the text."""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence

from service.domain.findings import Severity
from service.proofreading.citations import CitedDocument
from service.proofreading.dates import WrittenDate
from service.proofreading.document import Document
from service.proofreading.faults import Fault

NAME = "Viện dẫn thiếu ngày"
SEVERITY: Severity = "warn"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm b"
_WITH_DAY_ZONES = frozenset({"body", "field"})
#: Before a day: it opens the clause. After it: who issued the document that follows at once.
_OPENS = re.compile(r"(?:^\W*|[;.,:(]\s)(?:[Vv]ào\s|[Tt]rong\s)?(?:[Nn]gày\s)?$")
_ISSUED = re.compile(
    r",?\s[^;.:\d]{0,160}?\b(?:có|ban hành|ký|gửi|trình|thông qua|phê duyệt)\s(?:các\s|tại\s)?$"
)
_SAME_DAY = re.compile(r"[^;.:\d]{0,80}\bcùng\s(?:ký\s|ban hành\s)?(?:ngày\s)?$")
#: After a document, where a day stands before it: "Báo cáo số … cùng ngày."
_AS_BEFORE = re.compile(r"[^;.:\d]{0,80}?\bcùng ngày\b(?!\s\d)")
_OPENING, _REACH = 20, 200  # letters
_JOINED = re.compile(r",?\s(?:và\s)?")


def check(document: Document) -> Iterator[Fault]:
    """Yield the first mention of each document that has no day at any mention.

    A code with its year (30/2020/NĐ-CP) says enough; so does a day that is left blank to be filled in.
    """
    told = {cited.code for cited in document.citations if cited.day is not None or cited.has_blank_day}
    told.update(_dated_by_sentence(document))
    for cited in document.citations:
        if cited.code in told or cited.year or cited.passage.is_cell or not cited.kind:
            continue
        if cited.passage.zone not in _WITH_DAY_ZONES or cited.passage.text.lstrip("(* ").startswith(
            "Kèm theo"
        ):
            continue
        told.add(cited.code)
        yield Fault(
            cited.passage,
            cited.start,
            cited.end,
            f"“{cited.text}” chưa có ngày ban hành. Lần nhắc đầu tiên ghi đủ số, ký hiệu, ngày, cơ quan và trích yếu.",
        )


def _dated_by_sentence(document: Document) -> Iterator[str]:
    """Yield the codes of documents whose day the sentence gives: before the first of a row of them, or for all of it.

    "Ngày 10/12/2025, Ủy ban nhân dân xã có Tờ trình số …", "Công văn số … và Công văn số … cùng ngày 14/11/2025".
    """
    for _, of_passage in itertools.groupby(document.citations, key=lambda cited: cited.passage.index):
        for row in _rows(list(of_passage)):
            if _is_dated(row, document.dates_in(row[0].passage)):
                yield from (cited.code for cited in row)


def _is_dated(row: Sequence[CitedDocument], days: Sequence[WrittenDate]) -> bool:
    """Whether the nearest day before a row of mentions, or the nearest after it, is theirs: no other stands between."""
    first, last = row[0], row[-1]
    place = bisect.bisect(days, first.start, key=lambda day: day.start)
    before, after = days[max(0, place - 1) : place], days[place : place + 1]
    is_same_day = bool(before) and _AS_BEFORE.match(last.passage.text, last.end) is not None
    return (
        is_same_day
        or any(_is_before(day, first) for day in before)
        or any(_is_of_all(day, last) for day in after)
    )


def _rows(mentions: Sequence[CitedDocument]) -> Iterator[Sequence[CitedDocument]]:
    """Yield the mentions of a passage by the rows that they stand in, joined by a comma or "và"."""
    row: list[CitedDocument] = []
    for cited in mentions:
        if row and not _JOINED.fullmatch(cited.passage.text, row[-1].end, cited.start):
            yield row
            row = []
        row.append(cited)
    if row:
        yield row


def _is_before(day: WrittenDate, cited: CitedDocument) -> bool:
    text = cited.passage.text
    return (
        day.end <= cited.start <= day.end + _REACH
        and _ISSUED.fullmatch(text, day.end, cited.start) is not None
        and _OPENS.search(text, max(0, day.start - _OPENING), day.start) is not None
    )


def _is_of_all(day: WrittenDate, cited: CitedDocument) -> bool:
    is_near = cited.end <= day.start <= cited.end + _REACH
    return is_near and _SAME_DAY.fullmatch(cited.passage.text, cited.end, day.start) is not None
