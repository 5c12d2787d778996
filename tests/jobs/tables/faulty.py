"""Builds tables with cells as Excel leaves them, and the table of faulty cells with what each must say."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from service import reference
from service.domain.units import Unit

CASES = Path(__file__).parents[2] / "cases" / "jobs_faulty_cells.yaml"
MAIN = ("unit.code", "unit.name", "unit.province")
DAY = date(2026, 2, 1)


class Expected(NamedTuple):
    """What the check must say of one cell."""

    sheet: str
    cell: str
    code: str
    says: str


@dataclass
class Book:
    """A workbook under construction; columns are technical names."""

    columns: tuple[str, ...]
    title: str = "Đơn vị"

    def __post_init__(self) -> None:
        self.book = Workbook()
        assert isinstance(self.book.active, Worksheet)
        self.sheet = self.book.active
        self.sheet.title = self.title
        self.sheet.append(list(self.columns))

    def add(
        self, cells: Mapping[str, Any], sheet: Worksheet | None = None, columns: tuple[str, ...] = ()
    ) -> int:
        """Write one row; return its number."""
        target = sheet or self.sheet
        line = target.max_row + 1
        for place, name in enumerate(columns or self.columns, start=1):
            put(target.cell(line, place), cells.get(name))
        return line

    def file(self) -> io.BytesIO:
        """Return the workbook as a file."""
        store = io.BytesIO()
        self.book.save(store)
        return store


def put(cell: Any, value: Any) -> None:
    """Write a value, or what Excel has made of one."""
    if not isinstance(value, Mapping):
        cell.value = value
        return
    ((kind, content),) = value.items()
    cell.value = content
    if kind == "percent":
        cell.number_format = "0.0%"
    if kind == "error":
        cell.data_type = "e"


def with_strings(content: bytes, items: bytes) -> bytes:
    """Return a workbook whose numbers are places in a table of shared texts, as Excel keeps texts; `items` are its XML."""
    relation = b'<Relationship Id="rIdTexts" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    store = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name).replace(b't="n"', b't="s"')
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", relation)
            target.writestr(name, data)
        target.writestr("xl/sharedStrings.xml", b"<sst>" + items)
    return store.getvalue()


def communes(count: int | None = None) -> list[Unit]:
    """Return communes of today."""
    return [unit for unit in reference.units_on(DAY) if unit.parent_id][:count]


def cases() -> list[dict[str, Any]]:
    return yaml.safe_load(CASES.read_text(encoding="utf-8"))
