"""The log of a SQLite register goes into its file beside those who work."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
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


def test_who_closes_waits_for_every_one_at_work_on_a_slow_disk(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one still writes when the next one begins: nothing touches the file after the register is closed."""
    begun, may_end = threading.Event(), threading.Event()
    connect = sqlite3.connect

    def slow_at_first(address: str, *, uri: bool) -> sqlite3.Connection:
        if not begun.is_set():
            begun.set()
            assert may_end.wait(_MOST_SECONDS)
        return connect(address, uri=uri)

    slow_disk = SimpleNamespace(connect=slow_at_first, Error=sqlite3.Error)
    monkeypatch.setattr("service.register.checkpoints.sqlite3", slow_disk)
    checkpoints = Checkpoints(f"file:{file}")
    checkpoints.committed()
    assert begun.wait(_MOST_SECONDS)
    checkpoints.committed()
    assert _in_time(lambda: checkpoints._waiting is None)
    who_closes = threading.Thread(target=checkpoints.close)
    who_closes.start()
    who_closes.join(0.2)
    is_waiting = who_closes.is_alive()
    may_end.set()
    who_closes.join(_MOST_SECONDS)
    assert (is_waiting, who_closes.is_alive()) == (True, False)


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
