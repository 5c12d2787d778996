"""The guards of revision 0001 against deletion, with one way through: a transaction that clears a sandbox.

Such a transaction puts the id of the twin into `sandbox_purges` first and takes it out last, so that no other
transaction ever sees it there. Rows of every other office stay as guarded as before.
"""

from collections.abc import Iterator

_KEYS = {
    "audit_events": "office_id",
    "audit_chains": "office_id",
    "series": "office_id",
    "signers": "office_id",
    "idempotency_keys": "office_id",
    "documents": "office_id",
    "offices": "id",
    "files": "document_id",
    "dispatches": "document_id",
    "blobs": "sha256",
}
"""Table and the column that leads to its office; a blob belongs to none and is free where nobody points at it."""

_FUNCTION = """
CREATE FUNCTION register_refuses_but_purges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner text := to_jsonb(OLD) ->> TG_ARGV[0];
BEGIN
    IF TG_ARGV[0] = 'document_id' THEN
        SELECT office_id INTO owner FROM documents WHERE id = owner;
    END IF;
    IF EXISTS (SELECT 1 FROM sandbox_purges WHERE TG_ARGV[0] = 'sha256' OR office_id = owner) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the register never does this: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""


def sandbox_guards(dialect: str) -> Iterator[str]:
    """Yield the statements that put the guards with the way through in the place of those of revision 0001."""
    if dialect == "postgresql":
        yield _FUNCTION
    for table, key in _KEYS.items():
        if dialect == "postgresql":
            yield f"DROP TRIGGER keep_{table}_delete_any ON {table}"
            yield _postgresql(table, key)
        else:
            yield f"DROP TRIGGER keep_{table}_delete_any"
            yield _sqlite(table, key)


def _postgresql(table: str, key: str) -> str:
    """Return one trigger for PostgreSQL."""
    condition = "OLD.number IS NOT NULL" if table == "documents" else "true"
    return (
        f"CREATE TRIGGER keep_{table}_delete_any BEFORE DELETE ON {table} FOR EACH ROW "
        f"WHEN ({condition}) EXECUTE FUNCTION register_refuses_but_purges('{key}')"
    )


def _sqlite(table: str, key: str) -> str:
    """Return one trigger for SQLite."""
    owner = {
        "document_id": "(SELECT office_id FROM documents WHERE id = OLD.document_id)",
        "sha256": "office_id",
    }.get(key, f"OLD.{key}")
    condition = f"NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = {owner})"  # noqa: S608 - our own names
    if table == "documents":
        condition = f"OLD.number IS NOT NULL AND {condition}"
    return (
        f"CREATE TRIGGER keep_{table}_delete_any BEFORE DELETE ON {table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on {table}'); END"
    )
