"""Phát hành: when and to whom a numbered document was sent, as the book wants it."""

from collections.abc import Sequence
from datetime import date

from service.domain.findings import FieldError
from service.issuing.workplace import Turn, Workplace
from service.register import after_issue, documents, locks
from service.register.after_issue import Sending
from service.register.errors import DateOutOfOrder, DocumentNotFound, NotAllowed, RegisterError, WrongState
from service.register.models import Document
from service.register.states import State

#: What stands against one document; anything else ends the whole act at once.
_REFUSALS = (WrongState, DateOutOfOrder, NotAllowed, DocumentNotFound)
_MOST_NAMED = 5


def dispatch(workplace: Workplace, document_id: str, sendings: Sequence[Sending]) -> Document:
    """Enter that a document was sent; more sendings may follow. Raises WrongState, DateOutOfOrder, NotAllowed."""
    with workplace.writing() as turn:
        return after_issue.dispatch(turn.session, turn.actor, document_id, sendings)


def dispatch_several(
    workplace: Workplace, document_ids: Sequence[str], day: date, *, office_id: str = ""
) -> list[Document]:
    """Enter that several documents were sent to all their recipients on a day: all of them or none.

    With `office_id` there are no documents but those of this office. Raises WrongState, DateOutOfOrder, NotAllowed or
    DocumentNotFound, as the first that cannot be sent wants it; `faults` has all, each at its place (`documents[2]`).
    """
    ids = list(dict.fromkeys(document_ids))
    sent: list[Document] = []
    faults: list[FieldError] = []
    first: RegisterError | None = None
    with workplace.writing() as turn:
        offices = documents.known_offices(turn.session, ids, office_id)
        locks.lock_offices(turn.session, offices.values())
        for place, one in enumerate(ids):
            try:
                sent.append(_sent(turn, one, day, is_known=one in offices))
            except _REFUSALS as refused:
                first = first or refused
                faults.append(FieldError(f"documents[{place}]", refused.code, _named(turn, one, refused)))
        if first is not None:
            raise type(first)(_summary(faults), code=first.code, faults=faults)
    return sent


def _sent(turn: Turn, document_id: str, day: date, *, is_known: bool) -> Document:
    """Enter that one of several documents was sent; a further sending of one that was is entered by itself."""
    if not is_known:
        raise DocumentNotFound(documents.NOT_FOUND)
    row = documents.locked_document(turn.session, turn.actor, document_id)
    if row.state == State.DISPATCHED:  # pressed twice
        raise WrongState("Văn bản đã ghi phát hành. Bỏ chọn văn bản đó rồi ghi lại.")
    return after_issue.dispatch(turn.session, turn.actor, document_id, [Sending(dispatched_on=day)])


def _named(turn: Turn, document_id: str, refused: RegisterError) -> str:
    """Return why one document cannot be sent, with its code or subject; with its id where it is not there."""
    if isinstance(refused, DocumentNotFound):
        return f"{document_id}: {refused.message}"
    row = documents.document(turn.session, turn.actor, document_id)
    return f"{row.code or f'{row.kind_title} “{row.subject}”'}: {refused.message}"


def _summary(faults: Sequence[FieldError]) -> str:
    """Return the first faults in one text."""
    more = f" Và {len(faults) - _MOST_NAMED} văn bản khác." if len(faults) > _MOST_NAMED else ""
    return " ".join(one.message for one in faults[:_MOST_NAMED]) + more
