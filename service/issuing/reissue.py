"""Tạo lại: a stored document is rendered again from what was fixed with its number, and compared part by part.

The stored bytes are the proof; within one release nothing differs.
"""

import io
import zipfile
from dataclasses import dataclass

from service.issuing.kept_context import kept_context
from service.issuing.published_types import stored_template
from service.issuing.rendition import RELEASE, rendered_again
from service.issuing.workplace import Workplace
from service.register import documents, storage
from service.register.errors import WrongState
from service.register.models import Document


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part of the package that is not the same: ``changed``, ``missing`` (in the new one) or ``added``."""

    part: str
    difference: str


@dataclass(frozen=True, slots=True)
class Reissued:
    """What was rendered again, what differs from the stored bytes, and which release made which."""

    document: Document
    content: bytes
    differences: tuple[PartDifference, ...]
    stored_release: str
    release: str = RELEASE


def reissue(workplace: Workplace, document_id: str) -> Reissued:
    """Render a numbered document again from its stored type version and context; nothing is stored.

    Raises WrongState for what has no number or was made elsewhere, DocumentNotFound, RenderingError.
    """
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        context = documents.context_of(turn.session, turn.actor, document_id)
        if row.number is None or context is None:
            raise WrongState("Chỉ tạo lại được văn bản do phần mềm tạo và đã cấp số.")
        stored = storage.load(turn.session, row.content_sha256 or "") or b""
        kept = kept_context(context)
        template = stored_template(turn, kept)
    made = rendered_again(kept, template)
    return Reissued(row, made.content, part_differences(stored, made.content), row.release or "")


def part_differences(stored: bytes, made: bytes) -> tuple[PartDifference, ...]:
    """Return what differs between two packages, part by part; one named ``*`` where only their packing differs."""
    if stored == made:
        return ()
    old, new = _parts(stored), _parts(made)
    words = {(True, True): "changed", (True, False): "missing", (False, True): "added"}
    found = tuple(
        PartDifference(name, words[name in old, name in new])
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )
    return found or (PartDifference("*", "changed"),)


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package; none where the stored bytes are damaged, so that everything differs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except zipfile.BadZipFile:
        return {}
