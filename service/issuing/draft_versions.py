"""The versions of a draft: kept on purpose (“Lưu mốc”), at each hand-over and hourly; compared and restored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.doctypes.reading import read_input
from service.issuing.draft_merging import Difference, differences
from service.issuing.drafting import raw_document
from service.issuing.workplace import Turn, Workplace
from service.register import documents, drafts
from service.register.canonical import canonical_json
from service.register.drafts import SavedDraft
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Document, DocumentVersion

MILESTONE = "Lưu mốc"
BEFORE_RESTORING = "Trước khi khôi phục"
_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Version:
    """One version as people see it; the current one is still being written."""

    number: int
    label: str
    remark: str
    at: datetime
    by: str
    sha256: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side: their inputs and the places in which they differ."""

    old: Version
    new: Version
    old_envelope: Mapping[str, Any]
    new_envelope: Mapping[str, Any]
    differences: Sequence[Difference]


def versions(workplace: Workplace, document_id: str) -> list[Version]:
    """Return the versions of a draft, the newest first. Raises DocumentNotFound."""
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        rows = documents.versions_of(turn.session, turn.actor, document_id)
        names = drafts.names_of(turn.session, {one.made_by for one in rows})
        return [shown_version(row, one, names) for one in reversed(rows)]


def keep_milestone(workplace: Workplace, document_id: str, label: str = "") -> int:
    """Let the current version stand still (“Lưu mốc”); return its number. Raises WrongState, NotAllowed."""
    words = " ".join(label.split())[:_LONGEST_LABEL]
    with workplace.writing() as turn:
        number = documents.document(turn.session, turn.actor, document_id).version
        drafts.keep_version(turn.session, turn.actor, document_id, label=words or MILESTONE)
        return int(number)


def compare(workplace: Workplace, document_id: str, old: int, new: int) -> Comparison:
    """Return what changed from one version to another. Raises DocumentNotFound."""
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        rows = {one.version: one for one in documents.versions_of(turn.session, turn.actor, document_id)}
        names = drafts.names_of(turn.session, {one.made_by for one in rows.values()})
        first, second = _of(rows, old), _of(rows, new)
        before, after = _envelope(first), _envelope(second)
        return Comparison(
            shown_version(row, first, names),
            shown_version(row, second, names),
            before,
            after,
            differences(_written_alike(before), _written_alike(after)),
        )


def restore(workplace: Workplace, document_id: str, number: int) -> None:
    """Go on with the input of an older version; the present state stands still as a version of its own.

    Raises DocumentNotFound, WrongState, NotAllowed.
    """
    with workplace.writing() as turn:
        row = documents.locked_document(turn.session, turn.actor, document_id)
        rows = {one.version: one for one in documents.versions_of(turn.session, turn.actor, document_id)}
        envelope = _envelope(_of(rows, number))
        if row.type_slug is None:
            raise WrongState("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.")
        new = raw_document(turn, workplace.catalogue.get(row.type_slug), envelope)
        drafts.keep_version(turn.session, turn.actor, document_id, label=BEFORE_RESTORING)
        saved = SavedDraft(entry=new.entry, input=canonical_json(envelope).encode(), relations=new.relations)
        drafts.save_draft(turn.session, turn.actor, document_id, saved)


def version_envelope(turn: Turn, document_id: str, number: int) -> dict[str, Any]:
    """Return the input of one version. Raises DocumentNotFound."""
    rows = {one.version: one for one in documents.versions_of(turn.session, turn.actor, document_id)}
    return _envelope(_of(rows, number))


def _of(rows: Mapping[int, DocumentVersion], number: int) -> DocumentVersion:
    if number not in rows:
        raise DocumentNotFound(f"Văn bản không có phiên bản {number}.")
    return rows[number]


def _envelope(version: DocumentVersion) -> dict[str, Any]:
    return read_input(documents.version_input(version), "input.json")


def _written_alike(value: Any) -> Any:
    """Return a value with each body that is just named as its name, as the form keeps it: no change to a reader."""
    if isinstance(value, Mapping):
        if set(value) == {"name"}:
            return value["name"]
        return {name: _written_alike(one) for name, one in value.items()}
    return [_written_alike(one) for one in value] if isinstance(value, list) else value


def shown_version(row: Document, one: DocumentVersion, names: Mapping[str, str]) -> Version:
    """Return a version as people see it; `names` are those of its makers by user id."""
    return Version(
        one.version,
        one.label,
        one.remark,
        one.made_at,
        names.get(one.made_by, ""),
        one.sha256,
        is_current=one.version == row.version,
    )
