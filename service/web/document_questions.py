"""Questions that a page of a document asks before a step: boxes “Xác nhận” with a reason each.

The inputs are ``acknowledged`` (the question as ``code@path``) and ``reason:code@path``.
"""

from flask import request

from service.domain.findings import FieldError
from service.domain.text import nfc
from service.errors import OpenQuestions
from service.issuing.submit import Confirmed

REASON = "reason:"
_REASON_CHARACTERS = 500


def confirmed() -> Confirmed:
    """Return what the form of this request confirms."""
    return Confirmed(frozenset(request.form.getlist("acknowledged")), reasons())


def reasons() -> dict[str, str]:
    """Return the reasons of this request's form, by ``code@path``."""
    given = {
        name.removeprefix(REASON): words for name, words in request.form.items() if name.startswith(REASON)
    }
    return {name: nfc(words).strip()[:_REASON_CHARACTERS] for name, words in given.items() if words.strip()}


def question_faults(refused: OpenQuestions) -> list[FieldError]:
    """Return open questions as lines for the top of the page, each leading to its box."""
    return [FieldError(f"q-{one.code}-{one.path}", one.code, one.message) for one in refused.questions]
