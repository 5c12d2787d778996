"""Hủy số: a document that was numbered and never sent; its number stays used, the reason stands in Ghi chú."""

from service.issuing.workplace import Workplace
from service.register import after_issue
from service.register.models import Document


def void(workplace: Workplace, document_id: str, *, reason: str) -> Document:
    """Cancel the number of a document that was not sent. Raises WrongState, InvalidEntry (no reason), NotAllowed."""
    with workplace.writing() as turn:
        return after_issue.void(turn.session, turn.actor, document_id, reason=reason)
