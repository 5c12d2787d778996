"""What people do to a batch: pause, resume, cancel, retry; each in the audit trail of its office.

Numbers for what came back signed are asked for in `batches_signed`; who may do what stands in `batches_rights`.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from service.register import batch_preparations, locks
from service.register.batches import BatchState, ItemState
from service.register.batches_days import set_day
from service.register.batches_ends import OPEN, cancel_waiting
from service.register.batches_rights import (
    begin,
    listed,
    locked_batch,
    noted,
    require_may_go_on,
    require_no_other,
    rows_of_others,
)
from service.register.batches_units import is_begun
from service.register.errors import WrongState
from service.register.models import Batch, BatchItem
from service.register.permissions import Actor


def pause(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Let a running batch stand still after what is being done now. Raises WrongState."""
    row = locked_batch(session, actor, batch_id)
    _require_state(row, BatchState.RUNNING, "Chỉ tạm dừng được đợt đang chạy.")
    row.state = BatchState.PAUSED
    return noted(session, actor, row, "pause_batch")


def resume(
    session: Session, actor: Actor, batch_id: str, *, on: date | None = None, office: str | None = None
) -> Batch:
    """Go on with a batch that stands still; of a running one it only wakes the workers.

    `on` is another day for the numbers that are still to come, None: the days that were asked for; `office` the one
    where the act takes place (None: wherever the user has a role). Raises WrongState, also where numbers are still to
    come that the user cannot take there; NotAllowed.
    """
    row = locked_batch(session, actor, batch_id)
    if row.state == BatchState.RUNNING and on is None:
        return row
    _require_state(
        row, BatchState.PAUSED, "Chỉ chạy tiếp được đợt đang tạm dừng. Xem lại trạng thái của đợt rồi bấm."
    )
    if foreign := rows_of_others(session, actor, row, OPEN, office):
        raise WrongState(
            f"Dòng {listed(foreign)} chờ số của cơ quan khác: người là văn thư của cơ quan ấy mới chạy tiếp được."
        )
    require_may_go_on(session, actor, row)
    _go_on(session, actor, row, on)
    return noted(session, actor, row, "resume_batch", **_told_day(on))


def cancel(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Stop a batch for good: what is done stays done, what waits is cancelled. Raises WrongState."""
    row = locked_batch(session, actor, batch_id)
    if row.state not in {BatchState.RUNNING, BatchState.PAUSED}:
        raise WrongState("Đợt đã kết thúc, không còn gì để dừng.")
    row.state, row.finished_at = BatchState.CANCELLED, actor.at
    session.flush()
    cancel_waiting(session, [batch_id], actor.at)
    return noted(session, actor, row, "cancel_batch")


def retry(  # noqa: PLR0913 - who, what, and how it was seen, by name
    session: Session,
    actor: Actor,
    batch_id: str,
    *,
    on: date | None = None,
    office: str | None = None,
    seen: str = "",
) -> int:
    """Have the items that failed, were set aside or were cancelled done again; return how many. Raises as `resume`.

    A number that the user cannot take in the office of its document is left as it is. Raises WrongState also while
    rows wait for the numbers that somebody else asked for, and where the batch is in another state than the one that
    was `seen` ("": whatever it is): nobody brings to life again what somebody else has just stopped.
    """
    row = locked_batch(session, actor, batch_id)
    require_may_go_on(session, actor, row)  # first: who may not learns no name of a colleague
    if seen:
        _require_state(row, seen, "Trạng thái của đợt đã khác lúc bạn mở trang. Xem lại rồi bấm.")
    require_no_other(session, actor, row)
    again = (ItemState.FAILED, ItemState.SET_ASIDE, ItemState.CANCELLED)
    foreign = rows_of_others(session, actor, row, again, office)
    _go_on(session, actor, row, on, foreign)
    chosen = (BatchItem.state.in_(again), BatchItem.number.not_in(foreign))
    done: Any = session.execute(
        update(BatchItem)
        .where(BatchItem.batch_id == batch_id, *chosen)
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
    noted(session, actor, row, "retry_batch", rows=done.rowcount, **_told_day(on))
    return int(done.rowcount)


def _go_on(
    session: Session, actor: Actor, row: Batch, on: date | None, besides: Collection[int] = ()
) -> None:
    """Let a batch move again, its numbers on another day where one is given; who asks may. Raises WrongState."""
    _require_not_made_later(session, actor, row)
    if on is not None:
        set_day(session, row, on, besides=besides)
    begin(row, actor)


def _require_not_made_later(session: Session, actor: Actor, row: Batch) -> None:
    """Raise WrongState for a batch of which nothing was made and whose table became another batch: no unit gets two.

    A start claims its preparation under the lock of the office, so that it and this act see each other.
    """
    locks.lock_office(session, row.office_id)
    later = batch_preparations.taking_up(session, row.id)
    if later is None or is_begun(session, row.id):
        return
    if later.batch_id is not None or batch_preparations.is_being_started(later, actor.at):
        where = f"đợt {later.batch_id}" if later.batch_id is not None else "một đợt khác, đang được tạo"
        raise WrongState(f"Cả bảng của đợt này đã làm lại ở {where}. Làm tiếp ở đợt ấy.")


def _told_day(on: date | None) -> dict[str, date]:
    """Return the other day as the audit trail tells it."""
    return {} if on is None else {"issued_on": on}


def _require_state(row: Batch, state: str, message: str) -> None:
    if row.state != state:
        raise WrongState(message)
