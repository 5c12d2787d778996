from datetime import date

import pytest

from service import reference
from service.issuing.office_names import office_title, offices_named

TODAY = date(2026, 2, 1)
BEFORE = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("typed", "day", "ids"),
    [
        ("UBND xã Ba Tơ", TODAY, ["ubnd-21484"]),
        ("ỦY BAN NHÂN DÂN XÃ BA TƠ", TODAY, ["ubnd-21484"]),
        ("xã Ba Tơ, tỉnh Quảng Ngãi", TODAY, ["ubnd-21484"]),
        ("Ủy ban nhân dân xã Ba Tơ, Quảng Ngãi", TODAY, ["ubnd-21484"]),
        ("ubnd-21484", TODAY, ["ubnd-21484"]),
        ("UBND huyện Ba Tơ", TODAY, ["ubnd-huyen-ba-to"]),
        ("UBND thị trấn Ba Tơ", BEFORE, ["ubnd-21484-2025"]),
        ("ubnd tinh quang ngai", TODAY, ["ubnd-51"]),
        ("UBND thành phố Hà Nội", TODAY, ["ubnd-01"]),
        ("UBND xã Cư M’gar", TODAY, ["ubnd-24280"]),
        ("UBND xã Không Có", TODAY, []),
        ("", TODAY, []),
    ],
)
def test_a_name_finds_its_office(typed: str, day: date, ids: list[str]) -> None:
    assert [one.id for one in offices_named(typed, day)] == ids


def test_a_name_that_several_offices_have_gives_all_of_them_with_their_province() -> None:
    names = [one.name for one in offices_named("UBND xã Tân Lập", TODAY)]
    assert len(names) > 1
    assert len(set(names)) == len(names)
    assert all(", " in name for name in names)


def test_the_day_decides_between_an_office_of_today_and_one_that_has_ended() -> None:
    before = {one.id for one in offices_named("UBND xã Ba Vì, Quảng Ngãi", BEFORE)}
    today = {one.id for one in offices_named("UBND xã Ba Vì, Quảng Ngãi", TODAY)}
    assert len(before) == len(today) == 1
    assert before != today


def test_every_recorded_office_is_found_by_its_own_name() -> None:
    assert reference.offices()
    for office in reference.offices():
        assert office.id in {one.id for one in offices_named(office.name, TODAY)}
        assert office_title(office.id).startswith(office.name)
