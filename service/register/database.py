"""Opening the register and making its transactions.

SQLite: one writer after the other (`sqlite_engine`); who waits for his turn is not overtaken: a queue inside a process,
between processes all ask equally often; the log is written into the file beside the acts (`checkpoints`). PostgreSQL by
psycopg 3: READ COMMITTED, where the lock on the office's chain (`locks.lock_office`) comes before every other read.
Readings see one snapshot on both.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, Executable, Row, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from service.register.checkpoints import Checkpoints
from service.register.driver_errors import too_busy, unavailable
from service.register.errors import RegisterMissing, RegisterOutdated
from service.register.snapshots import SNAPSHOT
from service.register.sqlite_engine import sqlite_engine
from service.register.write_queue import QueueTimeout, WriteQueue

BUSY_TIMEOUT_MS = 30_000
_MOST_CONNECTIONS = 15
"""Of one process; each stays open, since a new one costs more than what is asked over it. Who finds none free waits."""
_TRUSTED_SECONDS = 0.1
"""How long a connection to PostgreSQL counts as alive after its use: one request takes several, one after the other."""
_WITHOUT_WAITING = text("SET LOCAL synchronous_commit = off")
HEAD = "0004"
"""The revision of the schema that this release works with (`migrations/versions`)."""


class Register:
    """An open register. One for each process: it must not be carried over a fork."""

    def __init__(self, engine: Engine, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> None:
        self.engine = engine
        self.busy_seconds = busy_timeout_ms / 1000
        """How long who wants to write waits for his turn."""
        self._queue = WriteQueue(self.busy_seconds) if engine.dialect.name == "sqlite" else None
        self._checkpoints = Checkpoints(engine.url.database or "") if self._queue else None
        self._passing = engine.execution_options(is_durable=False)
        options = {"begin": "DEFERRED"}
        if engine.dialect.name == "postgresql":
            self._reading = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._single = engine.execution_options(isolation_level="AUTOCOMMIT")
        else:
            self._reading = engine.execution_options(**options)
            self._single = self._reading

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
        return cls(engine, busy_timeout_ms=busy_timeout_ms)

    @contextmanager
    def transaction(self, *, is_durable: bool = True) -> Iterator[Session]:
        """Yield the session of one transaction: committed at the end, rolled back by any exception.

        Objects that it returned stay readable afterwards. `is_durable` False does not wait for the disk: a power cut
        may take the transaction back, a killed process may not; for notes that a repeat makes again, never for acts.
        Raises RegisterUnavailable when the database cannot.
        """
        engine = self.engine if is_durable else self._passing
        with self._turn(), Session(engine, expire_on_commit=False) as session:
            try:
                if not is_durable and engine.dialect.name == "postgresql":
                    session.execute(_WITHOUT_WAITING)
                yield session
                session.commit()
            except DBAPIError as error:
                session.rollback()
                raise unavailable(error) from error
        if self._checkpoints:
            self._checkpoints.committed()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until nobody else in this process writes, where only one may. Raises RegisterUnavailable."""
        try:
            with self._queue.turn() if self._queue else nullcontext():
                yield
        except QueueTimeout:
            raise too_busy() from None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one snapshot, blocks nobody, and cannot write.

        It ends as one that has written: after a rollback the driver would have PostgreSQL parse and plan every question
        anew, and forget those that it had prepared.
        """
        with Session(self._reading, expire_on_commit=False, info={SNAPSHOT: {}}) as session:
            try:
                yield session
                session.expunge_all()  # whatever was done to what was read stays out of the register
                session.commit()
            except DBAPIError as error:
                raise unavailable(error) from error

    def answer(self, question: Executable, given: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """Return the rows of one question that stands for itself: what a `reading` of it alone would see.

        On PostgreSQL it goes there and back once, where a transaction does so three times.
        """
        try:
            with self._single.connect() as connection:
                found = connection.execute(question, given).all()
                connection.commit()
                return found
        except DBAPIError as error:
            raise unavailable(error) from error

    def note(self, statement: Executable, given: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """Do one statement in a transaction of its own that does not wait for the disk; return what it returns.

        On PostgreSQL it goes there and back once; the statement itself says there that its commit does not wait
        (`inserting.noted_unless_there`).
        """
        if self._queue is None:
            return self.answer(statement, given)
        with self.transaction(is_durable=False) as session:
            return session.connection().execute(statement, given).all()

    def close(self) -> None:
        """Give the connections back."""
        if self._checkpoints:
            self._checkpoints.close()
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
        return sqlite_engine(parsed, busy_timeout_ms, **_pool())
    if backend in {"postgresql", "postgres"}:
        options = f"-c lock_timeout={busy_timeout_ms} -c timezone=UTC"
        server = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(
            server,
            connect_args={"options": options},
            isolation_level="READ COMMITTED",
            **_pool(),
        )
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", partial(_require_alive, engine))
        return engine
    raise RegisterMissing(f"DATABASE_URL dùng “{backend}”: sổ đăng ký chỉ chạy trên sqlite hoặc postgresql.")


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    """Remember when a connection was given back."""
    record.info["used_at"] = time.monotonic()


def _require_alive(engine: Engine, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """Ask a connection that lay idle whether it is alive: after a restart of the server nobody gets a dead one.

    Raises InvalidatePoolError, on which the pool opens new ones.
    """
    used_at = record.info.get("used_at")
    if used_at is None or time.monotonic() - used_at < _TRUSTED_SECONDS:
        return
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error


def _pool() -> dict[str, Any]:
    """Return how connections are kept: as many as there may be, and the one that was used last is used next."""
    return {"pool_size": _MOST_CONNECTIONS, "max_overflow": 0, "pool_use_lifo": True}


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite register, None on PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def revision(engine: Engine, url: str) -> str:
    """Return the revision of the schema at `engine`; raises RegisterMissing where there is no register."""
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        raise RegisterMissing(
            f"Không thấy sổ đăng ký tại {path}. Nếu ổ đĩa chưa được gắn, gắn rồi làm lại; "
            "chỉ khi muốn lập sổ mới (./run register init)."
        )
    try:
        with engine.connect().execution_options(begin="DEFERRED") as connection:
            found = inspect(connection).has_table("alembic_version")
            stored = connection.scalar(text("SELECT version_num FROM alembic_version")) if found else None
    except DBAPIError as error:
        raise unavailable(error) from error
    if stored is None:
        raise RegisterMissing(
            "Cơ sở dữ liệu chưa có sổ đăng ký. Người vận hành máy chủ lập sổ (./run register init)."
        )
    return str(stored)


def _require_head(stored: str) -> None:
    """Refuse a schema of another release."""
    if stored < HEAD:
        raise RegisterOutdated(
            "Sổ đăng ký thuộc bản cũ hơn. Người vận hành máy chủ nâng cấp sổ, có tự sao lưu (./run register migrate), "
            "rồi làm lại."
        )
    if stored > HEAD:
        raise RegisterOutdated(
            "Sổ đăng ký đã được nâng lên bản mới hơn phần mềm này. Cài đúng bản mới rồi làm lại."
        )
