"""Which units have their document of a batch, so that what is made later passes over them."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.register.batches import ItemState
from service.register.models import BatchItem

_MAY_STILL = (ItemState.WAITING, ItemState.RUNNING)
_IS_MADE = or_(
    BatchItem.content_sha256.is_not(None), BatchItem.document_id.is_not(None), BatchItem.state.in_(_MAY_STILL)
)


def is_begun(session: Session, batch_id: str) -> bool:
    """Tell whether a batch made a document, or still may; access is the caller's business."""
    query = select(BatchItem.number).where(BatchItem.batch_id == batch_id, _IS_MADE).limit(1)
    return session.scalar(query) is not None


def units_made(session: Session, batch_ids: Sequence[str]) -> frozenset[str]:
    """Return the ids of the units of batches; those of a batch that is not begun, nor ever will be, are free."""
    begun = [one for one in batch_ids if is_begun(session, one)]
    return frozenset(session.scalars(select(BatchItem.unit_id).where(BatchItem.batch_id.in_(begun))))
