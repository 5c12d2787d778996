"""Bringing the schema to this release's revision, forward only, one transaction for each revision."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from service.register.driver_errors import unavailable

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(engine: Engine, target: str = "head") -> None:
    """Upgrade the schema at `engine` to `target`; documents and everything else stay. Raises RegisterUnavailable."""
    script = ScriptDirectory(str(MIGRATIONS))

    def steps(stored: Any, _context: Any) -> Any:
        return script._upgrade_revs(target, stored)  # noqa: SLF001 # as alembic's own command does

    try:
        _run(engine, EnvironmentContext(Config(), script, fn=steps, destination_rev=target))
    except DBAPIError as error:
        raise unavailable(error) from error


def _run(engine: Engine, context: EnvironmentContext) -> None:
    """Run what is wanted, one transaction for each revision."""
    with engine.connect() as connection, context:
        context.configure(connection=connection, transactional_ddl=True, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
