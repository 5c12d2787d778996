"""Rows that are added unless they are there, on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(dialect: str, table: Any, index_elements: Sequence[str] | None = None) -> Any:
    """Return the statement that adds rows to `table`; one that meets a row with the same unique columns adds nothing.

    `dialect` is the name of the database's dialect, `index_elements` the columns that decide (None: any unique ones).
    """
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=index_elements)


def noted_unless_there(dialect: str, table: Any, names: Sequence[str]) -> Any:
    """Return the statement that adds one row, given by `names`, unless it is there; its commit waits for no disk.

    For `Register.note`: on PostgreSQL the statement says so itself, for the transaction that it is.
    """
    columns = table.__table__.c
    row = {name: bindparam(name, type_=columns[name].type) for name in names}
    adding = insert_unless_there(dialect, table)
    if dialect != "postgresql":
        return adding.values(row)
    passing = func.set_config("synchronous_commit", "off", True).table_valued("value", name="passing")
    return adding.from_select(list(names), select(*row.values()).select_from(passing))
