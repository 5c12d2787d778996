"""One unit's envelope as it grows: the plan's values, copied only along the paths that a row changes.

Three thousand rows share the plan that they do not change: a row costs what it says, not what the plan says.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from service.doctypes.faults import path_text
from service.jobs.tables.rows import Cell, Row

Path = tuple[str | int, ...]


class Draft:
    """An envelope over a plan. By path in words: `places` are the cells of values, `rows` those of items of lists.

    `stand_ins` are the places where the unit lacks the body that the plan names (`role_places.StandIn`).
    """

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self.envelope: dict[str, Any] = dict(plan)
        self.places: dict[str, Cell] = {}
        self.rows: dict[str, Row] = {}
        self.stand_ins: Sequence[Any] = ()
        self._own: dict[Path, Any] = {(): self.envelope}

    def put(self, path: Path, value: Any, cell: Cell | None = None) -> None:
        """Set a value; objects that are missing on the way are made, what came from the plan is copied first."""
        self._container(path[:-1])[path[-1]] = value
        self._forget_below(path)
        if cell is not None:
            self.places[path_text(path)] = cell

    def drop(self, name: str) -> None:
        """Take a field out of the envelope."""
        self.envelope.pop(name, None)

    def get(self, path: Path) -> Any:
        """Return the value at a path, None where there is none."""
        value: Any = self.envelope
        for step in path:
            value = _step(value, step)
        return value

    def point(self, path: str, row: Row) -> None:
        """Say which row an item of a list (its path in words) was made of."""
        self.rows.setdefault(path, row)

    def _container(self, path: Path) -> Any:
        if path in self._own:
            return self._own[path]
        parent = self._container(path[:-1])
        value = _step(parent, path[-1])
        copy: Any = (
            list(value) if isinstance(value, list) else dict(value) if isinstance(value, Mapping) else {}
        )
        parent[path[-1]] = self._own[path] = copy
        return copy

    def _forget_below(self, path: Path) -> None:
        """Copies below a value that was replaced are not in the envelope any more."""
        for known in [one for one in self._own if len(one) >= len(path) and one[: len(path)] == path]:
            del self._own[known]


def _step(value: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None
