"""Pairs of words that offices mix up (`confusions` in `data/language/words.yaml`), where they are no two right words.

Two right words may stand so side by side: "tổ chức hợp lý" is no "họp", "thế kỹ năng" no "thế kỷ". So the
neighbours on both sides are asked: what makes a word with one of them is right as it stands.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.proofreading.lexicon import Lexicon
from service.proofreading.pair_books import PairBook
from service.proofreading.passages import Passage, Token
from service.proofreading.words import WEAK, Reader

_FAR_BETTER = 4


@dataclass(frozen=True, slots=True)
class Confusion:
    """A phrase of the list at tokens [place, place + length) of a passage; `right` is what is meant, small letters.

    `is_certain`: nothing speaks for what is written, so that it may be mended without asking.
    """

    place: int
    length: int
    right: str
    is_certain: bool


def confusions_in(judge: Reader, passage: Passage) -> Iterator[Confusion]:
    """Yield the phrases of the list in a passage, those that are two right words left out."""
    phrases: Mapping[str, str] = judge.lexicon.words.get("confusions", {})
    for place, lengths in _starts(judge.lexicon).found_in(passage):
        for length in lengths:
            run = passage.tokens[place : place + length]
            right = phrases.get(" ".join(token.lower for token in run)) if len(run) == length else None
            if right is None or len(re.split(r"\s+", passage.text[run[0].start : run[-1].end])) != length:
                continue
            left, after = _beside(passage.tokens, place, -1), _beside(passage.tokens, place + length - 1, 1)
            certain = certainty(judge, [token.lower for token in run], right.split(), left, after)
            if certain is not None:
                yield Confusion(place, length, right, certain)
            break


def certainty(
    judge: Reader, wrong: Sequence[str], right: Sequence[str], left: str, after: str
) -> bool | None:
    """Return whether a phrase of the list is surely wrong between its neighbours; None: it is right as it stands.

    `left` and `after` are the words beside it in small letters, "" where there is none.
    """
    links = judge.lexicon.words.get("link_words", ())
    left, after = ("" if one in links else one for one in (left, after))
    is_often = min(map(judge.pair, wrong, wrong[1:])) > WEAK
    edges = [
        (judge.is_tied(*written), written == meant, _speaks(judge, written, meant))
        for written, meant in (
            ((left, wrong[0]), (left, right[0])),
            ((wrong[-1], after), (right[-1], after)),
        )
    ]
    if any(is_word and (is_often or not is_same) for is_word, is_same, _ in edges):
        return None
    return not is_often and not any(speaks for _, _, speaks in edges)


def _speaks(judge: Reader, written: tuple[str, str], meant: tuple[str, str]) -> bool:
    """Whether a neighbour goes far better with the syllable that is written than with the one meant.

    A syllable that is common anyway is often seen beside everything: that says nothing.
    """
    seen, expected = judge.pair(*written), judge.pair(*meant)
    shares = [judge.count(first) * judge.count(second) + 1 for first, second in (written, meant)]
    return seen > WEAK and seen * shares[1] > _FAR_BETTER * (expected + 1) * shares[0]


def _beside(tokens: Sequence[Token], place: int, step: int) -> str:
    """Return the word next to a token in small letters; "" where a sign or the edge of the text stands there."""
    beside = place + step
    if not 0 <= beside < len(tokens):
        return ""
    first, second = sorted((tokens[place], tokens[beside]))
    return tokens[beside].lower if second.start - first.end == 1 and tokens[beside].is_word else ""


@lru_cache(maxsize=2)
def _starts(lexicon: Lexicon) -> PairBook[tuple[int, ...]]:
    """Return by their first two syllables how many syllables the phrases have, long ones first."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for phrase in lexicon.words.get("confusions", ()):
        words = phrase.split()
        found[words[0], words[1]].add(len(words))
    return PairBook({start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()})
