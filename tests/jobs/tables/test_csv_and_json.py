"""CSV in the ways that programs write it, and JSON with technical names."""

import io
import json
from typing import Any

import pytest

from service.errors import UnreadableInput
from service.jobs.tables import check, open_table, rows

LINES = (("Mã đơn vị", "Đơn vị", "Trích yếu"), ("21484", "xã Ba Tơ", "Nâng cao chỉ số; xếp hạng, thứ bậc"))


def csv_of(separator: str) -> str:
    return "".join(separator.join(f'"{cell}"' for cell in line) + "\r\n" for line in LINES)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["không BOM", "có BOM"])
def test_each_separator_with_and_without_the_mark_of_utf8(separator: str, mark: bytes) -> None:
    sheet = open_table(io.BytesIO(mark + csv_of(separator).encode()))[0]
    assert [(row.number, tuple(row.values)) for row in sheet.rows()] == [(1, LINES[0]), (2, LINES[1])]


def test_the_line_that_names_the_separator_is_no_row() -> None:
    sheet = open_table(io.BytesIO(b"sep=;\nma;ten\n1;a,b,c,d\n"))[0]
    assert [(row.number, row.values) for row in sheet.rows()] == [(2, ["ma", "ten"]), (3, ["1", "a,b,c,d"])]


def test_a_line_end_within_quotation_marks_starts_no_row() -> None:
    sheet = open_table(io.BytesIO('ma;ten\n1;"hai\ndòng"\n2;b\n'.encode()))[0]
    assert [row.number for row in sheet.rows()] == [1, 2, 3]


def test_letters_that_are_no_utf8_are_refused_before_the_first_row() -> None:
    content = ("ma;ten\n" + "1;xã Ba Tơ\n" * 50_000).encode() + b"2;x\xe3\n"
    with pytest.raises(UnreadableInput) as refused:
        open_table(io.BytesIO(content))
    assert refused.value.code == "csv_not_utf8"


def test_a_cell_longer_than_any_text_is_refused() -> None:
    sheet = open_table(io.BytesIO(b"ma;ten\n1;" + b"a" * 300_000))[0]
    with pytest.raises(UnreadableInput) as refused:
        list(sheet.rows())
    assert refused.value.code == "csv_broken"


def test_faults_of_a_csv_have_the_cells_of_a_spreadsheet(batch: Any, plan: dict[str, Any]) -> None:
    content = "Đơn vị;Số bản lưu\nxã Ba Tơ;hai\n".encode()
    report = check(batch(plan), open_table(io.BytesIO(content)))
    assert [(error.cell, error.column, error.read) for error in report.errors] == [
        ("B2", "Số bản lưu", "hai")
    ]


def test_json_takes_nested_names_names_with_dots_and_whole_lists(batch: Any, plan: dict[str, Any]) -> None:
    table = [
        {"unit": {"code": "21484"}, "signer.name": "Nguyễn Văn An", "signer": {"position": "Chủ tịch"}},
        {"unit.code": "21529", "content": {"targets": [{"content": "Tổng điểm từ 95 điểm"}]}, "copies": 3},
    ]
    found = list(rows(batch(plan), open_table(io.BytesIO(json.dumps(table).encode()))))
    assert [row.errors for row in found] == [(), ()]
    assert found[0].envelope["signer"] == {"name": "Nguyễn Văn An", "position": "Chủ tịch"}
    assert found[1].envelope["content"]["targets"] == [{"content": "Tổng điểm từ 95 điểm"}]
    assert found[1].envelope["copies"] == 3


def test_faults_of_json_name_the_object_and_the_key(batch: Any, plan: dict[str, Any]) -> None:
    table = [{"unit.code": "21484"}, {"unit.code": "21529", "content": {"targets": [{"figure": 1}]}}]
    report = check(batch(plan), open_table(io.BytesIO(json.dumps(table).encode())))
    assert [(error.cell, error.code) for error in report.errors] == [("[1].content.targets", "required")]
