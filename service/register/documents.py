"""Finding documents, their versions and files: each function shows only what the user may see."""

from collections.abc import Collection

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlalchemy.orm import Session

from service.register import locks, storage
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Dispatch, Document, DocumentFile, DocumentVersion, Relation
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require_role, roles_of
from service.register.snapshots import latest
from service.register.states import (
    ACT_NAMES,
    INSTEAD,
    STATE_NAMES,
    DocumentAct,
    State,
    Transition,
    transition,
)

NOT_FOUND = "Không có văn bản này trong cơ quan của bạn."
_ID: BindParameter[str] = bindparam("document_id")
_DOCUMENT = select(Document).where(Document.id == _ID)
_FILES = select(DocumentFile).where(DocumentFile.document_id == _ID).order_by(DocumentFile.position)
_VERSIONS = (
    select(DocumentVersion).where(DocumentVersion.document_id == _ID).order_by(DocumentVersion.version)
)
_DISPATCHES = select(Dispatch).where(Dispatch.document_id == _ID).order_by(Dispatch.position)
_RECALLED = select(Document.id, Document.end_citation).where(
    Document.office_id == bindparam("office_id"), Document.state == State.RECALLED
)
_INPUT = select(DocumentVersion.sha256).where(
    DocumentVersion.document_id == _ID, DocumentVersion.version == bindparam("version")
)
_RELATIONS = (
    select(Relation)
    .where(or_(Relation.document_id == _ID, Relation.target_id == _ID))
    .order_by(Relation.document_id, Relation.kind, Relation.target_id)
)


def document(session: Session, actor: Actor, document_id: str) -> Document:
    """Return a document that the user may see; for all others raises DocumentNotFound."""
    found = latest(
        session,
        "document",
        (document_id, actor.user_id),
        lambda: session.scalar(_DOCUMENT, {"document_id": document_id}),
    )
    if found is None or not _is_visible(session, actor, found):
        raise DocumentNotFound(NOT_FOUND)
    return found


def require_visible(session: Session, actor: Actor, found: Document) -> None:
    """Raise DocumentNotFound for a document that the user may not see."""
    if not _is_visible(session, actor, found):
        raise DocumentNotFound(NOT_FOUND)


def locked_document(session: Session, actor: Actor, document_id: str) -> Document:
    """Return a document of the user's office as it is now, with the office locked."""
    office_id = offices_of(session, [document_id])[document_id]
    return locked_documents(session, actor, office_id, [document_id])[document_id]


def offices_of(session: Session, document_ids: Collection[str]) -> dict[str, str]:
    """Return the office of each document. Raises DocumentNotFound for an id that no document has."""
    found = known_offices(session, document_ids)
    if len(found) < len(set(document_ids)):
        raise DocumentNotFound(NOT_FOUND)
    return found


def known_offices(session: Session, document_ids: Collection[str], office_id: str = "") -> dict[str, str]:
    """Return the office of each document that there is (with `office_id`: there), whoever may see it."""
    query = select(Document.id, Document.office_id).where(Document.id.in_(document_ids))
    if office_id:
        query = query.where(Document.office_id == office_id)
    return {one.id: one.office_id for one in session.execute(query)}


def locked_documents(
    session: Session, actor: Actor, office_id: str, document_ids: Collection[str]
) -> dict[str, Document]:
    """Return documents of one office by their ids, as they are now, with the office locked."""
    locks.lock_office(session, office_id)
    query = select(Document).where(Document.id.in_(document_ids), Document.office_id == office_id)
    found = {row.id: row for row in session.scalars(query.execution_options(populate_existing=True))}
    if len(found) < len(set(document_ids)) or any(
        not _is_visible(session, actor, row) for row in found.values()
    ):
        raise DocumentNotFound(NOT_FOUND)
    return found


def require_act(
    session: Session, actor: Actor, found: Document, act: DocumentAct, *, target: State | None = None
) -> Transition:
    """Return the row of the table that lets the user do `act` now; raises WrongState or NotAllowed."""
    row = transition(act, State(found.state), target)
    if row is None:
        state = STATE_NAMES[State(found.state)]
        said = f"Văn bản đang ở trạng thái “{state}”, không làm được việc “{ACT_NAMES[act]}”."
        raise WrongState(" ".join([said, *filter(None, [INSTEAD.get((act, State(found.state)))])]))
    require_role(session, actor, found.office_id, row.roles)
    return row


