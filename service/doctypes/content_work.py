"""From one valid content and its sources to what a template prints of them, and what of that documents share."""

from collections.abc import Iterator, Mapping
from typing import Any

from service import reference
from service.doctypes.definition import DocumentType
from service.doctypes.envelopes import office_values
from service.doctypes.lending import SharedSources, Source, home_run, lent_values, source_question
from service.doctypes.questions import citation_questions
from service.doctypes.running import Labels, Run
from service.doctypes.sections import Place, appendices_present, appendix_values, section_values
from service.doctypes.value_faults import ValueFaults
from service.domain.citations import CitationBook
from service.domain.computes_registry import COMPUTES, ComputeInput
from service.domain.findings import FieldError, Question
from service.domain.offices import Office
from service.domain.outline_building import Outline, build
from service.domain.refusal import Refused


class Work:
    """The conversion of one valid content, with what it lends from its sources.

    It knows nothing of the rest of the envelope, so that documents that have content, sources and office in common can
    have it in common too (`Shared`).
    """

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
        self._values: dict[str, Any] | None = None
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
        """Return everything that the template prints besides the frame; Refused at the first value that cannot be.

        A second call returns the same values in a dict of its own; nobody may change what is inside.
        """
        if self._values is None:
            self._values = self._converted()
        return dict(self._values)

    def compute_input(self, values: Mapping[str, Any]) -> ComputeInput:
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

    def _converted(self) -> dict[str, Any]:
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
        source = self.compute_input(values)
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


class Shared:
    """What documents that are prepared one after the other have in common: one type, the same objects of one plan.

    Nobody may change these objects meanwhile. What had a fault is looked at again, so that each document has its own.
    """

    def __init__(self) -> None:
        self.sources = SharedSources()
        self._sound: tuple[Any, Mapping[str, Any]] | None = None
        self._work: tuple[tuple[Any, ...], Work] | None = None

    def sound(self, content: Any) -> Mapping[str, Any] | None:
        """Return the valid content, with its defaults, that this object was last time; None for another one."""
        return self._sound[1] if self._sound is not None and self._sound[0] is content else None

    def keep_sound(self, content: Any, filled: Mapping[str, Any]) -> None:
        """Keep what a valid content became."""
        self._sound = (content, filled)

    def work(
        self, office: Office, content: Mapping[str, Any], sources: Mapping[str, list[Source]]
    ) -> Work | None:
        """Return the conversion of the document before, if it had the same office, content and sources."""
        parts = _parts(office, content, sources)
        if self._work is None or len(self._work[0]) != len(parts):
            return None
        is_same = all(one is other for one, other in zip(self._work[0], parts, strict=True))
        return self._work[1] if is_same else None

    def keep_work(
        self, office: Office, content: Mapping[str, Any], sources: Mapping[str, list[Source]], work: Work
    ) -> None:
        """Keep a conversion in which nothing was refused."""
        self._work = (_parts(office, content, sources), work)


def _parts(
    office: Office, content: Mapping[str, Any], sources: Mapping[str, list[Source]]
) -> tuple[Any, ...]:
    """Return the objects that a conversion depends on."""
    return (office, content, *(one for members in sources.values() for one in members))


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in ("kind", "code", "date"))
