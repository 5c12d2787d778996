"""Files of a document: each added once, by whom and when; none is changed or taken away."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.register import audit
from service.register.documents import locked_document, require_act
from service.register.entries import NewFile
from service.register.errors import InvalidEntry
from service.register.models import Document, DocumentFile
from service.register.permissions import Actor
from service.register.states import DocumentAct
from service.register.storage import blob_row, store_rows

ORIGINALS = frozenset({"signed_scan", "signed_pdf"})


def attach(session: Session, actor: Actor, document_id: str, files: Sequence[NewFile]) -> list[DocumentFile]:
    """Take in signed scans or PDFs as originals, at the signature or later (“Bổ sung sau”)."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.ATTACH)
    if not files or any(file.role not in ORIGINALS for file in files):
        raise InvalidEntry("Chỉ bổ sung bản đã ký: tệp PDF đã ký hoặc bản quét.")
    added = add_files(session, actor, row, files)
    audit.append_for(session, actor, row, "attach", {"files": told_files(added)})
    return added


def told_files(added: Sequence[DocumentFile | Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what the audit trail keeps of files, or of rows of files, that an act adds."""
    names = ("role", "sha256", "name", "media_type")
    return [
        {name: one[name] if isinstance(one, Mapping) else getattr(one, name) for name in names}
        for one in added
    ]


def add_files(session: Session, actor: Actor, row: Document, files: Sequence[NewFile]) -> list[DocumentFile]:
    """Keep files after those that are there; rights, lock and audit are the caller's business.

    Raises InvalidEntry for an empty file and for any file of a secret document.
    """
    session.flush()
    blobs = [blob_row(file.content) for file in files]
    after = last_positions(session, [row.id]).get(row.id, 0)
    rows = file_rows(actor, row, files, [str(blob["sha256"]) for blob in blobs], after=after)
    added = [DocumentFile(**one) for one in rows]
    store_rows(session, blobs)
    session.add_all(added)
    session.flush()
    return added


def file_rows(
    actor: Actor, row: Document, files: Sequence[NewFile], sha256s: Sequence[str], *, after: int = 0
) -> list[dict[str, Any]]:
    """Return the rows that keep files, whose bytes have these hashes, after a position. Raises InvalidEntry."""
    if files and row.is_secret:
        raise InvalidEntry("Văn bản mật chỉ ghi số và dòng trong sổ, không lưu tệp.")
    if any(not file.content for file in files):
        raise InvalidEntry("Tệp rỗng, không lưu được. Chọn lại tệp.")
    return [
        {
            "document_id": row.id,
            "position": position,
            "role": file.role,
            "sha256": sha256,
            "size": len(file.content),
            "name": file.name,
            "media_type": file.media_type,
            "added_by": actor.user_id,
            "added_at": actor.at,
        }
        for position, (file, sha256) in enumerate(zip(files, sha256s, strict=True), start=after + 1)
    ]


def last_positions(session: Session, document_ids: Collection[str]) -> dict[str, int]:
    """Return the position of the last file of each document that has one."""
    query = select(DocumentFile.document_id, func.max(DocumentFile.position).label("position"))
    rows = session.execute(
        query.where(DocumentFile.document_id.in_(document_ids)).group_by(DocumentFile.document_id)
    )
    return {one.document_id: one.position for one in rows}
