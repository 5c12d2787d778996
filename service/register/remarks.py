"""Remarks on a document before its number: each at a field or at the whole, open until its drafter settles it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.domain.text import nfc
from service.register import audit
from service.register.documents import document, locked_document, require_act
from service.register.errors import DocumentNotFound, InvalidEntry
from service.register.models import Remark
from service.register.permissions import Actor
from service.register.states import DocumentAct

BODY_MAX_CHARACTERS = 2_000
_QUOTE_CHARACTERS = 200
_KEY_CHARACTERS = 64
_REMARKS = (
    select(Remark).where(Remark.document_id == bindparam("document_id")).order_by(Remark.made_at, Remark.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRemark:
    """A remark as a person makes it; `key` is the form's own, `path` "" and `paragraph` None speak of the whole."""

    key: str
    body: str
    path: str = ""
    paragraph: int | None = None
    quote: str = ""


def add_remark(session: Session, actor: Actor, document_id: str, new: NewRemark) -> Remark:
    """Keep a remark; the same key again returns the first one. Raises WrongState, NotAllowed, InvalidEntry."""
    row = locked_document(session, actor, document_id)
    known = session.get(Remark, new.key, populate_existing=True)
    if known is not None and known.document_id == document_id:
        return known
    require_act(session, actor, row, DocumentAct.REMARK)
    body = nfc(new.body).strip()
    if not body or len(body) > BODY_MAX_CHARACTERS:
        raise InvalidEntry(f"Góp ý phải có nội dung, không quá {BODY_MAX_CHARACTERS} ký tự.")
    if known is not None or not new.key.isascii() or not 1 <= len(new.key) <= _KEY_CHARACTERS:
        raise InvalidEntry("Trang góp ý đã cũ. Mở lại trang rồi gửi lại.")
    remark = Remark(
        id=new.key,
        document_id=row.id,
        version=row.version,
        path=new.path,
        paragraph=new.paragraph,
        quote=new.quote[:_QUOTE_CHARACTERS],
        body=body,
        made_by=actor.user_id,
        made_at=actor.at,
        settled_by=None,
        settled_at=None,
    )
    session.add(remark)
    session.flush()
    detail = {"remark": remark.id, "path": remark.path, "body": body, "version": row.version}
    audit.append_for(session, actor, row, DocumentAct.REMARK, detail)
    return remark


def settle_remark(session: Session, actor: Actor, document_id: str, remark_id: str) -> Remark:
    """Mark a remark as dealt with; one that is settled stays as it is. Raises DocumentNotFound, WrongState."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.REMARK)
    remark = session.get(Remark, remark_id, populate_existing=True)
    if remark is None or remark.document_id != document_id:
        raise DocumentNotFound("Văn bản không có góp ý này.")
    if remark.settled_at is None:
        remark.settled_by, remark.settled_at = actor.user_id, actor.at
        audit.append_for(session, actor, row, "settle_remark", {"remark": remark.id, "version": row.version})
    return remark


def remarks_of(session: Session, actor: Actor, document_id: str) -> Sequence[Remark]:
    """Return the remarks on a document, oldest first. Raises DocumentNotFound."""
    document(session, actor, document_id)
    return session.scalars(_REMARKS, {"document_id": document_id}).all()
