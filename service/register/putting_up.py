"""Trình: what was put up for signature is kept as it was, and the audit trail vouches for it.

The columns of a document that tell of its rendering are set here and at the number, nowhere else.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register import audit, storage
from service.register.canonical import digest
from service.register.entries import BookEntry, NewFile, TypeReference, fill
from service.register.errors import WrongState
from service.register.files import add_files, told_files
from service.register.issue_request import RenderedFile
from service.register.models import Document, DocumentFile
from service.register.permissions import Actor

PUT_UP = "put_up"
"""The act as the audit trail calls it."""


def bring_up_to_date(session: Session, row: Document, entry: BookEntry, made_by: TypeReference) -> None:
    """Write line and type version of a prepared input into its row; the office is locked, rights are proven.

    Raises WrongState for a document with a number: nothing of it changes any more.
    """
    if row.number is not None:
        raise WrongState(f"Văn bản đã mang số {row.code}, nội dung không thay đổi được nữa.")
    fill(row, entry)
    row.type_slug, row.type_version, row.type_sha256 = made_by.slug, made_by.version, made_by.sha256
    session.flush()


def keep_for_signature(session: Session, actor: Actor, row: Document, rendered: RenderedFile) -> None:
    """Keep the file that goes to the next person with its context and findings, with an event that names both.

    The same file is not kept twice. Raises WrongState for a document with a number.
    """
    if row.number is not None:
        raise WrongState(f"Văn bản đã mang số {row.code}, không trình lại được.")
    sha256 = digest(rendered.content)
    kept = select(DocumentFile.sha256).where(
        DocumentFile.document_id == row.id, DocumentFile.role == "rendered"
    )
    added: list[DocumentFile] = []
    if sha256 not in set(session.scalars(kept)):
        made = NewFile(
            role="rendered", content=rendered.content, name=rendered.name, media_type=rendered.media_type
        )
        added = add_files(session, actor, row, [made])
    row.context_sha256, row.content_sha256 = storage.store(session, rendered.context), sha256
    row.template_sha256, row.release = rendered.template_sha256, rendered.release
    row.findings = plain_findings(rendered.findings)
    detail = {
        "version": row.version,
        "state": row.state,
        "sha256": row.content_sha256,
        "context": row.context_sha256,
        "type": row.type_sha256,
        "files": told_files(added),
        **({"acknowledged": list(rendered.acknowledged)} if rendered.acknowledged else {}),
    }
    audit.append_for(session, actor, row, PUT_UP, detail)


def take_back(row: Document) -> None:
    """Let a returned document stand without a rendering: what was put up stays among its files."""
    row.content_sha256 = row.context_sha256 = row.template_sha256 = row.release = None
    row.findings = []


def plain_findings(findings: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return findings of the layout as JSON keeps them: whatever stands in one, it never refuses an act."""
    return list(json.loads(json.dumps(list(findings), default=str)))
