"""Fills in the defaults of a schema: compiled, only places with defaults are walked; inputs stay as they are."""

from collections.abc import Callable, Mapping
from operator import is_not
from typing import Any

from service.doctypes.schemas import resolved

Filler = Callable[[Any], Any]


def compile_defaults(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Filler | None:
    """Return a function that fills in the defaults of a value: in a copy where some are missing.

    None where there is no default inside.
    """
    place = resolved(schema, whole)
    if "properties" in place:
        return _of_object(place, whole)
    if "items" in place:
        inner = compile_defaults(place["items"], whole)
        return None if inner is None else _of_items(inner)
    return None


def _of_items(inner: Filler) -> Filler:
    def fill(value: Any) -> Any:
        result = [inner(item) for item in value]
        return result if any(map(is_not, result, value)) else value

    return fill


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

    def fill(value: Any) -> Any:
        missing = [name for name in own if name not in value]
        result = {**value, **{name: own[name] for name in missing}} if missing else value
        for name, inner in inside:
            if name in value and (filled := inner(value[name])) is not value[name]:
                result = {**result, name: filled}
        return result

    return fill
