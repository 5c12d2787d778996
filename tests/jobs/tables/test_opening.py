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
