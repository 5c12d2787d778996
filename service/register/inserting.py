"""Rows that are added unless they are there, on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(dialect: str, table: Any, index_elements: Sequence[str] | None = None) -> Any:
    """Return the statement that adds rows to `table`; one that meets a row with the same unique columns adds nothing.

    `dialect` is the name of the database's dialect, `index_elements` the columns that decide (None: any unique ones).
    """
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=index_elements)
