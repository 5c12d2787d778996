"""Chuyển người phụ trách: another person is asked for the step that a document waits for, when somebody is away.

It gives nobody a right: whoever is asked must have a role that may take the step. It holds for the stage in which the
document stands; the next stage waits for its own people again.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.register import audit
from service.register.documents import document, locked_document, require_act
from service.register.errors import InvalidEntry
from service.register.models import Assignment, Document, Grant, User
from service.register.offices import office_now
from service.register.permissions import Actor
from service.register.states import DocumentAct, Role, State, next_step, transition

HANDED_OVER = "handed_over"
"""The stage of a draft that was handed over for review; all other stages are called after the state."""
_ASKED = (
    select(User)
    .join(Assignment, Assignment.user_id == User.id)
    .where(Assignment.document_id == bindparam("document_id"), Assignment.stage == bindparam("stage"))
)


def stage_of(row: Document) -> str:
    """Return what a document waits in: its state, or `HANDED_OVER`."""
    return HANDED_OVER if row.state == State.DRAFT and row.handed_over_at is not None else row.state


def roles_asked(row: Document, steps: Sequence[str]) -> tuple[Role, ...]:
    """Return the roles that may take the step for which a document waits, in an office that keeps `steps`."""
    stage = stage_of(row)
    if stage == State.DRAFT and row.handed_over_at is None:
        act, target = DocumentAct.EDIT, None
    elif stage == State.ISSUED:
        act, target = DocumentAct.DISPATCH, None
    else:
        target = next_step(State(row.state), steps)
        act = DocumentAct.ISSUE if target is None else DocumentAct.SUBMIT
    found = transition(act, State(row.state), target)
    return found.roles if found is not None else ()


def candidates(session: Session, actor: Actor, document_id: str) -> list[User]:
    """Return who may be asked for the step of a document now, by name. Raises DocumentNotFound."""
    row = document(session, actor, document_id)
    roles = [role.value for role in roles_asked(row, office_now(session, row.office_id).steps)]
    query = (
        select(User)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.office_id == row.office_id, Grant.role.in_(roles), User.is_active)
        .distinct()
        .order_by(User.name, User.login)
    )
    return list(session.scalars(query))


def assign(session: Session, actor: Actor, document_id: str, *, user_id: str, reason: str = "") -> Assignment:
    """Ask a person for the step of a document. Raises WrongState, NotAllowed, InvalidEntry."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.ASSIGN)
    user = next((one for one in candidates(session, actor, document_id) if one.id == user_id), None)
    if user is None:
        raise InvalidEntry("Chọn người có quyền làm bước này trong cơ quan.")
    stage = stage_of(row)
    found = session.get(Assignment, (document_id, stage), populate_existing=True)
    if found is None:
        found = Assignment(document_id=document_id, stage=stage)
        session.add(found)
    found.user_id, found.assigned_by, found.assigned_at = user.id, actor.user_id, actor.at
    found.reason = reason.strip()
    session.flush()
    detail = {"stage": stage, "user": user.id, "name": user.name, "reason": found.reason}
    audit.append_for(session, actor, row, DocumentAct.ASSIGN, detail)
    return found


def person_asked(session: Session, actor: Actor, document_id: str) -> User | None:
    """Return who was asked for the step that a document waits for, None where nobody was. Raises DocumentNotFound."""
    row = document(session, actor, document_id)
    return session.scalar(_ASKED, {"document_id": document_id, "stage": stage_of(row)})
