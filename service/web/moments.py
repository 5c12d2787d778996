"""Moments as staff read them: the office's time, not the server's."""

from datetime import datetime

from service.domain.dates import office_zone, short_date


def office_time(moment: datetime) -> str:
    """Return a moment in the office's time.

    >>> from datetime import UTC
    >>> office_time(datetime(2025, 3, 5, 7, 3, tzinfo=UTC))
    '14:03 05/3/2025'
    """
    local = moment.astimezone(office_zone)
    return f"{local:%H:%M} {short_date(local.date())}"
