import pytest

from service import reference
from service.domain.findings import FieldError, Question
from service.domain.rules_grades import (
    assessed_not_above_maximum,
    losses_explain_difference,
    rule_set_in_force,
    unit_result_graded,
    units_graded,
)

IN_FORCE = {"rule_set": "rules", "period": "period"}
GRADED = {"groups": "groups", "rule_set": "rules"}


def period(year=2025):
    return {"kind": "year", "year": year}


@pytest.mark.parametrize(
    ("rules", "year", "expected"),
    [
        (None, 2025, []),
        ("can_tho_2579", 2025, []),
        ("can_tho_2579", 2024, [("rules", "rule_set_not_in_force")]),
        ("quang_ngai_1211", 2024, [("rules", "thresholds_assumed")]),
        ("quang_ngai_1211", 2021, [("rules", "rule_set_not_in_force"), ("rules", "thresholds_assumed")]),
        ("khong_co", 2025, [("rules", "rule_set_unknown")]),
    ],
)
def test_a_rule_set_exists_was_in_force_and_says_its_assumptions(document, found, rules, year, expected):
    assert (
        found(rule_set_in_force(document({"rules": rules, "period": period(year)}), **IN_FORCE)) == expected
    )


@pytest.mark.parametrize(("last", "is_in_force"), [("20/11/2025", False), ("21/11/2025", True)])
def test_a_rule_set_counts_from_its_first_day(document, found, last, is_in_force):
    source = document({"rules": "can_tho_2579", "period": {**period(), "to": last}})
    assert (found(rule_set_in_force(source, **IN_FORCE)) == []) is is_in_force


def test_the_message_about_an_unknown_rule_set_names_the_known_ones(document):
    (fault,) = rule_set_in_force(document({"rules": "la", "period": period()}), **IN_FORCE)
    assert "can_tho_2579, quang_ngai_1211" in fault.message


def test_a_rule_set_of_another_province_is_asked_about(document, found):
    office = reference.office("ubnd-21484")
    foreign = document({"rules": "can_tho_2579", "period": period()}, office=office)
    assert found(rule_set_in_force(foreign, **IN_FORCE)) == [("rules", "rule_set_of_other_province")]
    own = document({"rules": "quang_ngai_1211", "period": period()}, office=office)
    assert found(rule_set_in_force(own, **IN_FORCE)) == [("rules", "thresholds_assumed")]


def groups(*units, rules=None):
    return {
        "groups": [{"title": "X", "units": [{"name": f"U{i}", **one} for i, one in enumerate(units)]}],
        "rules": rules,
    }


PLACE = "groups[0].units[0]"


@pytest.mark.parametrize(
    ("unit", "rules", "expected"),
    [
        ({"assessed_points": 90, "grade": "hoan_thanh_tot"}, None, []),
        ({"not_assessed": "Mới lập"}, None, []),
        ({}, None, [(f"{PLACE}.assessed_points", "points_missing")]),
        ({"assessed_points": 90}, None, [(f"{PLACE}.grade", "grade_missing")]),
        ({"assessed_points": 90}, "can_tho_2579", []),
        ({"not_assessed": "x", "assessed_points": 90}, None, [(f"{PLACE}.not_assessed", "assessed_and_not")]),
        ({"not_assessed": "x", "grade": "hoan_thanh"}, None, [(f"{PLACE}.not_assessed", "assessed_and_not")]),
        (
            {"assessed_points": 96, "grade": "hoan_thanh_tot"},
            "can_tho_2579",
            [(f"{PLACE}.grade", "grade_differs")],
        ),
        (
            {"assessed_points": 96, "grade": "hoan_thanh_xuat_sac", "discipline": "khien_trach"},
            "can_tho_2579",
            [(f"{PLACE}.grade", "grade_above_cap")],
        ),
        ({"assessed_points": 96, "grade": "hoan_thanh_tot", "discipline": "khien_trach"}, "can_tho_2579", []),
        (
            {"assessed_points": 96, "discipline": "khien_trach"},
            "quang_ngai_1211",
            [(f"{PLACE}.discipline", "discipline_unknown")],
        ),
        # The decision that is named says nothing of discipline: the grade has another basis, which is to be named.
        (
            {"assessed_points": 96, "grade": "hoan_thanh", "discipline": "khien_trach"},
            "quang_ngai_1211",
            [(f"{PLACE}.grade", "grade_differs")],
        ),
        ({"assessed_points": 96, "grade": "hoan_thanh", "grade_basis": "Điều 8"}, "quang_ngai_1211", []),
        ({"assessed_points": 96, "grade": "gioi"}, "can_tho_2579", [(f"{PLACE}.grade", "grade_unknown")]),
    ],
)
def test_a_unit_can_be_graded_and_its_grade_fits_the_rules(document, found, unit, rules, expected):
    assert found(units_graded(document(groups(unit, rules=rules)), **GRADED)) == expected


