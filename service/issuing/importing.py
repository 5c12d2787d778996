"""Start from last year's Word file: a .docx becomes the input of a type, and a tray of what found no field.

Every paragraph of the file is placed once or lies in the tray once; nothing is in the input that the file does not say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service import reference
from service.checking.recognition.recognise import recognise
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.domain.agencies import AgencyDirectory
from service.domain.dates import office_day
from service.domain.findings import FieldError, Finding, Question
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.errors import InvalidInput, UnreadableInput
from service.inspection import inspect
from service.inspection.facts import DocumentFacts, Paragraph, Table, flattened
from service.intake.content import MadeContent, content_of
from service.intake.grammar import grammar_of
from service.intake.grids import grid_likeness
from service.intake.guarding import require_safe
from service.intake.lines import Line, line_of, row_lines
from service.intake.reading import Item, Placed, Reading, read_lines
from service.intake.values import Words
from service.issuing.import_questions import check_again
from service.issuing.imported_frame import FrameRead, read_frame
from service.issuing.imported_words import in_own_words
from service.issuing.labelling import with_labels
from service.issuing.proofreading import proofread_input

MAX_PARAGRAPHS = 6000
_TRAY_WHY = "không có chỗ trong loại văn bản này"


@dataclass(frozen=True, slots=True)
class ImportedParagraph:
    """A paragraph of the file: its number (1.. in reading order), its text, the path it went to, and why.

    A path that begins with ``content.`` or names a field of the envelope is a field; ``frame.``, ``muc.`` and
    ``phu_luc.`` are words that the service prints itself. In the tray the path is "".
    """

    number: int
    text: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file became: the input, each paragraph with its place, the tray, questions, findings of the reader."""

    envelope: dict[str, Any]
    placed: tuple[ImportedParagraph, ...]
    tray: tuple[ImportedParagraph, ...]
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]


def import_file(  # noqa: PLR0913 - half of them by name
    catalogue: Catalogue,
    slug: str,
    content: bytes,
    *,
    now: datetime,
    office: str | None = None,
    sources: Mapping[str, Any] | None = None,
) -> Imported:
    """Return the input that a .docx gives for a type.

    `office` is who issues the new document, else the issuer that the file names; `sources` are the documents it takes
    from, as an envelope names them (data). Raises UnknownDocumentType, UnreadableInput (with what to do), InvalidInput
    for an office that is not there.
    """
    document_type = catalogue.get(slug)
    facts = readable(content)
    return _Import(catalogue, document_type, facts, now, _office(office), dict(sources or {})).made()


def readable(content: bytes) -> DocumentFacts:
    """Return the facts of a file from outside; UnreadableInput, with what to do, for what is no safe, sound .docx."""
    require_safe(content)
    facts = inspect(content)
    if len(facts.paragraphs) > MAX_PARAGRAPHS:
        raise UnreadableInput(
            f"Tệp có hơn {MAX_PARAGRAPHS} đoạn. Tách phụ lục, bảng biểu lớn ra tệp khác rồi tải lên lại."
        )
    if not any(paragraph.text.strip() for paragraph in facts.paragraphs):
        raise UnreadableInput("Tệp không có chữ nào. Nếu là bản quét, hãy dùng tệp Word (.docx) gốc.")
    return facts


def known_office(office_id: str) -> str | None:
    """Return an office that the reference data know, None for one of the register alone: the file then names it."""
    try:
        reference.office(office_id)
    except Refused:
        return None
    return office_id


def _office(office_id: str | None) -> Office | None:
    if office_id is None:
        return None
    try:
        return reference.office(office_id)
    except Refused as refused:
        raise InvalidInput([FieldError("office", refused.code, refused.message)]) from None


