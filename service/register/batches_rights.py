"""Who may do what to a batch, and the ground that all acts on one stand on: held, entered in the trail, begun again.

Who lets a batch go on that takes numbers needs the right to number, and they are given in his name.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register import audit
from service.register.batches import BatchState, ItemState, Step, batch, hold
from service.register.batches_days import days_ahead, to_be_numbered
from service.register.batches_ends import OPEN
from service.register.errors import NotAllowed, WrongState
from service.register.models import Batch, BatchItem, Document, User
from service.register.permissions import Actor, OfficeAct, require, require_role, roles_of
from service.register.states import TRANSITIONS, DocumentAct

_MOST_NAMED = 20
_NUMBERERS = next(row.roles for row in TRANSITIONS if row.act is DocumentAct.ISSUE)
_ONE_OFFICE = "office"


def locked_batch(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Return a batch that the user may run, held until the end of the transaction. Raises BatchNotFound, NotAllowed."""
    row = batch(session, actor, batch_id)
    require(session, actor, row.office_id, OfficeAct.CREATE_DRAFT)
    return hold(session, row.id)


def may_go_on(session: Session, actor: Actor, row: Batch) -> bool:
    """Tell whether a user may let a batch go on, as `resume` and `retry` decide it."""
    try:
        require_may_go_on(session, actor, row)
    except NotAllowed:
        return False
    return True


def require_may_go_on(session: Session, actor: Actor, row: Batch) -> None:
    """Raise NotAllowed for who may not run a batch, or not number where it takes numbers."""
    require(session, actor, row.office_id, OfficeAct.CREATE_DRAFT)
    if days_ahead(session, row):
        require_numberer(session, actor, row)


def require_numberer(session: Session, actor: Actor, row: Batch) -> None:
    """Raise NotAllowed for who may not number in the one office of a batch."""
    if row.way == _ONE_OFFICE:
        require_role(session, actor, row.office_id, _NUMBERERS)


def require_no_other(session: Session, actor: Actor, row: Batch) -> None:
    """Raise WrongState while rows wait for numbers that somebody else asked for: they are given in his name."""
    asker = row.asked_by or row.created_by
    if asker == actor.user_id:
        return
    waiting = select(BatchItem.number).where(*to_be_numbered(row), BatchItem.state.in_(OPEN))
    if session.scalar(waiting.limit(1)) is not None:
        name = session.get_one(User, asker).name
        raise WrongState(
            f"Các dòng {name} đã bấm cấp số chưa xong. Chờ xong, hoặc chọn Chạy tiếp nếu đợt đang dừng, rồi bấm lại."
        )


def may_number(session: Session, actor: Actor, row: Batch, whose: str, office: str | None) -> bool:
    """Tell whether a user may number a document of the office `whose`; in a batch of one office that was asked."""
    if row.way == _ONE_OFFICE:
        return True
    return office in {None, whose} and not roles_of(session, actor, whose).isdisjoint(_NUMBERERS)


def rows_of_others(
    session: Session, actor: Actor, row: Batch, states: Collection[ItemState], office: str | None
) -> list[int]:
    """Return the rows in some states whose number was asked for, and that the user cannot take."""
    query = (
        select(BatchItem.number, Document.office_id)
        .join(Document, Document.id == BatchItem.document_id)
        .where(BatchItem.batch_id == row.id, BatchItem.state.in_(states), BatchItem.step == Step.NUMBER)
        .order_by(BatchItem.number)
    )
    found = [] if row.way == _ONE_OFFICE else session.execute(query).all()
    return [number for number, whose in found if not may_number(session, actor, row, whose, office)]


def listed(rows: Sequence[int]) -> str:
    """Return the first rows as a message names them."""
    return ", ".join(map(str, rows[:_MOST_NAMED]))


def begin(row: Batch, actor: Actor) -> None:
    """Let a batch move, for who asked for it."""
    row.state, row.trouble, row.finished_at, row.began_at = BatchState.RUNNING, "", None, actor.at
    row.asked_by = actor.user_id


def noted(session: Session, actor: Actor, row: Batch, action: str, **detail: Any) -> Batch:
    """Write an act on a batch into the audit trail of its office."""
    audit.append(session, actor, row.office_id, action, {"batch": row.id, **detail})
    return row
