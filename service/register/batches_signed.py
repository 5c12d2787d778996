"""Numbers for the documents of a batch that came back signed: which rows can get one, and asking for them.

They are given by the workers, in the name of who asked, each on the day that was said.
"""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.dates import office_day, short_date
from service.domain.text import upper_first
from service.register.batches import ItemState, Step, batch
from service.register.batches_answers import answer
from service.register.batches_ends import OPEN
from service.register.batches_rights import (
    begin,
    listed,
    locked_batch,
    may_number,
    noted,
    require_no_other,
    require_numberer,
)
from service.register.errors import WrongState
from service.register.models import Batch, BatchItem, Document
from service.register.permissions import Actor
from service.register.states import State

_NUMBERS_AT_ONCE = 500
# With a document: its number was refused, and may be asked for again.
_MADE = (ItemState.DONE, ItemState.FAILED)


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
    return dict.fromkeys(number for number, whose in found if may_number(session, actor, row, whose, office))


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
    require_numberer(session, actor, row)
    require_no_other(session, actor, row)
    today = office_day(actor.at)
    texts = _without_number(session, actor, row, days, office)
    wanted = {number: days[number] or today for number in texts}
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
    answer(session, batch_id, texts, acknowledged)
    begin(row, actor)
    noted(session, actor, row, "issue_batch", rows=len(wanted))
    return len(wanted)


def _without_number(
    session: Session, actor: Actor, row: Batch, days: Mapping[int, date | None], office: str | None
) -> dict[int, str | None]:
    """Return the rows whose document waits for its number, with the hash of its file.

    Raises WrongState for those that cannot get one.
    """
    batch_id = row.id
    said = (Document.code, Document.issued_on, Document.state, Document.office_id, Document.content_sha256)
    query = (
        select(BatchItem.number, *said)
        .join(Document, Document.id == BatchItem.document_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.state.in_(_MADE))
    )
    made: dict[int, tuple[str, date] | None] = {}
    texts: dict[int, str | None] = {}
    for number, code, day, state, whose, sha256 in session.execute(query):
        if (code or state == State.FOR_SIGNATURE) and may_number(session, actor, row, whose, office):
            made[number], texts[number] = (code, day) if code and day else None, sha256
    wrong = sorted(set(days) - set(made))
    _require_not_in_work(session, batch_id, wrong if days else None)
    if not days:
        raise WrongState(
            "Đợt không còn văn bản nào chờ cấp số: đã có số, không ở bước chờ ký, hoặc thuộc cơ quan khác."
        )
    if wrong:
        raise WrongState(
            f"Chưa cấp số được dòng {listed(wrong)}: chỉ cấp số cho văn bản đang chờ ký trong sổ của cơ quan, không"
            " cấp cho văn bản chưa tạo xong, bị trả lại, còn bước phải qua hay thuộc cơ quan khác."
        )
    numbered = {number: given for number in sorted(days) if (given := made[number]) is not None}
    moved = [number for number, (_, day) in numbered.items() if days[number] not in {None, day}]
    if moved:
        raise WrongState(upper_first(number_stands(moved[0], *numbered[moved[0]])))
    if len(numbered) == len(days):
        raise WrongState("Các dòng này đều đã có số.")
    return {number: texts[number] for number in days if number not in numbered}


def _require_not_in_work(session: Session, batch_id: str, rows: Collection[int] | None) -> None:
    """Raise WrongState where some rows (None: any) wait for the numbers that were asked for already."""
    asked = (BatchItem.batch_id == batch_id, BatchItem.step == Step.NUMBER, BatchItem.state.in_(OPEN))
    waiting = set(session.scalars(select(BatchItem.number).where(*asked)))
    if found := sorted(waiting if rows is None else waiting.intersection(rows)):
        raise WrongState(f"Dòng {listed(found)} đang được cấp số. Đợi xong rồi xem lại đợt.")


def number_stands(row: int, code: str, day: date) -> str:
    """Return the words for a row that was to get another day than the one that its number has."""
    return f"dòng {row} đã có số {code} ngày {short_date(day)}; số đã cấp thì không đổi ngày được."
