"""Đối chiếu: the stored bytes of a document are hashed again, and what the number fixed is compared with the trail."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from service.issuing.workplace import Turn
from service.register import audit, documents
from service.register.canonical import digest
from service.register.models import Document, DocumentFile
from service.register.proofs import proof

AT_ONCE_BYTES = 2_000_000
"""Files of at most so many bytes are hashed whenever the page is shown; larger ones on request."""


@dataclass(frozen=True, slots=True)
class ByteProof:
    """Which files (by position) still have their hash, and whether the numbered facts are what was vouched for.

    `facts_hold` is None for a document without a number.
    """

    matching: frozenset[int]
    failing: frozenset[int]
    facts_hold: bool | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing differs."""
        return not self.failing and self.facts_hold is not False


def is_quick(files: Sequence[DocumentFile]) -> bool:
    """Tell whether the files are small enough to be hashed at every look."""
    return sum(file.size for file in files) <= AT_ONCE_BYTES


def byte_proof(turn: Turn, row: Document) -> ByteProof:
    """Hash the stored files of a document again. Raises DocumentNotFound."""
    session, actor = turn.session, turn.actor
    matching: set[int] = set()
    failing: set[int] = set()
    for file in documents.files_of(session, actor, row.id):
        content = documents.file_content(session, actor, row.id, file.position)
        is_same = digest(content) == file.sha256 and len(content) == file.size
        (matching if is_same else failing).add(file.position)
    return ByteProof(frozenset(matching), frozenset(failing), _facts_hold(turn, row))


def _facts_hold(turn: Turn, row: Document) -> bool | None:
    """Tell whether the fixed columns are those that the event of the number vouches for."""
    if row.number is None:
        return None
    events = audit.history(turn.session, turn.actor, row.office_id, document_id=row.id)
    vouched = [json.loads(one.detail).get("proof") for one in events if one.action in {"issue", "record"}]
    return vouched == [proof(row)]
