"""Backup while the service runs, and restore that refuses a file that does not verify.

SQLite only: its online backup copies one snapshot page by page. PostgreSQL has its own tools
(`docs/register.md`). After a restore numbers may be missing that were given since the backup, so every open
series waits until a person confirms its last number (`confirmations.confirm_series`).
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register import audit, locks
from service.register.database import HEAD, Register, make_engine, revision, sqlite_path
from service.register.driver_errors import reason
from service.register.errors import BackupRefused, RegisterError
from service.register.models import SYSTEM, Office, Series
from service.register.people import OPERATOR, acting_user
from service.register.permissions import Actor, require_operator
from service.register.schema_upgrades import upgrade
from service.register.verify import verify

_ON_POSTGRESQL = (
    "Sổ đăng ký này nằm trên PostgreSQL: sao lưu bằng pg_dump -Fc, khôi phục bằng pg_restore, rồi chạy "
    "./run register restore --restored. Xem docs/register.md."
)
_PAGES_AT_ONCE = 1000
_WAIT_S = 30.0
_BUSY, _LOCKED = 5, 6  # SQLITE_BUSY, SQLITE_LOCKED: the module sqlite3 names them from Python 3.11 on


def backup(url: str, target: Path) -> int:
    """Copy the register at `url` to the new file `target` while others write; return its size in bytes.

    The file is whole or not there. Raises BackupRefused on PostgreSQL, for a file that exists, or a full
    disk.
    """
    source = _path(url)
    if target.exists():
        raise BackupRefused(f"Đã có tệp {target}: chọn tên khác, bản sao lưu không ghi đè.")
    try:
        with _beside(target) as draft:
            _copy(source, draft)
            with closing(sqlite3.connect(draft)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")
            _sync(draft)
            draft.replace(target)
            _sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(
            f"Không sao lưu được vào {target}: {reason(error)}. Kiểm tra ổ đĩa rồi làm lại."
        ) from error
    return target.stat().st_size


def restore(url: str, file: Path, *, now: datetime, login: str = OPERATOR) -> Path | None:
    """Put the register in `file` in the place of the one at `url`; the service may run meanwhile.

    A copy of `file` is upgraded to this release, verified and told to wait for confirmation before it takes the
    place, in one transaction that holds back every writer from the copy of the former register on: no number is
    given in between. Returns where that copy lies, None when there was no register. Raises BackupRefused for a file
    that is no register, of a later release, or does not verify; NotAllowed for another person than the operator.
    """
    target = _path(url)
    if not file.is_file():
        raise BackupRefused(f"Không thấy tệp {file}.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".restore-") as folder:
            copy = Path(folder) / "register.db"
            _sound_copy(file, copy, now)
            with Register.open(f"sqlite:///{copy}") as register, register.transaction() as session:
                await_confirmation(session, acting_user(session, login, now=now))
            return _take_place(url, target, copy, now)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(
            f"Không khôi phục được vào {target}: {reason(error)}. Kiểm tra ổ đĩa rồi làm lại; nếu chính tệp ở đó hỏng, "
            "dừng phần mềm, dời tệp ấy cùng các tệp -wal, -shm của nó sang chỗ khác rồi khôi phục lại."
        ) from error


def _take_place(url: str, target: Path, copy: Path, now: datetime) -> Path | None:
    """Write all pages of `copy` over `target` in one transaction; the former register is kept beside it.

    SQLite takes the lock of the writer with the first step of its online backup and commits with the last one, so
    the former register is copied between these two: readers go on, writers wait. A process that is killed on the
    way leaves the register as it was. Renaming would leave running processes with the old file open.
    """
    former = None
    if target.exists():
        former = target.with_name(f"{target.stem}.before-restore-{now:%Y%m%dT%H%M%S}{target.suffix}")
    with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(target, timeout=_WAIT_S)) as new:
        if former is not None:
            new.execute(
                "PRAGMA journal_mode = WAL"
            ).fetchone()  # readers go on, the copy of the former one too
        new.execute("PRAGMA synchronous = FULL")
        steps = _Steps(url, former)
        half = old.execute("PRAGMA page_count").fetchone()[0] // 2  # never all in the first step
        old.backup(new, pages=max(1, min(_PAGES_AT_ONCE, half)), progress=steps, sleep=0.01)
        new.execute("PRAGMA journal_mode = WAL").fetchone()
    _sync(target.parent)
    return former


class _Steps:
    """Called after each step of a restoring: copies the former register with the first one that has the lock."""

    def __init__(self, url: str, former: Path | None) -> None:
        self._url, self._former = url, former
        self._until = time.monotonic() + _WAIT_S

    def __call__(self, status: int, _remaining: int, _total: int) -> None:
        """Raise BackupRefused where the lock is not to be had or the former register cannot be copied."""
        if status in {_BUSY, _LOCKED}:
            if time.monotonic() > self._until:
                raise BackupRefused(
                    "Sổ đăng ký đang bận quá lâu, chưa khôi phục gì. Chờ một lát rồi làm lại."
                )
        elif self._former is not None:
            former, self._former = self._former, None
            backup(self._url, former)


def await_confirmation(session: Session, actor: Actor) -> int:
    """Let every open series wait for its last number to be confirmed; return how many."""
    require_operator(session, actor)
    count = 0
    for office_id in sorted(
        session.scalars(select(Office.id))
    ):  # not by the database: its order is another one
        locks.lock_office(session, office_id)
        query = select(Series).where(Series.office_id == office_id, Series.closed_at.is_(None))
        waiting = list(session.scalars(query.execution_options(populate_existing=True)))
        for row in waiting:
            row.awaits_confirmation = True
        audit.append(session, actor, office_id, "restore", {"series": [row.id for row in waiting]})
        count += len(waiting)
    audit.append(session, actor, SYSTEM, "restore", {"series": count})
    return count


def require_sound(file: Path, *, now: datetime) -> None:
    """Raise BackupRefused unless `file` is a register of this or an older release that verifies; it stays as it is."""
    if not file.is_file():
        raise BackupRefused(f"Không thấy tệp {file}.")
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as folder:
        _sound_copy(file, Path(folder) / "register.db", now)


def _sound_copy(file: Path, copy: Path, now: datetime) -> None:
    """Copy a backup to `copy`, bring it to this release and walk it; raises BackupRefused."""
    try:
        _copy(file, copy)
        with closing(sqlite3.connect(copy)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise
        raise BackupRefused(f"{file} không phải sổ đăng ký, hoặc đã hỏng: {reason(error)}.") from error
    if answer != "ok":
        raise BackupRefused(f"{file} đã hỏng: cấu trúc bên trong không khớp. Dùng bản sao lưu khác.")
    _require_verified(file, f"sqlite:///{copy}", now)


def _require_verified(file: Path, url: str, now: datetime) -> None:
    """Bring a copy of a backup to this release and walk it; its first fault refuses it."""
    try:
        _upgrade(url)
        with Register.open(url) as register, register.reading() as session:
            fault = next(verify(session, acting_user(session, OPERATOR, now=now)), None)
    except RegisterError as error:
        raise BackupRefused(f"{file} không khôi phục được: {error.message}") from error
    if fault is not None:
        raise BackupRefused(f"{file} không khôi phục được: {fault.place}: {fault.message}")


def _upgrade(url: str) -> None:
    """Bring the copy of a backup from before an upgrade to this release, as `maintenance.migrate` does."""
    engine = make_engine(url)
    try:
        if revision(engine, url) < HEAD:
            upgrade(engine)
    finally:
        engine.dispose()


def _path(url: str) -> Path:
    """Return the file of a SQLite register; raises BackupRefused on PostgreSQL."""
    path = sqlite_path(url)
    if path is None:
        raise BackupRefused(_ON_POSTGRESQL, code="backup_on_postgresql")
    return path


def _copy(source: Path, target: Path) -> None:
    """Copy a database by SQLite's online backup: readers and writers go on, `target` changes at once."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as old,
        closing(sqlite3.connect(target, timeout=30)) as new,
    ):
        new.execute("PRAGMA synchronous = FULL")
        old.backup(new, pages=_PAGES_AT_ONCE, sleep=0.01)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Yield an unused path beside `target`; nothing of it is left behind."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        yield Path(folder) / target.name


def _sync(path: Path) -> None:
    """Have the disk keep what was written."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
