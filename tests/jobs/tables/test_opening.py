"""Files that are no table, or not one that can be read, each with its own advice."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from service.errors import UnreadableInput
from service.jobs.tables import open_table
from tests.jobs.tables.faulty import with_strings


def zipped(**parts: bytes) -> bytes:
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w") as target:
        for name, data in parts.items():
            target.writestr(name.replace("__", "/").replace("_x", ".x").replace("_b", ".b"), data)
    return store.getvalue()


def workbook() -> bytes:
    store = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "xã Ba Tơ"
    book.save(store)
    return store.getvalue()


def replaced(content: bytes, part: str, data: bytes) -> bytes:
    store = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, data if name == part else source.read(name))
    return store.getvalue()


def merged(*references: str, rows: int = 2) -> bytes:
    """A workbook with content in its first rows, and merged cells."""
    content = b"".join(b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (n, n) for n in range(1, rows + 1))
    names = "".join(f'<mergeCell ref="{one}"/>' for one in references).encode()
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + content
        + b"</sheetData><mergeCells>"
        + names
        + b"</mergeCells></worksheet>"
    )
    return replaced(workbook(), "xl/worksheets/sheet1.xml", sheet)


def with_format(code: str) -> bytes:
    """A workbook whose cells have a number format of their own."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        styles = package.read("xl/styles.xml")
    own = f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts'.encode()
    styles = styles.replace(b'<numFmts count="0" />', b"").replace(b"<fonts", own, 1)
    assert own in styles
    return replaced(workbook(), "xl/styles.xml", styles.replace(b'numFmtId="0"', b'numFmtId="164"'))


REFUSED = [
    ("Excel đời cũ", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "table_format", "đời cũ (.xls)"),
    ("PDF", b"%PDF-1.7\n", "table_format", "PDF"),
    ("ảnh", b"\x89PNG\r\n\x1a\n", "table_format", "ảnh"),
    ("trang web mang tên .xls", b"<html><table><tr><td>a</td></tr></table></html>", "table_format", "trang web"),
    ("LibreOffice", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "table_format", ".ods"),
    ("bảng nhị phân", zipped(xl__workbook_bin=b"x"), "table_format", ".xlsb"),
    ("văn bản Word", zipped(word__document_xml=b"<w/>"), "table_format", "không phải bảng Excel"),
    ("CSV mã Windows", "Mã đơn vị;Đơn vị\n21484;xã Ba Tơ\n".encode("utf-16"), "csv_not_utf8", "CSV UTF-8"),
    ("CSV mã VNI", b"Ma;Ten\n21484;x\xe3 Ba T\xf4\n", "csv_not_utf8", "CSV UTF-8"),
    ("rỗng", b"", "table_empty", "không có gì"),
    ("chỉ có dấu cách", b"\xef\xbb\xbf  \n", "table_empty", "không có gì"),
    ("JSON hỏng", b'[{"a": 1},', "json_broken", "JSON"),
    ("JSON không phải danh sách", b'{"a": 1}', "json_not_rows", "danh sách"),
    ("JSON có số trần", b"[1, 2]", "json_not_rows", "danh sách"),
    ("zip cụt", workbook()[:1500], "table_damaged", "hỏng"),
    ("định dạng số quá dài", with_format("[" * 256), "table_damaged", "hỏng"),
    ("cột gộp chồng nhau", merged(*["A1:A9000"] * 1_000, rows=3_000), "table_too_large", "quá lớn"),
    ("thẻ không có cuối", replaced(workbook(), "xl/worksheets/sheet1.xml", b"<row " + b"a" * 1_300_000), "table_damaged", "hỏng"),
    ("XML hỏng", replaced(workbook(), "xl/workbook.xml", b"<workbook><sheets>"), "table_damaged", "hỏng"),
    (
        "thực thể nổ",
        replaced(workbook(), "xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'),
        "table_damaged",
        "hỏng",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code", "advice"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_each_is_refused_with_its_own_advice(content: bytes, code: str, advice: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        open_table(io.BytesIO(content))
    assert refused.value.code == code
    assert advice in refused.value.message


BREAKS: dict[str, Callable[[], bytes]] = {
    "DOCTYPE trong trang": lambda: (
        b'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    ),
    "dòng không đóng": lambda: b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v>',
    "ô có chỉ số không phải số": lambda: (
        b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>x</v></c></row></sheetData></worksheet>'
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_damaged_sheet_is_refused_while_it_is_read(name: str) -> None:
    content = replaced(workbook(), "xl/worksheets/sheet1.xml", BREAKS[name]())
    with pytest.raises(UnreadableInput) as refused:
        list(open_table(io.BytesIO(content))[0].rows())
    assert refused.value.code == "table_damaged"


def test_a_part_that_grows_beyond_its_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.jobs.tables.excel_reading.MAX_SHEET_BYTES", 1_000_000)
    content = replaced(workbook(), "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 5_000_000)
    assert len(content) < 20_000
    with pytest.raises(UnreadableInput) as refused:
        open_table(io.BytesIO(content))
    assert refused.value.code == "table_too_large"


@pytest.mark.parametrize("limit", ["MAX_STRINGS", "MAX_STRINGS_BYTES"])
def test_texts_beyond_their_limit_are_refused(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"service.jobs.tables.excel_reading.{limit}", 900)
    content = with_strings(workbook(), b"<si><t>a</t></si>" * 1000)
    with pytest.raises(UnreadableInput) as refused:
        open_table(io.BytesIO(content))
    assert refused.value.code == "table_too_large"


def test_one_row_with_endless_cells_is_refused() -> None:
    row = b'<worksheet><sheetData><row r="1">' + b"<c><v>1</v></c>" * 200_000
    content = replaced(workbook(), "xl/worksheets/sheet1.xml", row)
    with pytest.raises(UnreadableInput) as refused:
        list(open_table(io.BytesIO(content))[0].rows())
    assert refused.value.code == "table_too_large"


def test_a_file_larger_than_allowed_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.jobs.tables.opening.MAX_FILE_BYTES", 100)
    with pytest.raises(UnreadableInput) as refused:
        open_table(io.BytesIO(workbook()))
    assert refused.value.code == "table_too_large"


def test_a_number_format_as_long_as_excel_takes_is_read() -> None:
    assert [
        row.values for sheet in open_table(io.BytesIO(with_format("0" * 255))) for row in sheet.rows()
    ] == [["xã Ba Tơ"]]


def test_cells_merged_far_below_the_content_cost_nothing() -> None:
    sheets = open_table(io.BytesIO(merged(*["A1:A1048576"] * 1_000)))
    assert [row.values for row in sheets[0].rows()] == [[None, 1], [None, 1]]
