"""Finds the labels that an input gives (`x-label`): compiled, so that only places with labels are walked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from service.doctypes.schemas import resolved


@dataclass(slots=True)
class Found:
    """Labelled objects by space and label, and whether a label stood twice in its space."""

    spaces: dict[str, dict[str, Any]] = field(default_factory=dict)
    has_repeated: bool = False

    def enter(self, space: str, name: str, objects: list[Mapping[str, Any]]) -> None:
        """Enter those of `objects` that bear a label in the field `name`."""
        labelled = {one[name]: one for one in objects if name in one}
        if labelled:
            known = self.spaces.setdefault(space, labelled)
            before = 0 if known is labelled else len(known)
            known.update(labelled)
            if len(known) - before < len(objects):  # some bear no label, or two bear the same
                bearers = sum([name in one for one in objects])
                self.has_repeated = self.has_repeated or len(known) - before < bearers


#: Enters the labels of objects of one kind, and of what is inside them; whole lists, for lists are long and kinds few.
Collector = Callable[[list[Mapping[str, Any]], Found], None]
_Gatherer = Callable[[Any], list[Any]]


def compile_labels(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Collector | None:
    """Return the collector of the objects of a schema; None where no label can stand in them."""
    fields = {name: resolved(part, whole) for name, part in schema["properties"].items()}
    own = [(name, place["x-label"]) for name, place in fields.items() if "x-label" in place]
    inside = [
        (name, gather, inner)
        for name, place in fields.items()
        for gather, item in _objects(place, whole)
        if (inner := compile_labels(item, whole)) is not None
    ]
    if not own and not inside:
        return None

    def collect(objects: list[Mapping[str, Any]], found: Found) -> None:
        for name, space in own:
            found.enter(space, name, objects)
        for name, gather, inner in inside:
            inner(gather([one[name] for one in objects if name in one]), found)

    return collect


def _objects(place: Mapping[str, Any], whole: Mapping[str, Any]) -> list[tuple[_Gatherer, Mapping[str, Any]]]:
    """Return the schema of the objects in a place, with what takes them out of the place's values; [] for none."""
    if "properties" in place:
        return [(list, place)]
    if "items" not in place:
        return []
    inside = _objects(resolved(place["items"], whole), whole)
    return [(_out_of_lists(gather), item) for gather, item in inside]


def _out_of_lists(gather: _Gatherer) -> _Gatherer:
    return lambda lists: gather(list(chain.from_iterable(lists)))
