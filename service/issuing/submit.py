"""Trình: a document goes to the next step that its office keeps.

Each step renders the document for signature and keeps the file, so that what was checked and signed is known for
ever. The layout check stands before “Chờ ký” and at “Đã kiểm tra thể thức”: findings of severity error refuse there,
and errors of wording where the office says so. Questions may stay open until “Chờ ký”: that step asks a person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from service.doctypes.questions import asked
from service.domain.dates import office_day
from service.domain.findings import Question
from service.errors import ServiceError
from service.issuing.document_wording import document_wording
from service.issuing.drafting import Draft, drafted_again, input_of
from service.issuing.kept_context import KeptContext, kept_context
from service.issuing.open_questions import answered_before, as_kept
from service.issuing.published_types import PublishedType, publish
from service.issuing.questions import answered, answers, require_answered
from service.issuing.rendition import (
    Rendition,
    errors_among,
    finding_object,
    for_signature,
    signature_name,
)
from service.issuing.signer_needed import require_signer
from service.issuing.workplace import Turn, Workplace
from service.register import documents, drafts, storage
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Document
from service.register.numbering import RenderedFile
from service.register.putting_up import bring_up_to_date, keep_for_signature
from service.register.states import State

_LAYOUT_HOLDS = frozenset({State.FORM_CHECKED, State.FOR_SIGNATURE})


class LayoutRefused(ServiceError):
    """The layout check found errors before the signature; `findings` says which."""

    code = "layout_refused"

    def __init__(self, findings: list[Mapping[str, Any]]) -> None:
        super().__init__(
            f"Thể thức có {len(findings)} lỗi phải sửa trước khi trình ký: "
            + " ".join(str(finding["message"]) for finding in findings[:3])
        )
        self.findings = tuple(findings)


class WordingRefused(LayoutRefused):
    """The proofreader found errors and the office lets them hold a document back; `findings` says which."""

    code = "wording_refused"

    def __init__(self, findings: Sequence[Mapping[str, Any]]) -> None:
        told = " ".join(str(finding["message"]) for finding in findings[:3])
        said = f"Câu chữ có {len(findings)} lỗi phải sửa trước khi trình ký: {told}"
        ServiceError.__init__(self, said, code=self.code)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Submitted:
    """The document in its new state, the file for signature, findings, and the questions that are still open."""

    document: Document
    content: bytes
    findings: tuple[Mapping[str, Any], ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person confirms with a step: questions as `questions.answered` reads them, reasons by ``code@path``."""

    acknowledged: Collection[str] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


NOTHING = Confirmed()


def submit(workplace: Workplace, document_id: str, confirmed: Confirmed = NOTHING) -> Submitted:
    """Take a document to the next step that its office keeps; the step to “Chờ ký” needs every question confirmed.

    Raises InvalidInput, OpenQuestions, LayoutRefused, WordingRefused, WrongState (the number comes next), NotAllowed,
    DocumentNotFound.
    """
    with workplace.reading() as turn:
        step = _prepared(workplace, turn, document_id)
    with workplace.writing() as turn:
        return _taken(turn, step, confirmed)


def submit_all(workplace: Workplace, turn: Turn, document_id: str, on_paper: Mapping[str, str]) -> Submitted:
    """Take a draft whose paper is signed through all steps to “Chờ ký”, in the transaction of `turn`.

    `on_paper` is what the paper carries of number and day: it gets no other ones (`signed_paper`).

    Faults of layout and wording are told and refuse nothing: the paper is signed. Its type must be published. Raises
    InvalidInput, WrongState, NotAllowed, DocumentNotFound.
    """
    while True:
        step = _prepared(workplace, turn, document_id)
        done = _taken(turn, step, NOTHING, signed_paper=on_paper)
        if State(done.document.state) is State.FOR_SIGNATURE:
            return done


@dataclass(frozen=True, slots=True)
class _Step:
    """A document rendered and looked at for its next step."""

    draft: Draft
    form: PublishedType
    made: Rendition
    name: str
    findings: tuple[Mapping[str, Any], ...]
    blocking: Sequence[Mapping[str, Any]]
    document_id: str


