"""From an envelope to what a template prints: the one way, for every face and every type.

Shapes are checked first, then sources, labels, sections, values, computed values and rules. All faults that do not
depend on each other are reported at once; questions stop nothing here.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.doctypes.content_work import Shared, Work
from service.doctypes.definition import DocumentType
from service.doctypes.document_questions import document_faults, document_questions, last_possible_day
from service.doctypes.envelopes import FrameReader, envelope_faults, envelope_validator
from service.doctypes.gaps import Gaps
from service.doctypes.lending import Source
from service.doctypes.questions import asked, check_again_questions, tray_questions
from service.doctypes.running import Labels
from service.doctypes.surveying import content_faults, independent, lent_labels, sound_part
from service.doctypes.taking import Lookup, SourceReader
from service.domain.computes_registry import RULES, ComputeInput
from service.domain.findings import FieldError, Question
from service.domain.frame import FrameFacts
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.errors import InvalidInput

#: So many times faults are filled until the document stands: an object that is put in may lack something itself.
_MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """A valid document before it has a number: what its template prints, the facts of its frame, open questions.

    `envelope` is the input, clean: NFC, exact numbers, defaults filled in. `values` holds texts, lists and dicts only.
    `faults` is what stands against it where it was prepared with gaps, for looking at only.
    """

    document_type: DocumentType
    envelope: Mapping[str, Any]
    values: dict[str, Any]
    frame: FrameFacts
    questions: tuple[Question, ...]
    faults: tuple[FieldError, ...] = ()


def prepare(  # noqa: PLR0913 - all but two by name
    document_type: DocumentType,
    envelope: Mapping[str, Any],
    *,
    office: Office,
    catalogue: Catalogue | None = None,
    lookup: Lookup | None = None,
    shared: Shared | None = None,
    today: date | None = None,
) -> Prepared:
    """Return the document that an envelope describes.

    `today` is the day in the office's zone that stands for the month where the envelope names none.
    `office` is the issuer on the day; `catalogue` knows the types of sources, `lookup` finds a source by its id;
    `shared` remembers what documents of one type have in common with the one before.
    Raises InvalidInput with all faults of all layers, paths from the root of the envelope.
    """
    shared = shared or Shared()
    reader = SourceReader(catalogue, lookup, office, shared.sources)
    return _Preparation(document_type, office, reader, shared, today).prepared(envelope)


def prepare_with_gaps(  # noqa: PLR0913 - all but two by name
    document_type: DocumentType,
    envelope: Mapping[str, Any],
    *,
    office: Office,
    catalogue: Catalogue | None = None,
    lookup: Lookup | None = None,
    today: date | None = None,
) -> Prepared:
    """Return the document that an input would be, with marks for what is missing or wrong in it; see `Gaps`.

    It is for looking at: `faults` are those of `prepare`. Raises InvalidInput with them where nothing can be shown.
    """
    gaps = Gaps(document_type, {**envelope, "content": envelope.get("content") or {}})
    first: tuple[FieldError, ...] | None = None

    def lenient() -> _Preparation:
        shared = Shared()
        reader = SourceReader(catalogue, lookup, office, shared.sources)
        return _Preparation(document_type, office, reader, shared, today, is_lenient=True)

    for _ in range(_MOST_ROUNDS):
        preparation = lenient()
        try:
            prepared = preparation.prepared(gaps.envelope)
        except InvalidInput as error:
            first = error.errors if first is None else first
            if not gaps.fill(error.errors):
                break
            continue
        other: Mapping[str, Any] = {}
        if envelope_of_others := gaps.other_envelope():
            with suppress(InvalidInput):  # then there is nothing to compare with
                other = lenient().prepared(envelope_of_others).values
        gaps.write_marks(prepared.values, other)
        return replace(prepared, faults=tuple(preparation.faults) if first is None else first)
    raise InvalidInput(first or ())


@dataclass(slots=True)
class _Preparation:
    document_type: DocumentType
    office: Office
    reader: SourceReader
    shared: Shared
    today: date | None = None
    is_lenient: bool = False  # what stands against the whole document does not stop it
    faults: list[FieldError] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def prepared(self, envelope: Mapping[str, Any]) -> Prepared:
        envelope = self._shaped(envelope)
        sources = self.reader.read(self.document_type, envelope)
        self.faults += self.reader.faults
        frame_reader = FrameReader(self.document_type, envelope, self.office)
        frame = frame_reader.facts()
        self.faults += frame_reader.faults
        content = envelope["content"]
        labels = self.document_type.converter.labels(content)
        if frame is not None:
            self._judge(frame, content, labels[0])
        if self.reader.faults:  # labels of a source that is not there would all be unknown
            self.faults += self._content_faults(envelope, sources)
            raise InvalidInput(self.faults)
        work = self.shared.work(self.office, content, sources) or Work(
            self.document_type, self.office, content, labels, sources
        )
        values = self._values(envelope, work)
        if frame is None or not values or (self.faults and not self.is_lenient):
            raise InvalidInput(self.faults)
        self.shared.keep_work(self.office, content, sources, work)
        self.questions += check_again_questions(envelope, last_possible_day(frame, self.today))
        self.questions += tray_questions(envelope)
        questions = asked(self.questions, envelope.get("acknowledged", ()))
        return Prepared(self.document_type, envelope, values, frame, questions)

    def _judge(self, frame: FrameFacts, content: Mapping[str, Any], labels: Labels) -> None:
        """Look at the document as a whole, on the last day that it can bear."""
        day = last_possible_day(frame, self.today)
        self.faults += document_faults(frame, day)
        self.questions += document_questions(frame, content, labels.get("citation", {}), day)

    def _shaped(self, envelope: Mapping[str, Any]) -> dict[str, Any]:
        """Return the clean envelope with a clean content; stop at faults of shape, with all that can be told beside."""
        clean, shape = envelope_validator().checked(envelope)
        if isinstance(clean, Mapping) and "type" not in {fault.path for fault in shape}:
            self.faults += envelope_faults(self.document_type, clean)
            if clean["type"] != self.document_type.slug:  # its content is right or wrong by its own type
                raise InvalidInput([*shape, *self.faults])
        content: Any = clean.get("content") if isinstance(clean, Mapping) else None
        given, sound = content, self.shared.sound(content)
        if sound is None and isinstance(content, Mapping):
            content, inside = self.document_type.validator.checked(content)
            shape += [fault for fault in inside if fault not in shape]
        if not shape:
            if sound is None:
                sound = self.document_type.converter.filled(content)
                self.shared.keep_sound(given, sound)
            return {**clean, "content": sound}
        self.faults = [*shape, *self.faults]
        if isinstance(clean, Mapping):
            self._survey({**clean, "content": content}, {fault.path for fault in shape})
        raise InvalidInput(list(dict.fromkeys(self.faults)))

    def _survey(self, envelope: Mapping[str, Any], refused: set[str]) -> None:
        """Add what is wrong with an envelope besides the paths that are `refused`, and is independent of them."""
        sound = sound_part(envelope, refused)
        frame_reader = FrameReader(self.document_type, {"subject": "", **sound}, self.office)
        frame = frame_reader.facts()
        found = list(frame_reader.faults)
        if frame is not None and not refused & {"month", "office"}:
            found += document_faults(frame, last_possible_day(frame, self.today))
        sources = self.reader.read(self.document_type, sound)
        found += self.reader.faults
        if isinstance(envelope["content"], Mapping):
            found += self._content_faults(envelope, sources, refused)
        self.faults += independent(found, refused)

    def _content_faults(
        self, envelope: Mapping[str, Any], sources: Mapping[str, list[Source]], refused: Collection[str] = ()
    ) -> list[FieldError]:
        """Look for faults in a content that cannot be converted: of values, and of labels as far as they are known."""
        labels = {name: [one.labels for one in members] for name, members in sources.items()}
        lent = lent_labels(self.document_type, envelope.get("sources", {}), labels)
        content = envelope["content"]
        return content_faults(self.document_type, self.office, content, refused=refused, lent=lent)

    def _values(self, envelope: Mapping[str, Any], work: Work) -> dict[str, Any]:
        try:
            values = work.values()
            # Before the rules: some hold the subject against the content.
            values["document"] = {
                "kind": self.document_type.kind.name,
                "subject": " ".join(envelope["subject"].split()),
            }
            self._apply_rules(work.compute_input(values))
        except Refused as refused:
            self.faults += work.faults(refused)
            return {}
        self.questions += work.questions()
        return values

    def _apply_rules(self, source: ComputeInput) -> None:
        for call in self.document_type.rules:
            for outcome in RULES[call.function].function(source, **call.arguments):
                path = _rooted(outcome.path, self.document_type)
                if isinstance(outcome, Question):
                    self.questions.append(Question(path, outcome.code, outcome.message, outcome.subject))
                else:
                    self.faults.append(FieldError(path, outcome.code, outcome.message))


def _rooted(path: str, document_type: DocumentType) -> str:
    name, _, rest = path.partition(".")
    if name.partition("[")[0] not in document_type.takes:
        return f"content.{path}"
    return f"sources.{name}.content.{rest}" if rest else f"sources.{name}"
