"""An old register keeps every document through every later revision, on both databases.

`old/<revision>.sql` is the dump of a SQLite register of that revision, as it was when the revision was the newest.
"""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, text

from service.register import confirmations, documents, people, series, verify
from service.register.database import HEAD, Register, make_engine
from service.register.errors import RegisterOutdated, WrongState
from service.register.maintenance import migrate
from service.register.schema_upgrades import MIGRATIONS, upgrade
from service.register.search import Wish, search

OLD = sorted((Path(__file__).parent / "old").glob("*.sql"))
REVISIONS = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py"))
CODES = {
    "0001": ["01/KH-UBND", "02/KH-UBND", "03/KH-UBND", "04/QĐ-UBND", None],
    "0002": [
        "01/KH-UBND",
        "01/KH-UBND",
        "02/KH-UBND",
        "03/KH-UBND",
        "04/QĐ-UBND",
        "01/KH-UBND-M",
        None,
    ],
}
CODES["0003"] = [*CODES["0002"], None]
"""What each dump holds in the order of its entry; that of 0002 begins with a document of 2025, recalled."""


def old_sqlite(dump, folder):
    path = folder / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return f"sqlite:///{path}"


def old_postgresql(dump, folder, url):
    """The same rows in a PostgreSQL register of the same revision."""
    with closing(sqlite3.connect(":memory:")) as probe:
        probe.executescript(dump.read_text(encoding="utf-8"))
    source = create_engine(old_sqlite(dump, folder))
    target = make_engine(url)
    upgrade(target, dump.stem)
    tables = MetaData()
    tables.reflect(target)
    with source.connect() as old, target.begin() as new:
        new.execute(text("SET session_replication_role = replica"))
        known = MetaData()
        known.reflect(old)
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                rows = [dict(row) for row in old.execute(known.tables[table.name].select()).mappings()]
                new.execute(table.insert(), [_typed(table, row) for row in rows]) if rows else None
        new.execute(text("SELECT setval(pg_get_serial_sequence('documents', 'entry'), 1000)"))
    source.dispose()
    target.dispose()
    return url


def _typed(table, row):
    """SQLite knows no truth values and no JSON of its own: give PostgreSQL what its columns want."""
    kinds = {column.name: column.type.python_type for column in table.columns}
    return {
        name: bool(value) if kinds[name] is bool and value is not None else value
        for name, value in row.items()
    }


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def old_register(request, tmp_path, empty_database):
    def made(dump):
        if request.param == "sqlite":
            return old_sqlite(dump, tmp_path)
        return old_postgresql(dump, tmp_path, empty_database())

    return made


def test_there_is_a_copy_of_an_old_register_for_every_revision_but_the_newest():
    assert [path.stem for path in OLD] == REVISIONS[:-1]
    assert REVISIONS[-1] == HEAD


@pytest.mark.parametrize("dump", OLD, ids=lambda path: path.stem)
def test_every_document_of_an_old_register_is_kept(old_register, dump, desk):
    url = old_register(dump)
    with pytest.raises(RegisterOutdated, match="migrate"):
        Register.open(url)
    kept = migrate(url, now=desk.now)
    assert (kept is not None) == url.startswith("sqlite")
    with Register.open(url) as register:
        old = type(desk)(url, register, now=desk.now)
        assert old.faults() == []
        assert old.codes() == CODES[dump.stem]
        found = old.look(search, Wish(office_id=old.office, q="to cong tac")).documents
        assert [row.code for row in found] == ["04/QĐ-UBND"]
        assert old.look(documents.file_content, found[0].id, 1) == b"%PDF"
        assert old.issue(key="k2", render=None).document.code == "03/KH-UBND"
        assert old.issue().document.code == "05/KH-UBND"
        assert old.faults() == []


def test_what_belongs_to_old_documents_is_kept(old_register, desk):
    url = old_register(OLD[1])
    migrate(url, now=desk.now)
    with Register.open(url) as register:
        old = type(desk)(url, register, now=desk.now)
        rows = old.look(search, Wish(office_id=old.office, limit=200)).documents[::-1]
        recalled, voided, sent, third, _, _, put_up = rows
        assert [row.state for row in rows[:4]] == ["recalled", "voided", "dispatched", "issued"]
        assert (recalled.year, recalled.end_citation["code"], voided.end_reason) == (
            2025,
            "31/TB-UBND",
            "In hỏng",
        )
        (replaces,) = old.look(documents.relations_of, third.id)[0]
        assert (replaces.kind, replaces.target_id) == ("replaces", sent.id)
        assert [one.received_by for one in old.look(documents.dispatches_of, sent.id)] == ["Bưu điện"]
        assert [file.role for file in old.look(documents.files_of, sent.id)] == ["rendered", "signed_scan"]
        assert [one.remark for one in old.look(documents.versions_of, put_up.id)] == ["", "Sửa chỉ tiêu"]
        assert old.look(documents.file_content, put_up.id, 1) == b"PK trinh ky"
        assert old.issue(put_up.id).document.code == "05/KH-UBND"
        assert old.faults() == []


def test_lost_numbers_of_an_old_register_are_entered_and_its_confirmation_stands(old_register, desk):
    url = old_register(OLD[2])
    migrate(url, now=desk.now)
    with Register.open(url) as register:
        old = type(desk)(url, register, now=desk.now)
        (waiting,) = [row for row in old.look(series.list_series, old.office, 2026) if row.kinds == ["TB"]]
        with pytest.raises(WrongState, match="bản phần mềm cũ"):
            old.do(confirmations.withdraw_confirmation, waiting.id, reason="x")
        notice = old.entry(kind="TB", kind_title="Thông báo", symbol="TB-BCĐ", body="BCĐ")
        assert old.record(number=2, entry=notice, issued_on=date(2026, 3, 4)).code == "02/TB-BCĐ"
        assert old.faults() == []


def test_a_register_of_a_later_release_is_not_touched(desk):
    with desk.register.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(RegisterOutdated, match="bản mới hơn"):
            Register.open(desk.url)
        with pytest.raises(RegisterOutdated, match="bản mới hơn"):
            migrate(desk.url, now=desk.now)
    finally:
        with desk.register.transaction() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})


def test_a_register_of_this_release_needs_nothing(desk):
    assert migrate(desk.url, now=desk.now) is None
    assert desk.look(lambda session, actor: list(verify.verify(session, actor))) == []
    assert (
        desk.look(lambda session, _actor: people.acting_user(session, "operator", now=desk.now).login)
        == "operator"
    )