def files_of(session: Session, actor: Actor, document_id: str) -> list[DocumentFile]:
    """Return the files of a document, in the order in which they came."""
    document(session, actor, document_id)
    return files_at(session, document_id)


def files_at(session: Session, document_id: str) -> list[DocumentFile]:
    """Return the files of a document that the user may see, which the caller knows."""
    return latest(
        session, "files", document_id, lambda: list(session.scalars(_FILES, {"document_id": document_id}))
    )


def file_content(session: Session, actor: Actor, document_id: str, position: int) -> bytes:
    """Return the bytes of one file of a document; raises DocumentNotFound."""
    document(session, actor, document_id)
    file = session.get(DocumentFile, (document_id, position))
    content = None if file is None else storage.load(session, file.sha256)
    if content is None:
        raise DocumentNotFound("Văn bản không có tệp này.")
    return content


def context_of(session: Session, actor: Actor, document_id: str) -> bytes | None:
    """Return the resolved context that a numbered document was rendered with, None for one made elsewhere."""
    found = document(session, actor, document_id)
    return None if found.context_sha256 is None else storage.load(session, found.context_sha256)


def versions_of(session: Session, actor: Actor, document_id: str) -> list[DocumentVersion]:
    """Return all versions of a document, first to last."""
    document(session, actor, document_id)
    return list(session.scalars(_VERSIONS, {"document_id": document_id}))


def input_sha256(session: Session, row: Document) -> str | None:
    """Return the sha256 of a document's input: fixed with the number, before it that of the current version."""
    if row.input_sha256 is not None:
        return row.input_sha256
    return session.scalar(_INPUT, {"document_id": row.id, "version": row.version})


def version_input(version: DocumentVersion) -> bytes:
    """Return the input of a version as it was given."""
    return storage.unpack(version.encoding, version.content)


def relations_of(session: Session, actor: Actor, document_id: str) -> tuple[list[Relation], list[Relation]]:
    """Return what a document does to earlier ones, and what later ones do to it."""
    document(session, actor, document_id)
    return relations_at(session, document_id)


def relations_at(session: Session, document_id: str) -> tuple[list[Relation], list[Relation]]:
    """Return the same of a document that the user may see, which the caller knows."""
    found = list(session.scalars(_RELATIONS, {"document_id": document_id}))
    done = [one for one in found if one.document_id == document_id]
    return done, [one for one in found if one.target_id == document_id]


def with_code(
    session: Session, actor: Actor, office_id: str, number: int | None, code: str
) -> list[Document]:
    """Return the documents of an office with this number and code in all years, newest first, that the user may see."""
    query = select(Document).where(
        Document.office_id == office_id, Document.number == number, Document.code == code
    )
    rows = session.scalars(query.order_by(Document.year.desc(), Document.entry.desc()))
    return [row for row in rows if _is_visible(session, actor, row)]


def recalled_by(session: Session, actor: Actor, notice: Document) -> list[Document]:
    """Return the documents that a notice of the office recalled, oldest first, as far as the user may see them."""
    recalled = session.execute(_RECALLED, {"office_id": notice.office_id})
    ids = [one.id for one in recalled if (one.end_citation or {}).get("document") == notice.id]
    rows = (
        session.scalars(select(Document).where(Document.id.in_(ids)).order_by(Document.entry)) if ids else ()
    )
    return [row for row in rows if _is_visible(session, actor, row)]


def dispatches_of(session: Session, actor: Actor, document_id: str) -> list[Dispatch]:
    """Return when and to whom a document was sent."""
    document(session, actor, document_id)
    return latest(
        session,
        "dispatches",
        document_id,
        lambda: list(session.scalars(_DISPATCHES, {"document_id": document_id})),
    )


def _is_visible(session: Session, actor: Actor, found: Document) -> bool:
    """Tell whether the user has a role that may see this document."""
    act = OfficeAct.READ_SECRET if found.is_secret else OfficeAct.READ
    return not roles_of(session, actor, found.office_id).isdisjoint(OFFICE_ROLES[act])
