"""From an envelope to what a template prints: the one way, for every face and every type.

Shapes are checked first, then sources, labels, sections, values, computed values and rules. All faults that do not
depend on each other are reported at once; questions stop nothing here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.document_questions import document_faults, document_questions, last_possible_day
from service.doctypes.envelopes import FrameReader, envelope_faults, envelope_validator, office_values
from service.doctypes.questions import asked, check_again_questions, citation_questions, tray_questions
from service.doctypes.running import Labels, Run
from service.doctypes.sections import Place, appendices_present, appendix_values, section_values
from service.doctypes.surveying import content_faults, independent, lent_labels, sound_part
from service.doctypes.taking import Lookup, Source, SourceReader, home_run, lent_values, source_question
from service.doctypes.value_faults import ValueFaults
from service.domain.citations import CitationBook
from service.domain.computes_registry import COMPUTES, RULES, ComputeInput
from service.domain.findings import FieldError, Question
from service.domain.frame import FrameFacts
from service.domain.offices import Office
from service.domain.outline_building import Outline, build
from service.domain.refusal import Refused
from service.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Prepared:
    """A valid document before it has a number: what its template prints, the facts of its frame, open questions.

    `envelope` is the input, clean: NFC, exact numbers, defaults filled in. `values` holds texts, lists and dicts only.
    """

    document_type: DocumentType
    envelope: Mapping[str, Any]
    values: dict[str, Any]
    frame: FrameFacts
    questions: tuple[Question, ...]


def prepare(  # noqa: PLR0913 - all but two by name
    document_type: DocumentType,
    envelope: Mapping[str, Any],
    *,
    office: Office,
    catalogue: Catalogue | None = None,
    lookup: Lookup | None = None,
    today: date | None = None,
) -> Prepared:
    """Return the document that an envelope describes.

    `today` is the day in the office's zone that stands for the month where the envelope names none.
    `office` is the issuer on the day; `catalogue` knows the types of sources, `lookup` finds a source by its id.
    Raises InvalidInput with all faults of all layers, paths from the root of the envelope.
    """
    reader = SourceReader(catalogue, lookup, office)
    return _Preparation(document_type, office, reader, today).prepared(envelope)


@dataclass(slots=True)
class _Preparation:
    document_type: DocumentType
    office: Office
    reader: SourceReader
    today: date | None = None
    faults: list[FieldError] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def prepared(self, envelope: Mapping[str, Any]) -> Prepared:
        envelope = self._shaped(envelope)
        sources = self.reader.read(self.document_type, envelope)
        self.faults += self.reader.faults
        frame_reader = FrameReader(self.document_type, envelope, self.office)
        frame = frame_reader.facts()
        self.faults += frame_reader.faults
        labels = self.document_type.converter.labels(envelope["content"])
        if frame is not None:
            self._judge(frame, envelope["content"], labels[0])
        if self.reader.faults:  # labels of a source that is not there would all be unknown
            self.faults += self._content_faults(envelope, sources)
            raise InvalidInput(self.faults)
        work = _Work(self.document_type, self.office, envelope["content"], labels, sources)
        values = self._values(envelope, work)
        if self.faults or frame is None:
            raise InvalidInput(self.faults)
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
        if isinstance(content, Mapping):
            content, inside = self.document_type.validator.checked(content)
            shape += [fault for fault in inside if fault not in shape]
        if not shape:
            return {**clean, "content": self.document_type.converter.filled(content)}
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

    def _values(self, envelope: Mapping[str, Any], work: "_Work") -> dict[str, Any]:
        try:
            values = work.values()
            # Before the rules: some hold the subject against the content.
            values["document"] = {
                "kind": self.document_type.kind.name,
                "subject": " ".join(envelope["subject"].split()),
            }
            self._apply_rules(work.compute_input)
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


class _Work:
    """The conversion of one valid content, with what it lends from its sources."""

    def __init__(
        self,
        document_type: DocumentType,
        office: Office,
        content: Mapping[str, Any],
        labels: tuple[Labels, bool],
        sources: Mapping[str, list[Source]],
    ) -> None:
        self._type = document_type
        self._office = office
        self._content = content
        self._sources = sources
        self._root: dict[str, Any] = dict(content)
        self._lend()
        self._labels, self._has_repeated = labels
        self._aliases: dict[str, dict[str, str]] = {}
        self._book = CitationBook(self._records())
        for name, members in sources.items():
            if len(members) == 1:
                self._labels.update({f"{name}.{space}": found for space, found in members[0].labels.items()})
        self._appendices: Mapping[str, Place] = {}
        self._run = Run(self._book, office.directory(), self._labels, document_type.names)

    def _lend(self) -> None:
        for name, members in self._sources.items():
            fields = self._type.takes[name].fields
            lent = [{key: one.content[key] for key in fields if key in one.content} for one in members]
            self._root[name] = lent if self._type.takes[name].many else next(iter(lent), None)

    def _records(self) -> list[Mapping[str, Any]]:
        """Return own citations, each source's own citation, and the citations of sources under labels that are free."""
        records: dict[str, Mapping[str, Any]] = dict(self._labels.get("citation", {}))
        for name, members in self._sources.items():
            if len(members) != 1:
                continue
            records.setdefault(name, members[0].citation)
            aliases = self._aliases[name] = {}
            for label, raw in members[0].labels.get("citation", {}).items():
                if label in records and not _is_same(records[label], raw):
                    aliases[label] = f"{name}.{label}"
                records.setdefault(aliases.get(label, label), raw)
        return [{**raw, "label": label} if raw["label"] != label else raw for label, raw in records.items()]

    def values(self) -> dict[str, Any]:
        """Return everything that the template prints besides the frame; Refused at the first value that cannot be."""
        if self._has_repeated:
            raise Refused("label_duplicate", "Có nhãn ghi hai lần. Mỗi nhãn chỉ dùng một lần.")
        outline = build(self._type.sections, self._root, self._type.names)
        self._set_places(outline)
        run = self._run
        openings = {name: run.cite(name) for name in self._openings()}
        values: dict[str, Any] = self._type.converter.convert(self._content, run)
        for name, taken in self._type.takes.items():
            members = [
                lent_values(one, taken.fields, run, self._aliases.get(name, {}))
                for one in self._sources.get(name, ())
            ]
            values[name] = members if taken.many else next(iter(members), None)
            if name in openings:
                values[name]["mention"] = openings[name]
        outline.write_numbers(values)
        self.compute_input = source = self._compute_input(values)
        for call in self._type.computes:
            values[call.key] = COMPUTES[call.function].function(source, **call.arguments)
        if outline.into:
            outline.write_numbers(values, computed=outline.into)
        values["muc"] = section_values(self._type.section_labels, outline, run)
        values["phu_luc"] = appendix_values(self._type.appendices, self._appendices, run)
        values["office"] = office_values(self._office)
        return values

    def _openings(self) -> list[str]:
        """Return the sources that the document opens with: cited in full there, in short by all that follows."""
        return [
            name
            for name, members in self._sources.items()
            if self._type.takes[name].opens and len(members) == 1
        ]

    def _set_places(self, outline: Outline) -> None:
        run = self._run
        run.outline = outline
        self._appendices = appendices_present(self._type.appendices, self._root)
        run.appendices = {label: place.name for label, place in self._appendices.items()}
        run.absent = self._type.mentionable

    def _compute_input(self, values: Mapping[str, Any]) -> ComputeInput:
        """Return the document as computes and rules see it: `values` as far as they are there by then."""
        return ComputeInput(
            root=self._root,
            converted=values,
            settings=self._type.settings,
            book=self._book,
            ranges=self._type.ranges,
            labels=self._labels,
            office=self._office,
            scoring_rules=reference.scoring_rules(),
        )

    def faults(self, refused: Refused) -> list[FieldError]:
        """Return every fault with its path; where none is found, what was refused as a fault of the whole content."""
        found = ValueFaults(self._type.schema, self._run, prefix="content").found(self._content)
        for path, name, source in self._each_source():
            home = home_run(source, self._run, self._aliases.get(name, {}))
            faults = ValueFaults(source.document_type.schema, home, prefix=f"{path}.content")
            found += faults.found(source.content)
        return found or [FieldError("content", refused.code, refused.message)]

    def questions(self) -> list[Question]:
        """Return what only a person can answer about citations and sources."""
        about_sources = [source_question(path, source) for path, _, source in self._each_source()]
        about_citations = citation_questions(self._content, self._labels.get("citation", {}))
        return about_citations + [question for question in about_sources if question is not None]

    def _each_source(self) -> Iterator[tuple[str, str, Source]]:
        """Yield (path, name, source) of every source; several of one name have their place in the path."""
        for name, members in self._sources.items():
            for position, source in enumerate(members):
                many = self._type.takes[name].many
                yield (f"sources.{name}[{position}]" if many else f"sources.{name}"), name, source


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in ("kind", "code", "date"))
