"""A posted form back into an envelope: the names of its inputs are paths, the schema says what each value is.

Empty inputs are absent fields, so an optional group that nobody touched is not there. The items of a list
keep the order of the page, whatever is written in their brackets.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from textwrap import indent
from typing import Any

from service.doctypes.reading import read_input
from service.doctypes.schemas import resolved
from service.errors import UnreadableInput
from service.web.form_fields import NULL_SIGN
from service.web.schema_shapes import Schema, kind_of

Tree = dict[str, Any]
_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")
_ABSENT = object()
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


def envelope_of(tree: Tree, schema: Schema, *, keep_blank: bool = False) -> dict[str, Any]:
    """Return the values of a posted tree by its bundled schema, absent ones left out.

    `keep_blank` keeps the items of lists in which nothing is typed: somebody has just added them.
    """
    return _Reading(schema, keep_blank=keep_blank).group(schema, tree)


class _Reading:
    """Walks schema and tree together."""

    def __init__(self, root: Schema, *, keep_blank: bool) -> None:
        self.root = root
        self.keep_blank = keep_blank

    def group(self, schema: Schema, raw: Any) -> dict[str, Any]:
        """Return the present fields of an object."""
        known = raw if isinstance(raw, Mapping) else {}
        found = {name: self.value(part, known.get(name)) for name, part in schema["properties"].items()}
        return {name: value for name, value in found.items() if value is not _ABSENT}

    def value(self, schema: Schema, raw: Any) -> Any:
        """Return one value, or _ABSENT when nothing is typed."""
        shape = resolved(schema, self.root)
        kind = kind_of(shape)
        if kind == "group":
            return self.group(shape, raw) or _ABSENT
        if kind == "items":
            return self.items(shape["items"], raw) or _ABSENT
        text = raw.replace("\r\n", "\n").strip("\n") if isinstance(raw, str) else ""
        return _typed(kind, shape, text) if text.strip() else _ABSENT

    def items(self, schema: Schema, raw: Any) -> list[Any]:
        """Return the items of a list in the order in which they stand on the page."""
        found = [self.value(schema, part) for part in raw.values()] if isinstance(raw, Mapping) else []
        return [{} if item is _ABSENT else item for item in found if self.keep_blank or item is not _ABSENT]


def _typed(kind: str, shape: Schema, text: str) -> Any:
    """Return what a person typed as the value that its field holds."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if kind == "lines":
        return lines
    if kind == "agencies":
        return [_agency(line) for line in lines]
    if kind == "agency":
        return _agency(text.strip())
    if kind == "yaml":
        return _yaml(text)
    if kind == "checkbox":
        return text == "true"
    return _scalar(shape.get("type"), text)


def _agency(text: str) -> Any:
    """Return ``@vai_tro | ghi chú`` or ``Tên | ghi chú`` as the record that it stands for."""
    name, _, note = (part.strip() for part in text.partition("|"))
    if not name.startswith("@"):
        return {"name": name, "note": note} if note else name
    return {"role": name.removeprefix("@"), **({"note": note} if note else {})}


def _scalar(types: Any, text: str) -> Any:
    """Return a text as the first type of its schema that it fits; else as text, for the schema to refuse."""
    names = [types] if isinstance(types, str) else list(types or ())
    if "null" in names and text.strip() == NULL_SIGN:
        return None
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
