"""From the input of an item to its document for signature, or to what its number will be written into."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from service.doctypes.content_work import Shared
from service.doctypes.preparing import prepare
from service.domain.dates import office_day
from service.domain.findings import Question
from service.domain.frame import Act
from service.domain.offices import Office
from service.domain.recipients import Recipient, recipient_from
from service.domain.signing import Signer, SigningCapacity, signature_lines
from service.issuing.book_entry import entry_of
from service.issuing.drafting import source_lookup
from service.issuing.kept_context import KeptContext, kept_context
from service.issuing.layout_proofs import LayoutProofs
from service.issuing.open_questions import as_kept
from service.issuing.published_types import PublishedType
from service.issuing.questions import answered as those_answered
from service.issuing.questions import answers, require_answered
from service.issuing.rendition import RELEASE, errors_among
from service.issuing.signer_needed import require_signer
from service.issuing.submit import LayoutRefused
from service.issuing.trial_mark import marked_if_test, test_words
from service.issuing.workplace import Turn, Workplace
from service.jobs.issuers import Issuers
from service.jobs.shared_json import SharedReader
from service.register.entries import BookEntry, NewDocument
from service.rendering import context

ISSUE = "issue"
_OF_ENTRY = tuple(field.name for field in fields(BookEntry))
_OF_RECIPIENT = tuple(field.name for field in fields(Recipient))
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A document before its number: what it was made from, its line of the book, what the layout check said.

    `content` is None where only the number decides what is rendered; `is_registered` tells whether its office keeps it.
    """

    new: NewDocument
    kept: KeptContext
    findings: tuple[Mapping[str, Any], ...]
    content: bytes | None
    is_registered: bool


class Maker:
    """Makes the documents of one chunk of a batch of the office `home` within one turn."""

    def __init__(
        self, workplace: Workplace, turn: Turn, form: PublishedType, home: str, proofs: LayoutProofs
    ) -> None:
        self._workplace = workplace
        self._home = home
        self._type = workplace.catalogue.get(form.reference.slug)
        self._form = form
        self._proofs = proofs
        self._day = office_day(turn.actor.at)
        self._issuers = Issuers(turn, self._day, home)
        self._lookup = source_lookup(turn)
        self._reader = SharedReader()
        self._shared = Shared()

    def made(self, content: bytes, *, intent: str, answered: frozenset[str]) -> Made:
        """Return the document of an input.

        Raises InvalidInput, OpenQuestions, LayoutRefused, RenderingError, NotAllowed.
        """
        envelope = self._reader.read(content)
        office = self._issuers.office(envelope["office"])
        prepared = prepare(
            self._type,
            envelope,
            office=office,
            catalogue=self._workplace.catalogue,
            lookup=self._lookup,
            shared=self._shared,
        )
        is_issue = intent == ISSUE
        found = require_answered if is_issue else those_answered
        questions = found(prepared.questions, answered)
        left = [one for one in prepared.questions if one not in questions]
        values = context.build(prepared, Act(today=self._day)) | test_words(self._home)
        if prepared.frame.signer is None and not is_issue:
            values = _with_blank_name(values, office)
        kept = self._kept(values, questions, left)
        rendered = (
            None if is_issue else marked_if_test(self._form.template.render(kept.context), kept.context)
        )
        findings = self._proofs.findings(kept, lambda: rendered or self._form.template.render(kept.context))
        require_signer(prepared, errors_among(findings))
        if errors_among(findings):
            raise LayoutRefused(errors_among(findings))
        signer = self._issuers.signer_id(office.id, prepared.frame.signer)
        new = NewDocument(
            office_id=office.id,
            entry=entry_of(prepared, signer_id=signer),
            input=content,
            type=self._form.reference,
        )
        return Made(new, kept, findings, rendered, self._issuers.is_registered(office.id))

    def _kept(
        self, values: Mapping[str, Any], questions: Sequence[Question], left: Sequence[Question]
    ) -> KeptContext:
        """Return the record of what a document is rendered from; what is left open is asked at the number."""
        kept = self._form.kept(values, release=RELEASE, acknowledged=answers(questions))
        return replace(kept, questions=as_kept(left)) if left else kept


def _with_blank_name(values: Mapping[str, Any], office: Office) -> dict[str, Any]:
    """Return a context that prints the head of the office as the signer and leaves the name blank."""
    head = Signer("", office.head_position, SigningCapacity.TM)
    return {**values, "frame": {**values["frame"], "signature_lines": signature_lines(head, office)}}


def packed(made: Made) -> bytes:
    """Return what the step that numbers needs of a document."""
    entry = made.new.entry
    recipients = [{name: getattr(one, name) for name in _OF_RECIPIENT} for one in entry.recipients]
    said = {
        "office": made.new.office_id,
        "entry": {**{name: getattr(entry, name) for name in _OF_ENTRY}, "recipients": recipients},
        "findings": list(made.findings),
    }
    head = json.dumps(said, ensure_ascii=False, default=str).encode()  # one line: no line end in JSON
    return zlib.compress(head + b"\n" + made.kept.to_json(), _LEVEL)


def unpacked(content: bytes, given: bytes) -> Made:
    """Return a document that `packed` kept; `given` is the input of its item."""
    head, _, record = zlib.decompress(content).partition(b"\n")
    said = json.loads(head)
    kept = kept_context(record)
    entry: dict[str, Any] = said["entry"]
    entry["recipients"] = tuple(recipient_from(raw) for raw in entry["recipients"])
    new = NewDocument(office_id=said["office"], entry=BookEntry(**entry), input=given, type=kept.type)
    return Made(new, kept, tuple(said["findings"]), None, is_registered=True)
