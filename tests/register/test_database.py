from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.register import people
from service.register.database import Register, make_engine, sqlite_path
from service.register.driver_errors import unavailable
from service.register.errors import RegisterMissing, RegisterUnavailable, UserNotFound, WrongState
from service.register.founding import found_register

NOW = datetime(2026, 3, 5, tzinfo=UTC)


def test_a_missing_register_is_never_made_in_silence(tmp_path):
    url = f"sqlite:///{tmp_path / 'mount' / 'register.db'}"
    with pytest.raises(RegisterMissing, match="ổ đĩa chưa được gắn"):
        Register.open(url)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_register(tmp_path):
    (tmp_path / "register.db").touch()
    with pytest.raises(RegisterMissing, match="register init"):
        Register.open(f"sqlite:///{tmp_path / 'register.db'}")


@pytest.mark.postgres
def test_an_empty_database_is_no_register_until_one_is_founded(empty_database):
    url = empty_database()
    with pytest.raises(RegisterMissing, match="register init"):
        Register.open(url)
    found_register(url, now=NOW).close()
    with pytest.raises(WrongState, match="đã có sổ"):
        found_register(url, now=NOW)
    Register.open(url).close()


def test_a_register_is_founded_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'instance' / 'register.db'}"
    with found_register(url, now=NOW, operator_name="Chị Lan") as register, register.reading() as session:
        assert people.acting_user(session, "operator", now=NOW).name == "Chị Lan"
    with pytest.raises(WrongState, match="đè lên"):
        found_register(url, now=NOW)


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(RegisterMissing, match="quyền ghi"):
        found_register(f"sqlite:///{tmp_path / 'file' / 'register.db'}", now=NOW)


def test_nothing_is_left_of_a_founding_that_fails(tmp_path, monkeypatch):
    def fail(_engine):
        raise ZeroDivisionError

    monkeypatch.setattr("service.register.founding.upgrade", fail)
    with pytest.raises(ZeroDivisionError):
        found_register(f"sqlite:///{tmp_path / 'register.db'}", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_only_the_two_databases_are_taken():
    with pytest.raises(RegisterMissing, match="sqlite hoặc postgresql"):
        make_engine("mysql://root@127.0.0.1/x")


def test_both_spellings_of_postgresql_lead_to_the_one_driver():
    for url in (
        "postgresql://u@127.0.0.1/x",
        "postgres://u@127.0.0.1/x",
        "postgresql+psycopg://u@127.0.0.1/x",
    ):
        assert make_engine(url).url.drivername == "postgresql+psycopg"
        assert sqlite_path(url) is None
    assert sqlite_path("sqlite:////tmp/register.db") == Path("/tmp/register.db")


def test_a_server_that_is_not_there_is_said():
    with pytest.raises(RegisterUnavailable, match="máy chủ cơ sở dữ liệu"):
        Register.open("postgresql://nobody@127.0.0.1:1/x")


def test_a_file_that_is_no_database_is_said(tmp_path):
    (tmp_path / "register.db").write_bytes(b"\x00 no database" * 100)
    with pytest.raises(RegisterUnavailable, match="hỏng") as refused:
        Register.open(f"sqlite:///{tmp_path / 'register.db'}")
    assert refused.value.code == "damaged"


def test_sqlite_keeps_what_the_promise_needs(sqlite_desk):
    with sqlite_desk.register.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_reading_writes_nothing(desk):
    with pytest.raises(RegisterUnavailable, match="chỉ đọc được"), desk.register.reading() as session:
        session.execute(text("UPDATE users SET name = 'x'"))
    desk.open_series()
    assert desk.issue().document.number == 1


def test_an_error_that_nobody_knows_is_handed_to_the_administrator():
    refused = unavailable(DBAPIError("SELECT 1", {}, ValueError("unknown")))
    assert (refused.code, "người quản trị" in refused.message) == ("refused", True)


@pytest.mark.postgres
def test_a_lost_connection_is_said(empty_database):
    url = empty_database()
    with found_register(url, now=NOW) as register:
        with pytest.raises(RegisterUnavailable, match="Không kết nối"):
            _act_on_a_connection_that_ends(register, url)
        with register.transaction() as session, pytest.raises(UserNotFound):
            people.acting_user(session, "nobody", now=NOW)


def _act_on_a_connection_that_ends(register, url):
    with register.transaction() as session:
        own = session.scalar(text("SELECT pg_backend_pid()"))
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (own,))
        people.acting_user(session, "operator", now=NOW)
