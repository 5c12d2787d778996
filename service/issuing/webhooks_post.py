"""One message to one receiver over HTTP, within a time for the whole of it."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from time import monotonic
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10
"""How long a receiver has for one message, from the connection to the end of its headers."""


def post(url: str, headers: Mapping[str, str], body: bytes) -> int:
    """Send one message and return the status; a redirect is not followed, it would lead to a host nobody has allowed.

    Raises OSError where nobody answers, or not within TIMEOUT_SECONDS in all; HTTPException for what is no HTTP.
    """
    parts = urlsplit(url)
    is_secure = parts.scheme == "https"
    make = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
    host, port = parts.hostname or "", parts.port or make.default_port
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    until = monotonic() + TIMEOUT_SECONDS
    with _connected(host, port, until) as plain, _ended_at(until, plain):
        context = ssl.create_default_context()
        link = make(host, port)
        link.sock = context.wrap_socket(plain, server_hostname=host) if is_secure else plain
        with closing(link):
            link.request("POST", target, body, dict(headers))
            return link.getresponse().status


def _connected(host: str, port: int, until: float) -> socket.socket:
    """Return a connection to the first address of a host that answers. Raises OSError, that of the last address.

    Each address has its share of the time that is left: one that leads nowhere (IPv6 that is set up in name only)
    leaves the others enough.
    """
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failed = OSError(f"{host}: no address")
    for place, (family, kind, protocol, _, address) in enumerate(addresses):
        seconds = max(0.001, until - monotonic()) / (len(addresses) - place)
        try:
            with ExitStack() as kept:
                link = kept.enter_context(socket.socket(family, kind, protocol))
                link.settimeout(seconds)
                link.connect(address)
                link.settimeout(TIMEOUT_SECONDS)
                kept.pop_all()
                return link
        except OSError as error:
            failed = error
    raise failed


@contextmanager
def _ended_at(until: float, link: socket.socket) -> Iterator[None]:
    """End a connection at a moment of `monotonic`: its own timeout holds for one reading only. Raises TimeoutError."""
    own = link.dup()  # the socket itself is taken over by that of TLS

    def end() -> None:
        with suppress(OSError):
            own.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(max(0.0, until - monotonic()), end)
    clock.daemon = True
    clock.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if monotonic() < until:
            raise
    finally:
        clock.cancel()
        own.close()
    if monotonic() >= until:  # headers that break off look like headers that are over
        raise TimeoutError
