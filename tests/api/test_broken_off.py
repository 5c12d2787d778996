"""A client that breaks off leaves nothing behind; a service that is told to stop finishes what it began."""

import http.client
import json
import signal
import socket
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from service import clock
from service.domain.dates import office_day
from service.register import series
from tests.api.conftest import OFFICE, SETTINGS, api_at, made_api, running

TIMES = 20


@pytest.fixture
def live(seed, tmp_path, catalogue):
    """A register of today with a live token, and the folder in which it lies."""
    api = made_api(seed, tmp_path, catalogue, SETTINGS, None)
    api.at(clock.now())
    year = office_day(clock.now()).year
    if year != 2026:
        api.do(series.open_series, series.NewSeries(office_id=OFFICE, year=year, reason="Mới"))
    secret = api.token()
    api.desk.door.register().close()
    return (
        secret,
        tmp_path,
        json.dumps(api.plan(intent="issue", signed_on=office_day(clock.now()).isoformat())).encode(),
    )


def rows(folder: Path, catalogue: Any, query: str) -> list[Any]:
    api = api_at(f"sqlite:///{folder}/register.db", catalogue, SETTINGS)
    found = api.look(lambda session, _actor: session.execute(text(query)).all())
    api.desk.door.register().close()
    return list(found)


def sent(port: int, secret: str, start: str, body: bytes, length: int) -> None:
    """Send a request, whole or not, and break off without reading."""
    head = (
        f"{start} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\nIdempotency-Key: broken\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(head.encode() + body)


def posted(port: int, secret: str, body: bytes, key: str) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Authorization": f"Bearer {secret}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    try:
        connection.request("POST", "/api/v1/documents", body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def until_empty(folder: Path) -> None:
    """Wait until nothing lies in a folder: threads that have answered nobody may still be about to clear away."""
    until = time.monotonic() + 60
    while left := list(folder.iterdir()):
        assert time.monotonic() < until, left
        time.sleep(0.05)


def test_clients_that_break_off_leave_nothing_behind(live, catalogue, tmp_path_factory):
    secret, folder, body = live
    spool = tmp_path_factory.mktemp("spool")
    with running(folder, secret, TMPDIR=str(spool)) as server:
        port = int(server.address.rpartition(":")[2])
        for _ in range(TIMES):  # more than there are threads
            sent(port, secret, "POST /api/v1/documents", body[: len(body) // 2], len(body))
            sent(port, secret, "POST /api/v1/checks", b"x" * 100_000, 500_000)
            sent(port, secret, "GET /api/v1/openapi.json", b"", 0)
        status, made = posted(port, secret, body, "whole")
        assert (status, made["number"]) == (201, 1)
        until_empty(spool)
    assert [tuple(row) for row in rows(folder, catalogue, "SELECT key, status FROM kept_answers")] == [
        ("whole", 201)
    ]
    assert rows(folder, catalogue, "SELECT count(*) FROM documents")[0][0] == 1


def test_a_service_told_to_stop_under_load_finishes_what_it_began(live, catalogue):
    secret, folder, body = live
    answered: dict[str, int] = {}
    asked: list[str] = []
    some = threading.Event()

    def client(port: int) -> None:
        while True:
            key = str(uuid.uuid4())
            asked.append(key)
            try:
                status, made = posted(port, secret, body, key)
            except (OSError, http.client.HTTPException):
                return
            assert status == 201, made
            answered[key] = made["number"]
            if len(answered) >= 10:
                some.set()

    with running(folder, secret) as server:
        port = int(server.address.rpartition(":")[2])
        clients = [threading.Thread(target=client, args=(port,)) for _ in range(6)]
        for one in clients:
            one.start()
        assert some.wait(300)
        server.process.send_signal(signal.SIGTERM)
        for one in clients:
            one.join()
        assert server.process.wait(120) == 0
    numbers = [row[0] for row in rows(folder, catalogue, "SELECT number FROM documents ORDER BY number")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(answered.values()) <= set(numbers)
    left = set(numbers) - set(answered.values())
    with running(folder, secret) as server:
        port = int(server.address.rpartition(":")[2])
        again = [posted(port, secret, body, key) for key in asked if key not in answered]
    found = {made["number"] for status, made in again if status == 201}
    assert left <= found
