"""Batches as the register keeps them: the database is the truth, the job engine only says “work on this”.

Rights: who may make drafts in the office of a batch may run it, who may read there may look at it; numbering asks for
the rights of numbering when it happens. What people do to a batch stands in `batches_acts` and
`batches_signed`, what workers do to its items in `batches_work`, how that ends in `batches_ends`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from service.register import audit, locks
from service.register.errors import DocumentNotFound, PageUnreadable, WrongState
from service.register.identifiers import new_id
from service.register.models import Batch, BatchItem, Office, User
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require, roles_of
from service.register.storage import pack

_UNLOADED_HOURS = 1


class BatchState(StrEnum):
    """Where a batch stands."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FINISHED = "finished"


class ItemState(StrEnum):
    """Where a row of a batch stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SET_ASIDE = "set_aside"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What is to be done to an item next."""

    MAKE = "make"
    NUMBER = "number"


class BatchNotFound(DocumentNotFound):
    """No batch with this id, or none that the user may see."""

    code = "batch_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """A batch before its rows; the fields are those of `models.Batch`."""

    office_id: str
    type_slug: str
    subject: str
    way: str
    intent: str
    merge: str = ""
    acknowledged: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class AskedWith:
    """The key of a request, and the hash of all that it asks for, which tells a repeat from another request."""

    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """A row of the table: `line` its number there, `questions` each with code, path and whether it is answered."""

    line: int
    unit_id: str
    unit_name: str
    office_id: str
    signer_name: str
    input: bytes
    questions: Sequence[Mapping[str, Any]] = ()
    issued_on: date | None = None


def open_batch(session: Session, actor: Actor, new: NewBatch) -> str:
    """Begin a batch that nobody works on yet, and return its id; `close_loading` lets it run. Raises NotAllowed."""
    require(session, actor, new.office_id, OfficeAct.CREATE_DRAFT)
    row = Batch(
        id=new_id(actor.at),
        office_id=new.office_id,
        type_slug=new.type_slug,
        subject=new.subject,
        way=new.way,
        intent=new.intent,
        merge=new.merge,
        state=BatchState.PAUSED,
        total=0,
        acknowledged=sorted(new.acknowledged),
        trouble="",
        created_by=actor.user_id,
        asked_by=None,
        created_at=actor.at,
        loaded_at=None,
        began_at=actor.at,
        finished_at=None,
    )
    session.add(row)
    session.flush()
    return row.id


def add_items(
    session: Session, actor: Actor, batch_id: str, items: Iterable[NewItem], *, first: int = 1
) -> int:
    """Add rows to a batch that is being loaded, numbered from `first`; return the number after the last."""
    rows = [_item_row(actor, batch_id, number, item) for number, item in enumerate(items, start=first)]
    if rows:
        session.execute(insert(BatchItem), rows)
    return first + len(rows)


def close_loading(session: Session, actor: Actor, batch_id: str, asked: AskedWith | None = None) -> str:
    """Let a batch run whose rows are all there, bound to its key for ever; return its id.

    Where another request with the key was faster, the rows are dropped, and the id is that of the other batch. Raises
    WrongState (`key_reused`).
    """
    row = session.get_one(Batch, batch_id)
    locks.lock_office(session, row.office_id)
    earlier = started_with(session, row.office_id, asked)
    if earlier is not None:
        _drop(session, batch_id)
        return earlier
    if asked is not None:
        row.key, row.fingerprint = asked.key, asked.fingerprint
    row.total = _count(session, batch_id)
    row.loaded_at, row.began_at, row.state = actor.at, actor.at, BatchState.RUNNING
    detail = {"batch": row.id, "type": row.type_slug, "rows": row.total, "way": row.way, "intent": row.intent}
    audit.append(session, actor, row.office_id, "start_batch", detail)
    return row.id


def started_with(session: Session, office_id: str, asked: AskedWith | None) -> str | None:
    """Return the id of the batch that a request with this key started, None for a new key or none.

    Raises WrongState (`key_reused`) where that request asked for something else.
    """
    if asked is None:
        return None
    query = select(Batch.id, Batch.fingerprint).where(Batch.office_id == office_id, Batch.key == asked.key)
    found = session.execute(query).first()
    if found is None:
        return None
    if found.fingerprint != asked.fingerprint:
        raise WrongState("Khóa chống lặp này đã dùng cho một đợt khác. Dùng khóa mới.", code="key_reused")
    return str(found.id)


def drop_unloaded(session: Session, now: datetime) -> None:
    """Forget batches whose loading broke off long ago: nobody was told of them."""
    old = select(Batch.id).where(
        Batch.loaded_at.is_(None), Batch.created_at < now - timedelta(hours=_UNLOADED_HOURS)
    )
    for batch_id in list(session.scalars(old)):
        _drop(session, batch_id)


def _drop(session: Session, batch_id: str) -> None:
    """Take a batch away that nobody was told of."""
    session.execute(delete(BatchItem).where(BatchItem.batch_id == batch_id))
    session.execute(delete(Batch).where(Batch.id == batch_id))


def batch(session: Session, actor: Actor, batch_id: str) -> Batch:
    """Return a batch that the user may see. Raises BatchNotFound, NotAllowed."""
    row = session.get(Batch, batch_id, populate_existing=True)
    if row is None or row.loaded_at is None:
        raise BatchNotFound(f"Không có đợt {batch_id}. Chọn một đợt đang có (./run batches status).")
    require(session, actor, row.office_id, OfficeAct.READ)
    return row


def batches(
    session: Session, actor: Actor, office_id: str, *, before: str = "", limit: int = 50
) -> list[Batch]:
    """Return the batches of an office, newest first; `before` is the id of the last one that was seen.

    Raises NotAllowed, PageUnreadable for an id that is none of the office.
    """
    require(session, actor, office_id, OfficeAct.READ)
    query = select(Batch).where(Batch.office_id == office_id, Batch.loaded_at.is_not(None))
    if before:
        seen = session.get(Batch, before)
        if seen is None or seen.office_id != office_id:
            raise PageUnreadable
        is_of_that_moment = and_(Batch.created_at == seen.created_at, Batch.id < seen.id)
        query = query.where(or_(Batch.created_at < seen.created_at, is_of_that_moment))
    return list(session.scalars(query.order_by(Batch.created_at.desc(), Batch.id.desc()).limit(limit)))


def logins_of(session: Session, row: Batch) -> tuple[str, str]:
    """Return the logins of the persons for whom the documents of a batch are made, and for whom they are numbered.

    Made for who started it, or, where he may no longer do so, for who let it go on; numbered for who let it go on.
    """
    starter = session.get_one(User, row.created_by)
    asker = session.get_one(User, row.asked_by or row.created_by)
    roles = roles_of(session, Actor(starter.id, starter.login, starter.name, row.created_at), row.office_id)
    may_make = not roles.isdisjoint(OFFICE_ROLES[OfficeAct.CREATE_DRAFT])
    return (starter if may_make else asker).login, asker.login


def office_ids(session: Session) -> frozenset[str]:
    """Return the ids of all offices of the register."""
    return frozenset(session.scalars(select(Office.id)))


def hold(session: Session, batch_id: str) -> Batch:
    """Return a batch as it is now, held until the end of the transaction; rights are the caller's business."""
    query = select(Batch).where(Batch.id == batch_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _item_row(actor: Actor, batch_id: str, number: int, item: NewItem) -> dict[str, Any]:
    """Return the row of one item."""
    encoding, packed = pack(item.input)
    return {
        "batch_id": batch_id,
        "number": number,
        "line": item.line,
        "unit_id": item.unit_id,
        "unit_name": item.unit_name,
        "office_id": item.office_id,
        "signer_name": item.signer_name,
        "state": ItemState.WAITING,
        "step": Step.MAKE,
        "attempts": 0,
        "worker": "",
        "lease_until": None,
        "encoding": encoding,
        "input": packed,
        "questions": [dict(one) for one in item.questions],
        "made": None,
        "issued_on": item.issued_on,
        "document_id": None,
        "content_sha256": None,
        "error_code": "",
        "error": "",
        "changed_at": actor.at,
    }


def _count(session: Session, batch_id: str) -> int:
    query = select(func.count()).select_from(BatchItem).where(BatchItem.batch_id == batch_id)
    return int(session.scalar(query) or 0)
