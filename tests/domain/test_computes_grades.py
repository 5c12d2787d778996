from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import reference
from service.domain.computes_grades import (
    GRADES,
    grade_words,
    printed_grade,
    score_table,
    signed,
    unit_table,
)
from service.domain.scoring import Grading

POINTS = st.decimals(0, 40, places=2)


def root(**scores):
    return {
        "plan": {
            "criteria": [
                {"label": "a", "title": "Quán triệt", "max_points": 40, "tasks": []},
                {"label": "b", "title": "Cải cách", "max_points": "40.5", "tasks": []},
                {"label": "c", "title": "Đối thoại", "max_points": "19.5", "tasks": []},
            ],
        },
        "scores": {
            "criteria": [
                {"criterion": "a", "self_points": "39.5", "reason": "Chậm"},
                {"criterion": "b", "self_points": "38.25"},
                {"criterion": "c", "self_points": "19.5"},
            ],
            **scores,
        },
    }


PATHS = {"criteria": "plan.criteria", "scores": "scores"}


def test_a_self_scoring_is_summed_with_bonus_and_deduction(document):
    table = score_table(document(root(bonus=1, penalty="0,5")), **PATHS)
    assert [(row["number"], row["max_points"], row["self_points"], row["lost"]) for row in table["rows"]] == [
        ("1", "40,00", "39,50", "0,50"),
        ("2", "40,50", "38,25", "2,25"),
        ("3", "19,50", "19,50", ""),
    ]
    assert [row["reason"] for row in table["rows"]] == ["Chậm", "", ""]
    assert (table["bonus"], table["penalty"], table["max_total"], table["total"]) == (
        "1,00",
        "0,50",
        "100,00",
        "97,75",
    )
    assert table["grade"] is None


def test_the_expected_grade_comes_from_the_rule_set(document):
    assert score_table(document(root(rule_set="quang_ngai_1211")), **PATHS)["grade"] == {
        "title": "Hoàn thành xuất sắc",
        "citation": "Quyết định số 1211/QĐ-UBND",
        "reasons": "",
    }


def test_a_criterion_below_the_floor_holds_the_grade_down_and_is_named(document):
    low = root(rule_set="quang_ngai_1211")
    low["scores"]["criteria"][2]["self_points"] = "13.6"
    grade = score_table(document(low), **PATHS)["grade"]
    assert grade["title"] == "Hoàn thành tốt"
    assert grade["reasons"] == "tiêu chí “Đối thoại” đạt dưới 70% số điểm tối đa"


def test_a_reason_of_a_grade_keeps_the_capital_of_a_name():
    reasons = ("Đảng ủy xã bị kỷ luật", "Có vụ việc tham nhũng")
    grading = Grading("hoan_thanh", "Hoàn thành", reasons, assumed=False)
    rules = reference.scoring_rules()["quang_ngai_1211"]
    assert printed_grade(grading, rules)["reasons"] == "Đảng ủy xã bị kỷ luật; có vụ việc tham nhũng"


def test_discipline_and_failing_facts_hold_the_grade_down(document):
    capped = score_table(document(root(rule_set="can_tho_2579", discipline="canh_cao")), **PATHS)["grade"]
    assert capped["title"] == "Hoàn thành"
    assert capped["reasons"].startswith("người đứng đầu bị kỷ luật")
    failed = score_table(document(root(rule_set="can_tho_2579", facts=["tham_nhung"])), **PATHS)["grade"]
    assert (failed["title"], failed["reasons"]) == ("Không hoàn thành", "có vụ việc tham nhũng")


def test_what_the_rules_do_not_know_is_left_to_the_checks(document):
    unknown = root(rule_set="khong_co", discipline="khien_trach", facts=["la"])
    assert score_table(document(unknown), **PATHS)["grade"] is None
    other = root(rule_set="quang_ngai_1211", discipline="khien_trach", facts=["la"])
    assert score_table(document(other), **PATHS)["grade"]["title"] == "Hoàn thành xuất sắc"


