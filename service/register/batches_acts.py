"""What people do to a batch: pause, resume, cancel, retry, number; each in the audit trail of its office.

Who lets a batch go on that takes numbers needs the right to number, and they are given in his name.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.dates import office_day, short_date
from service.domain.text import upper_first
from service.register import audit, batch_preparations, locks
from service.register.batches import BatchState, ItemState, Step, batch, hold
from service.register.batches_answers import answer
from service.register.batches_days import days_ahead, set_day
from service.register.batches_units import is_begun
from service.register.batches_work import OPEN, cancel_waiting
from service.register.errors import NotAllowed, WrongState
from service.register.models import Batch, BatchItem, Document, User
from service.register.permissions import Actor, OfficeAct, require, require_role, roles_of
from service.register.states import TRANSITIONS, DocumentAct, State

_NUMBERS_AT_ONCE = 500
_MOST_NAMED = 20
_NUMBERERS = next(row.roles for row in TRANSITIONS if row.act is DocumentAct.ISSUE)
_ONE_OFFICE = "office"
# With a document: its number was refused, and may be asked for again.
_MADE = (ItemState.DONE, ItemState.FAILED)


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
    _require_state(row, BatchState.PAUSED, "Chỉ chạy tiếp được đợt đang dừng.")
    if foreign := _of_others(session, actor, row, OPEN, office):
        raise WrongState(
            f"Dòng {_listed(foreign)} chờ số của cơ quan khác: người là văn thư của cơ quan ấy mới chạy tiếp được."
        )
    _go_on(session, actor, row, on)
    return _noted(session, actor, row, "resume_batch", **_told_day(on))


def cancel(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Stop a batch for good: what is done stays done, what waits is cancelled. Raises WrongState."""
    row = locked_batch(session, actor, batch_id)
    if row.state not in {BatchState.RUNNING, BatchState.PAUSED}:
        raise WrongState("Đợt đã kết thúc, không còn gì để dừng.")
    row.state, row.finished_at = BatchState.CANCELLED, actor.at
    session.flush()
    cancel_waiting(session, [batch_id], actor.at)
    return _noted(session, actor, row, "cancel_batch")


def retry(
    session: Session, actor: Actor, batch_id: str, *, on: date | None = None, office: str | None = None
) -> int:
    """Have the items that failed, were set aside or were cancelled done again; return how many. Raises as `resume`.

    A number that the user cannot take in the office of its document is left as it is. Raises WrongState also while
    rows wait for the numbers that somebody else asked for.
    """
    row = locked_batch(session, actor, batch_id)
    _require_no_other(session, actor, row)
    again = (ItemState.FAILED, ItemState.SET_ASIDE, ItemState.CANCELLED)
    foreign = _of_others(session, actor, row, again, office)
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
    _noted(session, actor, row, "retry_batch", rows=done.rowcount, **_told_day(on))
    return int(done.rowcount)


def unnumbered(
    session: Session, actor: Actor, batch_id: str, *, office: str | None = None
) -> dict[int, date | None]:
    """Return the items whose documents wait for their signature in the register. Raises BatchNotFound.

    What was returned, or goes the steps of its office, is not among them, nor, where each unit issues its own, what the
    user cannot number there (`office` as in `resume`).
    """
    row = batch(session, actor, batch_id)
    waits = Document.state == State.FOR_SIGNATURE
    query = (
        select(BatchItem.number, Document.office_id)
        .join(Document, Document.id == BatchItem.document_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.state.in_(_MADE), waits)
    )
    found = session.execute(query.order_by(BatchItem.number)).all()
    return dict.fromkeys(number for number, whose in found if _may_number(session, actor, row, whose, office))


def to_number(  # noqa: PLR0913 - who, what, and how it is answered, by name
    session: Session,
    actor: Actor,
    batch_id: str,
    days: Mapping[int, date | None],
    *,
    acknowledged: Collection[str] = (),
    office: str | None = None,
) -> int:
    """Have items that were put up for signature numbered, each on its day (None: the day of the act); return how many.

    One that has its number already is left out. `acknowledged` are codes of questions that are answered for these
    rows, at this act. Raises WrongState for an item that is not done, whose document does not wait for its signature in
    the register or has its number on another day, naming the rows, and while rows wait that somebody else asked for;
    NotAllowed for who may not number in the office of the batch. Where each unit issues its own, a document of an
    office where the user may not number (`office` as in `resume`) is refused like one that does not wait.
    """
    row = locked_batch(session, actor, batch_id)
    _require_numberer(session, actor, row)
    _require_no_other(session, actor, row)
    today = office_day(actor.at)
    wanted = {number: days[number] or today for number in _without_number(session, actor, row, days, office)}
    for day in set(wanted.values()):
        numbers = [number for number, its_day in wanted.items() if its_day == day]
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
    answer(session, batch_id, wanted, acknowledged)
    _begin(row, actor)
    _noted(session, actor, row, "issue_batch", rows=len(wanted))
    return len(wanted)


