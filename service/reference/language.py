"""Counts of Vietnamese syllables and pairs, word lists of offices: `lexicon()`, loaded when first asked for.

`data/language/administrative.bin` is a zlib stream of a JSON line (source, day, sizes) and planes: the
syllables in the order of their count, their counts, how many loose pairs each ends, the length of each syllable's row
of followers, the followers (low bytes, then high bytes) and the counts of the pairs. A count is one byte, eight steps
to the doubling: figures here are for comparing, within one part in ten.

`data/language/everyday.bin` is a zlib stream of a JSON line (source, day), the syllables and the words of two syllables
of a dictionary that those counts do not show: what papers of offices seldom speak of is no fault for that.
"""

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from service.reference.files import DATA, read_yaml
from service.reference.places import plain_names

_STEPS = 8
ALL_SYLLABLES = 22_693_192
_TIED_COUNT, _TIED_STRENGTH = 6, math.e**2
_OFTEN, _OFTEN_SHARE, _EVERYWHERE = 50, 0.03, 150_000
_COUNTS = tuple(round(2 ** (step / _STEPS)) for step in range(256))
_LOOSE = 4  # a pair seen so often or less is loose: its two stand together by chance


@dataclass(frozen=True, slots=True)
class LanguageSource:
    """Where the counts are from and on which day that was checked."""

    source: str
    checked_on: str


class Lexicon:
    """What is known of words: counts of syllables and pairs (lower case, NFC), lists of words and names.

    `words` holds what `data/language/words.yaml` says: `abbreviations`, `reduplications`, `names`, `confusions`;
    `everyday` the packed words of a dictionary (`pack_everyday`).
    """

    def __init__(self, content: bytes, words: Mapping[str, Any], everyday: bytes = b"") -> None:
        head, _, planes = zlib.decompress(content).partition(b"\n")
        self.source = json.loads(head)
        sizes = self.source["sizes"]
        cuts = iter(_cut(planes, sizes))
        names = next(cuts).decode().split("\n")
        self._ids = {name: number for number, name in enumerate(names)}
        self._names = names
        self._syllable_counts = next(cuts)
        self._loose_before = _from_planes(next(cuts), next(cuts))
        self.loose_pairs = sum(self._loose_before)
        self._starts = array("I", [0, *_running_sum(_from_planes(next(cuts), next(cuts)))])
        self._seconds = _from_planes(next(cuts), next(cuts))
        self._pair_counts = next(cuts)
        self.words = words
        entries = zlib.decompress(everyday).decode().split("\n") if everyday else ["{}"]
        self.everyday_source = json.loads(entries[0])
        self._everyday = frozenset(entries[1:])

    @property
    def places(self) -> frozenset[str]:
        """Names of places whose common noun is written small; read when first asked for."""
        return plain_names()

    def syllables(self) -> tuple[str, ...]:
        """Return all syllables that are known, the commonest first."""
        return tuple(self._names)

    def count(self, syllable: str) -> int:
        """Return how often a syllable occurs, 0 when it is not known."""
        number = self._ids.get(syllable)
        return 0 if number is None else _COUNTS[self._syllable_counts[number]]

    def pair(self, first: str, second: str) -> int:
        """Return how often `second` follows `first` directly, 0 when that was hardly ever seen."""
        a, b = self._ids.get(first), self._ids.get(second)
        if a is None or b is None:
            return 0
        start, end = self._starts[a], self._starts[a + 1]
        place = bisect_left(self._seconds, b, start, end)
        if place == end or self._seconds[place] != b:
            return 0
        return _COUNTS[self._pair_counts[place]]

    def is_in_use(self, syllable: str) -> bool:
        """Whether a syllable was counted or stands in a dictionary."""
        return syllable in self._ids or syllable in self._everyday

    def is_everyday(self, syllable: str) -> bool:
        """Whether a syllable stands in a dictionary though offices seldom write it."""
        return syllable in self._everyday

    def is_word(self, first: str, second: str) -> bool:
        """Whether two syllables are a word of a dictionary that the counts do not show."""
        return f"{first} {second}" in self._everyday

    def is_tied(self, first: str, second: str) -> bool:
        """Whether two syllables stand together far more often than chance would have them."""
        return tied(self.pair(first, second), self.count(first), self.count(second))

    def loose_after(self, first: str) -> int:
        """Return how many syllables follow `first` now and then only: how freely it stands before others."""
        number = self._ids.get(first)
        if number is None:
            return 0
        row = self._pair_counts[self._starts[number] : self._starts[number + 1]]
        return sum(map(row.count, range(_step(_LOOSE) + 1)))

    def loose_before(self, second: str) -> int:
        """Return how many syllables stand before `second` now and then only: how freely it stands after others."""
        number = self._ids.get(second)
        return 0 if number is None else self._loose_before[number]

    def followers(self, first: str, least: int) -> Iterator[tuple[str, int]]:
        """Yield the syllables that follow `first` at least `least` times with their counts."""
        number = self._ids.get(first)
        if number is None:
            return
        start, end, lowest = self._starts[number], self._starts[number + 1], _step(least)
        for place, step in enumerate(self._pair_counts[start:end], start):
            if step >= lowest:
                yield self._names[self._seconds[place]], _COUNTS[step]


