"""A posted form back into an envelope: the names of its inputs are paths, the schema says what each value is.

Empty inputs are absent fields, so an optional group that nobody touched is not there. The items of a list keep the
order of the page, whatever is written in their brackets.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from textwrap import indent
from typing import Any

from service.doctypes.reading import read_input
from service.doctypes.schemas import resolved
from service.domain.deadline_reading import read_deadline
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.errors import UnreadableInput
from service.web import widget_reading as widgets
from service.web.form_fields import ABSENT
from service.web.schema_shapes import Schema, kind_of
from service.web.widget_reading import Unread

Tree = dict[str, Any]
_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")
MAX_PATH_LENGTH = 300  # of the name of an input; ours are shorter, and a longer one would cost time


def tree_of(pairs: Iterable[tuple[str, str]]) -> Tree:
    """Return posted pairs as nested dicts; a list is a dict whose keys are what stood in the brackets.

    >>> tree_of([("a.b[7].c", "x"), ("a.b[n1].c", "y")])
    {'a': {'b': {'[7]': {'c': 'x'}, '[n1]': {'c': 'y'}}}}
    """
    root: Tree = {}
    for name, value in pairs:
        if len(name) > MAX_PATH_LENGTH:
            continue
        steps = [match[2] or f"[{match[1]}]" for match in _STEP.finditer(name)]
        place: Any = root
        for step in steps[:-1]:
            inner = place.get(step)
            if not isinstance(inner, dict):
                inner = place[step] = {}
            place = inner
        if steps:
            place[steps[-1]] = value
    return root


class FormReading:
    """Reads a posted tree by a bundled schema; `faults` gathers what was typed and could not be understood.

    `keep_blank` keeps the items of lists in which nothing is typed: somebody has just added them. Without it they are
    taken out of the tree too, so that names and items go on belonging together.
    """

    def __init__(self, schema: Schema, *, keep_blank: bool = False) -> None:
        self.root = schema
        self.keep_blank = keep_blank
        self.faults: list[FieldError] = []

    def envelope(self, tree: Tree) -> dict[str, Any]:
        """Return the values of the form, absent ones left out."""
        return self._group(self.root, tree, "")

    def _group(self, schema: Schema, raw: Any, path: str) -> dict[str, Any]:
        known = raw if isinstance(raw, Mapping) else {}
        found = {
            name: self._value(part, known.get(name), f"{path}.{name}" if path else name)
            for name, part in schema["properties"].items()
        }
        return {name: value for name, value in found.items() if value is not ABSENT}

    def _value(self, schema: Schema, raw: Any, path: str) -> Any:
        """Return one value, or ABSENT when nothing is typed."""
        shape = resolved(schema, self.root)
        kind = kind_of(shape)
        if kind == "group":
            return self._group(shape, raw, path) or ABSENT
        if kind in {"items", "rows"}:
            return self._items(shape["items"], raw, path) or ABSENT
        if kind in {"deadline", "month", "agency"}:
            return self._widget(kind, shape, raw, path)
        text = raw.replace("\r\n", "\n").strip("\n") if isinstance(raw, str) else ""
        return _typed(kind, shape, text) if text.strip() else ABSENT

    def _widget(self, kind: str, shape: Schema, raw: Any, path: str) -> Any:
        if kind == "agency":
            return widgets.agency_of(raw)
        if kind == "month":
            value = widgets.month_of(raw, shape)
        else:
            value = widgets.deadline_of(raw, self._group(shape, raw, path))
        if isinstance(value, Unread):
            self.faults.append(FieldError(path, value.code, value.message))
            return value.typed
        return value

    def _items(self, schema: Schema, raw: Any, path: str) -> list[Any]:
        """Return the items of a list in the order in which they stand on the page."""
        found: list[Any] = []
        for key, part in list(raw.items()) if isinstance(raw, dict) else ():
            item = self._value(schema, part, f"{path}[{len(found)}]")
            if item is not ABSENT or self.keep_blank:
                found.append({} if item is ABSENT else item)
            else:
                del raw[key]
        return found


def understood_texts(schema: Schema, value: Any, root: Schema) -> Any:
    """Return a value in which each deadline that is a text is read as one: a form that was kept half-filled has them.

    A text that cannot be read stays, for the validation to refuse.
    """
    shape = resolved(schema, root)
    if kind_of(shape) == "deadline" and isinstance(value, str):
        try:
            return read_deadline(value) or value
        except Refused:
            return value
    if isinstance(value, list) and "items" in shape:
        return [understood_texts(shape["items"], item, root) for item in value]
    parts = shape.get("properties", {})
    if isinstance(value, Mapping):
        return {
            name: understood_texts(parts[name], part, root) if name in parts else part
            for name, part in value.items()
        }
    return value


def _typed(kind: str, shape: Schema, text: str) -> Any:
    """Return what a person typed as the value that its field holds."""
    if kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if kind == "yaml":
        return _yaml(text)
    if kind == "checkbox":
        return text == "true"
    if kind == "switch":
        return False if text == "false" else ABSENT
    return _scalar(shape.get("type"), text)


def _scalar(types: Any, text: str) -> Any:
    """Return a text as the first type of its schema that it fits; else as text, for the schema to refuse."""
    names = [types] if isinstance(types, str) else list(types or ())
    if "integer" in names and re.fullmatch(r"-?[0-9]{1,18}", text.strip()):
        return int(text)
    if "string" not in names and re.fullmatch(r"-?[0-9]{1,18}[.,][0-9]{1,18}", text.strip()):
        return Decimal(text.strip().replace(",", "."))
    return text


def _yaml(text: str) -> Any:
    """Return what a box of YAML says; text that is no YAML stays text, for the schema to refuse."""
    try:
        return read_input("value:\n" + indent(text, "  "))["value"]
    except UnreadableInput:
        return text
