import re
from datetime import date

import pytest

from service import reference
from service.domain.holidays import HolidayCalendar, HolidayYear
from service.domain.text import fold
from service.reference.files import read_yaml, yaml_files
from tests.yearly import due


def test_there_are_181_rules_with_unique_ids():
    rules = reference.format_rules()
    assert len(rules) == 181
    assert len({rule.id for rule in rules}) == 181


@pytest.mark.parametrize("rule", reference.format_rules(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_checks_by_which_clause(rule):
    assert re.fullmatch(r"[A-Z0-9_]+(\.[A-Z0-9_]+)*", rule.id)
    assert rule.element
    assert rule.check
    assert rule.citation
    assert rule.severity in {"error", "warn", "info"}


def patterns(values):
    for key, value in values.items():
        for pattern in value if isinstance(value, list) else [value]:
            if "regex" in key and isinstance(pattern, str):
                yield pattern


def test_every_pattern_of_a_rule_can_be_compiled():
    found = [pattern for rule in reference.format_rules() for pattern in patterns(rule.values)]
    assert len(found) > 20
    for pattern in found:
        re.compile(pattern)


def test_figures_of_the_decree_are_kept():
    rules = {rule.id: rule for rule in reference.format_rules()}
    assert rules["PAGE.MARGIN.LEFT"].values["min_mm"] == 30
    assert rules["TN.LINE"].values["ratio"] == [0.95, 1.05]
    assert rules["CQ.ISSUER.LINE"].values["ratio"] == [0.333, 0.5]
    assert rules["PAGENUM.FORMAT"].values["bold"] is None


def test_there_are_29_kinds_of_documents():
    kinds = reference.document_kinds()
    assert len(kinds) == 29
    assert {kind.abbreviation for kind in kinds} >= {"KH", "BC", "TB", "CTr", "TTr", "QyĐ", None}


def test_two_real_rule_sets_are_there_and_assumptions_are_marked():
    rules = reference.scoring_rules()
    assert not rules["can_tho_2579"].assumed
    assert rules["quang_ngai_1211"].assumed
    assert rules["can_tho_2579"].valid_from == date(2025, 11, 21)


@pytest.mark.parametrize("name", sorted(reference.scoring_rules()))
def test_grades_stand_from_the_highest_and_caps_name_one_of_them(name):
    rules = reference.scoring_rules()[name]
    thresholds = [grade.min_points for grade in rules.grades]
    assert thresholds == sorted(thresholds, reverse=True)
    assert thresholds[-1] == 0
    assert set(rules.discipline_caps.values()) <= {grade.key for grade in rules.grades}
    assert reference.unit(rules.province_code)


@pytest.mark.parametrize("path", [*yaml_files("scoring_rules"), *yaml_files("format_rules")], ids=str)
def test_every_file_of_rules_has_a_source_and_the_day_it_was_checked(path):
    record = read_yaml(path.parent.name, path.name)
    assert record["source"]
    assert date.fromisoformat(record["checked_on"])


def test_the_labels_of_tasks_have_a_source_and_each_way_of_writing_one_stands_once():
    record = read_yaml("label_words.yaml")
    assert record["source"]
    assert date.fromisoformat(record["checked_on"])
    words = [fold(words) for one in record["labels"] for words in (one["label"], *one["also"])]
    assert len(words) == len(set(words))
    assert reference.label_words()["CQ phối hợp"] == "Cơ quan phối hợp"


def test_days_off_follow_year_by_year_and_the_last_one_alone_may_be_provisional():
    years = list(reference.holidays().years.values())
    assert [year.year for year in years] == list(range(years[0].year, years[0].year + len(years)))
    assert not any(year.provisional for year in years[:-1])


def test_check_reminds_of_the_days_off_of_a_year_that_comes_and_of_one_that_has_begun():
    known = [
        HolidayYear(year=year, days_off={}, working_days={}, provisional=year == 2031, source="")
        for year in (2030, 2031)
    ]
    said = {year: due(HolidayCalendar(known), year) for year in (2030, 2031, 2032)}
    assert said[2030] == []
    assert [re.search(r"năm \d+ còn tạm tính|chưa có năm \d+", line)[0] for line in said[2031]] == [
        "chưa có năm 2032",
        "năm 2031 còn tạm tính",
    ]
    assert [re.search(r"chưa có năm \d+", line)[0] for line in said[2032]] == [
        "chưa có năm 2032",
        "chưa có năm 2033",
    ]


@pytest.mark.parametrize("year", reference.holidays().years.values(), ids=lambda year: str(year.year))
def test_a_year_of_days_off_is_complete_and_in_itself(year):
    assert year.source
    assert {day.year for day in (*year.days_off, *year.working_days)} == {year.year}
    assert all(day.weekday() >= 5 for day in year.working_days)
    names = " ".join(year.days_off.values())
    for name, days in {
        "Tết Dương lịch": 1,
        "Tết Nguyên đán (": 5,
        "Giỗ Tổ Hùng Vương (": 1,
        "Quốc khánh": 2,
    }.items():
        assert names.count(name) == days, name
    assert date(year.year, 4, 30) in year.days_off
    assert date(year.year, 5, 1) in year.days_off
    off_for_work = [name for name in year.days_off.values() if name == "Nghỉ hoán đổi"]
    assert len(off_for_work) == len(year.working_days)
