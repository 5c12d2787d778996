"""Writes the workbook that a clerk fills in: headings with notes, lists to choose from, formats, an example, units.

Line 1 holds the headings, line 2 (hidden) the technical names by which a renamed heading is still known, line 3 the
example, then one line for each unit. Nothing is protected.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.domain.refusal import Refused
from service.domain.text import quoted
from service.domain.units import PROVINCE_KINDS, Unit, name_key, split_kind
from service.errors import ServiceError, UnreadableInput
from service.jobs.tables.cells import column_letters, shown
from service.jobs.tables.columns import (
    GUIDE_SHEET,
    LISTS_SHEET,
    MAIN_SHEET,
    ORDER,
    UNIT_CODE,
    UNIT_NAME,
    UNIT_PROVINCE,
    Column,
    Group,
    layout,
)
from service.jobs.tables.guide import GUIDE
from service.jobs.tables.rows import EXAMPLE

FIRST_LINE = 3
_LAST_LINE = 20_000
_EXAMPLE_LENGTH = 300
_UNIT_WIDTHS = {ORDER: 8, UNIT_CODE: 13, UNIT_NAME: 28, UNIT_PROVINCE: 24}
_HEADING = PatternFill("solid", fgColor="FF1F4E79")
_OPTIONAL = PatternFill("solid", fgColor="FF5B7FA6")
_EXAMPLE = PatternFill("solid", fgColor="FFF2F2F2")
_EXAMPLE_FONT = Font(italic=True, color="FF7F7F7F")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEADING_LOOK = Alignment(wrap_text=True, vertical="center", horizontal="center")


def write_template(catalogue: Catalogue, document_type: DocumentType, *, units: Sequence[Unit] = ()) -> bytes:
    """Return the workbook of a type with the units already filled in."""
    shape = layout(document_type)
    sample = _sample(catalogue, document_type)
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - a new workbook has one sheet
    first.title = MAIN_SHEET
    lists = _Lists(book.create_sheet(LISTS_SHEET))
    _write_sheet(first, (*shape.unit, *shape.columns), _main_example(shape.columns, sample), lists)
    for place, unit in enumerate(units, start=1):
        _write_unit(first, FIRST_LINE + place, place, unit)
    for name, group in shape.groups.items():
        columns = (*shape.unit, *group.columns)
        _write_sheet(book.create_sheet(name), columns, _group_example(group, sample), lists)
    _write_guide(book.create_sheet(GUIDE_SHEET))
    book.move_sheet(LISTS_SHEET, offset=len(book.sheetnames))
    lists.sheet.sheet_state = "hidden"
    store = io.BytesIO()
    book.save(store)
    return store.getvalue()


def units_below(place: str) -> tuple[Unit, ...]:
    """Return the units below a province (or another unit), by its code, id or name, in the order of the data.

    Raises UnreadableInput (``province_unknown``) where there is none.
    """
    index = reference.unit_index()
    key = name_key(split_kind(place)[1])
    parents = [one for one in index.units if place in {one.id, one.code} and one.valid_to is None]
    parents += [one for one in index.units if one.id == place]
    parents += [one for one in index.units if one.kind in PROVINCE_KINDS and name_key(one.name) == key]
    for parent in parents:
        found = tuple(unit for unit in index.units if unit.parent_id == parent.id)
        if found:
            return found
    raise UnreadableInput(
        f"Không có tỉnh, thành phố {quoted(place)}. Ghi mã hai chữ số (ví dụ 51) hoặc tên tỉnh.",
        code="province_unknown",
    )


class _Lists:
    """The hidden sheet of choices: one column for each list, whichever columns use it."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._known: dict[tuple[str, ...], str] = {}

    def range_of(self, choices: Iterable[str]) -> str:
        """Return the reference of a list of choices."""
        listed = tuple(choices)
        if listed not in self._known:
            place = len(self._known)
            for line, words in enumerate(listed, start=1):
                self.sheet.cell(line, place + 1, words)
            letters = column_letters(place)
            self._known[listed] = f"'{LISTS_SHEET}'!${letters}$1:${letters}${len(listed)}"
        return self._known[listed]


