"""A posted form as a whole: its values, what of it could not be read, what its button asks for."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.domain.findings import FieldError
from service.issuing.labelling import with_labels
from service.web.form_carried import read_carried
from service.web.form_editing import Removed, edit, is_edit
from service.web.form_page import form_schema
from service.web.form_reading import FormReading, Tree, tree_of
from service.web.question_fields import read_answers
from service.web.source_field import SentFile, read_sources
from service.web.source_filling import SourceFilling

#: Buttons that show the form again and check nothing.
_SHOWING = frozenset({"refresh"})


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form holds: the envelope, the faults of reading it, what was just removed or filled in.

    `tree` are the names that it was read from; items that the envelope leaves out as blank are not in it either.
    """

    envelope: dict[str, Any]
    tree: Tree
    faults: tuple[FieldError, ...]
    removed: Removed | None = None
    filled: str = ""


def shows_only(action: str) -> bool:
    """Tell whether a button shows the form again without checking it."""
    return is_edit(action) or action in _SHOWING


def read_form(
    document_type: DocumentType,
    catalogue: Catalogue,
    form: MultiDict[str, str],
    files: MultiDict[str, FileStorage],
) -> Posted:
    """Return what was posted, its button done where it is one of a list."""
    action = form.get("action", "")
    tree = tree_of(form.items(multi=True))
    sources, faults, opened = read_sources(document_type, tree.get("sources"), _sent(files), catalogue)
    removed = edit(tree, action) if is_edit(action) else None
    filled = SourceFilling(document_type, catalogue, sources).fill(tree, action, opened)
    reading = FormReading(form_schema(document_type), keep_blank=shows_only(action))
    values = reading.envelope(tree)
    envelope = {**values, "type": document_type.slug}
    if sources:
        envelope["sources"] = sources
    if answers := read_answers(tree.get("acknowledged")):
        envelope["acknowledged"] = answers
    envelope |= read_carried(tree)
    if "content" in envelope:
        envelope["content"] = with_labels(document_type, envelope["content"])
    return Posted(envelope, tree, (*faults, *reading.faults), removed, filled)


def _sent(files: MultiDict[str, FileStorage]) -> dict[str, list[SentFile]]:
    """Return the files of the form by the name of their source; an input without a file sends an empty name."""
    found: dict[str, list[SentFile]] = {}
    for name, file in files.items(multi=True):
        if file.filename and name.startswith("sources."):
            found.setdefault(name.split(".")[1], []).append(SentFile(file.filename, file.read()))
    return found
