"""A form out of a JSON Schema: the tree of fields, filled with the values of an envelope.

What the form has no widget for is a box of YAML: it can show any schema.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from functools import cached_property
from typing import Any, NamedTuple

from service.doctypes.schemas import resolved
from service.issuing.input_file import input_yaml
from service.issuing.source_items import source_label
from service.web import form_widgets as widgets
from service.web.form_context import FormContext
from service.web.form_fields import ABSENT, PLACE, Field
from service.web.schema_shapes import Schema, help_of, item_word, kind_of, label_of, options_of
from service.web.telling import heading_words

#: Kinds that hold other fields, or are shown in a way of their own; all others just have a value.
_OF_PARTS = frozenset({"group", "items", "rows", *widgets.OF_KIND})
#: Formats of which a page says, while somebody types, how the value will be printed.
ECHOED = frozenset({"date", "points", "decimal", "money"})


class Piece(NamedTuple):
    """A piece of a schema, resolved (`shape`), and its field as every form shows it: without place and value."""

    schema: Schema
    shape: Schema
    field: Field


class FormSchema:
    """A bundled schema of which each piece is looked at once, however many forms are made of it."""

    def __init__(self, root: Schema) -> None:
        self.root = root
        self._pieces: dict[int, Piece] = {}

    def piece(self, schema: Schema) -> Piece:
        """Return what is known of a piece of the schema; it must be a part of `root` itself, no copy."""
        found = self._pieces.get(id(schema))
        if found is None:
            shape = resolved(schema, self.root)
            found = self._pieces[id(schema)] = Piece(schema, shape, _placeless(shape))
        return found

    @cached_property
    def holders(self) -> Mapping[str, str]:
        """The name of the list whose items have the labels of a space, by the space (``citation``)."""
        found: dict[str, str] = {}
        self._enter_holders(found, self.root, set())
        return found

    def _enter_holders(self, found: dict[str, str], schema: Schema, seen: set[int]) -> None:
        shape = self.piece(schema).shape
        if id(shape) in seen:  # a list inside itself
            return
        seen.add(id(shape))
        for part in shape.get("properties", {}).values():
            self._enter_holders(found, part, seen)
        if isinstance(shape.get("items"), Mapping):
            item = self.piece(shape["items"]).shape
            for part in item.get("properties", {}).values():
                if space := self.piece(part).field.space:
                    found.setdefault(space, label_of(shape, "items", ""))
            self._enter_holders(found, shape["items"], seen)


def _placeless(shape: Schema) -> Field:
    """Return the field of a resolved piece, wherever it may stand."""
    kind = kind_of(shape)
    return Field(
        path="",
        pattern="",
        kind=kind,
        label=label_of(shape, kind, ""),
        help=help_of(shape, kind),
        is_extra="x-label" in shape,
        space=str(shape.get("x-label", "")),
        rows=int(shape.get("x-rows", 2)),
        placeholder=str(shape.get("x-placeholder", "")),
        form=str(shape["x-format"]) if shape.get("x-format") in ECHOED else "",
    )


@dataclass
class FormBuilder:
    """Builds fields from a bundled schema; `templates` takes the blank item of each list, by its pattern."""

    schema: FormSchema
    context: FormContext = default(default_factory=FormContext)
    templates: dict[str, Field] | None = None

    def build(
        self, schema: Schema, value: Any, path: str, *, pattern: str = "", is_required: bool = False
    ) -> Field:
        """Return the field of a schema at a path, filled with `value` (ABSENT for none).

        `pattern` is the path with empty brackets (``content.criteria[].title``), the path itself by default.
        """
        piece = self.schema.piece(schema)
        kind = piece.field.kind
        made = piece.field._replace(
            path=path,
            pattern=pattern or path,
            label=piece.field.label or path.rpartition(".")[2],
            is_required=is_required,
            value="" if value is ABSENT or kind in _OF_PARTS else shown(kind, value),
        )
        return self._filled(made, piece.shape, value) if kind in _OF_PARTS or kind == "select" else made

    def _filled(self, made: Field, shape: Schema, value: Any) -> Field:
        """Return the field with its children or its choices, in the way of its kind."""
        if made.kind == "group":
            return made._replace(children=self._group(made, shape, value))
        if made.kind in {"items", "rows"}:
            return self._list(made, shape, value)
        if made.kind in widgets.OF_KIND:
            return widgets.OF_KIND[made.kind](made, shape, value, self)
        return widgets.with_choice(made, made.value, options_of(shape))

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

    def parts(self, made: Field, shape: Schema, value: Any) -> tuple[Field, ...]:
        """Return the fields of an object that a widget shows under "Thêm"."""
        return tuple(child._replace(is_extra=True) for child in self._group(made, shape, value))

    def _list(self, made: Field, shape: Schema, value: Any) -> Field:
        """Return a list with its items; the blank one is built once, for form.js to copy."""
        piece = self.schema.piece(shape["items"])
        if self.templates is not None and made.pattern not in self.templates:
            self.templates[made.pattern] = made  # holds the place: a list inside itself would not end
            self.templates[made.pattern] = self._item(made, piece, ABSENT, PLACE)
        values = value if isinstance(value, list) else []
        return made._replace(
            item_word=item_word(shape, piece.shape),
            fill=self._fill(made, piece.shape, values),
            children=tuple(
                self._item(made, piece, one, f"{made.path}[{index}]") for index, one in enumerate(values)
            ),
        )

    def _item(self, made: Field, piece: Piece, value: Any, path: str) -> Field:
        items, root = piece.shape, self.schema.root
        item = self.build(piece.schema, value, path, pattern=f"{made.pattern}[]")
        heading = heading_words(value, items, root, self.context.choices) if made.kind == "items" else ""
        is_document = items.get("x-format") == "citation" and isinstance(value, Mapping)
        return item._replace(
            heading=heading,
            mention=str(value.get("label", "")) if is_document else "",
            item_word=item_word({"title": made.label}, items),
        )

    def _fill(self, made: Field, items: Schema, values: list[Any]) -> str:
        """Return the words of the button that enters what a source has and the list has not yet, "" for none."""
        found = source_label(items, self.schema.root)
        if found is None:
            return ""
        name, space = found
        there = {one.get(name) for one in values if isinstance(one, Mapping)}
        missing = [label for label in self.context.choices.get(space, {}) if label not in there]
        return f"Điền {len(missing)} mục của văn bản nguồn" if missing and "[" not in made.path else ""


def _inside(path: str, name: str) -> str:
    """Return the path of a field of a group; the whole form has the empty path."""
    return f"{path}.{name}" if path else name


def shown(kind: str, value: Any) -> str:
    r"""Return a value as it stands in its input.

    >>> shown("lines", ["Biên bản", "Ảnh chụp"]), shown("yaml", {"a": 1})
    ('Biên bản\nẢnh chụp', 'a: 1\n')
    """
    if value is ABSENT or value is None or value in ({}, []):
        return ""
    if kind == "lines" and isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if isinstance(value, Mapping | list):
        return _yaml(value)
    if isinstance(value, bool):
        said = {"checkbox": ("true", ""), "switch": ("", "false")}.get(kind, ("true", "false"))
        return said[0] if value else said[1]
    return str(value)


def _yaml(value: Any) -> str:
    """Return a value that has no widget as YAML."""
    if isinstance(value, Mapping):
        return input_yaml(value)
    return "\n".join(line[2:] for line in input_yaml({"_": {"_": value}}).split("\n")[2:])
