"""A confirmation of a series can be taken back: the guards let a waiting series go back, and its lost numbers go.

Files are found by their hash: the same paper that comes twice is said.

A batch keeps the key of the request that started it: who lost the answer asks again and gets the same batch.
"""

import sqlalchemy as sa
from alembic import op

from service.register.migrations.guards_0004 import guards_0004

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Put the guards with this way through in the place of the earlier ones; give batches their keys."""
    op.add_column("batches", sa.Column("key", sa.String(64), nullable=True))
    op.add_column("batches", sa.Column("fingerprint", sa.String(64), nullable=True))
    op.create_index("ix_files_sha256", "files", ["sha256"])
    op.create_index("ix_batches_office_id_key", "batches", ["office_id", "key"], unique=True)
    for statement in guards_0004(op.get_bind().dialect.name):
        op.execute(statement)
