"""The log of a SQLite register goes into its file beside those who work."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from service.register.checkpoints import LOG_PAGES, Checkpoints
from service.register.database import Register
from service.register.founding import found_register

_MOST_SECONDS = 60
_NOW = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a new register whose log is empty."""
    found_register(f"sqlite:///{tmp_path}/register.db", now=_NOW).close()
    return tmp_path / "register.db"


def _write(register: Register, *, acts: int) -> None:
    for act in range(acts):
        with register.transaction() as session:
            session.execute(text("UPDATE users SET name = :name"), {"name": f"Người thứ {act}"})


def _is_in_the_file(file: Path, name: str, folder: Path) -> bool:
    """Tell whether a name is in the file itself, without the log beside it."""
    alone = folder / "alone.db"
    alone.write_bytes(file.read_bytes())
    with closing(sqlite3.connect(f"{alone.as_uri()}?immutable=1", uri=True)) as connection:
        return bool(connection.execute("SELECT count(*) FROM users WHERE name = ?", (name,)).fetchone()[0])


def _in_time(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + _MOST_SECONDS
    while time.monotonic() < until:
        with suppress(sqlite3.DatabaseError):  # read while a page of it was being written: look again
            if is_so():
                return True
        time.sleep(0.02)
    return False


def _at_work(earlier: set[threading.Thread]) -> bool:
    """Tell whether a thread writes a log or waits to do so that was not there `earlier`, for another register."""
    names = {
        getattr(getattr(one, "function", None), "__qualname__", "")
        for one in {*threading.enumerate()} - earlier
    }
    return "Checkpoints._write" in names


def test_what_an_act_wrote_soon_stands_in_the_file(file: Path, tmp_path: Path) -> None:
    with Register.open(f"sqlite:///{file}") as register:
        _write(register, acts=1)
        assert _in_time(lambda: _is_in_the_file(file, "Người thứ 0", tmp_path))
        _write(register, acts=2)
        assert _in_time(lambda: _is_in_the_file(file, "Người thứ 1", tmp_path))


def test_who_writes_and_who_reads_go_on_while_the_log_is_written(file: Path, tmp_path: Path) -> None:
    with Register.open(f"sqlite:///{file}") as register, register.reading() as reader:
        before = reader.execute(text("SELECT max(name) FROM users")).scalar()
        until = time.monotonic() + 0.6
        _write(register, acts=20)
        while time.monotonic() < until:
            _write(register, acts=20)
        assert reader.execute(text("SELECT max(name) FROM users")).scalar() == before
    assert _is_in_the_file(file, "Người thứ 19", tmp_path)


def test_no_act_writes_the_log_into_the_file_by_itself_before_it_is_long(file: Path) -> None:
    with Register.open(f"sqlite:///{file}") as register, register.engine.connect() as connection:
        assert connection.execute(text("PRAGMA wal_autocheckpoint")).scalar() == LOG_PAGES


def test_nothing_of_it_is_left_when_the_register_is_closed_or_nobody_writes(file: Path) -> None:
    earlier = {*threading.enumerate()}
    with Register.open(f"sqlite:///{file}") as register:
        _write(register, acts=1)
        assert _in_time(lambda: not _at_work(earlier))
        _write(register, acts=1)
    assert not _at_work(earlier)


@dataclass
class SlowDisk:
    """Checkpoints of a file on whose disk the first one takes until `may_end`; `begun` counts them."""

    checkpoints: Checkpoints
    begun: threading.Semaphore
    at_work: threading.Event
    may_end: threading.Event


@pytest.fixture
def slow(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    begun, at_work, may_end = threading.Semaphore(0), threading.Event(), threading.Event()
    connect, write = sqlite3.connect, Checkpoints._write

    def slow_at_first(address: str, *, uri: bool) -> sqlite3.Connection:
        if not at_work.is_set():
            at_work.set()
            assert may_end.wait(_MOST_SECONDS)
        return connect(address, uri=uri)

    def counted(checkpoints: Checkpoints) -> None:
        begun.release()
        write(checkpoints)

    slow_disk = SimpleNamespace(connect=slow_at_first, Error=sqlite3.Error)
    monkeypatch.setattr("service.register.checkpoints.sqlite3", slow_disk)
    monkeypatch.setattr("service.register.checkpoints._AFTER_SECONDS", 0.001)
    monkeypatch.setattr(Checkpoints, "_write", counted)
    disk = SlowDisk(Checkpoints(f"file:{file}"), begun, at_work, may_end)
    disk.checkpoints.committed()
    assert at_work.wait(_MOST_SECONDS)
    assert begun.acquire(timeout=_MOST_SECONDS)
    yield disk
    may_end.set()
    disk.checkpoints.close()


def test_who_closes_waits_for_every_one_at_work_on_a_slow_disk(slow: SlowDisk) -> None:
    """The first one still writes when the next one begins: nothing touches the file after the register is closed."""
    slow.checkpoints.committed()
    assert slow.begun.acquire(timeout=_MOST_SECONDS)
    who_closes = threading.Thread(target=slow.checkpoints.close)
    who_closes.start()
    who_closes.join(0.2)
    is_waiting = who_closes.is_alive()
    slow.may_end.set()
    who_closes.join(_MOST_SECONDS)
    assert (is_waiting, who_closes.is_alive()) == (True, False)


def test_on_a_slow_disk_one_waits_behind_the_one_at_work_however_much_is_committed(slow: SlowDisk) -> None:
    for _ in range(50):
        slow.checkpoints.committed()
        time.sleep(0.01)
    begun = 0
    while slow.begun.acquire(blocking=False):
        begun += 1
    assert begun <= 1


def test_a_file_that_cannot_be_opened_stops_nobody_and_is_tried_again(file: Path, tmp_path: Path) -> None:
    earlier = {*threading.enumerate()}
    checkpoints = Checkpoints(f"file:{tmp_path}/moved.db")
    checkpoints.committed()
    assert _in_time(lambda: not _at_work(earlier))
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE users SET name = 'Người khác'")
        other.commit()
        for end in ("", "-wal", "-shm"):
            (tmp_path / f"moved.db{end}").write_bytes(Path(f"{file}{end}").read_bytes())
        assert not _is_in_the_file(tmp_path / "moved.db", "Người khác", tmp_path)
        checkpoints.committed()
        assert _in_time(lambda: _is_in_the_file(tmp_path / "moved.db", "Người khác", tmp_path))
    checkpoints.close()
