"""A syllable of a fixed phrase is left out: "người đứng cơ quan"."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.lexicon import Lexicon
from service.proofreading.passages import Passage, Token
from service.proofreading.words import Reader, Spot, reader

SEVERITY: Severity = "error"
BASIS = "Chính tả, câu chữ"
_LEAST_PHRASE = 4
_UNUSUAL = 3  # a pair seen more often may well be meant
_KNOWN = 300
_SEEN_BEFORE, _SEEN_AFTER = 100, 20
_SHARE, _GAIN = 0.2, 5.0


def check(document: Document) -> Iterator[Fault]:
    """Yield places where a phrase of the lexicon lacks one syllable, or where a syllable's usual partner is missing."""
    gaps = phrase_gaps(document.lexicon)
    judge = reader(document.lexicon)
    for passage in document.prose:
        if passage.is_upper:
            continue
        known = list(_from_phrases(passage, gaps))
        yield from known
        for spot in judge.spots(document, passage):
            if not any(fault.start <= spot.token.start < fault.end for fault in known):
                yield from _without_partner(judge, spot)


@lru_cache(maxsize=2)
def phrase_gaps(lexicon: Lexicon) -> Mapping[tuple[str, ...], str]:
    """Return what is left of each phrase when an inner syllable is missing, where that cannot be meant."""
    found: dict[tuple[str, ...], str] = {}
    for phrase in lexicon.words.get("phrases", ()):
        words = tuple(phrase.split())
        for place in range(1, len(words) - 1) if len(words) >= _LEAST_PHRASE else ():
            if lexicon.pair(words[place - 1], words[place + 1]) <= _UNUSUAL:
                start, end = max(0, place - 2), place + 3
                found[words[start:place] + words[place + 1 : end]] = " ".join(words[start:end])
    return found


def _from_phrases(passage: Passage, gaps: Mapping[tuple[str, ...], str]) -> Iterator[Fault]:
    tokens = passage.tokens
    for place in range(len(tokens)):
        for length in (4, 3):
            run = tokens[place : place + length]
            right = gaps.get(tuple(token.lower for token in run))
            if right is not None and len(run) == length and _is_one_phrase(passage, run):
                yield _fault(passage, run, right)
                break


def _is_one_phrase(passage: Passage, run: tuple[Token, ...]) -> bool:
    return all(b.start - a.end == 1 for a, b in zip(run, run[1:], strict=False))


def _fault(passage: Passage, run: tuple[Token, ...], right: str) -> Fault:
    written = passage.text[run[0].start : run[-1].end]
    shown = right[0].upper() + right[1:] if written[0].isupper() else right
    return Fault(passage, run[0].start, run[-1].end, f"“{written}” thiếu chữ: có lẽ là “{shown}”.", shown)


def _without_partner(judge: Reader, spot: Spot) -> Iterator[Fault]:
    """A syllable that stands alone before one that hardly ever follows it, though its usual partner would join both."""
    first, second, lexicon = spot.token.lower, spot.right, judge.lexicon
    if not second or lexicon.pair(first, second) or min(lexicon.count(first), lexicon.count(second)) < _KNOWN:
        return
    if not spot.token.text.islower():
        return
    before = judge.likely(first, second)
    lonely_first = not (spot.left and judge.is_tied(spot.left, first))
    found = []
    for between, count in lexicon.followers(first):
        after = lexicon.pair(between, second) if count >= _SEEN_BEFORE else 0
        if after < _SEEN_AFTER:
            continue
        fits = (lonely_first and count >= _SHARE * lexicon.count(first)) or (
            not spot.is_right_bound and after >= _SHARE * lexicon.count(second)
        )
        if fits:
            found.append((judge.likely(first, between) + judge.likely(between, second) - before, between))
    gain, between = max(found, default=(0.0, ""))
    if gain >= _GAIN:
        end = spot.token.end + 1 + len(second)
        written = spot.passage.text[spot.token.start : end]
        right = f"{written[: len(first)]} {between}{written[len(first) :]}"
        yield Fault(
            spot.passage, spot.token.start, end, f"“{written}” có lẽ thiếu chữ: “{right}”.", right, severity="warn"
        )
