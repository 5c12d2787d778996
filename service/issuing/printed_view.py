"""The document as it is printed, for reading on a page: paragraphs and tables with their numbers and looks.

What was put up or numbered is shown from its stored bytes; a draft is rendered for signature at this moment.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.errors import InvalidInput, RenderingError, UnreadableInput
from service.inspection.facts import Block, Paragraph, Row, Table, flattened
from service.inspection.reading import inspect
from service.issuing.drafting import Draft, drafted, drafted_again, envelope_of
from service.issuing.published_types import published_form
from service.issuing.rendition import for_signature
from service.issuing.workplace import Turn, Workplace
from service.register import documents, storage
from service.register.errors import DocumentNotFound
from service.register.models import Document
from service.register.numbering import DOCX
from service.register.states import State


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look."""

    text: str
    is_bold: bool
    is_italic: bool


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph: `number` counts as in findings, `align` is ``left``, ``center``, ``right`` or ``both``."""

    number: int
    align: str
    pieces: tuple[Piece, ...]
    is_indented: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell with its paragraphs (of tables inside it too) and how many columns it covers."""

    paragraphs: tuple[ShownParagraph, ...]
    span: int


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table, header rows first; `is_frame` when it has no borders and only places things side by side."""

    head: tuple[tuple[ShownCell, ...], ...]
    body: tuple[tuple[ShownCell, ...], ...]
    is_frame: bool


@dataclass(frozen=True, slots=True)
class PrintedView:
    """What stands on the pages, in reading order; `texts` are the paragraphs by number, `content` the .docx.

    `faults` are those of a draft that is shown with its gaps: `content` is then no file for anybody.
    """

    blocks: tuple[ShownParagraph | ShownTable, ...]
    texts: Mapping[int, str]
    content: bytes
    envelope: Mapping[str, Any] = field(default_factory=dict)
    draft: Draft | None = None
    faults: tuple[FieldError, ...] = ()


def printed(workplace: Workplace, turn: Turn, row: Document) -> PrintedView:
    """Return the view of a document.

    Raises InvalidInput (a draft with faults cannot be printed), DocumentNotFound (it has no text of ours).
    """
    content = None if row.content_sha256 is None else storage.load(turn.session, row.content_sha256)
    draft = None
    if content is None and row.state == State.DRAFT and row.type_slug is not None:
        draft = drafted_again(workplace, turn, row)
        form = published_form(draft.document_type)
        content = for_signature(draft, form, office_day(turn.actor.at), document_id=row.id).content
    if content is None:
        content = _recorded(turn, row)
    blocks, texts = _read(content)
    envelope: Mapping[str, Any] = {}
    with suppress(DocumentNotFound, UnreadableInput):
        envelope = envelope_of(turn, row)
    return PrintedView(blocks, texts, content, envelope, draft)


def printed_with_gaps(workplace: Workplace, turn: Turn, row: Document) -> PrintedView:
    """Return the view of a document; a draft with faults is shown with marks for what is missing or wrong in it.

    Raises InvalidInput where even so nothing can be shown, and what `printed` raises.
    """
    try:
        return printed(workplace, turn, row)
    except InvalidInput as error:
        if row.state != State.DRAFT or row.type_slug is None:
            raise
        document_type, envelope = workplace.catalogue.get(row.type_slug), envelope_of(turn, row)
        try:
            draft = drafted(workplace, turn, document_type, envelope, with_gaps=True)
            content = for_signature(draft, published_form(document_type), office_day(turn.actor.at)).content
        except (InvalidInput, RenderingError):
            raise error from None
    blocks, texts = _read(content)
    return PrintedView(blocks, texts, content, envelope, draft, draft.prepared.faults)


def printed_bytes(content: bytes) -> PrintedView:
    """Return the view of a .docx of ours."""
    blocks, texts = _read(content)
    return PrintedView(blocks, texts, content)


def _recorded(turn: Turn, row: Document) -> bytes:
    """Return the Word file of a document made elsewhere. Raises DocumentNotFound."""
    for file in reversed(documents.files_of(turn.session, turn.actor, row.id)):
        if file.media_type == DOCX:
            return documents.file_content(turn.session, turn.actor, row.id, file.position)
    raise DocumentNotFound("Văn bản này không có bản Word để xem trên trang. Tải tệp của văn bản để xem.")


@lru_cache(maxsize=64)
def _read(content: bytes) -> tuple[tuple[ShownParagraph | ShownTable, ...], Mapping[int, str]]:
    """Return blocks and texts of a file; reading costs more than all else, so the last files are remembered."""
    facts = inspect(content)
    return tuple(_blocks(facts.blocks)), {one.number: one.shown for one in facts.paragraphs}


def _blocks(blocks: tuple[Block, ...]) -> Iterator[ShownParagraph | ShownTable]:
    """Yield what is shown of blocks; paragraphs without words are room only."""
    for block in blocks:
        if isinstance(block, Table):
            yield _table(block)
        else:
            yield from _paragraphs((block,))


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[ShownParagraph]:
    """Yield the paragraphs with words in blocks, also of text boxes and of tables inside a cell."""
    for one in flattened(blocks):
        if one.shown.strip():
            yield _paragraph(one)


def _paragraph(one: Paragraph) -> ShownParagraph:
    pieces = [Piece(f"{one.label} ", one.format.base.bold, one.format.base.italic)] if one.label else []
    pieces += [Piece(run.shown, run.format.bold, run.format.italic) for run in one.runs if run.shown]
    return ShownParagraph(one.number, one.format.align, tuple(pieces), one.format.first_line > 0)


def _table(table: Table) -> ShownTable:
    head = tuple(_row(row) for row in table.rows if row.is_header)
    body = tuple(_row(row) for row in table.rows if not row.is_header)
    return ShownTable(head, body, is_frame=not table.has_borders)


def _row(row: Row) -> tuple[ShownCell, ...]:
    return tuple(ShownCell(tuple(_paragraphs(cell.blocks)), cell.span) for cell in row.cells)
