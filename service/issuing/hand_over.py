"""Chuyển duyệt, without steps Chuyển văn thư cấp số: a sound draft goes to the next person; faults are said before."""

from service.issuing.drafting import drafted_again
from service.issuing.workplace import Workplace
from service.register import documents, drafts
from service.register.models import Document


def hand_over(workplace: Workplace, document_id: str) -> Document:
    """Ask the next person for the next step. Raises InvalidInput, WrongState, NotAllowed, DocumentNotFound."""
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        if row.number is None:
            drafted_again(workplace, turn, row)
    with workplace.writing() as turn:
        return drafts.hand_over(turn.session, turn.actor, document_id)
