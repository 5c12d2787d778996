"""What kind of input a piece of a bundled JSON Schema asks for."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def kind_of(shape: Schema) -> str:
    """Return the kind of input of a resolved piece.

    ``group`` (named fields), ``items`` (a list that grows), ``lines`` (a list typed one a line), ``agency``
    and ``agencies`` (a name or a role), ``select``, ``checkbox``, ``textarea``, ``text``; ``yaml`` else.

    >>> kind_of({"type": "string", "x-text": "paragraphs"})
    'textarea'
    """
    form = shape.get("x-format")
    if form in {"agency", "agencies"}:
        return str(form)
    if "enum" in shape:
        return "select"
    types = shape.get("type")
    names = {types} if isinstance(types, str) else set(types or ())
    if names == {"boolean"}:
        return "checkbox"
    if names and names <= {"string", "number", "integer", "null"}:
        return "textarea" if shape.get("x-text") in {"lines", "paragraphs"} or "x-rows" in shape else "text"
    return _container(shape, names)


def _container(shape: Schema, names: set[str]) -> str:
    """Return the kind of an object or a list."""
    if names == {"object"} and shape.get("properties"):
        return "group"
    if names != {"array"}:
        return "yaml"
    items = shape.get("items", {})
    if items.get("type") == "string":
        return "lines"
    return "items" if items.get("type") == "object" or "$ref" in items else "yaml"
