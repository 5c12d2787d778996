"""Phát hành: when and to whom a numbered document was sent, as the book wants it."""

from collections.abc import Sequence

from service.issuing.workplace import Workplace
from service.register import after_issue
from service.register.after_issue import Sending
from service.register.models import Document


def dispatch(workplace: Workplace, document_id: str, sendings: Sequence[Sending]) -> Document:
    """Enter that a document was sent; more sendings may follow. Raises WrongState, DateOutOfOrder, NotAllowed."""
    with workplace.writing() as turn:
        return after_issue.dispatch(turn.session, turn.actor, document_id, sendings)
