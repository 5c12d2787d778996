"""The rows of the tables of a checked file as a page shows them: cell beside cell, each with its lines."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.issuing.proof_texts import Line

_NARROW = 6  # letters: a column of numbers or marks needs no more room


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that a page shows in one row: those of a row of a table, or a single line (`columns` then empty).

    `columns` are all grid columns of the table that hold words, `narrow` those of them that need little room.
    """

    lines: Sequence[Line]
    columns: Sequence[int] = ()
    narrow: frozenset[int] = frozenset()

    def in_column(self, column: int) -> list[Line]:
        """Return the lines that stand in a column of the table."""
        return [line for line in self.lines if line.cell is not None and line.cell[2] == column]


def groups_of(lines: Sequence[Line]) -> Iterator[Group]:
    """Yield the lines of a file by what stands side by side; rows of a table with only one column stay lines."""
    columns: dict[int, dict[int, int]] = {}
    for line in lines:
        if line.cell is not None:
            table, _, column = line.cell
            longest = columns.setdefault(table, {})
            longest[column] = max(longest.get(column, 0), len(line.text))
    for row, found in itertools.groupby(lines, lambda line: line.cell and line.cell[:2]):
        known = columns.get(row[0], {}) if row else {}
        if len(known) > 1:
            narrow = frozenset(column for column, length in known.items() if length <= _NARROW)
            yield Group(tuple(found), sorted(known), narrow)
        else:
            yield from (Group((line,)) for line in found)