def _without_number(
    session: Session, actor: Actor, row: Batch, days: Mapping[int, date | None], office: str | None
) -> list[int]:
    """Return the rows whose document waits for its number. Raises WrongState for those that cannot get one."""
    batch_id = row.id
    query = (
        select(BatchItem.number, Document.code, Document.issued_on, Document.state, Document.office_id)
        .join(Document, Document.id == BatchItem.document_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.state.in_(_MADE))
    )
    made = {
        number: (code, day) if code and day else None
        for number, code, day, state, whose in session.execute(query)
        if (code or state == State.FOR_SIGNATURE) and _may_number(session, actor, row, whose, office)
    }
    wrong = sorted(set(days) - set(made))
    _require_not_in_work(session, batch_id, wrong if days else None)
    if not days:
        raise WrongState(
            "Đợt không còn văn bản nào chờ cấp số: đã có số, không ở bước chờ ký, hoặc thuộc cơ quan khác."
        )
    if wrong:
        raise WrongState(
            f"Chưa cấp số được dòng {_listed(wrong)}: chỉ cấp số cho văn bản đang chờ ký trong sổ của cơ quan, không"
            " cấp cho văn bản chưa tạo xong, bị trả lại, còn bước phải qua hay thuộc cơ quan khác."
        )
    numbered = {number: given for number in sorted(days) if (given := made[number]) is not None}
    moved = [number for number, (_, day) in numbered.items() if days[number] not in {None, day}]
    if moved:
        raise WrongState(upper_first(number_stands(moved[0], *numbered[moved[0]])))
    if len(numbered) == len(days):
        raise WrongState("Các dòng này đều đã có số.")
    return [number for number in days if number not in numbered]


def _require_not_in_work(session: Session, batch_id: str, rows: Collection[int] | None) -> None:
    """Raise WrongState where some rows (None: any) wait for the numbers that were asked for already."""
    asked = (BatchItem.batch_id == batch_id, BatchItem.step == Step.NUMBER, BatchItem.state.in_(OPEN))
    waiting = set(session.scalars(select(BatchItem.number).where(*asked)))
    if found := sorted(waiting if rows is None else waiting.intersection(rows)):
        raise WrongState(f"Dòng {_listed(found)} đang được cấp số. Đợi xong rồi xem lại đợt.")


def _require_no_other(session: Session, actor: Actor, row: Batch) -> None:
    """Raise WrongState while rows wait for numbers that somebody else asked for: they are given in his name."""
    if row.asked_by in {None, actor.user_id}:
        return
    waiting = (BatchItem.batch_id == row.id, BatchItem.step == Step.NUMBER, BatchItem.state.in_(OPEN))
    if session.scalar(select(BatchItem.number).where(*waiting).limit(1)) is not None:
        name = session.get_one(User, row.asked_by).name
        raise WrongState(
            f"Các dòng {name} đã bấm cấp số chưa xong. Chờ xong, hoặc chọn Chạy tiếp nếu đợt đang dừng, rồi bấm lại."
        )


def number_stands(row: int, code: str, day: date) -> str:
    """Return the words for a row that was to get another day than the one that its number has."""
    return f"dòng {row} đã có số {code} ngày {short_date(day)}; số đã cấp thì không đổi ngày được."


def may_go_on(session: Session, actor: Actor, row: Batch) -> bool:
    """Tell whether a user may let a batch go on, as `resume` and `retry` decide it."""
    try:
        _require_may_go_on(session, actor, row)
    except NotAllowed:
        return False
    return True


def _require_may_go_on(session: Session, actor: Actor, row: Batch) -> None:
    """Raise NotAllowed for who may not run a batch, or not number where it takes numbers."""
    require(session, actor, row.office_id, OfficeAct.CREATE_DRAFT)
    if days_ahead(session, row):
        _require_numberer(session, actor, row)


def _go_on(
    session: Session, actor: Actor, row: Batch, on: date | None, besides: Collection[int] = ()
) -> None:
    """Let a batch move again, its numbers on another day where one is given. Raises NotAllowed, WrongState."""
    _require_may_go_on(session, actor, row)
    _require_not_made_later(session, actor, row)
    if on is not None:
        set_day(session, row, on, besides=besides)
    _begin(row, actor)


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


def _begin(row: Batch, actor: Actor) -> None:
    """Let a batch move, for who asked for it."""
    row.state, row.trouble, row.finished_at, row.began_at = BatchState.RUNNING, "", None, actor.at
    row.asked_by = actor.user_id


def _may_number(session: Session, actor: Actor, row: Batch, whose: str, office: str | None) -> bool:
    """Tell whether a user may number a document of the office `whose`; in a batch of one office that was asked."""
    if row.way == _ONE_OFFICE:
        return True
    return office in {None, whose} and not roles_of(session, actor, whose).isdisjoint(_NUMBERERS)


def _of_others(
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
    return [number for number, whose in found if not _may_number(session, actor, row, whose, office)]


def _listed(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:_MOST_NAMED]))


def _require_numberer(session: Session, actor: Actor, row: Batch) -> None:
    """Raise NotAllowed for who may not number in the one office of a batch."""
    if row.way == _ONE_OFFICE:
        require_role(session, actor, row.office_id, _NUMBERERS)


def _told_day(on: date | None) -> dict[str, date]:
    """Return the other day as the audit trail tells it."""
    return {} if on is None else {"issued_on": on}


def _require_state(row: Batch, state: BatchState, message: str) -> None:
    if row.state != state:
        raise WrongState(message)


def _noted(session: Session, actor: Actor, row: Batch, action: str, **detail: Any) -> Batch:
    """Write an act on a batch into the audit trail of its office."""
    audit.append(session, actor, row.office_id, action, {"batch": row.id, **detail})
    return row