def tied(together: int, first: int, second: int) -> bool:
    """Whether two syllables make a word, by how often they stand together and each of them anywhere.

    >>> tied(3158, 5793, 4096), tied(8, 145_000, 145_000)
    (True, False)
    """
    if together < _TIED_COUNT:
        return False
    if (
        together >= _OFTEN
        and together >= _OFTEN_SHARE * min(first, second)
        and max(first, second) < _EVERYWHERE
    ):
        return True
    return together * ALL_SYLLABLES >= _TIED_STRENGTH * first * second


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the service, read once."""
    content, everyday = (
        (DATA / "language" / f"{name}.bin").read_bytes() for name in ("administrative", "everyday")
    )
    return Lexicon(content, read_yaml("language", "words.yaml"), everyday)


def pack(source: LanguageSource, syllables: Mapping[str, int], pairs: Mapping[tuple[str, str], int]) -> bytes:
    """Return counts in the form that `Lexicon` reads; equal input gives equal bytes."""
    names = sorted(syllables, key=lambda name: (-syllables[name], name))
    ids = {name: number for number, name in enumerate(names)}
    rows = sorted((ids[first], ids[second], count) for (first, second), count in pairs.items())
    lengths = array("H", bytes(2 * len(names)))
    loose_before = array("H", bytes(2 * len(names)))
    for first, second, count in rows:
        lengths[first] += 1
        loose_before[second] += _step(count) <= _step(_LOOSE)
    planes = [
        "\n".join(names).encode(),
        bytes(_step(syllables[name]) for name in names),
        *_planes(loose_before),
        *_planes(lengths),
        *_planes(array("H", [second for _, second, _ in rows])),
        bytes(_step(count) for _, _, count in rows),
    ]
    head = json.dumps({**asdict(source), "sizes": [len(plane) for plane in planes]}, ensure_ascii=False)
    return zlib.compress(head.encode() + b"\n" + b"".join(planes), 9)


def pack_everyday(source: LanguageSource, entries: Iterable[str]) -> bytes:
    """Return syllables and words of two syllables (lower case, NFC) in the form that `Lexicon` reads."""
    head = json.dumps(asdict(source), ensure_ascii=False)
    return zlib.compress("\n".join([head, *sorted(entries)]).encode(), 9)


def _step(count: int) -> int:
    return min(255, round(_STEPS * math.log2(count)))


def _planes(numbers: "array[int]") -> tuple[bytes, bytes]:
    """Return the low bytes and the high bytes: alike bytes side by side pack smaller."""
    raw = _little_endian(numbers).tobytes()
    return raw[0::2], raw[1::2]


def _from_planes(low: bytes, high: bytes) -> "array[int]":
    raw = bytearray(2 * len(low))
    raw[0::2], raw[1::2] = low, high
    numbers = array("H")
    numbers.frombytes(raw)
    return _little_endian(numbers)


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers


def _running_sum(numbers: "array[int]") -> Iterator[int]:
    total = 0
    for number in numbers:
        total += number
        yield total


def _cut(content: bytes, sizes: list[int]) -> Iterator[bytes]:
    start = 0
    for size in sizes:
        yield content[start : start + size]
        start += size
