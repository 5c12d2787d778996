"""Trình: a document goes to the next step that its office keeps.

Each step renders the document for signature and keeps the file, so that what was checked and signed is known for
ever. The layout check stands before “Chờ ký” and at “Đã kiểm tra thể thức”: findings of severity error refuse there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.dates import office_day
from service.domain.findings import Question
from service.errors import ServiceError
from service.issuing.drafting import Draft, drafted_again, input_of
from service.issuing.kept_context import KeptContext, kept_context
from service.issuing.published_types import PublishedType, publish
from service.issuing.rendition import (
    Rendition,
    errors_among,
    finding_object,
    for_signature,
    signature_name,
)
from service.issuing.workplace import Turn, Workplace
from service.register import audit, documents, drafts, files, storage
from service.register.canonical import digest
from service.register.entries import NewFile, fill
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Document
from service.register.numbering import DOCX
from service.register.states import State

PUT_UP = "put_up"
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


@dataclass(frozen=True, slots=True)
class Submitted:
    """The document in its new state, the file for signature, findings and questions for the next person."""

    document: Document
    content: bytes
    findings: tuple[Mapping[str, Any], ...]
    questions: tuple[Question, ...]


def submit(workplace: Workplace, document_id: str) -> Submitted:
    """Take a document to the next step that its office keeps.

    Raises InvalidInput, LayoutRefused, WrongState (the number comes next), NotAllowed, DocumentNotFound.
    """
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        if row.number is not None:
            raise WrongState(f"Văn bản đã mang số {row.code}, không còn bước nào trước khi cấp số.")
        draft = drafted_again(workplace, turn, row)
    form = publish(workplace, draft.document_type)
    made = for_signature(draft, form, office_day(workplace.now()))
    name = signature_name(draft.entry.symbol, row.version)
    findings = [finding_object(one) for one in made.findings(name)]
    with workplace.writing() as turn:
        row = drafts.submit(turn.session, turn.actor, document_id)
        refuse_errors(State(row.state), findings)
        require_unmoved(turn, row, draft)
        bring_up_to_date(turn, row, draft, form)
        _put_up(turn, row, made, name, findings)
    return Submitted(row, made.content, tuple(findings), draft.prepared.questions)


def refuse_errors(state: State, findings: list[dict[str, Any]]) -> None:
    """Raise LayoutRefused where errors of layout hold a document back from a state."""
    errors = errors_among(findings)
    if errors and state in _LAYOUT_HOLDS:
        raise LayoutRefused(errors)


def bring_up_to_date(turn: Turn, row: Document, draft: Draft, form: PublishedType) -> None:
    """Write line and type version of a prepared draft into its row, before it has a number."""
    fill(row, draft.entry)
    reference = form.reference
    row.type_slug, row.type_version, row.type_sha256 = reference.slug, reference.version, reference.sha256
    turn.session.flush()


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


def _put_up(turn: Turn, row: Document, made: Rendition, name: str, findings: list[dict[str, Any]]) -> None:
    """Keep the file for signature with its context and findings, and vouch for it in the audit trail."""
    sha256 = digest(made.content)
    if sha256 not in {file.sha256 for file in documents.files_of(turn.session, turn.actor, row.id)}:
        new = NewFile(role="rendered", content=made.content, name=name, media_type=DOCX)
        files.add_files(turn.session, turn.actor, row, [new])
    row.context_sha256 = storage.store(turn.session, made.kept.to_json())
    row.content_sha256, row.template_sha256 = sha256, made.kept.template_sha256
    row.release, row.findings = made.kept.release, findings
    detail = {
        "version": row.version,
        "state": row.state,
        "sha256": row.content_sha256,
        "context": row.context_sha256,
    }
    audit.append_for(turn.session, turn.actor, row, PUT_UP, detail)
