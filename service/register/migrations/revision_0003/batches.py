"""Batches and their items."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the tables of this part."""
    _batches()
    _items()
    op.create_table(
        "work_leases",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_work_leases"),
    )
    _preparations()


def _batches() -> None:
    """Make the table of batches."""
    op.create_table(
        "batches",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("office_id", sa.String(length=64), nullable=False),
        sa.Column("type_slug", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("intent", sa.String(length=16), nullable=False),
        sa.Column("merge", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("acknowledged", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("numbered_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name="fk_batches_created_by"),
        sa.ForeignKeyConstraint(["numbered_by"], ["users.id"], name="fk_batches_numbered_by"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_batches_office_id"),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_index("ix_batches_office_id_created_at", "batches", ["office_id", "created_at"])


def _items() -> None:
    """Make the table of items."""
    op.create_table(
        "batch_items",
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=64), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("office_id", sa.String(length=64), nullable=False),
        sa.Column("signer_name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("encoding", sa.String(length=8), nullable=False),
        sa.Column("input", sa.LargeBinary(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("made", sa.LargeBinary(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.String(length=36), nullable=True),
        sa.Column("content_sha256", sa.String(length=64), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_batch_items_batch_id"),
        sa.ForeignKeyConstraint(["content_sha256"], ["blobs.sha256"], name="fk_batch_items_content_sha256"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_batch_items_document_id"),
        sa.PrimaryKeyConstraint("batch_id", "number", name="pk_batch_items"),
    )
    op.create_index("ix_batch_items_document_id", "batch_items", ["document_id"])
    op.create_index("ix_batch_items_lease", "batch_items", ["state", "lease_until"])
    op.create_index("ix_batch_items_work", "batch_items", ["batch_id", "state", "step", "number"])


def _preparations() -> None:
    """Make the table of batches that are being prepared on the pages."""
    op.create_table(
        "batch_preparations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("office_id", sa.String(length=64), nullable=False),
        sa.Column("type_slug", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("intent", sa.String(length=16), nullable=False),
        sa.Column("valid_only", sa.Boolean(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("plan", sa.LargeBinary(), nullable=False),
        sa.Column("plan_name", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("table", sa.LargeBinary(), nullable=True),
        sa.Column("mends", sa.JSON(), nullable=False),
        sa.Column("acknowledged", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("batch_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_batch_preparations_batch_id"),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name="fk_batch_preparations_created_by"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_batch_preparations_office_id"),
        sa.PrimaryKeyConstraint("id", name="pk_batch_preparations"),
    )
    op.create_index(
        "ix_batch_preparations_office_id_changed_at", "batch_preparations", ["office_id", "changed_at"]
    )
