"""Lists that are looked up by two neighbouring keys of a passage: names, phrases, words of one kind."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from service.proofreading.passages import Passage

Entry = TypeVar("Entry")


class PairBook(Generic[Entry]):
    """Entries by a pair of keys that stand side by side in them; made once for a lexicon, asked for each passage."""

    def __init__(self, entries: Mapping[tuple[str, str], Entry]) -> None:
        self._entries: dict[tuple[str, ...], Entry] = {tuple(pair): entry for pair, entry in entries.items()}
        self._firsts = frozenset(first for first, _ in entries)

    def found_in(self, passage: Passage) -> Iterator[tuple[int, Entry]]:
        """Yield the entry of each pair of a passage that has one, with the place of its first token, in order."""
        for place in passage.places_in(self._firsts):
            entry = self._entries.get(passage.keys[place : place + 2])
            if entry is not None:
                yield place, entry
