"""What is computed from values that nobody typed: it is marked like the gap itself, never printed as words or numbers.

A stand-in holds the place of what is missing, so that the rest can be shown. What a function makes of it shows when
another stand-in, far from the first, takes its place: what changes hangs on it, and in a row whose words change its
numbers do, too, even if they are the same by chance. Ordinals (`number`, `index`) count what is there.
"""

import re
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from service.doctypes.definition import Call, DocumentType
from service.domain.computes_registry import COMPUTES

REST: Final = "…"
_ORDINALS: Final = frozenset({"number", "index"})
_FIGURE: Final = re.compile(r"[\W\d_]*\d[\W\d_]*")  # a digit, and no letter
Place = tuple[str | int, ...]


def mark_computed(
    document_type: DocumentType,
    values: MutableMapping[str, Any],
    other: Mapping[str, Any],
    open_places: Mapping[Place, str],
) -> None:
    """Write marks over the results of functions that hang on `open_places` (steps in the content -> mark).

    `other` are the values with other stand-ins; {} where there are none to compare with: then no number stays.
    """
    for call in document_type.computes:
        mark = next((mark for steps, mark in open_places.items() if _reaches(call, steps)), None)
        if mark is not None:
            result = values[call.key]
            values[call.key] = _Marker(mark, is_alone=not other).marked(result, other.get(call.key, result))


def _reaches(call: Call, steps: Place) -> bool:
    """Tell whether a function is given a place, what is around it or what is in it."""
    place = [step for step in steps if isinstance(step, str)]
    paths: Iterable[str] = (call.arguments.get(name, "") for name in COMPUTES[call.function].paths)
    for path in paths:
        given = [step for step in path.split(".") if step and step != "*"]
        if given and all(one == other for one, other in zip(given, place, strict=False)):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Marker:
    """Puts one mark over what hangs on the gap; `is_alone`: there is nothing to compare with."""

    mark: str
    is_alone: bool

    def marked(self, value: Any, other: Any) -> Any:
        if isinstance(value, str):
            hangs = value != other or (self.is_alone and _is_figure(value))
            return self.mark if value and hangs else value
        if isinstance(value, list):
            others = other if isinstance(other, list) else []
            rows = [
                self.marked(one, others[at] if at < len(others) else None) for at, one in enumerate(value)
            ]
            return [one for at, one in enumerate(rows) if not (at and self._says_nothing(one, rows[at - 1]))]
        return self._row(value, other) if isinstance(value, Mapping) else value

    def _row(self, row: Mapping[str, Any], other: Any) -> dict[str, Any]:
        """Return a row of a result: its first text that hangs on the gap has the mark, others are open."""
        others = other if isinstance(other, Mapping) else {}
        made = {name: self.marked(value, others.get(name)) for name, value in row.items()}
        hanging = [name for name, value in row.items() if isinstance(value, str) and made[name] != value]
        if any(not _is_figure(row[name]) for name in hanging):
            figures = (name for name, value in row.items() if isinstance(value, str) and _is_figure(value))
            hanging = [name for name in row if name in {*hanging, *(set(figures) - _ORDINALS)}]
        return made | {name: REST if at else self.mark for at, name in enumerate(hanging)}

    def _says_nothing(self, row: Any, above: Any) -> bool:
        """Tell whether a row is no more than the gap that the row above tells of already."""
        if not isinstance(row, Mapping) or row != above or self.mark not in row.values():
            return False
        return all(one in (self.mark, REST, "") for one in row.values())


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None
