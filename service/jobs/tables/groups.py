"""Puts the rows of a group sheet into a unit's envelope.

Where the rows name items of the plan by their label, those items are changed and the rest of the plan's list stays;
else the rows are the unit's whole list. The same holds inside an item that a row names: an inner list without labels
is given whole, one with labels keeps what no row names. A row whose cells of an outer list are blank, or say again what
the row above says, goes on in the same outer item, named or not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.doctypes.faults import path_text
from service.jobs.tables.cells import CellError
from service.jobs.tables.columns import Group, Level
from service.jobs.tables.drafting import Draft, Path
from service.jobs.tables.group_items import ItemBuilder, Said, has_labels, own_part, put_cells
from service.jobs.tables.kinds import Roles
from service.jobs.tables.rows import UNREADABLE, Row

_Labels = dict[tuple[str, str], Path]


def put_group(
    draft: Draft, group: Group, rows: Sequence[Row], roles: Roles, *, is_own: bool = False
) -> list[CellError]:
    """Put the rows of one unit into its draft; return the faults of cells that could not be read.

    `is_own`: the rows are of the very list, so that rows which name all items with a label are the whole list: an item
    that is not among them goes, and a blank cell is blank.
    """
    errors: list[CellError] = []
    values = [Said(row, _read(row, roles, errors)) for row in rows]
    if values:
        _Sheet(draft, group, values, roles, is_own=is_own).put()
    return errors


def _read(row: Row, roles: Roles, errors: list[CellError]) -> dict[str, Any]:
    """Return the values of a row by column, those that could not be read left out and their faults noted."""
    taken = {}
    for path, cell in row.cells.items():
        value = cell.raw(roles)
        if value is not UNREADABLE:
            taken[path] = value
        elif cell.error is not None:
            errors.append(cell.error)
    return taken


class _Sheet:
    """The rows of one unit on their way into its list. `_known`: where the items with a label of their own stand."""

    def __init__(
        self, draft: Draft, group: Group, values: Sequence[Said], roles: Roles, *, is_own: bool
    ) -> None:
        self._draft, self._group, self._values, self._roles = draft, group, values, roles
        self._is_own = is_own
        self._base: Path = (*group.steps, group.levels[0].name)
        self._known = self._labels()

    def put(self) -> None:
        """Change the items that the rows name, or take the rows as the whole list."""
        if self._changes_items() and not (self._is_own and self._names_all()):
            self._change()
        else:
            self._replace()

    def _labels(self) -> _Labels:
        """Return the labelled items of the plan: (path of the label's column, label) -> path of the item."""
        found: _Labels = {}
        repeated: Counter[tuple[str, str]] = Counter()
        for level, path, item in _items(self._draft.get(self._base), self._group.levels, self._base):
            label = level.label
            value = item.get(label.steps[0]) if label is not None and isinstance(item, Mapping) else None
            if label is not None and isinstance(value, str):
                found[label.path, value] = path
                repeated[label.path, value] += 1
        return {key: path for key, path in found.items() if repeated[key] == 1}

    def _label_paths(self) -> list[str]:
        return [level.label.path for level in self._group.levels if level.label is not None]

    def _names_all(self) -> bool:
        paths = self._label_paths()
        named = {
            (path, str(said.taken[path])) for said in self._values for path in paths if path in said.taken
        }
        return named >= self._known.keys()

    def _changes_items(self) -> bool:
        """Tell whether the rows change items of the plan: some name one, and none is named twice."""
        deepest = self._label_paths()[::-1]
        named: Counter[tuple[str, str]] = Counter()
        for said in self._values:
            path = next((one for one in deepest if one in said.taken), None)
            if path is not None:
                named[path, str(said.taken[path])] += 1
        return any(key in self._known for key in named) and all(count == 1 for count in named.values())

    def _change(self) -> None:
        """Set the cells of each row in the item that it names; what names none goes where the row above is."""
        builders: dict[Path, ItemBuilder] = {}
        above: Path = ()
        named: Mapping[str, Any] = {}
        for said in self._values:
            item = self._named_item(said)
            if item:
                named = said.taken
                self._put_around(item, said)
            else:
                item = self._around(above, named, said)
            above = item
            inner = self._group.levels[self._depth(item) + 1 :]
            if any(own_part(level, said.taken) for level in inner):
                start = (*item, inner[0].name) if item else self._base
                if start not in builders:
                    stays = not item or has_labels(inner[0], self._draft.get(start))
                    builders[start] = self._builder(start, inner, stays=stays)
                builders[start].add(said)

    def _depth(self, item: Path) -> int:
        """Return the level of an item from 0; -1 for the list itself, whose path stands as ()."""
        return (len(item) - len(self._base) - 1) // 2 if item else -1

    def _outer(self, item: Path, depth: int) -> Path:
        return item[: len(self._base) + 1 + 2 * depth] if depth >= 0 else ()

    def _put_around(self, item: Path, said: Said) -> None:
        for depth in range(self._depth(item) + 1):
            put_cells(self._draft, self._group.levels[depth], self._outer(item, depth), said, self._roles)

    def _named_item(self, said: Said) -> Path:
        """Return the path of the innermost item of the plan that a row names, () where it names none."""
        for path in self._label_paths()[::-1]:
            item = self._known.get((path, str(said.taken.get(path))))
            if item:
                return item
        return ()

    def _around(self, above: Path, named: Mapping[str, Any], said: Said) -> Path:
        """Return the path of the item in which a row that names none goes on, () where it begins anew.

        It is the innermost around the row above of which the row says nothing else; never one of the last list.
        """
        deepest = min(self._depth(above), len(self._group.levels) - 2)
        for depth in range(deepest + 1):
            part = own_part(self._group.levels[depth], said.taken)
            if depth == said.begins or any(named.get(path) != value for path, value in part.items()):
                return self._outer(above, depth - 1)
        return self._outer(above, deepest)

    def _replace(self) -> None:
        builder = self._builder(self._base, self._group.levels, stays=False)
        self._draft.point(path_text(self._base), self._values[0].row)
        for said in self._values:
            builder.add(said)

    def _builder(self, start: Path, levels: Sequence[Level], *, stays: bool) -> ItemBuilder:
        """Return what puts rows into a list; only those of the very list take up what stood there."""
        labelled = {key: self._draft.get(path) for key, path in self._known.items()} if self._is_own else None
        first = len(self._group.levels) - len(levels)
        roles = self._roles
        return ItemBuilder(
            self._draft, levels, start, roles=roles, stays=stays, labelled=labelled, first=first
        )


def _items(value: Any, levels: Sequence[Level], path: Path) -> Iterator[tuple[Level, Path, Any]]:
    for place, item in enumerate(value if isinstance(value, list) and levels else ()):
        yield levels[0], (*path, place), item
        if len(levels) > 1 and isinstance(item, Mapping):
            yield from _items(item.get(levels[1].name), levels[1:], (*path, place, levels[1].name))
