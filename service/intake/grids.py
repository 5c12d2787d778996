"""Tables: which table of a template a table of a file is, and what stands in its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from service.inspection.facts import Cell, Row, Table
from service.intake.grammar_nodes import Grid, GridRow, Slot
from service.intake.likeness import similarity
from service.intake.lines import Line, line_of, marked_text, written_paragraphs
from service.intake.marks import Gap
from service.intake.patterns import NO_MATCH, Found

_HEADER_ROWS = 3
#: A row that is numbered among its like is none that heads them.
_COUNTED = re.compile(r"\d{1,3}[.)]?")
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[a-zđ])[.)/]?-?")


class Matcher(Protocol):
    """What finds values in a line."""

    def match(self, slot: Slot, line: Line) -> Found:
        """Return how a line fits a slot."""


@dataclass(slots=True)
class GridRead:
    """The rows of a table: for each the last names of its values with their texts; where each paragraph went."""

    path: str
    rows: list[dict[str, str]] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)


def grid_likeness(grid: Grid, table: Table) -> float:
    """Return how many of the header cells of a template's table the first rows of a table have, 0 to 1."""
    shown = [text for row in table.rows[:_HEADER_ROWS] for cell in row.cells if (text := _text(cell))]
    if not grid.headers or not shown or len(table.rows) < 2:
        return 0.0
    wanted = [one for one in grid.headers if one not in {"Tổng số", "Tổng cộng", "Tổng điểm", "100,00"}]
    hits = sum(
        max((similarity(one, other) for other in shown if len(other) < 80), default=0) >= 0.6
        for one in wanted
    )
    width = max(len(row.cells) for row in table.rows)
    wide = max((len(row.cells) for row in grid.rows), default=width)
    penalty = 0.05 * abs(width - wide)
    return max(0.0, hits / len(wanted) - penalty)


def read_grid(grid: Grid, table: Table, matcher: Matcher) -> GridRead:
    """Return what stands in a table that is one of the template's, columns found by their headers."""
    read = GridRead(grid.path)
    columns = _columns(grid, table)
    body = False
    for row in table.rows:
        if not body and _is_header(row, grid):
            _all_at(read, row, f"{grid.path}.header")
            continue
        body = True
        _read_row(read, grid, row, columns, matcher)
    return read


def _is_header(row: Row, grid: Grid) -> bool:
    texts = [text for cell in row.cells if (text := _text(cell))]
    alike = [max((similarity(text, one) for one in grid.headers), default=0) >= 0.6 for text in texts]
    return row.is_header or (bool(texts) and sum(alike) >= 0.6 * len(texts) and len(texts) > 1)


def _columns(grid: Grid, table: Table) -> list[int]:
    """Return for each cell of the widest row form the cell of a row in this table, -1 where it has none."""
    full = max(grid.rows, key=lambda row: len(row.cells), default=None)
    if full is None:
        return []
    widths = [len(row.cells) for row in table.rows]
    if max(widths) == len(full.cells) and grid_likeness(grid, table) >= 0.8:
        return list(range(len(full.cells)))
    heads = [row for row in table.rows[:_HEADER_ROWS] if _is_header(row, grid)] or list(table.rows[:1])
    headers = [[_text(cell) for cell in row.cells] for row in heads]
    names = grid.headers[: len(full.cells)]
    found: list[int] = []
    for place, name in enumerate(names):
        best = max(
            ((similarity(name, text), -column) for row in headers for column, text in enumerate(row) if text),
            default=(0.0, 0),
        )
        found.append(-best[1] if best[0] >= 0.6 else (place if len(headers[0]) == len(full.cells) else -1))
    return found if len(found) == len(full.cells) else list(range(len(full.cells)))


