"""Documents before their number: drafts with versions, the steps of review, the signature.

A draft is kept raw, also when it is not valid yet; what goes to the next step must be sound. A version
stands still as soon as it is kept, handed on or returned; old ones are never lost.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from service.domain.dates import office_day
from service.register import audit, locks, storage
from service.register.canonical import digest
from service.register.documents import document, locked_document, require_act
from service.register.entries import BookEntry, NewDocument, NewRelation, entry_of, fill, require_sound
from service.register.errors import DateOutOfOrder, DocumentNotFound, InvalidEntry, WrongState
from service.register.identifiers import new_id
from service.register.models import Document, DocumentVersion, Relation, User
from service.register.offices import office_now
from service.register.permissions import Actor, OfficeAct, require
from service.register.putting_up import take_back
from service.register.relations import add_relations
from service.register.snapshots import latest
from service.register.states import STATE_NAMES, DocumentAct, State, hand_over_name, next_step

_VERSION = (
    select(DocumentVersion)
    .where(
        DocumentVersion.document_id == bindparam("document_id"),
        DocumentVersion.version == bindparam("version"),
    )
    .execution_options(populate_existing=True)
)
_NAMES = select(User.id, User.name, User.login).where(User.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDraft:
    """What a person saves: the line, the input, what it does to others, and the version that he saw."""

    entry: BookEntry
    input: bytes
    relations: Sequence[NewRelation] = ()
    expected_version: int | None = None


def create_draft(session: Session, actor: Actor, new: NewDocument) -> Document:
    """Keep a new draft of the user's office."""
    require(session, actor, new.office_id, OfficeAct.CREATE_DRAFT)
    locks.lock_office(session, new.office_id)
    row = insert_draft(session, actor, new)
    detail = {"subject": row.subject, "kind": row.kind}
    audit.append_for(session, actor, row, "create_draft", detail)
    return row


def insert_draft(session: Session, actor: Actor, new: NewDocument, *, origin: str = "service") -> Document:
    """Add the rows of a new document, version 1; rights, lock and audit are the caller's business."""
    if new.entry.is_secret and new.input:
        raise InvalidEntry(
            "Văn bản mật chỉ ghi số và dòng trong sổ, không lưu nội dung. Dùng “Vào sổ văn bản khác”."
        )
    row = new_row(actor, new, origin=origin)
    session.add(row)
    session.flush()
    session.add(_version(row, new.input, actor, remark=""))
    add_relations(session, row, new.relations)
    session.flush()
    return row


def save_draft(session: Session, actor: Actor, document_id: str, saved: SavedDraft) -> Document:
    """Write the current version of a draft anew, or the next one after a return. Raises WrongState when it moved on."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.EDIT)
    require_version(row, saved.expected_version)
    if saved.entry.is_secret:
        raise InvalidEntry("Văn bản mật không soạn trong phần mềm: chỉ vào sổ số và trích yếu.")
    fill(row, saved.entry)
    version = session.get_one(DocumentVersion, (row.id, row.version), populate_existing=True)
    if version.remark:  # who returned it, and when, are those of that act
        _next_version(session, actor, row, row.version)
        version = session.get_one(DocumentVersion, (row.id, row.version))
    version.encoding, version.content = storage.pack(saved.input)
    version.sha256, version.subject = digest(saved.input), row.subject
    version.made_by, version.made_at, row.updated_at = actor.user_id, actor.at, actor.at
    session.execute(delete(Relation).where(Relation.document_id == row.id))
    add_relations(session, row, saved.relations)
    return row


def keep_version(session: Session, actor: Actor, document_id: str, *, label: str) -> Document:
    """Let the current version stand still under a label (“Lưu mốc”) and go on with the next one."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.EDIT)
    audit.append_for(session, actor, row, "keep_version", {"label": label, "input": input_of(session, row)})
    _keep_version(session, actor, row, label)
    return row


