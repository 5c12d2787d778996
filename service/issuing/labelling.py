"""Labels that nobody has to invent: made of what an item is called, and kept once they are there.

A label (`x-label`) names an item for other parts of the input (``qd_1211``). Staff leave it blank; it is made before
anything else looks at the input, so that a file that is kept carries it and a later title changes nothing.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved
from service.domain.text import romanise

#: The longest label. The page of a draft is told of it, and of `NAMING`: its script makes the same label.
MOST_CHARACTERS = 40
#: What an item is known by, the most telling field first.
NAMING = ("short_title", "title", "name", "content", "body", "subject")

Schema = Mapping[str, Any]


def with_labels(document_type: DocumentType, content: Any) -> Any:
    """Return the content of a type with a label for each item that may have one and is called something.

    What is no list or object where the schema wants one stays as it is, for the validation to refuse.
    """
    root = document_type.schema
    taken: dict[str, set[str]] = {}
    for space, label in _given(root, root, content):
        taken.setdefault(space, set()).add(label)
    return _labelled(root, root, content, taken)


def labels_in(document_type: DocumentType, content: Any) -> Iterator[tuple[str, str]]:
    """Yield space and label of every item of a content that has one, in the order of the document."""
    yield from _given(document_type.schema, document_type.schema, content)


def label_from(item: Mapping[str, Any]) -> str:
    """Return a label made of what an item is called: kind and number of a document, else its title; "" for neither.

    >>> label_from({"kind": "Quyết định", "code": "1211/QĐ-UBND"}), label_from({"title": "Cải cách hành chính"})
    ('qd_1211', 'cai_cach_hanh_chinh')
    """
    if isinstance(item.get("kind"), str) and isinstance(item.get("code"), str):
        initials = "".join(word[0] for word in _words(item["kind"]))
        number = _words(item["code"])[:1]
        return _fitting([initials, *number])
    name = next((item[key] for key in NAMING if isinstance(item.get(key), str) and item[key].strip()), "")
    return _fitting(_words(name))


def _words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", romanise(text[:400]).lower())


def _fitting(words: list[str]) -> str:
    """Return the words joined, as many as fit; a label begins with a letter."""
    label = ""
    for word in words:
        longer = f"{label}_{word}" if label else word
        if len(longer) > MOST_CHARACTERS:
            break
        label = longer
    return f"so_{label}" if label[:1].isdigit() else label


def _label_fields(shape: Schema, root: Schema) -> Iterator[tuple[str, str]]:
    """Yield name and space of the fields of an object that hold its label."""
    for name, part in shape.get("properties", {}).items():
        space = resolved(part, root).get("x-label")
        if space is not None:
            yield name, str(space)


def _given(schema: Schema, root: Schema, value: Any) -> Iterator[tuple[str, str]]:
    """Yield space and text of every label that is there."""
    shape = resolved(schema, root)
    if isinstance(value, Mapping):
        for name, space in _label_fields(shape, root):
            if isinstance(value.get(name), str):
                yield space, value[name]
        for name, part in shape.get("properties", {}).items():
            yield from _given(part, root, value.get(name))
    elif isinstance(value, list) and "items" in shape:
        for item in value:
            yield from _given(shape["items"], root, item)


def _labelled(schema: Schema, root: Schema, value: Any, taken: dict[str, set[str]]) -> Any:
    shape = resolved(schema, root)
    if isinstance(value, list) and "items" in shape:
        return [_labelled(shape["items"], root, item, taken) for item in value]
    parts = shape.get("properties")
    if not isinstance(value, Mapping) or parts is None:
        return value
    made = {
        name: _labelled(parts[name], root, part, taken) if name in parts else part
        for name, part in value.items()
    }
    for name, space in _label_fields(shape, root):
        wanted = label_from(made) if name not in made else ""
        if wanted:
            made = {name: _free(wanted, taken.setdefault(space, set())), **made}
    return made


def _free(wanted: str, taken: set[str]) -> str:
    """Return the label, or the label with the first number behind it that nobody has; it is taken from now on."""
    label, number = wanted, 1
    while label in taken:
        number += 1
        label = f"{wanted}_{number}"
    taken.add(label)
    return label