def test_bonus_counts_up_to_the_most_that_the_rules_allow(document):
    assert score_table(document(root(bonus=9, rule_set="can_tho_2579")), **PATHS)["total"] == "100,25"
    assert score_table(document(root(bonus=9)), **PATHS)["total"] == "106,25"


def test_nothing_scored_makes_no_table(document):
    bare = {key: value for key, value in root().items() if key != "scores"}
    assert score_table(document(bare), **PATHS) is None


@given(st.tuples(POINTS, POINTS, st.decimals(0, 19, places=2)), st.none() | POINTS, st.none() | POINTS)
def test_the_total_is_the_exact_sum_of_the_rows(document, points, bonus, penalty):
    typed = root(**{k: v for k, v in (("bonus", bonus), ("penalty", penalty)) if v is not None})
    for score, value in zip(typed["scores"]["criteria"], points, strict=True):
        score["self_points"] = value
    table = score_table(document(typed), **PATHS)
    number = lambda text: Decimal(text.replace(".", "").replace(",", "."))  # noqa: E731 - one place, one line
    rows = sum((number(row["self_points"]) for row in table["rows"]), Decimal(0))
    assert number(table["total"]) == rows + (bonus or 0) - (penalty or 0)


UNIT = {
    "unit": {
        "name": "Phòng Kinh tế",
        "criteria": [
            {
                "title": "A",
                "max_points": 60,
                "self_points": "58",
                "assessed_points": "57.5",
                "reason": "Thiếu",
            },
            {"title": "B", "max_points": 40, "self_points": "35", "assessed_points": "25"},
        ],
    }
}


def unit(**more):
    return {"unit": {**UNIT["unit"], **more}, "rules": "quang_ngai_1211"}


def test_one_unit_has_its_points_by_criterion_with_totals(document):
    table = unit_table(document(UNIT), unit="unit")
    assert table["rows"][0] == {
        "number": "1",
        "title": "A",
        "max_points": "60,00",
        "self_points": "58,00",
        "assessed_points": "57,50",
        "difference": "-0,50",
        "reason": "Thiếu",
    }
    totals = ("max_total", "self_total", "assessed_total", "difference")
    assert [table[name] for name in totals] == ["100,00", "93,00", "82,50", "-10,50"]
    assert table["grade"] is None
    assert unit_table(document({}), unit="unit") is None


def test_the_grade_of_a_unit_is_computed_until_it_was_decided(document):
    computed = unit_table(document(unit()), unit="unit", rule_set="rules")["grade"]
    assert (computed["title"], computed["citation"]) == ("Hoàn thành tốt", "Quyết định số 1211/QĐ-UBND")
    assert "“B” đạt dưới 70%" in computed["reasons"]
    agreed = unit_table(document(unit(grade="hoan_thanh_tot")), unit="unit", rule_set="rules")["grade"]
    assert agreed == computed
    free = unit_table(document(unit(grade="hoan_thanh")), unit="unit")["grade"]
    assert (free["title"], free["citation"]) == ("Hoàn thành nhiệm vụ", "")


def test_a_grade_that_the_rules_do_not_give_is_not_said_to_be_by_them(document):
    other = unit_table(document(unit(grade="hoan_thanh")), unit="unit", rule_set="rules")["grade"]
    assert other == {"title": "Hoàn thành", "citation": "", "reasons": ""}
    based = unit(grade="hoan_thanh", grade_basis="Điều 8 Quy chế")
    assert unit_table(document(based), unit="unit", rule_set="rules")["grade"]["citation"] == "Điều 8 Quy chế"


def test_the_words_of_the_law_stand_where_no_rule_set_is_named():
    assert list(grade_words(None)) == list(GRADES)


@pytest.mark.parametrize(("value", "text"), [("0.005", "+0,01"), ("0", "0,00"), ("-7.5", "-7,50")])
def test_a_difference_has_its_sign(value, text):
    assert signed(Decimal(value)) == text
