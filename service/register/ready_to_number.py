"""What a document must be before its number: the book can hold its line, and what it replaces or amends still stands.

Basis: Nghị định 30/2020/NĐ-CP, Điều 18 khoản 3.
"""

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from service.register.entries import BookEntry, entry_of, fill, require_sound
from service.register.errors import InvalidEntry
from service.register.models import Document
from service.register.relations import require_relations_hold


def require_ready(session: Session, row: Document, *, has_relations: bool = True) -> None:
    """Refuse a document that is secret, one that the book cannot hold, or one whose relations hold no longer.

    `has_relations` False: the caller knows that it has none. Raises InvalidEntry, DocumentNotFound.
    """
    if row.is_secret:
        raise InvalidEntry(
            "Văn bản mật chỉ vào sổ số và trích yếu, không tạo nội dung. Dùng “Vào sổ văn bản khác”."
        )
    require_sound(entry_of(row))
    if has_relations:
        require_relations_hold(session, row)


def row_with(row: Document, entry: BookEntry) -> Document:
    """Return a copy of a row with another line of the book, in no session: nothing of it is kept.

    Raises InvalidEntry for characters that no text has.
    """
    found = Document(**{one.key: getattr(row, one.key) for one in inspect(Document).column_attrs})
    fill(found, entry)
    return found
