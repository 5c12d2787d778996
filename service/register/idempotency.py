"""Keys of clients: each bound to one document for ever, so that a lost answer can be asked for again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from service.register.canonical import canonical_json, digest
from service.register.entries import NewDocument, fingerprint_of
from service.register.errors import InvalidEntry, WrongState
from service.register.models import Document, IdempotencyKey

KEY_MAX_CHARACTERS = 200
_KEYS_AT_ONCE = 1000
_KEYS = IdempotencyKey.__table__.c
_BOUND = select(_KEYS.key, _KEYS.fingerprint, _KEYS.document_id).where(
    _KEYS.office_id == bindparam("office_id"), _KEYS.key.in_(bindparam("keys", expanding=True))
)

Asked = str | NewDocument | Mapping[str, Any]
"""What a key was used for: a draft by its id, a new document, or all that a request says."""


def fingerprint(document: Asked) -> str:
    """Return what tells a repeat from another document under the same key."""
    said = fingerprint_of(document) if isinstance(document, NewDocument) else document
    if isinstance(said, str):
        said = {"document": said}
    return digest(canonical_json(said).encode())


class KeyRing:
    """The keys of one act in an office, looked up at once: which documents they made, now or before."""

    def __init__(self, session: Session, office_id: str, keys: Iterable[str | None]) -> None:
        """Look the keys up; the office must be locked. Raises InvalidEntry for an unusable key."""
        self._office_id = office_id
        self._bound: dict[str, tuple[str, Document]] = {}
        wanted = sorted({key for key in keys if key is not None})
        if any(not key.strip() or len(key) > KEY_MAX_CHARACTERS for key in wanted):
            raise InvalidEntry(f"Khóa chống lặp phải có từ 1 đến {KEY_MAX_CHARACTERS} ký tự.")
        for first in range(0, len(wanted), _KEYS_AT_ONCE):
            asked = {"office_id": office_id, "keys": wanted[first : first + _KEYS_AT_ONCE]}
            self._find(session, session.execute(_BOUND, asked).all())

    def _find(self, session: Session, bound: Sequence[Row[str, str, str]]) -> None:
        """Load the documents of keys that are bound; nearly every key is a new one."""
        if bound:
            ids = [one.document_id for one in bound]
            query = select(Document).where(Document.id.in_(ids)).execution_options(populate_existing=True)
            rows = {row.id: row for row in session.scalars(query)}
            self._bound |= {one.key: (one.fingerprint, rows[one.document_id]) for one in bound}

    def earlier(self, key: str | None, document: Asked) -> Document | None:
        """Return the document that a key made before, None for a new key.

        Raises WrongState (`key_reused`) when the key belongs to another document.
        """
        bound = None if key is None else self._bound.get(key)
        if bound is None:
            return None
        mark, row = bound
        if mark != fingerprint(document):
            first = (
                f"{row.kind_title} {row.code or '(chưa có số)'}" if not row.is_secret else "một văn bản mật"
            )
            raise WrongState(
                f"Khóa chống lặp này đã dùng cho văn bản khác: {first}. Dùng khóa mới.", code="key_reused"
            )
        return row

    def bind(self, row: Document, key: str, document: Asked) -> dict[str, Any]:
        """Bind a key to the document that it made; return the row, to be written in the same transaction."""
        mark = fingerprint(document)
        self._bound[key] = mark, row
        return {"office_id": self._office_id, "key": key, "document_id": row.id, "fingerprint": mark}


def earlier(session: Session, office_id: str, key: str | None, document: Asked) -> Document | None:
    """Return the document that one key made before, None for a new key. Raises WrongState, InvalidEntry."""
    return KeyRing(session, office_id, [key]).earlier(key, document)


def bind(session: Session, row: Document, key: str | None, document: Asked) -> None:
    """Bind a key to the document that it made, in the same transaction."""
    if key is not None:
        mark = fingerprint(document)
        session.add(IdempotencyKey(office_id=row.office_id, key=key, document_id=row.id, fingerprint=mark))
