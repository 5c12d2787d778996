"""Where a paragraph of an imported file may go: the fields of a type that can hold words, by its schema alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved

Schema = Mapping[str, Any]
NEW: Final = "[+]"
_STEP = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")
_LONG = frozenset({"lines", "paragraphs"})


@dataclass(frozen=True, slots=True)
class Place:
    """A field that takes a paragraph; a `path` that ends in ``[+]`` is a new item of a list.

    `kind` is ``text``, ``deadline``, ``agencies``, ``name`` (of a body that receives the document) or ``citation`` (a
    label; `field` is then the list of the records). `joint` stands between two paragraphs of one text, `field` is the
    field of a new item that takes the words ("" for an item that is a text itself).
    """

    path: str
    kind: str = "text"
    joint: str = " "
    field: str = ""


def places(document_type: DocumentType, envelope: Mapping[str, Any]) -> list[Place]:
    """Return the fields that can take a paragraph, in the order of the form; those of items that are there, too.

    A list of recipients that is not there is the usual one of the office: it takes none, for it would end.
    """
    schema = document_type.schema
    recipients = [Place(f"recipients{NEW}", "name", field="name")] if envelope.get("recipients") else []
    return [Place("subject"), *_walk(schema, schema, envelope.get("content", {}), "content"), *recipients]


def _walk(shape: Schema, root: Schema, value: Any, path: str) -> Iterator[Place]:
    shape = resolved(shape, root)
    if shape.get("x-format") in {"deadline", "agencies"}:
        yield Place(path, shape["x-format"])
    elif _is_text(shape):
        yield Place(path, joint="\n" if shape.get("x-text") in _LONG else " ")
    elif "properties" in shape and "x-format" not in shape:
        known = value if isinstance(value, Mapping) else {}
        for name, part in shape["properties"].items():
            yield from _walk(part, root, known.get(name), f"{path}.{name}")
    elif "items" in shape and "x-format" not in shape:
        yield from _list(resolved(shape["items"], root), root, value, path)


def _list(item: Schema, root: Schema, value: Any, path: str) -> Iterator[Place]:
    if _is_text(item):
        yield Place(path + NEW)
        return
    if item.get("x-label-of") == "citation" and (records := _records(root)):
        yield Place(path + NEW, "citation", field=records)
    if item.get("x-format"):
        return
    for number, one in enumerate(value if isinstance(value, list) else ()):
        yield from _walk(item, root, one, f"{path}[{number}]")
    name = _main_field(item, root)
    if name:
        yield Place(path + NEW, field=name)


def _records(root: Schema) -> str:
    """Return the list of the records of cited documents, "" for a type that has none."""
    lists = (
        name
        for name, part in root["properties"].items()
        if resolved(resolved(part, root).get("items", {}), root).get("x-format") == "citation"
    )
    return next((f"content.{name}" for name in lists), "")


def _main_field(item: Schema, root: Schema) -> str:
    """Return the field of an item that holds its words: the first text that it cannot do without, else the first."""
    texts = [name for name, part in item.get("properties", {}).items() if _is_text(resolved(part, root))]
    needed = [name for name in texts if name in item.get("required", ())]
    return next(iter([*needed, *texts]), "")


def _is_text(shape: Schema) -> bool:
    """Tell whether a field holds words of any kind: no choice, no label, no date."""
    types = shape.get("type")
    names = [types] if isinstance(types, str) else list(types or ())
    closed = {"enum", "const", "pattern", "x-format", "x-label", "x-label-of"}
    return "string" in names and not closed & set(shape)


def value_at(value: Any, path: str) -> Any:
    """Return what stands at a path of an input, None for nothing.

    >>> value_at({"a": [{"b": "x"}]}, "a[0].b"), value_at({"a": [{"b": "x"}]}, "a[1].b")
    ('x', None)
    """
    for number, name in _STEP.findall(path):
        if number:
            value = value[int(number)] if isinstance(value, list) and int(number) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, Mapping) else None
    return value


def field_of(envelope: Any, path: str) -> str:
    """Return the field that a path lies in: the import counts the paragraphs of one text, the input does not.

    >>> field_of({"content": {"goals": "a"}}, "content.goals[0]"), field_of({"content": {}}, "muc.goals.title")
    ('content.goals', 'muc.goals.title')
    """
    outer = re.sub(r"\[[0-9]+\]\Z", "", path)
    return outer if outer != path and not isinstance(value_at(envelope, outer), list) else path


def put_at(envelope: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path of an input; objects that are not there are made, None takes the value out.

    An item of a list is not taken out but emptied, so that the others keep their places.

    >>> envelope = {"tasks": [{"content": "a"}]}
    >>> put_at(envelope, "tasks[0].content", None); put_at(envelope, "goals.note", "b"); envelope
    {'tasks': [{}], 'goals': {'note': 'b'}}
    """
    steps = [int(number) if number else name for number, name in _STEP.findall(path)]
    place: Any = envelope
    for step in steps[:-1]:
        place = place[step] if isinstance(step, int) else place.setdefault(step, {})
    last = steps[-1]
    if value is None and isinstance(place, dict):
        place.pop(last, None)
    else:
        place[last] = {} if value is None else value
