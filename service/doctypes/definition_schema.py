"""What type.yaml may say: its own JSON Schema, and the closed lists of keywords inside `schema`.

`docs/type-yaml.md` explains each key and keyword; a test keeps page and lists equal.
"""

from typing import Any

from service.domain.outline import STYLES

#: Keywords of JSON Schema 2020-12 that the service carries out, explains to staff and turns into a form.
SCHEMA_KEYWORDS = frozenset(
    {
        "$ref",
        "$defs",
        "title",
        "description",
        "default",
        "examples",
        "type",
        "enum",
        "const",
        "oneOf",
        "properties",
        "required",
        "additionalProperties",
        "minProperties",
        "maxProperties",
        "dependentRequired",
        "items",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    }
)

TEXT_MODES = ("inline", "lines", "paragraphs")

FORMATS = (
    "date",
    "points",
    "decimal",
    "integer",
    "year",
    "money",
    "month",
    "agency",
    "agencies",
    "deadline",
    "citation",
    "cite",
    "cite_full",
    "label",
)

#: Our own keywords, each with the JSON Schema of its value.
OWN_KEYWORDS: dict[str, dict[str, Any]] = {
    "x-text": {"enum": list(TEXT_MODES)},
    "x-format": {"enum": list(FORMATS)},
    "x-label": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
    "x-label-of": {"type": "string", "pattern": "^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)?$"},
    "x-display": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
    "x-widget": {
        "enum": ["text", "textarea", "date", "month", "number", "select", "radio", "checkbox", "table"]
    },
    "x-placeholder": {"type": "string"},
    "x-rows": {"type": "integer", "minimum": 1, "maximum": 40},
    "x-group": {"type": "string"},
}

_NAME: dict[str, Any] = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 60}
_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_CONDITION: dict[str, Any] = {"type": ["string", "object"]}


def _closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


_SECTION = _closed(
    {
        "label": _NAME,
        "title": _TEXT,
        "title_field": _TEXT,
        "style": {"enum": list(STYLES)},
        "when": _CONDITION,
        "each": _TEXT,
        "children": {"type": "array", "items": {"$ref": "#/$defs/section"}},
        "number_single": {"type": "boolean"},
        "into": _NAME,
    },
    "style",
)

#: The schema of type.yaml itself.
TYPE_SCHEMA: dict[str, Any] = _closed(
    {
        "slug": _NAME,
        "kind": {"type": "string", "minLength": 1, "maxLength": 10},
        "title": _TEXT,
        "description": _TEXT,
        "version": {"type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"},
        "basis": _TEXT,
        "frame": _NAME,
        "addressees": {"enum": ["never", "to_superior", "always"]},
        "schema": {"type": "object"},
        "outline": _closed(
            {
                "names": {
                    "type": "object",
                    "propertyNames": {"enum": list(STYLES)},
                    "additionalProperties": _TEXT,
                },
                "sections": {"type": "array", "items": {"$ref": "#/$defs/section"}},
            },
            "sections",
        ),
        "computes": {
            "type": "object",
            "propertyNames": _NAME,
            "additionalProperties": {
                "type": "object",
                "required": ["function"],
                "properties": {"function": _NAME},
            },
        },
        "rules": {
            "type": "array",
            "items": {"type": "object", "required": ["rule"], "properties": {"rule": _NAME}},
        },
        "appendices": {
            "type": "array",
            "items": _closed(
                {"label": _NAME, "title": _TEXT, "title_field": _TEXT, "when": _CONDITION}, "label", "title"
            ),
        },
        "from": {
            "type": "object",
            "propertyNames": _NAME,
            "additionalProperties": _closed(
                {
                    "type": _NAME,
                    "required": {"type": "boolean"},
                    "many": {"type": "boolean"},
                    "opens": {"type": "boolean"},
                    "fields": {"type": "array", "minItems": 1, "items": _NAME},
                },
                "type",
                "fields",
            ),
        },
        "settings": {"type": "object", "propertyNames": _NAME},
    },
    "slug",
    "kind",
    "title",
    "version",
    "basis",
    "frame",
    "addressees",
    "schema",
)
TYPE_SCHEMA["$defs"] = {"section": _SECTION}
