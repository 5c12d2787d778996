"""What the proofreader needs to know of words; `reference.language` has it."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol


class Lexicon(Protocol):
    """Counts of syllables and pairs of syllables in lower case, and the lists of `data/language/words.yaml`."""

    words: Mapping[str, Any]
    loose_pairs: int

    def __hash__(self) -> int:
        """Lexicons are told apart by what they are, not by what they hold."""

    def count(self, syllable: str) -> int:
        """Return how often a syllable occurs."""

    def pair(self, first: str, second: str) -> int:
        """Return how often `second` follows `first` directly."""

    def is_tied(self, first: str, second: str) -> bool:
        """Whether two syllables stand together far more often than chance would have them."""

    def loose_after(self, first: str) -> int:
        """Return how many syllables follow `first` now and then only; `loose_pairs` is the sum over all."""

    def loose_before(self, second: str) -> int:
        """Return how many syllables stand before `second` now and then only; `loose_pairs` is the sum over all."""

    def followers(self, first: str, least: int) -> Iterator[tuple[str, int]]:
        """Yield what follows `first` at least `least` times, with counts."""