def _keep_version(session: Session, actor: Actor, row: Document, label: str) -> None:
    """Let the current version stand still and begin the next one."""
    session.get_one(DocumentVersion, (row.id, row.version)).label = label
    _next_version(session, actor, row, row.version)


def input_of(session: Session, row: Document) -> dict[str, Any]:
    """Return what the audit trail keeps of the version that a document stands at: it may not change from then on."""
    session.flush()
    query = select(DocumentVersion.sha256).where(
        DocumentVersion.document_id == row.id, DocumentVersion.version == row.version
    )
    return {"version": row.version, "sha256": session.scalar(query)}


def restore_version(session: Session, actor: Actor, document_id: str, version: int) -> Document:
    """Go on with the input of an older version as the newest one; nothing in between is lost."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.EDIT)
    if session.get(DocumentVersion, (row.id, version)) is None:
        raise DocumentNotFound(f"Văn bản không có phiên bản {version}.")
    detail = {"version": version, "input": input_of(session, row)}
    audit.append_for(session, actor, row, "restore_version", detail)
    _next_version(session, actor, row, version)
    return row


def hand_over(session: Session, actor: Actor, document_id: str) -> Document:
    """Ask the next person for his step (“Chuyển duyệt”, without steps “Chuyển văn thư cấp số”).

    The document stays a draft until he does it. Raises WrongState, NotAllowed, InvalidEntry.
    """
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.HAND_OVER)
    step = next_step(State.DRAFT, _steps(session, row))
    require_sound(entry_of(row))
    handed = input_of(session, row)
    _keep_version(session, actor, row, hand_over_name(step))
    row.handed_over_at = actor.at
    detail = {"version": row.version, "to": step or State.ISSUED, "input": handed}
    audit.append_for(session, actor, row, "hand_over", detail)
    return row


def submit(session: Session, actor: Actor, document_id: str) -> Document:
    """Take a document to the next step that its office keeps; WrongState where the number comes next."""
    row = locked_document(session, actor, document_id)
    step = next_step(State(row.state), _steps(session, row)) if row.number is None else None
    if step is None:
        state = STATE_NAMES[State(row.state)]
        raise WrongState(f"Văn bản đang ở trạng thái “{state}”, không còn bước nào trước khi cấp số.")
    require_act(session, actor, row, DocumentAct.SUBMIT, target=step)
    require_sound(entry_of(row))
    detail = {"from": row.state, "to": step, "version": row.version, "input": input_of(session, row)}
    row.state, row.handed_over_at, row.updated_at = step, None, actor.at
    audit.append_for(session, actor, row, "submit", detail)
    return row


def return_document(session: Session, actor: Actor, document_id: str, *, remark: str) -> Document:
    """Give a document back to its drafter with a remark: a new version, the old ones kept, no signature."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.RETURN)
    if row.state == State.DRAFT and row.handed_over_at is None:
        raise WrongState("Bản nháp chưa được chuyển duyệt, không có gì để trả lại.")
    if not remark.strip():
        raise InvalidEntry("Trả lại cần ghi ý kiến để người soạn thảo biết sửa gì.")
    detail = {
        "from": row.state,
        "version": row.version,
        "remark": remark,
        "input": input_of(session, row),
    }
    _next_version(session, actor, row, row.version, remark=remark)
    row.state, row.handed_over_at, row.signed_on = State.DRAFT, None, None
    take_back(row)
    audit.append_for(session, actor, row, "return", detail)
    return row


