"""Batches that are being prepared on the pages, kept so that nothing typed is lost; what was left long ago goes.

A batch that came at once, by a command or over the API, leaves the same behind. Of what became a batch plan and table
go, not what was left out and taken up later: the batch tells it for ever.

Rights: who may make drafts in the office prepares batches there, and takes up those of colleagues.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, defer

from service.register import locks
from service.register.batches import BatchNotFound
from service.register.errors import WrongState
from service.register.identifiers import new_id
from service.register.models import Batch, BatchPreparation
from service.register.permissions import Actor, OfficeAct, require

KEPT_DAYS = 30
STALE_AFTER = timedelta(minutes=2)
"""A start that takes longer is taken for cut off by a stopped process: the next one may try, or change what it is of.

Where it still goes on, it makes nothing of what was changed meanwhile (`keep_origin`).
"""
BEING_STARTED = "batch_being_started"
"""Code of the refusal while somebody makes a batch of a preparation."""
MOST_LISTED = 20
REST_OF = "rest_of"
"""Key of a report: the batches whose left-out rows are prepared; units that have their document are passed over."""
_KEPT_OF_REPORT = ("left_out", REST_OF)
_WITHOUT_FILES = (defer(BatchPreparation.plan), defer(BatchPreparation.table))


class Prepared(NamedTuple):
    """A preparation as a start read it: its id, and when it was changed last until then."""

    id: str
    changed_at: datetime


def prepare(session: Session, actor: Actor, office_id: str, fields: Mapping[str, Any]) -> BatchPreparation:
    """Begin to prepare a batch; `fields` are columns of the model. Raises NotAllowed."""
    require(session, actor, office_id, OfficeAct.CREATE_DRAFT)
    _forget_old(session, actor.at)
    blank: dict[str, Any] = {
        "valid_only": False,
        "issued_on": None,
        "table_name": "",
        "table": None,
        "mends": [],
        "acknowledged": [],
        "report": None,
    }
    row = BatchPreparation(
        id=new_id(actor.at),
        office_id=office_id,
        created_by=actor.user_id,
        created_at=actor.at,
        changed_at=actor.at,
        claimed_at=None,
        batch_id=None,
        **{**blank, **fields},
    )
    session.add(row)
    session.flush()
    return row


def preparation(
    session: Session, actor: Actor, preparation_id: str, *, hold: bool = False
) -> BatchPreparation:
    """Return a preparation, held until the end of the transaction where asked. Raises BatchNotFound, NotAllowed."""
    row = session.get(BatchPreparation, preparation_id, populate_existing=True, with_for_update=hold or None)
    if row is None:
        raise BatchNotFound("Không có đợt đang chuẩn bị này, hoặc đã quá lâu. Lập đợt mới.")
    require(session, actor, row.office_id, OfficeAct.CREATE_DRAFT)
    return row


def preparations(session: Session, actor: Actor, office_id: str) -> list[BatchPreparation]:
    """Return what is being prepared in an office and not started, newest first, without plans and tables."""
    require(session, actor, office_id, OfficeAct.CREATE_DRAFT)
    query = (
        select(BatchPreparation)
        .options(*_WITHOUT_FILES)
        .where(BatchPreparation.office_id == office_id, BatchPreparation.batch_id.is_(None))
        .order_by(BatchPreparation.changed_at.desc(), BatchPreparation.id.desc())
        .limit(MOST_LISTED)
    )
    return list(session.scalars(query))


def of_batch(session: Session, batch_id: str) -> BatchPreparation | None:
    """Return what a batch was prepared of, None where that is not kept; access is the caller's business."""
    query = select(BatchPreparation).options(*_WITHOUT_FILES)
    return session.scalar(query.where(BatchPreparation.batch_id == batch_id))


def taking_up(session: Session, batch_id: str) -> BatchPreparation | None:
    """Return the preparation that took up what a batch left open, None where nobody did; access is the caller's."""
    batch = session.get_one(Batch, batch_id)
    query = (
        select(BatchPreparation)
        .options(*_WITHOUT_FILES)
        .where(
            BatchPreparation.office_id == batch.office_id,
            BatchPreparation.created_at >= batch.created_at,
        )
        .order_by(BatchPreparation.created_at, BatchPreparation.id)
        .execution_options(populate_existing=True)
    )
    return next((one for one in session.scalars(query) if rest_of(one)[-1:] == [batch_id]), None)


