"""How well a syllable stands between its neighbours, and which near one would stand much better."""

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from service.proofreading.document import Document
from service.proofreading.lexicon import Lexicon
from service.proofreading.passages import Passage, Token
from service.proofreading.syllables import Variants, is_syllable

_ALL_SYLLABLES = 22_700_000
_UNSEEN = 2.0  # how often at most a pair was there that was not counted
_COMMON = 60  # what is meant is a syllable that occurs this often at least
_REMEMBERED = 16_384  # pairs and syllables whose counts are kept at hand: a few documents' worth
WEAK = 8  # a side that was seen more often than this is not weak, whatever the other side says
_LONGEST = (
    12  # letters of a syllable with slips in it: "nghiêng" has seven; what is longer is a key or an address
)
KNOWN = 300  # below this a syllable counts as unknown; what is misspelt occurs in the counts too, a few times
OTHER_COST = 1.0  # of a syllable whose keys are one key away
_LIKELY = 5.0  # what is less likely is not asked whether it makes a word
_SENTENCE_ENDS = frozenset('.!?:;•+-–(“"')


class Spot(NamedTuple):
    """A syllable between its neighbours, "" where there is none to judge by; `place` is its place in the tokens.

    `left_seen`, `right_seen`: how often it was seen beside them, -1 where there is no word.
    """

    passage: Passage
    token: Token
    left: str
    right: str
    place: int
    left_seen: int
    right_seen: int


@dataclass(frozen=True, slots=True)
class Better:
    """A syllable that would stand better at a spot, by how much (natural logarithm), and how well it is attested."""

    syllable: str
    gain: float
    left_seen: int
    right_seen: int


