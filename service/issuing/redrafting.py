"""Drafts of other applications: any well-formed input is kept, and what is wrong with it is told, not refused.

A draft has a tag that changes with every change of it; who writes says which tag he saw, in the same transaction.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from service.domain.findings import FieldError, Question
from service.errors import InvalidInput
from service.issuing.drafting import drafted, raw_document
from service.issuing.proofreading import proofread_input
from service.issuing.rendition import finding_object
from service.issuing.workplace import Turn, Workplace
from service.register import documents, drafts
from service.register.canonical import canonical_json, digest
from service.register.drafts import SavedDraft
from service.register.errors import WrongState
from service.register.models import Document

#: Stands among tags for whatever a document is now (``If-Match: *``); no tag has a quotation mark in it.
ANY_STATE = '"*"'


class DraftMoved(WrongState):
    """Somebody changed the draft since the caller saw it."""

    code = "precondition_failed"


def tag(turn: Turn, row: Document) -> str:
    """Return what changes whenever a document changes: of its state, its line and its input."""
    sha256 = documents.input_sha256(turn.session, row)
    said = [row.id, row.version, row.state, row.updated_at, row.signed_on, row.content_sha256, sha256]
    return digest(canonical_json(said).encode())


def replace_draft(
    workplace: Workplace, document_id: str, envelope: Mapping[str, Any], *, expected_tags: set[str]
) -> Document:
    """Write a draft anew where its tag is one of the expected. Raises DraftMoved, WrongState, NotAllowed."""
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        document_type = workplace.catalogue.get(_type_of(row))
        new = raw_document(turn, document_type, envelope)
        with suppress(InvalidInput):
            new = drafted(workplace, turn, document_type, envelope, raw=new).new
    saved = SavedDraft(entry=new.entry, input=new.input, relations=new.relations)
    with workplace.writing() as turn:
        row = documents.locked_document(turn.session, turn.actor, document_id)
        if ANY_STATE not in expected_tags and tag(turn, row) not in expected_tags:
            raise DraftMoved("Bản nháp đã được sửa sau lần bạn đọc. Đọc lại rồi sửa tiếp.")
        return drafts.save_draft(turn.session, turn.actor, document_id, saved)


def type_of(workplace: Workplace, document_id: str) -> str:
    """Return the slug of a document's type. Raises DocumentNotFound, WrongState for one that was made elsewhere."""
    with workplace.reading() as turn:
        return _type_of(documents.document(turn.session, turn.actor, document_id))


def _type_of(row: Document) -> str:
    if row.type_slug is None:
        raise WrongState("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.")
    return str(row.type_slug)


def draft_report(workplace: Workplace, slug: str, envelope: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is wrong with an input and what will be asked at the number: `findings`, `questions`."""
    document_type = workplace.catalogue.get(slug)
    faults: list[FieldError] = []
    questions: tuple[Question, ...] = ()
    with workplace.reading() as turn:
        try:
            questions = drafted(workplace, turn, document_type, envelope).prepared.questions
        except InvalidInput as refused:
            faults = list(refused.errors)
    wording = [] if faults else [finding_object(one) for one in proofread_input(envelope)]
    return {"findings": [*map(_fault_object, faults), *wording], "questions": questions}


def _fault_object(fault: FieldError) -> dict[str, Any]:
    """Return a fault of an input in the shape of a finding."""
    return {"severity": "error", **asdict(fault)}
