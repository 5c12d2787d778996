"""The audit trail and the published versions of document types."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.register.models.base import Base

SYSTEM = "*"
"""Key of the audit chain of acts that belong to no office."""


class AuditChain(Base):
    """The end of an office's chain; its row is also the lock that every act in the office takes first."""

    __tablename__ = "audit_chains"

    office_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class AuditEvent(Base):
    """Who did what when; `hash` covers the event and the hash before it."""

    __tablename__ = "audit_events"
    __table_args__ = (
        ForeignKeyConstraint(["office_id"], ["audit_chains.office_id"]),
        Index("ix_audit_events_document_id", "document_id"),
    )

    office_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[str] = mapped_column(String(36))
    user_name: Mapped[str]
    action: Mapped[str] = mapped_column(String(32))
    document_id: Mapped[str | None] = mapped_column(String(36))
    detail: Mapped[str]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class TypeVersion(Base):
    """A published version of a document type: `manifest` maps each path of its folder to a blob's sha256."""

    __tablename__ = "type_versions"
    __table_args__ = (UniqueConstraint("slug", "version"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    slug: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    source: Mapped[str] = mapped_column(String(16))
    manifest: Mapped[dict[str, Any]]
    published_by: Mapped[str]
    published_at: Mapped[datetime]
