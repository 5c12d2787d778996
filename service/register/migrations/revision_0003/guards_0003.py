"""Guards for tables of the first revisions that had none: kept versions, relations, lost numbers, series, purges.

The one way through is that of `sandbox_guards`: the transaction that clears a sandbox. It opens for a sandbox alone.
"""

from collections.abc import Iterator

_REFUSE = "the register never does this"
SERIES_FIXED = (
    "id",
    "office_id",
    "year",
    "name",
    "kinds",
    "is_own",
    "is_secret",
    "body",
    "mark",
    "first_number",
    "reason",
    "opened_at",
)
SERIES_MOVING = ("last_number", "last_date", "awaits_confirmation", "closed_at")
_VERSION_FIXED = (
    "document_id",
    "version",
    "subject",
    "encoding",
    "content",
    "sha256",
    "remark",
    "made_by",
    "made_at",
)
_LOOSE_DRAFT = (
    "SELECT 1 FROM documents WHERE id = OLD.document_id AND number IS NULL AND state = 'draft' "
    "AND version = OLD.version"
)
_UNNUMBERED = "SELECT 1 FROM documents WHERE id = OLD.document_id AND number IS NULL"
_CLEARED = "SELECT 1 FROM sandbox_purges p JOIN documents d ON d.office_id = p.office_id WHERE d.id = OLD.document_id"
CLEARED_SERIES = (
    "SELECT 1 FROM sandbox_purges p JOIN series s ON s.office_id = p.office_id WHERE s.id = OLD.series_id"
)
ENTERED = "SELECT 1 FROM documents WHERE series_id = OLD.series_id AND number = OLD.number"
_SANDBOX = (
    "SELECT 1 FROM sandboxes WHERE office_id = NEW.office_id AND sandbox_of <> office_id "
    "AND office_id LIKE '%~%'"
)


def guards_0003(dialect: str) -> Iterator[str]:
    """Yield the statements that make the triggers."""
    is_postgresql = dialect == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
    make = postgresql_guard if is_postgresql else sqlite_guard
    for table, event, name, condition in _conditions(differs, is_postgresql=is_postgresql):
        yield from make(table, event, name, condition)


def _conditions(differs: str, *, is_postgresql: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield table, event, name of the guard and when it refuses."""
    changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in _VERSION_FIXED)
    relabelled = f"NEW.label {differs} OLD.label AND (OLD.label <> '' OR NOT EXISTS ({_UNNUMBERED}))"
    kept = f"(({changed}) AND NOT EXISTS ({_LOOSE_DRAFT})) OR ({relabelled})"
    yield "document_versions", "update", "kept", kept
    yield "document_versions", "delete", "any", f"NOT EXISTS ({_CLEARED})"
    fixed = f"NOT EXISTS ({_UNNUMBERED})"
    yield "relations", "update", "any", "true"
    yield "relations", "delete", "number", f"{fixed} AND NOT EXISTS ({_CLEARED})"
    yield "lost_numbers", "update", "any", "true"
    yield "lost_numbers", "delete", "any", f"NOT EXISTS ({ENTERED}) AND NOT EXISTS ({CLEARED_SERIES})"
    yield "series", "update", "fixed", _series_moves(differs, is_postgresql=is_postgresql)
    yield "sandbox_purges", "insert", "office", f"NOT EXISTS ({_SANDBOX})"
    yield "sandbox_purges", "update", "any", "true"


def _series_moves(differs: str, *, is_postgresql: bool) -> str:
    """Return when a change of a series is none that an act makes: JSON has no equality on PostgreSQL."""
    if is_postgresql:
        names = ", ".join(f"'{name}'" for name in SERIES_MOVING)
        changed = f"to_jsonb(NEW) - ARRAY[{names}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{names}]"
    else:
        changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in SERIES_FIXED)
    reopened = f"OLD.closed_at IS NOT NULL AND NEW.closed_at {differs} OLD.closed_at"
    back = "OLD.last_date IS NOT NULL AND (NEW.last_date IS NULL OR NEW.last_date < OLD.last_date)"
    return f"({changed}) OR ({reopened}) OR ({back})"


def postgresql_guard(table: str, event: str, name: str, condition: str) -> Iterator[str]:
    """Yield one trigger with a function of its own: a condition with a query cannot stand in the trigger itself."""
    row = "OLD" if event == "delete" else "NEW"
    yield f"""
CREATE FUNCTION refuse_{table}_{event}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN
        RAISE EXCEPTION '{_REFUSE}: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN {row};
END $$
"""
    yield (
        f"CREATE TRIGGER keep_{table}_{event}_{name} BEFORE {event.upper()} ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION refuse_{table}_{event}_{name}()"
    )


def sqlite_guard(table: str, event: str, name: str, condition: str) -> Iterator[str]:
    """Yield one trigger for SQLite."""
    yield (
        f"CREATE TRIGGER keep_{table}_{event}_{name} BEFORE {event.upper()} ON {table} FOR EACH ROW "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{_REFUSE}: {event} on {table}'); END"
    )
