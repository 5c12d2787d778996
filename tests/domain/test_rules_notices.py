import pytest

from service.domain.computes_bodies import body_task_results
from service.domain.rules_notices import (
    approval_named,
    body_results_once,
    make_good_dated,
    scope_named,
    unit_in_subject,
    variant_has_fields,
    variant_needs_source,
)

FIELDS = {"tasks": "task_results", "grades": "groups"}


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ({"variant": "grades", "groups": [1]}, []),
        ({"variant": "grades"}, [("groups", "required")]),
        ({"variant": "grades", "groups": [1], "task_results": [1]}, [("task_results", "not_of_variant")]),
        ({"variant": "tasks", "groups": [1]}, [("task_results", "required"), ("groups", "not_of_variant")]),
    ],
)
def test_a_variant_holds_its_own_content_and_no_other(document, found, root, expected):
    assert found(variant_has_fields(document(root), variant="variant", fields=FIELDS)) == expected


def test_results_of_tasks_need_the_plan(document, found):
    asked = {"variant": "variant", "sources": {"tasks": "plan"}}
    assert found(variant_needs_source(document({"variant": "tasks", "plan": None}), **asked)) == [
        ("plan", "source_missing")
    ]
    assert (
        found(variant_needs_source(document({"variant": "tasks", "plan": {"criteria": [1]}}), **asked)) == []
    )
    assert found(variant_needs_source(document({"variant": "grades"}), **asked)) == []


def test_approved_results_name_their_decision(document, found):
    asked = {"variant": "variant", "approval": "approval", "variants": ["grades"]}
    assert found(approval_named(document({"variant": "grades"}), **asked)) == [
        ("approval", "approval_missing")
    ]
    assert found(approval_named(document({"variant": "grades", "approval": "qd"}), **asked)) == []
    assert found(approval_named(document({"variant": "tasks"}), **asked)) == []


def test_a_notice_to_one_unit_names_it_in_its_subject(document, found):
    root = {"unit": {"name": "Phòng *Kinh tế*"}}
    assert found(unit_in_subject(document(root, subject="Kết quả của phòng  Kinh tế"), unit="unit")) == []
    assert found(unit_in_subject(document(root, subject="Kết quả"), unit="unit")) == [
        ("unit.name", "unit_not_in_subject")
    ]
    assert found(unit_in_subject(document({}, subject="Kết quả"), unit="unit")) == []


def plan(lead):
    task = {
        "label": "a",
        "content": ["Việc"],
        "deadline": {"by": "31/3/2025"},
        **({"lead": [lead]} if lead else {}),
    }
    return {"criteria": [{"title": "X", "tasks": [task]}]}


def test_a_task_stands_once_for_each_body(document, found):
    results = [
        {"task": "a", "body": "Phòng A", "result": "x"},
        {"task": "a", "body": "Phòng B", "result": "x"},
        {"task": "a", "result": "x"},
    ]
    asked = {"criteria": "plan.criteria", "results": "results"}
    root = {"plan": plan("Phòng B"), "results": results}
    assert found(body_results_once(document(root), **asked)) == [("results[2].task", "result_repeated")]
    nobody = {"plan": plan(""), "results": [{"task": "a", "result": "x"}]}
    assert found(body_results_once(document(nobody), **asked)) == [("results[0].body", "required")]


@pytest.mark.parametrize(
    ("labels", "more", "expected"),
    [
        ("a", {}, [("scope", "scope_missing")]),
        ("a", {"scope": "nhiệm vụ trọng tâm"}, []),
        ("ab", {}, []),
        ("", {}, []),
    ],
)
def test_a_notice_of_some_tasks_says_which(document, found, labels, more, expected):
    tasks = [{"label": label, "content": ["Việc"]} for label in "ab"]
    root = {
        "plan": {"criteria": [{"title": "X", "tasks": tasks}]},
        "results": [{"task": label, "result": "x"} for label in labels],
        **more,
    }
    asked = {"criteria": "plan.criteria", "results": "results", "scope": "scope"}
    assert found(scope_named(document(root), **asked)) == expected


def make_good(document, *, done_on, before):
    root = {
        "plan": plan("Phòng A"),
        "results": [{"task": "a", "result": "x", **({"done_on": done_on} if done_on else {})}],
        "period": {"kind": "six_months", "year": 2025},
        **({"before": before} if before else {}),
    }
    source = document(root)
    source.converted["table"] = body_task_results(
        source, criteria="plan.criteria", results="results", period="period"
    )
    return make_good_dated(source, before="before", table="table")


@pytest.mark.parametrize(
    ("done_on", "before", "expected"),
    [
        (None, None, [("before", "make_good_undated")]),
        (None, "25/6/2025", []),
        ("01/3/2025", None, []),
        ("01/3/2025", "25/6/2025", [("before", "nothing_to_make_good")]),
    ],
)
def test_what_must_be_made_good_has_a_day_and_only_that(document, found, done_on, before, expected):
    assert found(make_good(document, done_on=done_on, before=before)) == expected


def test_a_notice_without_tasks_needs_no_day(document, found):
    source = document({"before": "25/6/2025"})
    source.converted["table"] = None
    assert found(make_good_dated(source, before="before", table="table")) == [
        ("before", "nothing_to_make_good")
    ]
