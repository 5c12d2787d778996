"""What is fixed with the number, and the hash by which the audit trail vouches for it."""

from typing import Any

from service.register.canonical import canonical_json, digest
from service.register.models import Document

FROZEN = (
    "id",
    "office_id",
    "origin",
    "version",
    "kind",
    "kind_title",
    "subject",
    "base_symbol",
    "body",
    "is_secret",
    "signer_id",
    "signer_name",
    "signer_position",
    "signer_capacity",
    "recipients",
    "kept_by",
    "copies",
    "pages",
    "urgency",
    "due_on",
    "language",
    "file_catalog",
    "file_notation",
    "note",
    "type_slug",
    "type_version",
    "type_sha256",
    "series_id",
    "year",
    "number",
    "symbol",
    "code",
    "signed_on",
    "issued_on",
    "issued_at",
    "issued_by",
    "input_sha256",
    "context_sha256",
    "template_sha256",
    "content_sha256",
    "release",
    "findings",
    "created_by",
    "created_at",
)
"""Columns of `documents` that never change once there is a number; triggers of the database hold them too."""


def proof(row: Document) -> str:
    """Return the hash over everything that the number fixed; the event of issuing carries it."""
    fixed: dict[str, Any] = {name: getattr(row, name) for name in FROZEN}
    return digest(canonical_json(fixed).encode())
