"""What the person at the machine does to a register as a whole: upgrading it with a copy of what it was."""

from datetime import datetime
from pathlib import Path

from service.register.backup import backup
from service.register.database import HEAD, Register, make_engine, revision, sqlite_path
from service.register.errors import RegisterOutdated
from service.register.schema_upgrades import upgrade


def migrate(url: str, *, now: datetime) -> Path | None:
    """Bring the schema at `url` to this release; return the copy made before (SQLite), None when nothing was done.

    On PostgreSQL the copy is the administrator's (pg_dump). Raises RegisterMissing, RegisterOutdated for a register
    of a later release, BackupRefused when the copy cannot be made: then nothing is changed.
    """
    engine = make_engine(url)
    try:
        stored = revision(engine, url)
        if stored == HEAD:
            return None
        if stored > HEAD:
            raise RegisterOutdated(
                "Sổ đăng ký đã được nâng lên bản mới hơn phần mềm này. Cài đúng bản mới rồi làm lại."
            )
        path = sqlite_path(url)
        copy = (
            None
            if path is None
            else path.with_name(f"{path.stem}.before-{stored}-{now:%Y%m%dT%H%M%S}{path.suffix}")
        )
        if copy is not None:
            backup(url, copy)
        upgrade(engine)
    finally:
        engine.dispose()
    Register.open(url).close()
    return copy
