"""The same thing is said twice: "chậm nhất (chậm nhất ...)", "chậm nhất trước ngày", "ít nhất 01 ... trở lên"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage, Token

NAME = "Lặp ý"
SEVERITY: Severity = "warn"
BASIS = "Chính tả, câu chữ"


class _Doubling(NamedTuple):
    """A way of saying a thing twice: `key` is in every text that has it."""

    key: str
    pattern: re.Pattern[str]
    message: str


_BRACKET = re.compile(r"(?P<phrase>[^\W\d_]+(?:\s+[^\W\d_]+){1,4})\s*\(\s*(?P=phrase)\b", re.IGNORECASE)
_LONGEST, _SHORTEST = 7, 3
_DOUBLINGS = (
    _Doubling(
        "nhất",
        re.compile(r"\bchậm nhất(?:\s+là)?\s+trước(?:\s+ngày)?\b", re.IGNORECASE),
        "Đã “chậm nhất” thì không “trước”: viết “trước ngày ...” hoặc “chậm nhất ngày ...”.",
    ),
    _Doubling(
        "trở lên",
        re.compile(
            r"\b(?:ít nhất|tối thiểu)(?:\s+là)?(?:\s+từ)?\s+\d[\d.,]*%?[^.,;:()]{0,30}?\strở lên\b",
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
    for passage in document.prose:
        for match in _BRACKET.finditer(passage.text) if "(" in passage.text else ():
            yield _fault(passage, match, f"Lặp “{match['phrase']}” trước và trong ngoặc. Bỏ một lần.")
        yield from _around_commas(passage)
    yield from _fixed(document)


def _around_commas(passage: Passage) -> Iterator[Fault]:
    """The same three words or more before and after a comma, and nothing else after it: "x y z, x y z"."""
    tokens = passage.tokens
    for place, token in enumerate(tokens):
        if token.text not in ",;":
            continue
        for length in range(_LONGEST, _SHORTEST - 1, -1):
            before, after = tokens[max(0, place - length) : place], tokens[place + 1 : place + 1 + length]
            if len(before) == length and [t.lower for t in before] == [t.lower for t in after]:
                if all(t.is_word for t in before) and _stops(tokens, place + 1 + length):
                    phrase = passage.text[before[0].start : before[-1].end]
                    yield Fault(
                        passage, before[0].start, after[-1].end, f"Lặp “{phrase}” hai lần. Bỏ một lần."
                    )
                break


def _stops(tokens: tuple[Token, ...], place: int) -> bool:
    return place >= len(tokens) or tokens[place].text in ",;."


def _fixed(document: Document) -> Iterator[Fault]:
    found: dict[str, list[tuple[Passage, re.Match[str]]]] = defaultdict(list)
    for passage in document.prose:
        for doubling in _DOUBLINGS:
            for match in doubling.pattern.finditer(passage.text) if doubling.key in passage.text else ():
                found[doubling.message].append((passage, match))
    for message, places in found.items():
        passage, match = places[0]
        others = tuple(dict.fromkeys(other for other, _ in places[1:] if other is not passage))
        yield Fault(passage, match.start(), match.end(), message, others=others)


def _fault(passage: Passage, match: re.Match[str], message: str) -> Fault:
    return Fault(passage, match.start(), match.end(), message)
