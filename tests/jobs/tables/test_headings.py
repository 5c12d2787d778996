"""Which column a heading means: by its hidden technical name, by its words, with lines above it that are none."""

import io
from typing import Any

import openpyxl
import pytest

from service.doctypes.catalogue import Catalogue
from service.jobs.tables import check, open_table, rows
from service.jobs.tables.columns import layout
from service.jobs.tables.headings import Header, Headings
from tests.jobs.tables.faulty import Book


def header_of(catalogue: Catalogue, *lines: list[Any]) -> Header | None:
    shape = layout(catalogue.get("ke_hoach"))
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    store = io.BytesIO()
    book.save(store)
    return Headings((*shape.unit, *shape.columns), shape.wholes).header(open_table(store)[0])


def paths(header: Header | None) -> dict[int, str]:
    assert header is not None
    return {place: column.path for place, column in header.columns.items()}


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Trích yếu", "subject"),
        ("TRÍCH YẾU *", "subject"),
        ("trich yeu", "subject"),
        ("Người ký: Họ và tên", "signer.name"),
        ("Họ tên người ký", "signer.name"),
        ("Họ và tên", "signer.name"),
        ("Chức vụ", "signer.position"),
        ("Điểm tự chấm", "content.previous_year.self_score"),
        ("content.previous_year.self_score", "content.previous_year.self_score"),
        ("Tên xã", "unit.name"),
        ("Xã, phường", "unit.name"),
        ("Tỉnh/Thành phố", "unit.province"),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, path: str, catalogue: Catalogue) -> None:
    assert paths(header_of(catalogue, ["Mã đơn vị", heading])) == {0: "unit.code", 1: path}


def test_a_renamed_heading_is_known_by_the_line_below_it(catalogue: Catalogue) -> None:
    header = header_of(
        catalogue, ["Mã", "Câu tóm tắt", "Của tôi"], ["unit.code", "subject", None], ["21484", "a", "b"]
    )
    assert paths(header) == {0: "unit.code", 1: "subject"}
    assert header is not None
    assert header.titles[1] == "Câu tóm tắt"
    assert header.last_line == 2
    assert header.unknown == {2: "Của tôi"}


def test_lines_above_the_headings_do_not_disturb(catalogue: Catalogue) -> None:
    header = header_of(
        catalogue,
        ["DANH SÁCH CÁC XÃ"],
        [],
        ["Ngày lập:", "05/3/2026"],
        ["TT", "Đơn vị", "Trích yếu"],
        [1, "xã Ba Tơ", "a"],
    )
    assert paths(header) == {0: "order", 1: "unit.name", 2: "subject"}
    assert header is not None
    assert header.line == header.last_line == 4


def test_a_table_without_headings_is_none(catalogue: Catalogue) -> None:
    assert header_of(catalogue, ["21484", "xã Ba Tơ"], ["21529", "xã Ba Vì"]) is None


def test_a_column_twice_is_a_fault_at_the_second(catalogue: Catalogue) -> None:
    header = header_of(catalogue, ["Mã đơn vị", "Trích yếu", "trích yếu"])
    assert header is not None
    assert [(error.code, error.cell) for error in header.errors] == [("column_repeated", "C1")]


def test_a_heading_that_is_almost_ours_is_a_fault_and_a_foreign_one_is_not(catalogue: Catalogue) -> None:
    header = header_of(catalogue, ["Mã đơn vị", "Trích yêu luận", "Trích yếuu", "Số điện thoại"])
    assert header is not None
    assert [(error.code, error.cell) for error in header.errors] == [("column_unknown", "C1")]
    assert set(header.unknown.values()) == {"Trích yêu luận", "Trích yếuu", "Số điện thoại"}


def test_the_order_of_columns_does_not_matter(batch: Any, plan: dict[str, Any]) -> None:
    book = Book(("copies", "signer.position", "unit.name", "signer.name"))
    book.add({"copies": 4, "unit.name": "xã Ba Vì", "signer.name": "Lê Bình", "signer.position": "Chủ tịch"})
    found = next(rows(batch(plan), open_table(book.file())))
    assert found.errors == ()
    assert (found.envelope["copies"], found.envelope["signer"]["name"]) == (4, "Lê Bình")


def test_a_table_without_a_column_of_units_is_a_fault_of_the_table(batch: Any, plan: dict[str, Any]) -> None:
    book = Book(("subject", "copies"))
    book.add({"subject": "a"})
    codes = [error.code for error in check(batch(plan), open_table(book.file())).errors]
    assert "unit_column_missing" in codes


def test_a_file_without_any_table_says_where_to_get_one(batch: Any, plan: dict[str, Any]) -> None:
    report = check(batch(plan), open_table(io.BytesIO(b"xin chao\n")))
    assert [error.code for error in report.errors] == ["header_missing"]
    assert "batches template" in report.errors[0].message
