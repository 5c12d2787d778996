"""The web process for gunicorn: address, threads, and one line that says where the service is."""

import sys
from typing import Any

from service import settings

try:
    _current = settings.current()
except settings.InvalidSettings as error:
    sys.exit(error.message)

bind = f"[{_current.host}]:{_current.port}" if ":" in _current.host else f"{_current.host}:{_current.port}"
workers = 1
threads = _current.web_threads
preload_app = True  # a fault at start is said once, before the port is open
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Print the address once the port is open."""
    del server
    shown = "127.0.0.1" if _current.host in {"0.0.0.0", "::"} else _current.host  # noqa: S104 - compared only
    sys.stdout.write(f"Mở trình duyệt tại http://{shown}:{_current.port} (dừng: Ctrl+C)\n")
    sys.stdout.flush()
