"""The log of a SQLite register (its WAL) is written into the file beside those who work, not by one of them.

SQLite does it within the commit that finds the log a thousand pages long: about every sixtieth act would wait for two
more syncs of the disk, and everybody who waits for the lock with it. Here a thread does it soon after an act; a passive
checkpoint stops neither who reads nor who writes. SQLite's own comes only where this one does not keep up.
"""

import sqlite3
from contextlib import closing, suppress
from threading import Lock, Timer

LOG_PAGES = 8000
"""Pages of the log at which SQLite writes it into the file by itself: 32 MB."""
_AFTER_SECONDS = 0.25


class Checkpoints:
    """Those of one process for one register: one in a quarter of a second at most, none while nothing is written.

    `file` is the register's as a URI (``file:/path``).
    """

    def __init__(self, file: str) -> None:
        self._address = f"{file}?mode=rw"
        self._guard = Lock()
        self._is_closed = False
        self._waiting: Timer | None = None
        self._at_work: Timer | None = None

    def committed(self) -> None:
        """Have what was committed written into the file soon."""
        with self._guard:
            if self._is_closed or self._waiting is not None:
                return
            self._waiting = Timer(_AFTER_SECONDS, self._write)
            self._waiting.daemon = True
            self._waiting.start()

    def close(self) -> None:
        """Begin none any more, and wait for those begun. Who closes the file last writes the rest into it."""
        with self._guard:
            self._is_closed = True
            waiting, at_work = self._waiting, self._at_work
        if waiting is not None:
            waiting.cancel()
            waiting.join()
        if at_work is not None:
            at_work.join()

    def _write(self) -> None:
        """Write the log into the file. What the disk refuses stays in the log, and the next act tells of it."""
        with self._guard:
            before = self._at_work
        if before is not None:
            before.join()  # on a slow disk: one at work and one that waits, however much is committed meanwhile
        with self._guard:
            self._at_work, self._waiting = self._waiting, None  # what is committed from now on asks anew
        with suppress(sqlite3.Error), closing(sqlite3.connect(self._address, uri=True)) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