def _read_row(read: GridRead, grid: Grid, row: Row, columns: Sequence[int], matcher: Matcher) -> None:
    shapes = [one for one in grid.rows if len(one.cells) == len(row.cells)]
    full = max(grid.rows, key=lambda one: len(one.cells), default=None)
    group = next((one for one in grid.rows if full is not None and len(one.cells) < len(full.cells)), None)
    filled = [cell for cell in row.cells if _text(cell)]
    is_task = _COUNTED.fullmatch(_text(row.cells[0])) is not None
    if group is not None and len(filled) <= len(group.cells) < len(row.cells) and not is_task:
        shapes = [group]
    if shapes and shapes[0] is group:
        cells = row.cells if len(row.cells) == len(group.cells) else filled[: len(group.cells)]
        place = len(group.cells) - len(cells)
        _values(
            read, grid, group, [(place + i, cell) for i, cell in enumerate(cells)], matcher, is_group=True
        )
        return
    fixed = next((one for one in grid.fixed if len(one.cells) == len(row.cells)), None)
    if _text(row.cells[0]).lower().startswith("tổng") and (fixed or not shapes):
        _all_at(read, row, f"{grid.path}.total")
    elif full is None or (not shapes and -1 in columns and len(row.cells) < 2):
        _unread(read, row)
    else:
        pairs = [(i, row.cells[column]) for i, column in enumerate(columns) if 0 <= column < len(row.cells)]
        _values(read, grid, full, pairs, matcher)
        used = {id(cell) for _, cell in pairs}
        for place, cell in enumerate(row.cells):
            if id(cell) in used:
                continue
            if place == 0 and _is_number(cell):
                path = f"{grid.path}[{len(read.rows) - 1}].number"
                read.places |= {one.number: path for one in written_paragraphs(cell.blocks)}
            else:
                read.unread += [one.number for one in written_paragraphs(cell.blocks)]


def _values(  # noqa: PLR0913 - one row of one table
    read: GridRead,
    grid: Grid,
    form: GridRow,
    cells: Sequence[tuple[int, Cell]],
    matcher: Matcher,
    *,
    is_group: bool = False,
) -> None:
    made: dict[str, str] = {"is_group": "yes"} if is_group else {}
    row = len(read.rows)
    for place, cell in cells:
        pieces = form.cells[place]
        slot = Slot(1000 * grid.key + 20 * len(form.cells) + place, pieces)
        path = (
            f"{grid.path}[{row}].{slot.gaps[0].path.rpartition('.')[2]}"
            if slot.gaps
            else f"{grid.path}[{row}]"
        )
        read.places |= {one.number: path for one in written_paragraphs(cell.blocks)}
        line = _cell_line(cell)
        if line is None or not slot.gaps:
            continue
        found = matcher.match(slot, line)
        if found.cost >= NO_MATCH:
            made[_name(slot.gaps[0])] = line.marked(0, len(line.text), bold=slot.gaps[0].bold)
        for gap, start, end in found.values:
            text = marked_text(line.text[start:end], line.looks[start:end], bold=gap.bold, italic=gap.italic)
            made.setdefault(_name(gap), text)
    read.rows.append(made)


def _name(gap: Gap) -> str:
    return gap.path.rpartition(".")[2]


def _cell_line(cell: Cell) -> Line | None:
    """Return the paragraphs of a cell as one line, their numbers kept in the text."""
    lines = [line for one in written_paragraphs(cell.blocks) if (line := line_of(one))]
    if not lines:
        return None
    text = " ".join(line.whole for line in lines)
    looks: list[tuple[bool, bool]] = []
    for line in lines:
        looks += [*line.whole_looks, (False, False)]
    return Line(tuple(s for line in lines for s in line.sources), text, tuple(looks[: len(text)]))


def _is_number(cell: Cell) -> bool:
    """Tell whether a cell holds a number of any level alone: what the type prints there is counted."""
    line = _cell_line(cell)
    return line is not None and _NUMBER.fullmatch(line.text) is not None


def _all_at(read: GridRead, row: Row, path: str) -> None:
    read.places |= {one.number: path for cell in row.cells for one in written_paragraphs(cell.blocks)}


def _unread(read: GridRead, row: Row) -> None:
    read.unread += [one.number for cell in row.cells for one in written_paragraphs(cell.blocks)]


def _text(cell: Cell) -> str:
    return " ".join(one.text.strip() for one in written_paragraphs(cell.blocks)).strip()
