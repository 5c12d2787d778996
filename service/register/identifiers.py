"""Opaque ids that sort by time (UUIDv7, RFC 9562)."""

import secrets
import uuid
from datetime import datetime


def new_id(now: datetime) -> str:
    """Return a UUIDv7 for the aware moment `now`: 48 bits of milliseconds, the rest random.

    >>> from datetime import UTC
    >>> made = new_id(datetime(2025, 2, 5, 1, 0, tzinfo=UTC))
    >>> made[:13], made[14]
    ('0194d39e-fe80', '7')
    """
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = (milliseconds << 80) | secrets.randbits(80)
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return str(uuid.UUID(int=value))
