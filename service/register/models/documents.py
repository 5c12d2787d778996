"""Documents and what belongs to them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.register.column_types import EntryNumber, JsonValue
from service.register.models.base import Base


class Document(Base):
    """One document from draft to book. From the number on, everything but state and dispatch is fixed."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("series_id", "number"),
        UniqueConstraint("office_id", "year", "number", "symbol"),
        Index("ix_documents_office_entry", "office_id", "entry"),
        Index("ix_documents_office_kind", "office_id", "kind", "entry"),
        Index("ix_documents_office_state", "office_id", "state", "entry"),
        Index("ix_documents_office_signer", "office_id", "signer_name", "entry"),
        Index("ix_documents_office_issued", "office_id", "issued_on", "entry"),
        Index("ix_documents_office_book", "office_id", "issued_on", "number", "entry"),
    )

    entry: Mapped[int] = mapped_column(EntryNumber, primary_key=True, autoincrement=True)
    # The sentinel tells which new entry belongs to which row: a block of documents is one statement, not one each.
    id: Mapped[str] = mapped_column(String(36), unique=True, insert_sentinel=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"))
    origin: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    handed_over_at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(String(8))
    kind_title: Mapped[str]
    subject: Mapped[str]
    base_symbol: Mapped[str]
    body: Mapped[str]
    is_secret: Mapped[bool]
    signer_id: Mapped[str | None] = mapped_column(ForeignKey("signers.id"))
    signer_name: Mapped[str]
    signer_position: Mapped[str]
    signer_capacity: Mapped[str] = mapped_column(String(8))
    recipients: Mapped[list[Any]]
    kept_by: Mapped[str]
    copies: Mapped[int]
    pages: Mapped[int | None]
    urgency: Mapped[str] = mapped_column(String(16))
    due_on: Mapped[date | None]
    language: Mapped[str]
    file_catalog: Mapped[int | None]
    file_notation: Mapped[str]
    note: Mapped[str]
    type_slug: Mapped[str | None]
    type_version: Mapped[str | None]
    type_sha256: Mapped[str | None] = mapped_column(String(64))
    series_id: Mapped[str | None] = mapped_column(ForeignKey("series.id"))
    year: Mapped[int | None]
    number: Mapped[int | None]
    symbol: Mapped[str | None]
    code: Mapped[str | None]
    signed_on: Mapped[date | None]
    issued_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]
    issued_by: Mapped[str | None]
    input_sha256: Mapped[str | None] = mapped_column(String(64))
    context_sha256: Mapped[str | None] = mapped_column(ForeignKey("blobs.sha256"))
    template_sha256: Mapped[str | None] = mapped_column(String(64))
    content_sha256: Mapped[str | None] = mapped_column(ForeignKey("blobs.sha256"))
    release: Mapped[str | None]
    findings: Mapped[list[Any]]
    end_reason: Mapped[str]
    end_citation: Mapped[dict[str, Any] | None] = mapped_column(JsonValue)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    search_text: Mapped[str]


class DocumentVersion(Base):
    """The input of one version of a draft, packed as by `storage`; `remark` says why it was returned."""

    __tablename__ = "document_versions"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    encoding: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    label: Mapped[str]
    remark: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class Blob(Base):
    """Bytes, once for each sha256; `encoding` says how they are kept, `size` how many they are."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    encoding: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DocumentFile(Base):
    """A file of a document: rendered, signed_scan, signed_pdf or record; never changed, never taken away."""

    __tablename__ = "files"
    __table_args__ = (Index("ix_files_sha256", "sha256"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(ForeignKey("blobs.sha256"))
    size: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]


class IdempotencyKey(Base):
    """A client's key, bound to one document for ever; `fingerprint` tells a repeat from another document."""

    __tablename__ = "idempotency_keys"

    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))


class Relation(Base):
    """What a document does to an earlier one: replaces, amends, corrects."""

    __tablename__ = "relations"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    target_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True, index=True)


class Dispatch(Base):
    """One sending of a document: when, to whom, how, and who took it."""

    __tablename__ = "dispatches"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    dispatched_on: Mapped[date]
    recipient: Mapped[str]
    channel: Mapped[str]
    received_by: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
