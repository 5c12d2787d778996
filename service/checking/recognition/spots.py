"""Where a paragraph stands: in the run of the page, in a cell of a table, in a text box."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from service.inspection.facts import Block, Border, Cell, DocumentFacts, Paragraph, Table
from service.inspection.measures import EMU_PER_TWIP

CELL_PADDING_TWIPS = 216  # Word's own 0.19 cm at both sides


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: `key` is the same for paragraphs of one cell or box; `width` of its text in twips when known.

    `is_full_width` tells a cell that is alone in its row, as in a header table that goes on with the title.
    """

    kind: Literal["body", "cell", "box"]
    key: tuple[int, int, int]
    width: int | None = None
    border_bottom: Border | None = None
    outline: str = ""
    width_emu: int | None = None
    height_emu: int | None = None
    offset_emu: int | None = None
    is_full_width: bool = False

    @property
    def table(self) -> int:
        """The number of the table of a cell, 0 elsewhere."""
        return self.key[0] if self.kind == "cell" else 0

    @property
    def row(self) -> int:
        """The row of a cell, 0 elsewhere."""
        return self.key[1] if self.kind == "cell" else 0

    @property
    def column(self) -> int:
        """The grid column of a cell, 0 elsewhere."""
        return self.key[2] if self.kind == "cell" else 0


def spots(facts: DocumentFacts) -> dict[int, Spot]:
    """Return the place of each paragraph of a body, by its number."""
    found: dict[int, Spot] = {}
    section = 0
    for block in facts.blocks:
        if isinstance(block, Paragraph):
            section = block.section
        page = facts.sections[min(section, len(facts.sections) - 1)]
        body = Spot("body", (0, 0, 0), max(page.width - page.left - page.right, 0))
        found.update((paragraph.number, spot) for paragraph, spot in _walk(block, body))
    return found


def _walk(block: Block, spot: Spot) -> Iterator[tuple[Paragraph, Spot]]:
    if isinstance(block, Table):
        for index, row in enumerate(block.rows):
            for cell in row.cells:
                place = _cell_spot(block, index, cell, is_full_width=len(row.cells) == 1)
                for inner in cell.blocks:
                    yield from _walk(inner, place)
        return
    yield block, spot
    for index, box in enumerate(block.boxes):
        place = Spot(
            "box",
            (0, block.number, index),
            None if box.width_emu is None else max(box.width_emu // EMU_PER_TWIP - CELL_PADDING_TWIPS, 0),
            outline=box.outline,
            width_emu=box.width_emu,
            height_emu=box.height_emu,
            offset_emu=box.offset_emu,
        )
        for inner in box.blocks:
            yield from _walk(inner, place)


def _cell_spot(table: Table, row: int, cell: Cell, *, is_full_width: bool) -> Spot:
    grid = sum(table.columns[cell.column : cell.column + cell.span])
    width = cell.width or grid
    return Spot(
        "cell",
        (table.number, row, cell.column),
        width - CELL_PADDING_TWIPS if width > CELL_PADDING_TWIPS else None,
        border_bottom=cell.border_bottom,
        outline="auto" if table.has_borders or cell.border_top is not None else "",
        is_full_width=is_full_width,
    )
