"""The same thing is said twice: "chậm nhất (chậm nhất trước ...)", "chậm nhất trước ngày", "ít nhất từ 01 ... trở lên"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

SEVERITY: Severity = "warn"
BASIS = "Chính tả, câu chữ"


class _Doubling(NamedTuple):
    pattern: re.Pattern[str]
    message: str


_BRACKET = re.compile(r"(?P<phrase>[^\W\d_]+(?:\s+[^\W\d_]+){1,4})\s*\(\s*(?P=phrase)\b", re.IGNORECASE)
_COMMA = re.compile(r"\b(?P<phrase>[^\W\d_]+(?:\s+[^\W\d_]+){2,6})\s*[,;]\s*(?P=phrase)\b(?=\s*[,;.]|\s*$)")
_DOUBLINGS = (
    _Doubling(re.compile(r"\bchậm nhất(?:\s+là)?\s+trước(?:\s+ngày)?\b", re.IGNORECASE),
              "Đã “chậm nhất” thì không “trước”: viết “trước ngày ...” hoặc “chậm nhất ngày ...”."),
    _Doubling(re.compile(r"\b(?:ít nhất|tối thiểu)(?:\s+là)?(?:\s+từ)?\s+\d[\d.,]*%?[^.,;:()]{0,30}?\strở lên\b", re.IGNORECASE),
              "Đã “ít nhất” thì không “trở lên”: giữ một trong hai."),
    _Doubling(re.compile(r"\b(?:nhiều nhất|tối đa)(?:\s+không quá)\b", re.IGNORECASE),
              "Đã “tối đa” thì không “không quá”: giữ một trong hai."),
    _Doubling(re.compile(r"\bđể\s+(?:làm|có)\s+(?:cơ sở|căn cứ)\s+để\b", re.IGNORECASE),
              "Hai chữ “để” trong một ý: viết “làm cơ sở để ...”."),
    _Doubling(re.compile(r"\b(?:lý do|nguyên nhân)\s+(?:là\s+)?(?:do|vì|bởi)\s+(?:vì|do)\b", re.IGNORECASE),
              "Lặp ý chỉ nguyên nhân: giữ một từ."),
    _Doubling(re.compile(r"\bbao gồm\s+có\b|\bgồm\s+có\s+các\s+gồm\b", re.IGNORECASE),
              "“Bao gồm” đã là “có”: viết “gồm” hoặc “bao gồm”."),
)  # fmt: skip


def check(document: Document) -> Iterator[Fault]:
    """Yield phrases said twice; the same fixed phrase in many places is one finding that names them."""
    for passage in document.prose:
        for match in _BRACKET.finditer(passage.text) if "(" in passage.text else ():
            yield _fault(passage, match, f"Lặp “{match['phrase']}” trước và trong ngoặc. Bỏ một lần.")
        for match in _COMMA.finditer(passage.text):
            yield _fault(passage, match, f"Lặp “{match['phrase']}” hai lần. Bỏ một lần.")
    yield from _fixed(document)


def _fixed(document: Document) -> Iterator[Fault]:
    found: dict[str, list[tuple[Passage, re.Match[str]]]] = defaultdict(list)
    for passage in document.prose:
        lower = passage.text
        for doubling in _DOUBLINGS:
            for match in doubling.pattern.finditer(lower):
                found[doubling.message].append((passage, match))
    for message, places in found.items():
        passage, match = places[0]
        others = tuple(dict.fromkeys(other for other, _ in places[1:] if other is not passage))
        yield Fault(passage, match.start(), match.end(), message, others=others)


def _fault(passage: Passage, match: re.Match[str], message: str) -> Fault:
    return Fault(passage, match.start(), match.end(), message)
