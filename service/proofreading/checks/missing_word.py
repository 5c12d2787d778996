"""A syllable of a fixed phrase is left out: "người đứng cơ quan"."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter

from service.domain.findings import Severity
from service.proofreading.checks.wrong_word import by_counts
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.lexicon import Lexicon
from service.proofreading.losses import losses
from service.proofreading.passages import Passage, Token
from service.proofreading.words import Spot, reader

NAME = "Thiếu chữ"
SEVERITY: Severity = "error"
BASIS = "Chính tả, câu chữ"
_LEAST_PHRASE = 4
_UNUSUAL = 3  # a pair seen more often may well be meant

_AND_ON = re.compile(
    r"\bvà trên(?= (?:các |những )?(?:[Tt]rang|[Cc]ổng|[Hh]ệ thống|phương tiện|mạng|môi trường mạng|nền tảng)\b)"
)
_DATED = re.compile(r" (?:ngày|tháng|quý|năm|số|điều|khoản|điểm|mục) \d", re.IGNORECASE)
"""A date or a clause that is cited begins a phrase of its own: it stands after whatever it belongs to."""
_PLACE = re.compile(r"\b(?:tại|ở|trên|trong|qua|bằng|vào|lên|từ|dưới|ngoài|trước|giữa)\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Fault]:
    """Yield places where a phrase of the lexicon lacks one syllable, or where a syllable's usual partner is missing."""
    gaps = phrase_gaps(document.lexicon)
    for passage in document.prose:
        yield from _without_place(passage)
    known = [
        one for passage in document.prose if not passage.is_upper for one in _from_phrases(passage, gaps)
    ]
    yield from known
    taken = {
        (one.passage.index, place)
        for one in (*known, *by_counts(document))
        for place in range(one.start, one.end)
    }
    yield from _heaviest(_without_partner(document, taken))


def _without_place(passage: Passage) -> Iterator[Fault]:
    """What is published "và trên Trang thông tin điện tử" is published somewhere else too, which is not said."""
    for match in _AND_ON.finditer(passage.text) if "và trên" in passage.text else ():
        sentence = re.split(r"[.;:]\s", passage.text[: match.start()])[-1]
        if not _PLACE.search(sentence):
            message = "Trước “và trên” thiếu một vế: nêu nơi thứ nhất (tại, ở, trên ...) hoặc bỏ chữ “và”."
            yield Fault(passage, match.start(), match.end(), message, severity="warn")


@lru_cache(maxsize=2)
def phrase_gaps(lexicon: Lexicon) -> Mapping[tuple[str, str], Mapping[tuple[str, ...], str]]:
    """Return what is left of phrases without an inner syllable, where that cannot be meant, by its first two."""
    found: dict[tuple[str, str], dict[tuple[str, ...], str]] = defaultdict(dict)
    for phrase in lexicon.words.get("phrases", ()):
        words = tuple(phrase.split())
        for place in range(1, len(words) - 1) if len(words) >= _LEAST_PHRASE else ():
            if lexicon.pair(words[place - 1], words[place + 1]) <= _UNUSUAL:
                start, end = max(0, place - 2), place + 3
                left = words[start:place] + words[place + 1 : end]
                found[left[0], left[1]][left] = " ".join(words[start:end])
    return found


def _from_phrases(
    passage: Passage, gaps: Mapping[tuple[str, str], Mapping[tuple[str, ...], str]]
) -> Iterator[Fault]:
    tokens, past = passage.tokens, 0
    if gaps.keys().isdisjoint(passage.pairs):
        return
    found = [(place, pair) for place, pair in enumerate(passage.pairs) if pair in gaps]
    for place, pair in found:
        for left, right in gaps[pair].items():
            run = tokens[place : place + len(left)]
            if place >= past and tuple(one.lower for one in run) == left and _is_one_phrase(run):
                past = place + len(left)
                yield _fault(passage, run, right)
                break


def _is_one_phrase(run: tuple[Token, ...]) -> bool:
    return all(b.start - a.end == 1 for a, b in itertools.pairwise(run))


def _fault(passage: Passage, run: tuple[Token, ...], right: str) -> Fault:
    written = passage.text[run[0].start : run[-1].end]
    shown = right[0].upper() + right[1:] if written[0].isupper() else right
    return Fault(passage, run[0].start, run[-1].end, f"“{written}” thiếu chữ: có lẽ là “{shown}”.", shown)


def _without_partner(document: Document, taken: set[tuple[int, int]]) -> Iterator[tuple[float, Fault]]:
    """A syllable and the one after it, which were never seen so, with something lost between, and how sure that is."""
    judge = reader(document.lexicon)
    found = losses(judge)
    for spot in judge.spots(document):
        if not spot.right or spot.right_seen > 0 or not spot.token.text.islower():
            continue
        if _DATED.match(spot.passage.text, spot.token.end):
            continue
        places = {(spot.passage.index, place) for place in (spot.token.start, spot.token.end + 1)}
        loss = found.lost(spot) if taken.isdisjoint(places) else None
        if loss is not None:
            yield loss.weight, _lost(spot, loss.syllable)


def _lost(spot: Spot, between: str) -> Fault:
    start, end = spot.token.start, spot.token.end + 1 + len(spot.right)
    written = spot.passage.text[start:end]
    right = f"{spot.token.text} {between}{written[len(spot.token.text) :]}"
    message = f"“{written}” có lẽ thiếu chữ: “{right}”."
    return Fault(spot.passage, start, end, message, right, severity="warn")


def _heaviest(found: Iterable[tuple[float, Fault]]) -> Iterator[Fault]:
    """Yield faults in reading order; of two that share a syllable the surer one."""
    last: tuple[float, Fault] | None = None
    for weight, fault in found:
        if last is not None and last[1].passage is fault.passage and fault.start < last[1].end:
            last = max(last, (weight, fault), key=itemgetter(0))
            continue
        if last is not None:
            yield last[1]
        last = weight, fault
    if last is not None:
        yield last[1]
