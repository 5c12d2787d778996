"""A document as its number would find it: what was put up for signature, or a draft prepared again.

The act writes the line of a draft anew before it takes the number, of the office, the people and the type as they are
then. The kept row is what they were when somebody saved it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from service.checking import check
from service.domain.findings import FieldError
from service.domain.frame import Act
from service.errors import InvalidInput
from service.issuing.document_wording import blocking, document_wording
from service.issuing.drafting import Draft
from service.issuing.office_wording import office_wording
from service.issuing.open_questions import left_open
from service.issuing.published_types import published_form
from service.issuing.rendition import finding_object, for_signature, is_of_wording
from service.issuing.signed_content import month_question
from service.issuing.submit import put_up
from service.issuing.workplace import Turn
from service.register.models import Document
from service.register.states import State
from service.rendering import context

_ANY_NUMBER = 1


def seen_of_draft(turn: Turn, row: Document, draft: Draft, day: date) -> dict[str, Any]:
    """Return what a `Forecast` says of the content of a draft. Raises InvalidInput, RenderingError."""
    made = for_signature(draft, published_form(draft.document_type), day)
    wording = document_wording(turn, row.office_id, made.content, day)
    return {
        "questions": draft.prepared.questions,
        "findings": _findings(made.content),
        "wording": wording.findings,
        "blocking_words": len(wording.blocking),
        "faults": _faults_on(draft, day),
    }


def seen_of_put_up(turn: Turn, row: Document, day: date) -> dict[str, Any]:
    """Return what a `Forecast` says of what was put up, with `on_paper` of it. Raises DocumentNotFound, WrongState."""
    _, kept = put_up(turn, row)
    turned = month_question(kept, day)
    words = [one for one in row.findings if is_of_wording(one)]
    blocks = row.state != State.FOR_SIGNATURE and office_wording(turn, row.office_id).blocks
    return {
        "questions": [*left_open(kept), *([turned] if turned else [])],
        "findings": [one for one in row.findings if not is_of_wording(one)],
        "wording": words,
        "blocking_words": len(blocking(words)) if blocks else 0,
        "on_paper": kept.on_paper,
    }


def _faults_on(draft: Draft, day: date) -> Sequence[FieldError]:
    """Return what only the day of the number shows, whatever the number: an authorisation that has ended by then."""
    try:
        context.build(draft.prepared, Act(_ANY_NUMBER, day))
    except InvalidInput as invalid:
        return invalid.errors
    return ()


@lru_cache(maxsize=64)
def _findings(content: bytes) -> Sequence[Mapping[str, Any]]:
    """Return what is found in the layout of a .docx; the page asks again each time it is shown."""
    return [finding_object(one) for one in check(content)]
