"""The same thing is said twice: "chậm nhất (chậm nhất ...)", "chậm nhất trước ngày", "ít nhất 01 ... trở lên"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from service.domain.findings import Severity
from service.domain.text import fold
from service.proofreading.citations import CitedDocument
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together
from service.proofreading.passages import Passage, Token

NAME = "Lặp ý"
SEVERITY: Severity = "warn"
BASIS = "Chính tả, câu chữ"
_CITED_AGAIN = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm b"
_COMPARED = 40  # letters of a subject; shorter ones are no full citation


class _Doubling(NamedTuple):
    """A way of saying a thing twice: `key` is in every text that has it."""

    key: str
    pattern: re.Pattern[str]
    message: str


#: How many words a phrase may have, long ones first.
_IN_BRACKETS, _AFTER_COMMA = range(5, 1, -1), range(7, 2, -1)
_SIGNS = frozenset("(,;")
#: What ends the first of the kinds told in brackets, and the number that it ends in.
_KIND_ENDS, _KINDS_REACH = frozenset(",;)"), 16  # tokens
#: What follows the kind of a cited document.
_OF_A_CODE = frozenset({"số", "ngày"})
_COUNT_LAST = re.compile(r"(?<![\d./])\d{1,3}(?:\.\d{3})*(?:lượt|người|hộ|vụ)?$")
_DOUBLINGS = (
    _Doubling(
        "nhất",
        re.compile(r"\bchậm nhất(?:\s+là)?\s+trước(?:\s+ngày)?\b", re.IGNORECASE),
        "Đã “chậm nhất” thì không “trước”: viết “trước ngày ...” hoặc “chậm nhất ngày ...”.",
    ),
    _Doubling(
        "trở lên",
        re.compile(
            r"\b(?:ít nhất|tối thiểu)(?:\s+là)?(?:\s+từ)?\s+\d[\d.,]*%?[^.,;:()\d]{0,30}?\strở lên\b",
            re.IGNORECASE,
        ),
        "Đã “ít nhất” thì không “trở lên”: giữ một trong hai.",
    ),
    _Doubling(
        "không quá",
        re.compile(r"\b(?:nhiều nhất|tối đa)(?:\s+không quá)\b", re.IGNORECASE),
        "Đã “tối đa” thì không “không quá”: giữ một trong hai.",
    ),
    _Doubling(
        "để",
        re.compile(r"\bđể\s+(?:làm|có)\s+(?:cơ sở|căn cứ)\s+để\b", re.IGNORECASE),
        "Hai chữ “để” trong một ý: viết “làm cơ sở để ...”.",
    ),
    _Doubling(
        "do",
        re.compile(r"\b(?:lý do|nguyên nhân)\s+(?:là\s+)?(?:do|vì|bởi)\s+(?:vì|do)\b", re.IGNORECASE),
        "Lặp ý chỉ nguyên nhân: giữ một từ.",
    ),
    _Doubling(
        "gồm",
        re.compile(r"\bbao gồm\s+có\b|\bgồm\s+có\s+các\s+gồm\b", re.IGNORECASE),
        "“Bao gồm” đã là “có”: viết “gồm” hoặc “bao gồm”.",
    ),
)


def check(document: Document) -> Iterator[Fault]:
    """Yield phrases said twice; the same fixed phrase in many places is one finding that names them."""
    twice = [one for passage in document.prose for one in _in_passage(passage)]
    fixed = [fault for doubling in _DOUBLINGS for fault in _fixed(document, doubling)]
    by_passage: dict[int, list[Fault]] = defaultdict(list)
    for fault in fixed:
        by_passage[fault.passage.index].append(fault)
    yield from _together(_with_fixed(fault, by_passage[fault.passage.index]) for fault in twice)
    taken = {(one.passage.index, place) for one in twice for place in range(one.start, one.end)}
    yield from _together(fault for fault in fixed if (fault.passage.index, fault.start) not in taken)
    yield from _subjects(document)


def _together(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield faults of one message once, with all their places."""
    found: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        found[fault.message].append(fault)
    yield from map(told_together, found.values())


def _with_fixed(fault: Fault, fixed: Iterable[Fault]) -> Fault:
    """Return a phrase that stands twice with the fixed one that begins in it: "chậm nhất (chậm nhất trước"."""
    for one in fixed:
        if fault.start <= one.start < fault.end:
            return replace(fault, end=max(fault.end, one.end), message=f"{fault.message} {one.message}")
    return fault


