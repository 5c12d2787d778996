"""Accounts of people, and what they say about a draft while they work on it."""


def upgrade() -> None:
    """Make the tables of this part."""
