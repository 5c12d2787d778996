"""What a new print does not say of a file, what follows from taken changes, and what came of them unasked.

A computed cell follows the text: words that were taken out of the text may leave it. Nothing else of what the file has
as it was may go, and nothing may come that neither side wrote.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from service.intake.inverses import GROUP_TITLE
from service.issuing.returned_printing import (
    Difference,
    Printed,
    Told,
    differences,
    opcodes,
    unnumbered,
)

#: Where a cell stands (`returned_printing`), its words behind it.
_CELL: Final = re.compile(r"\A\|?(\d+)\|")
_FIRST_CELL: Final = re.compile(r"\A\|?0\|")
#: The parts of a deadline with the day of its evidence, which text and table put together in ways of their own.
_PARTS: Final = re.compile(r"\s*;\s*")
_SIGNS: Final = frozenset("-–+•")
Signature = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """The print that a file was made of and, where the draft has moved on since, the print of the draft now."""

    print: Sequence[Printed]
    moved: Sequence[Printed] | None = None


def untold(
    wanted: Sequence[Printed], made: Sequence[Printed], before: Before, left: Collection[str] = ()
) -> Told:
    """Return what a new print does not say of the file, and what it says that the file took out.

    What follows from taken changes is no fault: a computed cell whose words went out of the text, a row whose task
    went (`left` are texts that the input no longer has); where the draft moved on, its own new words.
    """
    return _Net(wanted, made, before, left).told()


def bare(text: str) -> str:
    """Return a text without what the outline counts: the number before it, that of a group of tasks.

    >>> bare("2.3. Tiêu chí 3: Tiếp công dân"), bare("IV. TỔ CHỨC")
    ('Tiêu chí: Tiếp công dân', 'TỔ CHỨC')
    """
    text = unnumbered(text)
    found = GROUP_TITLE.fullmatch(text)
    return f"{found['word']}: {found['title']}" if found else text


def _is_other_level(one: str, other: str) -> bool:
    """Tell whether the same words are an item with a dash here and one with a number there.

    >>> _is_other_level("- Bố trí", "2.1.1. Bố trí"), _is_other_level("2.1. Bố trí", "2.2. Bố trí")
    (True, False)
    """
    text = bare(one)
    is_same = text == bare(other) and text not in {one, other}
    return is_same and (one[:1] in _SIGNS) is not (other[:1] in _SIGNS)


@dataclass
class _Net:
    """Holds a new print against a file and the prints before."""

    wanted: Sequence[Printed]
    made: Sequence[Printed]
    before: Before
    left: Collection[str]
    _told: Told = field(default_factory=Told)

    def told(self) -> Told:
        """Return what is to be told."""
        gone = Counter(
            one.key for part in differences(self.before.print, self.wanted) for one in part.missing
        )
        newer = self._newer()
        for part in differences(self.wanted, self.made):
            follows = _numbered_anew(part) if self.before.moved is not None else frozenset[int]()
            for one in part.missing:
                if id(one) not in follows and not self._is_excused(one):
                    self._miss(one, part)
            for one in part.surplus:
                if id(one) in follows or _used(newer, one.key):
                    continue
                if not one.is_table or _used(gone, one.key):
                    self._told.surplus.append((one, part.place))
                if len(part.surplus) > len(part.missing) and self._is_invented(one):
                    self._told.invented.append(part.place)
        return self._told

    def _newer(self) -> Counter[str]:
        """Return the lines that the draft has got since the file was made.

        A line that the file took out is none of them, whatever number the draft prints before it now.
        """
        if self.before.moved is None:
            return Counter()
        found = differences(self.before.print, self.before.moved)
        lines = (one for part in found for one in part.surplus)
        return Counter(one.key for one in lines if not self._is_taken_out(bare(one.key)))

    def _is_taken_out(self, text: str) -> bool:
        return self._before_bare[text] > self._wanted_bare[text]

    def _is_excused(self, one: Printed) -> bool:
        """Tell whether a line that the print lacks is one that nobody changed in Word and that may go."""
        if id(one) not in self._own:
            return False
        if self.before.moved is not None and not self._is_lost_to_draft(one):
            return True
        return one.is_table and self._cell_follows(one)

    def _miss(self, one: Printed, part: Difference) -> None:
        """Tell a line; note one that Word left as it was and that has gone, or stands at another level."""
        self._told.missing.append(one)
        is_gone = one.is_table or (
            len(part.missing) > len(part.surplus) and not self._made_bare[bare(one.key)]
        )
        is_gone |= any(_is_other_level(one.key, new.key) for new in part.surplus)
        if is_gone and id(one) in self._own:
            self._told.adrift.append(self._own[id(one)])

    def _is_lost_to_draft(self, one: Printed) -> bool:
        """Tell whether the draft, which has moved on, still says a line that the new print does not."""
        text = bare(one.key)
        return self._made_bare[text] < self._moved_bare[text]

    def _is_invented(self, one: Printed) -> bool:
        """Tell whether a line of the print is more than the file, the print before and the draft now have."""
        text = bare(one.key)
        known = (self._wanted_bare, self._before_bare, self._moved_bare)
        return not one.is_table and self._made_bare[text] > max(counted[text] for counted in known)

    def _cell_follows(self, one: Printed) -> bool:
        """Tell whether a cell that nobody changed in Word may go: it is counted, or its words went out of the text."""
        row = self._rows.get(one.row, []) if one.row else []
        if _is_counted(one) or self._went(_words(one)) or id(one) in self._intact:
            return True
        is_whole = not any(id(cell) in self._still for cell in row if not _is_counted(cell))
        return is_whole and any(self._went(_words(cell)) or _words(cell) in self._left for cell in row)

    def _went(self, words: str) -> bool:
        """Tell whether the file took words out of the text and wrote them nowhere else in it."""
        parts = [part for part in _PARTS.split(words) if part]
        return (
            bool(parts)
            and all(part in self._taken_out for part in parts)
            and not all(part in self._put_in for part in parts)
        )

    @cached_property
    def _own(self) -> Mapping[int, Printed]:
        """The lines that nobody changed in Word, each with that of the print before."""
        codes = opcodes([one.key for one in self.before.print], [one.key for one in self.wanted])
        return {
            id(self.wanted[k + step]): self.before.print[i + step]
            for kind, i, j, k, _ in codes
            if kind == "equal"
            for step in range(j - i)
        }

    @cached_property
    def _still(self) -> frozenset[int]:
        """The lines of the file that the new print has at their place."""
        codes = opcodes([one.key for one in self.wanted], [one.key for one in self.made])
        return frozenset(id(one) for kind, i, j, _, _ in codes if kind == "equal" for one in self.wanted[i:j])

    @cached_property
    def _rows(self) -> Mapping[tuple[int, int], Sequence[Printed]]:
        return _by_row(self.wanted)

    @cached_property
    def _intact(self) -> frozenset[int]:
        """The cells of rows that the new print has, wherever they stand."""
        there = Counter(_signature(row) for row in _by_row(self.made).values())
        return frozenset(
            id(one) for row in self._rows.values() if _used(there, _signature(row)) for one in row
        )

    @cached_property
    def _changes(self) -> Sequence[Difference]:
        return differences(self.before.print, self.wanted)

    @cached_property
    def _taken_out(self) -> str:
        return _text(one for part in self._changes for one in part.missing)

    @cached_property
    def _put_in(self) -> str:
        return _text(one for part in self._changes for one in part.surplus)

    @cached_property
    def _left(self) -> frozenset[str]:
        return frozenset(one.strip(" .;,").casefold() for one in self.left)

    @cached_property
    def _made_bare(self) -> Counter[str]:
        return Counter(bare(one.key) for one in self.made)

    @cached_property
    def _wanted_bare(self) -> Counter[str]:
        return Counter(bare(one.key) for one in self.wanted)

    @cached_property
    def _before_bare(self) -> Counter[str]:
        return Counter(bare(one.key) for one in self.before.print)

    @cached_property
    def _moved_bare(self) -> Counter[str]:
        return Counter(bare(one.key) for one in self.before.moved or ())


def _words(one: Printed) -> str:
    """Return the words of a line as they are looked for: without its cell, its number, its capitals."""
    return bare(_CELL.sub("", one.key)).casefold()


def _is_counted(one: Printed) -> bool:
    """Tell whether a cell is a number of the outline, in the first column, and nothing else."""
    found = _FIRST_CELL.match(one.key)
    return found is not None and not unnumbered(f"{one.key[found.end() :]}.").strip(" .")


def _by_row(lines: Iterable[Printed]) -> dict[tuple[int, int], list[Printed]]:
    rows: defaultdict[tuple[int, int], list[Printed]] = defaultdict(list)
    for one in lines:
        if one.is_table and one.row is not None:
            rows[one.row].append(one)
    return rows


def _signature(row: Sequence[Printed]) -> Signature:
    cells = ((_CELL.match(one.key), one) for one in row if not _is_counted(one))
    return tuple(f"{place[1] if place else ''}|{_words(one)}" for place, one in cells)


def _text(lines: Iterable[Printed]) -> str:
    return "\n".join(_words(one) for one in lines if not one.is_table)


def _used(counted: Counter[Any], key: Hashable) -> bool:
    """Take one of a key, if there is one."""
    if counted[key] <= 0:
        return False
    counted[key] -= 1
    return True


def _numbered_anew(part: Difference) -> frozenset[int]:
    """Return the lines of both sides that differ by their number alone: the draft has items of its own before them."""
    made = {bare(one.key): one for one in part.surplus}
    pairs = [(one, made[bare(one.key)]) for one in part.missing if bare(one.key) in made]
    return frozenset(id(one) for pair in pairs for one in pair)
