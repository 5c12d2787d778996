"""What people do to a batch: pause, resume, cancel, retry, number; each in the audit trail of its office."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.register import audit
from service.register.batches import BatchState, ItemState, Step, batch, hold
from service.register.errors import WrongState
from service.register.models import Batch, BatchItem, Document
from service.register.permissions import Actor, OfficeAct, require, require_role
from service.register.states import TRANSITIONS, DocumentAct

_NUMBERS_AT_ONCE = 500
_NUMBERERS = next(row.roles for row in TRANSITIONS if row.act is DocumentAct.ISSUE)
_ONE_OFFICE = "office"
_MADE = (
    ItemState.DONE,
    ItemState.FAILED,
)  # with a document: its number was refused, and may be asked for again


def locked_batch(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Return a batch that the user may run, held until the end of the transaction. Raises BatchNotFound, NotAllowed."""
    row = batch(session, actor, batch_id)
    require(session, actor, row.office_id, OfficeAct.CREATE_DRAFT)
    return hold(session, row.id)


def pause(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Let a running batch stand still after what is being done now. Raises WrongState."""
    row = locked_batch(session, actor, batch_id)
    _require_state(row, BatchState.RUNNING, "Chỉ tạm dừng được đợt đang chạy.")
    row.state = BatchState.PAUSED
    return _noted(session, actor, row, "pause_batch")


def resume(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Go on with a batch that stands still; of a running one it only wakes the workers. Raises WrongState."""
    row = locked_batch(session, actor, batch_id)
    if row.state == BatchState.RUNNING:
        return row
    _require_state(row, BatchState.PAUSED, "Đợt đã kết thúc, không còn gì để chạy tiếp.")
    _begin(row, actor)
    return _noted(session, actor, row, "resume_batch")


def cancel(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Stop a batch for good: what is done stays done, what waits is cancelled. Raises WrongState."""
    row = locked_batch(session, actor, batch_id)
    if row.state not in {BatchState.RUNNING, BatchState.PAUSED}:
        raise WrongState("Đợt đã kết thúc, không còn gì để dừng.")
    waiting = (BatchItem.batch_id == batch_id, BatchItem.state == ItemState.WAITING)
    signed = BatchItem.document_id.is_not(None)  # its number was asked for: the file for signature stays
    session.execute(update(BatchItem).where(*waiting, signed).values(state=ItemState.DONE, step=Step.MAKE))
    session.execute(
        update(BatchItem)
        .where(*waiting)
        .values(state=ItemState.CANCELLED, step=Step.MAKE, made=None, changed_at=actor.at)
    )
    row.state, row.finished_at = BatchState.CANCELLED, actor.at
    return _noted(session, actor, row, "cancel_batch")


def retry(session: Session, actor: Actor, batch_id: str) -> int:
    """Have the items that failed, were set aside or were cancelled done again; return how many. Raises WrongState."""
    row = locked_batch(session, actor, batch_id)
    again = (ItemState.FAILED, ItemState.SET_ASIDE, ItemState.CANCELLED)
    done: Any = session.execute(
        update(BatchItem)
        .where(BatchItem.batch_id == batch_id, BatchItem.state.in_(again))
        .values(
            state=ItemState.WAITING,
            attempts=0,
            error="",
            error_code="",
            changed_at=actor.at,
        )
    )
    if not done.rowcount:
        raise WrongState("Đợt không có dòng nào lỗi để làm lại.")
    _begin(row, actor)
    _noted(session, actor, row, "retry_batch", rows=done.rowcount)
    return int(done.rowcount)


def unnumbered(session: Session, actor: Actor, batch_id: str) -> dict[int, date | None]:
    """Return the items that are put up for signature in the register and have no number yet. Raises BatchNotFound."""
    batch(session, actor, batch_id)
    query = (
        select(BatchItem.number)
        .join(Document, Document.id == BatchItem.document_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.state.in_(_MADE), Document.number.is_(None))
    )
    return dict.fromkeys(session.scalars(query.order_by(BatchItem.number)))


def to_number(
    session: Session,
    actor: Actor,
    batch_id: str,
    days: Mapping[int, date | None],
    *,
    acknowledged: Collection[str] = (),
) -> None:
    """Have items that were put up for signature numbered, each on its day (None: the day of the act).

    `acknowledged` are codes of questions that are answered for all of them. Raises WrongState for an item that is not
    done or has no document in the register, naming the rows; NotAllowed for who may not number in the office of the
    batch. Where each unit issues its own, the office of each document decides when its number is taken.
    """
    row = locked_batch(session, actor, batch_id)
    if row.way == _ONE_OFFICE:
        require_role(session, actor, row.office_id, _NUMBERERS)
    _require_numberable(session, batch_id, days)
    for day in set(days.values()):
        numbers = [number for number, wanted in days.items() if wanted == day]
        for place in range(0, len(numbers), _NUMBERS_AT_ONCE):
            chosen = BatchItem.number.in_(numbers[place : place + _NUMBERS_AT_ONCE])
            session.execute(
                update(BatchItem)
                .where(BatchItem.batch_id == batch_id, chosen)
                .values(
                    state=ItemState.WAITING,
                    step=Step.NUMBER,
                    attempts=0,
                    issued_on=day,
                    error="",
                    error_code="",
                )
            )
    row.acknowledged = sorted({*row.acknowledged, *acknowledged})
    row.numbered_by = actor.user_id
    _begin(row, actor)
    _noted(session, actor, row, "issue_batch", rows=len(days))


def _require_numberable(session: Session, batch_id: str, days: Mapping[int, date | None]) -> None:
    """Raise WrongState unless all rows have a document that waits for its number."""
    query = select(BatchItem.number).where(
        BatchItem.batch_id == batch_id,
        BatchItem.state.in_(_MADE),
        BatchItem.document_id.is_not(None),
    )
    wrong = sorted(set(days) - set(session.scalars(query)))
    if wrong or not days:
        named = ", ".join(map(str, wrong[:20])) or "nào"
        raise WrongState(
            f"Chưa cấp số được dòng {named}: chỉ cấp số cho văn bản đã tạo để trình ký và có trong sổ của cơ quan."
        )


def _begin(row: Batch, actor: Actor) -> None:
    """Let a batch move."""
    row.state, row.trouble, row.finished_at, row.began_at = BatchState.RUNNING, "", None, actor.at


def _require_state(row: Batch, state: BatchState, message: str) -> None:
    if row.state != state:
        raise WrongState(message)


def _noted(session: Session, actor: Actor, row: Batch, action: str, **detail: Any) -> Batch:
    """Write an act on a batch into the audit trail of its office."""
    audit.append(session, actor, row.office_id, action, {"batch": row.id, **detail})
    return row
