"""Keys of clients: each bound to one document for ever, so that a lost answer can be asked for again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.canonical import canonical_json, digest
from service.register.entries import NewDocument, fingerprint_of
from service.register.errors import InvalidEntry, WrongState
from service.register.models import Document, IdempotencyKey

KEY_MAX_CHARACTERS = 200


def fingerprint(document: str | NewDocument) -> str:
    """Return what tells a repeat from another document under the same key."""
    said = {"document": document} if isinstance(document, str) else fingerprint_of(document)
    return digest(canonical_json(said).encode())


def earlier(session: Session, office_id: str, key: str | None, mark: str) -> Document | None:
    """Return the document that the key made before, None for a new key; the office must be locked.

    Raises WrongState (`key_reused`) when the key belongs to another document, InvalidEntry for an unusable
    key.
    """
    if key is None:
        return None
    if not key.strip() or len(key) > KEY_MAX_CHARACTERS:
        raise InvalidEntry(f"Khóa chống lặp phải có từ 1 đến {KEY_MAX_CHARACTERS} ký tự.")
    bound = session.get(IdempotencyKey, (office_id, key), populate_existing=True)
    if bound is None:
        return None
    if bound.fingerprint != mark:
        raise WrongState("Khóa chống lặp này đã dùng cho một văn bản khác. Dùng khóa mới.", code="key_reused")
    query = select(Document).where(Document.id == bound.document_id)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def bind(session: Session, row: Document, key: str | None, mark: str) -> None:
    """Bind a key to the document that it made, in the same transaction."""
    if key is not None:
        session.add(IdempotencyKey(office_id=row.office_id, key=key, document_id=row.id, fingerprint=mark))
