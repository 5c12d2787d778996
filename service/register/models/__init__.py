"""The tables of the register: offices and people, series, documents and what belongs to them.

Rows are plain records: no relationships, no behaviour. `docs/register.md` says how they hang together;
triggers in `migrations/` refuse what must never change, also to a person with a database tool.
"""

from service.register.models.base import Base
from service.register.models.documents import (
    Blob,
    Dispatch,
    Document,
    DocumentFile,
    DocumentVersion,
    IdempotencyKey,
    Relation,
)
from service.register.models.offices import Grant, LostNumber, Office, Series, Signer, User
from service.register.models.trail import SYSTEM, AuditChain, AuditEvent, TypeVersion

__all__ = [
    "SYSTEM",
    "AuditChain",
    "AuditEvent",
    "Base",
    "Blob",
    "Dispatch",
    "Document",
    "DocumentFile",
    "DocumentVersion",
    "Grant",
    "IdempotencyKey",
    "LostNumber",
    "Office",
    "Relation",
    "Series",
    "Signer",
    "TypeVersion",
    "User",
]
