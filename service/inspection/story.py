"""Reads one story (body, header, footer) into paragraphs and tables, with running numbers and open fields."""

from collections.abc import Callable, Iterable, Iterator

from service.inspection.budget import Budget
from service.inspection.drawing import Graphics
from service.inspection.facts import Aside, Block, Cell, Paragraph, Place, Row, Table
from service.inspection.measures import twips
from service.inspection.names import (
    ALTERNATE_CONTENT,
    SDT,
    SECT_PR,
    TBL,
    Element,
    P,
    W,
    child,
    chosen,
    is_on,
    value,
)
from service.inspection.numbering import Numbering
from service.inspection.passed_over import words_in
from service.inspection.properties import ParagraphProperties, border, paragraph_properties
from service.inspection.runs import RunReader
from service.inspection.stylesheet import NO_TABLE, Stylesheet, TableLook
from service.inspection.table_looks import TableLooks, special_parts
from service.inspection.tracing import Trace

_TRANSPARENT = {W + "customXml", W + "smartTag", W + "ins", W + "moveTo", W + "sdtContent"}


class StoryReader:
    """Reads the blocks of one story; keep one for the whole body, so that numbers and fields run on."""

    def __init__(
        self,
        styles: Stylesheet,
        numbering: Numbering,
        end_section: Callable[[Element], None] = lambda _: None,
        trace: Trace | None = None,
        budget: Budget | None = None,
    ) -> None:
        self._budget = budget or Budget()
        self._styles = styles
        self._numbering = numbering
        self._trace = trace
        self._runs = RunReader(styles, self._box_blocks, trace, self._budget)
        self._count = 0
        self._tables = 0
        self._cells: list[tuple[int, int, int]] = []
        self._looks: list[TableLook] = [NO_TABLE]
        self._box_depth = 0
        self.section = 0
        self.unread: list[Aside] = []
        self.hidden: list[Aside] = []
        self._end_section = end_section

    @property
    def field_names(self) -> set[str]:
        """The names of all fields that were read."""
        return self._runs.field_names

    def blocks(self, elements: Iterable[Element]) -> tuple[Block, ...]:
        """Return the paragraphs and tables among elements, those inside controls and insertions too."""
        found: list[Block] = []
        for element in elements:
            self._collect(element, found)
        return tuple(found)

    def _collect(self, element: Element, found: list[Block]) -> None:
        if element.tag == P:
            found.append(self._paragraph(element))
        elif element.tag == TBL:
            found.append(self._table(element))
        else:
            for item in self._inside(element):
                self._collect(item, found)

    def _inside(self, element: Element) -> Iterable[Element]:
        """Return what stands in an element that is only around others; the words of any other one are noted."""
        if element.tag == SDT or element.tag in _TRANSPARENT:
            return element
        if element.tag == ALTERNATE_CONTENT:
            shown = chosen(element)
            return () if shown is None else shown
        if words := words_in(element):
            self._budget.take(letters=len(words))
            self.unread.append(Aside(self._count, words))
        return ()

    def _box_blocks(self, content: Element) -> tuple[Block, ...]:
        self._box_depth += 1
        blocks = self.blocks(content)
        self._box_depth -= 1
        return blocks

    def _paragraph(self, element: Element) -> Paragraph:
        self._count += 1
        self._budget.take(paragraphs=1)
        number, section = self._count, self.section
        properties = element.find(W + "pPr")
        direct = paragraph_properties(properties)
        style_id = self._styles.paragraph_style(direct.get("style"))
        label, indent = self._number(style_id, direct)
        graphics = Graphics()
        letters = self._runs.read(element, style_id, self._looks[-1], graphics)
        end = child(properties, SECT_PR)
        if end is not None and not self._box_depth:
            self._end_section(end)
            self.section += 1
        paragraph = Paragraph(
            number=number,
            runs=letters.runs,
            format=self._styles.paragraph_format(direct, indent, self._looks[-1]),
            label=label,
            place=self._place(),
            section=section,
            page_marks=letters.page_marks,
            cell=self._cells[-1] if self._cells else None,
            lines=tuple(graphics.lines),
            boxes=tuple(graphics.boxes),
            pictures=graphics.pictures,
            has_page_break=letters.has_break,
        )
        self.unread.extend(Aside(number, words) for words in letters.unread)
        if letters.hidden:
            self.hidden.append(Aside(number, letters.hidden))
        if self._trace is not None:
            self._trace.note(paragraph, element)
        return paragraph

    def _place(self) -> Place:
        if self._box_depth:
            return "box"
        return "table" if self._cells else "body"

    def _number(self, style_id: str, direct: ParagraphProperties) -> tuple[str, ParagraphProperties]:
        """Return the automatic number and the indent of its level."""
        chain = self._styles.paragraph_chain(style_id)
        num_id = direct.get("num_id", chain.get("num_id", "0"))
        if num_id == "0":
            return "", {}
        level = direct.get("level", chain.get("level"))
        if level is None:
            level = self._numbering.level_of(num_id, style_id)
        return self._numbering.label(num_id, level), self._numbering.indent(num_id, level)

    def _table(self, element: Element) -> Table:
        self._tables += 1
        number = self._tables
        properties = child(element, W + "tblPr")
        style_id = value(properties, W + "tblStyle") or ""
        found = list(self._parts(element, W + "tr"))
        looks = TableLooks(
            self._styles, style_id, special_parts(child(properties, W + "tblLook")), len(found)
        )
        rows = tuple(self._row(row, (number, index), looks) for index, row in enumerate(found))
        borders = child(properties, W + "tblBorders")
        own = borders is not None and any(border(edge) is not None for edge in borders)
        return Table(
            number=number,
            rows=rows,
            columns=tuple(
                twips(column.get(W + "w")) or 0 for column in element.iterfind(f"{W}tblGrid/{W}gridCol")
            ),
            has_borders=own if borders is not None else self._styles.table_has_borders(style_id),
        )

    def _parts(self, element: Iterable[Element], tag: str) -> Iterator[Element]:
        """Yield the rows of a table, or the cells of a row, those inside controls and insertions too."""
        for item in element:
            if item.tag == tag:
                yield item
            else:
                yield from self._parts(self._inside(item), tag)

    def _row(self, row: Element, place: tuple[int, int], looks: TableLooks) -> Row:
        properties = child(row, W + "trPr")
        flags = {
            tag: (flag := child(properties, W + tag)) is not None and is_on(flag)
            for tag in ("tblHeader", "cantSplit")
        }
        column = _count(value(properties, W + "gridBefore"), 0)
        elements = list(self._parts(row, W + "tc"))
        cells: list[Cell] = []
        for index, cell in enumerate(elements):
            made = self._cell(cell, (*place, column), looks.of(place[1], index, len(elements)))
            cells.append(made)
            column += made.span
        return Row(tuple(cells), flags["tblHeader"], flags["cantSplit"])

    def _cell(self, cell: Element, place: tuple[int, int, int], look: TableLook) -> Cell:
        properties = child(cell, W + "tcPr")
        span = value(properties, W + "gridSpan")
        width = child(properties, W + "tcW")
        borders = child(properties, W + "tcBorders")
        self._cells.append(place)
        self._looks.append(look)
        blocks = self.blocks(cell)
        self._cells.pop()
        self._looks.pop()
        return Cell(
            blocks=blocks,
            column=place[2],
            span=_count(span, 1),
            width=twips(width.get(W + "w")) if width is not None and width.get(W + "type") == "dxa" else None,
            border_top=border(child(borders, W + "top")),
            border_bottom=border(child(borders, W + "bottom")),
        )


def _count(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else default
