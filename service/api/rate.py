"""How many requests a token may send: a bucket for each, filled evenly. Each process counts for itself."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from threading import Lock

_MOST_TOKENS = 10_000


@dataclass(slots=True)
class _Bucket:
    level: float
    at: datetime


class RateLimit:
    """Lets each token send `per_minute` requests in a minute, at once or spread."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._buckets: dict[str, _Bucket] = {}
        self._lock = Lock()

    def wait_seconds(self, token_id: str, now: datetime) -> int:
        """Count a request and return 0, or how many seconds the token must wait: then it is not counted."""
        with self._lock:
            if len(self._buckets) > _MOST_TOKENS:
                self._buckets.clear()
            bucket = self._buckets.setdefault(token_id, _Bucket(self.per_minute, now))
            passed = max(0.0, (now - bucket.at).total_seconds())
            bucket.level = min(self.per_minute, bucket.level + passed * self.per_minute / 60)
            bucket.at = now
            if bucket.level >= 1:
                bucket.level -= 1
                return 0
            return max(1, ceil((1 - bucket.level) * 60 / self.per_minute))
