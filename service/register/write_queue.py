"""Those of one process who want to write to a SQLite register, in the order in which they came.

SQLite lets one write at a time and tells nobody when he is done: who waits must ask again and again. In a queue only
the first one asks, and only while another process writes. A hundred times a second less asked leaves the processor
to those who work; nobody is overtaken.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class QueueTimeout(Exception):
    """The turn did not come in time."""


class WriteQueue:
    """A lock that is handed on to who has waited longest.

    >>> queue = WriteQueue(timeout_seconds=1)
    >>> with queue.turn():
    ...     pass
    """

    def __init__(self, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._guard = Lock()
        self._is_taken = False
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn and have it until the end. Raises QueueTimeout."""
        self._take()
        try:
            yield
        finally:
            self._hand_on()

    def _take(self) -> None:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self._timeout_seconds):
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise QueueTimeout
        # It was handed on at the very end of the time: then it is taken.

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
