"""Batches and their items."""


def upgrade() -> None:
    """Make the tables of this part."""
