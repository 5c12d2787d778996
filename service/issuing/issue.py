"""Cấp số: number, rendering, proof and storing in one transaction; any failure gives the number back.

A document that was put up for signature gets number and day written into what was signed. A draft, or an input that
was never put up, goes all the way in one act, layout check included, where its office keeps no step in between.
Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1, 2.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service import reference
from service.domain.dates import office_day
from service.domain.findings import Finding
from service.issuing.document_wording import DocumentWording, blocking, document_wording
from service.issuing.drafting import Draft, drafted, drafted_again, raw_document
from service.issuing.issue_act import IssueAct, Outcome
from service.issuing.layout_proofs import LayoutProofs
from service.issuing.numbered_file import LOOKS_DIFFER, Checked, file_of_draft, looks_of, name_of
from service.issuing.numbering_together import Tell, Wanted, number_together
from service.issuing.office_wording import office_wording
from service.issuing.open_questions import left_open
from service.issuing.published_types import publish, stored_template
from service.issuing.questions import answers, require_answered
from service.issuing.rendition import errors_among, for_signature_later, is_of_wording, rendered_again
from service.issuing.signed_content import filled_in, month_question, require_unchanged
from service.issuing.signed_paper import require_as_on_paper
from service.issuing.signer_needed import require_signer
from service.issuing.submit import LayoutRefused, WordingRefused, kept_file, put_up, require_unmoved
from service.issuing.workplace import Turn, Workplace
from service.register import documents, idempotency, storage
from service.register.entries import NewDocument
from service.register.errors import WrongState
from service.register.numbering import Issued, IssueRequest, Numbered, RenderedFile, issue_or_end
from service.register.page_numbers import counted_pages
from service.register.putting_up import bring_up_to_date
from service.register.states import State
from service.register.warnings_of_entry import entry_warnings

__all__ = [
    "LOOKS_DIFFER",
    "Checked",
    "IssueAct",
    "Outcome",
    "Tell",
    "checked_draft",
    "file_of_signed",
    "issue_draft",
    "issue_input",
    "number",
    "number_block",
    "number_draft",
    "number_signed_block",
]
_PROOFS = LayoutProofs(is_exact=True)


def issue_input(
    workplace: Workplace, slug: str, envelope: Mapping[str, Any], act: IssueAct, *, tell: Tell | None = None
) -> Outcome:
    """Number an input that was never put up for signature: all steps in one act.

    `tell` is not called for the repeat of an act that was over before. Raises InvalidInput, OpenQuestions,
    LayoutRefused, WrongState (the office keeps a step before), and what `issue_or_end` raises.
    """
    document_type = workplace.catalogue.get(slug)
    with workplace.reading() as turn:
        raw = raw_document(turn, document_type, envelope)
        earlier = _earlier(turn, raw, act.key)
        if earlier is not None:
            return earlier
        draft = drafted(workplace, turn, document_type, envelope, raw=raw)
        checked = checked_draft(workplace, turn, draft, act)
    return number_together(Wanted(workplace, checked, act, tell), number_block)


def issue_draft(
    workplace: Workplace, document_id: str, act: IssueAct, *, tell: Tell | None = None
) -> Outcome:
    """Number a document of the register: what was put up for signature, or a draft all the way in one act.

    Raises the same as `issue_input`, and SignedContentChanged, DocumentNotFound.
    """
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        draft = drafted_again(workplace, turn, row) if row.state == State.DRAFT else None
        checked = None if draft is None else checked_draft(workplace, turn, draft, act)
    with workplace.writing() as turn:
        if checked is not None:
            return _told(tell, turn, number_draft(turn, document_id, checked, act))
        return _told(tell, turn, number_signed_block(turn, [document_id], [act])[0])


def _told(tell: Tell | None, turn: Turn, done: Outcome) -> Outcome:
    if tell is not None:
        tell(turn, done)
    return done


def checked_draft(workplace: Workplace, turn: Turn, draft: Draft, act: IssueAct) -> Checked:
    """Do what comes before the number in one act, in the reading `turn`: questions, rendering, checks.

    Raises OpenQuestions, LayoutRefused, WordingRefused, InvalidInput, RenderingError, WrongState (type changed without
    a version).
    """
    questions = require_answered(draft.prepared.questions, act.acknowledged)
    form = publish(workplace, turn, draft.document_type)
    day = act.issued_on or office_day(workplace.now())
    signature = for_signature_later(draft, form, day)
    shape = _PROOFS.key(signature.kept)
    findings = _PROOFS.findings(signature.kept, lambda: signature.content, key=shape)
    wording = DocumentWording()
    if act.reads_wording or office_wording(turn, draft.new.office_id).blocks:
        wording = document_wording(turn, draft.new.office_id, signature.content, day)
    if not act.is_of_signed_paper:
        require_signer(draft.prepared, errors_among(findings))
    _require_sound([*findings, *wording.findings], wording.blocking, act)
    found = (*findings, *wording.findings)
    return Checked(draft, form, signature, shape, found, answers(questions, act.reasons))


def number(turn: Turn, checked: Checked, act: IssueAct) -> Outcome:
    """Number a checked input in the transaction of `turn`, as `number_block` does; several may follow each other."""
    return number_block(turn, [checked], [act])[0]


def number_block(turn: Turn, checked: Sequence[Checked], act: IssueAct | Sequence[IssueAct]) -> list[Outcome]:
    """Number checked inputs of one office in their order, in the transaction of `turn`, which an error must end.

    `act` is one for all, then without a key, or one for each. Costs a fraction of numbering them one by one. Raises
    what `issue_or_end` raises; ValueError for acts that do not fit.
    """
    acts = _one_for_each(act, len(checked))
    new = [one.draft.new for one in checked]
    return _taken(turn, new, acts, lambda given: file_of_draft(given, checked[given.position]))


def number_signed_block(
    turn: Turn, document_ids: Sequence[str], act: IssueAct | Sequence[IssueAct]
) -> list[Outcome]:
    """Number documents that were put up for signature, as `number_block` does: their signed papers came back."""
    acts = _one_for_each(act, len(document_ids))
    return _taken(turn, document_ids, acts, lambda given: file_of_signed(turn, given, acts[given.position]))


def _one_for_each(act: IssueAct | Sequence[IssueAct], count: int) -> list[IssueAct]:
    """Return an act for each document. Raises ValueError where a key would stand for several, or one lacks its act."""
    acts = [act] * count if isinstance(act, IssueAct) else list(act)
    if len(acts) != count or (isinstance(act, IssueAct) and act.key is not None and count > 1):
        raise ValueError("each document needs an act, and a key of its own")
    return acts


def number_draft(turn: Turn, document_id: str, checked: Checked, act: IssueAct) -> Outcome:
    """Number a draft of the register that went through its checks just now."""
    row = documents.locked_document(turn.session, turn.actor, document_id)
    if row.state == State.DRAFT:
        bring_up_to_date(turn.session, row, checked.draft.entry, checked.form.reference)

    def render(given: Numbered) -> RenderedFile:
        if row.state != State.DRAFT:
            raise WrongState("Văn bản vừa được chuyển bước. Mở lại rồi cấp số.", code="version_moved")
        require_unmoved(turn, row, checked.draft)
        return file_of_draft(given, checked)

    return _taken(turn, [document_id], [act], render)[0]


def file_of_signed(turn: Turn, given: Numbered, act: IssueAct) -> RenderedFile:
    """Render what was signed with its number; prove it against the file that was put up."""
    row = documents.document(turn.session, turn.actor, given.document_id)
    if row.state != State.FOR_SIGNATURE:
        blocks = office_wording(turn, row.office_id).blocks
        _require_sound(row.findings, blocking(row.findings) if blocks else (), act)
    signed, kept = put_up(turn, row)
    require_as_on_paper(kept.on_paper, given.number, given.issued_on)
    turned = month_question(kept, given.issued_on)
    asked = require_answered([*left_open(kept), *([turned] if turned else [])], act.acknowledged)
    answered = answers(asked, act.reasons)
    filled = filled_in(
        kept,
        code=given.code,
        issued_on=given.issued_on,
        document_id=given.document_id,
        answered=answered,
    )
    made = rendered_again(filled, stored_template(turn, kept))
    found = require_unchanged(signed, made.content, before=kept, after=filled)
    findings = _PROOFS.findings(filled, lambda: made.content)
    wording = [one for one in row.findings if is_of_wording(one)]  # of the very words that were put up
    return kept_file(made, name_of(given), [*findings, *wording, *looks_of(found)], answered)


def _require_sound(
    findings: Sequence[Mapping[str, Any]], of_wording: Sequence[Mapping[str, Any]], act: IssueAct
) -> None:
    """Raise LayoutRefused, WordingRefused where errors hold back; a signed paper is never refused."""
    if act.is_of_signed_paper:
        return
    if errors := errors_among(findings):
        raise LayoutRefused(errors)
    if of_wording:
        raise WordingRefused(of_wording)


def _taken(
    turn: Turn,
    given_documents: Sequence[str | NewDocument],
    acts: Sequence[IssueAct],
    render: Callable[[Numbered], RenderedFile],
) -> list[Outcome]:
    """Take the numbers; each number and its document are kept together or not at all: an error ends the transaction."""
    made: dict[str, bytes] = {}

    def rendered(given: Numbered) -> RenderedFile:
        file = render(given)
        made[given.document_id] = file.content
        return file

    requests = [_request(document, act) for document, act in zip(given_documents, acts, strict=True)]
    found = issue_or_end(turn.session, turn.actor, requests, render=rendered, holidays=reference.holidays())
    outcomes = [_outcome(turn, one, made.get(one.document.id)) for one in found]
    return [
        replace(one, warnings=(*one.warnings, *_entry_warnings(turn, request, one)))
        for request, one in zip(requests, outcomes, strict=True)
    ]


def _entry_warnings(turn: Turn, request: IssueRequest, done: Outcome) -> Sequence[Finding]:
    """Return what the book says of a document; nothing of one that comes new, without a file, and replaces nothing."""
    new = request.document
    if isinstance(new, NewDocument) and not new.relations and not request.originals and not done.is_repeat:
        return ()
    return entry_warnings(turn.session, done.document)


def _request(document: str | NewDocument, act: IssueAct) -> IssueRequest:
    """Return what the register is asked for."""
    return IssueRequest(
        document=document,
        issued_on=act.issued_on,
        signed_on=act.signed_on,
        number=act.number,
        key=act.key,
        expected_number=act.expected_number,
        expected_version=act.expected_version,
        originals=act.originals,
        pages=counted_pages(act.originals) if act.pages is None else act.pages,
    )


def _outcome(turn: Turn, issued: Issued, made: bytes | None = None) -> Outcome:
    """Return the answer with the bytes that were just stored, or those of the first document for a repeat."""
    row = issued.document
    content = made if made is not None else storage.load(turn.session, row.content_sha256 or "")
    if content is None:  # a key that a record holds: its file is no rendering
        raise WrongState("Khóa chống lặp này đã dùng để vào sổ một văn bản khác.", code="key_reused")
    return Outcome(row, content, tuple(row.findings), issued.warnings, issued.is_repeat)


def _earlier(turn: Turn, new: NewDocument, key: str | None) -> Outcome | None:
    """Return the answer to an earlier request with this key, whatever has changed since."""
    row = idempotency.earlier(turn.session, new.office_id, key, new)
    return None if row is None else _outcome(turn, Issued(row, is_repeat=True))
