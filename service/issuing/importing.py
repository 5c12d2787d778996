"""Start from last year's Word file: a .docx becomes the input of a type, and a tray of what found no field.

Every paragraph of the file is placed once or lies in the tray once; nothing is in the input that the file does not say.
"""

from collections.abc import Mapping, Sequence
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
from service.inspection.facts import DocumentFacts, Paragraph, Table
from service.intake.coming_out import ComingOut
from service.intake.content import MadeContent, content_of
from service.intake.foreign_lines import prepared
from service.intake.grammar import grammar_of
from service.intake.guarding import require_safe
from service.intake.items import items_of
from service.intake.lines import Line, line_of, written_paragraphs
from service.intake.order import below_strangers
from service.intake.reading import Item, Placed, Reading, read_lines
from service.intake.values import Words
from service.issuing.import_questions import check_again
from service.issuing.imported_frame import FrameRead, read_foreign_frame
from service.issuing.imported_words import in_own_words
from service.issuing.labelling import with_labels
from service.issuing.proofreading import proofread_input

MAX_PARAGRAPHS = 2500
#: Between the cells of a row that lies in the tray as a whole.
CELL_SIGN = "\t"
_TRAY_WHY = "loại văn bản này không có ô cho đoạn như vậy"
_NOT_TAKEN = (
    "đoán được chỗ in đoạn này, nhưng chữ ở đó tính từ ô khác (hoặc chung một từ mở đầu) nên không giữ được"
)
_NOTHING_ALIKE = "tệp không có tên loại và các đề mục của loại văn bản này"
#: A file of another kind is read where so many of its titles are those of the type.
_FEWEST_TITLES = 2
_NOT_OF_FRAME = "thể thức của văn bản mới không in những chữ này"
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class ImportedParagraph:
    """A paragraph of the file: its number (1.. in reading order), its text, the path it went to, and why.

    A path that begins with ``content.`` or names a field of the envelope is a field; ``frame.``, ``muc.`` and
    ``phu_luc.`` are words that the service prints itself. In the tray the path is "". A row of a table that found no
    field lies there as one: its cells are apart by a tab, as Word copies them, its number is that of the first cell.
    """

    number: int
    text: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file became: the input, each paragraph with its place, the tray, questions, findings of the reader.

    `warnings` say what makes one doubt that the file is of this type at all.
    """

    envelope: dict[str, Any]
    placed: tuple[ImportedParagraph, ...]
    tray: tuple[ImportedParagraph, ...]
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()


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
        self._frame: FrameRead = read_foreign_frame(parts, document_type, office=office, today=self._today)

    def made(self) -> Imported:
        """Return what the file became."""
        office = self._frame.office
        directory = office.directory() if office else AgencyDirectory("", {})
        known = {"office.name": self._frame.names} if self._frame.names else {}
        items = self._items()
        reading = read_lines(self._type, items, known)
        titles = sum(isinstance(one, Line) and bool(one.title_of) for one in items)
        if self._frame.warnings and titles < _FEWEST_TITLES:
            reading.take_out(dict.fromkeys(range(len(reading.placed)), _NOTHING_ALIKE))
        made, words = self._content(reading, directory)
        envelope = in_own_words(
            self._catalogue, self._type, self._envelope(made), self._texts(), made, words, now=self._now
        )
        envelope["content"] = with_labels(self._type, envelope["content"])
        placed, tray = self._account(reading, made)
        questions = check_again(self._type, envelope, self._today)
        if questions:
            envelope["check_again"] = [{"path": one.path, "value": one.subject} for one in questions]
        findings = tuple(proofread_input(envelope))
        return Imported(envelope, placed, tray, tuple(questions), findings, self._frame.warnings)

    def _content(self, reading: Reading, directory: AgencyDirectory) -> tuple[MadeContent, Words]:
        """Return the content of a reading; what does not come out in it is taken out of the reading."""
        given = {name: one for name, one in self._sources.items() if isinstance(one, Mapping)}
        sources = {name: one.get("content", {}) for name, one in given.items()}
        subject = self._frame.fields.get("subject", "")
        texts = {one.number: paragraph_text(one) for one in self._facts.paragraphs}
        for _ in range(_MOST_ROUNDS):
            words = Words(directory, is_foreign=not self._is_own)
            made = content_of(self._type, reading, words, subject=subject, sources=sources)
            said = ComingOut(self._type, made.content, directory, subject, self._is_own, given)
            missing = said.missing(reading, texts)
            reading.take_out(missing)
            strangers = {} if self._is_own else below_strangers(reading)
            reading.take_out(strangers)
            if not missing and not strangers:
                break
        return made, words

    @property
    def _is_own(self) -> bool:
        """Whether the service printed the file: its paragraphs have the styles of the type."""
        own = grammar_of(self._type).styles
        has_styles = any(one.format.style_name in own for one in self._facts.paragraphs)
        return has_styles and not self._frame.warnings

    def _envelope(self, made: MadeContent) -> dict[str, Any]:
        sources = {"sources": self._sources} if self._sources else {}
        return {"type": self._type.slug, **self._frame.fields, **sources, "content": made.content}

    def _texts(self) -> list[str]:
        return [text for one in self._facts.paragraphs if (text := paragraph_text(one))]

    def _items(self) -> list[Item]:
        """Return what stands outside the frame."""
        grammar = grammar_of(self._type)
        items = list(items_of(self._facts.blocks, grammar.grids, self._frame.places))
        return items if self._is_own else prepared(items, grammar.spots, reference.label_words())

    def _account(
        self, reading: Reading, made: MadeContent
    ) -> tuple[tuple[ImportedParagraph, ...], tuple[ImportedParagraph, ...]]:
        """Return every paragraph once: placed, or in the tray."""
        where: dict[int, tuple[str, str]] = {
            number: ("", _NOT_OF_FRAME) if path == "tray" else (path, "phần thể thức của văn bản")
            for number, path in self._frame.places.items()
        }
        refused = {id(one) for one in made.refused}
        for placed in reading.placed:
            if id(placed) not in refused:
                for number, place in self._places(placed, made).items():
                    where.setdefault(number, place)
        left = [(one.item, _NOT_TAKEN) for one in reading.placed if id(one) in refused]
        rows = dict[int, list[int]]()
        for item, why in [*zip(reading.tray, reading.whys, strict=True), *left]:
            if isinstance(item, Line):
                where |= dict.fromkeys(item.sources, ("", _of_part(item, why)))
            else:
                rows |= _rows(item)
                where |= {number: ("", why) for row in _rows(item).values() for number in row}
        return self._sorted(where, rows)

    def _sorted(
        self, where: Mapping[int, tuple[str, str]], rows: Mapping[int, Sequence[int]]
    ) -> tuple[tuple[ImportedParagraph, ...], tuple[ImportedParagraph, ...]]:
        """Return the paragraphs by where they went; `rows` are those of tables in the tray, by their first one."""
        texts = {one.number: text for one in self._facts.paragraphs if (text := paragraph_text(one))}
        later = {number for row in rows.values() for number in row[1:]}
        found = [
            ImportedParagraph(
                number,
                CELL_SIGN.join(texts[one] for one in rows.get(number, (number,))),
                *where.get(number, ("", _TRAY_WHY)),
            )
            for number in texts
            if number not in later
        ]
        return tuple(one for one in found if one.path), tuple(one for one in found if not one.path)

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


def _rows(table: Table) -> dict[int, list[int]]:
    """Return the paragraphs of each row of a table by the first of them."""
    found = (
        [one.number for cell in row.cells for one in written_paragraphs(cell.blocks)] for row in table.rows
    )
    return {row[0]: row for row in found if row}


def _of_part(line: Line, why: str) -> str:
    """Return why a line lies in the tray; what of its paragraph is meant where other parts of it were taken."""
    return f"phần “{line.text}”: {why}" if line.is_part else why


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
