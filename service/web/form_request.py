"""A posted form as a whole: its values, what of it could not be read, what its button asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import at, resolved
from service.domain.findings import FieldError
from service.issuing.labelling import with_labels
from service.web.form_building import source_label
from service.web.form_context import form_context
from service.web.form_editing import Removed, edit, fill, is_edit
from service.web.form_page import form_schema
from service.web.form_reading import FormReading, Tree, tree_of
from service.web.office_field import read_office
from service.web.question_fields import read_answers
from service.web.schema_shapes import kind_of
from service.web.source_field import SentFile, read_sources
from datetime import date

#: Buttons that show the form again and check nothing.
_SHOWING = frozenset({"refresh", "restore"})


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form holds: the envelope, the faults of reading it, what was just removed or filled in."""

    envelope: dict[str, Any]
    faults: tuple[FieldError, ...]
    removed: Removed | None = None
    filled: str = ""

    def all_faults(self, others: tuple[FieldError, ...] | list[FieldError]) -> list[FieldError]:
        """Return the faults of reading with those of checking; a field that could not be read says only why."""
        unread = {fault.path for fault in self.faults}
        return [*self.faults, *(fault for fault in others if fault.path not in unread)]


def shows_only(action: str) -> bool:
    """Tell whether a button shows the form again without checking it."""
    return is_edit(action) or action in _SHOWING


def read_form(
    document_type: DocumentType,
    catalogue: Catalogue,
    form: MultiDict[str, str],
    files: MultiDict[str, FileStorage],
    today: date,
) -> Posted:
    """Return what was posted, its button done where it is one of a list."""
    action = form.get("action", "")
    tree = tree_of(form.items(multi=True))
    sources, faults, opened = read_sources(document_type, tree.get("sources"), _sent(files), catalogue)
    removed = edit(tree, action) if is_edit(action) else None
    filled = _fill(document_type, catalogue, tree, sources, action, opened)
    reading = FormReading(form_schema(document_type), keep_blank=shows_only(action))
    values = reading.envelope(tree)
    office, fault = read_office(tree.get("office"), today)
    envelope = {"type": document_type.slug, **({"office": office} if office else {}), **values}
    if sources:
        envelope["sources"] = sources
    if answers := read_answers(tree.get("acknowledged")):
        envelope["acknowledged"] = answers
    if "content" in envelope:
        envelope["content"] = with_labels(document_type, envelope["content"])
    office_faults = [fault] if fault else []
    return Posted(envelope, (*office_faults, *faults, *reading.faults), removed, filled)


def _sent(files: MultiDict[str, FileStorage]) -> dict[str, list[SentFile]]:
    """Return the files of the form by the name of their source; an input without a file sends an empty name."""
    found: dict[str, list[SentFile]] = {}
    for name, file in files.items(multi=True):
        if file.filename and name.startswith("sources."):
            found.setdefault(name.split(".")[1], []).append(SentFile(file.filename, file.read()))
    return found


def _fill(
    document_type: DocumentType,
    catalogue: Catalogue,
    tree: Tree,
    sources: Mapping[str, Any],
    action: str,
    opened: list[str],
) -> str:
    """Fill the list that a button names, or the first that a new source must fill; return its path, "" for none."""
    verb, _, path = action.partition(":")
    wanted = path if verb == "fill" else ""
    if not wanted and opened and (found := _needed(document_type, opened)):
        content = tree.get("content")
        place = content.get(found) if isinstance(content, Mapping) else None
        wanted = "" if _has_labels(place) else f"content.{found}"
    target = _list_at(document_type, wanted)
    if target is None:
        return ""
    name, space = target
    context = form_context(document_type, {"sources": sources}, catalogue, date.max)
    fill(tree, wanted, name, context.choices.get(space, {}))
    return wanted


def _needed(document_type: DocumentType, opened: list[str]) -> str:
    """Return the list at the top of the content that must be there and stands for items of a source just opened."""
    root = document_type.schema
    for name in root.get("required", ()):
        part = resolved(root["properties"][name], root)
        if kind_of(part) == "items":
            found = source_label(resolved(part["items"], root), root)
            if found and found[1].partition(".")[0] in opened:
                return str(name)
    return ""


def _list_at(document_type: DocumentType, path: str) -> tuple[str, str] | None:
    """Return name and space of the label by which the items of a list stand for items of a source."""
    root = document_type.schema
    place: Mapping[str, Any] | None = root
    head, *steps = path.split(".")
    if head != "content" or not steps:
        return None
    for step in steps:
        place = at(place, root, step) if place is not None else None
    if place is None or "items" not in place:
        return None
    return source_label(resolved(place["items"], root), root)


def _has_labels(place: Any) -> bool:
    """Tell whether something is typed in a list already."""
    texts = [place] if isinstance(place, str) else []
    inner = place.values() if isinstance(place, Mapping) else ()
    return any(text.strip() for text in texts) or any(_has_labels(one) for one in inner)
