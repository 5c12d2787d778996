"""The web process for gunicorn: address, threads, and one line that says where the service is."""

import json
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from gunicorn import util

from service import memory, settings
from service.jobs.warming import warm

try:
    _current = settings.current()
except settings.InvalidSettings as error:
    sys.exit(error.message)

bind = f"[{_current.host}]:{_current.port}" if ":" in _current.host else f"{_current.host}:{_current.port}"
workers = _current.web_processes
threads = _current.web_threads
preload_app = True  # a fault at start is said once, before the port is open
loglevel = "warning"


limit_request_line = 8190

#: How long, and for how many bytes, a client is listened to after its answer.
_LINGER_SECONDS, _LINGER_BYTES = 5, 100_000_000
_CODES = {414: "uri_too_long", 431: "headers_too_large"}


def _write_error(client: socket.socket, status: int, reason: str, message: str) -> None:
    """Answer what is no HTTP, before any application sees it, as a problem document (RFC 9457)."""
    del message  # it says how the server is made
    title, detail = "Yêu cầu không đọc được", "Máy chủ không đọc được yêu cầu này."
    code = _CODES.get(status, "bad_request")
    said = {"type": f"/api/v1/docs#{code}", "title": title, "status": status, "detail": detail}
    body = json.dumps({**said, "code": code, "errors": []}, ensure_ascii=False).encode()
    head = f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
    util.write_nonblock(client, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


util.write_error = _write_error


def post_request(worker: Any, req: Any, environ: dict[str, Any], resp: Any) -> None:
    """Let a client that still sends what nobody will read get its answer: closed at once, the connection is reset."""
    del worker
    client = environ.get("gunicorn.socket")
    left = getattr(
        getattr(req.body, "reader", None), "length", 0
    )  # of a body with a length; all we take but small ones
    if client is None or resp is None or not resp.should_close() or not left:
        return
    until, most = time.monotonic() + _LINGER_SECONDS, _LINGER_BYTES
    with suppress(OSError):
        client.shutdown(socket.SHUT_WR)
        while most > 0 and (remaining := until - time.monotonic()) > 0:
            client.settimeout(remaining)
            dropped = client.recv(65_536)
            if not dropped:
                return
            most -= len(dropped)


def when_ready(server: Any) -> None:
    """Print the address once the port is open; set aside what was loaded, so that no request waits for its sweep."""
    del server
    memory.set_aside_loaded()
    shown = "127.0.0.1" if _current.host in {"0.0.0.0", "::"} else _current.host  # noqa: S104 - compared only
    sys.stdout.write(f"Mở trình duyệt tại http://{shown}:{_current.port} (dừng: Ctrl+C)\n")
    sys.stdout.flush()


def post_worker_init(worker: Any) -> None:
    """Load beside the first requests what the first document would wait for."""
    desk = worker.wsgi.extensions["desk"]
    threading.Thread(target=warm, args=(desk.catalogue, desk.now), daemon=True).start()
