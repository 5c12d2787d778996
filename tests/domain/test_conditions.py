from decimal import Decimal

import pytest

from service.domain.conditions import at_path, condition, every, is_present, paths_in
from service.domain.refusal import Refused

ROOT = {
    "objectives": "x",
    "empty": "",
    "no": False,
    "zero": 0,
    "place": "both",
    "criteria": [{"tasks": [{"evidence": "a"}, {}]}, {"tasks": []}, {}],
    "plan": {"criteria": [1, 2]},
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, False),
        (False, False),
        ("", False),
        ([], False),
        ({}, False),
        (0, True),
        (Decimal(0), True),
        ("0", True),
    ],
)
def test_a_value_counts_as_given_unless_it_is_empty(value, expected):
    assert is_present(value) is expected
    assert condition("a")({"a": value}, None) is expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (None, True),
        ("objectives", True),
        ("empty", False),
        ("missing", False),
        ("missing.deeper", False),
        ("objectives.deeper", False),
        ("plan.criteria", True),
        ("criteria.*.tasks.*.evidence", True),
        ("criteria.*.tasks.*.cause", False),
        ({"not": "empty"}, True),
        ({"any": ["empty", "objectives"]}, True),
        ({"any": ["empty", "no"]}, False),
        ({"all": ["zero", "objectives"]}, True),
        ({"all": ["zero", "empty"]}, False),
        ({"path": "place", "in": ["appendix", "both"]}, True),
        ({"path": "place", "in": ["text"]}, False),
        ({"path": "missing", "in": ["text"]}, False),
        ({"more_than": "rows", "count": ["criteria.*.tasks"]}, False),
        ({"more_than": "rows", "count": ["criteria", "plan.criteria"]}, True),
        ({"more_than": "rows", "count": ["missing"]}, False),
    ],
)
def test_conditions_say_what_the_content_says(spec, expected):
    assert condition(spec, {"rows": 2})(ROOT, None) is expected


def test_a_leading_dot_starts_at_the_item():
    assert condition(".lead")(ROOT, {"lead": "x"})
    assert not condition(".lead")(ROOT, {})
    assert not condition({"not": ".lead"})(ROOT, {"lead": "x"})
    assert condition(".tasks.*.done")(ROOT, {"tasks": [{}, {"done": 1}]})
    assert not condition(".tasks.*.done")({"tasks": [{"done": 1}]}, {"tasks": []})


@pytest.mark.parametrize(
    "spec",
    [
        5,
        ["a"],
        {},
        {"when": "a"},
        {"any": "a"},
        {"path": "a"},
        {"path": "a", "in": "b"},
        {"any": ["a"], "all": ["b"]},
        {"more_than": "unknown", "count": ["a"]},
        {"more_than": "flag", "count": ["a"]},
        {"more_than": "rows", "count": "a"},
    ],
)
def test_other_shapes_are_refused(spec):
    with pytest.raises(Refused) as caught:
        condition(spec, {"rows": 2, "flag": True})
    assert caught.value.code == "condition_unknown"


def test_a_path_reads_none_where_it_leads_nowhere():
    assert at_path("plan.criteria")(ROOT, None) == [1, 2]
    assert at_path("plan.criteria.x")(ROOT, None) is None
    assert at_path(".x")(ROOT, "no object") is None


def test_every_gives_exact_paths():
    assert list(every(ROOT, "criteria.*.tasks.*.evidence")) == [("criteria[0].tasks[0].evidence", "a")]
    assert [path for path, _ in every(ROOT, "criteria.*")] == ["criteria[0]", "criteria[1]", "criteria[2]"]
    assert list(every(ROOT, "objectives.*")) == []


def test_all_paths_of_a_condition_are_found():
    spec = {
        "all": [{"more_than": "rows", "count": ["a.*.b"]}, {"not": {"path": "c", "in": []}}, {"any": [".d"]}]
    }
    assert list(paths_in(spec)) == ["a.*.b", "c", ".d"]
    assert list(paths_in(None)) == []