def rest_of(row: BatchPreparation) -> list[str]:
    """Return the batches whose left-out rows a preparation makes, oldest first."""
    return list((row.report or {}).get(REST_OF, ()))


def is_being_started(row: BatchPreparation, now: datetime) -> bool:
    """Tell whether somebody is making a batch of a preparation at this moment."""
    return row.claimed_at is not None and row.claimed_at > now - STALE_AFTER


def change(
    session: Session, actor: Actor, preparation_id: str, fields: Mapping[str, Any]
) -> BatchPreparation:
    """Set columns of a preparation that is not started, nor being started: the batch keeps what it was made of.

    Raises BatchNotFound, NotAllowed, WrongState.
    """
    row = preparation(session, actor, preparation_id, hold=True)
    _require_not_started(row)
    _require_not_being_started(row, actor.at)
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_at = actor.at
    return row


def claim(session: Session, actor: Actor, preparation_id: str) -> str | None:
    """Take a preparation for the start; return the batch where it was started already. Raises WrongState.

    The office is locked: an earlier batch that is let go on again looks for claims under the same lock.
    """
    locks.lock_office(session, preparation(session, actor, preparation_id).office_id)
    row = preparation(session, actor, preparation_id, hold=True)
    if row.batch_id is not None:
        return row.batch_id
    _require_not_being_started(row, actor.at)
    row.claimed_at = actor.at
    return None


def give_back(session: Session, preparation_id: str, claimed_at: datetime) -> None:
    """Let what was claimed at this moment be changed and started again, after a refusal; a later claim stays."""
    row = session.get(BatchPreparation, preparation_id, populate_existing=True, with_for_update=True)
    if row is not None and row.claimed_at == claimed_at:
        row.claimed_at = None


def keep_origin(
    session: Session, actor: Actor, batch_id: str, prepared: Prepared | None, fields: Mapping[str, Any]
) -> None:
    """Keep with a batch what it was made of, in the transaction that lets it run.

    What was prepared on the pages takes `fields` (the report of the last check) and stays; of what came at once (None)
    all columns are in `fields`. Raises BatchNotFound, NotAllowed, WrongState (it was changed since it was read).
    """
    if prepared is not None:
        row = preparation(session, actor, prepared.id, hold=True)
        if row.changed_at != prepared.changed_at:
            raise WrongState(
                "Đợt đang chuẩn bị vừa được sửa hay kiểm tra lại trong lúc tạo, chưa tạo gì. Xem lại rồi bấm."
            )
        for name, value in fields.items():
            setattr(row, name, value)
    else:
        row = prepare(session, actor, session.get_one(Batch, batch_id).office_id, fields)
    row.claimed_at, row.batch_id = None, batch_id


def drop(session: Session, actor: Actor, preparation_id: str) -> None:
    """Throw away what was prepared. Raises BatchNotFound, NotAllowed, WrongState (it became a batch, or will)."""
    row = preparation(session, actor, preparation_id, hold=True)
    _require_not_started(row)
    _require_not_being_started(row, actor.at)
    session.delete(row)


def _require_not_started(row: BatchPreparation) -> None:
    if row.batch_id is not None:
        raise WrongState("Đợt này đã tạo, không sửa hay bỏ được nữa. Lập đợt mới.", code="batch_started")


def _require_not_being_started(row: BatchPreparation, now: datetime) -> None:
    if is_being_started(row, now):
        message = "Đợt đang được tạo từ lần bấm trước. Đợi vài giây rồi tải lại trang."
        raise WrongState(message, code=BEING_STARTED)


def _forget_old(session: Session, now: datetime) -> None:
    """Take away what nobody touched for long; of what became a batch only plan, table and what was said of them."""
    old = BatchPreparation.changed_at < now - timedelta(days=KEPT_DAYS)
    session.execute(delete(BatchPreparation).where(old, BatchPreparation.batch_id.is_(None)))
    kept = BatchPreparation.batch_id.is_not(None) & BatchPreparation.table.is_not(None)
    for row in session.scalars(select(BatchPreparation).options(*_WITHOUT_FILES).where(old, kept)):
        row.plan, row.table, row.mends, row.acknowledged = b"", None, [], []
        row.report = {name: said for name, said in (row.report or {}).items() if name in _KEPT_OF_REPORT}
