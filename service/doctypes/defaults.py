"""Fills in the defaults of a schema: compiled, only places with defaults are walked; inputs stay as they are."""

from collections.abc import Callable, Mapping
from typing import Any

from service.doctypes.schemas import resolved

Filler = Callable[[Any], Any]


def compile_defaults(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Filler | None:
    """Return a function that copies a value with its defaults filled in; None where there is no default inside."""
    place = resolved(schema, whole)
    if "properties" in place:
        return _of_object(place, whole)
    if "items" in place:
        inner = compile_defaults(place["items"], whole)
        return None if inner is None else (lambda value: [inner(item) for item in value])
    return None


def _of_object(place: Mapping[str, Any], whole: Mapping[str, Any]) -> Filler | None:
    own: dict[str, Any] = {}
    inside: list[tuple[str, Filler]] = []
    for name, part in place["properties"].items():
        field = resolved(part, whole)
        if "default" in field:
            own[name] = field["default"]
        inner = compile_defaults(field, whole)
        if inner is not None:
            inside.append((name, inner))
    if not own and not inside:
        return None

    defaults = tuple(own.items())

    def fill(value: Any) -> Any:
        result = {**value, **{name: one for name, one in defaults if name not in value}}
        for name, inner in inside:
            if name in value:
                result[name] = inner(value[name])
        return result

    return fill
