"""What is only known when the document is there: columns of tables with looped cells, ids of drawings.

docxtpl does both for every document. Here a template is asked once whether it can need them; most never do.
A table whose rows always have the same cells is put right when the template is compiled.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from jinja2 import nodes
from lxml import etree

from service.rendering.wordml import WP, W, own_text

FollowUp = Callable[[str], str]

_TAG = re.compile(
    r'<(/?)w:(tbl|tr|tc)(?: [^>]*)?>|<w:(gridSpan) w:val="(\d+)"/>|<w:tblGrid>(.*?)</w:tblGrid>|<w:tblGrid/>',
    re.DOTALL,
)
_COLUMN_WIDTH = re.compile(r'<w:gridCol(?: w:w="(\d+)")?[^>]*/>')
_DRAWING_ID = re.compile(r'(<wp:docPr [^>]*?\bid=")[^"]*')
_CELL_MARKS = re.compile(r"\{[%{]-?tc\s|\{%\s*(?:colspan|hm)\b")
_ROW_MARK = re.compile(r"\{[%{#]-?tr\s+(\w*)")
_DEPTH = {"for": 1, "if": 1, "endfor": -1, "endif": -1}
_FIRST_DRAWING_ID = 1001


def fit_widths(widths: Sequence[int], most_cells: int, most_columns: int) -> list[int]:
    """Return the widths of a grid for rows of up to `most_cells` cells over up to `most_columns` columns.

    The width of the table stays the same, in twips: columns are narrowed to make room, or widened when some
    go.

    >>> fit_widths([100, 200], 3, 3)
    [66, 133, 100]
    >>> fit_widths([100, 100, 100], 2, 2)
    [150, 150]
    """
    fitted = list(widths)
    missing = most_cells - len(fitted)
    total = sum(fitted)
    if missing > 0 and total > 0:
        new_average, old_average = total / (len(fitted) + missing), total / len(fitted)
        fitted = [int(width * new_average / old_average) for width in fitted] + [int(new_average)] * missing
    surplus = len(fitted) - most_columns
    if surplus > 0:
        left, removed = fitted[:-surplus], sum(fitted[-surplus:])
        extra = int(removed / len(left)) if left else 0
        fitted = [width + extra for width in left]
    return fitted


def settle(root: etree._Element) -> bool:
    """Put right the grids of tables whose columns no value can change; return whether there are others."""
    settled = [_is_settled(table) for table in root.iter(f"{W}tbl")]
    return not all(settled)


def _is_settled(table: etree._Element) -> bool:
    rows = list(_rows(table))
    if any(_has_cell_marks(row) for row, _ in rows):
        return False
    grid = table.find(f"{W}tblGrid")
    if grid is None or not rows:
        return True
    always = {_size(row) for row, is_always in rows if is_always}
    sizes = {_size(row) for row, _ in rows}
    widest = max(columns for _, columns in sizes)
    has_full_row = any(columns == widest for _, columns in always)
    if not (has_full_row or all(columns == widest for _, columns in sizes)):
        return False
    _fit(grid, max(cells for cells, _ in sizes), widest)
    return True


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Rows that may be printed, each with whether it always is: outside of all {%tr %} blocks."""
    depth = 0
    for row in table.iterchildren(f"{W}tr"):
        marks = _ROW_MARK.findall(_text(row))
        depth += sum(_DEPTH.get(keyword, 0) for keyword in marks)
        if not marks:
            yield row, depth == 0


def _fit(grid: etree._Element, most_cells: int, most_columns: int) -> None:
    widths = [int(float(column.get(f"{W}w") or 0)) for column in grid]
    fitted = fit_widths(widths, most_cells, most_columns)
    if fitted != widths:
        for column in list(grid):
            grid.remove(column)
        for width in fitted:
            etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(width))


def _size(row: etree._Element) -> tuple[int, int]:
    cells = list(row.iterchildren(f"{W}tc"))
    return len(cells), sum(_span(cell) for cell in cells)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "1" if span is None else str(span.get(f"{W}val"))
    return int(value) if value.isdigit() else 1


def _has_cell_marks(row: etree._Element) -> bool:
    spans = row.findall(f"{W}tc/{W}tcPr/{W}gridSpan")
    return bool(_CELL_MARKS.search(_text(row))) or any("{" in str(span.get(f"{W}val")) for span in spans)


def _text(row: etree._Element) -> str:
    return " ".join(own_text(paragraph) for paragraph in row.iterfind(f"{W}tc/{W}p"))


def follow_up(tree: nodes.Template, *, open_grids: bool) -> FollowUp:
    """Return what has to be done to a rendered part: nothing for most templates."""
    repeats_drawings = any(
        "<wp:docPr " in piece.data
        for loop in tree.find_all(nodes.For)
        for piece in loop.find_all(nodes.TemplateData)
    )
    steps = [
        step for needed, step in ((open_grids, fit_grids), (repeats_drawings, number_drawings)) if needed
    ]
    return _chain(steps)


def _chain(steps: Sequence[FollowUp]) -> FollowUp:
    if not steps:
        return str
    if len(steps) == 1:
        return steps[0]
    return lambda xml: steps[1](steps[0](xml))


def number_drawings(xml: str) -> str:
    """Return `xml` with the drawings numbered anew: a loop repeats an id, and Word calls the file damaged."""
    numbers = count(_FIRST_DRAWING_ID)
    return _DRAWING_ID.sub(lambda match: match.group(1) + str(next(numbers)), xml)


def renumber_drawings(root: etree._Element) -> None:
    """The same for a part that is not yet text."""
    for number, drawing in enumerate(root.iter(f"{WP}docPr"), start=_FIRST_DRAWING_ID):
        drawing.set("id", str(number))


class _Table:
    """A table on the way through the text: where its grid stands and how wide its rows are."""

    def __init__(self) -> None:
        self.grid: re.Match[str] | None = None
        self.cells = self.columns = self.most_cells = self.most_columns = 0

    def end_row(self) -> None:
        self.most_cells = max(self.most_cells, self.cells)
        self.most_columns = max(self.most_columns, self.columns)
        self.cells = self.columns = 0


def fit_grids(xml: str) -> str:
    """Return `xml` with each table's grid as wide as its own rows (not those of a table in a cell)."""
    found: list[_Table] = []
    open_tables: list[_Table] = []
    for match in _TAG.finditer(xml):
        closing, name, span, value, grid = match.groups()
        if name == "tbl":
            _at_table(closing, open_tables, found)
        elif not open_tables:
            continue
        elif name == "tr" and closing:
            open_tables[-1].end_row()
        elif name == "tc" and not closing:
            open_tables[-1].cells += 1
            open_tables[-1].columns += 1
        elif span:
            open_tables[-1].columns += int(value) - 1
        elif grid is not None:
            open_tables[-1].grid = match
    return _with_grids(xml, found)


def _at_table(closing: str, open_tables: list[_Table], found: list[_Table]) -> None:
    if closing:
        open_tables.pop()
    else:
        open_tables.append(_Table())
        found.append(open_tables[-1])


def _with_grids(xml: str, tables: Sequence[_Table]) -> str:
    pieces: list[str] = []
    position = 0
    for table in tables:
        if table.grid is None:
            continue
        widths = [int(width or 0) for width in _COLUMN_WIDTH.findall(table.grid.group())]
        fitted = fit_widths(widths, table.most_cells, table.most_columns)
        if fitted != widths:
            columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in fitted)
            pieces += [xml[position : table.grid.start()], f"<w:tblGrid>{columns}</w:tblGrid>"]
            position = table.grid.end()
    return "".join([*pieces, xml[position:]])
