"""The one reader of the clock; everything else is given its time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, aware, in UTC (`domain.dates.office_day` turns it into the office's day)."""
    return datetime.now(UTC)
