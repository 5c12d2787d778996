"""The JSON Schema of a type: shared pieces bundled in, keywords held to the closed list, objects closed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jsonschema_rs

from service.doctypes.definition_schema import OWN_KEYWORDS, SCHEMA_KEYWORDS

COMMON_PREFIX = "common.yaml#/$defs/"
_LOCAL_PREFIX = "#/$defs/"
_MAX_DEPTH = 12

_OWN_VALIDATORS = {name: jsonschema_rs.validator_for(schema) for name, schema in OWN_KEYWORDS.items()}


class SchemaFault(Exception):
    """A fault of a schema at `key` (``schema.properties.targets.items``), worded for the author of the type."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


def bundled(schema: Mapping[str, Any], common: Mapping[str, Any], *, key: str = "schema") -> dict[str, Any]:
    """Return a schema that stands alone: each ``common.yaml`` piece it names is in its `$defs`, objects are closed.

    `common` is the whole of common.yaml. Raises SchemaFault for an unknown piece, keyword, or a piece within itself.
    """
    defs: dict[str, Any] = {}

    def piece(name: str, where: str) -> None:
        if name in defs:
            return
        pieces = common.get("$defs", {})
        if name not in pieces:
            raise SchemaFault(
                where, f"common.yaml không có phần “{name}”; đang có: {', '.join(sorted(pieces))}."
            )
        defs[name] = None
        defs[name] = _closed(pieces[name], f"common.yaml#/$defs/{name}", piece)

    whole = _closed(schema, key, piece)
    if defs:
        whole["$defs"] = {**whole.get("$defs", {}), **defs}
    _refuse_loops(whole, whole, key, ())
    return whole


def _closed(schema: Any, key: str, piece: Callable[[str, str], None]) -> dict[str, Any]:
    """Copy one schema: references made local, objects with properties closed, keywords checked."""
    if not isinstance(schema, Mapping):
        raise SchemaFault(key, "phải là một lược đồ (bảng), ví dụ {type: string}.")
    result: dict[str, Any] = {}
    for keyword, value in schema.items():
        _check_keyword(keyword, value, key)
        if keyword == "$ref":
            result[keyword] = _local(value, key, piece)
        elif keyword in ("properties", "$defs"):
            result[keyword] = {
                name: _closed(part, f"{key}.{keyword}.{name}", piece) for name, part in value.items()
            }
        elif keyword == "items" or (keyword == "additionalProperties" and isinstance(value, Mapping)):
            result[keyword] = _closed(value, f"{key}.{keyword}", piece)
        elif keyword == "oneOf":
            result[keyword] = [_closed(part, f"{key}.oneOf[{i}]", piece) for i, part in enumerate(value)]
        else:
            result[keyword] = value
    if "properties" in result:
        result.setdefault("additionalProperties", False)
        _check_required(result, key)
    return result


def _check_keyword(keyword: str, value: object, key: str) -> None:
    if keyword in ("$schema", "$id") and key.count(".") <= 1:
        return
    if keyword in _OWN_VALIDATORS:
        if not _OWN_VALIDATORS[keyword].is_valid(value):
            raise SchemaFault(f"{key}.{keyword}", f"giá trị “{value}” không dùng được cho từ khóa này.")
    elif keyword not in SCHEMA_KEYWORDS:
        raise SchemaFault(f"{key}.{keyword}", "từ khóa không có trong danh sách (docs/type-yaml.md).")


def _check_required(schema: Mapping[str, Any], key: str) -> None:
    for name in schema.get("required", ()):
        if name not in schema["properties"]:
            raise SchemaFault(f"{key}.required", f"“{name}” không có trong properties.")


def _local(reference: object, key: str, piece: Callable[[str, str], None]) -> str:
    text = str(reference)
    for prefix in (COMMON_PREFIX, _LOCAL_PREFIX):
        if text.startswith(prefix):
            if prefix == COMMON_PREFIX or key.startswith("common.yaml"):
                piece(text.removeprefix(prefix), f"{key}.$ref")
            return f"{_LOCAL_PREFIX}{text.removeprefix(prefix)}"
    raise SchemaFault(f"{key}.$ref", f"“{text}” phải có dạng common.yaml#/$defs/tên hoặc #/$defs/tên.")


