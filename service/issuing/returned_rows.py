"""The lines of two readings of a document in rows: what was changed, added, taken out, moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice

from service.issuing.returned_printing import opcodes

_ALIKE = 0.6
#: Letters that two texts are compared by: comparing takes the square of the length.
_COMPARED = 300
#: Letters of lines that are the same without being the same lines (“Cơ quan phối hợp: …”).
_TELLING = 40
#: Places where a line that was taken out is looked for.
_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the one list of lines and what stands for it in the other; one of the two may be empty.

    What was moved is two rows of one `key`: where it was, where it is now.
    """

    start: int
    end: int
    word_start: int
    word_end: int
    key: str = ""
    is_move: bool = False


def rows_of(mine: Sequence[str], theirs: Sequence[str]) -> list[Row]:
    """Return the rows in the order of the lines.

    >>> [(row.key, row.is_move) for row in rows_of(["a", "b", "c"], ["a", "x", "c", "d"])]
    [('1-2-1-2', False), ('3-3-3-4', False)]
    """
    return [one if one.key else replace(one, key=_key(one)) for one in _Rows(mine, theirs).found()]


def _key(row: Row) -> str:
    return f"{row.start}-{row.end}-{row.word_start}-{row.word_end}"


class _Rows:
    """Finds the rows of two lists of lines: first what moved, then pairs in each stretch that differs."""

    def __init__(self, mine: Sequence[str], theirs: Sequence[str]) -> None:
        self._mine, self._theirs = mine, theirs
        codes = opcodes(mine, theirs)
        self._stretches = [(i, j, k, m) for kind, i, j, k, m in codes if kind != "equal"]
        self._there: dict[str, list[int]] = {}
        for _, _, k, m in self._stretches:
            for place in range(k, m):
                self._there.setdefault(theirs[place], []).append(place)
        self._free = {place for places in self._there.values() for place in places}
        self._was: dict[int, Row] = {}
        self._now: dict[int, Row] = {}

    def found(self) -> Iterator[Row]:
        """Yield the rows."""
        for i, j, _, _ in self._stretches:
            self._find_moves(i, j)
        for stretch in self._stretches:
            yield from self._stretch_rows(*stretch)

    def _find_moves(self, place: int, end: int) -> None:
        """Find the runs of lines that were taken out in a stretch and stand at another place."""
        while place < end:
            others = islice(self._there.get(self._mine[place], ()), _CANDIDATES)
            length, other = max((self._run(place, end, one) for one in others), default=(0, 0))
            if sum(len(one) for one in self._mine[place : place + length]) >= _TELLING:
                row = Row(place, place + length, other, other + length, is_move=True)
                move = replace(row, key=_key(row))
                self._was |= dict.fromkeys(range(place, place + length), move)
                self._now |= dict.fromkeys(range(other, other + length), move)
                self._free -= set(range(other, other + length))
            place += max(length, 1)

    def _run(self, place: int, end: int, other: int) -> tuple[int, int]:
        length = 0
        while (
            place + length < end
            and other + length in self._free
            and self._mine[place + length] == self._theirs[other + length]
        ):
            length += 1
        return length, other

    def _stretch_rows(self, i: int, j: int, k: int, m: int) -> Iterator[Row]:
        """Yield a stretch as rows, those that moved apart from the others."""
        while i < j or k < m:
            if i < j and i in self._was:
                move = self._was[i]
                yield replace(move, word_start=k, word_end=k)
                i = move.end
            elif k < m and k in self._now:
                move = self._now[k]
                yield replace(move, start=i, end=i)
                k = move.word_end
            else:
                own = next((one for one in range(i, j) if one in self._was), j)
                other = next((one for one in range(k, m) if one in self._now), m)
                yield from self._paired(i, own, k, other)
                i, k = own, other

    def _paired(self, i: int, j: int, k: int, m: int) -> Iterator[Row]:
        """Yield rows of one paragraph each where the two sides can be paired."""
        while i < j and k < m:
            if j - i == m - k or _alike(self._mine[i], self._theirs[k]):
                yield Row(i, i + 1, k, k + 1)
                i, k = i + 1, k + 1
            elif j - i > m - k:
                yield Row(i, i + 1, k, k)
                i += 1
            else:
                yield Row(i, i, k, k + 1)
                k += 1
        yield from (Row(place, place + 1, k, k) for place in range(i, j))
        yield from (Row(j, j, place, place + 1) for place in range(k, m))


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def lines_now(rows: Sequence[Row], start: int, end: int) -> tuple[int, int]:
    """Return which of the new lines of `rows` stand where old lines stood; of no old lines, what was put in there.

    >>> lines_now(rows_of(["a", "b", "c"], ["x", "a", "B", "c"]), 1, 2)
    (2, 3)
    """
    if start == end:
        return _shifted(rows, start, with_added=False), _shifted(rows, end, with_added=True)
    return _shifted(rows, start, with_added=True), _shifted(rows, end, with_added=False)


def _shifted(rows: Sequence[Row], place: int, *, with_added: bool) -> int:
    """Return a place between the old lines as one between the new ones; `with_added`: after what was put in there."""
    before = [
        row for row in rows if row.end < place or (row.end == place and (row.start < row.end or with_added))
    ]
    return place + sum((row.word_end - row.word_start) - (row.end - row.start) for row in before)
