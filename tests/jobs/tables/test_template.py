"""The workbook to fill in: every type has one, it is read back, a clerk types no unit."""

import io

import openpyxl
import pytest

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import UnreadableInput
from service.issuing.desk import TYPES
from service.jobs.tables import batch_input, check, open_table, units_below, write_template
from service.jobs.tables.columns import layout
from tests.jobs.conftest import TODAY

SLUGS = FolderSource(TYPES).slugs()


def template(catalogue: Catalogue, slug: str, place: str = "") -> bytes:
    return write_template(catalogue, catalogue.get(slug), units=units_below(place) if place else ())


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_type_has_a_workbook_with_all_its_columns(slug: str, catalogue: Catalogue) -> None:
    shape = layout(catalogue.get(slug))
    book = opened(template(catalogue, slug))
    assert book.sheetnames == ["Đơn vị", *shape.groups, "Hướng dẫn", "Danh mục"]
    assert [cell.value for cell in book["Đơn vị"][2]] == [one.path for one in (*shape.unit, *shape.columns)]
    for name, group in shape.groups.items():
        assert [cell.value for cell in book[name][2]] == [one.path for one in (*shape.unit, *group.columns)]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sheet_has_headings_notes_lists_formats_and_an_example(slug: str, catalogue: Catalogue) -> None:
    book = opened(template(catalogue, slug))
    sheet = book["Đơn vị"]
    assert sheet.row_dimensions[2].hidden
    assert sheet.freeze_panes == "E3"
    assert sheet["A3"].value == "Ví dụ"
    assert sheet["E1"].value == "Trích yếu *"
    assert sheet["E1"].comment is not None
    assert sheet.column_dimensions["B"].number_format == "@"
    assert len(sheet.data_validations.dataValidation) >= 3
    assert not sheet.protection.sheet
    assert not book.security.lockStructure
    assert book["Danh mục"].sheet_state == "hidden"


@pytest.mark.parametrize("slug", SLUGS)
def test_no_cell_shows_a_bare_decimal_comma_behind_a_whole_number(slug: str, catalogue: Catalogue) -> None:
    book = opened(template(catalogue, slug))
    formats = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row}
    formats |= {one.number_format for sheet in book for one in sheet.column_dimensions.values()}
    assert [one for one in formats if ".#" in one or ".?" in one] == []


def test_lists_hold_what_a_cell_may_say(catalogue: Catalogue) -> None:
    book = opened(template(catalogue, "ke_hoach"))
    found = {}
    for rule in book["Đơn vị"].data_validations.dataValidation:
        name, _, area = rule.formula1.partition("!")
        cells = book[name.strip("'")][area.replace("$", "")]
        found[str(rule.sqref).split(":")[0]] = [row[0].value for row in cells]
    assert ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"] in found.values()
    assert len(next(words for place, words in found.items() if place.startswith("D"))) == 34


def test_the_communes_of_a_province_are_filled_in(catalogue: Catalogue) -> None:
    sheet = opened(template(catalogue, "ke_hoach", "51"))["Đơn vị"]
    lines = list(sheet.iter_rows(min_row=4, max_col=4, values_only=True))
    assert len(lines) == 96
    assert ("21484", "xã Ba Tơ", "tỉnh Quảng Ngãi") in {line[1:] for line in lines}
    assert [line[0] for line in lines] == list(range(1, 97))


@pytest.mark.parametrize("place", ["51", "Quảng Ngãi", "tỉnh Quảng Ngãi", "QUẢNG NGÃI"])
def test_a_province_is_known_by_code_and_name(place: str) -> None:
    assert len(units_below(place)) == 96


def test_the_units_of_a_former_district_are_known_by_its_id() -> None:
    assert len(units_below("535-2025")) == 19


def test_a_province_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        units_below("Quảng Nghĩa")


@pytest.mark.parametrize("place", ["51", "535-2025"])
def test_a_workbook_as_it_was_written_has_no_fault(place: str, catalogue: Catalogue) -> None:
    plan = catalogue.sample("ke_hoach")
    if place != "51":
        plan = {**plan, "office": "ubnd-huyen-ba-to", "month": "2025-02"}
    batch = batch_input(catalogue, "ke_hoach", plan, by="units", today=TODAY)
    report = check(batch, open_table(io.BytesIO(template(catalogue, "ke_hoach", place))))
    assert {error.code for error in report.errors} <= {"role_without_body"}
    assert report.rows == len(units_below(place))


def test_the_example_is_a_row_that_could_be_kept(catalogue: Catalogue) -> None:
    book = opened(template(catalogue, "ke_hoach"))
    for sheet in book.worksheets[:-2]:
        sheet["A3"] = 1
    store = io.BytesIO()
    book.save(store)
    batch = batch_input(catalogue, "ke_hoach", catalogue.sample("ke_hoach"), by="units", today=TODAY)
    report = check(batch, open_table(store))
    assert report.rows == 1
    assert report.errors == []


def test_names_with_signs_stand_as_text(catalogue: Catalogue) -> None:
    units = [
        unit for unit in reference.units() if unit.name in {"D'Ran", "Cư M’gar", "1 Bảo Lộc", "Đăk Tờ Kan"}
    ]
    content = write_template(catalogue, catalogue.get("ke_hoach"), units=units)
    names = [
        row[0]
        for row in opened(content)["Đơn vị"].iter_rows(min_row=4, min_col=3, max_col=3, values_only=True)
    ]
    assert sorted(map(str, names)) == sorted(unit.full_name for unit in units)
