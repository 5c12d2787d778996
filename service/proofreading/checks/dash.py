"""A name or a pair of words is joined by different dashes, or by one with a space on one side."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from service.domain.findings import Severity
from service.domain.text import fold
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together
from service.proofreading.passages import Passage

NAME = "Gạch nối, gạch ngang"
SEVERITY: Severity = "warn"
BASIS = "Thống nhất trong văn bản"
_JOINED = re.compile(
    r"(?<![^\W\d_])(?P<left>[^\W\d_]+ [^\W\d_]+|[^\W\d_]+)(?P<dash>\s?[-–—]\s?)(?P<right>[^\W\d_]+(?: [^\W\d_]+)?)"
)
_LETTER = r"[^\W\d_]"
_ONE_SIDED = re.compile(rf"(?<={_LETTER})(?: [-–—](?={_LETTER})|[-–—] (?={_LETTER}))")
#: Every dash that joins words has a letter after it.
_DASH = re.compile(rf"[-–—]\s?{_LETTER}")
_RANGE = re.compile(r"(?<=\d)\s?—\s?(?=\d)")


def check(document: Document) -> Iterator[Fault]:
    """Yield the rarer way of joining the same words, and dashes with one space only."""
    found: dict[tuple[str, str], list[tuple[Passage, re.Match[str]]]] = defaultdict(list)
    for passage in document.prose:
        body = passage.marker.end
        if _DASH.search(passage.text, body) is None:
            continue
        for match in _JOINED.finditer(passage.text, body):
            if not _is_code(match):
                found[_last(match["left"]), _first(match["right"])].append((passage, match))
        for match in _ONE_SIDED.finditer(passage.text, body):
            yield Fault(
                passage,
                match.start(),
                match.end(),
                "Dấu gạch nối chỉ cách chữ một bên. Cách đều hai bên.",
                f" {match.group().strip()} ",
                is_certain=True,
            )
    for places in found.values():
        yield from _rarer(places)


def _is_code(match: re.Match[str]) -> bool:
    """Whether it is a symbol (QĐ-UBND) or a foreign word, whose dash has no spaces by rule."""
    return match["dash"] == "-" and (
        match["left"][-2:].isupper() or (match["left"].isascii() and match["right"].isascii())
    )


def _last(words: str) -> str:
    return fold(words).rpartition(" ")[2]


def _first(words: str) -> str:
    return fold(words).partition(" ")[0]


def _rarer(places: list[tuple[Passage, re.Match[str]]]) -> Iterator[Fault]:
    both = [(p, m) for p, m in places if m["dash"] in {" - ", "-", " – ", "–", " — ", "—"}]
    ways = Counter(match["dash"] for _, match in both)
    if len(ways) < 2:
        return
    usual = max(ways, key=lambda way: (ways[way], way == " - "))
    yield told_together(_otherwise(p, match, usual) for p, match in both if match["dash"] != usual)


def _otherwise(passage: Passage, match: re.Match[str], usual: str) -> Fault:
    right = f"{match['left']}{usual}{match['right']}"
    message = f"Chỗ khác viết “{right}”. Dùng một cách trong cả văn bản."
    return Fault(passage, match.start(), match.end(), message, right, is_certain=True)
