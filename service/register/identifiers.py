"""Opaque ids that sort by time, and within a millisecond by the order of their making (UUIDv7, RFC 9562)."""

import secrets
import uuid
from datetime import datetime
from threading import Lock

_TAIL_BITS = 74
_STEP_BITS = 32
_REMEMBERED = 512


class _Tails:
    """What follows the milliseconds: random for a new millisecond, a random step further within the same one.

    RFC 9562, 6.2, method 2. Rows made together in one act carry one moment: without this, chance would order them.
    Acts of several threads run side by side, each with its own moment, so the last few hundred are remembered.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: dict[int, int] = {}

    def after(self, milliseconds: int) -> int:
        """Return 74 bits, larger than those before within this millisecond."""
        with self._lock:
            last = self._last.pop(milliseconds, None)
            # of a new one the highest bit stays free: 2 ** 41 steps have room
            tail = (
                secrets.randbits(_TAIL_BITS - 1) if last is None else last + 1 + secrets.randbits(_STEP_BITS)
            )
            self._last[milliseconds] = tail
            if len(self._last) > _REMEMBERED:
                del self._last[next(iter(self._last))]  # the one that was asked for longest ago
            return tail


_TAILS = _Tails()


def new_id(now: datetime) -> str:
    """Return a UUIDv7 for the aware moment `now`: 48 bits of milliseconds, then what `_Tails` says.

    >>> from datetime import UTC
    >>> made = new_id(datetime(2025, 2, 5, 1, 0, tzinfo=UTC))
    >>> made[:13], made[14]
    ('0194d39e-fe80', '7')
    """
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    tail = _TAILS.after(milliseconds)
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low))
