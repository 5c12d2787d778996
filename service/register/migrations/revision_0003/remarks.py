"""Remarks of reviewers, who is asked for the next step of a document, and the order of the book."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the tables of this part."""
    op.create_table(
        "remarks",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String(length=36), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_remarks_document_id_documents"),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name="fk_remarks_made_by_users"),
        sa.ForeignKeyConstraint(["settled_by"], ["users.id"], name="fk_remarks_settled_by_users"),
        sa.PrimaryKeyConstraint("id", name="pk_remarks"),
    )
    op.create_index("ix_remarks_document_id", "remarks", ["document_id", "made_at"])
    op.create_table(
        "assignments",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("assigned_by", sa.String(length=36), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_assignments_document_id_documents"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_assignments_user_id_users"),
        sa.ForeignKeyConstraint(["assigned_by"], ["users.id"], name="fk_assignments_assigned_by_users"),
        sa.PrimaryKeyConstraint("document_id", "stage", name="pk_assignments"),
    )
    op.create_index("ix_assignments_user_id", "assignments", ["user_id"])
    # The book lists what has a number in the order of days and numbers: read from the end of this index.
    op.create_index("ix_documents_office_book", "documents", ["office_id", "issued_on", "number", "entry"])
