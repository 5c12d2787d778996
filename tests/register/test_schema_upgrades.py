"""An old register keeps every document through every later revision, on both databases.

`old/<revision>.sql` is the dump of a SQLite register of that revision, as it was when the revision was the newest.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, text

from service.register import documents, people, verify
from service.register.database import HEAD, Register, make_engine
from service.register.errors import RegisterOutdated
from service.register.maintenance import migrate
from service.register.schema_upgrades import MIGRATIONS, upgrade
from service.register.search import Wish, search

OLD = sorted((Path(__file__).parent / "old").glob("*.sql"))
REVISIONS = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py"))


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
        assert old.codes() == ["01/KH-UBND", "02/KH-UBND", "03/KH-UBND", "04/QĐ-UBND", None]
        found = old.look(search, Wish(office_id=old.office, q="to cong tac")).documents
        assert [row.code for row in found] == ["04/QĐ-UBND"]
        assert old.look(documents.file_content, found[0].id, 1) == b"%PDF"
        assert old.issue(key="k2", render=None).document.code == "03/KH-UBND"
        assert old.issue().document.code == "05/KH-UBND"
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