def _write_sheet(
    sheet: Worksheet, columns: Sequence[Column], example: Mapping[str, Any], lists: _Lists
) -> None:
    for place, column in enumerate(columns):
        letters = column_letters(place)
        _write_heading(sheet, place, column)
        dimension = sheet.column_dimensions[letters]
        dimension.width = _UNIT_WIDTHS.get(column.path, column.kind.width)
        dimension.number_format = column.kind.number_format
        _write_example(sheet, place, column, example.get(column.path))
        choices = _choices(column)
        if choices:
            rule = DataValidation(type="list", formula1=lists.range_of(choices), allow_blank=True)
            rule.showErrorMessage = True
            rule.errorTitle, rule.error = "Chưa đúng", "Hãy chọn trong danh sách."
            rule.add(f"{letters}{FIRST_LINE}:{letters}{_LAST_LINE}")
            sheet.add_data_validation(rule)
    sheet.row_dimensions[1].height = 48
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[FIRST_LINE].height = 45
    sheet.freeze_panes = "E3"


def _choices(column: Column) -> list[str]:
    if column.kind.name == "boolean":
        return ["Có", "Không"]
    if column.path == UNIT_PROVINCE:
        return [unit.full_name for unit in reference.units() if _is_province_of_today(unit)]
    return [words or str(key) for key, words in column.choices.items()]


def _is_province_of_today(unit: Unit) -> bool:
    return unit.kind in PROVINCE_KINDS and unit.valid_to is None


def _write_heading(sheet: Worksheet, place: int, column: Column) -> None:
    star = " *" if column.is_required else ""
    cell = sheet.cell(1, place + 1, f"{column.title}{star}")
    cell.font = Font(bold=True, color="FFFFFFFF")
    cell.fill = _HEADING if column.is_required or column.path in _UNIT_WIDTHS else _OPTIONAL
    cell.alignment = _HEADING_LOOK
    needed = " Bắt buộc, nếu dữ liệu chung chưa có." if column.is_required else ""
    if column.note or needed:
        note = Comment(f"{column.note}{needed}".strip(), "Cách ghi")
        note.width, note.height = 320, 110
        cell.comment = note
    sheet.cell(2, place + 1, column.path)


def _write_example(sheet: Worksheet, place: int, column: Column, value: Any) -> None:
    cell = sheet.cell(FIRST_LINE, place + 1)
    if isinstance(value, str):
        value = value if len(value) <= _EXAMPLE_LENGTH else f"{value[:_EXAMPLE_LENGTH]}…"
    cell.value = value
    cell.number_format = column.kind.number_format
    cell.fill, cell.font, cell.alignment = _EXAMPLE, _EXAMPLE_FONT, _WRAPPED


def _write_unit(sheet: Worksheet, line: int, place: int, unit: Unit) -> None:
    parent = reference.unit(unit.province_code) if unit.valid_to is None else _parent(unit)
    values: tuple[int | str, ...] = (place, unit.id, unit.full_name, parent.full_name)
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(line, column)
        cell.value = value
        cell.number_format = "0" if column == 1 else "@"


def _parent(unit: Unit) -> Unit:
    return reference.unit_index().unit(unit.province_code, unit.valid_to)


def _write_guide(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 110
    for line, words in enumerate(GUIDE, start=1):
        cell = sheet.cell(line, 1, words)
        cell.alignment = _WRAPPED
        cell.font = Font(bold=line == 1)


def _sample(catalogue: Catalogue, document_type: DocumentType) -> Mapping[str, Any]:
    """Return the full sample of a type as the source of the example, nothing for a type without one."""
    try:
        return catalogue.sample(document_type.slug)
    except ServiceError:
        return {}


def _unit_example(sample: Mapping[str, Any]) -> dict[str, Any]:
    try:
        unit = reference.office(str(sample.get("office", ""))).unit
        province = reference.unit(unit.province_code)
    except Refused:
        return {ORDER: EXAMPLE}
    return {
        ORDER: EXAMPLE,
        UNIT_CODE: unit.id,
        UNIT_NAME: unit.full_name,
        UNIT_PROVINCE: province.full_name,
    }


def _main_example(columns: Iterable[Column], sample: Mapping[str, Any]) -> dict[str, Any]:
    return {**_unit_example(sample), **_shown(columns, sample)}


def _group_example(group: Group, sample: Mapping[str, Any]) -> dict[str, Any]:
    """Return the first item of a list, the first of the list inside it, and so on, as one row."""
    values = _unit_example(sample)
    place: Any = sample
    for step in group.steps:
        place = place.get(step) if isinstance(place, Mapping) else None
    for level in group.levels:
        items = place.get(level.name) if isinstance(place, Mapping) else None
        place = items[0] if items else {}
        values.update(_shown(level.columns, place))
    return values


def _shown(columns: Iterable[Column], source: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for column in columns:
        value: Any = source
        for step in column.steps:
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is not None:
            found[column.path] = _cell_value(column, value)
    return found


def _cell_value(column: Column, value: Any) -> Any:
    try:
        return column.kind.show(value, column)
    except (Refused, KeyError, TypeError):
        return shown(str(value))
