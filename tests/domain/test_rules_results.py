import pytest

from service.domain.computes_registry import RULES
from service.domain.findings import FieldError, Question
from service.domain.rules_results import (
    directions_not_empty,
    done_by_cutoff,
    every_target_has_result,
    every_task_has_result,
    overdue_has_cause,
    period_complete,
    period_in_subject,
    scores_in_year_report,
)

PERIOD = {"kind": "six_months", "year": 2025}
PLAN = {
    "criteria": [
        {
            "title": "X",
            "tasks": [
                {
                    "label": "a",
                    "content": ["Quán triệt văn bản"],
                    "short_title": "Quán triệt",
                    "deadline": {"by": "31/3/2025"},
                },
                {"label": "b", "content": ["Đối thoại"], "deadline": {"by": "30/9/2025"}},
                {"content": "Việc không nhãn", "deadline": {"ongoing": True}},
            ],
        }
    ],
    "targets": [{"label": "x", "content": "Đúng hạn"}, {"content": "Không nhãn"}],
}
TASKS = {"criteria": "plan.criteria", "results": "results"}


def root(*results, **more):
    return {"plan": PLAN, "period": PERIOD, "results": list(results), **more}


def test_the_rules_are_registered_under_their_names():
    names = {
        "period_complete",
        "period_in_subject",
        "every_task_has_result",
        "every_target_has_result",
        "done_by_cutoff",
        "overdue_has_cause",
        "scores_in_year_report",
    }
    assert names <= set(RULES.names())


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (PERIOD, []),
        ({"kind": "quarter", "year": 2025, "part": 4}, []),
        ({"kind": "quarter", "year": 2025}, [("period.part", "period_part")]),
        ({"kind": "quarter", "year": 2025, "part": 5}, [("period.part", "period_part")]),
        ({"kind": "month", "year": 2025, "part": 13}, [("period.part", "period_part")]),
        ({"kind": "year", "year": 2025, "part": 1}, [("period.part", "period_part_surplus")]),
        ({"kind": "year", "year": 2025, "from": "15/12/2025"}, [("period", "period_order")]),
        # Both days typed: dates_in_order holds them against each other and names the field.
        ({"kind": "year", "year": 2025, "from": "15/12/2025", "to": "01/12/2025"}, []),
    ],
)
def test_a_period_is_complete_and_its_days_are_in_order(document, found, period, expected):
    assert found(period_complete(document({"period": period}), period="period")) == expected


def test_subject_and_opening_name_the_period(document, found):
    source = {"period": PERIOD, "action": "báo cáo 6 tháng đầu năm 2025"}
    said = {"subject": "Kết quả 6 THÁNG ĐẦU NĂM 2025; phương hướng"}
    assert found(period_in_subject(document(source, **said), period="period", action="action")) == []
    wrong = document({**source, "action": "báo cáo năm 2025"}, subject="Kết quả 9 tháng đầu năm 2025")
    questions = list(period_in_subject(wrong, period="period", action="action"))
    assert found(questions) == [("period", "period_not_named"), ("action", "period_not_named")]
    assert {question.subject for question in questions} == {"6 tháng đầu năm 2025"}


def test_each_task_of_the_plan_is_asked_for(document, found):
    questions = list(every_task_has_result(document(root({"task": "a", "result": ["x"]})), **TASKS))
    assert found(questions) == [
        ("plan.criteria[0].tasks[1]", "task_without_result"),
        ("plan.criteria[0].tasks[2]", "task_without_result"),
    ]
    assert all(isinstance(question, Question) for question in questions)
    assert "không có nhãn" in questions[1].message


def test_a_task_that_is_reported_twice_is_refused(document, found):
    twice = root(
        {"task": "a", "result": ["x"]}, {"task": "b", "result": ["x"]}, {"task": "a", "result": ["y"]}
    )
    outcomes = list(every_task_has_result(document(twice), **TASKS))
    assert found(outcomes)[0] == ("results[2].task", "result_repeated")
    assert isinstance(outcomes[0], FieldError)


def test_targets_are_asked_for_once_some_are_reported(document, found):
    paths = {"targets": "plan.targets", "results": "done"}
    assert found(every_target_has_result(document(root()), **paths)) == []
    one = document(root(done=[{"target": "x", "result": "Đạt"}]))
    assert found(every_target_has_result(one, **paths)) == [("plan.targets[1]", "target_without_result")]
    twice = document(root(done=[{"target": "x", "result": "Đạt"}] * 2))
    assert ("done[1].target", "result_repeated") in found(every_target_has_result(twice, **paths))


def test_what_was_done_after_the_figures_closed_is_asked_about(document, found):
    late = root({"task": "a", "result": ["x"], "done_on": "15/6/2025"}, as_of="15/6/2025")
    paths = {"results": "results", "period": "period"}
    assert found(done_by_cutoff(document(late), **paths)) == [("results[0].done_on", "done_after_cutoff")]
    assert found(done_by_cutoff(document(late), **paths, as_of="as_of")) == []
    in_time = root({"task": "a", "result": ["x"], "done_on": "14/6/2025"})
    assert found(done_by_cutoff(document(in_time), **paths)) == []


@pytest.mark.parametrize(
    ("result", "asked"),
    [
        ({"task": "a", "result": ["x"]}, True),
        ({"task": "a", "result": ["x"], "cause": "Chờ"}, False),
        ({"task": "a", "result": ["x"], "done_on": "01/4/2025"}, True),
        ({"task": "a", "result": ["x"], "done_on": "31/3/2025"}, False),
        ({"task": "b", "result": ["x"]}, False),
    ],
)
def test_a_task_that_is_late_must_say_why(document, found, result, asked):
    outcomes = found(overdue_has_cause(document(root(result)), **TASKS, period="period"))
    assert outcomes == ([("results[0].cause", "late_without_cause")] if asked else [])


@pytest.mark.parametrize(
    ("directions", "carried", "refused"),
    [
        (None, [], False),
        ({"carry_over": True, "heading": "Tên"}, [], True),
        ({"carry_over": True}, [{"title": "Việc"}], False),
        ({"intro": ["Lời dẫn"]}, [], False),
        ({"tasks": [{"content": "Việc"}]}, [], False),
    ],
)
def test_directions_are_more_than_a_heading(document, found, directions, carried, refused):
    source = document({"directions": directions} if directions else {})
    source.converted["carried"] = carried
    outcomes = found(directions_not_empty(source, directions="directions", carried="carried"))
    assert outcomes == ([("directions", "section_empty")] if refused else [])


def test_points_belong_into_the_report_of_a_year(document, found):
    paths = {"period": "period", "scores": "scores"}
    scored = {"scores": {"criteria": []}}
    half = document({"period": PERIOD, **scored})
    assert found(scores_in_year_report(half, **paths)) == [("scores", "scores_outside_year")]
    assert found(scores_in_year_report(document({"period": PERIOD}), **paths)) == []
    whole = document({"period": {"kind": "year", "year": 2025}, **scored})
    assert found(scores_in_year_report(whole, **paths)) == []
