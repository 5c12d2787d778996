"""Looking at the items of a batch; access is the caller's business (`batches.batch`)."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, defer

from service.register.batches import ItemState
from service.register.models import Batch, BatchItem, Document
from service.register.states import State


def counts(session: Session, batch_id: str) -> dict[ItemState, int]:
    """Return how many items of a batch stand in each state."""
    query = (
        select(BatchItem.state, func.count()).where(BatchItem.batch_id == batch_id).group_by(BatchItem.state)
    )
    found = {ItemState(state): count for state, count in session.execute(query)}
    return {state: found.get(state, 0) for state in ItemState}


def items(  # noqa: PLR0913 - which rows, by name
    session: Session,
    batch_id: str,
    *,
    states: Collection[str] = (),
    done: Collection[int] = (),
    after: int = 0,
    limit: int = 200,
) -> list[BatchItem]:
    """Return items by number without their inputs; access is the caller's business.

    `done` are numbers of items that count as done, whatever their own state says.
    """
    query = (
        select(BatchItem)
        .options(defer(BatchItem.input), defer(BatchItem.made))
        .where(BatchItem.batch_id == batch_id, BatchItem.number > after)
    )
    if states:
        is_done = BatchItem.number.in_(list(done))
        chosen = BatchItem.state.in_(list(states))
        query = query.where(or_(is_done, chosen) if ItemState.DONE in states else and_(~is_done, chosen))
    return list(session.scalars(query.order_by(BatchItem.number).limit(limit)))


def documents_of(session: Session, ids: Sequence[str]) -> dict[str, Document]:
    """Return the documents with these ids, without what only their own pages show."""
    unasked = (Document.recipients, Document.findings, Document.search_text)
    query = select(Document).options(*map(defer, unasked)).where(Document.id.in_(ids))
    return {row.id: row for row in session.scalars(query)} if ids else {}


def numbered_elsewhere(session: Session, batch_id: str) -> list[tuple[int, ItemState, str]]:
    """Return number, state and office of the items whose document took its number by itself after they failed."""
    stopped = (ItemState.FAILED, ItemState.SET_ASIDE, ItemState.CANCELLED)
    query = (
        select(BatchItem.number, BatchItem.state, Document.office_id)
        .join(Document, Document.id == BatchItem.document_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.state.in_(stopped), Document.number.is_not(None))
    )
    return [(number, ItemState(state), office_id) for number, state, office_id in session.execute(query)]


def ended_counts(session: Session, batch_id: str) -> dict[str, int]:
    """Return by office how many documents of a batch were voided or recalled."""
    query = select(Document.office_id, func.count()).join(BatchItem, Document.id == BatchItem.document_id)
    ended = query.where(BatchItem.batch_id == batch_id, Document.state.in_([State.VOIDED, State.RECALLED]))
    return {row[0]: row[1] for row in session.execute(ended.group_by(Document.office_id))}


def settled_since(session: Session, row: Batch) -> int:
    """Return how many items were done or failed since the batch last began to move."""
    settled = (
        BatchItem.batch_id == row.id,
        BatchItem.state.in_([ItemState.DONE, ItemState.FAILED]),
    )
    query = select(func.count()).select_from(BatchItem).where(*settled)
    # Where it never stood still all of them count: to look at the moment of each costs more than to count.
    if row.began_at != row.loaded_at:
        query = query.where(BatchItem.changed_at > row.began_at)
    return int(session.scalar(query) or 0)
