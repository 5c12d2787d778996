"""Lists that stand for items of a source (a result for each task of the plan): filled in, nobody types labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import at, resolved
from service.issuing.source_items import labels_of, needed_lists, source_label
from service.web.form_editing import fill
from service.web.form_reading import Tree


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
        labels = labels_of(self.document_type, self.catalogue, self.sources, space)
        return path if fill(tree, path, name, labels) else ""

    def _needed(self, tree: Tree, opened: Sequence[str]) -> str:
        """Return the list of the content that must be there, is empty, and stands for items of a source just opened."""
        content = tree.get("content")
        for name in needed_lists(self.document_type, opened):
            typed = content.get(name) if isinstance(content, Mapping) else None
            if not _is_typed(typed):
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
