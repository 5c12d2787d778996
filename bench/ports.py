"""A free port for a server that is stopped and started again."""

import random
import socket

#: Below what systems give to connections that go out: Linux 32768, Windows and macOS 49152. One of those may take a
#: port between the look and the start, or while its server is down.
_FIRST, _LAST = 20_000, 32_000


def free_port() -> int:
    """Return a port of this machine at which nothing listens, different ones to processes side by side.

    Raises OSError where none of a hundred is free.
    """
    for _ in range(100):
        port = random.SystemRandom().randint(_FIRST, _LAST)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise OSError("no free port")