def _prepared(workplace: Workplace, turn: Turn, document_id: str) -> _Step:
    """Do what a step needs before anything is written: render, look at layout and wording."""
    row = documents.document(turn.session, turn.actor, document_id)
    if row.number is not None:
        raise WrongState(f"Văn bản đã mang số {row.code}, không còn bước nào trước khi cấp số.")
    draft = drafted_again(workplace, turn, row)
    form = publish(workplace, turn, draft.document_type)
    made = for_signature(draft, form, office_day(workplace.now()), document_id=document_id)
    name = signature_name(draft.entry.symbol, row.version)
    layout = [finding_object(one) for one in made.findings(name)]
    wording = document_wording(turn, row.office_id, made.content)
    return _Step(draft, form, made, name, (*layout, *wording.findings), wording.blocking, document_id)


def _taken(
    turn: Turn,
    step: _Step,
    confirmed: Confirmed,
    *,
    signed_paper: Mapping[str, str] | None = None,
) -> Submitted:
    """Take a document to its next step with what was made for it; `signed_paper` None: nobody has signed yet."""
    is_signed = signed_paper is not None
    before = answered_before(turn, documents.locked_document(turn.session, turn.actor, step.document_id))
    row = drafts.submit(turn.session, turn.actor, step.document_id)
    if not is_signed:
        if State(row.state) in _LAYOUT_HOLDS:
            require_signer(step.draft.prepared, errors_among(step.findings))
        refuse_errors(State(row.state), step.findings, step.blocking)
    require_unmoved(turn, row, step.draft)
    bring_up_to_date(turn.session, row, step.draft.entry, step.form.reference)
    questions = asked(step.draft.prepared.questions, before)
    must_ask = State(row.state) is State.FOR_SIGNATURE and not is_signed
    found = (require_answered if must_ask else answered)(questions, confirmed.acknowledged)
    left = tuple(one for one in questions if one not in found)
    said = answers(found, confirmed.reasons)
    kept = replace(
        step.made.kept, acknowledged=(*before, *said), questions=as_kept(left), on_paper=signed_paper or {}
    )
    file = kept_file(replace(step.made, kept=kept), step.name, step.findings, said)
    keep_for_signature(turn.session, turn.actor, row, file)
    return Submitted(row, step.made.content, step.findings, left)


def refuse_errors(
    state: State, findings: Sequence[Mapping[str, Any]], blocking: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Raise LayoutRefused, WordingRefused where errors of layout or `blocking` ones of wording hold back."""
    errors = errors_among(findings)
    if errors and state in _LAYOUT_HOLDS:
        raise LayoutRefused(errors)
    if blocking and state in _LAYOUT_HOLDS:
        raise WordingRefused(blocking)


def require_unmoved(turn: Turn, row: Document, draft: Draft) -> None:
    """Raise WrongState when somebody changed the input since it was prepared."""
    if input_of(turn, row) != draft.new.input:
        raise WrongState("Văn bản vừa được người khác sửa. Mở lại rồi làm tiếp.", code="version_moved")


def put_up(turn: Turn, row: Document) -> tuple[bytes, KeptContext]:
    """Return the file that was put up for signature, and what it was rendered from. Raises DocumentNotFound."""
    content = storage.load(turn.session, row.content_sha256 or "")
    kept = documents.context_of(turn.session, turn.actor, row.id)
    if content is None or kept is None:
        raise DocumentNotFound("Văn bản chưa có bản trình ký trong sổ. Trả lại rồi trình lại.")
    return content, kept_context(kept)


def kept_file(
    made: Rendition,
    name: str,
    findings: Sequence[Mapping[str, Any]],
    acknowledged: Sequence[Mapping[str, str]],
) -> RenderedFile:
    """Return what the register keeps of a rendering, with the questions that were answered before it."""
    return RenderedFile(
        content=made.content,
        name=name,
        context=made.kept.to_json(),
        template_sha256=made.kept.template_sha256,
        release=made.kept.release,
        findings=findings,
        acknowledged=acknowledged,
    )
