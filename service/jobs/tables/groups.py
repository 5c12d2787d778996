"""Puts the rows of a group sheet into a unit's envelope.

Where the rows name items of the plan by their label, those items are changed and the rest of the plan's list stays;
else the rows are the unit's whole list. A row whose cells of an outer list are blank, or say again what the row above
says, goes on in the same outer item.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.doctypes.faults import path_text
from service.jobs.tables.cells import CellError
from service.jobs.tables.columns import Group, Level
from service.jobs.tables.drafting import Draft, Path
from service.jobs.tables.kinds import Roles
from service.jobs.tables.rows import UNREADABLE, Row

_Labels = dict[tuple[str, Any], Path]


def put_group(draft: Draft, group: Group, rows: Sequence[Row], roles: Roles) -> list[CellError]:
    """Put the rows of one unit into its draft; return the faults of cells that could not be read."""
    read = [(row, *_read(row, roles)) for row in rows]
    errors = [error for _, _, faults in read for error in faults]
    base: Path = (*group.steps, group.levels[0].name)
    values = [(row, taken) for row, taken, _ in read]
    known = _known(draft, group, base)
    if _changes_items(group, values, known):
        _change(draft, group, values, known, base)
    elif values:
        _replace(draft, group, values, base)
    return errors


def _read(row: Row, roles: Roles) -> tuple[dict[str, Any], list[CellError]]:
    """Return the values of a row by column, those that could not be read left out, and their faults."""
    taken, errors = {}, []
    for path, cell in row.cells.items():
        value = cell.raw(roles)
        if value is not UNREADABLE:
            taken[path] = value
        elif cell.error is not None:
            errors.append(cell.error)
    return taken, errors


def _known(draft: Draft, group: Group, base: Path) -> _Labels:
    """Return where the labelled items of the plan stand: (path of the label's column, label) -> path of the item."""
    found: _Labels = {}
    repeated: Counter[tuple[str, Any]] = Counter()
    for level, path, item in _items(draft.get(base), group.levels, base):
        label = level.label
        value = item.get(label.steps[0]) if label is not None and isinstance(item, Mapping) else None
        if label is not None and isinstance(value, str):
            found[label.path, value] = path
            repeated[label.path, value] += 1
    return {key: path for key, path in found.items() if repeated[key] == 1}


def _items(value: Any, levels: Sequence[Level], path: Path) -> Iterator[tuple[Level, Path, Any]]:
    for place, item in enumerate(value if isinstance(value, list) and levels else ()):
        yield levels[0], (*path, place), item
        if len(levels) > 1 and isinstance(item, Mapping):
            yield from _items(item.get(levels[1].name), levels[1:], (*path, place, levels[1].name))


def _changes_items(group: Group, values: Sequence[tuple[Row, dict[str, Any]]], known: _Labels) -> bool:
    """Tell whether the rows change items of the plan: some name one, and none is named twice."""
    deepest = [level.label.path for level in group.levels if level.label is not None][::-1]
    named: Counter[tuple[str, Any]] = Counter()
    for _, taken in values:
        path = next((one for one in deepest if one in taken), None)
        if path is not None:
            named[path, str(taken[path])] += 1
    return any(key in known for key in named) and all(count == 1 for count in named.values())


def _change(
    draft: Draft, group: Group, values: Sequence[tuple[Row, dict[str, Any]]], known: _Labels, base: Path
) -> None:
    """Set the cells of each row in the item that it names; what names none is added behind the others."""
    builders: dict[Path, _Builder] = {}
    for row, taken in values:
        depth, item = _named_item(group, taken, known)
        for above in range(depth + 1):
            _put_cells(draft, group.levels[above], item[: len(base) + 1 + 2 * above], row, taken)
        inner = group.levels[depth + 1 :]
        if any(column.path in taken for level in inner for column in level.columns):
            start = (*item, inner[0].name) if item else base
            builders.setdefault(start, _Builder(draft, inner, start)).add(row, taken)


def _named_item(group: Group, taken: Mapping[str, Any], known: _Labels) -> tuple[int, Path]:
    """Return the innermost item of the plan that a row names: its level and its path; -1 where it names none."""
    for depth in reversed(range(len(group.levels))):
        label = group.levels[depth].label
        if label is not None and (label.path, str(taken.get(label.path))) in known:
            return depth, known[label.path, str(taken[label.path])]
    return -1, ()


def _replace(draft: Draft, group: Group, values: Sequence[tuple[Row, dict[str, Any]]], base: Path) -> None:
    draft.put(base, [])
    draft.point(path_text(base), values[0][0])
    builder = _Builder(draft, group.levels, base)
    for row, taken in values:
        builder.add(row, taken)


def _put_cells(draft: Draft, level: Level, item: Path, row: Row, taken: Mapping[str, Any]) -> None:
    for column in level.columns:
        if column.path in taken:
            draft.put((*item, *column.steps), taken[column.path], row.cells[column.path])


class _Builder:
    """Appends the items of rows; remembers of each list which item the last row was in, and what it said there."""

    def __init__(self, draft: Draft, levels: Sequence[Level], base: Path) -> None:
        self._draft = draft
        self._levels = levels
        self._base = base
        self._places = [-1] * len(levels)
        self._said: list[dict[str, Any]] = [{} for _ in levels]

    def add(self, row: Row, taken: Mapping[str, Any]) -> None:
        own = [{c.path: taken[c.path] for c in level.columns if c.path in taken} for level in self._levels]
        last = max((depth for depth, part in enumerate(own) if part), default=0)
        path: Path = self._base
        for depth, level in enumerate(self._levels[: last + 1]):
            path = (*path, level.name) if depth else path
            if self._is_new(depth, own[depth], is_last=depth == last):
                self._begin(depth, path, own[depth])
            path = (*path, self._places[depth])
            _put_cells(self._draft, level, path, row, taken)
            self._draft.point(path_text(path), row)

    def _is_new(self, depth: int, part: Mapping[str, Any], *, is_last: bool) -> bool:
        if self._places[depth] < 0 or is_last:
            return True
        return bool(part) and part != self._said[depth]

    def _begin(self, depth: int, path: Path, part: dict[str, Any]) -> None:
        items = self._draft.get(path) or ()
        self._draft.put(path, [*items, {}])
        self._places[depth] = len(items)
        self._said[depth] = part
        for inner in range(depth + 1, len(self._places)):
            self._places[inner] = -1
