from collections import Counter
from datetime import date

import pytest

from service import reference
from service.reference import update_units
from service.reference.files import read_json, read_yaml

TODAY_DAY, LAST_OLD_DAY = date(2026, 1, 5), date(2025, 6, 30)


def test_there_are_34_provinces_and_3321_communes_today():
    kinds = Counter(unit.kind for unit in reference.units_on(TODAY_DAY))
    assert kinds == {"tinh": 28, "thanh_pho": 6, "xa": 2621, "phuong": 687, "dac_khu": 13}
    assert kinds["tinh"] + kinds["thanh_pho"] == 34
    assert kinds["xa"] + kinds["phuong"] + kinds["dac_khu"] == 3321


@pytest.mark.parametrize(("name", "position"), [("provinces.json", 0), ("communes.json", 1)])
def test_the_stored_units_equal_the_package(name, position):
    rows = update_units.package_rows()[position]
    assert read_json("units", name)["rows"] == rows, "run python -m service.reference.update_units"
    assert read_json("units", name)["source"] == update_units.package_source()


def test_codes_are_unique_and_every_commune_lies_in_a_province():
    provinces = {row[0] for row in read_json("units", "provinces.json")["rows"]}
    communes = read_json("units", "communes.json")["rows"]
    assert len({row[0] for row in communes}) == len(communes)
    assert {row[3] for row in communes} == provinces


def test_huyen_ba_to_had_nineteen_units_and_became_eight_communes():
    old = [unit for unit in reference.units_on(LAST_OLD_DAY) if unit.parent_id == "535-2025"]
    assert Counter(unit.kind for unit in old) == {"xa": 18, "thi_tran": 1}
    new = {reference.unit(code).full_name for unit in old for code in unit.became}
    assert len(new) == 8
    assert all(unit.source.startswith("Nghị quyết 1677") for unit in map(reference.unit, old_successors(old)))


def old_successors(units):
    return {code for unit in units for code in unit.became}


def test_every_id_is_unique_and_every_mentioned_id_exists():
    units = reference.units()
    known = {unit.id for unit in units}
    assert len(known) == len(units)
    mentioned = {code for unit in units for code in (*unit.became, *unit.formed_from)}
    assert mentioned | {unit.parent_id for unit in units if unit.parent_id} <= known


@pytest.mark.parametrize("section", ["named_after", "provinces", "to_confirm"])
def test_every_record_of_a_person_or_event_names_an_existing_unit(section):
    table = read_yaml("units", "named_after.yaml")
    records = table[section]
    assert records
    assert table["source"]
    assert table["checked_on"]
    for record in records:
        assert reference.unit(record["code"]).name == record["name"], record
        assert record["after"] in {"person", "event"}, record
        assert record["who"], record


def test_a_name_to_confirm_is_still_written_bare():
    codes = [record["code"] for record in read_yaml("units", "named_after.yaml")["to_confirm"]]
    assert all(reference.unit(code).named_after is None for code in codes)


def test_every_name_with_a_numeral_is_written_whole():
    numbered = [unit for unit in reference.units_on(TODAY_DAY) if any(map(str.isdigit, unit.name))]
    assert len(numbered) == 37
    assert {unit.named_after for unit in numbered} == {"number"}
