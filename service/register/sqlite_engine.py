"""The connections to a register on SQLite: WAL, full sync, foreign keys, and the lock with which writers begin.

`BEGIN IMMEDIATE` for every transaction that may write, so that two never start from the same last number.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from service.register.checkpoints import LOG_PAGES

_BETWEEN_TRIES_SECONDS = 0.001
_BEGIN = "BEGIN IMMEDIATE"


def sqlite_engine(url: URL, busy_timeout_ms: int, **pool: Any) -> Engine:
    """Return the engine of a file, opened only where it is there already; `pool` is how connections are kept."""
    path = Path(url.database or "").absolute()
    address = URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "rw", "uri": "true"})
    engine = create_engine(
        address, connect_args={"timeout": busy_timeout_ms / 1000, "check_same_thread": False}, **pool
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", lambda connection: _begin(connection, busy_timeout_ms))
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    """Switch off the driver's own transactions and set what SQLite keeps for each connection."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    cursor.execute("PRAGMA recursive_triggers = ON")  # else REPLACE takes a row away past the triggers
    cursor.close()


def _begin(connection: Connection, busy_timeout_ms: int) -> None:
    """Begin: at once with the lock for writers; for readers without it and without the right to write."""
    options = connection.get_execution_options()
    begin = options.get("begin", "IMMEDIATE")
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA query_only = {'ON' if begin == 'DEFERRED' else 'OFF'}")
    _set_durable(connection, is_durable=options.get("is_durable", True))
    if begin == "DEFERRED":
        connection.exec_driver_sql("BEGIN DEFERRED")
    else:
        _wait_for_the_lock(connection, busy_timeout_ms)


def _set_durable(connection: Connection, *, is_durable: bool) -> None:
    """Wait for the disk at the commit, or not, as the connection did not before."""
    if connection.info.get("is_durable", True) is not is_durable:
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
        connection.info["is_durable"] = is_durable


def _wait_for_the_lock(connection: Connection, busy_timeout_ms: int) -> None:
    """Begin a transaction that writes, as soon as nobody else has one.

    SQLite's own waiting sleeps longer the longer it waits, so that among many who write without a pause the one who
    came first may wait for ever; here all ask equally often. Raises OperationalError after the timeout.
    """
    until = time.monotonic() + busy_timeout_ms / 1000
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        try:
            connection.exec_driver_sql(_BEGIN)
        except OperationalError as first:
            error = first.orig
            while error is not None:
                if not _is_busy(error) or time.monotonic() >= until:
                    raise
                time.sleep(_BETWEEN_TRIES_SECONDS)
                error = _refusal(driver)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")


def _refusal(driver: sqlite3.Connection) -> sqlite3.OperationalError | None:
    """Try to begin; return why it cannot be, None when it has begun."""
    try:
        driver.execute(_BEGIN)
    except sqlite3.OperationalError as error:
        return error
    return None


def _is_busy(error: BaseException | None) -> bool:
    """Tell whether another one writes, or whether it is something else that is the matter."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
