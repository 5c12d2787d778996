"""The provinces that the proofreader calls ended, against the units of today."""

from service.domain.text import lower_first
from service.proofreading.checks.unit_obsolete import PROVINCES, TWO_LEVELS_FROM
from service.reference import places

TODAY = {one.full_name: one for one in places.units_on(TWO_LEVELS_FROM) if one.parent_id is None}


def test_none_of_them_is_one_of_today() -> None:
    assert len(TODAY) == 34
    assert not set(PROVINCES) & {one.name for one in TODAY.values()}


def test_each_is_part_of_one_of_today() -> None:
    of_its_own = "Thành phố Hồ Chí Minh"  # Phụ lục II, Mục III khoản 1 điểm c
    names = {name if name == of_its_own else lower_first(name) for name in TODAY}
    assert set(PROVINCES.values()) <= names


def test_with_those_of_today_they_are_the_sixty_three_of_before() -> None:
    spelt_twice = {"Hoà Bình", "Đăk Nông"}
    ended = set(PROVINCES) - spelt_twice - {"Thừa Thiên Huế"}
    assert len(ended) + len(TODAY) == 63
