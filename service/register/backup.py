"""Backup while the service runs, and restore that refuses a file that does not verify.

SQLite only: its online backup copies one snapshot page by page. PostgreSQL has its own tools
(`docs/register.md`). After a restore numbers may be missing that were given since the backup, so every open
series waits until a person confirms its last number (`series.confirm_series`).
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register import audit, locks
from service.register.database import Register, sqlite_path
from service.register.errors import BackupRefused, RegisterError
from service.register.models import SYSTEM, Office, Series
from service.register.people import OPERATOR, acting_user
from service.register.permissions import Actor, require_operator
from service.register.verify import verify

_ON_POSTGRESQL = (
    "Sổ đăng ký này nằm trên PostgreSQL: sao lưu bằng pg_dump -Fc, khôi phục bằng pg_restore, rồi chạy "
    "./run register restore --restored. Xem docs/register.md."
)
_PAGES_AT_ONCE = 1000


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
            f"Không sao lưu được vào {target}: {error}. Kiểm tra ổ đĩa rồi làm lại."
        ) from error
    return target.stat().st_size


def restore(url: str, file: Path, *, now: datetime, login: str = OPERATOR) -> Path | None:
    """Put the register in `file` in the place of the one at `url`; the service may run meanwhile.

    Returns where the former register was copied to, None when there was none. Afterwards every open series
    waits for confirmation. Raises BackupRefused for a file that is no register of this release or does not
    verify.
    """
    target = _path(url)
    require_sound(file, now=now)
    former = None
    if target.exists():
        former = target.with_name(f"{target.stem}.before-restore-{now:%Y%m%dT%H%M%S}{target.suffix}")
        backup(url, former)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(file, target)
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(
            f"Không khôi phục được vào {target}: {error}. Kiểm tra ổ đĩa rồi làm lại."
        ) from error
    with Register.open(url) as register, register.transaction() as session:
        await_confirmation(session, acting_user(session, login, now=now))
    return former


def await_confirmation(session: Session, actor: Actor) -> int:
    """Let every open series wait for its last number to be confirmed; return how many."""
    require_operator(session, actor)
    count = 0
    for office_id in session.scalars(select(Office.id).order_by(Office.id)).all():
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
    """Raise BackupRefused unless `file` is a register of this release that verifies; it is not changed."""
    if not file.is_file():
        raise BackupRefused(f"Không thấy tệp {file}.")
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as folder:
        copy = Path(folder) / "register.db"
        try:
            _copy(file, copy)
            with closing(sqlite3.connect(copy)) as connection:
                answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            raise BackupRefused(f"{file} không phải sổ đăng ký hoặc đã hỏng: {error}.") from error
        if answer != "ok":
            raise BackupRefused(f"{file} đã hỏng: {answer}.")
        _require_verified(file, f"sqlite:///{copy}", now)


def _require_verified(file: Path, url: str, now: datetime) -> None:
    """Walk a copy of a backup; its first fault refuses it."""
    try:
        with Register.open(url) as register, register.reading() as session:
            fault = next(verify(session, acting_user(session, OPERATOR, now=now)), None)
    except RegisterError as error:
        raise BackupRefused(f"{file} không khôi phục được: {error.message}") from error
    if fault is not None:
        raise BackupRefused(f"{file} không khôi phục được: {fault.place}: {fault.message}")


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
