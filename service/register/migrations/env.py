"""What alembic runs: the caller's connection, one transaction for each revision, on both databases."""

from typing import Any

from alembic import context

from service.register.models import Base


def include(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:  # noqa: FBT001 # alembic's call
    """Leave out the tables of SQLite's full-text index; they are made by hand in 0002."""
    return not (kind == "table" and (name or "").startswith("documents_search"))


def run() -> None:
    """Run the revisions on the connection that `schema_upgrades` hands over."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transactional_ddl=True,
        transaction_per_migration=True,
        include_object=include,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
