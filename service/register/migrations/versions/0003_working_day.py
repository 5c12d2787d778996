"""What a working day needs around the documents: accounts, batches, other applications."""

from alembic import op

from service.register.migrations.revision_0003 import accounts, batches, interfaces
from service.register.migrations.revision_0003.guards_0003 import guards_0003

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of all parts, in the order in which they refer to each other; then guard what had no guard."""
    accounts.upgrade()
    batches.upgrade()
    interfaces.upgrade()
    for statement in guards_0003(op.get_bind().dialect.name):
        op.execute(statement)
