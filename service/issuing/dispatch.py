"""Phát hành: when and to whom a numbered document was sent, as the book wants it."""

from collections.abc import Sequence
from datetime import date

from service.issuing.workplace import Workplace
from service.register import after_issue, documents
from service.register.after_issue import Sending
from service.register.errors import WrongState
from service.register.models import Document
from service.register.states import State


def dispatch(workplace: Workplace, document_id: str, sendings: Sequence[Sending]) -> Document:
    """Enter that a document was sent; more sendings may follow. Raises WrongState, DateOutOfOrder, NotAllowed."""
    with workplace.writing() as turn:
        return after_issue.dispatch(turn.session, turn.actor, document_id, sendings)


def dispatch_several(workplace: Workplace, document_ids: Sequence[str], day: date) -> list[Document]:
    """Enter that several documents were sent to all their recipients on a day: all of them or none.

    Raises WrongState, DateOutOfOrder, NotAllowed, DocumentNotFound.
    """
    sendings = [Sending(dispatched_on=day)]
    found = []
    with workplace.writing() as turn:
        for one in dict.fromkeys(document_ids):
            row = documents.locked_document(turn.session, turn.actor, one)
            if row.state == State.DISPATCHED:  # pressed twice; further sendings are entered one by one
                raise WrongState(f"Văn bản {row.code} đã ghi phát hành. Bỏ chọn văn bản đó rồi ghi lại.")
            found.append(after_issue.dispatch(turn.session, turn.actor, one, sendings))
    return found
