"""The items that rows of a group sheet make in a list: each is new, or one that stood there and is said again.

What is said again in other writing ("39,50" in the list, 39,5 in the cell) stays as it was written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from service.doctypes.faults import path_text
from service.domain.refusal import Refused
from service.jobs.tables.cells import Value, is_blank
from service.jobs.tables.columns import Column, Level, Steps
from service.jobs.tables.drafting import Draft, Path
from service.jobs.tables.kinds import KINDS, Roles
from service.jobs.tables.rows import Row

#: The items of a list by their label: (path of the label's column, label) -> item.
Labelled = Mapping[tuple[str, str], Any]
Taken = Mapping[str, Any]
_BLANK = object()
#: Which list (1: the outermost) begins an item in this row: only a table that we write says so, where its words cannot.
BEGINS = Column("begins", "Mở mục mới ở cấp", KINDS["text"], ("begins",))


class Said(NamedTuple):
    """A row, and the values of those of its cells that could be read, by column."""

    row: Row
    taken: dict[str, Any]

    @property
    def begins(self) -> int | None:
        """The depth from 0 of the list in which the row says that it begins an item."""
        said = str(self.taken.get(BEGINS.path, ""))
        return int(said) - 1 if said.isascii() and said.isdecimal() else None


def own_values(level: Level, item: Any, roles: Roles) -> dict[str, Any]:
    """Return what an item says in its own columns, by column, as it would be read from the cells that show it."""
    found = ((column.path, _own_value(column, item, roles)) for column in level.columns)
    return {path: value for path, value in found if value is not _BLANK}


def _own_value(column: Column, item: Any, roles: Roles) -> Any:
    """Return one of them; `_BLANK` for what is not there, or could be in no cell (that is told where it stands)."""
    value = _value(item, column.steps)
    try:
        cell = None if value is None else column.kind.show(value, column)
        return _BLANK if is_blank(cell) else column.kind.read(_stored(cell), column, roles)
    except (Refused, ValueError, KeyError, TypeError, AttributeError):
        return _BLANK


def _stored(cell: Value) -> Value:
    """Return a value as a spreadsheet keeps it: a number without the zeros at its end."""
    return cell.normalize() if isinstance(cell, Decimal) else cell


def put_cells(draft: Draft, level: Level, item: Path, said: Said, roles: Roles) -> None:
    """Put the cells of a row into an item; a value that says what is there already leaves it as it is written."""
    there = draft.get(item)
    for column in level.columns:
        if column.path not in said.taken:
            continue
        value, cell = said.taken[column.path], said.row.cells[column.path]
        path = (*item, *column.steps)
        if _own_value(column, there, roles) == value:
            draft.places[path_text(path)] = cell
        else:
            draft.put(path, value, cell)


def has_labels(level: Level, items: Any) -> bool:
    """Tell whether rows could name an item of a list: one of them has a label."""
    label = level.label
    return label is not None and any(
        isinstance(_value(item, label.steps), str) for item in (items if isinstance(items, list) else ())
    )


@dataclass(slots=True)
class _Place:
    """One list on the way of the rows: what stood in it, whether that stays, the item in which the last row was."""

    level: Level
    old: list[Any]
    stays: bool
    is_begun: bool = False
    item: int = -1
    said: Taken = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    values: list[dict[str, Any]] | None = None

    def twin(self, part: Taken, roles: Roles) -> int | None:
        """Return the place of an item, not met yet, that says in its columns just what a row says."""
        if self.values is None:
            self.values = [own_values(self.level, item, roles) for item in self.old]
        free = (at for at, own in enumerate(self.values) if at not in self.used and own == part)
        found = next(free, None)
        if found is not None:
            self.used.add(found)
        return found


class ItemBuilder:
    """Puts rows into a list (at `base`, of the first of `levels`) and into the lists inside its items.

    `stays`: what is in the list stays, and new items stand behind it; else the rows are the whole list.
    `labelled`, where the rows are of the very list: the items that a row takes up by their label wherever they stood,
    with what the table has no column for; one without a label is taken up by its words.
    `first` is the depth from 0 of the first of `levels` in the whole table.
    """

    def __init__(  # noqa: PLR0913 - all but three by name
        self,
        draft: Draft,
        levels: Sequence[Level],
        base: Path,
        *,
        roles: Roles,
        stays: bool,
        labelled: Labelled | None = None,
        first: int = 0,
    ) -> None:
        self._draft, self._levels, self._base = draft, levels, base
        self._roles, self._labelled, self._first = roles, labelled, first
        self._places = [_place(levels[0], draft.get(base), stays=stays)]

    def add(self, said: Said) -> None:
        """Put one row in; blank cells of an outer list, or the words of the row above, go on in the same outer item."""
        own = [own_part(level, said.taken) for level in self._levels]
        last = max((depth for depth, part in enumerate(own) if part), default=0)
        path: Path = self._base
        for depth, level in enumerate(self._levels[: last + 1]):
            path = (*path, level.name) if depth else path
            here = self._places[depth]
            is_other = own[depth] and own[depth] != here.said
            if here.item < 0 or depth == last or is_other or depth + self._first == said.begins:
                self._begin(depth, path, said.row, own[depth])
            path = (*path, here.item)
            put_cells(self._draft, level, path, said, self._roles)
            self._draft.point(path_text(path), said.row)

    def _begin(self, depth: int, path: Path, row: Row, part: Taken) -> None:
        """Begin an item: the one that says the same, if what is there stays; else one behind the others."""
        here = self._places[depth]
        twin = here.twin(part, self._roles) if here.stays or self._labelled is not None else None
        source = self._source(here, twin, part)
        there = list(self._draft.get(path) or ()) if here.stays or here.is_begun else []
        here.is_begun, here.said = True, part
        is_same = twin is not None and here.stays
        here.item = twin if is_same and twin is not None else len(there)
        if not is_same:
            self._draft.put(path, [*there, self._carried(depth, source, row)])
        del self._places[depth + 1 :]
        if depth + 1 < len(self._levels):
            inner = self._levels[depth + 1]
            items = source.get(inner.name) if isinstance(source, Mapping) else None
            self._places.append(_place(inner, items, stays=is_same and has_labels(inner, items)))

    def _source(self, here: _Place, twin: int | None, part: Taken) -> Any:
        label = here.level.label
        known = self._labelled or {}
        named = known.get((label.path, str(part.get(label.path)))) if label is not None else None
        return named if named is not None or twin is None else here.old[twin]

    def _carried(self, depth: int, source: Any, row: Row) -> dict[str, Any]:
        """Return a copy of an item without what the row will say, or says by a blank cell, and without inner rows."""
        if not isinstance(source, Mapping):
            return {}
        level, has_column = self._levels[depth], row.sheet.header.place_of
        made = dict(source)
        said = own_values(level, source, self._roles)
        for column in level.columns:
            if column.path in said and column.path not in row.cells and has_column(column.path) is not None:
                made = without(made, column.steps)
        for inner in self._levels[depth + 1 : depth + 2]:
            is_told = any(has_column(one.path) is not None for one in inner.columns)
            if is_told and made.get(inner.name):
                del made[inner.name]
        return made


def own_part(level: Level, taken: Taken) -> dict[str, Any]:
    """Return what a row says in the columns of one list."""
    return {column.path: taken[column.path] for column in level.columns if column.path in taken}


def without(item: Mapping[str, Any], steps: Steps) -> dict[str, Any]:
    """Return an object without the value at some steps; an object inside it that is empty then goes, too.

    >>> without({"a": {"b": 1}, "c": 2}, ("a", "b"))
    {'c': 2}
    """
    made = dict(item)
    inner = without(made[steps[0]], steps[1:]) if len(steps) > 1 else {}
    if inner:
        made[steps[0]] = inner
    else:
        del made[steps[0]]
    return made


def _place(level: Level, items: Any, *, stays: bool) -> _Place:
    return _Place(level, items if isinstance(items, list) else [], stays)


def _value(item: Any, steps: Steps) -> Any:
    for step in steps:
        item = item.get(step) if isinstance(item, Mapping) else None
    return item