def test_a_grade_that_differs_is_a_question_and_one_above_its_cap_a_fault(document):
    (question,) = units_graded(
        document(groups({"assessed_points": 96, "grade": "hoan_thanh_tot"}, rules="can_tho_2579")), **GRADED
    )
    assert isinstance(question, Question)
    assert question.subject == "Hoàn thành tốt ≠ Hoàn thành xuất sắc"
    capped = {"assessed_points": 96, "grade": "hoan_thanh_tot", "discipline": "canh_cao"}
    (fault,) = units_graded(document(groups(capped, rules="can_tho_2579")), **GRADED)
    assert isinstance(fault, FieldError)
    assert "“Hoàn thành”" in fault.message


def test_a_unit_is_named_once(document, found):
    twice = groups({"not_assessed": "x"}, {"not_assessed": "x"})
    twice["groups"][0]["units"][1]["name"] = "U0"
    assert found(units_graded(document(twice), **GRADED)) == [("groups[0].units[1].name", "unit_repeated")]


@pytest.mark.parametrize(
    ("own", "assessed", "losses", "asked"),
    [
        (95, 90, [3, 2], None),
        (95, 90, [3, "1.5"], "0,50"),
        (95, 90, [], "5,00"),
        (95, 95, [], None),
        (90, 91, [], None),
        (95, 95, [1], "-1,00"),
    ],
)
def test_losses_explain_the_difference_or_are_asked_about(document, own, assessed, losses, asked):
    unit = {
        "self_points": own,
        "assessed_points": assessed,
        "losses": [{"points": points} for points in losses],
    }
    questions = list(losses_explain_difference(document(groups(unit)), groups="groups"))
    assert [question.subject for question in questions] == ([] if asked is None else [asked])


def test_points_that_are_not_there_need_no_explanation(document, found):
    assert found(losses_explain_difference(document(groups({"assessed_points": 90})), groups="groups")) == []


def test_points_stay_within_the_maximum_of_a_unit(document, found):
    unit = {"max_points": 100, "self_points": "100.5", "assessed_points": 101}
    assert found(assessed_not_above_maximum(document(groups(unit)), groups="groups")) == [
        (f"{PLACE}.self_points", "points_above_maximum"),
        (f"{PLACE}.assessed_points", "points_above_maximum"),
    ]
    fine = {"max_points": 100, "self_points": 100}
    assert found(assessed_not_above_maximum(document(groups(fine)), groups="groups")) == []


def one_unit(*rows, rules=None, **more):
    names = ("title", "max_points", "self_points", "assessed_points")
    criteria = [{**dict(zip(names, row, strict=False)), **(row[4] if len(row) > 4 else {})} for row in rows]
    return {"unit": {"name": "Phòng A", "criteria": criteria, **more}, "rules": rules}


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ({}, []),
        (one_unit(("A", 60, 60, 60), ("B", 40, 40, 40)), []),
        (one_unit(("A", 60, 60, 59)), [("unit.criteria[0].reason", "loss_without_reason")]),
        (one_unit(("A", 60, 60, 59, {"reason": "Chậm"})), []),
        (one_unit(("A", 60, 61, 61)), [
            ("unit.criteria[0].self_points", "points_above_maximum"),
            ("unit.criteria[0].assessed_points", "points_above_maximum"),
        ]),
        (one_unit(("A", 100, 96, 96), rules="can_tho_2579", grade="hoan_thanh"), [("unit.grade", "grade_differs")]),
        (one_unit(("A", 100, 96, 96), rules="can_tho_2579", grade="hoan_thanh_xuat_sac"), []),
        # The floor of one criterion counts: 96 of 100 points, but 1 of 4 in one criterion.
        (one_unit(("A", 96, 95, 95), ("B", 4, 1, 1), rules="quang_ngai_1211", grade="hoan_thanh_tot"), []),
    ],
)  # fmt: skip
def test_the_points_and_the_grade_of_one_unit_hold_together(document, found, root, expected):
    assert found(unit_result_graded(document(root), unit="unit", rule_set="rules")) == expected
