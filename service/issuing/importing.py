"""Start from last year's Word file: a .docx becomes the input of a type, and a tray of what found no field.

Every paragraph of the file is placed once or lies in the tray once; nothing is in the input that the file does not say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from service import reference
from service.checking.recognition.recognise import recognise
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.domain.agencies import AgencyDirectory
from service.domain.dates import office_day
from service.domain.decimals import format_integer
from service.domain.findings import FieldError
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.errors import InvalidInput, UnreadableInput
from service.inspection.facts import DocumentFacts, Paragraph
from service.intake.coming_out import ComingOut
from service.intake.content import MadeContent, content_of
from service.intake.foreign_lines import lines_apart, prepared
from service.intake.grammar import grammar_of
from service.intake.guarding import require_own_words, require_safe
from service.intake.inner_titles import inner_titles_apart
from service.intake.items import items_of
from service.intake.lines import Item, Line, line_of
from service.intake.order import below_strangers
from service.intake.reading import Reading, read_lines
from service.intake.returned import Carried, read_returned
from service.intake.second_look import looked_again
from service.intake.values import Words
from service.intake.wordless import wordless
from service.issuing.import_account import Account
from service.issuing.import_asides import beside_the_text, warnings_beside
from service.issuing.import_questions import check_again
from service.issuing.imported import Imported, ImportedParagraph
from service.issuing.imported_frame import FrameRead, read_foreign_frame
from service.issuing.imported_words import in_own_words
from service.issuing.labelling import with_labels
from service.issuing.proofreading import proofread_input

MAX_PARAGRAPHS = 1500
MAX_LETTERS = 150_000
#: Texts of more letters are proofread when the draft is opened, not while the file is read.
_MOST_PROOFREAD = 60_000
_SPLIT = "Tách phụ lục, bảng biểu lớn ra tệp khác rồi tải lên lại."
_NOT_PROOFREAD = "Tệp dài nên chưa rà soát chính tả ở bước này; mở bản nháp để rà soát."
_NOTHING_ALIKE = "tệp không có tên loại và các đề mục của loại văn bản này"
#: A file of another kind is read where so many of its titles are those of the type.
_FEWEST_TITLES = 2
_MOST_ROUNDS = 4


def import_file(  # noqa: PLR0913 - half of them by name
    catalogue: Catalogue,
    slug: str,
    content: bytes,
    *,
    now: datetime,
    office: str | Office | None = None,
    sources: Mapping[str, Any] | None = None,
) -> Imported:
    """Return the input that a .docx gives for a type.

    `office` is who issues the new document (its id in the reference data, or the office as the register knows it), else
    the issuer that the file names; `sources` are the documents it takes
    from, as an envelope names them (data). Raises UnknownDocumentType, UnreadableInput (with what to do), InvalidInput
    for an office that is not there.
    """
    document_type = catalogue.get(slug)
    facts, carried = readable(content)
    made = _Import(catalogue, document_type, facts, now, _office(office), dict(sources or {})).made()
    beside = enumerate(beside_the_text(facts, carried), len(facts.paragraphs) + 1)
    tray = (ImportedParagraph(number, text, "", why) for number, (text, why) in beside)
    return replace(
        made, tray=(*made.tray, *tray), warnings=(*made.warnings, *warnings_beside(facts, carried))
    )


def readable(content: bytes) -> tuple[DocumentFacts, Carried]:
    """Return the facts of a file from outside, and what it carries.

    Raises UnreadableInput, with what to do, for what is no safe, sound .docx.
    """
    require_safe(content)
    facts, carried = read_returned(content)
    require_own_words(facts)
    if len(facts.paragraphs) > MAX_PARAGRAPHS:
        raise UnreadableInput(f"Tệp có hơn {format_integer(MAX_PARAGRAPHS)} đoạn. {_SPLIT}")
    if sum(len(paragraph.text) for paragraph in facts.paragraphs) > MAX_LETTERS:
        raise UnreadableInput(f"Tệp có hơn {format_integer(MAX_LETTERS)} chữ cái. {_SPLIT}")
    if not any(paragraph.text.strip() for paragraph in facts.paragraphs):
        raise UnreadableInput("Tệp không có chữ nào. Nếu là bản quét, hãy dùng tệp Word (.docx) gốc.")
    return facts, carried


def _office(office: str | Office | None) -> Office | None:
    if not isinstance(office, str):
        return office
    try:
        return reference.office(office)
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
        self._texts = {one.number: text for one in facts.paragraphs if (text := paragraph_text(one))}
        parts = recognise(facts)
        self._frame: FrameRead = read_foreign_frame(parts, document_type, office=office, today=self._today)

    def made(self) -> Imported:
        """Return what the file became."""
        office = self._frame.office
        directory = office.directory() if office else AgencyDirectory("", {})
        known = {"office.name": self._frame.names} if self._frame.names else {}
        items = self._items()
        reading = self._read(items, known)
        titles = sum(isinstance(one, Line) and bool(one.title_of) for one in items)
        if self._frame.warnings and titles < _FEWEST_TITLES:
            reading.take_out(dict.fromkeys(range(len(reading.placed)), _NOTHING_ALIKE))
        made, words, added = self._content(reading, directory)
        envelope = in_own_words(
            self._catalogue,
            self._type,
            self._envelope(made),
            list(self._texts.values()),
            made,
            words,
            now=self._now,
            office=office,
        )
        envelope["content"] = with_labels(self._type, envelope["content"])
        account = Account(self._type, self._frame.places, self._texts, is_own=self._is_own)
        placed, tray = account.of(reading, made)
        questions = check_again(self._type, envelope, self._today)
        if questions:
            envelope["check_again"] = [{"path": one.path, "value": one.subject} for one in questions]
        is_short = sum(len(text) for text in self._texts.values()) <= _MOST_PROOFREAD
        findings = tuple(proofread_input(envelope)) if is_short else ()
        told = () if is_short else (_NOT_PROOFREAD,)
        warnings = (*self._frame.warnings, *self._frame.notes, *_of_titles(added), *told)
        return Imported(envelope, placed, tray, tuple(questions), findings, warnings)

    def _read(self, items: Sequence[Item], known: Mapping[str, Sequence[str]]) -> Reading:
        """Read items; those of a foreign file again where the reading shows what lines of it are."""
        reading = read_lines(self._type, items, known)
        for _ in range(0 if self._is_own else _MOST_ROUNDS):
            again = looked_again(self._type, items, reading)
            if again is None:
                break
            items = again
            reading = read_lines(self._type, items, known)
        return reading

    def _content(
        self, reading: Reading, directory: AgencyDirectory
    ) -> tuple[MadeContent, Words, Sequence[str]]:
        """Return the content of a reading, its words, and the titles that are printed though the file has none there.

        What does not come out in the content is taken out of the reading.
        """
        given = {name: one for name, one in self._sources.items() if isinstance(one, Mapping)}
        sources = {name: one.get("content", {}) for name, one in given.items()}
        subject = self._frame.fields.get("subject", "")
        for _ in range(_MOST_ROUNDS):
            words = Words(directory, is_foreign=not self._is_own)
            made = content_of(self._type, reading, words, subject=subject, sources=sources)
            said = ComingOut(self._type, made.content, directory, subject, self._is_own, given)
            missing = said.missing(reading, self._texts)
            reading.take_out(missing)
            strangers = {} if self._is_own else self._strangers(reading)
            reading.take_out(strangers)
            if not missing and not strangers:
                break
        return made, words, () if self._is_own else said.added_titles(reading)

    def _strangers(self, reading: Reading) -> dict[int, str]:
        """Return why lines of a foreign file are none of what they were put in."""
        return below_strangers(reading) or wordless(self._type, reading)

    @cached_property
    def _is_own(self) -> bool:
        """Whether the service printed the file: its paragraphs have the styles of the type."""
        own = grammar_of(self._type).styles
        has_styles = any(one.format.style_name in own for one in self._facts.paragraphs)
        return has_styles and not self._frame.warnings

    def _envelope(self, made: MadeContent) -> dict[str, Any]:
        sources = {"sources": self._sources} if self._sources else {}
        return {"type": self._type.slug, **self._frame.fields, **sources, "content": made.content}

    def _items(self) -> list[Item]:
        """Return what stands outside the frame."""
        grammar = grammar_of(self._type)
        if self._is_own:
            return list(items_of(self._facts.blocks, grammar.grids, self._frame.places))
        labels = reference.label_words()
        blocks = lines_apart(self._facts.blocks, grammar.spots, labels)
        items = list(items_of(blocks, grammar.grids, self._frame.places))
        return inner_titles_apart(prepared(items, grammar.spots, labels), grammar.spots)


def _of_titles(titles: Sequence[str]) -> tuple[str, ...]:
    """Return the warning about titles that nobody wrote, none where there are none."""
    named = ", ".join(f"“{title}”" for title in titles)
    return (f"Bản nháp in thêm đề mục mà tệp không có: {named}.",) if named else ()


def paragraph_text(paragraph: Paragraph) -> str:
    """Return a paragraph as it is compared: its number first, single spaces."""
    line = line_of(paragraph)
    return "" if line is None else " ".join(line.whole.split())


def all_texts(facts: DocumentFacts) -> Sequence[str]:
    """Return the texts of all paragraphs that show something, in reading order."""
    return [text for one in facts.paragraphs if (text := paragraph_text(one))]
