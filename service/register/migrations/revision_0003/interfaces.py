"""What other applications need: tokens, kept answers, webhooks, the sandbox."""

import sqlalchemy as sa
from alembic import op

from service.register.migrations.revision_0003.sandbox_guards import sandbox_guards

_ID = sa.String(length=36)
_OFFICE = sa.String(length=64)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of this part; let the clearing of a sandbox, and nothing else, delete."""
    _tokens()
    _kept_answers()
    _sandboxes()
    _checked_files()
    _webhooks()
    for statement in sandbox_guards(op.get_bind().dialect.name):
        op.execute(statement)


def _tokens() -> None:
    """Make the tokens of applications."""
    op.create_table(
        "api_tokens",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office_id", _OFFICE, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("last_used_at", _MOMENT, nullable=True),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_api_tokens_office_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_api_tokens_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_tokens"),
        sa.UniqueConstraint("sha256", name="uq_api_tokens_sha256"),
    )
    op.create_index("ix_api_tokens_office_id", "api_tokens", ["office_id"])


def _kept_answers() -> None:
    """Make the answers that are kept for a repeat."""
    op.create_table(
        "kept_answers",
        sa.Column("office_id", _OFFICE, nullable=False),
        sa.Column("route", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("begun_at", _MOMENT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("document_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_kept_answers_office_id"),
        sa.PrimaryKeyConstraint("office_id", "route", "key", name="pk_kept_answers"),
    )


def _sandboxes() -> None:
    """Make the twins of offices, and the mark of the transaction that clears one."""
    op.create_table(
        "sandboxes",
        sa.Column("office_id", _OFFICE, nullable=False),
        sa.Column("sandbox_of", _OFFICE, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_sandboxes_office_id"),
        sa.ForeignKeyConstraint(["sandbox_of"], ["offices.id"], name="fk_sandboxes_sandbox_of"),
        sa.PrimaryKeyConstraint("office_id", name="pk_sandboxes"),
        sa.UniqueConstraint("sandbox_of", name="uq_sandboxes_sandbox_of"),
    )
    op.create_table(
        "sandbox_purges",
        sa.Column("office_id", _OFFICE, nullable=False),
        sa.PrimaryKeyConstraint("office_id", name="pk_sandbox_purges"),
    )


def _checked_files() -> None:
    """Make the results of checks."""
    op.create_table(
        "checked_files",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office_id", _OFFICE, nullable=False),
        sa.Column("user_id", _ID, nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sent", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_checked_files_office_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checked_files"),
    )
    op.create_index("ix_checked_files_made_at", "checked_files", ["made_at"])


def _webhooks() -> None:
    """Make webhooks and what is on its way to them."""
    op.create_table(
        "webhooks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office_id", _OFFICE, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_webhooks_office_id"),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
    )
    op.create_index("ix_webhooks_office_id", "webhooks", ["office_id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("webhook_id", _ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("delivered_at", _MOMENT, nullable=True),
        sa.Column("next_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name="fk_webhook_deliveries_webhook_id"),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_deliveries"),
    )
    op.create_index("ix_webhook_deliveries_webhook_id", "webhook_deliveries", ["webhook_id"])
    op.create_index("ix_webhook_deliveries_next_at", "webhook_deliveries", ["next_at"])
