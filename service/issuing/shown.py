"""A document as commands and API show it: one object whose keys other programs rely on."""

from datetime import date, datetime
from typing import Any

from service.issuing.issuing_office import is_demo
from service.issuing.workplace import Turn
from service.register import documents
from service.register.models import Document, DocumentFile

API = "/api/v1/documents"


def document_object(turn: Turn, row: Document) -> dict[str, Any]:
    """Return the object of a document that the user may see.

    `version` is that of its type (None for a record), `draft_version` counts its own; `affected_by` is what later
    documents did to it. Raises DocumentNotFound.
    """
    documents.require_visible(turn.session, turn.actor, row)
    files = documents.files_at(turn.session, row.id)
    done, suffered = documents.relations_at(turn.session, row.id)
    return {
        "id": row.id,
        "office": row.office_id,
        "kind": row.kind,
        "type": row.type_slug,
        "version": row.type_version,
        "draft_version": row.version,
        "number": row.number,
        "symbol": row.symbol or row.base_symbol,
        "code": row.code,
        "signed_on": _iso(row.signed_on),
        "issued_on": _iso(row.issued_on),
        "subject": row.subject,
        "state": row.state,
        "relations": [{"kind": one.kind, "document": one.target_id} for one in done],
        "affected_by": [{"kind": one.kind, "document": one.document_id} for one in suffered],
        "files": [file_object(file) for file in files],
        "sha256": row.content_sha256 or next((file.sha256 for file in files), None),
        "livemode": not is_demo(turn, row.office_id),
        "links": _links(row),
    }


def file_object(file: DocumentFile) -> dict[str, Any]:
    """Return the object of one file of a document."""
    return {
        "position": file.position,
        "role": file.role,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "added_at": _iso(file.added_at),
    }


def details(turn: Turn, row: Document) -> dict[str, Any]:
    """Return what `document_object` leaves out: signer, findings, versions, sendings, end, who did what when."""
    session, actor = turn.session, turn.actor
    return {
        "signer": {"name": row.signer_name, "position": row.signer_position, "capacity": row.signer_capacity},
        "recipients": list(row.recipients),
        "copies": row.copies,
        "pages": row.pages,
        "urgency": row.urgency,
        "note": row.note,
        "findings": list(row.findings),
        "versions": [
            {
                "version": one.version,
                "label": one.label,
                "remark": one.remark,
                "sha256": one.sha256,
                "made_at": _iso(one.made_at),
            }
            for one in documents.versions_of(session, actor, row.id)
        ],
        "dispatches": [
            {
                "dispatched_on": _iso(one.dispatched_on),
                "recipient": one.recipient,
                "channel": one.channel,
                "received_by": one.received_by,
            }
            for one in documents.dispatches_of(session, actor, row.id)
        ],
        "end": {"reason": row.end_reason, "citation": row.end_citation}
        if row.end_reason or row.end_citation
        else None,
        "template_sha256": row.template_sha256,
        "release": row.release,
        "issued_at": _iso(row.issued_at),
    }


def _links(row: Document) -> dict[str, str]:
    """Return where the API has a document and its files."""
    own = f"{API}/{row.id}"
    links = {"self": own, "files": f"{own}/files", "versions": f"{own}/versions"}
    if row.content_sha256 is not None:
        links |= {"docx": f"{own}.docx", "pdf": f"{own}.pdf"}
    return links


def _iso(moment: date | datetime | None) -> str | None:
    """Return a day or a moment as other programs read it."""
    return None if moment is None else moment.isoformat()
