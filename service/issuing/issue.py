"""Cấp số: number, rendering, proof and storing in one transaction; any failure gives the number back.

A document that was put up for signature gets number and day written into what was signed. A draft, or an input that
was never put up, goes all the way in one act, layout check included, where its office keeps no step in between.
Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1, 2.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service import reference
from service.domain.dates import office_day
from service.domain.findings import Finding, Question
from service.domain.frame import Act
from service.errors import OpenQuestions
from service.issuing.drafting import Draft, drafted, drafted_again, raw_document
from service.issuing.published_types import PublishedType, publish, stored_template
from service.issuing.rendition import (
    Rendition,
    errors_among,
    finding_object,
    for_signature,
    numbered,
    numbered_name,
    readable_name,
    rendered_again,
)
from service.issuing.signed_content import (
    Comparison,
    filled_in,
    month_question,
    require_unchanged,
)
from service.issuing.submit import LayoutRefused, bring_up_to_date, put_up, require_unmoved
from service.issuing.workplace import Turn, Workplace
from service.register import documents, idempotency, storage
from service.register.entries import NewDocument, NewFile
from service.register.errors import WrongState
from service.register.models import Document
from service.register.numbering import Issued, IssueRequest, Numbered, RenderedFile, issue_in_transaction
from service.register.states import State

LOOKS_DIFFER = "looks_differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAct:
    """What a person says when the number is taken.

    `number` only for an external series; `key` makes a repeat return the first document; `originals` are the
    signed scans or PDFs; `acknowledged` holds codes of questions, or ``code@path`` for a single one.
    """

    issued_on: date | None = None
    signed_on: date | None = None
    number: int | None = None
    key: str | None = None
    originals: Sequence[NewFile] = ()
    acknowledged: Collection[str] = ()
    expected_number: int | None = None
    expected_version: int | None = None

    @property
    def is_of_signed_paper(self) -> bool:
        """Whether somebody has signed already: then no fault of layout may refuse the number."""
        return self.signed_on is not None or bool(self.originals)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The numbered document with its file; what was found in its layout; what else should be known."""

    document: Document
    content: bytes
    findings: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[Finding, ...] = ()
    is_repeat: bool = False

    @property
    def file_name(self) -> str:
        """Return the name of the file."""
        row = self.document
        return numbered_name(row.symbol or "", row.number or 0, row.year or 0)

    @property
    def utf8_name(self) -> str:
        """Return the name that a person reads."""
        row = self.document
        return readable_name(row.kind_title, row.code or "", row.subject)


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that may be numbered: its questions are answered, its layout was looked at."""

    draft: Draft
    form: PublishedType
    signature: Rendition
    findings: tuple[Mapping[str, Any], ...]
    acknowledged: tuple[Question, ...]


def issue_input(workplace: Workplace, slug: str, envelope: Mapping[str, Any], act: IssueAct) -> Outcome:
    """Number an input that was never put up for signature: all steps in one act.

    Raises InvalidInput, OpenQuestions, LayoutRefused, WrongState (the office keeps a step before), and what
    `issue_in_transaction` raises.
    """
    document_type = workplace.catalogue.get(slug)
    with workplace.reading() as turn:
        earlier = _earlier(turn, raw_document(turn, document_type, envelope), act.key)
        if earlier is not None:
            return earlier
        draft = drafted(workplace, turn, document_type, envelope)
    checked = checked_draft(workplace, draft, act)
    with workplace.writing() as turn:
        return number(turn, checked, act)


def issue_draft(workplace: Workplace, document_id: str, act: IssueAct) -> Outcome:
    """Number a document of the register: what was put up for signature, or a draft all the way in one act.

    Raises the same as `issue_input`, and SignedContentChanged, DocumentNotFound.
    """
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        draft = drafted_again(workplace, turn, row) if row.state == State.DRAFT else None
    checked = None if draft is None else checked_draft(workplace, draft, act)
    with workplace.writing() as turn:
        if checked is not None:
            return number_draft(turn, document_id, checked, act)
        return _number_signed(turn, document_id, act)


def checked_draft(workplace: Workplace, draft: Draft, act: IssueAct) -> Checked:
    """Do what comes before the number in one act: questions, rendering for signature, layout check.

    Raises OpenQuestions, LayoutRefused, InvalidInput, RenderingError, WrongState (type changed without a version).
    """
    acknowledged = _require_answered(draft.prepared.questions, act)
    form = publish(workplace, draft.document_type)
    day = act.issued_on or office_day(workplace.now())
    signature = for_signature(draft, form, day)
    findings = [finding_object(one) for one in signature.findings("")]
    errors = errors_among(findings)
    if errors and not act.is_of_signed_paper:
        raise LayoutRefused(errors)
    return Checked(draft, form, signature, tuple(findings), tuple(acknowledged))


def number(turn: Turn, checked: Checked, act: IssueAct) -> Outcome:
    """Number a checked input in the transaction of `turn`; several may follow each other in one transaction."""
    return _taken(turn, checked.draft.new, act, lambda given: _file_of_draft(given, checked))


def number_draft(turn: Turn, document_id: str, checked: Checked, act: IssueAct) -> Outcome:
    """Number a draft of the register that went through its checks just now."""
    row = documents.locked_document(turn.session, turn.actor, document_id)
    if row.state == State.DRAFT:
        bring_up_to_date(turn, row, checked.draft, checked.form)

    def render(given: Numbered) -> RenderedFile:
        if row.state != State.DRAFT:
            raise WrongState("Văn bản vừa được chuyển bước. Mở lại rồi cấp số.", code="version_moved")
        require_unmoved(turn, row, checked.draft)
        return _file_of_draft(given, checked)

    return _taken(turn, document_id, act, render)


def _number_signed(turn: Turn, document_id: str, act: IssueAct) -> Outcome:
    """Number a document that was put up: number and day are written into the blanks of what was signed."""
    return _taken(turn, document_id, act, lambda given: _file_of_signed(turn, given, act))


def _file_of_draft(given: Numbered, checked: Checked) -> RenderedFile:
    """Render a checked draft with its number; prove it against its file for signature."""
    act = Act(given.number, given.issued_on, given.document_id)
    made = numbered(checked.draft, checked.form, act, checked.acknowledged)
    signature = checked.signature
    found = require_unchanged(signature.content, made.content, before=signature.kept, after=made.kept)
    return _file(given, made, [*checked.findings, *_looks(found)])


def _file_of_signed(turn: Turn, given: Numbered, act: IssueAct) -> RenderedFile:
    """Render what was signed with its number; prove it against the file that was put up."""
    row = documents.document(turn.session, turn.actor, given.document_id)
    if row.state != State.FOR_SIGNATURE and not act.is_of_signed_paper and errors_among(row.findings):
        raise LayoutRefused(errors_among(row.findings))
    signed, kept = put_up(turn, row)
    turned = month_question(kept, given.issued_on)
    answered = _require_answered([turned] if turned else [], act)
    filled = filled_in(
        kept,
        code=given.code,
        issued_on=given.issued_on,
        document_id=given.document_id,
        answered=answered,
    )
    made = rendered_again(filled, stored_template(turn, kept))
    found = require_unchanged(signed, made.content, before=kept, after=filled)
    findings = [finding_object(one) for one in made.findings("")]
    return _file(given, made, [*findings, *_looks(found)])


def _taken(
    turn: Turn, document: str | NewDocument, act: IssueAct, render: Callable[[Numbered], RenderedFile]
) -> Outcome:
    """Take the number; number and document are kept together or not at all."""
    request = IssueRequest(
        document=document,
        issued_on=act.issued_on,
        signed_on=act.signed_on,
        number=act.number,
        key=act.key,
        expected_number=act.expected_number,
        expected_version=act.expected_version,
        originals=act.originals,
    )
    issued = issue_in_transaction(
        turn.session, turn.actor, request, render=render, holidays=reference.holidays()
    )
    return _outcome(turn, issued)


def _outcome(turn: Turn, issued: Issued) -> Outcome:
    """Return the answer with the stored bytes: what a client gets is what the register has."""
    row = issued.document
    content = storage.load(turn.session, row.content_sha256 or "")
    if content is None:  # a key that a record holds: its file is no rendering
        raise WrongState("Khóa chống lặp này đã dùng để vào sổ một văn bản khác.", code="key_reused")
    return Outcome(row, content, tuple(row.findings), issued.warnings, issued.is_repeat)


def _earlier(turn: Turn, new: NewDocument, key: str | None) -> Outcome | None:
    """Return the answer to an earlier request with this key, whatever has changed since."""
    mark = idempotency.fingerprint(new)
    row = idempotency.earlier(turn.session, new.office_id, key, mark)
    return None if row is None else _outcome(turn, Issued(row, is_repeat=True))


def _require_answered(questions: Sequence[Question], act: IssueAct) -> list[Question]:
    """Return the questions that the act answers. Raises OpenQuestions for the others."""
    given = set(act.acknowledged)
    answered = [one for one in questions if {one.code, f"{one.code}@{one.path}"} & given]
    left = [one for one in questions if one not in answered]
    if left:
        raise OpenQuestions(left)
    return answered


def _file(given: Numbered, made: Rendition, findings: Sequence[Mapping[str, Any]]) -> RenderedFile:
    """Return what the register keeps of a rendering."""
    return RenderedFile(
        content=made.content,
        name=numbered_name(given.symbol, given.number, given.issued_on.year),
        context=made.kept.to_json(),
        template_sha256=made.kept.template_sha256,
        release=made.kept.release,
        findings=findings,
    )


def _looks(found: Comparison) -> list[dict[str, Any]]:
    """Return a finding where the look of a numbered file differs from the signed one: another engine made it."""
    if not found.looks:
        return []
    message = "Bản cấp số trình bày khác bản đã ký (chữ không khác): phần mềm đã đổi bản từ khi trình ký."
    return [finding_object(Finding(LOOKS_DIFFER, "warn", message, found=", ".join(found.looks)))]