def sign(session: Session, actor: Actor, document_id: str, *, signed_on: date) -> Document:
    """Keep the day on which a document was signed; it stays for signature until it has its number."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.SIGN)
    if signed_on > office_day(actor.at):
        raise DateOutOfOrder("Ngày ký không được ở tương lai.")
    row.signed_on, row.updated_at = signed_on, actor.at
    audit.append_for(session, actor, row, "sign", {"signed_on": signed_on})
    return row


def current_version(session: Session, actor: Actor, document_id: str) -> DocumentVersion:
    """Return the version that a document stands at, with its input. Raises DocumentNotFound."""
    row = document(session, actor, document_id)
    found = latest(
        session,
        "current_version",
        (row.id, row.version),
        lambda: session.scalar(_VERSION, {"document_id": row.id, "version": row.version}),
    )
    if found is None:
        raise DocumentNotFound("Văn bản này không có dữ liệu soạn thảo.")
    return found


def kept_at(session: Session, document_id: str) -> tuple[datetime, str] | None:
    """Return when and with which sha256 the newest version that stands still was saved last, None for none yet."""
    newest = (
        select(DocumentVersion.made_at, DocumentVersion.sha256)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Document.id == document_id, DocumentVersion.version < Document.version)
        .order_by(DocumentVersion.version.desc())
        .limit(1)
    )
    found = session.execute(newest).first()
    return None if found is None else (found.made_at, found.sha256)


def names_of(session: Session, user_ids: Collection[str]) -> dict[str, str]:
    """Return the names of people by the ids that versions carry (`made_by`)."""
    ids = [one for one in dict.fromkeys(user_ids) if one]
    return {row.id: row.name for row in session.execute(_NAMES, {"ids": ids})} if ids else {}


def logins_of(session: Session, user_ids: Collection[str]) -> dict[str, str]:
    """Return the logins of people by their ids: what tells two of the same name apart."""
    ids = [one for one in dict.fromkeys(user_ids) if one]
    return {row.id: row.login for row in session.execute(_NAMES, {"ids": ids})} if ids else {}


def require_version(row: Document, expected: int | None) -> None:
    """Raise WrongState when the version that a person saw is not the current one."""
    if expected is not None and expected != row.version:
        raise WrongState(
            f"Văn bản đã có phiên bản {row.version}, trang này còn phiên bản {expected}. Mở lại trang.",
            code="version_moved",
        )


def _next_version(session: Session, actor: Actor, row: Document, source: int, *, remark: str = "") -> None:
    """Begin a new version with the input of version `source`."""
    old = session.get_one(DocumentVersion, (row.id, source))
    newest = select(func.max(DocumentVersion.version)).where(DocumentVersion.document_id == row.id)
    row.version, row.updated_at = 1 + int(session.scalar(newest) or 0), actor.at
    session.add(_version(row, storage.unpack(old.encoding, old.content), actor, remark=remark))
    session.flush()


def _version(row: Document, content: bytes, actor: Actor, *, remark: str) -> DocumentVersion:
    """Return a version of a document."""
    return DocumentVersion(**version_row(row, content, actor, remark=remark))


def version_row(row: Document, content: bytes, actor: Actor, *, remark: str = "") -> dict[str, Any]:
    """Return the row of the version that a document stands at."""
    encoding, packed = storage.pack(content)
    return {
        "document_id": row.id,
        "version": row.version,
        "subject": row.subject,
        "encoding": encoding,
        "content": packed,
        "sha256": digest(content),
        "label": "",
        "remark": remark,
        "made_by": actor.user_id,
        "made_at": actor.at,
    }


def new_row(actor: Actor, new: NewDocument, *, origin: str) -> Document:
    """Return the row of a new document, in no session yet."""
    row = Document(
        id=new.id or new_id(actor.at),
        office_id=new.office_id,
        origin=origin,
        state=State.DRAFT,
        version=1,
        type_slug=new.type.slug if new.type else None,
        type_version=new.type.version if new.type else None,
        type_sha256=new.type.sha256 if new.type else None,
        findings=[],
        end_reason="",
        created_by=actor.user_id,
        created_at=actor.at,
        updated_at=actor.at,
    )
    fill(row, new.entry)
    return row


def _steps(session: Session, row: Document) -> list[str]:
    """Return the steps that the document's office keeps now."""
    return list(office_now(session, row.office_id).steps)
