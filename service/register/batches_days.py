"""The days of the numbers that a batch takes: said, or that of the act, when a person asks for them, and kept then.

So a batch that runs over midnight, or stands still for days, takes no number in another series than the person saw.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from service.domain.dates import office_day, short_date
from service.register.batches import ItemState, Step
from service.register.errors import WrongState
from service.register.models import Batch, BatchItem, Document

ISSUE = "issue"


def days_ahead(session: Session, row: Batch) -> list[date]:
    """Return the days on which rows of a batch that have no number yet are to get one; none where it takes none."""
    query = select(BatchItem.issued_on).where(*to_be_numbered(row)).distinct().order_by(BatchItem.issued_on)
    return [day or office_day(row.began_at) for day in session.scalars(query)]


def rows_ahead(session: Session, row: Batch) -> list[int]:
    """Return the rows of a batch that have no number yet and are to get one."""
    return list(session.scalars(select(BatchItem.number).where(*to_be_numbered(row))))


def set_day(session: Session, row: Batch, on: date, *, besides: Collection[int] = ()) -> None:
    """Let the rows that have no number yet get it on a day, except those `besides`.

    Raises WrongState where no number is to come, and while a worker has some of them in hand: they would keep theirs.
    """
    coming = to_be_numbered(row)
    count = session.scalar(select(func.count()).select_from(BatchItem).where(*coming))
    if not count:
        raise WrongState("Đợt này không còn số nào phải cấp. Để trống ngày ban hành mới rồi bấm lại.")
    # What a worker takes at this moment says so only when it has committed: such rows are passed over, and missed.
    free = select(BatchItem.number).where(*coming, BatchItem.state != ItemState.RUNNING)
    if len(session.scalars(free.with_for_update(of=BatchItem, skip_locked=True)).all()) < count:
        raise WrongState("Còn dòng đang được cấp số theo ngày cũ. Đợi vài giây rồi bấm lại.")
    mine = BatchItem.number.not_in(list(besides))
    session.execute(update(BatchItem).where(*coming, mine).values(issued_on=on))


class LooksOfSeries(NamedTuple):
    """What of a document decides about its series and the days on which it can be numbered."""

    kind: str
    body: str
    is_secret: bool
    signed_on: date | None


def awaiting_numbers(session: Session, row: Batch) -> Iterator[tuple[int, LooksOfSeries]]:
    """Yield the items whose documents are of the office of the batch and have no number yet, by number."""
    said = (Document.kind, Document.body, Document.is_secret, Document.signed_on)
    query = (
        select(BatchItem.number, *said)
        .join(Document, Document.id == BatchItem.document_id)
        .where(BatchItem.batch_id == row.id, Document.office_id == row.office_id, Document.number.is_(None))
    )
    for number, kind, body, is_secret, signed_on in session.execute(query.order_by(BatchItem.number)):
        yield number, LooksOfSeries(kind, body, is_secret, signed_on)


def require_same_year(session: Session, row: Batch, now: datetime) -> None:
    """Raise WrongState where a batch takes numbers, and the year has turned since a person last let it go on."""
    year = office_day(now).year
    if office_day(row.began_at).year == year:
        return
    days = days_ahead(session, row)
    if days:
        raise WrongState(
            f"Đã sang năm {year}, mà các văn bản chưa có số của đợt này mang ngày {short_date(days[0])}: máy dừng để"
            " văn thư xem lại ngày. Chọn Chạy tiếp: để trống ngày thì giữ ngày ấy, ghi ngày mới thì theo ngày mới."
        )


def to_be_numbered(row: Batch) -> list[ColumnElement[bool]]:
    """Return the conditions of a row whose number is still to come."""
    numbered = select(Document.id).where(Document.id == BatchItem.document_id, Document.number.is_not(None))
    undone = [BatchItem.batch_id == row.id, BatchItem.state != ItemState.DONE, ~numbered.exists()]
    return undone if row.intent == ISSUE else [*undone, BatchItem.step == Step.NUMBER]
