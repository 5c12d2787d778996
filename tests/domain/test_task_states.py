from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.domain.dates import parse_date
from service.domain.task_states import (
    LATE,
    TO_MAKE_GOOD,
    UNFINISHED,
    TaskState,
    counted,
    misses_whole,
    share,
    state_counts,
    task_state,
)

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "task_states.yaml").read_text(encoding="utf-8"))
STATES = st.lists(st.sampled_from(list(TaskState)), min_size=1, max_size=200)


@pytest.mark.parametrize("row", CASES["states"], ids=lambda row: row["why"])
def test_a_state_follows_deadline_and_report(row):
    given_row = row["input"]
    is_reported = given_row.get("reported", True)
    state = task_state(
        given_row.get("deadline"),
        done_on=parse_date(given_row["done_on"]) if "done_on" in given_row else None,
        is_started=is_reported and given_row.get("started", True),
        has_evidence=given_row.get("evidence", False),
        as_of=parse_date(given_row["as_of"]),
    )
    assert state.words == row["expected"]


def test_the_table_holds_every_state():
    assert {row["expected"] for row in CASES["states"]} == {state.words for state in TaskState}


@given(STATES)
def test_counts_add_up_and_each_share_is_that_of_its_count(states):
    rows = state_counts(states)
    expected = Counter(state.words for state in states)
    assert {row["state"]: int(row["count"]) for row in rows} == expected
    assert sum(int(row["count"]) for row in rows) == len(states)
    for row in rows:
        exact = Decimal(100 * expected[row["state"]]) / len(states)
        rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert row["share"] == f"{rounded:.2f}".replace(".", ",")


@given(STATES)
def test_a_reader_is_told_exactly_when_printed_shares_miss_the_whole(states):
    rows = state_counts(states)
    total = sum(Decimal(row["share"].replace(",", ".")) for row in rows)
    assert misses_whole(rows) is (total != 100)


def test_shares_are_not_bent():
    states = [TaskState.DONE_LATE, TaskState.OVERDUE, TaskState.NOT_DUE]
    assert [row["share"] for row in state_counts(states)] == ["33,33", "33,33", "33,33"]
    assert misses_whole(state_counts(states))


def test_rows_stand_in_the_order_of_the_states_whatever_the_order_of_the_tasks():
    rows = state_counts(reversed(TaskState))
    assert [row["state"] for row in rows] == [state.words for state in TaskState]


def test_nothing_makes_no_rows():
    assert state_counts([]) == []


@pytest.mark.parametrize(("number", "words"), [(0, "00"), (1, "01"), (9, "09"), (10, "10"), (123, "123")])
def test_a_count_below_ten_has_two_digits(number, words):
    assert counted(number) == words


def test_a_share_has_no_sign_of_percent():
    assert share(7, 7) == "100,00"
    assert share(0, 7) == "0,00"


def test_what_goes_on_what_was_late_and_what_must_be_made_good():
    assert {state.value for state in UNFINISHED} == {"in_progress", "overdue", "not_due"}
    assert {state.value for state in LATE} == {"overdue", "done_late"}
    assert {state.value for state in TO_MAKE_GOOD} == {"overdue", "unevidenced"}
