"""An empty envelope of a type: what the form starts from and what a new type's samples are written into."""

from collections.abc import Mapping
from typing import Any

from service.doctypes.cleaning import types_of
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved


def blank(document_type: DocumentType, *, office: str = "") -> dict[str, Any]:
    """Return an envelope with every required field, empty: texts "", lists with one empty item where one is needed.

    It has the right shape and is not valid yet: the texts are for a person to write.
    """
    envelope: dict[str, Any] = {"type": document_type.slug, "office": office, "subject": ""}
    required = {name: {"type": taken.type} for name, taken in document_type.takes.items() if taken.required}
    if required:
        envelope["sources"] = required
    envelope["content"] = blank_value(document_type.schema, document_type.schema)
    return envelope


def blank_value(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Any:
    """Return an empty value for one place of a bundled schema: default, first choice, or nothing of its type."""
    place = resolved(schema, whole)
    for keyword in ("default", "const"):
        if keyword in place:
            return place[keyword]
    if "enum" in place:
        return place["enum"][0]
    if "oneOf" in place:
        return blank_value(place["oneOf"][0], whole)
    if "properties" in place:
        return {name: blank_value(place["properties"][name], whole) for name in place.get("required", ())}
    types = types_of(place)
    if "array" in types:
        return [blank_value(place["items"], whole)] if place.get("minItems") else []
    return _BLANKS[next((name for name in _BLANKS if name in types), "string")](place)


_BLANKS: Mapping[str, Any] = {
    "string": lambda _place: "",
    "integer": lambda place: place.get("minimum", 0),
    "number": lambda place: place.get("minimum", 0),
    "boolean": lambda _place: False,
    "null": lambda _place: None,
}
