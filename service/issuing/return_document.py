"""Trả lại: a document goes back to its drafter with a remark, as a new version; the old ones are kept."""

from service.issuing.workplace import Workplace
from service.register import drafts
from service.register.models import Document


def return_document(workplace: Workplace, document_id: str, *, remark: str) -> Document:
    """Give a document back before its number. Raises WrongState, InvalidEntry (no remark), NotAllowed.

    What was put up for signature stays among its files; it is no longer what the document says.
    """
    with workplace.writing() as turn:
        return drafts.return_document(turn.session, turn.actor, document_id, remark=remark)
