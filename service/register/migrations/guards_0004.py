"""The guards of series and lost numbers with the way through for a confirmation that is taken back.

A series goes back only to where it waits for another confirmation, and never below a document that it numbered; a lost
number goes only where its waiting series stands below it. Everything else stays as guarded as before.
"""

from collections.abc import Iterator

from service.register.migrations.revision_0003.guards_0003 import (
    CLEARED_SERIES,
    ENTERED,
    SERIES_FIXED,
    SERIES_MOVING,
    postgresql_guard,
    sqlite_guard,
)

_NUMBERED = (
    "SELECT 1 FROM documents WHERE series_id = OLD.id "
    "AND (number > NEW.last_number OR NEW.last_date IS NULL OR issued_on > NEW.last_date)"
)
_GOES_BACK = (
    "NEW.last_number < OLD.last_number OR "
    "(OLD.last_date IS NOT NULL AND (NEW.last_date IS NULL OR NEW.last_date < OLD.last_date))"
)
_WITHDRAWN = (
    "SELECT 1 FROM series WHERE id = OLD.series_id AND awaits_confirmation AND last_number < OLD.number"
)
_REPLACED = (("series", "update", "any"), ("series", "update", "fixed"), ("lost_numbers", "delete", "any"))


def guards_0004(dialect: str) -> Iterator[str]:
    """Yield the statements that replace the guards."""
    is_postgresql = dialect == "postgresql"
    for table, event, name in _REPLACED:
        yield f"DROP TRIGGER keep_{table}_{event}_{name}" + (f" ON {table}" if is_postgresql else "")
    if is_postgresql:
        yield "DROP FUNCTION refuse_series_update_fixed()"
        yield "DROP FUNCTION refuse_lost_numbers_delete_any()"
    make = postgresql_guard if is_postgresql else sqlite_guard
    back = f"({_GOES_BACK}) AND (NOT NEW.awaits_confirmation OR EXISTS ({_NUMBERED}))"
    kept = f"NOT EXISTS ({ENTERED}) AND NOT EXISTS ({CLEARED_SERIES}) AND NOT EXISTS ({_WITHDRAWN})"
    yield from make("series", "update", "fixed", _changed(is_postgresql=is_postgresql))
    yield from make("series", "update", "back", back)
    yield from make("lost_numbers", "delete", "any", kept)


def _changed(*, is_postgresql: bool) -> str:
    """Return when what was decided at the opening or closing of a series is about to change."""
    if is_postgresql:  # JSON has no equality there
        names = ", ".join(f"'{name}'" for name in SERIES_MOVING)
        changed = f"to_jsonb(NEW) - ARRAY[{names}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{names}]"
        return f"({changed}) OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at)"
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in SERIES_FIXED)
    return f"({changed}) OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT OLD.closed_at)"
