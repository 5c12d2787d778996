from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service import reference
from service.domain.refusal import Refused
from service.domain.scoring import (
    CriterionScore,
    Scores,
    Standing,
    final_points,
    grade_by,
    ranking_order,
    ranks,
    unexplained_difference,
)

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "scoring.yaml").read_text(encoding="utf-8"))
GRADES = ["hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "khong_hoan_thanh"]
POINTS = st.decimals(min_value=0, max_value=100, places=2)


def decimal(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize("row", CASES["differences"], ids=lambda row: row["why"])
def test_what_deductions_do_not_explain_is_exact(row):
    scores = row["input"]
    deductions = [Decimal(points) for points in scores["deductions"]]
    found = unexplained_difference(Decimal(scores["self"]), Decimal(scores["assessed"]), deductions)
    assert str(found) == row["expected"]
    assert (
        Scores(Decimal(scores["self"]), Decimal(scores["assessed"]), tuple(deductions)).unexplained == found
    )


@pytest.mark.parametrize("row", CASES["grades"], ids=lambda row: row["why"])
def test_a_grade_follows_points_criteria_discipline_and_facts(row):
    given_row = dict(row["input"])
    rules = reference.scoring_rules()[given_row.pop("rules")]
    criteria = [CriterionScore(name, Decimal(p), Decimal(m)) for name, p, m in given_row.pop("criteria", [])]
    total = Decimal(given_row.pop("total"))
    if "refused" in row:
        with pytest.raises(Refused) as refusal:
            grade_by(rules, total, criteria=criteria, **given_row)
        assert refusal.value.code == row["refused"]
        return
    grading = grade_by(rules, total, criteria=criteria, **given_row)
    assert grading.key == row["expected"]
    assert grading.assumed is (rules.assumed and not given_row.get("flags"))
    if "reason" in row:
        assert grading.reasons == (row["reason"],)


@pytest.mark.parametrize("row", CASES["ranks"], ids=lambda row: row["why"])
def test_ranks_share_and_skip(row):
    standings = [Standing(group, grade, decimal(points)) for group, grade, points in row["input"]]
    assert ranks(standings, GRADES) == row["expected"]


@given(st.lists(POINTS, min_size=1, max_size=12))
def test_a_rank_is_one_more_than_the_number_of_better_ones(points):
    found = ranks([Standing("", "hoan_thanh", value) for value in points], GRADES)
    assert found == [1 + sum(other > value for other in points) for value in points]


@given(POINTS, POINTS)
def test_more_points_never_mean_a_lower_grade(less, more):
    less, more = sorted((less, more))
    for rules in reference.scoring_rules().values():
        keys = [grade.key for grade in rules.grades]
        assert keys.index(grade_by(rules, more).key) <= keys.index(grade_by(rules, less).key)


def test_a_table_stands_by_group_then_rank_and_ends_with_the_unassessed():
    rows = [
        Standing("phòng", "", None),
        Standing("xã", "hoan_thanh", Decimal(90)),
        Standing("phòng", "hoan_thanh", Decimal(70)),
        Standing("phòng", "hoan_thanh_tot", Decimal(60)),
    ]
    assert ranking_order(rows, GRADES) == [3, 2, 0, 1]


def test_an_unknown_grade_is_refused():
    with pytest.raises(Refused, match="gioi"):
        ranks([Standing("", "gioi", Decimal(1))], GRADES)
    with pytest.raises(Refused, match="gioi"):
        reference.scoring_rules()["can_tho_2579"].grade("gioi")


def test_bonus_and_deduction_are_held_to_the_most_that_the_rules_allow():
    rules = reference.scoring_rules()["can_tho_2579"]
    assert final_points(rules, Decimal(90), bonus=Decimal(5), deduction=Decimal(1)) == Decimal(92)
    assert final_points(rules, Decimal(90), bonus=Decimal(2), deduction=Decimal(9)) == Decimal(89)
    unbounded = replace(rules, max_bonus=None, max_deduction=None)
    assert final_points(unbounded, Decimal(90), bonus=Decimal(5), deduction=Decimal(4)) == Decimal(91)


def test_bonuses_count_against_deductions_in_the_unexplained_part():
    scores = Scores(Decimal(98), Decimal(97), (Decimal(3),), (Decimal(2),))
    assert scores.unexplained == 0
