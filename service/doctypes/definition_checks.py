"""What a type definition promises and JSON Schema cannot see: functions, paths, names and labels that must exist."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import jsonschema_rs

from service.doctypes.cleaning import free_objects, types_of
from service.doctypes.faults import path_text
from service.doctypes.schemas import SchemaFault, at_path, children, resolved
from service.domain import computes, rules
from service.domain.computes_registry import Registered, Registry
from service.domain.conditions import paths_in
from service.domain.text import quoted

#: Names of the context that no field, source or computed value may take.
RESERVED = frozenset({"muc", "phu_luc", "frame", "properties", "office", "document"})
NUMBER_FIELDS = frozenset({"number", "index"})


def check_keywords(schema: dict[str, Any]) -> None:
    """Raise SchemaFault where the schema as it was typed is no JSON Schema: a keyword with a value it cannot have."""
    try:
        jsonschema_rs.meta.validate(schema)
    except jsonschema_rs.ValidationError as error:
        raise keyword_fault(error) from None


def keyword_fault(error: jsonschema_rs.ValidationError) -> SchemaFault:
    """Return what is wrong with the value of a keyword, at its key."""
    steps: list[Any] = list(error.instance_path)
    key = path_text(steps, "schema")
    shown = quoted(str(error.instance))
    if steps and steps[-1] == "pattern":
        return SchemaFault(
            key,
            f"biểu thức {shown} viết sai, quá lớn, hoặc có phép không được dùng (nhìn trước, nhắc lại nhóm).",
        )
    name = f" của từ khóa “{steps[-1]}”" if steps else ""
    return SchemaFault(key, f"giá trị {shown}{name} không đúng JSON Schema; xem docs/type-yaml.md.")


def check_schema(schema: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    """Raise SchemaFault where the content's schema is open or takes a name that is not free."""
    if types_of(schema) != ("object",) or "properties" not in schema:
        raise SchemaFault("schema", "phải có type: object và properties.")
    for key in free_objects(schema, schema):
        raise SchemaFault(key, "type: object phải nêu các trường bằng properties.")
    _check_names(schema, raw)
    _check_number_fields(schema, raw)


