"""What a working day needs around the documents: accounts, batches, other applications."""

from service.register.migrations.revision_0003 import accounts, batches, interfaces

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of all parts, in the order in which they refer to each other."""
    accounts.upgrade()
    batches.upgrade()
    interfaces.upgrade()
