"""The tables of the register: offices and people, series, documents and what belongs to them.

Rows are plain records: no relationships, no behaviour. `docs/register.md` says how they hang together;
triggers in `migrations/` refuse what must never change, also to a person with a database tool.
"""

from service.register.models.accounts import Account, LoginFailure, SignIn
from service.register.models.base import Base
from service.register.models.batch_preparations import BatchPreparation
from service.register.models.batches import Batch, BatchItem, WorkLease
from service.register.models.documents import (
    Blob,
    Dispatch,
    Document,
    DocumentFile,
    DocumentVersion,
    IdempotencyKey,
    Relation,
)
from service.register.models.interfaces import (
    ApiToken,
    CheckedFile,
    KeptAnswer,
    Sandbox,
    SandboxPurge,
    Webhook,
    WebhookDelivery,
)
from service.register.models.offices import Grant, LostNumber, Office, Series, Signer, User
from service.register.models.remarks import Assignment, Remark
from service.register.models.trail import SYSTEM, AuditChain, AuditEvent, TypeVersion

__all__ = [
    "SYSTEM",
    "Account",
    "ApiToken",
    "Assignment",
    "AuditChain",
    "AuditEvent",
    "Base",
    "Batch",
    "BatchItem",
    "BatchPreparation",
    "Blob",
    "CheckedFile",
    "Dispatch",
    "Document",
    "DocumentFile",
    "DocumentVersion",
    "Grant",
    "IdempotencyKey",
    "KeptAnswer",
    "LoginFailure",
    "LostNumber",
    "Office",
    "Relation",
    "Remark",
    "Sandbox",
    "SandboxPurge",
    "Series",
    "SignIn",
    "Signer",
    "TypeVersion",
    "User",
    "Webhook",
    "WebhookDelivery",
    "WorkLease",
]
