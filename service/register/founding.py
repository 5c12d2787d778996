"""Making a register on purpose: schema, operator, first event. Nothing else ever makes one."""

import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from service.register import audit
from service.register.database import Register, make_engine, revision, sqlite_path
from service.register.driver_errors import reason
from service.register.errors import RegisterMissing, WrongState
from service.register.identifiers import new_id
from service.register.models import SYSTEM, User
from service.register.people import OPERATOR
from service.register.permissions import Actor
from service.register.schema_upgrades import upgrade

_OPERATOR_NAME = "Người vận hành máy chủ"


def found_register(url: str, *, now: datetime, operator_name: str = _OPERATOR_NAME) -> Register:
    """Make a new register at `url` and return it open. It has no office and no open series.

    Raises WrongState when there is one already, RegisterMissing where none can be made. A SQLite register is made
    beside its place and put there whole: an interrupted founding leaves nothing that looks like a register.
    """
    path = sqlite_path(url)
    if path is None:
        _require_new(url)
        _lay(url, now, operator_name)
    else:
        _found_file(path, now, operator_name)
    return Register.open(url)


def _found_file(path: Path, now: datetime, operator_name: str) -> None:
    """Make the file of a register."""
    if path.exists():
        raise WrongState(f"Đã có tệp {path}: không lập sổ mới đè lên.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".founding-") as folder:
            draft = Path(folder) / path.name
            draft.touch(0o600)  # SQLite gives its other files the mode of this one
            with closing(sqlite3.connect(draft)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
            _lay(f"sqlite:///{draft}", now, operator_name)
            path.hardlink_to(draft)  # refuses to replace what another founding put there meanwhile
    except (OSError, sqlite3.Error) as error:
        raise RegisterMissing(
            f"Không lập được sổ tại {path}: {reason(error)}. Kiểm tra ổ đĩa và quyền ghi."
        ) from error


def _lay(url: str, now: datetime, operator_name: str) -> None:
    """Lay the schema and the first rows."""
    engine = make_engine(url)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    with Register.open(url) as register, register.transaction() as session:
        operator = User(
            id=new_id(now),
            login=OPERATOR,
            name=operator_name,
            is_operator=True,
            is_active=True,
            created_at=now,
        )
        session.add(operator)
        audit.open_chain(session, SYSTEM)
        actor = Actor(user_id=operator.id, login=OPERATOR, name=operator_name, at=now)
        audit.append(session, actor, SYSTEM, "found_register", {"operator": operator.id})


def _require_new(url: str) -> None:
    """Refuse a database that holds a register already."""
    engine = make_engine(url)
    try:
        revision(engine, url)
    except RegisterMissing:
        return
    finally:
        engine.dispose()
    raise WrongState("Cơ sở dữ liệu này đã có sổ đăng ký: không lập đè lên.")