class Reader:
    """Judges syllables by the counts of a lexicon; remembers what it has worked out."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.pair = lru_cache(_REMEMBERED)(lexicon.pair)
        self.count = lru_cache(_REMEMBERED)(lexicon.count)
        self._loose_after = lru_cache(_REMEMBERED)(lexicon.loose_after)
        self._loose_before = lru_cache(_REMEMBERED)(lexicon.loose_before)
        self.variants = Variants(lexicon, _COMMON)
        self.links = frozenset(lexicon.words.get("link_words", ()))
        self.joining = self.links.union(lexicon.words.get("lone_words", ()))
        self.unfinished = frozenset(lexicon.words.get("unfinished", ()))
        self.strengthened = frozenset(tuple(pair.split()) for pair in lexicon.words.get("strengthened", ()))
        self.single = frozenset(lexicon.words.get("single_words", ()))
        self.free = frozenset(lexicon.words.get("free_words", ()))
        self._right = frozenset(tuple(pair.split()) for pair in lexicon.words.get("right_pairs", ()))

    def spots(self, document: Document) -> tuple[Spot, ...]:
        """Return the syllables of a document that may be wrong, worked out once.

        In small letters, or the first of a sentence; either rare, or hardly seen beside one of the neighbours.
        """
        found: tuple[Spot, ...] | None = document.shared.get("spots")
        if found is None:
            found = document.shared["spots"] = tuple(self._spots(document))
        return found

    def _spots(self, document: Document) -> Iterator[Spot]:
        own = document.context.own_words
        for passage in document.prose:
            if passage.is_upper:
                continue
            seen = self._seen(passage)
            for place, (key, before, after) in enumerate(zip(passage.keys, seen, seen[1:], strict=False)):
                if not 0 <= before <= WEAK and not 0 <= after <= WEAK and self.count(key) >= KNOWN:
                    continue  # nine of ten: nothing speaks against them
                token = passage.tokens[place]
                text = token.text
                if (
                    not token.is_word
                    or not 2 <= len(text) <= _LONGEST
                    or not text.isalpha()  # m², kWh³
                    or _is_joined(passage, place)
                    or (own and (text in own or token.lower in own))
                ):
                    continue
                if text.islower() or (text.istitle() and _begins_sentence(passage, place)):
                    left = _word(passage, place - 1, before)
                    right = _word(passage, place + 1, after)
                    yield Spot(passage, token, left, right, place, before, after)

    def _seen(self, passage: Passage) -> list[int]:
        """Return for each token how often it was seen after the one before it; -1 where these are no two words.

        One more stands at the end, for what follows the last token.
        """
        pair = self.pair
        inner = [
            pair(first, second) if is_word and is_next_word and start - end == 1 else -1
            for (_, end, _, first, is_word), (start, _, _, second, is_next_word) in itertools.pairwise(
                passage.tokens
            )
        ]
        return [-1, *inner, -1]

    def is_left_bound(self, spot: Spot, other: str = "") -> bool:
        """Whether the left neighbour makes a word with the one before it, and not rather with `other` after it."""
        before = self._beside(spot.passage, spot.place - 1, -1) if spot.left else ""
        if not before or not self.is_tied(before, spot.left):
            return False
        return self.pair(before, spot.left) > self.pair(spot.left, other)

    def is_right_bound(self, spot: Spot, other: str = "") -> bool:
        """Whether the right neighbour makes a word with the one after it, and not rather with `other` before it."""
        after = self._beside(spot.passage, spot.place + 1, 1) if spot.right else ""
        if not after or not self.is_tied(spot.right, after):
            return False
        return self.pair(spot.right, after) > self.pair(other, spot.right)

    def around(self, spot: Spot) -> Iterator[str]:
        """Yield two words before a spot and two after its right neighbour; "" for what is none to judge by."""
        passage, place = spot.passage, spot.place
        before = self._beside(passage, place - 1, -1) if spot.left else ""
        after = self._beside(passage, place + 1, 1) if spot.right else ""
        yield from (before, spot.left, after, self._beside(passage, place + 2, 1) if after else "")

    def bond(self, first: str, second: str) -> float:
        """Return how much oftener two syllables stand together than by chance (natural logarithm).

        Minus infinity where they were hardly seen so; infinity for a pair of the list of what is right.
        """
        if (first, second) in self._right:
            return math.inf
        seen = self.pair(first, second) if first and second else 0
        if not seen:
            return -math.inf
        return math.log(seen * _ALL_SYLLABLES / ((self.count(first) + 1) * (self.count(second) + 1)))

    def _beside(self, passage: Passage, place: int, step: int) -> str:
        """Return the word right beside a token; "" for the edge of a phrase, and for what may be a name."""
        first, second = (place, place + 1) if step > 0 else (place - 1, place)
        tokens = passage.tokens
        if first < 0 or second >= len(tokens) or not (tokens[first].is_word and tokens[second].is_word):
            return ""
        if tokens[second].start - tokens[first].end != 1:
            return ""
        return _word(passage, place + step, self.pair(tokens[first].lower, tokens[second].lower))

    def is_known(self, spot: Spot) -> bool:
        """Whether the syllable and a neighbour are a pair of the list of what is right."""
        word = spot.token.lower
        return (spot.left, word) in self._right or (word, spot.right) in self._right

    def is_tied(self, first: str, second: str) -> bool:
        """Whether two syllables stand together far more often than chance would have them."""
        if (first, second) in self._right:
            return True
        return self.lexicon.is_tied(first, second)

    def is_word(self, first: str, second: str) -> bool:
        """Whether two syllables make a word: by the counts, or by a dictionary that knows more of everyday life."""
        return self.is_tied(first, second) or self.lexicon.is_word(first, second)

    def best(self, spot: Spot, others: Iterable[str] = ()) -> Better | None:
        """Return the syllable that stands best at a spot of the near ones and of `others`, None when there is none.

        One that makes a word with a neighbour goes before one that is likelier but makes none.
        """
        now = self.strength(spot, spot.token.lower)
        near = (*self.variants.near(spot.token.lower), *((one, OTHER_COST) for one in others))
        found = [(self.strength(spot, other) - now - cost, other) for other, cost in near]
        gain, other = max(found, default=(0.0, ""))
        if gain > _LIKELY and not self.makes_word(spot, other):
            tied = (one for one in found if one[0] > _LIKELY and self.makes_word(spot, one[1]))
            gain, other = max(tied, default=(gain, other))
        if not other:
            return None
        left = self.pair(spot.left, other) if spot.left else 0
        right = self.pair(other, spot.right) if spot.right else 0
        return Better(other, gain, left, right)

    def makes_word(self, spot: Spot, syllable: str) -> bool:
        """Whether a syllable is tied to a neighbour of a spot."""
        is_left = bool(spot.left) and self.is_tied(spot.left, syllable)
        return is_left or (bool(spot.right) and self.is_tied(syllable, spot.right))

    def strength(self, spot: Spot, syllable: str) -> float:
        """Return how likely a syllable is at a spot: the logarithms of both sides together."""
        total = self.likely(spot.left, syllable) if spot.left else self._by_itself(syllable)
        return total + (self.likely(syllable, spot.right) if spot.right else 0.0)

    def likely(self, first: str, second: str) -> float:
        """Return the logarithm of how likely `second` is after `first`; a pair that was not seen may meet by chance."""
        seen, chance = self.pair(first, second), self.chance(first, second)
        expected = max(seen, chance) if seen else min(chance, _UNSEEN)
        return math.log(expected / (self.count(first) + 1))

    def chance(self, first: str, second: str) -> float:
        """Return how often two meet by chance, as freely as they stand before and after others."""
        return (
            (self._loose_after(first) + 0.5) * (self._loose_before(second) + 0.5) / self.lexicon.loose_pairs
        )

    def _by_itself(self, syllable: str) -> float:
        return math.log((self.count(syllable) + 1) / _ALL_SYLLABLES)


def is_vietnamese(syllable: str) -> bool:
    """Whether a word in small letters is built as Vietnamese syllables are."""
    return is_syllable(syllable)


@lru_cache(maxsize=2)
def reader(lexicon: Lexicon) -> Reader:
    """Return the reader of a lexicon, one for all documents."""
    return Reader(lexicon)


def _word(passage: Passage, place: int, seen: int) -> str:
    """Return a neighbour to judge by: a word in small letters, or one that was seen there, or begins a sentence."""
    if seen < 0:
        return ""
    token = passage.tokens[place]
    if seen > 0 or token.text.islower():
        return token.lower
    return token.lower if token.text.istitle() and _begins_sentence(passage, place) else ""


def _is_joined(passage: Passage, place: int) -> bool:
    """Whether a hyphen joins a word to another: ki-ốt, ghi-đông."""
    around = passage.tokens[max(0, place - 1) : place + 2]
    return any(a.end == b.start and "-" in (a.text, b.text) for a, b in itertools.pairwise(around))


def _begins_sentence(passage: Passage, place: int) -> bool:
    if place == 0 or passage.tokens[place].start <= passage.marker.end + 1:
        return True
    before = passage.tokens[place - 1].text
    return before in _SENTENCE_ENDS
