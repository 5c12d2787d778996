"""What a file of another hand says at another place than the type does, put where the type has it.

Offices write who leads under each task, the last one too, where the type also has such fields for the whole group; and
points in brackets behind a title, where the type has a field of their own. Known from the schema alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from service.doctypes.schemas import resolved
from service.intake.schema_paths import Schema, item_of

Tree = dict[Any, Any]
_POINTS = re.compile(
    r"^(?P<title>.*\S)\s*\(\s*(?P<points>\d{1,3}(?:[.,]\d{1,2})?)\s*điểm\s*\)\s*$", re.DOTALL
)
_SEVERAL: Final = 2
_OWN: Final = frozenset({"label"})
_NAMES: Final = frozenset({"title", "description", "x-placeholder", "x-group", "x-rows", "x-widget"})


def settled(raw: Tree, schema: Schema, is_printed: Callable[[str], bool]) -> dict[str, str]:
    """Change a raw content in place; return where values went, by where they were.

    `is_printed` tells whether a field stands in the document.
    """
    return dict(_object(raw, schema, schema, "", is_printed))


def _object(
    raw: Tree, shape: Schema, root: Schema, path: str, is_printed: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    fields = resolved(shape, root).get("properties", {})
    yield from _flattened(raw, fields, root, path)
    _points_apart(raw, fields, root, re.sub(r"\[\d+\]", "", path), is_printed)
    for name, part in fields.items():
        value = raw.get(name)
        inner = f"{path}.{name}" if path else name
        if not isinstance(value, dict):
            continue
        kind = resolved(part, root)
        if "items" not in kind:
            yield from _object(value, kind, root, inner, is_printed)
        elif "properties" in (item := item_of(kind, root)):
            yield from _lowered(raw, fields, value, item, root, path, inner)
            for place, one in value.items():
                if isinstance(one, dict):
                    yield from _object(one, item, root, f"{inner}[{place}]", is_printed)


def _flattened(raw: Tree, fields: Schema, root: Schema, path: str) -> Iterator[tuple[str, str]]:
    """Make items of groups that hold one item each without its words: the file has one level, the type has two."""
    for name, part in fields.items():
        groups, kind = raw.get(name), resolved(part, root)
        if (
            not isinstance(groups, dict)
            or "items" not in kind
            or "x-format" in kind
            or len(groups) < _SEVERAL
        ):
            continue
        shape = item_of(kind, root)
        inner = next((key for key in shape.get("required", ()) if _holds_objects(shape, key, root)), "")
        title = next((key for key in shape.get("required", ()) if key != inner), "")
        item = item_of(resolved(shape["properties"][inner], root), root) if inner and title else {}
        words = next(iter(item.get("required", ())), "")
        if words and all(_is_lone(one, title, inner, words) for one in groups.values()):
            start = f"{path}.{name}" if path else name
            items = {}
            for place, (old, group) in enumerate(sorted(groups.items())):
                items[place] = {words: {0: group[title]}, **group[inner][0]}
                yield f"{start}[{old}].{title}", f"{start}[0].{inner}[{place}].{words}[0]"
                for key in group[inner][0]:
                    yield f"{start}[{old}].{inner}[0].{key}", f"{start}[0].{inner}[{place}].{key}"
            raw[name] = {0: {inner: items}}


def _holds_objects(shape: Schema, name: str, root: Schema) -> bool:
    part = resolved(shape["properties"][name], root)
    return "items" in part and "properties" in item_of(part, root)


def _is_lone(group: Any, title: str, inner: str, words: str) -> bool:
    """Tell whether a group is a title and one item that has fields but no words."""
    if not isinstance(group, dict) or not isinstance(group.get(title), str) or set(group) != {title, inner}:
        return False
    items = group[inner]
    return (
        isinstance(items, dict) and set(items) == {0} and isinstance(items[0], dict) and words not in items[0]
    )


def _lowered(  # noqa: PLR0913, PLR0917 - an object, one of its lists, and where they stand
    raw: Tree, fields: Schema, items: Tree, item: Schema, root: Schema, path: str, inner: str
) -> Iterator[tuple[str, str]]:
    """Give fields of a group that its last item alone lacks to that item: all others have their own."""
    own = item["properties"]
    shared = [
        name
        for name, part in fields.items()
        if name in own and name not in _OWN and _holds(part, root) == _holds(own[name], root)
    ]
    found = [name for name in shared if name in raw]
    last = max((place for place in items if isinstance(items[place], dict)), default=None)
    if not found or last is None:
        return
    others = [one for place, one in items.items() if place != last and isinstance(one, dict)]
    if any(name in items[last] for name in shared) or not all(
        any(name in one for name in shared) for one in others
    ):
        return
    for name in found:
        items[last][name] = raw.pop(name)
        yield f"{path}.{name}" if path else name, f"{inner}[{last}].{name}"


def _holds(shape: Schema, root: Schema) -> dict[str, Any]:
    """Return what a field may hold, whatever it is called."""
    return {key: value for key, value in resolved(shape, root).items() if key not in _NAMES}


def _points_apart(
    raw: Tree, fields: Schema, root: Schema, path: str, is_printed: Callable[[str], bool]
) -> None:
    """Take “(10 điểm)” off the end of a text where the object has one field for points that is not printed."""
    kinds: Mapping[str, Schema] = {name: resolved(part, root) for name, part in fields.items()}
    free = [
        name
        for name, kind in kinds.items()
        if kind.get("x-format") == "points" and name not in raw and not is_printed(f"{path}.{name}")
    ]
    if len(free) != 1:
        return
    for name, value in raw.items():
        found = _POINTS.match(value) if isinstance(value, str) else None
        if found and kinds.get(name, {}).get("type") == "string":
            raw[name], raw[free[0]] = found["title"], found["points"]
            return
