"""The marks of a template against what there is to print: no mark without a value, no field without a mark.

A field counts as used when a mark prints or asks it, or when the definition itself does (outline,
computes, rules, appendices, the fields that another type takes): what those make of it is printed under
other names.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.reading import read_input
from service.doctypes.schemas import resolved
from service.doctypes.source import DEFINITION_FILE
from service.domain.nesting import strings_in
from service.rendering import templates

Schema = Mapping[str, Any]

#: Formats that turn an object or a list into one text: a mark reaches no further in.
_TEXTS = frozenset({"agency", "agencies", "deadline", "citation", "cite", "cite_full"})
_NEVER_PRINTED = ("x-label", "x-label-of")
_CHOICE = "_key"  # beside the printed words of a choice stands the choice itself, for conditions


def mark_faults(
    document_type: DocumentType, context: Mapping[str, Any], *, taken: Iterable[str] = ()
) -> Iterator[str]:
    """Yield a message for each mark that has no value and for each field that nothing uses.

    `context` is that of a rendered sample: it says which names the frame and the computed values have.
    `taken` are the fields that other types take from this one. Raises RenderingError for a template that
    cannot be compiled.
    """
    marks = templates.compiled(document_type).marks()
    for mark in sorted(marks):
        if not _is_known(_steps(mark), document_type, context):
            yield f"template.docx dùng dấu {{{{ {mark} }}}} nhưng loại văn bản không có trường này."
    printed = {tuple(_steps(mark)) for mark in marks}
    named = _named_in_definition(document_type)
    for path in _fields(document_type.schema, document_type.schema, ()):
        if not (path[0] in taken or _is_printed(path, printed) or _is_named(path, named)):
            name = ".".join(path)
            yield f"type.yaml có trường {name} nhưng template.docx không in và không dùng để tính."


def _steps(path: str) -> list[str]:
    """Return the names of a path; the brackets of items fall away."""
    return [step.removesuffix("[]") for step in path.lstrip(".").split(".")]


def _is_known(steps: list[str], document_type: DocumentType, context: Mapping[str, Any]) -> bool:
    """Tell whether a mark has something to print: a value of the content, or a name that the service gives."""
    first = steps[0]
    if first in document_type.schema["properties"]:
        return ".".join(steps) in {name.replace(".*", "") for name in document_type.converter.names}
    if first not in context:
        return False
    inside = context[first]
    is_record_of_ours = first not in document_type.takes and isinstance(inside, Mapping) and len(steps) > 1
    return steps[1] in inside if is_record_of_ours else True


def _inner(schema: Schema, whole: Schema) -> Schema:
    """Return what a schema is, or what its items are."""
    place = resolved(schema, whole)
    while place.get("type") == "array" and place.get("x-format") not in _TEXTS:
        place = resolved(place["items"], whole)
    return place


def _fields(schema: Schema, whole: Schema, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the fields that hold something to print, the innermost ones."""
    place = _inner(schema, whole)
    properties = place.get("properties")
    if properties is None or place.get("x-format") in _TEXTS:
        is_printed = place.get("x-format") != "citation" and not any(key in place for key in _NEVER_PRINTED)
        if is_printed:
            yield path
        return
    for name, part in properties.items():
        yield from _fields(part, whole, (*path, name))


def _is_printed(path: tuple[str, ...], printed: set[tuple[str, ...]]) -> bool:
    """Tell whether a mark is the field, asks its choice, or stands inside of it."""
    choice = (*path[:-1], f"{path[-1]}{_CHOICE}")
    return any(mark[: len(path)] in {path, choice} for mark in printed)


def _named_in_definition(document_type: DocumentType) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """Return the paths that the definition names: those read whole (computes), and those read as such."""
    raw = read_input(document_type.files[DEFINITION_FILE], DEFINITION_FILE)
    read = {key: raw.get(key, {}) for key in ("outline", "appendices", "rules")}
    return set(_texts(raw.get("computes", {}))), set(_texts(read))


def _is_named(path: tuple[str, ...], named: tuple[set[tuple[str, ...]], set[tuple[str, ...]]]) -> bool:
    """Tell whether the definition reads a field; paths inside of lists are written from the item on."""
    whole, exact = named
    return any(path[: len(one)] == one for one in whole) or any(path[-len(one) :] == one for one in exact)


def _texts(value: Any) -> Iterator[tuple[str, ...]]:
    """Return every text of a part of the definition as the path that it may be."""
    return (tuple(_steps(text)) for text in strings_in(value))
