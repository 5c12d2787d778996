"""Lists that stand for items of a source (a result for each task of the plan): filled in, nobody types labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import at, resolved
from service.web.form_building import source_label
from service.web.form_context import form_context
from service.web.form_editing import fill
from service.web.form_reading import Tree
from service.web.schema_shapes import kind_of


@dataclass(frozen=True, slots=True)
class SourceFilling:
    """Fills lists of a posted form from its sources."""

    document_type: DocumentType
    catalogue: Catalogue
    sources: Mapping[str, Any]

    def fill(self, tree: Tree, action: str, opened: Sequence[str]) -> str:
        """Fill the list that a button names, or the one that a source just opened has to fill.

        Return the path of the list, "" where none was filled.
        """
        path = action.removeprefix("fill:") if action.startswith("fill:") else self._needed(tree, opened)
        target = self._stands_for(path)
        if target is None:
            return ""
        name, space = target
        context = form_context(self.document_type, {"sources": self.sources}, self.catalogue, date.max)
        return path if fill(tree, path, name, context.choices.get(space, {})) else ""

    def _needed(self, tree: Tree, opened: Sequence[str]) -> str:
        """Return the list of the content that must be there, is empty, and stands for items of a source just opened."""
        root = self.document_type.schema
        content = tree.get("content")
        for name in root.get("required", ()) if opened else ():
            part = resolved(root["properties"][name], root)
            found = source_label(resolved(part["items"], root), root) if kind_of(part) == "items" else None
            typed = content.get(name) if isinstance(content, Mapping) else None
            if found and found[1].partition(".")[0] in opened and not _is_typed(typed):
                return f"content.{name}"
        return ""

    def _stands_for(self, path: str) -> tuple[str, str] | None:
        """Return name and space of the label by which the items of the list at a path stand for items of a source."""
        root = self.document_type.schema
        head, *steps = path.split(".")
        place: Mapping[str, Any] | None = root if head == "content" and steps else None
        for step in steps:
            place = at(place, root, step) if place is not None else None
        if place is None or "items" not in place:
            return None
        return source_label(resolved(place["items"], root), root)


def _is_typed(place: Any) -> bool:
    """Tell whether something is typed in a part of a posted form; what a box to tick sends does not count."""
    if isinstance(place, Mapping):
        return any(_is_typed(one) for one in place.values())
    return isinstance(place, str) and place.strip() not in {"", "true", "false"}


def filled_results(
    document_type: DocumentType, catalogue: Catalogue, sources: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return the inputs of the list that stands for the items of the sources, none where no list does."""
    tree: Tree = {}
    path = SourceFilling(document_type, catalogue, sources).fill(tree, "", list(sources))
    return [(f"content.{name}", value) for name, value in _inputs(tree.get("content"))] if path else []


def _inputs(place: Any, name: str = "") -> list[tuple[str, str]]:
    if isinstance(place, Mapping):
        return [
            pair
            for key, inner in place.items()
            for pair in _inputs(inner, f"{name}{key}" if not name or key.startswith("[") else f"{name}.{key}")
        ]
    return [(name, str(place))]
