"""Batches: one document for each row of a table, and what each row came to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.register.models.base import Base


class Batch(Base):
    """One run of a plan over a table. `loaded_at` None: its rows are still being written, nobody works on it.

    `way` is ``office`` or ``units``, `intent` ``for_signature`` or ``issue``; `acknowledged` are codes of questions;
    `trouble` says why a batch stands still (a full disk), "" where nothing is wrong. `asked_by` is who last let it go
    on (resume, retry, number; None: only who started it): its numbers are given in his name. `key` is that of the
    request that started it, with the `fingerprint` of all that it asked for; None where it had none.
    """

    __tablename__ = "batches"
    __table_args__ = (
        Index("ix_batches_office_id_created_at", "office_id", "created_at"),
        Index("ix_batches_office_id_key", "office_id", "key", unique=True),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"))
    type_slug: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str]
    way: Mapped[str] = mapped_column(String(16))
    intent: Mapped[str] = mapped_column(String(16))
    merge: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(16))
    total: Mapped[int]
    acknowledged: Mapped[list[Any]]
    trouble: Mapped[str]
    created_by: Mapped[str] = mapped_column(ForeignKey("users.id"))
    asked_by: Mapped[str | None] = mapped_column(
        "numbered_by", ForeignKey("users.id")
    )  # named when it said only that
    created_at: Mapped[datetime]
    loaded_at: Mapped[datetime | None]
    began_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    key: Mapped[str | None] = mapped_column(String(64))
    fingerprint: Mapped[str | None] = mapped_column(String(64))


class BatchItem(Base):
    """One row of a batch; `input` is its envelope, packed as by `storage`.

    `step` is ``make`` (the document itself) or ``number``; `made` holds what the first left for the second. `attempts`
    counts the workers that began and did not come back; `worker` and `lease_until` say who holds a running item.
    """

    __tablename__ = "batch_items"
    __table_args__ = (
        Index("ix_batch_items_work", "batch_id", "state", "step", "number"),
        Index("ix_batch_items_lease", "state", "lease_until"),
        Index("ix_batch_items_document_id", "document_id"),
    )

    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int]
    unit_id: Mapped[str] = mapped_column(String(64))
    unit_name: Mapped[str]
    office_id: Mapped[str] = mapped_column(String(64))
    signer_name: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    step: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int]
    worker: Mapped[str] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    encoding: Mapped[str] = mapped_column(String(8))
    input: Mapped[bytes] = mapped_column(LargeBinary)
    questions: Mapped[list[Any]]
    made: Mapped[bytes | None] = mapped_column(LargeBinary)
    issued_on: Mapped[date | None]
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id"))
    content_sha256: Mapped[str | None] = mapped_column(ForeignKey("blobs.sha256"))
    error_code: Mapped[str]
    error: Mapped[str]
    changed_at: Mapped[datetime]


class WorkLease(Base):
    """Who alone may number in a series now; a lease that has run out is anybody's."""

    __tablename__ = "work_leases"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    worker: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]
