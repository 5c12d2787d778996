"""What stands outside the frame of a file, in its order: lines, and tables that are read or kept as a whole."""

from collections.abc import Container, Iterator, Sequence
from typing import Final

from service.inspection.facts import Block, Cell, Paragraph, Table, flattened
from service.intake.grammar_nodes import Grid
from service.intake.grids import grid_likeness
from service.intake.lines import Item, line_of, row_lines, written_paragraphs

LIKE_A_GRID: Final = 0.5
#: A table that lays text out has two columns (a number or a label, and a text); one with more says data.
_COLUMNS_OF_DATA: Final = 3


def items_of(
    blocks: Sequence[Block], grids: Sequence[Grid], framed: Container[int], *, with_others: bool = True
) -> Iterator[Item]:
    """Yield the items of a file; `framed` has the numbers of the paragraphs of its frame.

    `with_others`: with the tables that are like none of the type's, read by rows or kept as data.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            line = line_of(block)
            if line is not None and block.number not in framed:
                yield line
        elif not any(one.number in framed for one in flattened((block,), with_boxes=False)):
            likely = max((grid_likeness(grid, block) for grid in grids), default=0)
            if likely >= LIKE_A_GRID:
                yield block
            elif with_others:
                yield from [block] if is_data_table(block) else row_lines(block)


def is_data_table(table: Table) -> bool:
    """Tell whether a table says something by its columns: most rows fill three of them or more."""
    wide = [sum(1 for cell in row.cells if _is_filled(cell)) >= _COLUMNS_OF_DATA for row in table.rows]
    return len(wide) > 1 and 2 * sum(wide) >= len(wide)


def table_rows(table: Table) -> Iterator[list[tuple[int, str]]]:
    """Yield the rows of a table: the number of the first paragraph of each cell, 0 for none, and its words."""
    for row in table.rows:
        yield [_cell(cell) for cell in row.cells]


def _is_filled(cell: Cell) -> bool:
    return next(written_paragraphs(cell.blocks), None) is not None


def _cell(cell: Cell) -> tuple[int, str]:
    lines = [line for one in written_paragraphs(cell.blocks) if (line := line_of(one)) is not None]
    return (lines[0].sources[0] if lines else 0), " ".join(line.whole for line in lines)
