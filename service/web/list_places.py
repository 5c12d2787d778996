"""Lists of an input by their path: read, written anew, and shown under the name that a page has for them."""

import re
from collections.abc import Mapping
from typing import Any

from service.web.form_fields import Field

_STEP = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")


def pattern_of(path: str) -> str:
    """Return a path with empty brackets.

    >>> pattern_of("content.criteria[2].tasks")
    'content.criteria[].tasks'
    """
    return re.sub(r"\[[^\]]*\]", "[]", path)


def items_at(envelope: Mapping[str, Any], path: str) -> list[Any]:
    """Return the items of a list, none where there is no list."""
    place: Any = envelope
    for number, name in _STEP.findall(path):
        place = _inside(place, int(number) if number else name)
    return list(place) if isinstance(place, list) else []


def with_items(value: Any, path: str, items: list[Any]) -> Any:
    """Return an input with other items in the list at a path; objects that are missing on the way are made."""
    steps: list[int | str] = [int(number) if number else name for number, name in _STEP.findall(path)]
    return _with(value, steps, items)


def _with(value: Any, steps: list[int | str], items: list[Any]) -> Any:
    if not steps:
        return items
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        made = list(value) if isinstance(value, list) else []
        made += [{} for _ in range(step + 1 - len(made))]
        made[step] = _with(made[step], rest, items)
        return made
    known = value if isinstance(value, Mapping) else {}
    return {**known, step: _with(known.get(step), rest, items)}


def _inside(place: Any, step: int | str) -> Any:
    if isinstance(step, int):
        return place[step] if isinstance(place, list) and step < len(place) else None
    return place.get(step) if isinstance(place, Mapping) else None


def moved(field: Field, old: str, new: str) -> Field:
    """Return a field with all below it under another name."""
    path = new + field.path[len(old) :] if field.path.startswith(old) else field.path
    return field._replace(path=path, children=tuple(moved(child, old, new) for child in field.children))
