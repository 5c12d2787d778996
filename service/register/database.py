"""Opening the register and making its transactions.

SQLite: WAL, `BEGIN IMMEDIATE` for every transaction that may write (so that two never start from the same
last number; who waits for it is not overtaken for ever), full sync, foreign keys, a busy timeout. PostgreSQL
by psycopg 3: READ COMMITTED, where the lock on the office's chain (`locks.lock_office`) comes before every
other read; readings see one snapshot on both.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from service.register.driver_errors import unavailable
from service.register.errors import RegisterMissing, RegisterOutdated
from service.register.snapshots import SNAPSHOT

BUSY_TIMEOUT_MS = 30_000
_BETWEEN_TRIES_SECONDS = 0.001
_BEGIN = "BEGIN IMMEDIATE"
_WITHOUT_WAITING = text("SET LOCAL synchronous_commit = off")
HEAD = "0004"
"""The revision of the schema that this release works with (`migrations/versions`)."""


class Register:
    """An open register. One for each process: it must not be carried over a fork."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._passing = engine.execution_options(is_durable=False)
        options = {"begin": "DEFERRED"}
        if engine.dialect.name == "postgresql":
            self._reading = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        else:
            self._reading = engine.execution_options(**options)

    @classmethod
    def open(cls, url: str, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Self:
        """Open the register at `url` (``sqlite:///path`` or ``postgresql://...``).

        Raises RegisterMissing where there is none (an unmounted disk looks like a new clone),
        RegisterOutdated where its schema is another one than this release's, RegisterUnavailable where the
        database cannot be reached.
        """
        engine = make_engine(url, busy_timeout_ms=busy_timeout_ms)
        try:
            _require_head(revision(engine, url))
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    @contextmanager
    def transaction(self, *, is_durable: bool = True) -> Iterator[Session]:
        """Yield the session of one transaction: committed at the end, rolled back by any exception.

        Objects that it returned stay readable afterwards. `is_durable` False does not wait for the disk: a power cut
        may take the transaction back, a killed process may not; for notes that a repeat makes again, never for acts.
        Raises RegisterUnavailable when the database cannot.
        """
        engine = self.engine if is_durable else self._passing
        with Session(engine, expire_on_commit=False) as session:
            try:
                if not is_durable and engine.dialect.name == "postgresql":
                    session.execute(_WITHOUT_WAITING)
                yield session
                session.commit()
            except DBAPIError as error:
                session.rollback()
                raise unavailable(error) from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one snapshot, blocks nobody, and cannot write."""
        with Session(self._reading, expire_on_commit=False, info={SNAPSHOT: {}}) as session:
            try:
                yield session
            except DBAPIError as error:
                raise unavailable(error) from error

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def make_engine(url: str, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Engine:
    """Return an engine for `url` with everything set that the register's promise needs.

    It never makes a file. Raises RegisterMissing for a url that is neither SQLite nor PostgreSQL.
    """
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _sqlite_engine(parsed, busy_timeout_ms)
    if backend in {"postgresql", "postgres"}:
        options = f"-c lock_timeout={busy_timeout_ms} -c timezone=UTC"
        server = parsed.set(drivername="postgresql+psycopg")
        return create_engine(
            server,
            connect_args={"options": options},
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,  # after a restart of the server nobody gets a connection that is dead
        )
    raise RegisterMissing(f"DATABASE_URL dùng “{backend}”: sổ đăng ký chỉ chạy trên sqlite hoặc postgresql.")


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite register, None on PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def _sqlite_engine(url: URL, busy_timeout_ms: int) -> Engine:
    """Return the engine of a file, opened only where it is there already."""
    path = Path(url.database or "").absolute()
    address = URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "rw", "uri": "true"})
    engine = create_engine(
        address, connect_args={"timeout": busy_timeout_ms / 1000, "check_same_thread": False}
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


def revision(engine: Engine, url: str) -> str:
    """Return the revision of the schema at `engine`; raises RegisterMissing where there is no register."""
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        raise RegisterMissing(
            f"Không thấy sổ đăng ký tại {path}. Nếu ổ đĩa chưa được gắn, gắn rồi làm lại; "
            "chỉ khi muốn lập sổ mới, chạy ./run register init."
        )
    try:
        with engine.connect().execution_options(begin="DEFERRED") as connection:
            found = inspect(connection).has_table("alembic_version")
            stored = connection.scalar(text("SELECT version_num FROM alembic_version")) if found else None
    except DBAPIError as error:
        raise unavailable(error) from error
    if stored is None:
        raise RegisterMissing("Cơ sở dữ liệu chưa có sổ đăng ký. Muốn lập sổ mới, chạy ./run register init.")
    return str(stored)


def _require_head(stored: str) -> None:
    """Refuse a schema of another release."""
    if stored < HEAD:
        raise RegisterOutdated(
            "Sổ đăng ký thuộc bản cũ hơn. Chạy ./run register migrate (có tự sao lưu) rồi làm lại."
        )
    if stored > HEAD:
        raise RegisterOutdated(
            "Sổ đăng ký đã được nâng lên bản mới hơn phần mềm này. Cài đúng bản mới rồi làm lại."
        )
