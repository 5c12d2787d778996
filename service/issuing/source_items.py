"""Lists of a content whose items each stand for an item of a source: a result for each task of the plan.

Nobody types the labels of the source: an input that begins with a source has an item for each, and the same is done for
a list of a form.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved
from service.errors import UnknownDocumentType
from service.issuing.labelling import labels_in

Schema = Mapping[str, Any]


def source_label(items: Schema, root: Schema) -> tuple[str, str] | None:
    """Return name and space (``plan.task``) of the field by which an item stands for an item of a source."""
    for name, part in items.get("properties", {}).items():
        space = str(resolved(part, root).get("x-label-of", ""))
        if "." in space and name in items.get("required", ()):
            return name, space
    return None


def needed_lists(document_type: DocumentType, sources: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the lists that the content cannot do without and that stand for items of these sources, by their names.

    To each the field and the space of its label, as `source_label` tells them.
    """
    root, found = document_type.schema, {}
    for name in root.get("required", ()):
        part = resolved(root["properties"][name], root)
        label = source_label(resolved(part["items"], root), root) if "items" in part else None
        if label is not None and label[1].partition(".")[0] in sources:
            found[name] = label
    return found


def labels_of(
    document_type: DocumentType, catalogue: Catalogue, sources: Mapping[str, Any], space: str
) -> list[str]:
    """Return the labels of a space (``plan.task``) in the order of the source, none of one that cannot be read."""
    name, _, own_space = space.partition(".")
    taken, given = document_type.takes.get(name), sources.get(name)
    if taken is None:
        return []
    try:
        source_type = catalogue.get(taken.type)
    except UnknownDocumentType:
        return []
    read = [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, Mapping)]
    found = [pair for one in read for pair in labels_in(source_type, one.get("content"))]
    return list(dict.fromkeys(label for its_space, label in found if its_space == own_space))


def with_source_items(
    document_type: DocumentType, catalogue: Catalogue, envelope: Mapping[str, Any]
) -> dict[str, Any]:
    """Return an input with an item for each item of its sources, in each list that needs them and has none yet."""
    sources, content = envelope.get("sources", {}), envelope.get("content", {})
    made: dict[str, Any] = {}
    for name, (field, space) in needed_lists(document_type, list(sources)).items():
        labels = [] if content.get(name) else labels_of(document_type, catalogue, sources, space)
        if labels:
            made[name] = [{field: label} for label in labels]
    return {**envelope, "content": {**content, **made}}
