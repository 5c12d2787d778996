"""One list of one document (the tasks of a plan) as rows: pasted from a spreadsheet, taken in from .xlsx, given out.

The columns are those of the type's table, without the units.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from service.doctypes.definition import DocumentType
from service.domain.refusal import Refused
from service.domain.text import fold
from service.errors import UnreadableInput
from service.jobs.tables.cells import CellError, column_letters, shown
from service.jobs.tables.columns import Column, Group, Level, layout
from service.jobs.tables.drafting import Draft
from service.jobs.tables.group_items import BEGINS
from service.jobs.tables.groups import put_group
from service.jobs.tables.headings import Headings
from service.jobs.tables.kinds import Roles
from service.jobs.tables.opening import open_table
from service.jobs.tables.rows import SheetTable

MOST_ROWS = 2_000
#: So many cells with the names of columns make a row one of headings, whatever else stands in it ("STT", "Ghi chú").
_FEWEST_HEADINGS = 2
#: What an item is called in other places: typed only where a heading asks for it.
_ASIDE = frozenset({"label", "short_title"})
_MARK = re.compile(r"\A\s*(?:[-–—+•*▪●]|[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]|[a-zđ]\))\s+")
_HEADING = PatternFill("solid", fgColor="FF1F4E79")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_NO_ROWS = (
    "Không tìm thấy dòng tiêu đề trong tệp. Tải bảng của danh sách này về để lấy đúng tiêu đề, rồi gửi lại."
)


def paragraphs_of(text: str) -> list[str]:
    r"""Return the paragraphs of a pasted text, without the marks and numbers that they began with.

    >>> paragraphs_of("1. Rà soát thủ tục\n\n- Tập huấn")
    ['Rà soát thủ tục', 'Tập huấn']
    """
    found = (_MARK.sub("", line).strip() for line in text.replace("\r", "").split("\n"))
    return [line for line in found if line][:MOST_ROWS]


def list_level(document_type: DocumentType, pattern: str) -> tuple[Group, Level] | None:
    """Return the group and the level of a list by its pattern (``content.criteria[].tasks``), None for no table."""
    for group in layout(document_type).groups.values():
        path = group.path
        for depth, level in enumerate(group.levels):
            path = f"{path}[].{level.name}" if depth else path
            if path == pattern:
                return group, level
    return None


class Pasted(NamedTuple):
    """The items of pasted rows, and the deadlines that are printed in other words than they stand in their cell."""

    items: list[dict[str, Any]]
    read_as: dict[str, str]


def pasted_items(level: Level, text: str, field: str, roles: Roles) -> Pasted:
    """Return an item for each row of cells; the first row may be headings, else the columns begin at `field`.

    A cell that cannot be read stays as its words, for the check to say what is wrong with it.
    """
    rows = [row for row in csv.reader(io.StringIO(text), delimiter="\t") if any(cell.strip() for cell in row)]
    named = _by_headings(level.columns, rows[0]) if rows else []
    if any(named):
        rows = rows[1:]
    else:
        columns = [one for one in level.columns if one.steps[-1] not in _ASIDE]
        start = next((at for at, one in enumerate(columns) if one.steps[0] == field), 0)
        named = list(columns[start:])
    read_as: dict[str, str] = {}
    return Pasted([_item(named, row, roles, read_as) for row in rows[:MOST_ROWS]], read_as)


def _by_headings(columns: Sequence[Column], row: Sequence[str]) -> list[Column | None]:
    """Return the columns that a row of headings names; no column at all where the row is no row of headings."""
    headings = Headings(columns)
    found = [headings.meant(cell) for cell in row]
    count = sum(one is not None for one in found)
    is_heading = count >= _FEWEST_HEADINGS or count == len([cell for cell in row if cell.strip()])
    return found if is_heading else []


def _item(
    columns: Sequence[Column | None], row: Sequence[str], roles: Roles, read_as: dict[str, str]
) -> dict[str, Any]:
    """Return the item of a row; notes in `read_as` what was made of a deadline that says less than is printed."""
    item: dict[str, Any] = {}
    for column, cell in zip(columns, row, strict=False):
        if column is None or not cell.strip():
            continue
        try:
            value = column.kind.read(cell.strip(), column, roles)
        except Refused:
            value = cell.strip()
        if column.kind.name == "deadline" and isinstance(value, Mapping):
            words = str(column.kind.show(value, column))
            if fold(words) != fold(cell.strip()):
                read_as[cell.strip()] = words
        place = item
        for step in column.steps[:-1]:
            place = place.setdefault(step, {})
        place[column.steps[-1]] = value
    return item


def read_list(
    group: Group, file: BinaryIO, envelope: Mapping[str, Any], roles: Roles
) -> tuple[dict[str, Any], list[CellError]]:
    """Return an input with the rows of a workbook in its list, and what of them could not be read.

    Raises UnreadableInput for a file that is no table, or has no headings of this list.
    """
    sheets = open_table(file)
    for sheet in sheets:
        header = Headings([*group.columns, BEGINS]).header(sheet)
        if header is None:
            continue
        rows = list(SheetTable(sheet, header).rows())[:MOST_ROWS]
        draft = Draft(envelope)
        faults = [*header.errors, *put_group(draft, group, rows, roles, is_own=True)]
        return draft.envelope, faults
    raise UnreadableInput(_NO_ROWS, code="header_missing")


def list_workbook(group: Group, envelope: Mapping[str, Any]) -> bytes:
    """Return a workbook with a row for each innermost item of a list; headings by which it can be taken in again."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one sheet
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", group.title)[:31].strip() or "Danh sách"
    rows = list(_rows(group, envelope))
    columns = (*group.columns, BEGINS) if any(BEGINS.path in values for values in rows) else group.columns
    for place, column in enumerate(columns):
        _write_heading(sheet, place, column)
    sheet.row_dimensions[2].hidden = True
    sheet.freeze_panes = "A3"
    for line, values in enumerate(rows, start=3):
        for place, column in enumerate(columns):
            cell = sheet.cell(line, place + 1, values.get(column.path))
            cell.number_format, cell.alignment = column.kind.number_format, _WRAPPED
    store = io.BytesIO()
    book.save(store)
    return store.getvalue()


