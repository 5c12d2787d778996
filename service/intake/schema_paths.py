"""Looks up what a schema says of a path of the content; lists are gone through without a sign of their own."""

from collections.abc import Mapping
from typing import Any

from service.doctypes.schemas import resolved

Schema = Mapping[str, Any]


def schema_at(root: Schema, path: str) -> Schema | None:
    """Return the schema of a path (``criteria.tasks.lead``), None where the content has no such field.

    >>> schema_at({"properties": {"a": {"items": {"properties": {"b": {"type": "string"}}}}}}, "a.b")
    {'type': 'string'}
    """
    shape: Schema = root
    for name in path.split("."):
        shape = item_of(shape, root)
        if name == "*":
            continue
        part = shape.get("properties", {}).get(name)
        if part is None:
            return None
        shape = resolved(part, root)
    return shape


def item_of(shape: Schema, root: Schema) -> Schema:
    """Return what a list holds; anything else as it is."""
    while "items" in shape and "x-format" not in shape:
        shape = resolved(shape["items"], root)
    return shape


def is_needed(root: Schema, path: str) -> bool:
    """Tell whether an object must have a field: it is required there."""
    parent, _, name = path.rpartition(".")
    shape = item_of(schema_at(root, parent) or {}, root) if parent else root
    return name in shape.get("required", ())
