"""SQLite takes a row away past the triggers when another one takes its place: not by us, and seen when others do it."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.register.test_verify_trail import full  # noqa: F401 - a register in which something of every sort happened

ANOTHER_DOCUMENT = "(SELECT max(id) FROM documents WHERE id <> idempotency_keys.document_id)"
"""Never the row's own document."""

REPLACED = {
    "documents": ("subject", "'x'", "number = 1"),
    "document_versions": ("content", "x'00'", "version = 1"),
    "files": ("name", "'x'", "role = 'record'"),
    "blobs": ("content", "x'00'", "size = 14"),
    "dispatches": ("received_by", "'x'", "position = 1"),
    "idempotency_keys": ("document_id", ANOTHER_DOCUMENT, "key = 'k1'"),
    "type_versions": ("manifest", "'{}'", "version = '1.0.0'"),
    "audit_events": ("detail", "'{}'", "action = 'dispatch'"),
    "audit_chains": ("seq", "1", "office_id = 'ubnd-21484'"),
    "series": ("last_number", "2", "last_number = 3"),
    "signers": ("name", "'x'", "position = 'Chủ tịch'"),
    "users": ("name", "'x'", "NOT is_operator"),
    "offices": ("name", "'x'", "id = 'ubnd-21484'"),
}
"""Table: the column that another row changes, to what, and in which rows."""


def replacing(connection, table):
    """The statement that puts changed copies of rows in their place."""
    column, value, condition = REPLACED[table]
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    said = ", ".join(value if name == column else name for name in names)
    return f"INSERT OR REPLACE INTO {table} SELECT {said} FROM {table} WHERE {condition}"  # noqa: S608 - our own words


@pytest.fixture
def url(founded, tmp_path):
    """On SQLite alone: PostgreSQL knows no such statement."""
    target = tmp_path / "register.db"
    shutil.copyfile(founded("sqlite").removeprefix("sqlite:///"), target)
    return f"sqlite:///{target}"


@pytest.mark.parametrize("table", REPLACED)
def test_no_row_is_replaced_through_a_connection_of_the_register(full, table):  # noqa: F811
    with full.register.engine.begin() as connection:
        driver = connection.connection.driver_connection
        with pytest.raises(sqlite3.IntegrityError, match="the register never does this"):
            driver.execute(replacing(driver, table))
    assert full.faults() == []


@pytest.mark.parametrize("table", REPLACED)
def test_a_row_that_somebody_else_replaced_past_the_triggers_is_found(full, table):  # noqa: F811
    full.register.engine.dispose()
    with closing(sqlite3.connect(full.url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute(replacing(connection, table)).rowcount > 0
        connection.commit()
    assert full.faults() != []