class _Import:
    """One import."""

    def __init__(  # noqa: PLR0913, PLR0917 - what import_file was given
        self,
        catalogue: Catalogue,
        document_type: DocumentType,
        facts: DocumentFacts,
        now: datetime,
        office: Office | None,
        sources: dict[str, Any],
    ) -> None:
        self._catalogue = catalogue
        self._type = document_type
        self._facts = facts
        self._now = now
        self._sources = sources
        self._today: date = office_day(now)
        parts = recognise(facts)
        self._frame: FrameRead = read_frame(parts, document_type, office=office, today=self._today)

    def made(self) -> Imported:
        """Return what the file became."""
        items = list(self._items())
        known = {"office.name": self._frame.names} if self._frame.names else {}
        reading = read_lines(self._type, items, known)
        office = self._frame.office
        words = Words(office.directory() if office else AgencyDirectory("", {}))
        contents = {
            name: one.get("content", {}) for name, one in self._sources.items() if isinstance(one, Mapping)
        }
        made = content_of(
            self._type, reading, words, subject=self._frame.fields.get("subject", ""), sources=contents
        )
        envelope = in_own_words(
            self._catalogue, self._type, self._envelope(made), self._texts(), made, words, now=self._now
        )
        envelope["content"] = with_labels(self._type, envelope["content"])
        placed, tray = self._account(reading, made)
        questions = check_again(self._type, envelope, self._today)
        if questions:
            envelope["check_again"] = [{"path": one.path, "value": one.subject} for one in questions]
        return Imported(envelope, placed, tray, tuple(questions), tuple(proofread_input(envelope)))

    def _envelope(self, made: MadeContent) -> dict[str, Any]:
        sources = {"sources": self._sources} if self._sources else {}
        return {"type": self._type.slug, **self._frame.fields, **sources, "content": made.content}

    def _texts(self) -> list[str]:
        return [text for one in self._facts.paragraphs if (text := paragraph_text(one))]

    def _items(self) -> Iterator[Item]:
        """Yield what stands outside the frame: lines, and the tables that the type has too."""
        framed = self._frame.places
        for block in self._facts.blocks:
            if isinstance(block, Paragraph):
                line = line_of(block)
                if line is not None and block.number not in framed:
                    yield line
            elif not self._is_framed(block):
                likely = max((grid_likeness(grid, block) for grid in grammar_of(self._type).grids), default=0)
                if likely >= 0.5:
                    yield block
                else:
                    yield from row_lines(block)

    def _is_framed(self, table: Table) -> bool:
        return any(one.number in self._frame.places for one in flattened((table,), with_boxes=False))

    def _account(
        self, reading: Reading, made: MadeContent
    ) -> tuple[tuple[ImportedParagraph, ...], tuple[ImportedParagraph, ...]]:
        """Return every paragraph once: placed, or in the tray."""
        where: dict[int, tuple[str, str]] = {
            number: (path, "phần thể thức của văn bản") for number, path in self._frame.places.items()
        }
        refused = {id(one) for one in made.refused}
        for placed in reading.placed:
            if id(placed) not in refused:
                where |= self._places(placed, made)
        found = [
            ImportedParagraph(one.number, text, *where.get(one.number, ("", _TRAY_WHY)))
            for one in self._facts.paragraphs
            if (text := paragraph_text(one))
        ]
        placed_ones = tuple(one for one in found if one.path and one.path != "tray")
        return placed_ones, tuple(one for one in found if not one.path or one.path == "tray")

    def _places(self, placed: Placed, made: MadeContent) -> dict[int, tuple[str, str]]:
        if isinstance(placed.item, Line):
            path = named_path(placed.path, made.paths, self._type)
            return dict.fromkeys(placed.item.sources, (path, placed.why))
        if placed.grid is None:
            return {}
        return {
            number: (named_path(path, made.paths, self._type), placed.why)
            for number, path in placed.grid.places.items()
            if number not in placed.grid.unread
        }


def named_path(path: str, paths: Mapping[str, str], document_type: DocumentType) -> str:
    """Return a place as the envelope calls it."""
    if path in paths:
        return f"content.{paths[path]}"
    start, dot, rest = path.partition("].")
    if dot and f"{start}]" in paths:
        return f"content.{paths[f'{start}]']}.{rest}"
    head = path.partition(".")[0].partition("[")[0]
    return f"content.{path}" if head in document_type.schema["properties"] else path


def paragraph_text(paragraph: Paragraph) -> str:
    """Return a paragraph as it is compared: its number first, single spaces."""
    line = line_of(paragraph)
    return "" if line is None else " ".join(line.whole.split())


def all_texts(facts: DocumentFacts) -> Sequence[str]:
    """Return the texts of all paragraphs that show something, in reading order."""
    return [text for one in facts.paragraphs if (text := paragraph_text(one))]
