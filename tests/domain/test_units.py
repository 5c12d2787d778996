from datetime import date
from pathlib import Path

import pytest
import yaml

from service import reference
from service.domain.refusal import Refused
from service.domain.units import Unit, UnitIndex, name_key, place_name, split_kind

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "units.yaml").read_text(encoding="utf-8"))
LAST_OLD_DAY, FIRST_NEW_DAY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize("row", CASES["place_name"], ids=lambda row: row["expected"])
def test_the_place_is_bare_but_whole_for_persons_numbers_and_events(row):
    assert place_name(reference.unit(row["input"])) == row["expected"]


@pytest.mark.parametrize("row", CASES["find"], ids=lambda row: row["why"])
def test_a_unit_is_found_by_its_name_or_refused(row):
    wanted = dict(row["input"])
    day = date.fromisoformat(wanted.pop("day"))
    try:
        found = reference.unit_index().find(wanted.pop("name"), on=day, **wanted).id
    except Refused as refusal:
        found = refusal.code
    assert found == row.get("refused", row.get("expected"))


@pytest.mark.parametrize("row", CASES["successors"], ids=lambda row: row["input"])
def test_each_old_unit_of_ba_to_became_one_of_today(row):
    old = reference.unit_index().find(row["input"], on=LAST_OLD_DAY, province="51")
    (new,) = [reference.unit(code) for code in old.became]
    assert new.full_name == row["expected"]
    assert old.id in new.formed_from


def test_an_ambiguous_name_lists_its_candidates():
    with pytest.raises(Refused, match=r"Tân An.*phường Tân An \(tỉnh Tây Ninh, mã 27712\)"):
        reference.unit_index().find("Tân An", on=FIRST_NEW_DAY)


def test_a_name_without_its_marks_is_answered_with_names_that_are_near():
    with pytest.raises(Refused, match=r"xã Ba Tơ .*xã Ba Tô ") as refusal:
        reference.unit_index().find("ba to", on=FIRST_NEW_DAY)
    assert refusal.value.code == "unit_unknown"


def test_a_unit_exists_from_its_first_to_its_last_day():
    unit = Unit("1", "1", "A", "xa", "01", valid_from=FIRST_NEW_DAY, valid_to=date(2025, 7, 2))
    days = [LAST_OLD_DAY, FIRST_NEW_DAY, date(2025, 7, 2), date(2025, 7, 3)]
    assert [unit.existed_on(day) for day in days] == [False, True, True, False]


def test_one_code_means_another_unit_before_and_after():
    old, new = (reference.unit("21484", on=day) for day in (LAST_OLD_DAY, FIRST_NEW_DAY))
    assert (old.full_name, new.full_name) == ("thị trấn Ba Tơ", "xã Ba Tơ")
    assert reference.unit("21484") == new
    assert reference.unit("21484-2025") == old


@pytest.mark.parametrize(("code", "on"), [("99999", None), ("21484-2025", FIRST_NEW_DAY), ("535", None)])
def test_an_unknown_code_is_refused_with_the_code_in_the_message(code, on):
    with pytest.raises(Refused, match=code) as refusal:
        reference.unit(code, on=on)
    assert refusal.value.code == "unit_unknown"


@pytest.mark.parametrize("apostrophe", "'’‘ʼ`´")
def test_every_apostrophe_is_one(apostrophe):
    assert name_key(f"Cư M{apostrophe}gar") == name_key("Cư M’gar")


def test_a_kind_is_taken_off_only_as_a_whole_word():
    assert split_kind("Xãi Ba") == (None, "Xãi Ba")
    assert split_kind("đặc khu Lý Sơn") == ("dac_khu", "Lý Sơn")


def test_an_index_of_nothing_refuses():
    with pytest.raises(Refused):
        UnitIndex([]).find("Ba Tơ", on=FIRST_NEW_DAY)


def test_a_province_that_is_not_in_the_index_is_shown_by_its_code():
    pair = [Unit(code, code, "An", "xa", province) for code, province in (("1", "70"), ("2", "71"))]
    with pytest.raises(Refused, match="70, mã 1"):
        UnitIndex(pair).find("An", on=FIRST_NEW_DAY)
