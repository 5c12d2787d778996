"""Every commune of today is found under each way of writing it, and its name comes through as the law has it."""

import unicodedata
from datetime import date
from typing import Any

import pytest

from service import reference
from service.domain.units import Unit
from service.jobs.tables import open_table, rows
from service.jobs.tables.units import UnitFinder, codes_of
from tests.jobs.tables.faulty import Book, communes

COLUMNS = ("unit.code", "unit.name", "unit.province", "subject")
ALL = communes()


def found(batch: Any, plan: dict[str, Any], cells: list[dict[str, Any]]) -> list[Any]:
    book = Book(COLUMNS)
    for one in cells:
        book.add(one)
    return list(rows(batch({**plan, "content": {}}), open_table(book.file())))


def province(unit: Unit) -> str:
    return reference.unit(unit.province_code).full_name


WAYS = {
    "mã dạng chữ": lambda unit: {"unit.code": unit.code},
    "mã dạng số, mất số 0": lambda unit: {"unit.code": int(unit.code), "unit.name": unit.full_name},
    "tên và tỉnh": lambda unit: {"unit.name": unit.full_name, "unit.province": province(unit)},
    "chữ hoa, cơ quan ở trước": lambda unit: {
        "unit.name": f"UBND {unit.full_name.upper()}",
        "unit.province": province(unit).upper(),
    },
    "chữ dựng sẵn và tổ hợp": lambda unit: {
        "unit.name": unicodedata.normalize("NFD", unit.full_name),
        "unit.province": unit.province_code,
    },
}


@pytest.mark.parametrize("way", WAYS)
def test_all_communes_are_found(way: str, batch: Any, plan: dict[str, Any]) -> None:
    assert len(ALL) == 3321
    finder = [row.unit for row in found(batch, plan, [WAYS[way](unit) for unit in ALL])]
    assert finder == ALL


def test_their_names_come_through_right(batch: Any, plan: dict[str, Any]) -> None:
    made = {
        row.unit.code: row.envelope["subject"]
        for row in found(batch, plan, [{"unit.code": unit.code} for unit in ALL])
    }
    for unit in ALL:
        assert made[unit.code] == f"Nâng cao chỉ số dân vận chính quyền\ncủa {unit.full_name} năm 2026"
    said = " ".join(made.values())
    for name in ("xã D'Ran", "xã Cư M’gar", "Phường 1 Bảo Lộc", "xã Đăk Tờ Kan"):
        assert f"của {name} năm 2026" in said


@pytest.mark.parametrize(
    "name",
    [
        "xã Cư M'gar",
        "xã Cư M’gar",
        "Xã D’Ran",
        "phường 1 Bảo Lộc",
        "Phường 1 Bảo Lộc",
        "xã đăk tờ kan",
        "Xã Đặng Thùy Trâm",
        "đặc khu Trường Sa",
    ],
)
def test_signs_and_capitals_in_names_do_not_matter(name: str, batch: Any, plan: dict[str, Any]) -> None:
    (row,) = found(batch, plan, [{"unit.name": name}])
    assert row.unit is not None


def test_a_name_of_several_provinces_is_the_one_at_home(batch: Any, plan: dict[str, Any]) -> None:
    (row,) = found(batch, plan, [{"unit.name": "xã Ba Vì"}])
    assert row.unit.province_code == "51"


def test_a_unit_is_looked_up_on_the_day_of_the_plan(batch: Any, plan: dict[str, Any]) -> None:
    old = {**plan, "office": "ubnd-huyen-ba-to", "month": "2025-02"}
    (row,) = found(batch, old, [{"unit.code": "21484"}])
    assert (row.unit.id, row.unit.full_name) == ("21484-2025", "thị trấn Ba Tơ")
    (row,) = found(batch, plan, [{"unit.code": "21484"}])
    assert (row.unit.id, row.unit.full_name) == ("21484", "xã Ba Tơ")


def test_lost_letters_name_the_units_that_may_be_meant(batch: Any, plan: dict[str, Any]) -> None:
    (row,) = found(batch, plan, [{"unit.name": "xã ?ăk T? Kan"}])
    error = row.errors[0]
    assert error.code == "unit_name_damaged"
    assert "xã Đăk Tờ Kan" in error.message


def test_a_name_without_diacritics_names_the_units_that_may_be_meant(
    batch: Any, plan: dict[str, Any]
) -> None:
    (row,) = found(batch, plan, [{"unit.name": "xa Dak To Kan"}])
    assert "xã Đăk Tờ Kan" in row.errors[0].message


def test_a_code_of_two_digits_may_be_a_province_too() -> None:
    assert codes_of(51) == ["00051", "51"]
    assert codes_of("51") == ["51", "00051"]
    finder = UnitFinder(date(2026, 2, 1))
    assert finder._unit("51") == reference.unit("51")
