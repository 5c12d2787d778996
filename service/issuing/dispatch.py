"""Phát hành: when and to whom a numbered document was sent, as the book wants it."""

from collections.abc import Sequence
from datetime import date

from service.issuing.workplace import Turn, Workplace
from service.register import after_issue, documents
from service.register.after_issue import Sending
from service.register.errors import DateOutOfOrder, WrongState
from service.register.models import Document
from service.register.states import State


def dispatch(workplace: Workplace, document_id: str, sendings: Sequence[Sending]) -> Document:
    """Enter that a document was sent; more sendings may follow. Raises WrongState, DateOutOfOrder, NotAllowed."""
    with workplace.writing() as turn:
        return after_issue.dispatch(turn.session, turn.actor, document_id, sendings)


def dispatch_several(workplace: Workplace, document_ids: Sequence[str], day: date) -> list[Document]:
    """Enter that several documents were sent to all their recipients on a day: all of them or none.

    Raises WrongState, DateOutOfOrder, NotAllowed, DocumentNotFound; the message names the document, `path` its place.
    """
    with workplace.writing() as turn:
        return [
            _sent(turn, one, day, path=f"documents[{place}]")
            for place, one in enumerate(dict.fromkeys(document_ids))
        ]


def _sent(turn: Turn, document_id: str, day: date, *, path: str) -> Document:
    """Enter that one of several documents was sent; a further sending of one that was is entered by itself."""
    row = documents.locked_document(turn.session, turn.actor, document_id)
    called = row.code or f"{row.kind_title} “{row.subject}”"
    if row.state == State.DISPATCHED:  # pressed twice
        raise WrongState(f"Văn bản {called} đã ghi phát hành. Bỏ chọn văn bản đó rồi ghi lại.", path=path)
    try:
        return after_issue.dispatch(turn.session, turn.actor, document_id, [Sending(dispatched_on=day)])
    except (WrongState, DateOutOfOrder) as refused:
        raise type(refused)(f"{called}: {refused.message}", code=refused.code, path=path) from None
