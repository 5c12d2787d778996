"""Whether a syllable was lost between two that were never seen side by side: "giải khiếu nại", "tháo gỡ mắc".

Two things speak for it. The counts: how often the two would have met by chance, as freely as the first stands before
others and the second after others, against how often something that goes with both stands between them. And the two
themselves: a syllable that is no word alone (`first_halves`, `second_halves`, `either_halves` of
`data/language/words.yaml`) and makes none with its other neighbour has lost its half.
"""

import math
from functools import lru_cache
from typing import NamedTuple

from service.proofreading.words import KNOWN, Reader, Spot

_REMEMBERED = 16_384  # pairs whose loss is kept at hand
_LEAST, _LEAST_PART = 8, 1000  # what follows more seldom, or one time in so many, is not tried
# What the counts must say (natural logarithm): where one of the two cannot stand as it does, and where only they speak.
_HALF_WEIGHT, _WEIGHT = 4.5, 7.4
# From which bond on a neighbour makes a word with a half; one of `lone_words`; how much more its own word binds it.
_BOND, _LONE_BOND, _OWN_WORD = 0.0, 3.0, 0.5
# From which bond on a neighbour may make a word with what can stand alone, and surely does; how much stronger between
# the two the word with the lost syllable must be.
_HELD, _WORD, _STRONGER = 1.0, 4.5, 2.5


class Loss(NamedTuple):
    """The syllable that is likeliest to have stood between, and the logarithm of how much speaks for a loss."""

    syllable: str
    weight: float


class Around(NamedTuple):
    """Two syllables, what may be lost between, and the two words before and after them; "" where there is none."""

    first: str
    second: str
    between: str
    before: str
    left: str
    after: str
    beyond: str


class Losses:
    """Finds lost syllables by a reader's counts and lists; remembers what it has worked out."""

    def __init__(self, judge: Reader) -> None:
        words = judge.lexicon.words
        self._judge = judge
        self._firsts = frozenset(words.get("first_halves", ()))
        self._seconds = frozenset(words.get("second_halves", ()))
        self._either = self._firsts.union(words.get("either_halves", ()))
        self._openings = frozenset(tuple(pair.split()) for pair in words.get("openings", ()))
        self._lone = frozenset(words.get("lone_words", ()))
        self._single = judge.free | judge.single
        self._loss = lru_cache(_REMEMBERED)(self._weighed)

    def lost(self, spot: Spot) -> Loss | None:
        """Return what is lost between a spot and the word after it, None when nothing seems to be."""
        first, second = spot.token.lower, spot.right
        if (
            first == second
            or min(self._judge.count(first), self._judge.count(second)) < KNOWN
            or len(second) < 2
        ):
            return None
        loss = self._loss(first, second)
        if loss.weight < _HALF_WEIGHT or (first, loss.syllable) in self._judge.strengthened:
            return None
        if self._judge.bond(first, second) == math.inf:  # a pair of the list of what is right
            return None
        near = Around(first, second, loss.syllable, *self._judge.around(spot))
        if self._is_everyday(near):
            return None
        is_likely = (
            not spot.right_seen
            and loss.weight >= _WEIGHT
            and first not in self._single
            and self._is_held(near)
            and self._is_loose(near)
        )
        return loss if is_likely or self._is_half(near) else None

    def _is_everyday(self, near: Around) -> bool:
        """Whether a dictionary has the two as a word, or one of them as part of a word with its other neighbour."""
        is_word = self._judge.lexicon.is_word
        return (
            is_word(near.first, near.second)
            or bool(near.left and near.left not in self._lone and is_word(near.left, near.first))
            or bool(near.after and near.first not in self._firsts and is_word(near.second, near.after))
            or (near.second, near.after) in self._openings
        )

    def _weighed(self, first: str, second: str) -> Loss:
        """Weigh what may have stood between two syllables against their having met by chance."""
        pair, count = self._judge.pair, self._judge.count
        least = max(_LEAST, count(first) // _LEAST_PART)
        parts = [
            (seen * pair(between, second) / count(between), between)
            for between, seen in self._judge.lexicon.followers(first, least)
        ]
        best, syllable = max(parts, default=(0.0, ""))
        if not best:
            return Loss("", -math.inf)
        total = sum(part for part, _ in parts)
        return Loss(syllable, math.log(total / max(self._judge.chance(first, second), pair(first, second))))

    def _is_half(self, near: Around) -> bool:
        """Whether one of the two is a half that belongs to nothing but what is lost."""
        is_tied = self._judge.is_tied
        return (self._begins(near) and is_tied(near.first, near.between)) or (
            self._ends(near) and is_tied(near.between, near.second)
        )

    def _begins(self, near: Around) -> bool:
        """Whether the first can only begin a word: it never stands alone, and makes none with what is before it."""
        return near.first in self._firsts and self._is_apart(
            (near.left, near.first), (near.before, near.left), is_lone=near.left in self._lone
        )

    def _ends(self, near: Around) -> bool:
        """Whether the second can only end a word: it begins none, or none with what follows it."""
        if near.second in self._seconds:
            return (near.second, near.after) not in self._openings
        return near.second in self._either and self._is_apart(
            (near.second, near.after), (near.after, near.beyond), is_lone=near.after in self._lone
        )

    def _is_apart(self, pair: tuple[str, str], beside: tuple[str, str], *, is_lone: bool) -> bool:
        """Whether a pair makes no word: hardly bound, or less than the two beside it that share a syllable with it."""
        if not all(pair):
            return True
        bond = self._judge.bond(*pair)
        if bond < (_LONE_BOND if is_lone else _BOND):
            return is_lone or self._is_certain(pair, beside)
        return beside[0] in self._firsts and self._judge.bond(*beside) > bond + _OWN_WORD

    def _is_certain(self, pair: tuple[str, str], beside: tuple[str, str]) -> bool:
        """Whether two that hardly go together are no rare word, nor misspelt: seen so, or one is of another word."""
        return self._judge.bond(*pair) > -math.inf or self._judge.bond(*beside) >= _WORD

    def _is_held(self, near: Around) -> bool:
        """Whether one of the two belongs to its other neighbour: else they may be a word that was never counted.

        "Chấm công", "sai phép", "thuê thầu" are such words; "xây kế hoạch" is none, for "kế" goes with "hoạch".
        """
        if near.first in self._firsts or near.second in self._judge.joining.union(self._seconds):
            return True  # "nghiên và": these make no word with what stands beside them here
        outside = (near.left, near.first), (near.second, near.after)
        return any(all(pair) and self._judge.is_tied(*pair) for pair in outside)

    def _is_loose(self, near: Around) -> bool:
        """Whether one of the two is hardly held by its other neighbour, or far less than by the syllable between."""
        return self._is_looser(
            (near.left, near.first), (near.before, near.left), (near.first, near.between)
        ) or self._is_looser(
            (near.second, near.after), (near.after, near.beyond), (near.between, near.second)
        )

    def _is_looser(self, outside: tuple[str, str], beside: tuple[str, str], inside: tuple[str, str]) -> bool:
        if not all(outside):
            return True
        outer, inner = self._judge.bond(*outside), self._judge.bond(*inside)
        is_held = outer >= _HELD and (
            outer >= _WORD or inner <= outer + _STRONGER or self._judge.is_tied(*outside)
        )
        return not is_held and self._is_certain(outside, beside)


@lru_cache(maxsize=2)
def losses(judge: Reader) -> Losses:
    """Return what finds the losses of a reader, one for all documents."""
    return Losses(judge)