def _write_heading(sheet: Worksheet, place: int, column: Column) -> None:
    cell = sheet.cell(1, place + 1, f"{column.title}{' *' if column.is_required else ''}")
    cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFFFF"), _HEADING, _WRAPPED
    sheet.cell(2, place + 1, column.path)
    sheet.column_dimensions[column_letters(place)].width = column.kind.width


def _rows(group: Group, envelope: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    holder: Any = envelope
    for step in group.steps:
        holder = holder.get(step) if isinstance(holder, Mapping) else None
    yield from _rows_of(group.levels, holder)


def _rows_of(levels: Sequence[Level], holder: Any, depth: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the rows below an object: what an outer item says stands in the first row of its inner ones only.

    Where it says nothing, or the same as the item above, its words do not show that it begins: `BEGINS` does.
    """
    items = holder.get(levels[0].name) if isinstance(holder, Mapping) else None
    above: dict[str, Any] | None = None
    for item in items if isinstance(items, list) else ():
        own = dict(_shown(levels[0].columns, item))
        inner = list(_rows_of(levels[1:], item, depth + 1)) if len(levels) > 1 else []
        is_unseen = bool(inner) and above is not None and (not own or own == above)
        first = {**own, **(inner[0] if inner else {})}
        if first:  # an item in which nothing is typed is none
            yield {**first, **({BEGINS.path: str(depth)} if is_unseen else {})}
            above = own
        yield from inner[1:]


def _shown(columns: Sequence[Column], item: Any) -> Iterator[tuple[str, Any]]:
    for column in columns:
        value = item
        for step in column.steps:
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is None:
            continue
        try:
            yield column.path, column.kind.show(value, column)
        except (Refused, KeyError, TypeError, AttributeError):
            yield column.path, shown(str(value))
