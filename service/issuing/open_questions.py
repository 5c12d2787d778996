"""Questions of a document on its way to the number: they are answered by a person, at the latest before the number.

A step before “Chờ ký” leaves them open; the step to “Chờ ký” asks, because what is signed is fixed. What an office
without that step put up is asked at the number.
"""

from collections.abc import Mapping, Sequence

from service.doctypes.questions import asked
from service.domain.findings import Question
from service.errors import InvalidInput
from service.issuing.drafting import drafted_again
from service.issuing.kept_context import KeptContext, kept_context
from service.issuing.workplace import Turn, Workplace
from service.register import documents
from service.register.models import Document
from service.register.states import State


def open_questions(workplace: Workplace, turn: Turn, row: Document) -> Sequence[Question]:
    """Return what a person has still to confirm before the number, none where there are faults to mend first."""
    if row.number is not None or row.type_slug is None:
        return ()
    if row.state == State.FOR_SIGNATURE:
        kept = _put_up(turn, row)
        return left_open(kept) if kept else ()
    try:
        questions = drafted_again(workplace, turn, row).prepared.questions
    except InvalidInput:
        return ()
    return asked(questions, answered_before(turn, row))


def answered_before(turn: Turn, row: Document) -> Sequence[Mapping[str, str]]:
    """Return the answers that were given when the document was put up for an earlier step."""
    kept = _put_up(turn, row)
    return kept.acknowledged if kept else ()


def left_open(kept: KeptContext) -> list[Question]:
    """Return the questions that nobody had answered when a document was put up."""
    return [
        Question(one["path"], one["code"], one["message"], subject=one["subject"]) for one in kept.questions
    ]


def as_kept(questions: Sequence[Question]) -> tuple[dict[str, str], ...]:
    """Return open questions as they are kept with what is put up."""
    return tuple(
        {"code": one.code, "path": one.path, "subject": one.subject, "message": one.message}
        for one in questions
    )


def _put_up(turn: Turn, row: Document) -> KeptContext | None:
    """Return what a document was put up with, None for a draft that was not or came back."""
    content = documents.context_of(turn.session, turn.actor, row.id)
    return None if content is None else kept_context(content)
