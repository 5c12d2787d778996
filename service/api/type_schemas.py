"""The JSON Schemas of the document types within the description: embedded as they are.

Only the way to their own pieces (`#/$defs/…`) is written from the root of the description.
"""

from typing import Any

from service import reference
from service.api.components_taken import ACKNOWLEDGED
from service.api.shapes import ref
from service.doctypes.catalogue import Catalogue
from service.doctypes.schemas import bundled


def type_schemas(catalogue: Catalogue) -> dict[str, Any]:
    """Return the envelope and the content of every type on offer."""
    found: dict[str, Any] = {}
    names = []
    for one in catalogue.types():
        name = f"Content_{one.slug}"
        names.append(name)
        found[name] = rooted(one.schema, name)
    envelope = rooted(bundled_envelope(), "Envelope")
    envelope["properties"] = {
        **envelope["properties"],
        "acknowledged": ACKNOWLEDGED,
        "content": {
            "title": "Nội dung, theo lược đồ của loại văn bản",
            "anyOf": [ref(name) for name in names] or [{"type": "object"}],
        },
    }
    envelope["required"] = [name for name in envelope["required"] if name not in {"type", "office"}]
    found["Envelope"] = envelope
    return found


def bundled_envelope() -> dict[str, Any]:
    """Return the schema of the envelope with the shared pieces bundled in."""
    schema = dict(bundled(reference.envelope_schema(), reference.common_schema()))
    return {name: part for name, part in schema.items() if name not in {"$schema", "$id"}}


def rooted(schema: Any, name: str) -> Any:
    """Return a schema whose ways to its own pieces begin at the root of the description."""
    if isinstance(schema, list):
        return [rooted(one, name) for one in schema]
    if not isinstance(schema, dict):
        return plain(schema)
    return {
        key: f"#/components/schemas/{name}{part[1:]}"
        if key == "$ref" and isinstance(part, str) and part.startswith("#/")
        else rooted(part, name)
        for key, part in schema.items()
    }


def plain(value: Any) -> Any:
    """Return a value with lists and mappings that every JSON writer takes."""
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value
