from decimal import Decimal

import pytest

from service.domain.computes_registry import ComputeInput
from service.domain.findings import FieldError, Question
from service.domain.rules import RULES

SCORES = {
    "self": "98,00",
    "assessed": Decimal("90.50"),
    "items": [{"points": 6}, {"points": "0,5"}, {"points": "0,5"}],
}
DIFFERENCE = {"self_score": "self", "assessed_score": "assessed", "deductions": "items"}


def outcomes(name, root, *, ranges=(), **arguments):
    return list(RULES[name].function(ComputeInput(root, {}, ranges=ranges), **arguments))


def test_a_difference_that_the_deductions_do_not_explain_is_asked_about():
    (question,) = outcomes("deductions_explain_difference", SCORES, **DIFFERENCE)
    assert isinstance(question, Question)
    assert (question.path, question.code, question.subject) == ("assessed", "difference_unexplained", "0,50")
    assert "7,50" in question.message
    assert "7,00" in question.message


def test_a_difference_that_is_explained_is_no_question():
    explained = {**SCORES, "items": [{"points": "7,5"}]}
    assert outcomes("deductions_explain_difference", explained, **DIFFERENCE) == []
    assert outcomes("deductions_explain_difference", {"items": []}, **DIFFERENCE) == []


def test_every_deduction_needs_a_task_that_mends_it():
    root = {"tasks": [1], "items": [{"hits": "A", "mended_by": ["nv"]}, {"hits": "B"}]}
    (question,) = outcomes("deduction_has_task", root, deductions="items", tasks="tasks")
    assert (question.path, question.code, question.subject) == (
        "items[1].mended_by",
        "deduction_without_task",
        "B",
    )
    assert outcomes("deduction_has_task", {"items": [{"hits": "B"}]}, deductions="items", tasks="tasks") == []


def test_every_task_has_a_lead_and_a_deadline_of_its_own_or_of_its_criterion():
    root = {
        "criteria": [
            {"lead": ["x"], "tasks": [{"content": "A"}]},
            {"tasks": [{"content": "B", "lead": ["y"]}]},
        ]
    }
    found = [(one.path, one.code) for one in outcomes("assignment_complete", root, criteria="criteria")]
    assert found == [
        ("criteria[0].tasks[0].deadline", "task_without_deadline"),
        ("criteria[1].tasks[0].deadline", "task_without_deadline"),
    ]


def test_a_stated_sum_is_held_against_its_parts():
    root = {"total": "7,5", "items": SCORES["items"]}
    (error,) = outcomes("sum_equals", root, parts="items.*.points", total="total")
    assert isinstance(error, FieldError)
    assert (error.path, error.code) == ("total", "sum_differs")
    (question,) = outcomes("sum_equals", root, parts="items.*.points", total="total", ask=True)
    assert isinstance(question, Question)
    assert outcomes("sum_equals", {**root, "total": 7}, parts="items.*.points", total="total") == []


def test_days_stand_in_order():
    root = {"start": "05/3/2025", "end": {"by": "01/3/2025"}}
    (error,) = outcomes("dates_in_order", root, dates=["start", "missing", "end"])
    assert (error.path, error.code) == ("end", "dates_out_of_order")
    assert outcomes("dates_in_order", root, dates=["end", "start"]) == []


def test_every_period_of_a_document_is_held_against_itself():
    root = {
        "periods": [
            {"from": "01/01/2025", "to": "31/3/2025"},
            {"from": "02/01/2025", "to": "01/01/2025"},
            {"from": "1/1/2025"},
        ]
    }
    (error,) = outcomes("dates_in_order", root, ranges=("periods.*",))
    assert error.path == "periods[1].to"


def test_a_part_is_due_before_the_whole():
    root = {"parts": [{"by": "20/6/2025"}, {"before": "30/6/2025"}, {"ongoing": True}], "whole": "30/6/2025"}
    (question,) = outcomes("part_before_whole", root, parts="parts.*", whole="whole")
    assert isinstance(question, Question)
    assert question.path == "parts[1]"
    assert outcomes("part_before_whole", {"parts": root["parts"]}, parts="parts.*", whole="whole") == []


@pytest.mark.parametrize(("day", "count"), [("30/6/2025", 0), ("01/7/2025", 1)])
def test_no_day_is_after_the_limit(day, count):
    found = outcomes("not_after", {"days": [day], "limit": "30/6/2025"}, dates="days.*", limit="limit")
    assert [one.code for one in found] == ["date_after_limit"] * count
    assert outcomes("not_after", {"days": [day]}, dates="days.*", limit="limit") == []
