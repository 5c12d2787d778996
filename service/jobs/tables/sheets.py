"""Which sheet of a file is the table of units, and which are groups."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.doctypes.definition import DocumentType
from service.domain.text import fold
from service.jobs.tables.cells import CellError, Sheet
from service.jobs.tables.columns import (
    FAULTS_SHEET,
    GUIDE_SHEET,
    LISTS_SHEET,
    MAIN_SHEET,
    UNIT_CODE,
    UNIT_COLUMNS,
    UNIT_NAME,
    Group,
    Layout,
    layout,
)
from service.jobs.tables.group_rows import GroupSheet
from service.jobs.tables.headings import Header, Headings
from service.jobs.tables.rows import SheetTable

_NOT_TABLES = frozenset({fold(name) for name in (LISTS_SHEET, FAULTS_SHEET, GUIDE_SHEET)})


@dataclass(slots=True)
class Tables:
    """The table of units (None where there is none), the groups, and what is wrong with sheets and headings."""

    main: SheetTable | None = None
    groups: list[GroupSheet] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unread_sheets: list[str] = field(default_factory=list)


def tables_of(document_type: DocumentType, sheets: Sequence[Sheet]) -> Tables:
    """Return the tables of a file; faults of headings are in `errors`, nothing is raised."""
    shape = layout(document_type)
    tables = Tables()
    rest = [sheet for sheet in sheets if fold(sheet.name) not in _NOT_TABLES]
    rest = _take_groups(tables, shape, rest)
    rest.sort(key=lambda sheet: (fold(sheet.name) != fold(MAIN_SHEET), sheet.is_hidden))
    headings = Headings((*shape.unit, *shape.columns), shape.wholes)
    for sheet in rest:
        header = headings.header(sheet) if tables.main is None else None
        if header is not None:
            tables.main = SheetTable(sheet, header)
            tables.errors += header.errors
        elif next(sheet.rows(), None) is not None:  # a hidden one too: its units are missed by nobody else
            tables.unread_sheets.append(sheet.name)
    tables.errors += _missing(tables)
    return tables


def _take_groups(tables: Tables, shape: Layout, sheets: Sequence[Sheet]) -> list[Sheet]:
    """Take out the sheets of groups: known by their names, or by the technical names of their columns."""
    rest = []
    by_name = {fold(name): group for name, group in shape.groups.items()}
    for sheet in sheets:
        named = by_name.get(fold(sheet.name)) if sheet.name else None
        group = named or _by_columns(sheet, shape)
        header = _group_header(sheet, group) if group else None
        if group is None or header is None:
            rest.append(sheet)
            continue
        tables.groups.append(GroupSheet(group, SheetTable(sheet, header)))
        tables.errors += header.errors
        if header.place_of(UNIT_CODE) is None and header.place_of(UNIT_NAME) is None:
            tables.errors.append(_no_unit_column(sheet, header))
    return rest


def _by_columns(sheet: Sheet, shape: Layout) -> Group | None:
    """Return the group whose technical names stand in the first lines of a sheet."""
    for line, row in zip(range(3), sheet.rows(), strict=False):
        words = [value for value in row.values if isinstance(value, str) and "[]" in value]
        found = [
            group for group in shape.groups.values() if any(w.startswith(f"{group.path}[]") for w in words)
        ]
        if found and line < 3:
            return found[0]
    return None


def _group_header(sheet: Sheet, group: Group) -> Header | None:
    return Headings((*UNIT_COLUMNS, *group.columns)).header(sheet)


def _missing(tables: Tables) -> list[CellError]:
    if tables.main is None:
        message = (
            "Không tìm thấy dòng tiêu đề. Bảng cần có cột “Mã đơn vị” hoặc “Đơn vị” ở một trong 20 dòng đầu; lấy bảng"
            " mẫu bằng lệnh batches template."
        )
        return [CellError("", "header_missing", message)]
    header = tables.main.header
    if header.place_of(UNIT_CODE) is None and header.place_of(UNIT_NAME) is None:
        return [_no_unit_column(tables.main.sheet, header)]
    return []


def _no_unit_column(sheet: Sheet, header: Header) -> CellError:
    message = "Bảng chưa có cột “Mã đơn vị” hoặc “Đơn vị”. Hãy thêm một trong hai cột."
    return CellError(UNIT_CODE, "unit_column_missing", message, sheet.name, sheet.address(header.line, 0))
