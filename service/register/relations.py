"""What a document does to an earlier one of its office: replaces, amends, corrects.

Basis: Nghị định 30/2020/NĐ-CP, Điều 18 khoản 3 (wrong content: replaced or amended by a document of the
same form; wrong layout or procedure: corrected by công văn).
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.entries import LETTER, NewRelation
from service.register.errors import DocumentNotFound, InvalidEntry
from service.register.models import Document, Relation
from service.register.states import STATE_NAMES, State

RELATION_NAMES = {"replaces": "Thay thế", "amends": "Sửa đổi, bổ sung", "corrects": "Đính chính"}
_LIVING = (State.ISSUED, State.DISPATCHED)


def add_relations(session: Session, row: Document, relations: Iterable[NewRelation]) -> None:
    """Keep what a document does to earlier ones. Raises DocumentNotFound, InvalidEntry."""
    for relation in relations:
        _require_fit(row, relation.kind, _target(session, row, relation.target))
        session.add(Relation(document_id=row.id, kind=relation.kind, target_id=relation.target))


def told_relations(relations: Iterable[NewRelation | Relation]) -> list[list[str]]:
    """Return what the audit trail keeps of relations: kind and id of the earlier document, sorted."""
    return sorted([one.kind, one.target_id if isinstance(one, Relation) else one.target] for one in relations)


def require_relations_hold(session: Session, row: Document) -> None:
    """Check once more at the number: a target may have been recalled since the draft was written."""
    for relation in session.scalars(select(Relation).where(Relation.document_id == row.id)):
        _require_fit(row, relation.kind, _target(session, row, relation.target_id))


def _target(session: Session, row: Document, target_id: str) -> Document:
    """Return the earlier document, of the same office, as it is now."""
    query = select(Document).where(Document.id == target_id, Document.office_id == row.office_id)
    target = session.scalar(query.execution_options(populate_existing=True)) if target_id != row.id else None
    if target is None:
        raise DocumentNotFound(
            "Văn bản được thay thế, sửa đổi hoặc đính chính không có trong sổ của cơ quan."
        )
    return target


def _require_fit(row: Document, kind: str, target: Document) -> None:
    """Refuse a relation that the decree does not know."""
    if kind not in RELATION_NAMES:
        raise InvalidEntry(f"Không có quan hệ “{kind}”. Các quan hệ: {', '.join(RELATION_NAMES)}.")
    if target.state not in _LIVING:
        state = STATE_NAMES[State(target.state)]
        raise InvalidEntry(
            f"{target.code or 'Văn bản'} ở trạng thái “{state}”, không {RELATION_NAMES[kind].lower()} được."
        )
    if kind == "corrects" and row.kind != LETTER:
        raise InvalidEntry("Đính chính phải bằng công văn.")
    if kind != "corrects" and row.kind != target.kind:
        raise InvalidEntry(f"{RELATION_NAMES[kind]} phải bằng văn bản cùng loại: {target.kind_title}.")
