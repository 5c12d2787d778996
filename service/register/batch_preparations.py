"""Batches that are being prepared on the pages, kept so that nothing typed is lost; what was left long ago goes.

Rights: who may make drafts in the office prepares batches there, and takes up those of colleagues.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, defer

from service.register.batches import BatchNotFound
from service.register.errors import WrongState
from service.register.identifiers import new_id
from service.register.models import BatchPreparation
from service.register.permissions import Actor, OfficeAct, require

KEPT_DAYS = 30
STALE_AFTER = timedelta(minutes=2)
"""A start that takes longer was cut off by a stopped process: the next one may try."""
MOST_LISTED = 20


def prepare(session: Session, actor: Actor, office_id: str, fields: Mapping[str, Any]) -> BatchPreparation:
    """Begin to prepare a batch; `fields` are columns of the model. Raises NotAllowed."""
    require(session, actor, office_id, OfficeAct.CREATE_DRAFT)
    old = BatchPreparation.changed_at < actor.at - timedelta(days=KEPT_DAYS)
    session.execute(delete(BatchPreparation).where(old))
    row = BatchPreparation(
        id=new_id(actor.at),
        office_id=office_id,
        valid_only=False,
        issued_on=None,
        table_name="",
        table=None,
        mends=[],
        acknowledged=[],
        report=None,
        created_by=actor.user_id,
        created_at=actor.at,
        changed_at=actor.at,
        claimed_at=None,
        batch_id=None,
        **fields,
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
        .options(defer(BatchPreparation.plan), defer(BatchPreparation.table))
        .where(BatchPreparation.office_id == office_id, BatchPreparation.batch_id.is_(None))
        .order_by(BatchPreparation.changed_at.desc())
        .limit(MOST_LISTED)
    )
    return list(session.scalars(query))


def change(
    session: Session, actor: Actor, preparation_id: str, fields: Mapping[str, Any]
) -> BatchPreparation:
    """Set columns of a preparation that is not started. Raises BatchNotFound, NotAllowed, WrongState."""
    row = preparation(session, actor, preparation_id, hold=True)
    if row.batch_id is not None:
        raise WrongState("Đợt này đã tạo, không sửa được nữa. Lập đợt mới.", code="batch_started")
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_at = actor.at
    return row


def claim(session: Session, actor: Actor, preparation_id: str) -> str | None:
    """Take a preparation for the start; return the batch where it was started already. Raises WrongState."""
    row = preparation(session, actor, preparation_id, hold=True)
    if row.batch_id is not None:
        return row.batch_id
    if row.claimed_at is not None and row.claimed_at > actor.at - STALE_AFTER:
        message = "Đợt đang được tạo từ lần bấm trước. Đợi vài giây rồi tải lại trang."
        raise WrongState(message, code="batch_being_started")
    row.claimed_at = actor.at
    return None


def started(session: Session, preparation_id: str, batch_id: str | None) -> None:
    """Note which batch a preparation became; None gives it back after a refusal."""
    row = session.get(BatchPreparation, preparation_id, populate_existing=True, with_for_update=True)
    if row is not None:
        row.claimed_at, row.batch_id = None, batch_id
        row.table = None if batch_id else row.table


def drop(session: Session, actor: Actor, preparation_id: str) -> None:
    """Throw away what was prepared. Raises BatchNotFound, NotAllowed."""
    session.delete(preparation(session, actor, preparation_id, hold=True))
