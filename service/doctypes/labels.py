"""Finds the labels that an input gives (`x-label`): compiled, so that only places with labels are walked."""

from collections.abc import Callable, Mapping
from typing import Any

from service.doctypes.schemas import resolved

Found = dict[str, list[tuple[str, Any]]]
Collector = Callable[[Any, Found], None]


def compile_labels(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Collector | None:
    """Return a function (value, found) that enters (label, object) under its space; None where no label can stand."""
    place = resolved(schema, whole)
    if "properties" in place:
        return _of_object(place, whole)
    if "items" in place:
        inner = compile_labels(place["items"], whole)
        return None if inner is None else _of_items(inner)
    return None


def _of_items(inner: Collector) -> Collector:
    def collect(value: Any, found: Found) -> None:
        for item in value:
            inner(item, found)

    return collect


def _of_object(place: Mapping[str, Any], whole: Mapping[str, Any]) -> Collector | None:
    fields = {name: resolved(part, whole) for name, part in place["properties"].items()}
    own = [(name, field["x-label"]) for name, field in fields.items() if "x-label" in field]
    inside = [
        (name, inner)
        for name, field in fields.items()
        if "x-label" not in field and (inner := compile_labels(field, whole)) is not None
    ]
    if not own and not inside:
        return None

    def collect(value: Any, found: Found) -> None:
        for name, space in own:
            if name in value:
                found.setdefault(space, []).append((value[name], value))
        for name, inner in inside:
            if name in value:
                inner(value[name], found)

    return collect
