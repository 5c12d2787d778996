"""Clients of a service over HTTP: as many at once as wanted, each with a connection of its own that stays open."""

import http.client
import random
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECONDS = 120


class Refused(RuntimeError):
    """A service answered something else than a success: there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a document is made: `bodies` are sent in turns, `is_keyed` sends a new `Idempotency-Key` with each."""

    port: int
    path: str
    bodies: Sequence[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)
    is_keyed: bool = False


@dataclass(frozen=True, slots=True)
class Burst:
    """What a burst of requests took: each in milliseconds, and documents a second."""

    times_ms: list[float]
    rate: float


def burst(target: Target, *, clients: int, requests: int) -> Burst:
    """Send `requests` in all from `clients` at once. Raises Refused."""
    times: list[float] = []
    faults: list[BaseException] = []
    shares = [requests // clients + (place < requests % clients) for place in range(clients)]
    ready = threading.Barrier(clients + 1)

    def client(share: int) -> None:
        try:
            with_connection(target, share, times, ready)
        except (OSError, http.client.HTTPException, Refused) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=client, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    ready.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if faults:
        raise Refused(str(faults[0]))
    return Burst(times, len(times) / seconds)


def with_connection(target: Target, share: int, times: list[float], ready: threading.Barrier) -> None:
    """Send a share of the requests over one connection. Raises Refused, OSError."""
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=_SECONDS)
    own = random.Random(threading.get_ident())
    ready.wait()
    try:
        times.extend(one_ms(connection, target, own.choice(target.bodies)) for _ in range(share))
    finally:
        connection.close()


def one_ms(connection: http.client.HTTPConnection, target: Target, body: bytes) -> float:
    """Send one request and return the milliseconds until its answer was read. Raises Refused."""
    headers = {"Content-Type": "application/json", **target.headers}
    if target.is_keyed:
        headers["Idempotency-Key"] = str(uuid.uuid4())
    start = time.perf_counter()
    connection.request("POST", target.path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    took = (time.perf_counter() - start) * 1000
    if answer.status not in {200, 201}:
        raise Refused(f"{answer.status}: {content[:500]!r}")
    return took
