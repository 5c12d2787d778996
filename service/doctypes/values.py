"""Turns a valid content into what a template prints.

The schema is compiled once into functions, one for each kind of object; converting a document runs through them and
never looks at the schema. Converters raise Refused at the first value that cannot be printed; `ValueFaults` in
`value_faults` then finds all of them with their paths.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from service.doctypes.cleaning import types_of
from service.doctypes.defaults import Filler, compile_defaults
from service.doctypes.definition_schema import TEXT_MODES
from service.doctypes.formats import CONVERTERS, TEXTS, UNTOUCHED, Converter, labelled, unchanged
from service.doctypes.labels import Collector, Found, compile_labels
from service.doctypes.running import Labels
from service.doctypes.schemas import resolved
from service.domain.generated import Expression, Program, indented

_LIST = object()
_PLAIN: Mapping[str, Converter] = {
    "boolean": unchanged,
    "integer": CONVERTERS["integer"],
    "number": CONVERTERS["decimal"],
}


@dataclass(frozen=True, slots=True)
class ContentConverter:
    """The compiled content of a type; `names` are the paths of all values that a template may print."""

    convert: Converter
    collect: Collector | None
    fill: Filler | None
    names: frozenset[str]

    def filled(self, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the content with the defaults of its schema; the same object where none is missing."""
        return content if self.fill is None else self.fill(content)

    def labels(self, content: Mapping[str, Any]) -> tuple[Labels, bool]:
        """Return the labelled objects by space and label, and whether a label stands twice in one space."""
        found = Found()
        if self.collect is not None:
            self.collect([content], found)
        return found.spaces, found.has_repeated


def compile_content(schema: Mapping[str, Any], *, numbered: Iterable[str] = ()) -> ContentConverter:
    """Compile the bundled schema of a content; `numbered` are the paths of items that get `number` and `index`."""
    writer = _Writer(schema, frozenset(numbered))
    return ContentConverter(
        convert=writer.compiled(),
        collect=compile_labels(schema, schema),
        fill=compile_defaults(schema, schema),
        names=frozenset(writer.names),
    )


def leaf(schema: Mapping[str, Any]) -> Converter | None:
    """Return the converter of a place that is printed as one value, None for lists and objects of other places."""
    if "x-label" in schema and "x-format" not in schema:
        return unchanged
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
        return unchanged
    shown = dict(display)
    return lambda value, _run: shown.get(value, value)


class _Writer:
    """Writes the functions of one schema; `names` gathers the path of every value that a template may print."""

    def __init__(self, whole: Mapping[str, Any], numbered: frozenset[str]) -> None:
        self._whole = whole
        self._numbered = numbered
        self._program = Program("content of a document type")
        self.names: list[str] = []

    def compiled(self) -> Converter:
        """Return the converter of the whole content."""
        name = self._object(self._whole, "")
        return self._program.compiled(name)

    def _object(self, schema: Mapping[str, Any], path: str) -> str:
        """Write the function of an object and return its name.

        Fields stand in the order of the schema, not of the input: it decides which mention is the first one.
        """
        start: dict[str, Any] = {"number": "", "index": ""} if path in self._numbered else {}
        self.names += [f"{path}.{name}" for name in start]
        # On the top level nothing is sure: a document also converts the few fields that it takes from another one.
        required = schema.get("required", ()) if path else ()
        lines: list[str] = []
        for name, part in schema["properties"].items():
            place = resolved(part, self._whole)
            where = f"{path}.{name}" if path else name
            self.names.append(where)
            is_there = name in required and "null" not in types_of(place)
            lines += self._field(name, place, self._value(place, where), start, is_there=is_there)
            if "x-display" in place:
                self.names.append(f"{where}_key")
        copy = self._program.constant(start.copy, "start")
        return self._program.function(
            "object", "value, run", [f"result = {copy}()", "get = value.get", *lines, "return result"]
        )

    def _field(
        self, name: str, place: Mapping[str, Any], value: Expression, start: dict[str, Any], *, is_there: bool
    ) -> list[str]:
        absent = _absent(place)
        start[name] = None if absent is _LIST else absent
        lines = [f"result[{name!r}] = {value('x')}"]
        if "x-display" in place:
            # Templates and conditions need the choice itself, not only its words.
            start[f"{name}_key"] = ""
            lines.append(f"result[{name + '_key'!r}] = x")
        if is_there:
            return [f"x = value[{name!r}]", *lines]
        lines = [f"x = get({name!r})", "if x is not None:", *indented(lines)]
        return [*lines, "else:", f"    result[{name!r}] = []"] if absent is _LIST else lines

    def _value(self, schema: Mapping[str, Any], path: str, depth: int = 0) -> Expression:
        """Return what one place is turned into; the functions that it needs are written."""
        found = leaf(schema)
        if found is not None:
            return self._leaf(found)
        if "properties" in schema:
            return _call(self._object(schema, path))
        if "items" in schema:
            item = f"item_{depth}"
            inner = self._value(resolved(schema["items"], self._whole), f"{path}.*", depth + 1)
            return lambda x: f"[{inner(item)} for {item} in {x}]"
        return _call(self._either(schema, path))

    def _leaf(self, convert: Converter) -> Expression:
        if convert is unchanged:
            return lambda x: x
        call = _call(self._program.constant(convert, "convert"))
        if convert not in UNTOUCHED:
            return call
        # Most texts have neither a mention nor a line end: they are printed as they stand, without a call.
        as_is = UNTOUCHED[convert]
        return lambda x: f"({call(x)} if '[' in {x} or '\\n' in {x} else {as_is.format(x)})"

    def _either(self, schema: Mapping[str, Any], path: str) -> str:
        """Write the function of a choice: the branch whose type fits; of several objects the one whose fields fit."""
        lines: list[str] = []
        for branch in (resolved(one, self._whole) for one in schema.get("oneOf", ())):
            test = self._program.constant(partial(fits, branch), "fits")
            lines += [f"if {test}(value):", f"    return {self._value(branch, path)('value')}"]
        lines.append("raise AssertionError(value)")  # the validator has found a branch before
        return self._program.function("either", "value, run", lines)


def _call(function: str) -> Expression:
    return lambda x: f"{function}({x}, run)"


def _absent(schema: Mapping[str, Any]) -> Any:
    """What an optional place is when nobody gave it: "" for what prints as text, a list, None for an object."""
    printed_as_text = "x-format" in schema or "x-label-of" in schema
    types = types_of(schema)
    if not printed_as_text and ("array" in types or schema.get("x-text") == "paragraphs"):
        return _LIST
    if not printed_as_text and types == ("object",):
        return None
    return False if types == ("boolean",) else ""


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
