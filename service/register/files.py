"""Files of a document: each added once, by whom and when; none is changed or taken away."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.register import audit
from service.register.documents import locked_document, require_act
from service.register.entries import NewFile
from service.register.errors import InvalidEntry
from service.register.models import Document, DocumentFile
from service.register.permissions import Actor
from service.register.states import DocumentAct
from service.register.storage import store

ORIGINALS = frozenset({"signed_scan", "signed_pdf"})


def attach(session: Session, actor: Actor, document_id: str, files: Sequence[NewFile]) -> list[DocumentFile]:
    """Take in signed scans or PDFs as originals, at the signature or later (“Bổ sung sau”)."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.ATTACH)
    if not files or any(file.role not in ORIGINALS for file in files):
        raise InvalidEntry("Chỉ bổ sung bản đã ký: tệp PDF đã ký hoặc bản quét.")
    added = add_files(session, actor, row, files)
    detail = {"files": [{"role": file.role, "name": file.name, "sha256": file.sha256} for file in added]}
    audit.append_for(session, actor, row, "attach", detail)
    return added


def add_files(session: Session, actor: Actor, row: Document, files: Sequence[NewFile]) -> list[DocumentFile]:
    """Keep files after those that are there; rights, lock and audit are the caller's business.

    Raises InvalidEntry for an empty file and for any file of a secret document.
    """
    if files and row.is_secret:
        raise InvalidEntry("Văn bản mật chỉ ghi số và dòng trong sổ, không lưu tệp.")
    if any(not file.content for file in files):
        raise InvalidEntry("Tệp rỗng, không lưu được. Chọn lại tệp.")
    session.flush()
    used = (
        session.scalar(select(func.max(DocumentFile.position)).where(DocumentFile.document_id == row.id)) or 0
    )
    added = [
        DocumentFile(
            document_id=row.id,
            position=position,
            role=file.role,
            sha256=store(session, file.content),
            size=len(file.content),
            name=file.name,
            media_type=file.media_type,
            added_by=actor.user_id,
            added_at=actor.at,
        )
        for position, file in enumerate(files, start=used + 1)
    ]
    session.add_all(added)
    session.flush()
    return added
