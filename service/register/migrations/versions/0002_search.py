"""Full-text search over `documents.search_text`: FTS5 on SQLite, a GIN index on PostgreSQL."""

from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = (
    """
    CREATE VIRTUAL TABLE documents_search USING fts5(
        office_id, search_text, content='documents', content_rowid='entry', detail='column',
        tokenize="unicode61 remove_diacritics 0"
    )
    """,
    "INSERT INTO documents_search (documents_search) VALUES ('rebuild')",
    """
    CREATE TRIGGER search_documents_insert AFTER INSERT ON documents BEGIN
        INSERT INTO documents_search (rowid, office_id, search_text)
        VALUES (NEW.entry, NEW.office_id, NEW.search_text);
    END
    """,
    """
    CREATE TRIGGER search_documents_delete AFTER DELETE ON documents BEGIN
        INSERT INTO documents_search (documents_search, rowid, office_id, search_text)
        VALUES ('delete', OLD.entry, OLD.office_id, OLD.search_text);
    END
    """,
    """
    CREATE TRIGGER search_documents_update AFTER UPDATE OF search_text ON documents
    WHEN NEW.search_text IS NOT OLD.search_text BEGIN
        INSERT INTO documents_search (documents_search, rowid, office_id, search_text)
        VALUES ('delete', OLD.entry, OLD.office_id, OLD.search_text);
        INSERT INTO documents_search (rowid, office_id, search_text)
        VALUES (NEW.entry, NEW.office_id, NEW.search_text);
    END
    """,
)
_POSTGRESQL = (
    """
    ALTER TABLE documents ADD COLUMN search_vector tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED
    """,
    "CREATE INDEX ix_documents_search ON documents USING gin (search_vector) WITH (fastupdate = off)",
)


def upgrade() -> None:
    """Make the index of the database at hand and fill it with the documents that are there."""
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
