"""Triggers that refuse, whoever asks, what the register never does: the last line behind the code.

They name their columns as of their revision; `tests/register/test_models.py` compares them with
`proofs.FROZEN`.
"""

from collections.abc import Iterator

_FROZEN_0001 = [
    "id",
    "office_id",
    "origin",
    "version",
    "kind",
    "kind_title",
    "subject",
    "base_symbol",
    "body",
    "is_secret",
    "signer_id",
    "signer_name",
    "signer_position",
    "signer_capacity",
    "recipients",
    "kept_by",
    "copies",
    "pages",
    "urgency",
    "due_on",
    "language",
    "file_catalog",
    "file_notation",
    "note",
    "type_slug",
    "type_version",
    "type_sha256",
    "series_id",
    "year",
    "number",
    "symbol",
    "code",
    "signed_on",
    "issued_on",
    "issued_at",
    "issued_by",
    "input_sha256",
    "context_sha256",
    "template_sha256",
    "content_sha256",
    "release",
    "findings",
    "created_by",
    "created_at",
]
_MUTABLE_0001 = [
    "entry",
    "state",
    "handed_over_at",
    "end_reason",
    "end_citation",
    "updated_at",
    "search_text",
    "search_vector",  # PostgreSQL, from 0002 on: made from search_text
]
_APPEND_ONLY_0001 = ("audit_events", "blobs", "files", "type_versions", "idempotency_keys", "dispatches")
_NEVER_DELETED_0001 = ("audit_chains", "series", "offices", "users", "signers")


def guards_0001(dialect: str) -> Iterator[str]:
    """Yield the statements that make the triggers of revision 0001."""
    make = _postgresql if dialect == "postgresql" else _sqlite
    if dialect == "postgresql":
        yield _POSTGRESQL_FUNCTION
    for table in _APPEND_ONLY_0001:
        yield from make(table, "update", "true")
        yield from make(table, "delete", "true")
    for table in _NEVER_DELETED_0001:
        yield from make(table, "delete", "true")
    yield from make("documents", "delete", "OLD.number IS NOT NULL")
    yield from make("documents", "update", f"OLD.number IS NOT NULL AND ({_changed(dialect)})", name="number")
    yield from make("documents", "update", "OLD.state IN ('voided', 'recalled')", name="end")
    yield from make(
        "series", "update", "NEW.last_number < OLD.last_number OR NEW.first_number <> OLD.first_number"
    )
    yield from make("audit_chains", "update", "NEW.seq < OLD.seq")


def _changed(dialect: str) -> str:
    """Return the condition that a fixed column of a document is about to change."""
    if dialect == "postgresql":
        names = ", ".join(f"'{name}'" for name in _MUTABLE_0001)
        return f"to_jsonb(NEW) - ARRAY[{names}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{names}]"
    return " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _FROZEN_0001)


_POSTGRESQL_FUNCTION = """
CREATE FUNCTION register_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register never does this: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""


def _postgresql(table: str, event: str, condition: str, *, name: str = "any") -> Iterator[str]:
    """Yield one trigger for PostgreSQL."""
    yield (
        f"CREATE TRIGGER keep_{table}_{event}_{name} BEFORE {event.upper()} ON {table} FOR EACH ROW "
        f"WHEN ({condition}) EXECUTE FUNCTION register_refuses()"
    )


def _sqlite(table: str, event: str, condition: str, *, name: str = "any") -> Iterator[str]:
    """Yield one trigger for SQLite."""
    yield (
        f"CREATE TRIGGER keep_{table}_{event}_{name} BEFORE {event.upper()} ON {table} FOR EACH ROW "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'the register never does this: {event} on {table}'); END"
    )
