"""A little room on the disk of a SQLite register, kept for the moment when the disk is full.

What a batch must write then (its rows back, why it stands still) needs room as well. A server's disk is its own affair.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from service.register.database import Register

RESERVE_BYTES = 2_000_000
_SUFFIX = ".reserve"
_PLENTY = 4


class Reserve:
    """The room beside one register; all processes share it."""

    def __init__(self, register: Register) -> None:
        engine = register.engine
        file = unquote(str(engine.url.database).removeprefix("file:"))
        self._path = Path(file + _SUFFIX) if engine.dialect.name == "sqlite" else None

    def keep(self) -> None:
        """Take the room where there is plenty; a disk that cannot give it is no fault."""
        if self._path is None or self._path.exists():
            return
        with suppress(OSError):
            if shutil.disk_usage(self._path.parent).free >= _PLENTY * RESERVE_BYTES:
                self._path.write_bytes(os.urandom(RESERVE_BYTES))

    def give_up(self) -> None:
        """Leave the room to what must be written now."""
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
