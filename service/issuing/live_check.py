"""Everything that can be said of a draft while it is written: faults, questions, wording, layout, its outline.

The layout is looked at once the input is ready: the document is rendered for signature as the next step would do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from service.doctypes.questions import (
    IMPORT_CHECK_AGAIN,
    check_again_question,
    check_again_questions,
    tray_questions,
)
from service.domain.dates import office_day
from service.domain.findings import FieldError, Finding, Question
from service.errors import InvalidInput, RenderingError
from service.issuing.draft_outline import Entry, draft_outline
from service.issuing.drafting import Draft, drafted
from service.issuing.office_wording import office_wording
from service.issuing.proofreading import certain_changes, proofread_input
from service.issuing.published_types import published_form
from service.issuing.rendition import errors_among, finding_object, for_signature, signature_name
from service.issuing.signer_needed import SIGNER_MISSING, lacks_signer
from service.issuing.workplace import Turn, Workplace
from service.proofreading import ProofContext
from service.register import documents
from service.register.errors import WrongState
from service.register.models import Document

#: Codes of faults that say no more than that something is not there yet.
_MISSING = frozenset(
    {
        "grade_missing",
        "max_points_missing",
        "points_missing",
        "required",
        "section_empty",
        SIGNER_MISSING.code,
        "source_missing",
        "too_few_fields",
        "too_few_items",
    }
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A finding of wording at its field; `mended` is what to put there where that is safe without asking."""

    finding: Finding
    mended: str | None


@dataclass(frozen=True, slots=True)
class LiveCheck:
    """What is to be said of an input; `questions` are all of them, those that were answered too."""

    outline: tuple[Entry, ...]
    faults: tuple[FieldError, ...]
    questions: tuple[Question, ...]
    wording: tuple[Wording, ...]
    layout: tuple[Finding, ...]

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing stands against the next step but open questions."""
        return not self.faults and not any(one.severity == "error" for one in self.layout)


def check_draft(workplace: Workplace, document_id: str, envelope: Mapping[str, Any]) -> LiveCheck:
    """Return what can be said of an input of a draft. Raises DocumentNotFound, WrongState, UnknownDocumentType."""
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        context = office_wording(turn, row.office_id).context()
        draft, faults = _prepared(workplace, turn, row, envelope)
    layout = () if faults or draft is None else _layout(workplace, draft, row.version)
    if _lacks_signer(draft, layout):
        faults, layout = (SIGNER_MISSING,), ()
    return LiveCheck(
        outline=tuple(draft_outline(workplace.catalogue.get(str(row.type_slug)), envelope)),
        faults=faults,
        questions=_questions(draft, envelope, office_day(workplace.now())),
        wording=_wording(envelope, _on_day(context, envelope, office_day(workplace.now()))),
        layout=layout,
    )


def faults_and_questions(
    workplace: Workplace, turn: Turn, row: Document, envelope: Mapping[str, Any]
) -> tuple[tuple[FieldError, ...], tuple[Question, ...]]:
    """Return what `check_draft` says of the fields alone, at a fraction of the time: for a page that is only shown.

    The layout is looked at only where nobody may be there to sign. Raises WrongState, UnknownDocumentType.
    """
    draft, faults = _prepared(workplace, turn, row, envelope)
    is_unsigned = not faults and draft is not None and draft.prepared.frame.signer is None
    if is_unsigned and draft is not None and _lacks_signer(draft, _layout(workplace, draft, row.version)):
        faults = (SIGNER_MISSING,)
    return faults, _questions(draft, envelope, office_day(workplace.now()))


def _prepared(
    workplace: Workplace, turn: Turn, row: Document, envelope: Mapping[str, Any]
) -> tuple[Draft | None, tuple[FieldError, ...]]:
    """Return an input with none of its questions answered, ready for the next step, or why it is not."""
    if row.type_slug is None:
        raise WrongState("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.")
    document_type = workplace.catalogue.get(row.type_slug)
    draft: Draft | None = None
    try:
        draft = drafted(workplace, turn, document_type, _unanswered(envelope))
        if "acknowledged" in envelope:  # the answers have to be of the right shape too
            drafted(workplace, turn, document_type, envelope)
    except InvalidInput as error:
        return draft, error.errors
    return draft, ()


def _unanswered(envelope: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in envelope.items() if name != "acknowledged"}


def _lacks_signer(draft: Draft | None, layout: Sequence[Finding]) -> bool:
    return draft is not None and lacks_signer(
        draft.prepared, errors_among([finding_object(one) for one in layout])
    )


def is_missing(fault: FieldError) -> bool:
    """Tell whether a fault only asks for what is not filled in yet: no fault of who is still writing."""
    return fault.code in _MISSING


def _questions(draft: Draft | None, envelope: Mapping[str, Any], today: date) -> tuple[Question, ...]:
    """Return the questions; those about an older file name the year, this one where the draft has no month yet."""
    if draft is None:
        return _taken_over(envelope, today)
    if draft.prepared.envelope.get("month"):
        return draft.prepared.questions
    return tuple(
        check_again_question(one.path, one.subject, today) if one.code == IMPORT_CHECK_AGAIN else one
        for one in draft.prepared.questions
    )


def _taken_over(envelope: Mapping[str, Any], today: date) -> tuple[Question, ...]:
    """Return the questions that can be asked of an input with faults: about what an older Word file gave."""
    given = envelope.get("check_again")
    known = [
        one
        for one in (given if isinstance(given, list) else ())
        if isinstance(one, Mapping) and isinstance(one.get("path"), str) and isinstance(one.get("value"), str)
    ]
    tray = envelope.get("tray")
    left = [one for one in tray if isinstance(one, str)] if isinstance(tray, list) else []
    return (
        *check_again_questions({**envelope, "check_again": known}, today),
        *tray_questions({"tray": left}),
    )


def _on_day(context: ProofContext, envelope: Mapping[str, Any], today: date) -> ProofContext:
    """Return the context with the month that the document would print: this one where the draft has none yet."""
    return context if "month" in envelope else replace(context, issued_on=today, is_month=True)


def _wording(envelope: Mapping[str, Any], context: ProofContext) -> tuple[Wording, ...]:
    changes = certain_changes(envelope, context=context)
    certain = {(one.locator, one.start, one.end): one.replacement for one in changes}
    return tuple(
        Wording(one, certain.get((one.path or "", *one.span)) if one.span else None)
        for one in proofread_input(envelope, context=context)
    )


def _layout(workplace: Workplace, draft: Draft, version: int) -> tuple[Finding, ...]:
    """Return what the format rules say of the document for signature; one that cannot be rendered has its own fault."""
    form = published_form(draft.document_type)
    try:
        made = for_signature(draft, form, office_day(workplace.now()))
    except (InvalidInput, RenderingError):
        return ()
    return tuple(made.findings(signature_name(draft.entry.symbol, version)))
