"""What the proofreader needs to know of words; `reference.language` has it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Protocol


class Lexicon(Protocol):
    """Counts of syllables and pairs of syllables in lower case, and the lists of `data/language/words.yaml`."""

    words: Mapping[str, Any]
    loose_pairs: int

    def __hash__(self) -> int:
        """Lexicons are told apart by what they are, not by what they hold."""

    @property
    def places(self) -> AbstractSet[str]:
        """Names of places whose common noun is written small: Ba Tơ (xã Ba Tơ), not Đặng Thùy Trâm."""

    def syllables(self) -> tuple[str, ...]:
        """Return all syllables that were counted, the commonest first."""

    def count(self, syllable: str) -> int:
        """Return how often a syllable occurs."""

    def pair(self, first: str, second: str) -> int:
        """Return how often `second` follows `first` directly."""

    def is_in_use(self, syllable: str) -> bool:
        """Whether a syllable was counted or stands in a dictionary."""

    def is_everyday(self, syllable: str) -> bool:
        """Whether a syllable stands in a dictionary though offices seldom write it."""

    def is_word(self, first: str, second: str) -> bool:
        """Whether two syllables are a word of a dictionary that the counts do not show."""

    def is_tied(self, first: str, second: str) -> bool:
        """Whether two syllables stand together far more often than chance would have them."""

    def loose_after(self, first: str) -> int:
        """Return how many syllables follow `first` now and then only; `loose_pairs` is the sum over all."""

    def loose_before(self, second: str) -> int:
        """Return how many syllables stand before `second` now and then only; `loose_pairs` is the sum over all."""

    def followers(self, first: str, least: int) -> Iterator[tuple[str, int]]:
        """Yield what follows `first` at least `least` times, with counts."""