def _check_names(schema: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    own = set(schema["properties"])
    sources = set(raw.get("from", {}))
    for name in sorted(own & RESERVED):
        raise SchemaFault(f"schema.properties.{name}", "tên này dành cho khung văn bản; hãy chọn tên khác.")
    for key in ("computes", "from"):
        for name in raw.get(key, {}):
            if name in own | RESERVED or (key == "computes" and name in sources):
                raise SchemaFault(f"{key}.{name}", "trùng tên với một trường hoặc tên dành riêng.")


def _check_number_fields(schema: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    for path in numbered_paths(raw.get("outline", {"sections": []})["sections"]):
        items = at_path(schema, path) or {}
        for name in sorted(NUMBER_FIELDS & set(items.get("properties", {}))):
            raise SchemaFault(
                f"schema: {path}.{name}", "tên này dành cho số thứ tự của mục; hãy chọn tên khác."
            )


def numbered_paths(sections: Iterable[Mapping[str, Any]], base: str = "") -> Iterator[str]:
    """Yield the path of the items (``criteria.*``, ``criteria.*.tasks.*``) of each list that an outline numbers."""
    for section in sections:
        inner = base
        if "each" in section:
            inner = f"{base}.{section['each']}.*" if base else f"{section['each']}.*"
            yield inner
        yield from numbered_paths(section.get("children", ()), inner)


def section_labels(sections: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the labels of the fixed sections of an outline, in the order of the document."""
    for section in sections:
        if "label" in section and "each" not in section:
            yield section["label"]
        yield from section_labels(section.get("children", ()))


def range_paths(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield the path of each object, other than a deadline, that has a day `from` and a day `to`."""
    return _ranges(schema, schema, "")


def _ranges(schema: Mapping[str, Any], whole: Mapping[str, Any], path: str) -> Iterator[str]:
    place = resolved(schema, whole)
    if place.get("x-format") == "deadline":
        return
    if {"from", "to"} <= set(place.get("properties", {})) and path:
        yield path
    for key, part in children(place):
        step = "*" if key == "items" else key.removeprefix("properties.")
        if key == "items" or key.startswith("properties."):
            yield from _ranges(part, whole, f"{path}.{step}" if path else step)


class _Paths:
    """Answers whether a path of a definition leads anywhere: in the content, or in the fields taken from a source."""

    def __init__(self, schema: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
        self._schema = schema
        self._sources = {name: set(one["fields"]) for name, one in raw.get("from", {}).items()}

    def check(self, path: object, key: str, base: str = "") -> None:
        """Raise SchemaFault at `key` unless `path` exists; a leading dot starts at `base`."""
        text = str(path)
        if text.startswith("."):
            if base and self._leads_on(f"{base}{text}"):
                return
        elif self._leads_on(text):
            return
        raise SchemaFault(key, f"đường dẫn “{text}” không có trong schema{self._advice(text)}.")

    def each(self, path: str, key: str, base: str) -> str:
        """Check the list of an `each` and return the path of its items."""
        whole = f"{base}.{path}" if base else path
        self.check(whole, key)
        if whole.split(".")[0] not in self._sources:
            items = at_path(self._schema, f"{whole}.*")
            if items is None or "properties" not in items:
                raise SchemaFault(key, f"“{path}” phải là danh sách các bảng có properties.")
        return f"{whole}.*"

    def _leads_on(self, path: str) -> bool:
        first, _, rest = path.partition(".")
        if first in self._sources:
            # Only the first name is known here: the other type is checked by itself, and it may be switched off.
            return not rest or rest.split(".")[0] in self._sources[first]
        return at_path(self._schema, path) is not None

    def _advice(self, path: str) -> str:
        near = get_close_matches(
            path.lstrip(".").split(".")[0], [*self._schema["properties"], *self._sources], n=1
        )
        return f"; có phải “{near[0]}”?" if near else ""


def check_references(schema: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    """Raise SchemaFault where outline, appendices, computes or rules name what does not exist."""
    paths = _Paths(schema, raw)
    computed = set(raw.get("computes", {}))
    labels: set[str] = set()
    _check_sections(
        raw.get("outline", {"sections": []})["sections"],
        paths,
        _Place("outline.sections", "", computed),
        labels,
    )
    for position, appendix in enumerate(raw.get("appendices", ())):
        key = f"appendices[{position}]"
        _check_condition(appendix.get("when"), paths, f"{key}.when", "")
        if "title_field" in appendix:
            paths.check(appendix["title_field"], f"{key}.title_field")
    for name, call in raw.get("computes", {}).items():
        _check_call(computes.COMPUTES, call, f"computes.{name}", paths)
    for position, call in enumerate(raw.get("rules", ())):
        _check_call(rules.RULES, call, f"rules[{position}]", paths)


class _Place:
    """Where a list of sections stands: key for messages, path of the items of the nearest each, computed names."""

    def __init__(self, key: str, base: str, computed: set[str]) -> None:
        self.key = key
        self.base = base
        self.computed = computed


def _check_sections(
    sections: Iterable[Mapping[str, Any]], paths: _Paths, place: _Place, labels: set[str]
) -> None:
    for position, section in enumerate(sections):
        key = f"{place.key}[{position}]"
        _check_condition(section.get("when"), paths, f"{key}.when", place.base)
        base = place.base
        if "each" in section:
            base = paths.each(section["each"], f"{key}.each", place.base)
            _check_into(section, place.computed, key)
        elif "label" in section:
            if section["label"] in labels:
                raise SchemaFault(f"{key}.label", f"nhãn “{section['label']}” đã dùng ở mục khác.")
            labels.add(section["label"])
        if "title_field" in section:
            title = section["title_field"]
            paths.check(f".{title.lstrip('.')}" if "each" in section else title, f"{key}.title_field", base)
        _check_sections(
            section.get("children", ()), paths, _Place(f"{key}.children", base, place.computed), labels
        )


def _check_into(section: Mapping[str, Any], computed: set[str], key: str) -> None:
    if "into" in section and section["into"] not in computed:
        raise SchemaFault(f"{key}.into", f"computes không có “{section['into']}”.")


def _check_condition(spec: object, paths: _Paths, key: str, base: str) -> None:
    for path in paths_in(spec):
        paths.check(path, key, base)


def _check_call(registry: Registry, call: Mapping[str, Any], key: str, paths: _Paths) -> None:
    name = call[registry.key]
    if name not in registry:
        raise SchemaFault(
            f"{key}.{registry.key}", f"không có “{name}”; đang có: {', '.join(registry.names())}."
        )
    known = registry[name]
    _check_parameters(known, set(call) - {registry.key}, key)
    for parameter in known.paths:
        if parameter in call:
            for path in _as_paths(call[parameter]):
                paths.check(path, f"{key}.{parameter}")


def _as_paths(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return list(value.values()) if isinstance(value, Mapping) else [value]


def _check_parameters(known: Registered, given: set[str], key: str) -> None:
    parameters = {**known.paths, **known.literals}
    for name in sorted(given - set(parameters)):
        raise SchemaFault(
            f"{key}.{name}", f"{known.name} không có tham số này; đang có: {', '.join(parameters)}."
        )
    for name, is_required in parameters.items():
        if is_required and name not in given:
            raise SchemaFault(f"{key}.{name}", f"{known.name} cần tham số này.")
