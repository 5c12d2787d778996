"""The provinces that the proofreader calls ended, against the units of today."""

from service.proofreading.checks.unit_obsolete import PROVINCES, TWO_LEVELS_FROM
from service.reference import places

TODAY = {one.full_name: one for one in places.units_on(TWO_LEVELS_FROM) if one.parent_id is None}


def test_none_of_them_is_one_of_today() -> None:
    assert len(TODAY) == 34
    assert not set(PROVINCES) & {one.name for one in TODAY.values()}


def test_each_is_part_of_one_of_today() -> None:
    names = {name[0].lower() + name[1:] for name in TODAY}
    assert set(PROVINCES.values()) <= names


def test_with_those_of_today_they_are_the_sixty_three_of_before() -> None:
    spelt_twice = {"Hoà Bình", "Đăk Nông"}
    ended = set(PROVINCES) - spelt_twice - {"Thừa Thiên Huế"}
    assert len(ended) + len(TODAY) == 63
