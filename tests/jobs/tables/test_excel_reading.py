"""An .xlsx as Excel writes it: what is kept otherwise than it is seen, merged and hidden cells, rows without anything."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from service.jobs.tables import Sheet, open_table
from service.jobs.tables.cells import Flaw, Percent, TimeOfDay
from tests.jobs.tables.faulty import with_strings

SHEET = "xl/worksheets/sheet1.xml"


def sheets_of(book: openpyxl.Workbook, **parts: tuple[bytes, bytes]) -> list[Sheet]:
    """Save and open a workbook; `parts` are replacements in its XML: part -> (old, new)."""
    store = io.BytesIO()
    book.save(store)
    return open_table(
        changed(store, {SHEET if name == "sheet" else f"xl/{name}.xml": pair for name, pair in parts.items()})
    )


def changed(store: io.BytesIO, parts: dict[str, tuple[bytes, bytes]]) -> io.BytesIO:
    result = io.BytesIO()
    with zipfile.ZipFile(store) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name in parts:
                assert parts[name][0] in data
                data = data.replace(*parts[name])
            target.writestr(name, data)
    return result


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.Workbook()


def first(book: openpyxl.Workbook) -> Worksheet:
    assert isinstance(book.active, Worksheet)
    return book.active


def values(sheets: list[Sheet]) -> list[list[Any]]:
    return [row.values for row in sheets[0].rows()]


def test_each_kind_of_cell_is_read_as_it_is_seen(book: openpyxl.Workbook) -> None:
    sheet = first(book)
    cells: list[Any] = ["Ba Tơ", 5, 90.1, True, datetime(2026, 3, 5), 0.85, 0.354166667, "#N/A", "=A1", 2.0]  # noqa: DTZ001 - Excel has no zones
    sheet.append(cells)
    sheet["F1"].number_format = "0%"
    sheet["G1"].number_format = "h:mm"
    found = values(sheets_of(book))[0]
    assert found[:7] == [
        "Ba Tơ",
        5,
        Decimal("90.1"),
        True,
        date(2026, 3, 5),
        Percent(Decimal("0.85")),
        TimeOfDay("08:30"),
    ]
    assert isinstance(found[7], Flaw)
    assert found[7].code == "excel_error"
    assert isinstance(found[8], Flaw)
    assert found[8].code == "formula_without_value"
    assert found[9] == 2


def test_a_formula_counts_by_its_last_value(book: openpyxl.Workbook) -> None:
    first(book).append(["=1+1", '="xã "&"Ba Tơ"'])
    found = sheets_of(book, sheet=(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    assert values(found)[0][0] == 2


def test_numbers_have_the_digits_that_excel_shows(book: openpyxl.Workbook) -> None:
    first(book).append([1, 0.1 + 0.2])
    found = sheets_of(book, sheet=(b"<v>1</v>", b"<v>90.099999999999994</v>"))
    assert values(found) == [[Decimal("90.1"), Decimal("0.3")]]


def test_days_of_a_workbook_that_counts_from_1904(book: openpyxl.Workbook) -> None:
    first(book)["A1"] = 44624
    first(book)["A1"].number_format = "dd/mm/yyyy"
    found = sheets_of(book, workbook=(b"<workbookPr/>", b'<workbookPr date1904="1"/>'))
    assert values(found) == [[date(2026, 3, 5)]]


def test_shared_texts_are_whole_without_reading_aids_and_escapes(book: openpyxl.Workbook) -> None:
    first(book).append([1, 0, 2, 9])
    store = io.BytesIO()
    book.save(store)
    items = (
        b'<si><t xml:space="preserve"> a </t></si>'
        b'<si><r><t>B\xc3\xac</t></r><r><rPr><b/></rPr><t>nh</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
        b"<si><t>m_x000D_\nh</t></si></sst>"
    )
    found = values(open_table(io.BytesIO(with_strings(store.getvalue(), items))))
    assert found == [["Bình", " a ", "m\r\nh"]]


def test_rich_text_is_one_text(book: openpyxl.Workbook) -> None:
    first(book)["A1"] = CellRichText("xã ", TextBlock(InlineFont(b=True), "Ba Tơ"))
    assert values(sheets_of(book)) == [["xã Ba Tơ"]]


def test_a_cell_merged_downwards_gives_its_value_to_every_row(book: openpyxl.Workbook) -> None:
    sheet = first(book)
    for line in range(1, 5):
        sheet.append([f"dòng {line}", "tỉnh Quảng Ngãi" if line == 2 else None])
    sheet.merge_cells("B2:B4")
    rows = list(sheets_of(book)[0].rows())
    assert [row.values[1] if len(row.values) > 1 else None for row in rows] == [
        None,
        *["tỉnh Quảng Ngãi"] * 3,
    ]
    assert [dict(row.anchors) for row in rows] == [{}, {}, {1: 2}, {1: 2}]


def test_a_cell_merged_sideways_gives_its_value_to_its_own_column_only(book: openpyxl.Workbook) -> None:
    first(book).append(["a", None, "c"])
    first(book).merge_cells("A1:B1")
    assert values(sheets_of(book)) == [["a", None, "c"]]


def test_hidden_rows_columns_and_sheets_are_known(book: openpyxl.Workbook) -> None:
    sheet = first(book)
    for line in range(3):
        sheet.append([line, "x", "y"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("ẩn").sheet_state = "hidden"
    found = sheets_of(book)
    assert [row.is_hidden for row in found[0].rows()] == [False, True, False]
    assert found[0].hidden_columns == {1}
    assert [one.is_hidden for one in found] == [False, True]


def test_rows_behind_the_content_are_not_read(book: openpyxl.Workbook) -> None:
    first(book).append(["Mã đơn vị"])
    first(book).append(["21484"])
    tail = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 60_000)
    )
    found = sheets_of(book, sheet=(b"</sheetData>", tail + b"</sheetData>"))
    assert [row.number for row in found[0].rows()] == [1, 2]


def test_content_behind_a_long_gap_is_found(book: openpyxl.Workbook) -> None:
    first(book)["A1"] = "đầu"
    first(book)["A70000"] = "cuối"
    assert [(row.number, row.values) for row in sheets_of(book)[0].rows()] == [
        (1, ["đầu"]),
        (70_000, ["cuối"]),
    ]


def test_a_dimension_that_promises_a_million_rows_costs_nothing(book: openpyxl.Workbook) -> None:
    first(book)["A1"] = "a"
    found = sheets_of(book, sheet=(b'<dimension ref="A1:A1"', b'<dimension ref="A1:XFD1048576"'))
    assert values(found) == [["a"]]


def test_rows_and_cells_without_their_addresses_are_counted(book: openpyxl.Workbook) -> None:
    first(book).append([1, 2])
    first(book).append([3, 4])
    store = io.BytesIO()
    book.save(store)
    bare = changed(store, {SHEET: (b' r="1"', b"")})
    bare = changed(bare, {SHEET: (b' r="2"', b"")})
    for address in (b"A1", b"B1", b"A2", b"B2"):
        bare = changed(bare, {SHEET: (b' r="' + address + b'"', b"")})
    assert [(row.number, row.values) for row in open_table(bare)[0].rows()] == [(1, [1, 2]), (2, [3, 4])]


def test_a_sheet_can_be_read_again(book: openpyxl.Workbook) -> None:
    first(book).append(["a"])
    found = sheets_of(book)
    assert values(found) == values(found) == [["a"]]
