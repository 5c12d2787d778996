"""The facts about a .docx: frozen records, in reading order, without any judgement.

Lengths: twips (1/20 pt) for paragraphs and pages, EMU (914,400 to the inch) for drawings, points for letters.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

_RAISED_FIGURES = str.maketrans("123", "¹²³")
Alignment = Literal["left", "center", "right", "both"]
Place = Literal["body", "table", "box"]


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How letters look after all styles: `font` for ASCII letters, `font_extended` for the others.

    A font is "" when it cannot be told (a theme that is missing); `color` is RRGGBB or ``auto``; `spacing` is
    the room added between letters in twips.
    """

    font: str = "Times New Roman"
    font_extended: str = "Times New Roman"
    size_pt: float = 10.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    small_caps: bool = False
    underline: bool = False
    strike: bool = False
    color: str = "auto"
    raised: str = ""
    spacing: int = 0
    scale_percent: int = 100


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look. `field` names the field that prints them (``PAGE``), its text may be empty."""

    text: str
    format: RunFormat
    field: str = ""

    @property
    def shown(self) -> str:
        """The text as the reader sees it: in capitals where the format says so, raised figures as signs (m²)."""
        if self.is_raised_figure:
            return self.text.translate(_RAISED_FIGURES)
        return self.text.upper() if self.format.caps else self.text

    @property
    def is_raised_figure(self) -> bool:
        """Tell whether the text is a raised figure for which there is a sign: that of an area, of a volume."""
        return self.format.raised == "superscript" and set(self.text) <= set("123 ")


@dataclass(frozen=True, slots=True)
class Border:
    """A border of a paragraph or cell: `style` as Word names it (``single``), colour RRGGBB or ``auto``."""

    style: str
    color: str = "auto"


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph stands after all styles.

    `line` counts 240 to the line when `line_rule` is ``auto``, else twips. `frame` is the horizontal place of
    an old text frame (``center``), "" without one. `tabs` are (kind, position in twips).
    """

    style_id: str = ""
    style_name: str = ""
    align: Alignment = "left"
    left: int = 0
    right: int = 0
    first_line: int = 0
    before: int = 0
    after: int = 0
    auto_gap: bool = False
    contextual: bool = False
    line: int = 240
    line_rule: str = "auto"
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    border_top: Border | None = None
    border_bottom: Border | None = None
    border_left: Border | None = None
    frame: str = ""
    tabs: tuple[tuple[str, int], ...] = ()
    base: RunFormat = RunFormat()


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn horizontal line; `width_emu` and `centred` are None when they cannot be told."""

    width_emu: int | None
    is_solid: bool
    centred: bool | None = None
    offset_emu: int | None = None
    relative_to: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `number` counts all of the part in reading order from 1, `label` is its automatic number.

    `cell` is (table, row, column) of the innermost cell, tables counted from 1 in reading order.
    `page_marks` counts the page ends that Word noted before it when it last showed the file.
    `pictures` counts drawings that are neither lines nor text boxes.
    """

    number: int
    runs: tuple[Run, ...]
    format: ParagraphFormat
    label: str = ""
    place: Place = "body"
    section: int = 0
    page_marks: int = 0
    cell: tuple[int, int, int] | None = None
    lines: tuple[Line, ...] = ()
    boxes: "tuple[Box, ...]" = ()
    pictures: int = 0
    has_page_break: bool = False

    @property
    def text(self) -> str:
        """The text as it was typed, without the automatic number."""
        return "".join(run.text for run in self.runs)

    @property
    def shown(self) -> str:
        """The text as the reader sees it, the automatic number first."""
        text = "".join(run.shown for run in self.runs)
        return f"{self.label} {text}" if self.label else text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `column` is its first grid column, `span` how many it covers."""

    blocks: "tuple[Block, ...]"
    column: int
    span: int
    width: int | None
    border_top: Border | None = None
    border_bottom: Border | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `is_header` when it repeats on each page."""

    cells: tuple[Cell, ...]
    is_header: bool = False
    cannot_split: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `number` counts from 1 in reading order; `columns` are the grid widths in twips."""

    number: int
    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    has_borders: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A text box: its size, its frame line (colour RRGGBB, "" when it has none) and what stands in it."""

    blocks: "tuple[Block, ...]"
    width_emu: int | None
    height_emu: int | None
    outline: str
    offset_emu: int | None = None


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """A header or footer: `kind` is ``first``, ``default`` or ``even``."""

    kind: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def page_runs(self) -> tuple[tuple[Paragraph, Run], ...]:
        """The page-number fields with the paragraphs that hold them."""
        return tuple((p, run) for p in self.paragraphs for run in p.runs if run.field == "PAGE")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: lengths in twips; headers and footers are those in force, inherited ones too."""

    width: int
    height: int
    is_landscape: bool
    top: int
    bottom: int
    left: int
    right: int
    has_title_page: bool
    number_format: str
    number_start: int | None
    break_type: str
    columns: int
    headers: tuple[HeaderFacts, ...] = ()
    footers: tuple[HeaderFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """Words of a file that are in the text of no paragraph; `paragraph` is the one that they stand in or after.

    It is 0 for words before the first paragraph and outside the body.
    """

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All facts about a file: `blocks` of the body in reading order, `paragraphs` all of them flattened.

    `unread` are words that paper shows and no paragraph says (a fraction, a phonetic guide, a sign without a letter);
    `hidden` those that paper does not show. `notes` are footnotes and endnotes, `fields` the names of all fields.
    """

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    has_even_headers: bool
    properties: dict[str, str]
    unread: tuple[Aside, ...] = ()
    hidden: tuple[Aside, ...] = ()
    notes: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()

    def page_of(self, paragraph: Paragraph) -> int | None:
        """Return the page on which Word last showed a paragraph, None when the file does not say."""
        noted = bool(self.paragraphs) and self.paragraphs[-1].page_marks > 0
        return paragraph.page_marks + 1 if noted else None

    def first_of_section(self, index: int) -> Paragraph | None:
        """Return the first paragraph of a section (0..), None when it has none."""
        return next((p for p in self.paragraphs if p.section == index), None)


def flattened(blocks: Iterable[Block], *, with_boxes: bool = True) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks in reading order: a table row by row, a text box after its anchor or left out."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            for box in block.boxes if with_boxes else ():
                yield from flattened(box.blocks)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from flattened(cell.blocks, with_boxes=with_boxes)


def tables_of(blocks: tuple[Block, ...]) -> Iterator[Table]:
    """Yield the tables of blocks in reading order, those inside cells and text boxes too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for box in block.boxes:
                yield from tables_of(box.blocks)
        else:
            yield block
            for row in block.rows:
                for cell in row.cells:
                    yield from tables_of(cell.blocks)
