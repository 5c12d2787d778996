"""What other applications need: tokens, kept answers, the sandbox, files of checks, webhooks."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.register.models.base import Base


class ApiToken(Base):
    """A token of an application, which acts as a user of one office; of the secret only its sha256 is kept."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[Any]]
    is_live: Mapped[bool]
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class KeptAnswer(Base):
    """The answer to a request with a key: while `status` is None the request is still in progress."""

    __tablename__ = "kept_answers"

    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    route: Mapped[str] = mapped_column(String(100), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime]
    status: Mapped[int | None]
    headers: Mapped[list[Any] | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    document_id: Mapped[str | None] = mapped_column(String(36))


class Sandbox(Base):
    """The twin of an office in which test tokens work; it is cleared whole when it expires."""

    __tablename__ = "sandboxes"

    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    sandbox_of: Mapped[str] = mapped_column(ForeignKey("offices.id"), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SandboxPurge(Base):
    """Stands here only inside the transaction that clears a sandbox: the guards let that one delete."""

    __tablename__ = "sandbox_purges"

    office_id: Mapped[str] = mapped_column(String(64), primary_key=True)


class CheckedFile(Base):
    """What a check of a file found, and the mended file where it was asked for; kept for a short time.

    With a `user_id` it is that person's alone while he looks at it: `sent` is the file as it came, `content` as it is
    now.
    """

    __tablename__ = "checked_files"
    __table_args__ = (Index("ix_checked_files_made_at", "made_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"))
    user_id: Mapped[str | None] = mapped_column(String(36))
    report: Mapped[dict[str, Any]]
    name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class Webhook(Base):
    """Where events of an office are pushed to; the secret is made from the installation's key and the id."""

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), index=True)
    url: Mapped[str]
    events: Mapped[list[Any]]
    position: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class WebhookDelivery(Base):
    """One event on its way to one webhook: how often it was tried, with what outcome, when it is tried next."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (Index("ix_webhook_deliveries_next_at", "next_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id"), index=True)
    seq: Mapped[int]
    event: Mapped[str] = mapped_column(String(40))
    body: Mapped[str]
    attempts: Mapped[int]
    outcome: Mapped[str]
    delivered_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
