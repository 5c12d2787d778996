"""A file beside its draft, read by the type: lines, what is shown of each, the field that each belongs to."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from service.checking.recognition.recognise import recognise
from service.doctypes.definition import DocumentType
from service.domain.agencies import AgencyDirectory
from service.domain.offices import Office
from service.inspection.facts import DocumentFacts, Paragraph, flattened
from service.intake.content import content_of
from service.intake.grammar import grammar_of
from service.intake.items import items_of
from service.intake.lines import Item, Line
from service.intake.reading import Reading, read_lines
from service.intake.values import Words
from service.issuing.import_account import named_path
from service.issuing.imported_frame import FrameRead, read_frame
from service.issuing.returned_blanks import Blanks, blanks_of
from service.issuing.returned_printing import Printed, printed_lines

#: The fields of the frame that stand in parts of it that are not called by their names.
_FRAME_FIELDS: Final = {"frame.place_and_date": "month", "frame.recipients_label": "recipients"}
#: The parts of a print in which some fields of the frame stand.
_PARTS: Final = {"month": "frame.place_and_date", "filing": "recipients", "via": "addressees"}
_FILED: Final = re.compile(r"(?i)[-–+•\s]*lưu\b\s*:?")
_CITATIONS: Final = "citations"
#: Fields that are a line of their own without any other words: where the line is gone, the field is.
_STAMPS: Final = frozenset({"urgency"})


@dataclass(slots=True)
class FileReading:
    """The items of a file outside its frame with the frame apart; `envelope` is what they say.

    `fields` are the fields of its lines, by the lines themselves: numbers of paragraphs are those of several files.
    `printed` is all that the file prints, `citations` the records that its text cites, `blanks` what
    was written into it by hand.
    """

    document_type: DocumentType
    items: list[Item]
    frame: FrameRead
    printed: Sequence[Printed]
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sources: Mapping[str, Any] = field(default_factory=dict)
    office: Office | None = None
    frame_texts: Mapping[str, str] = field(default_factory=dict)
    envelope: dict[str, Any] = field(default_factory=dict)
    citations: Sequence[Mapping[str, Any]] = ()
    blanks: Blanks = field(default_factory=Blanks)
    paths: dict[int, str] = field(default_factory=dict)
    fields: dict[int, str] = field(default_factory=dict)
    texts: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Make the texts of the items for comparing: their words without their numbers, with their emphasis."""
        self.texts = [_text(one) for one in self.items]

    @classmethod
    def of(  # noqa: PLR0913 - half of them by name
        cls,
        document_type: DocumentType,
        facts: DocumentFacts,
        envelope: Mapping[str, Any],
        *,
        office: Office | None,
        like: "FileReading | None" = None,
        notes: Sequence[str] = (),
    ) -> "FileReading":
        """Return the lines of a file of a document, not read yet; `envelope` is the input that it was made from.

        `office` is who issues it, as far as that is known.
        `like` is another reading of it whose frame is known: what looks different here and says the same is the frame.
        `notes` stand below its text.
        """
        frame = read_frame(recognise(facts), document_type, office=office, today=date.min)
        blanks = blanks_of(facts)
        printed = printed_lines(facts, notes, blanks)
        frame.fields.pop("month", None)
        if blanks.typed.month:
            frame.fields["month"] = blanks.typed.month
        if like is not None:
            _frame_by_words(facts, frame, like)
        sources = {
            name: one.get("content", {})
            for name, one in (envelope.get("sources") or {}).items()
            if isinstance(one, Mapping)
        }
        return cls(
            document_type,
            list(items_of(facts.blocks, grammar_of(document_type).grids, frame.places, with_others=False)),
            frame,
            printed,
            known={"office.name": frame.names} if frame.names else {},
            sources=sources,
            office=office,
            frame_texts={
                one.text.strip(): frame.places[one.number]
                for one in facts.paragraphs
                if one.number in frame.places
            },
            blanks=blanks,
        )

    @property
    def frame_fields(self) -> dict[str, Any]:
        """The fields of the frame that may be changed in Word: not the office."""
        return {name: value for name, value in self.frame.fields.items() if name != "office"}

    def with_content(self) -> "FileReading":
        """Read what the lines say, without the tables, and return the reading."""
        self.envelope = {**self.frame_fields, "content": self.read(lines_among(self.items))}
        return self

    def read(self, items: Sequence[Item]) -> dict[str, Any]:
        """Return the content that items say; the records that they cite stand apart."""
        reading = read_lines(self.document_type, items, self.known)
        words = Words(self.office.directory() if self.office else AgencyDirectory("", {}))
        subject = self.frame.fields.get("subject", "")
        made = content_of(self.document_type, reading, words, subject=subject, sources=self.sources)
        self._place(reading, made.paths)
        self.citations = [one for one in made.content.get(_CITATIONS, ()) if isinstance(one, Mapping)]
        return {name: value for name, value in made.content.items() if name != _CITATIONS}

    def _place(self, reading: Reading, paths: Mapping[str, str]) -> None:
        for placed in reading.placed:
            if isinstance(placed.item, Line):
                path = named_path(placed.path, paths, self.document_type)
                self.paths |= dict.fromkeys(placed.item.sources, path)
                self.fields[id(placed.item)] = path
            elif placed.grid is not None:
                for number, path in placed.grid.places.items():
                    self.paths[number] = named_path(path, paths, self.document_type)

    def shown(self, start: int, end: int) -> str:
        """Return items as a person reads them."""
        return "\n".join(_shown(one) for one in self.items[start:end])

    def path(self, place: int) -> str:
        """Return the field of an item, that of the one before where it has none."""
        for one in range(min(place, len(self.items) - 1), -1, -1):
            found = [self.paths[number] for number in self.numbers(one) if number in self.paths]
            if found:
                return found[0]
        return ""

    def numbers(self, place: int) -> tuple[int, ...]:
        """Return the numbers of the paragraphs of an item."""
        return numbers_among(self.items[place])

    def numbers_in(self, start: int, end: int) -> set[int]:
        """Return the numbers of the paragraphs of items."""
        return {number for place in range(start, end) for number in self.numbers(place)}

    def frame_numbers(self, name: str) -> set[int]:
        """Return the numbers of the paragraphs in which a field of the frame is printed.

        Recipients and what is filed are one part of the frame, and two fields.
        """
        part = _PARTS.get(name, name)
        found = {number for number, path in self.frame.places.items() if path == part}
        if name not in {"recipients", "filing"}:
            return found
        filed = {one.number for one in self.printed if _FILED.match(one.text)}
        return found & filed if name == "filing" else found - filed

    def frame_words(self, name: str) -> str:
        """Return what is printed of a field of the frame, as a person reads it."""
        numbers = self.frame_numbers(name)
        lines = [_FILED.sub("", one.text) for one in self.printed if one.number in numbers]
        return ", ".join(one.strip("-–+•;,. ") for one in lines)

    def path_of_number(self, number: int) -> str:
        """Return the field of a paragraph, "" for one that is in none."""
        return self.paths.get(number) or self.frame.places.get(number, "")

    def field_near(self, number: int) -> str:
        """Return the field in which the words of a paragraph can be typed: its own, else the nearest one before it."""
        own = self.frame.places.get(number, "")
        if own:
            own = _FRAME_FIELDS.get(own, own)
            return "" if own.startswith("frame.") else own
        for one in range(number, 0, -1):
            path = self.paths.get(one, "")
            if path.startswith("content."):
                return path
        return next((path for path in self.paths.values() if path.startswith("content.")), "")


