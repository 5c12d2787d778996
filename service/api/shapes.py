"""The words in which the schemas of the API are written: texts, days, lists, objects taken and answered."""

from typing import Any

TEXT = {"type": "string"}
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
MOMENT = {"type": "string", "format": "date-time"}
WHOLE = {"type": "integer"}
SWITCH = {"type": "boolean"}
ANYTHING: dict[str, Any] = {}
LINKS = {"type": "object", "additionalProperties": {"type": "string", "pattern": "^/"}}


def ref(name: str) -> dict[str, Any]:
    """Return a reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(items: dict[str, Any], **limits: int) -> dict[str, Any]:
    """Return a list of something."""
    return {"type": "array", "items": items, **limits}


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that takes null besides."""
    return {**schema, "type": [schema["type"], "null"]}


def answered(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an object that we answer: all properties are there, later releases may add some."""
    return {"type": "object", "required": list(properties), "properties": properties, **more}


def taken(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    """Return an object that we take: an unknown property is a mistake."""
    found = {"type": "object", "properties": properties, "additionalProperties": False, **more}
    return {**found, "required": list(required)} if required else found


def said(limit: int, *, least: int = 1) -> dict[str, Any]:
    """Return a text that a client sends."""
    return {"type": "string", "minLength": least, "maxLength": limit}
