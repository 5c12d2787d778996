"""The way to the register of an installation: found by the settings, opened at the first use in each process."""

import os
from threading import Lock

from service.register.database import Register
from service.settings import Settings

REGISTER_FILE = "register.db"


def register_url(settings: Settings) -> str:
    """Return where an installation keeps its register: DATABASE_URL, else a file in the instance folder."""
    return settings.database_url or f"sqlite:///{settings.instance_dir / REGISTER_FILE}"


class RegisterDoor:
    """Opens the register when it is first needed and again after a fork: connections must not cross one."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._lock = Lock()
        self._process = 0
        self._register: Register | None = None

    def register(self) -> Register:
        """Return the open register. Raises RegisterMissing, RegisterOutdated, RegisterUnavailable."""
        with self._lock:
            if self._register is None or self._process != os.getpid():
                self._register, self._process = Register.open(self.url), os.getpid()
            return self._register