def read_again(
    items: Sequence[Item], beside: FileReading, *, kept_frame: FileReading, kept: Collection[str]
) -> FileReading:
    """Return the reading of other items in the frame of a file; the fields in `kept` are those of another one."""
    made = FileReading(
        beside.document_type,
        list(items),
        beside.frame,
        beside.printed,
        beside.known,
        beside.sources,
        beside.office,
    )
    fields = {name: value for name, value in beside.frame_fields.items() if name not in kept}
    fields |= {name: value for name, value in kept_frame.frame_fields.items() if name in kept}
    made.envelope = {**fields, "content": made.read(items)}
    return made


def numbers_among(item: Item) -> tuple[int, ...]:
    """Return the numbers of the paragraphs of an item."""
    if isinstance(item, Line):
        return item.sources
    return tuple(one.number for one in flattened((item,), with_boxes=False))


def lines_among(items: Sequence[Item]) -> list[Item]:
    """Return the items that are no tables."""
    return [one for one in items if isinstance(one, Line)]


def _frame_by_words(facts: DocumentFacts, frame: FrameRead, like: FileReading) -> None:
    """Find the parts of the frame that lost their look by their words; a field that is not found is not taken out.

    A stamp is found by its words alone, so one that is not found is not there any more.
    """
    for one in facts.paragraphs:
        path = like.frame_texts.get(one.text.strip()) if one.text.strip() else None
        if path and one.number not in frame.places:
            frame.places[one.number] = path
    for name, value in like.frame_fields.items():
        if name not in _STAMPS or name in frame.places.values():
            frame.fields.setdefault(name, value)


def _text(item: Item) -> str:
    if isinstance(item, Line):
        return f"{item.style}\x00{item.marked(0, len(item.text))}"
    return "\x01".join(one.text for one in flattened((item,), with_boxes=False))


def _shown(item: Item) -> str:
    return item.whole if isinstance(item, Line) else "\n".join(table_rows(item))


def table_rows(item: Item) -> list[str]:
    """Return the rows of a table as texts; [] for a line."""
    if isinstance(item, Line):
        return []
    return [" | ".join(_cell(cell.blocks) for cell in row.cells) for row in item.rows]


def _cell(blocks: Sequence[Any]) -> str:
    return " ".join(one.text for one in blocks if isinstance(one, Paragraph))
