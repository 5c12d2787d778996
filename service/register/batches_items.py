"""Looking at the items of a batch; access is the caller's business (`batches.batch`)."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from service.register.batches import ItemState
from service.register.models import Batch, BatchItem, Document


def counts(session: Session, batch_id: str) -> dict[ItemState, int]:
    """Return how many items of a batch stand in each state."""
    query = (
        select(BatchItem.state, func.count()).where(BatchItem.batch_id == batch_id).group_by(BatchItem.state)
    )
    found = {ItemState(state): count for state, count in session.execute(query)}
    return {state: found.get(state, 0) for state in ItemState}


def items(
    session: Session, batch_id: str, *, states: Collection[str] = (), after: int = 0, limit: int = 200
) -> list[BatchItem]:
    """Return items by number without their inputs; access is the caller's business."""
    query = (
        select(BatchItem)
        .options(defer(BatchItem.input), defer(BatchItem.made))
        .where(BatchItem.batch_id == batch_id, BatchItem.number > after)
    )
    if states:
        query = query.where(BatchItem.state.in_(list(states)))
    return list(session.scalars(query.order_by(BatchItem.number).limit(limit)))


def documents_of(session: Session, ids: Sequence[str]) -> dict[str, Document]:
    """Return the documents with these ids, without what only their own pages show."""
    unasked = (Document.recipients, Document.findings, Document.search_text)
    query = select(Document).options(*map(defer, unasked)).where(Document.id.in_(ids))
    return {row.id: row for row in session.scalars(query)} if ids else {}


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
