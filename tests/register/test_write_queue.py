"""Those of one process who write to a SQLite register: in the order in which they came, without asking over and over."""

import threading
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, text

from service.register import sqlite_engine
from service.register.database import Register
from service.register.errors import RegisterUnavailable
from service.register.founding import found_register
from service.register.write_queue import QueueTimeout, WriteQueue
from tests.register.clients import PATIENCE_SECONDS

NOW = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def url(tmp_path):
    made = f"sqlite:///{tmp_path / 'register.db'}"
    found_register(made, now=NOW).close()
    return made


def begun(queue, came, place):
    """Start a thread that takes its turn; return once it stands in the queue."""

    def take():
        with queue.turn():
            came.append(place)

    thread = threading.Thread(target=take)
    thread.start()
    wait_until(lambda: len(queue._waiting) > place)
    return thread


def wait_until(is_so):
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so() and time.monotonic() < until:
        time.sleep(0.001)


def test_the_turn_goes_to_who_has_waited_longest():
    queue, came = WriteQueue(timeout_seconds=PATIENCE_SECONDS), []
    with queue.turn():
        threads = [begun(queue, came, place) for place in range(6)]
    for thread in threads:
        thread.join()
    assert came == [0, 1, 2, 3, 4, 5]


def test_who_gave_up_waiting_holds_nobody_up():
    queue, refused = WriteQueue(timeout_seconds=0.05), []

    def impatient():
        try:
            with queue.turn():
                pass
        except QueueTimeout:
            refused.append(True)

    with queue.turn():
        thread = threading.Thread(target=impatient)
        thread.start()
        thread.join()
    assert refused == [True]
    with queue.turn():
        pass


def test_a_turn_is_handed_on_after_a_failure():
    queue = WriteQueue(timeout_seconds=0.05)
    with pytest.raises(ZeroDivisionError), queue.turn():
        raise ZeroDivisionError
    with queue.turn():
        pass


def test_who_waits_in_the_same_process_does_not_ask_the_database_again_and_again(url, monkeypatch):
    asked = []
    really = sqlite_engine._refusal
    monkeypatch.setattr(sqlite_engine, "_refusal", lambda driver: asked.append(1) or really(driver))
    with Register.open(url) as register:

        def write():
            with register.transaction() as session:
                session.execute(text("SELECT 1"))

        with register.transaction() as session:
            session.execute(text("SELECT 1"))
            thread = threading.Thread(target=write)
            thread.start()
            wait_until(lambda: register._queue._waiting or asked)
        thread.join()
    assert asked == []


def test_waiting_too_long_for_the_own_process_is_said_as_busy(url):
    with Register.open(url, busy_timeout_ms=50) as register, register.transaction():
        with pytest.raises(RegisterUnavailable) as caught, register.transaction():
            pass
        assert caught.value.code == "busy"


def test_as_many_connections_as_threads_stay_open(url):
    together, opened = threading.Barrier(10, timeout=PATIENCE_SECONDS), []

    def read(register):
        with register.reading() as session:
            session.execute(text("SELECT 1"))
            together.wait()

    with Register.open(url) as register:
        event.listen(register.engine, "connect", lambda *_: opened.append(1))
        for _ in range(2):
            threads = [threading.Thread(target=read, args=(register,)) for _ in range(10)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    assert len(opened) <= 10
