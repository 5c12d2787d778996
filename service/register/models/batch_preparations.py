"""Batches that are being prepared on the pages: plan, table, what was mended and confirmed, before anything is made."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.register.models.base import Base


class BatchPreparation(Base):
    """One batch before its start. `plan` is the canonical JSON of an envelope, `table` the file as it was sent.

    `mends` are cells mended on the page ({sheet, cell, value}), `report` what the last check said, None where there is
    nothing checked; `claimed_at` is set while the batch is being started, `batch_id` once it is.
    """

    __tablename__ = "batch_preparations"
    __table_args__ = (Index("ix_batch_preparations_office_id_changed_at", "office_id", "changed_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"))
    type_slug: Mapped[str] = mapped_column(String(64))
    way: Mapped[str] = mapped_column(String(16))
    intent: Mapped[str] = mapped_column(String(16))
    valid_only: Mapped[bool]
    issued_on: Mapped[date | None]
    plan: Mapped[bytes] = mapped_column(LargeBinary)
    plan_name: Mapped[str]
    table_name: Mapped[str]
    table: Mapped[bytes | None] = mapped_column(LargeBinary)
    mends: Mapped[list[Any]]
    acknowledged: Mapped[list[Any]]
    report: Mapped[dict[str, Any] | None]
    created_by: Mapped[str] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    batch_id: Mapped[str | None] = mapped_column(ForeignKey("batches.id"))
