"""What is fetched of a batch: the ZIP with its contents list, and one file of all documents."""

import io
import zipfile
from hashlib import sha256
from typing import Any

import openpyxl
import pytest

from service.checking import check
from service.conversion.libreoffice import ConverterMissing
from service.inspection import outline_text
from service.jobs import batches
from service.jobs.archive import CONTENTS_COLUMNS, CONTENTS_FILE, archive, contents
from service.jobs.merging import NotMergeable, merged
from tests.jobs.batch_office import BatchOffice

NAMED = {
    "D'Ran": "D-ran",
    "Cư M’gar": "Cu-Mgar",
    "1 Bảo Lộc": "1-Bao-Loc",
    "Đăk Tờ Kan": "Dak-To-Kan",
}


def fetched(at: BatchOffice, batch_id: str) -> bytes:
    return b"".join(archive(at.work(), batch_id))


def lines(content: bytes) -> list[tuple[Any, ...]]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    return list(sheet.iter_rows(values_only=True))


def test_the_archive_holds_each_document_and_says_what_it_is(at: BatchOffice) -> None:
    batch_id = at.made(by="office", intent="issue")
    with zipfile.ZipFile(io.BytesIO(fetched(at, batch_id))) as package:
        names = package.namelist()
        table = lines(package.read(CONTENTS_FILE))
        assert package.testzip() is None
        for row in table[1:]:
            assert sha256(package.read(str(row[4]))).hexdigest() == row[5]
    assert names[0] == CONTENTS_FILE
    assert names[1:] == sorted(names[1:])
    assert names[1] == "00001_xa-Ba-To_KH-UBND_01_2026.docx"
    assert table[0] == tuple(title for title, _ in CONTENTS_COLUMNS)
    assert table[1][:4] == (1, "xã Ba Tơ", "01/KH-UBND", "05/3/2026")
    assert len(table) == 7


def test_the_same_batch_gives_the_same_bytes_each_time(at: BatchOffice) -> None:
    batch_id = at.made()
    assert fetched(at, batch_id) == fetched(at, batch_id)


def test_a_row_without_a_document_says_why_and_a_missing_signer_is_noted(at: BatchOffice) -> None:
    batch_id = at.start()
    batches.cancel(at.work(), batch_id)
    row = lines(contents(at.work(), batch_id))[3]
    assert tuple(cell or "" for cell in row[4:]) == (
        "",
        "",
        "Đã dừng, chưa tạo",
        "Chưa khai người ký: họ tên để trống",
    )


def test_names_of_communes_come_out_right_in_files_and_documents(at: BatchOffice) -> None:
    from bench.batch_load import communes  # noqa: PLC0415

    units = [unit for unit in communes() if unit.name in NAMED]
    assert {unit.name for unit in units} == set(NAMED)
    batch_id = at.made(codes=[unit.code for unit in units])
    with zipfile.ZipFile(io.BytesIO(fetched(at, batch_id))) as package:
        for name, unit in zip(package.namelist()[1:], units, strict=True):
            content = package.read(name)
            assert unit.full_name.upper() in outline_text(content)
            assert f"của {unit.full_name}" in outline_text(content)
            assert [one.message for one in check(content) if one.severity == "error"] == []


def test_all_documents_stand_in_one_file_for_printing(at: BatchOffice) -> None:
    batch_id = at.made(by="office", intent="issue")
    text = outline_text(merged(at.work(), batch_id, "docx", None))
    for number in range(1, 7):
        assert f"Số: {number:02d}/KH-UBND" in text


def test_a_pdf_needs_the_converter_and_an_empty_batch_has_nothing_to_merge(at: BatchOffice) -> None:
    batch_id = at.start(by="office")
    with pytest.raises(ConverterMissing):
        merged(at.work(), batch_id, "pdf", None)
    with pytest.raises(NotMergeable):
        merged(at.work(), batch_id, "docx", None)
