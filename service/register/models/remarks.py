"""What people say about a draft while it is reviewed, and who is asked to take its next step."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.register.models.base import Base


class Remark(Base):
    """One remark: `path` is the field of the input ("" for the whole), `paragraph` the printed one it was made at.

    `id` is chosen by the form that sends it, so that a second click adds nothing. `version` is the one that was read.
    """

    __tablename__ = "remarks"
    __table_args__ = (Index("ix_remarks_document_id", "document_id", "made_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    version: Mapped[int]
    path: Mapped[str]
    paragraph: Mapped[int | None]
    quote: Mapped[str]
    body: Mapped[str]
    made_by: Mapped[str] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None]


class Assignment(Base):
    """Who is asked for the step of a document that `stage` names, in place of whoever would do it by role."""

    __tablename__ = "assignments"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(16), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    assigned_by: Mapped[str] = mapped_column(ForeignKey("users.id"))
    assigned_at: Mapped[datetime]
    reason: Mapped[str]
