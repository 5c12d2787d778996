import pytest

from service.domain.findings import FieldError, Question
from service.domain.rules_scores import (
    full_points_in_time,
    lost_points_have_reason,
    previous_points_add_up,
    score_not_above_maximum,
    score_total_whole,
)

PATHS = {"criteria": "plan.criteria", "scores": "scores.criteria"}
WHOLE = {"criteria": "plan.criteria", "scores": "scores"}


def root(*scores, plan=(("a", 60), ("b", 40)), **more):
    criteria = [{"label": label, "title": label.upper(), "max_points": most} for label, most in plan]
    rows = [{"criterion": label, "self_points": points, **rest} for label, points, rest in scores]
    return {"plan": {"criteria": criteria}, "scores": {"criteria": rows, **more}}


FULL = (("a", 60, {}), ("b", 40, {}))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (FULL, []),
        ((("a", "60.01", {}),), [("scores.criteria[0].self_points", "points_above_maximum")]),
        (
            (("a", 1, {"previous_points": 61}),),
            [("scores.criteria[0].previous_points", "points_above_maximum")],
        ),
        ((("a", 1, {}), ("a", 2, {})), [("scores.criteria[1].criterion", "score_repeated")]),
    ],
)
def test_points_stay_within_their_criterion(document, found, scores, expected):
    outcomes = list(score_not_above_maximum(document(root(*scores)), **PATHS))
    assert found(outcomes) == expected
    assert all(isinstance(outcome, FieldError) for outcome in outcomes)


def test_a_criterion_without_a_maximum_cannot_be_scored(document, found):
    bare = root(("a", 1, {}))
    del bare["plan"]["criteria"][0]["max_points"]
    outcomes = found(score_not_above_maximum(document(bare), **PATHS))
    assert outcomes == [("scores.criteria[0].criterion", "max_points_missing")]
    assert found(lost_points_have_reason(document(bare), **PATHS)) == []


def test_lost_points_are_asked_about(document, found):
    scores = (("a", "59.5", {}), ("b", 39, {"reason": "Chậm"}))
    questions = list(lost_points_have_reason(document(root(*scores)), **PATHS))
    assert found(questions) == [("scores.criteria[0].reason", "loss_without_reason")]
    assert questions[0].subject == "0,50"
    assert isinstance(questions[0], Question)


@pytest.mark.parametrize(
    ("points", "result", "expected"),
    [
        (60, {"done_on": "01/6/2025"}, []),
        (60, {"done_on": "01/7/2025"}, [("scores.criteria[0].self_points", "full_points_while_late")]),
        ("60.00", {}, [("scores.criteria[0].self_points", "full_points_while_late")]),
        ("59.5", {}, []),
    ],
)
def test_full_points_beside_a_late_task_are_asked_about(document, found, points, result, expected):
    typed = root(("a", points, {}), ("b", 40, {}))
    for criterion in typed["plan"]["criteria"]:
        criterion["tasks"] = [
            {"label": f"t_{criterion['label']}", "content": ["Việc"], "deadline": {"by": "30/6/2025"}}
        ]
    results = [
        {"task": "t_a", "result": ["x"], **result},
        {"task": "t_b", "result": ["x"], "done_on": "01/6/2025"},
    ]
    source = document({**typed, "results": results, "period": {"kind": "year", "year": 2025}})
    asked = {**PATHS, "results": "results", "period": "period"}
    assert found(full_points_in_time(source, **asked)) == expected


@pytest.mark.parametrize(
    ("before", "last", "expected"),
    [
        (("50", "35"), {"self_score": "85"}, []),
        (("50", "35"), {"self_score": "86,5", "bonus": 2, "penalty": "0,5"}, []),
        (
            ("50", "35"),
            {"self_score": "86"},
            [("scores.previous_year.self_score", "previous_total_differs")],
        ),
        (
            ("50", None),
            {"self_score": "86"},
            [("scores.criteria[1].previous_points", "previous_points_missing")],
        ),
        ((None, None), {"self_score": "86"}, []),
        (("50", "35"), {"assessed_score": "80"}, []),
    ],
)
def test_the_points_of_last_year_add_up(document, found, before, last, expected):
    marks = [
        (label, 40, {"previous_points": then} if then else {})
        for label, then in zip("ab", before, strict=True)
    ]
    assert (
        found(previous_points_add_up(document(root(*marks, previous_year=last)), scores="scores")) == expected
    )
    assert found(previous_points_add_up(document({}), scores="scores")) == []


def test_all_criteria_are_scored(document, found):
    assert found(score_total_whole(document(root(*FULL)), **WHOLE)) == []
    outcomes = found(score_total_whole(document(root(("a", 1, {}))), **WHOLE))
    assert outcomes == [("plan.criteria[1]", "criterion_unscored")]
    assert found(score_total_whole(document({"plan": {"criteria": []}}), **WHOLE)) == []


def test_the_maximum_is_that_of_the_rule_set(document, found):
    short = root(("a", 1, {}), plan=(("a", 90),), rule_set="can_tho_2579")
    questions = list(score_total_whole(document(short), **WHOLE))
    assert found(questions) == [("scores.criteria", "maximum_differs")]
    assert questions[0].subject == "90,00"
    assert found(score_total_whole(document(root(*FULL, rule_set="can_tho_2579")), **WHOLE)) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"bonus": 3, "penalty": 3}, []),
        ({"bonus": "3.01"}, [("scores.bonus", "beyond_rule_set")]),
        ({"penalty": 4}, [("scores.penalty", "beyond_rule_set")]),
        ({"facts": ["tham_nhung"]}, []),
        ({"facts": ["tham_nhung", "la"]}, [("scores.facts[1]", "fact_unknown")]),
        ({"discipline": "khien_trach"}, []),
    ],
)
def test_bonus_deduction_and_facts_are_those_that_the_rule_set_knows(document, found, more, expected):
    assert (
        found(score_total_whole(document(root(*FULL, rule_set="can_tho_2579", **more)), **WHOLE)) == expected
    )


def test_a_rule_set_that_says_nothing_of_discipline_cannot_grade_it(document, found):
    source = document(root(*FULL, rule_set="quang_ngai_1211", discipline="canh_cao", bonus=50))
    assert found(score_total_whole(source, **WHOLE)) == [("scores.discipline", "discipline_unknown")]