def _refuse_loops(
    schema: Mapping[str, Any], whole: Mapping[str, Any], key: str, inside: tuple[str, ...]
) -> None:
    reference = schema.get("$ref")
    if reference is not None:
        name = str(reference).removeprefix(_LOCAL_PREFIX)
        if name in inside:
            raise SchemaFault(key, f"“{name}” chứa chính nó; hãy tách thành các cấp có tên riêng.")
        if name not in whole.get("$defs", {}):
            raise SchemaFault(f"{key}.$ref", f"không có phần “{name}”.")
        _refuse_loops(whole["$defs"][name], whole, key, (*inside, name))
    for where, part in children(schema):
        _refuse_loops(part, whole, f"{key}.{where}", inside)


def children(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (key, schema) of the schemas directly inside one; references are not followed."""
    for name, part in schema.get("properties", {}).items():
        yield f"properties.{name}", part
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), Mapping):
            yield keyword, schema[keyword]
    for index, part in enumerate(schema.get("oneOf", ())):
        yield f"oneOf[{index}]", part


def resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow `$ref` to the end; keywords beside a reference (title, description) win over those of the piece."""
    while "$ref" in schema:
        piece = whole["$defs"][schema["$ref"].removeprefix(_LOCAL_PREFIX)]
        schema = {**piece, **{name: value for name, value in schema.items() if name != "$ref"}}
    return schema


def at(
    schema: Mapping[str, Any], whole: Mapping[str, Any], step: str | int, *, names_free: bool = False
) -> Mapping[str, Any] | None:
    """Return the schema one step further in (a property, an item), None where there is none.

    `names_free`: a name that the schema does not list is looked for in an `additionalProperties` that is a schema.
    """
    schema = resolved(schema, whole)
    found = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
    if found is None and names_free and isinstance(step, str):
        free = schema.get("additionalProperties")
        found = free if isinstance(free, Mapping) else None
    if found is None:
        for branch in schema.get("oneOf", ()):
            found = at(branch, whole, step)
            if found is not None:
                break
    return None if found is None else resolved(found, whole)


def at_path(
    schema: Mapping[str, Any], path: str, whole: Mapping[str, Any] | None = None
) -> Mapping[str, Any] | None:
    """Return the schema that a path of a definition (``criteria.*.tasks``) reaches from `schema`, or None."""
    place: Mapping[str, Any] | None = schema
    for name in path.lstrip(".").split("."):
        if place is None:
            return None
        place = at(place, whole or schema, 0 if name == "*" else name)
    return place


def title_at(schema: Mapping[str, Any], path: list[str | int]) -> str:
    """Return what staff call the field at `path`: the nearest title, with the place in a list where that helps.

    >>> title_at({"properties": {"tasks": {"title": "Nhiệm vụ", "items": {"type": "object"}}}}, ["tasks", 1])
    'Nhiệm vụ (mục thứ 2)'
    """
    title, place = str(schema.get("title", "")), schema
    for step in path:
        found = at(place, schema, step)
        if isinstance(step, int):
            own = (found or {}).get("title", title.split(" (mục", maxsplit=1)[0])
            title = f"{own} (mục thứ {step + 1})"
        elif found is not None:
            title = str(found.get("title", step))
        else:
            title = step
        if found is None:
            break
        place = found
    return title


def items_at(schema: Mapping[str, Any], path: list[str | int]) -> str:
    """Return the items of lists that a field lies in, as staff count them; the field itself is not among them.

    >>> tasks = {"title": "Nhiệm vụ", "items": {"properties": {"lead": {"title": "Chủ trì"}}}}
    >>> items_at({"properties": {"tasks": tasks}}, ["tasks", 1, "lead"])
    'Nhiệm vụ 2'
    """
    found = []
    for length, step in enumerate(path[:-1], start=1):
        if isinstance(step, int):
            title = title_at(schema, path[:length]).split(" (", maxsplit=1)[0]
            found.append(f"{title} {step + 1}")
    return ", ".join(found)
