"""What the proofreader says of a document of the register: found before its number, stored beside the layout findings.

The rendered document is read, so that what only the whole shows is found too; the office's words and codes count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from service.issuing.office_wording import office_wording
from service.issuing.proofreading import proofread_file
from service.issuing.rendition import finding_object, is_of_wording
from service.issuing.workplace import Turn
from service.proofreading import ProofContext

_RENDERED = "document.docx"


@dataclass(frozen=True, slots=True)
class DocumentWording:
    """The findings of a document's words, as they are stored; `blocking` those that its office lets hold it back."""

    findings: tuple[Mapping[str, Any], ...] = ()
    blocking: tuple[Mapping[str, Any], ...] = ()


def document_wording(turn: Turn, office_id: str, content: bytes, day: date | None = None) -> DocumentWording:
    """Return what is found in the words of a rendered document; `day` None takes that of its date line.

    Takes some 50 ms for a plan of ten pages: never called under a lock of the register. Raises NotAllowed.
    """
    wording = office_wording(turn, office_id)
    context = wording.context(day)
    known = (context.issued_on, context.is_month, context.own_words, tuple(context.switched_off.items()))
    found = [{**one} for one in _found(content, *known)]
    return DocumentWording(tuple(found), blocking(found) if wording.blocks else ())


@lru_cache(maxsize=32)
def _found(
    content: bytes,
    issued_on: date | None,
    is_month: bool,  # noqa: FBT001 - a part of the key
    own_words: frozenset[str],
    switched_off: tuple[tuple[str, str], ...],
) -> tuple[Mapping[str, Any], ...]:
    """Return the findings of a text; those who look at the same page again do not wait for them again."""
    context = ProofContext(issued_on, own_words, dict(switched_off), is_month)
    found = proofread_file(content, _RENDERED, context=context)
    return tuple({**finding_object(one), "file": ""} for one in found)


def blocking(findings: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Return the findings of wording that are errors."""
    return tuple(one for one in findings if is_of_wording(one) and one["severity"] == "error")
