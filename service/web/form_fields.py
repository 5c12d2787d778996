"""A form out of a JSON Schema: the tree of fields that the page prints, filled with values and their faults.

The name of an input is its path (``content.criteria[2].title``), the same that a fault carries, so a
message finds its field without a table. What the form has no widget for is a box of YAML: it can show any
schema.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default
from typing import Any

import yaml

from service.doctypes.schemas import resolved
from service.web.schema_shapes import Schema, kind_of

PLACE = "__P__"  # stands for the path of a new item in a template; form.js puts the real one in its place
ABSENT = object()  # no value at all; None is a value: left blank on purpose
NULL_SIGN = "-"  # what a person types for "left blank on purpose"


@dataclass(frozen=True, slots=True)
class Field:
    """One field, group or list of the form; `kind` is one of those of `schema_shapes.kind_of`."""

    path: str
    pattern: str
    kind: str
    label: str
    help: str = ""
    is_required: bool = False
    is_label: bool = False
    value: str = ""
    rows: int = 2
    placeholder: str = ""
    options: tuple[tuple[str, str], ...] = ()
    children: tuple["Field", ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether a foldable part stands open: required, or with something typed or wrong in it."""
        return self.is_required or self.has_fault or self.has_value

    @property
    def has_value(self) -> bool:
        """Tell whether anything is typed in this field or below it."""
        return bool(self.value) or any(child.has_value for child in self.children)

    @property
    def has_fault(self) -> bool:
        """Tell whether anything is wrong in this field or below it."""
        return bool(self.faults) or any(child.has_fault for child in self.children)

    @property
    def summary(self) -> str:
        """Return a few words that tell one item of a list from the next."""
        said = (leaf.value for leaf in leaves(self) if leaf.kind in _SPEAKING and not leaf.is_label)
        return next((value[:80] for value in said if value), "")


_SPEAKING = ("text", "textarea")


def every(of: Field) -> Iterator[Field]:
    """Yield a field and all below it, in the order of the page."""
    yield of
    for child in of.children:
        yield from every(child)


def leaves(of: Field) -> Iterator[Field]:
    """Yield the fields that hold a value, in the order of the page."""
    return (field for field in every(of) if field.kind not in {"group", "items"})


@dataclass
class FormBuilder:
    """Builds fields from a bundled schema; `templates` keeps the blank item of each list, by its pattern."""

    root: Schema
    faults: Mapping[str, Sequence[str]] = default(default_factory=dict)
    templates: dict[str, Field] = default(default_factory=dict)

    def build(
        self, schema: Schema, value: Any, path: str, *, pattern: str = "", is_required: bool = False
    ) -> Field:
        """Return the field of a schema at a path, filled with `value` (ABSENT for none).

        `pattern` is the path with empty brackets (``content.criteria[].title``), the path itself by
        default.
        """
        shape = resolved(schema, self.root)
        kind = kind_of(shape)
        made = Field(
            path=path,
            pattern=pattern or path,
            kind=kind,
            label=str(shape.get("title", path.rpartition(".")[2])),
            help=_help(shape, kind),
            is_required=is_required,
            is_label="x-label" in shape,
            rows=int(shape.get("x-rows", 2)),
            placeholder=str(shape.get("x-placeholder", "")),
            faults=tuple(self.faults.get(path, ())),
        )
        if kind == "group":
            return replace(made, children=self._group(made, shape, value))
        if kind == "items":
            return replace(made, children=self._items(made, shape, value))
        return replace(made, value=shown(kind, value), options=_options(shape) if kind == "select" else ())

    def _group(self, made: Field, shape: Schema, value: Any) -> tuple[Field, ...]:
        """Return the fields of an object, in the order of its schema."""
        known = value if isinstance(value, Mapping) else {}
        required = shape.get("required", ())
        return tuple(
            self.build(
                part,
                known.get(name, ABSENT),
                _inside(made.path, name),
                pattern=_inside(made.pattern, name),
                is_required=name in required,
            )
            for name, part in shape["properties"].items()
        )

    def _items(self, made: Field, shape: Schema, value: Any) -> tuple[Field, ...]:
        """Return the items of a list; the blank one is built once, for form.js to copy."""
        inside = f"{made.pattern}[]"
        if made.pattern not in self.templates:
            self.templates[made.pattern] = made  # holds the place: a list inside itself would not end
            self.templates[made.pattern] = self.build(shape["items"], ABSENT, PLACE, pattern=inside)
        items = value if isinstance(value, list) else []
        return tuple(
            self.build(shape["items"], item, f"{made.path}[{index}]", pattern=inside)
            for index, item in enumerate(items)
        )


def _inside(path: str, name: str) -> str:
    """Return the path of a field of a group; the whole form has the empty path."""
    return f"{path}.{name}" if path else name


def _help(shape: Schema, kind: str) -> str:
    """Return the field's explanation and, where the way of typing is ours, how to type it."""
    described = str(shape.get("description", ""))
    types = shape.get("type")
    typing = {
        "lines": "Mỗi dòng một mục.",
        "agencies": "Mỗi dòng một cơ quan; @vai_tro để tự điền tên, thêm ghi chú sau dấu |.",
        "agency": "Ghi tên, hoặc @vai_tro để tự điền tên; thêm ghi chú sau dấu |.",
        "yaml": "Viết theo YAML.",
    }.get(kind, "")
    if isinstance(types, list) and "null" in types:
        typing = f"Gõ {NULL_SIGN} để chừa trống."
    return " ".join(part for part in (described, typing) if part)


def _options(shape: Schema) -> tuple[tuple[str, str], ...]:
    """Return the choices of a list with what is shown for each."""
    display = shape.get("x-display", {})
    words = display if isinstance(display, Mapping) else {}
    return tuple(
        (str(choice), str(words.get(choice) or choice)) for choice in shape["enum"] if choice is not None
    )


def shown(kind: str, value: Any) -> str:
    r"""Return a value as it stands in its input.

    >>> shown("agencies", [{"role": "noi_vu"}, {"name": "Công an huyện", "note": "phối hợp"}])
    '@noi_vu\nCông an huyện | phối hợp'
    """
    if value is ABSENT or value in ({}, []):
        return ""
    if value is None:
        return NULL_SIGN
    if kind in {"lines", "agencies", "agency"}:
        return "\n".join(_name(item) for item in (value if isinstance(value, list) else [value]))
    if kind == "yaml" and not isinstance(value, str):
        return yaml.safe_dump(_plain(value), allow_unicode=True, sort_keys=False)
    if isinstance(value, bool):
        return "true" if value else ""
    return str(value)


def _name(value: Any) -> str:
    """Return one line of a list: a text as it is, an agency as its name or @role, its note after a bar."""
    if not isinstance(value, Mapping):
        return str(value)
    name = f"@{value['role']}" if "role" in value else str(value.get("name", ""))
    return f"{name} | {value['note']}" if "note" in value else name


def _plain(value: Any) -> Any:
    """Return a value of an envelope with only what YAML can write: exact decimals become text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | bool) or value is None else str(value)
