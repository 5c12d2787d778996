"""Drafts: an input of a person, kept raw, and what it becomes when it is prepared.

A draft may be wrong; what goes to the next step or gets a number is prepared first, and every fault is said at
once. Sources given by id are found in the register: the document's input with its code and day.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.preparing import Prepared, prepare, prepare_with_gaps
from service.doctypes.reading import read_input
from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.errors import InvalidInput, UnreadableInput
from service.issuing.book_entry import entry_of, rough_entry
from service.issuing.issuing_office import issuing_office, signer_id
from service.issuing.published_types import published_form
from service.issuing.returned_left import left_questions
from service.issuing.workplace import Turn, Workplace
from service.register import documents, drafts
from service.register.canonical import canonical_json
from service.register.drafts import SavedDraft
from service.register.entries import BookEntry, NewDocument, NewRelation
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Document
from service.register.states import State

ENDED = frozenset({State.VOIDED, State.RECALLED})


@dataclass(frozen=True, slots=True)
class Draft:
    """An input that is ready: prepared, with its line of the book and the bytes that are kept of it."""

    document_type: DocumentType
    prepared: Prepared
    new: NewDocument

    @property
    def entry(self) -> BookEntry:
        """The line of the book."""
        return self.new.entry


def save(
    workplace: Workplace,
    slug: str,
    envelope: Mapping[str, Any],
    *,
    document_id: str | None = None,
    expected_version: int | None = None,
) -> Document:
    """Keep an input as a new draft, or as the current version of a draft; it need not be valid yet.

    Raises NotAllowed, WrongState, DocumentNotFound, UnknownDocumentType, InvalidInput (no office).
    """
    document_type = workplace.catalogue.get(slug)
    with workplace.reading() as turn:
        new = raw_document(turn, document_type, envelope)
        with suppress(InvalidInput):  # a draft may wait for the rest; the next step asks for it
            new = drafted(workplace, turn, document_type, envelope, raw=new).new
    with workplace.writing() as turn:
        if document_id is None:
            return drafts.create_draft(turn.session, turn.actor, new)
        saved = SavedDraft(
            entry=new.entry, input=new.input, relations=new.relations, expected_version=expected_version
        )
        row = drafts.save_draft(turn.session, turn.actor, document_id, saved)
        if row.office_id != new.office_id or row.type_slug != slug:
            raise WrongState("Bản nháp thuộc cơ quan hoặc loại văn bản khác. Lập bản nháp mới.")
        return row


def drafted(  # noqa: PLR0913 - two of them by name
    workplace: Workplace,
    turn: Turn,
    document_type: DocumentType,
    envelope: Mapping[str, Any],
    *,
    raw: NewDocument | None = None,
    with_gaps: bool = False,
) -> Draft:
    """Return an input ready for the next step; `raw` is what `raw_document` makes of it, where it is there already.

    `with_gaps`: only to be looked at, with marks where something is missing or wrong; `prepared.faults` says what.
    Raises InvalidInput with every fault at once.
    """
    raw = raw or raw_document(turn, document_type, envelope)
    day = office_day(turn.actor.at)
    office = issuing_office(turn, raw.office_id, day)
    make = prepare_with_gaps if with_gaps else prepare
    prepared = make(
        document_type,
        {
            "content": {},
            **envelope,
        },  # of a draft just begun: each field of the content is missing, not the whole
        office=office,
        catalogue=workplace.catalogue,
        lookup=source_lookup(turn),
    )
    entry = entry_of(prepared, signer_id=signer_id(turn, raw.office_id, day, prepared.frame.signer))
    return Draft(document_type, prepared, _with_entry(raw, entry))


def drafted_again(workplace: Workplace, turn: Turn, row: Document) -> Draft:
    """Return the current version of a document ready for the next step; it asks about what returned files left open.

    Raises InvalidInput, WrongState.
    """
    if row.type_slug is None:
        raise WrongState("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.")
    document_type = workplace.catalogue.get(row.type_slug)
    draft = drafted(workplace, turn, document_type, envelope_of(turn, row))
    if left := left_questions(turn, row.id):
        questions = (*draft.prepared.questions, *left)
        return replace(draft, prepared=replace(draft.prepared, questions=questions))
    return draft


def raw_document(turn: Turn, document_type: DocumentType, envelope: Mapping[str, Any]) -> NewDocument:
    """Return an input as the register keeps it, with what can be said of its line.

    Raises InvalidInput without an office, NotAllowed, OfficeNotFound.
    """
    office = issuing_office(turn, _office_id(envelope), office_day(turn.actor.at))
    return NewDocument(
        office_id=office.id,
        entry=rough_entry(document_type, envelope, office),
        input=canonical_json(envelope).encode(),
        type=published_form(document_type).reference,
        relations=_relations(envelope),
    )


def envelope_of(turn: Turn, row: Document) -> dict[str, Any]:
    """Return the input of the current version of a document. Raises DocumentNotFound where there is none."""
    return read_input(input_of(turn, row), "input.json")


def input_of(turn: Turn, row: Document) -> bytes:
    """Return the kept bytes of the current version's input."""
    for version in documents.versions_of(turn.session, turn.actor, row.id):
        if version.version == row.version:
            return documents.version_input(version)
    raise DocumentNotFound("Văn bản này không có dữ liệu soạn thảo.")


def source_lookup(turn: Turn) -> Callable[[str], Mapping[str, Any] | None]:
    """Return how a source is found by its id: its input, and code and day once it has them.

    None for a document that the user may not see, one made elsewhere, or one that was voided or recalled; at the
    workplace of a token also for one of another office, whatever its user may see there.
    """

    def found(document_id: str) -> Mapping[str, Any] | None:
        try:
            row = documents.document(turn.session, turn.actor, document_id)
            if row.type_slug is None or State(row.state) in ENDED or is_foreign(turn, row):
                return None
            envelope = envelope_of(turn, row)
        except (DocumentNotFound, UnreadableInput):
            return None
        if row.issued_on is not None:
            envelope.update(code=row.code, issued_on=row.issued_on.isoformat())
        return envelope

    return found


def is_foreign(turn: Turn, row: Document) -> bool:
    """Tell whether a document is none of the office in which this turn works."""
    return turn.office is not None and row.office_id != turn.office


def _office_id(envelope: Mapping[str, Any]) -> str:
    """Return the office that an input names. Raises InvalidInput."""
    found = envelope.get("office")
    if isinstance(found, str) and found:
        return found
    raise InvalidInput([FieldError("office", "required", "Thiếu mã cơ quan ban hành, ví dụ ubnd-21484.")])


def _relations(envelope: Mapping[str, Any]) -> list[NewRelation]:
    """Return what an input does to earlier documents, as far as it says so in the right shape."""
    given = envelope.get("relations")
    pairs = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    return [
        NewRelation(one["kind"], one["document"])
        for one in pairs
        if isinstance(one.get("kind"), str) and isinstance(one.get("document"), str)
    ]


def _with_entry(raw: NewDocument, entry: BookEntry) -> NewDocument:
    """Return a kept input with its whole line."""
    return NewDocument(
        office_id=raw.office_id, entry=entry, input=raw.input, type=raw.type, relations=raw.relations
    )
