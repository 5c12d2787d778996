"""A file beside its draft, read by the type: lines, what is shown of each, the field that each belongs to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service import reference
from service.checking.recognition.recognise import recognise
from service.doctypes.definition import DocumentType
from service.domain.agencies import AgencyDirectory
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.inspection.facts import DocumentFacts, Paragraph, Table, flattened
from service.intake.content import content_of
from service.intake.grammar import grammar_of
from service.intake.grids import grid_likeness
from service.intake.lines import Line, line_of, row_lines
from service.intake.reading import Item, Reading, read_lines
from service.intake.values import Words
from service.issuing.imported_frame import FrameRead, read_frame
from service.issuing.importing import named_path


@dataclass(slots=True)
class FileReading:
    """The items of a file outside its frame with the frame apart; `envelope` is what they say."""

    document_type: DocumentType
    items: list[Item]
    texts: list[str]
    shown: list[str]
    frame: FrameRead
    known: Mapping[str, Sequence[str]]
    sources: Mapping[str, Any]
    office: Office | None
    frame_texts: Mapping[str, str] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    tray: tuple[str, ...] = ()
    envelope: dict[str, Any] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        document_type: DocumentType,
        facts: DocumentFacts,
        envelope: Mapping[str, Any],
        *,
        like: "FileReading | None" = None,
    ) -> "FileReading":
        """Read a file of a document; `envelope` is the input that it was made from.

        `like` is another reading of it whose frame is known: what looks different here and says the same is the frame.
        """
        office = _office(envelope)
        frame = read_frame(recognise(facts), document_type, office=office, today=date.min)
        if like is not None:
            _frame_by_words(facts, frame, like)
        items = list(_items(document_type, facts, frame))
        sources = {
            name: one.get("content", {})
            for name, one in (envelope.get("sources") or {}).items()
            if isinstance(one, Mapping)
        }
        made = cls(
            document_type, items, [_text(one) for one in items], [_shown(one) for one in items], frame,
            {"office.name": frame.names} if frame.names else {}, sources, office,
        )  # fmt: skip
        made.frame_texts = {
            one.text.strip(): frame.places[one.number]
            for one in facts.paragraphs
            if one.number in frame.places
        }
        made.loose = tuple(_loose(facts, frame))
        made.envelope = {**made.frame_fields, "content": made.read(items)}
        return made

    @property
    def frame_fields(self) -> dict[str, Any]:
        """The fields of the frame that may be changed in Word: not the office, not the day, which the act prints."""
        return {name: value for name, value in self.frame.fields.items() if name not in {"office", "month"}}

    def read(self, items: Sequence[Item]) -> dict[str, Any]:
        """Return the content that items say."""
        reading = read_lines(self.document_type, items, self.known)
        words = Words(self.office.directory() if self.office else AgencyDirectory("", {}))
        subject = self.frame.fields.get("subject", "")
        made = content_of(self.document_type, reading, words, subject=subject, sources=self.sources)
        self._place(reading, made.paths)
        refused = [one.item for one in made.refused]
        self.tray = tuple(text for item in [*reading.tray, *refused] for text in self.words_of(item))
        return {name: value for name, value in made.content.items() if name != "citations"}

    def _place(self, reading: Reading, paths: Mapping[str, str]) -> None:
        for placed in reading.placed:
            if isinstance(placed.item, Line):
                path = named_path(placed.path, paths, self.document_type)
                self.paths |= dict.fromkeys(placed.item.sources, path)
            elif placed.grid is not None:
                for number, path in placed.grid.places.items():
                    self.paths[number] = named_path(path, paths, self.document_type)

    def path(self, place: int) -> str:
        """Return the field of an item, that of the one before where it has none."""
        for one in range(min(place, len(self.items) - 1), -1, -1):
            found = [self.paths[number] for number in self.numbers(one) if number in self.paths]
            if found:
                return found[0]
        return ""

    def numbers(self, place: int) -> tuple[int, ...]:
        """Return the numbers of the paragraphs of an item."""
        item = self.items[place]
        return (
            item.sources
            if isinstance(item, Line)
            else tuple(one.number for one in flattened((item,), with_boxes=False))
        )

    def path_of_number(self, number: int) -> str:
        """Return the field of a paragraph, "" for one that is in none."""
        return self.paths.get(number) or self.frame.places.get(number, "")

    def path_of_text(self, text: str) -> str:
        """Return the field of the first item with a text."""
        for place, item in enumerate(self.items):
            if text in self.words_of(item):
                return self.path(place)
        return next((path for path in self.frame.places.values() if path), "")

    def words_of(self, item: Item) -> list[str]:
        """Return the words that an item must print, without what the service sets itself.

        That are numbers, the sign that ends a paragraph of a list, tables that are computed.
        """
        if not isinstance(item, Line):
            return []
        words = " ".join(item.text.split()).rstrip(" .;,:/")
        return [words] if words else []

    def all_words(self) -> list[str]:
        """Return the words of all lines."""
        return [text for item in self.items for text in self.words_of(item)]


def read_again(
    items: Sequence[Item], beside: FileReading, *, kept_frame: FileReading, kept: Collection[str]
) -> FileReading:
    """Return the reading of other items in the frame of a file; the fields in `kept` are those of another one."""
    made = FileReading(
        beside.document_type, list(items), [_text(one) for one in items], [_shown(one) for one in items],
        beside.frame, beside.known, beside.sources, beside.office,
    )  # fmt: skip
    fields = {name: value for name, value in beside.frame_fields.items() if name not in kept}
    fields |= {name: value for name, value in kept_frame.frame_fields.items() if name in kept}
    made.envelope = {**fields, "content": made.read(items)}
    return made


def _frame_by_words(facts: DocumentFacts, frame: FrameRead, like: FileReading) -> None:
    """Find the parts of the frame that lost their look by their words; a field that is not found is not taken out."""
    for one in facts.paragraphs:
        path = like.frame_texts.get(one.text.strip()) if one.text.strip() else None
        if path and one.number not in frame.places:
            frame.places[one.number] = path
    for name, value in like.frame_fields.items():
        frame.fields.setdefault(name, value)


def _loose(facts: DocumentFacts, frame: FrameRead) -> Iterator[str]:
    """Yield the texts that stand in a table of the frame without being a part of it."""
    for block in facts.blocks:
        if isinstance(block, Table):
            inside = list(flattened((block,), with_boxes=False))
            if any(one.number in frame.places for one in inside):
                yield from (
                    one.text.strip() for one in inside if one.number not in frame.places and one.text.strip()
                )


def _office(envelope: Mapping[str, Any]) -> Office | None:
    try:
        return reference.office(str(envelope.get("office", "")))
    except Refused:
        return None


def _items(document_type: DocumentType, facts: DocumentFacts, frame: FrameRead) -> Iterator[Item]:
    for block in facts.blocks:
        if isinstance(block, Paragraph):
            line = line_of(block)
            if line is not None and block.number not in frame.places:
                yield line
        elif not any(one.number in frame.places for one in flattened((block,), with_boxes=False)):
            grids = grammar_of(document_type).grids
            if max((grid_likeness(grid, block) for grid in grids), default=0) >= 0.5:
                yield block
            else:
                yield from row_lines(block)


def _text(item: Item) -> str:
    """Return an item for comparing: its words without its number, with its emphasis."""
    if isinstance(item, Line):
        return f"{item.style}\x00{item.marked(0, len(item.text))}"
    return "\x01".join(one.text for one in flattened((item,), with_boxes=False))


def _shown(item: Item) -> str:
    if isinstance(item, Line):
        return item.whole
    return "\n".join(" | ".join(_cell(cell.blocks) for cell in row.cells) for row in item.rows)


def _cell(blocks: Sequence[Any]) -> str:
    return " ".join(one.text for one in blocks if isinstance(one, Paragraph))
