"""What other applications need: tokens, kept answers, webhooks, the sandbox."""


def upgrade() -> None:
    """Make the tables of this part."""
