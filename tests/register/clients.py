"""A second person at one register: does one thing at once with the first, ordered by events, never by sleep."""

import threading
from contextlib import contextmanager

from sqlalchemy import event

PATIENCE_SECONDS = 120
"""Spent only where something hangs; a loaded machine is slow and no fault of the register."""


class Client(threading.Thread):
    """A second person: does one thing and keeps what came of it."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act, self.result, self.error = act, None, None
        self.start()

    def run(self):
        try:
            self.result = self.act()
        except Exception as error:  # noqa: BLE001 - handed to the test
            self.error = error

    def outcome(self):
        self.join(PATIENCE_SECONDS)
        assert not self.is_alive(), "the second client is stuck"
        return self.error or self.result


class Pause:
    """A rendering that says that it has begun and waits until it may end."""

    def __init__(self, desk):
        self.desk, self.begun, self.may_end = desk, threading.Event(), threading.Event()

    def __call__(self, numbered):
        self.begun.set()
        assert self.may_end.wait(PATIENCE_SECONDS)
        return self.desk.render(numbered)


@contextmanager
def first_client_rendering(desk, **words):
    """The first client holds its number and renders; the body runs meanwhile; then it ends."""
    pause = Pause(desk)
    first = Client(lambda: desk.issue(render=pause, **words))
    assert pause.begun.wait(PATIENCE_SECONDS)
    try:
        yield first
    finally:
        pause.may_end.set()
        first.outcome()


def started(register):
    """An event that is set when another transaction asks the database for the office."""
    asked = threading.Event()

    def note(_connection, _cursor, statement, *_rest):
        if "audit_chains" in statement or statement.startswith("BEGIN"):
            asked.set()

    event.listen(register.engine, "before_cursor_execute", note)
    return asked


def other_desk(desk, register):
    """The desk of a second person, at a register of his own."""
    return type(desk)(desk.url, register, now=desk.now)
