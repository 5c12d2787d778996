"""Making a register on purpose: schema, operator, first event. Nothing else ever makes one."""

from datetime import datetime
from pathlib import Path

from service.register import audit
from service.register.database import Register, make_engine, revision, sqlite_path
from service.register.errors import RegisterMissing, WrongState
from service.register.identifiers import new_id
from service.register.models import SYSTEM, User
from service.register.people import OPERATOR
from service.register.permissions import Actor
from service.register.schema_upgrades import upgrade


def found_register(url: str, *, now: datetime, operator_name: str = "Người vận hành máy chủ") -> Register:
    """Make a new register at `url` and return it open. It has no office and no open series.

    Raises WrongState when there is one already; a file that was begun is taken away again when anything
    fails.
    """
    path = sqlite_path(url)
    if path is None:
        return _found(url, now, operator_name)
    if path.exists():
        raise WrongState(f"Đã có tệp {path}: không lập sổ mới đè lên.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("xb").close()  # of two who found at once one gets no further
    except OSError as error:
        raise RegisterMissing(
            f"Không lập được sổ tại {path}: {error.strerror}. Kiểm tra ổ đĩa và quyền ghi."
        ) from error
    try:
        return _found(url, now, operator_name)
    except BaseException:
        for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            leftover.unlink(missing_ok=True)
        raise


def _found(url: str, now: datetime, operator_name: str) -> Register:
    """Lay the schema and the first rows."""
    engine = make_engine(url, create=True)
    try:
        _require_new(url)
        if engine.dialect.name == "sqlite":
            with engine.execution_options(begin="DEFERRED").connect() as connection:
                connection.rollback()
                connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr] # the driver's own
        upgrade(engine)
    finally:
        engine.dispose()
    register = Register.open(url)
    with register.transaction() as session:
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
    return register


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
