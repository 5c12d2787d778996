"""A syllable of a fixed phrase is left out: "người đứng cơ quan"."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.lexicon import Lexicon
from service.proofreading.passages import Passage, Token
from service.proofreading.words import Reader, Spot, reader

NAME = "Thiếu chữ"
SEVERITY: Severity = "error"
BASIS = "Chính tả, câu chữ"
_LEAST_PHRASE = 4
_UNUSUAL = 3  # a pair seen more often may well be meant
_KNOWN = 300
_SEEN_BEFORE, _SEEN_AFTER = 100, 20
_SEEN_AT_ALL = 5
_SHARE, _GAIN = 0.8, 5.0
_HALF_GAIN = 0.5  # after a syllable that never stands alone

_AND_ON = re.compile(
    r"\bvà trên(?= (?:các |những )?(?:[Tt]rang|[Cc]ổng|[Hh]ệ thống|phương tiện|mạng|môi trường mạng|nền tảng)\b)"
)
_PLACE = re.compile(r"\b(?:tại|ở|trên|trong|qua|bằng|vào|lên|từ|dưới|ngoài|trước|giữa)\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Fault]:
    """Yield places where a phrase of the lexicon lacks one syllable, or where a syllable's usual partner is missing."""
    gaps = phrase_gaps(document.lexicon)
    judge = reader(document.lexicon)
    for passage in document.prose:
        yield from _without_place(passage)
    known = [
        one for passage in document.prose if not passage.is_upper for one in _from_phrases(passage, gaps)
    ]
    yield from known
    taken = {(one.passage.index, place) for one in known for place in range(one.start, one.end)}
    for spot in judge.spots(document):
        if not spot.right or spot.right_seen > 0 or not spot.token.text.islower():
            continue
        if (spot.passage.index, spot.token.start) not in taken:
            yield from _without_partner(judge, spot)


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


def _without_partner(judge: Reader, spot: Spot) -> Iterator[Fault]:
    """A syllable that stands alone before one that hardly ever follows it, though its usual partner would join both."""
    first, second, lexicon = spot.token.lower, spot.right, judge.lexicon
    if min(lexicon.count(first), lexicon.count(second)) < _KNOWN:
        return
    found = list(_partners(judge, spot))
    _gain, between = max(found, default=(0.0, ""))
    if between:
        end = spot.token.end + 1 + len(second)
        written = spot.passage.text[spot.token.start : end]
        right = f"{written[: len(first)]} {between}{written[len(first) :]}"
        yield Fault(
            spot.passage,
            spot.token.start,
            end,
            f"“{written}” có lẽ thiếu chữ: “{right}”.",
            right,
            severity="warn",
        )


def _partners(judge: Reader, spot: Spot) -> Iterator[tuple[float, str]]:
    """Yield (gain, syllable) for what may have stood between: the usual partner of one side, and fitting the other."""
    first, second, lexicon = spot.token.lower, spot.right, judge.lexicon
    now = judge.likely(first, second)
    before = lexicon.pair(spot.left, first) if spot.left else 0
    is_second_half = before > _UNUSUAL
    is_first_free = first not in judge.free and not (spot.left and judge.is_tied(spot.left, first))
    is_second_free = first not in judge.free and not judge.is_right_bound(spot)
    may_be_half = first in judge.first_halves and not is_second_half
    if not (is_first_free or is_second_free or may_be_half):
        return
    for between, count in lexicon.followers(first, _SEEN_AT_ALL if may_be_half else _SEEN_BEFORE):
        after = lexicon.pair(between, second)
        if not may_be_half and after < _SEEN_AFTER:
            continue
        share = max(
            count / lexicon.count(first) if is_first_free else 0.0,
            after / lexicon.count(second) if is_second_free else 0.0,
        )
        gain = judge.likely(first, between) + judge.likely(between, second) - now
        often = count >= _SEEN_BEFORE and after >= _SEEN_AFTER
        is_half = may_be_half and lexicon.is_tied(first, between)
        if (share >= _SHARE and often and gain >= _GAIN) or (is_half and gain >= _HALF_GAIN):
            yield gain, between
