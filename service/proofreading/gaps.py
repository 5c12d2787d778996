"""Fixed phrases and names of bodies that lack a syllable: "người đứng cơ quan", "Ủy ban nhân xã", "Phòng Kinh".

What is left of a phrase is marked only where it cannot be meant: its two ends were never seen so, or far more seldom
than each beside what is missing, or so much of a name stands there that it can be no other.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.proofreading.lexicon import Lexicon
from service.proofreading.pair_books import PairBook
from service.proofreading.passages import Passage, Token
from service.proofreading.words import Reader, reader

_LEAST_PHRASE = 4
_UNUSUAL = 3  # a pair seen more often may well be meant
# How much more seldom the ends were seen than beside what is missing, by how much of the phrase stands there.
_DWARFED = {3: 1_000, 4: 50}
_SHORTEST = 2
_WHOLE = 4  # syllables of a name that can be no other
_OF_AT_LEAST = 1_000  # where the ends make a word so often, that is meant: "Ban hành"


class Left(NamedTuple):
    """What is left of a phrase, in small letters: `missing` was lost before the syllable at `place`, as it is written.

    `is_first`: it begins the phrase, so that its first syllable may belong to a word before it.
    """

    words: tuple[str, ...]
    place: int
    missing: str
    is_first: bool

    @property
    def offset(self) -> int:
        """Where the two syllables stand in it between which one is lost; of a lost last one the two before it."""
        return min(self.place, len(self.words) - 1) - 1


class Gap(NamedTuple):
    """The tokens of a passage that lack a syllable, and what would be right."""

    run: tuple[Token, ...]
    right: str


#: What is left of phrases, by the two syllables between which one is lost, or before its end: hardly ever neighbours.
_Book = PairBook[Sequence[Left]]


def gaps_in(judge: Reader, passage: Passage) -> Iterator[Gap]:
    """Yield what a passage lacks in phrases and names, none overlapping another."""
    yield from _within(judge, passage, book(judge.lexicon))


@lru_cache(maxsize=2)
def book(lexicon: Lexicon) -> _Book:
    """Return what is left of the phrases and names of a lexicon where one syllable is lost."""
    judge = reader(lexicon)
    found: dict[tuple[str, ...], Left] = {}
    for phrase in (
        one for key in ("names", "names_or_small", "bodies") for one in lexicon.words.get(key, ())
    ):
        for left in (*_inner(judge, phrase.split(), is_name=True), *_last(judge, phrase.split())):
            found.setdefault(left.words, left)
    for phrase in lexicon.words.get("phrases", ()):
        for left in _inner(judge, phrase.split(), is_name=False):
            found.setdefault(left.words, left)
    lefts: dict[tuple[str, str], list[Left]] = defaultdict(list)
    for left in found.values():
        first, second = left.words[left.offset : left.offset + 2]
        lefts[first, second].append(left)
    return PairBook(lefts)


def _inner(judge: Reader, written: Sequence[str], *, is_name: bool) -> Iterator[Left]:
    """Yield what is left of a phrase without an inner syllable, as little as tells it from all else."""
    words = tuple(word.lower() for word in written)
    for place in range(1, len(words) - 1) if len(words) >= _LEAST_PHRASE else ():
        # it may be left out: "Trách nhiệm cơ quan", "Nâng hiệu quả"
        if not is_name and (
            words[place] in judge.joining or words[place - 1 : place + 1] in judge.strengthened
        ):
            continue
        start, end = max(0, place - 2), place + 3
        near = words[start:place] + words[place + 1 : end]
        if _is_unusual(judge, words[place - 1 : place + 2], len(near)):
            yield Left(near, place - start, written[place], start == 0)
        elif (
            is_name and len(words) > _WHOLE and judge.pair(words[place - 1], words[place + 1]) < _OF_AT_LEAST
        ):
            yield Left(words[:place] + words[place + 1 :], place, written[place], is_first=True)


def _is_unusual(judge: Reader, around: tuple[str, ...], length: int) -> bool:
    """Whether two ends were hardly ever seen so, next to how often each was seen beside what is missing."""
    before, missing, after = around
    seen = judge.pair(before, after)
    if seen <= _UNUSUAL:
        return True
    usual = min(judge.pair(before, missing), judge.pair(missing, after))
    return seen * _DWARFED.get(min(length, max(_DWARFED)), usual + 1) <= usual


def _last(judge: Reader, written: Sequence[str]) -> Iterator[Left]:
    """Yield a name without its last syllable, where the one before it can only begin a word: "Phòng Kinh"."""
    words = tuple(word.lower() for word in written)
    if len(words) > _SHORTEST and words[-2] in judge.lexicon.words.get("first_halves", ()):
        yield Left(words[:-1], len(words) - 1, written[-1], is_first=True)


def _within(judge: Reader, passage: Passage, lefts: _Book) -> Iterator[Gap]:
    past = 0
    for place, past_run, left in sorted(_runs(passage, lefts), key=lambda found: (found[0], -found[1])):
        run = passage.tokens[place:past_run]
        if place >= past and _stands(judge, passage, place, run, left):
            past = past_run
            yield Gap(run, _mended(run, left))


def _runs(passage: Passage, lefts: _Book) -> Iterator[tuple[int, int, Left]]:
    """Yield what is left of a phrase, and the places [start, end) of its tokens."""
    for inner, listed in lefts.found_in(passage):
        for left in listed:
            place = inner - left.offset
            past = place + len(left.words)
            if place >= 0 and passage.keys[place:past] == left.words:
                yield place, past, left


def _stands(judge: Reader, passage: Passage, place: int, run: tuple[Token, ...], left: Left) -> bool:
    """Whether a run is one phrase, whose first syllable belongs to no word before it ("phát triển thực hiện")."""
    if any(b.start - a.end != 1 for a, b in itertools.pairwise(run)):
        return False
    if left.is_first and run[0].text.islower() and _belongs_before(judge, passage, place):
        return False
    return left.place < len(run) or _ends(judge, passage, place + len(run), left)


def _belongs_before(judge: Reader, passage: Passage, place: int) -> bool:
    """Whether a token makes a word with the one before it, and rather so than with the one after it."""
    before, here, after = (
        (one.lower for one in passage.tokens[place - 1 : place + 2]) if place else ("", "", "")
    )
    return judge.is_tied(before, here) and judge.pair(before, here) >= judge.pair(here, after)


def _ends(judge: Reader, passage: Passage, after: int, left: Left) -> bool:
    """Whether a name breaks off before a token, which neither ends it nor another one ("Phòng Kinh doanh")."""
    tokens = passage.tokens
    if not tokens[after - 1].text.istitle():
        return False
    if after == len(tokens) or not tokens[after].is_word:
        return True
    word = tokens[after]
    return word.text.islower() and not judge.is_word(left.words[-1], word.lower)


def _mended(run: tuple[Token, ...], left: Left) -> str:
    words = [one.text for one in run]
    missing = left.missing
    if all(map(str.islower, words)):
        missing = missing.lower()
    elif all(map(str.isupper, words)):
        missing = missing.upper()
    return " ".join([*words[: left.place], missing, *words[left.place :]])