def _in_passage(passage: Passage) -> Iterator[Fault]:
    """The same words before and within brackets; or before and after a comma, and nothing else after it."""
    tokens = passage.tokens
    for place in passage.places_in(_SIGNS):
        if place + 1 == len(tokens):
            continue
        if tokens[place].text == "(":
            length = _twin(tokens, place, _IN_BRACKETS)
            if length and not any(is_apart(tokens, place, length) for is_apart in _APART):
                phrase = passage.text[tokens[place - length].start : tokens[place - 1].end]
                message = f"Lặp “{phrase}” trước và trong ngoặc. Bỏ một lần."
                yield Fault(passage, tokens[place - length].start, tokens[place + length].end, message)
        else:
            length = _twin(tokens, place, _AFTER_COMMA)
            if length and _stops(tokens, place + 1 + length):
                phrase = passage.text[tokens[place - length].start : tokens[place - 1].end]
                message = f"Lặp “{phrase}” hai lần. Bỏ một lần."
                yield Fault(passage, tokens[place - length].start, tokens[place + length].end, message)


def _twin(tokens: tuple[Token, ...], place: int, lengths: range) -> int:
    """Return how many words before a sign are the same as those after it, 0 when none are."""
    first = tokens[place + 1].lower
    for length in lengths:
        if length <= place and tokens[place - length].lower == first:
            before, after = tokens[place - length : place], tokens[place + 1 : place + 1 + length]
            if [t.lower for t in before] == [t.lower for t in after] and all(t.is_word for t in before):
                return length
    return 0


def _is_counted(tokens: tuple[Token, ...], place: int, length: int) -> bool:
    """Whether the brackets say which ones were counted: "04 nhiệm vụ (nhiệm vụ có thời hạn)"."""
    return length < place and tokens[place - length - 1].text.isdigit()


def _is_broken_down(tokens: tuple[Token, ...], place: int, length: int) -> bool:
    """Whether the brackets count kinds of what is named before them: "4.812 văn bản (văn bản giấy 14, …)"."""
    rest = tokens[place + 1 + length :][:_KINDS_REACH]
    end = next((at for at, token in enumerate(rest) if token.text in _KIND_ENDS), len(rest))
    kind = "".join(token.text for token in rest[:end])
    return end > 1 and rest[0].is_word and _COUNT_LAST.search(kind) is not None


def _is_cited(tokens: tuple[Token, ...], place: int, length: int) -> bool:
    """Whether the brackets cite a document by the noun of the verb before them: "báo cáo (Báo cáo số 417/BC-STC"."""
    after = place + 1 + length
    return tokens[place + 1].text[:1].isupper() and after < len(tokens) and tokens[after].lower in _OF_A_CODE


#: In what cases the words in brackets are no repetition of those before them.
_APART = (_is_counted, _is_broken_down, _is_cited)


def _stops(tokens: tuple[Token, ...], place: int) -> bool:
    return place >= len(tokens) or tokens[place].text in ",;."


def _subjects(document: Document) -> Iterator[Fault]:
    """The subject of a document that was cited in full before: from the second time kind, number and symbol do."""
    seen: dict[str, str] = {}
    again: dict[str, list[CitedDocument]] = defaultdict(list)
    for cited in document.citations:
        subject = fold(cited.subject.removeprefix("về việc "))[:_COMPARED]
        if len(subject) < _COMPARED or cited.passage.is_cell:
            continue
        if seen.setdefault(cited.code, subject) == subject and cited.passage.zone != "title":
            again[cited.code].append(cited)
    for mentions in again.values():
        if len(mentions) < 2:
            continue
        first, *rest = mentions
        message = (
            f"Trích yếu của “{first.text}” đã ghi đủ ở {first.passage.block.locator}; từ lần thứ hai chỉ ghi tên loại "
            "và số, ký hiệu."
        )
        yield told_together(
            Fault(one.passage, one.start, one.end, message, severity="info", basis=_CITED_AGAIN)
            for one in rest
        )


def _fixed(document: Document, doubling: _Doubling) -> Iterator[Fault]:
    for passage in document.prose:
        for match in doubling.pattern.finditer(passage.text) if doubling.key in passage.text else ():
            yield Fault(passage, *match.span(), doubling.message)
