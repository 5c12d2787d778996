"""Turns a valid content into what a template prints.

The schema is compiled once into closures; converting a document walks the document, never the schema. Converters raise
Refused at the first value that cannot be printed; `Faults` in `value_faults` then finds all of them with their paths.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.doctypes.cleaning import types_of
from service.doctypes.defaults import Filler, compile_defaults
from service.doctypes.definition_schema import TEXT_MODES
from service.doctypes.formats import CONVERTERS, TEXTS, Converter, labelled
from service.doctypes.labels import Collector, compile_labels
from service.doctypes.running import Labels, Run
from service.doctypes.schemas import resolved

_LIST = object()
_PLAIN: Mapping[str, Converter] = {
    "boolean": lambda value, _run: value,
    "integer": CONVERTERS["integer"],
    "number": CONVERTERS["decimal"],
}
_Field = tuple[str, Converter, Any]


@dataclass(frozen=True, slots=True)
class ContentConverter:
    """The compiled content of a type; `fields` are the converters of its top level, in the schema's order."""

    fields: Mapping[str, Converter]
    convert: Converter
    collect: Collector | None
    fill: Filler | None
    names: frozenset[str]

    def filled(self, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the content with the defaults of its schema; the same object where none is missing."""
        return content if self.fill is None else self.fill(content)

    def labels(self, content: Mapping[str, Any]) -> tuple[Labels, bool]:
        """Return the labelled objects by space and label, and whether a label stands twice in one space."""
        found: dict[str, list[tuple[str, Any]]] = {}
        if self.collect is not None:
            self.collect(content, found)
        spaces = {space: dict(pairs) for space, pairs in found.items()}
        return spaces, any(len(spaces[space]) != len(pairs) for space, pairs in found.items())


def compile_content(schema: Mapping[str, Any], *, numbered: Iterable[str] = ()) -> ContentConverter:
    """Compile the bundled schema of a content; `numbered` are the paths of items that get `number` and `index`."""
    compiler = _Compiler(schema, frozenset(numbered))
    fields = compiler.fields(schema, "")
    return ContentConverter(
        fields={name: convert for name, convert, _ in fields},
        convert=_object(fields),
        collect=compile_labels(schema, schema),
        fill=compile_defaults(schema, schema),
        names=frozenset(compiler.names),
    )


def leaf(schema: Mapping[str, Any]) -> Converter | None:
    """Return the converter of a place that is printed as one value, None for lists and objects of other places."""
    if "x-format" in schema:
        return CONVERTERS[schema["x-format"]]
    if "x-label-of" in schema:
        return labelled(schema["x-label-of"])
    if "enum" in schema or "const" in schema:
        return _choice(schema.get("x-display", {}))
    if "string" in types_of(schema):
        return TEXTS[schema.get("x-text", TEXT_MODES[0])]
    return next((convert for kind, convert in _PLAIN.items() if kind in types_of(schema)), None)


def _choice(display: Mapping[str, str]) -> Converter:
    if not display:
        return lambda value, _run: value
    shown = dict(display)
    return lambda value, _run: shown.get(value, value)


class _Compiler:
    """Compiles one schema; `names` gathers the path of every value that a template may print."""

    def __init__(self, whole: Mapping[str, Any], numbered: frozenset[str]) -> None:
        self._whole = whole
        self._numbered = numbered
        self.names: list[str] = []

    def fields(self, schema: Mapping[str, Any], path: str) -> list[_Field]:
        """Compile the properties of an object: (name, converter, what an absent one is)."""
        compiled: list[_Field] = []
        for name, part in schema["properties"].items():
            place = resolved(part, self._whole)
            where = f"{path}.{name}" if path else name
            self.names.append(where)
            compiled.append((name, self.converter(place, where), _absent(place)))
            if "x-display" in place:
                # Templates and conditions need the choice itself, not only its words.
                self.names.append(f"{where}_key")
                compiled.append((f"{name}_key", _key, ""))
        return compiled

    def converter(self, schema: Mapping[str, Any], path: str) -> Converter:
        """Compile one place."""
        found = leaf(schema)
        if found is not None:
            return found
        if "properties" in schema:
            return self._item(schema, path)
        if "items" in schema:
            item = self.converter(resolved(schema["items"], self._whole), f"{path}.*")
            return lambda value, run: [item(one, run) for one in value]
        branches = [(resolved(branch, self._whole), path) for branch in schema.get("oneOf", ())]
        return _either([(branch, self.converter(branch, where)) for branch, where in branches])

    def _item(self, schema: Mapping[str, Any], path: str) -> Converter:
        fields = self.fields(schema, path)
        if path in self._numbered:
            self.names += [f"{path}.number", f"{path}.index"]
            return _object(fields, {"number": "", "index": ""})
        return _object(fields)


def _key(value: Any, _run: Run) -> Any:
    return value


def _absent(schema: Mapping[str, Any]) -> Any:
    """What an optional place is when nobody gave it: "" for what prints as text, a list, None for an object."""
    printed_as_text = "x-format" in schema or "x-label-of" in schema
    types = types_of(schema)
    if not printed_as_text and ("array" in types or schema.get("x-text") == "paragraphs"):
        return _LIST
    if not printed_as_text and types == ("object",):
        return None
    return False if types == ("boolean",) else ""


def _object(fields: list[_Field], more: Mapping[str, str] | None = None) -> Converter:
    rows = tuple(
        (name, name.removesuffix("_key") if convert is _key else name, convert) for name, convert, _ in fields
    )
    start = {**(more or {}), **{name: None if absent is _LIST else absent for name, _, absent in fields}}
    lists = tuple(name for name, _, absent in fields if absent is _LIST)

    def convert(value: Any, run: Run) -> dict[str, Any]:
        result: dict[str, Any] = start.copy()
        get = value.get
        # In the order of the schema, not of the input: it decides which mention is the first one.
        for name, field, converter in rows:
            raw = get(field)
            if raw is not None:
                result[name] = converter(raw, run)
        for name in lists:
            if result[name] is None:
                result[name] = []
        return result

    return convert


def _either(branches: list[tuple[Mapping[str, Any], Converter]]) -> Converter:
    """Return the converter of a choice: the branch whose type fits; of several objects the one whose fields fit."""

    def convert(value: Any, run: Run) -> Any:
        for branch, converter in branches:
            if fits(branch, value):
                return converter(value, run)
        raise AssertionError(value)  # pragma: no cover - the validator has found a branch before

    return convert


_PYTHON_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, Mapping),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
    "integer": lambda value: not isinstance(value, (bool, str, Mapping, list)) and value is not None,
    "number": lambda value: not isinstance(value, (bool, str, Mapping, list)) and value is not None,
}


def fits(branch: Mapping[str, Any], value: Any) -> bool:
    """Tell whether a value that one branch of a choice has accepted belongs to this branch."""
    if not any(_PYTHON_TYPES[kind](value) for kind in types_of(branch)):
        return False
    if not isinstance(value, Mapping):
        return True
    return set(branch.get("required", ())) <= set(value) <= set(branch.get("properties", ()))
