from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.domain.refusal import Refused
from service.domain.reporting_periods import (
    YEAR_STARTS_ON,
    is_complete,
    next_period_name,
    number_of_parts,
    period_days,
    period_name,
)

PATH = Path(__file__).parents[1] / "cases" / "reporting_periods.yaml"
CASES = yaml.safe_load(PATH.read_text(encoding="utf-8"))["periods"]
STARTS = st.tuples(st.integers(1, 12), st.integers(1, 31))


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["why"])
def test_a_period_has_words_days_and_a_next_one(row):
    period = dict(row["input"])
    starts_on = tuple(period.pop("year_starts_on", YEAR_STARTS_ON))
    assert period_name(period) == row["expected"]["name"]
    assert next_period_name(period) == row["expected"]["next"]
    assert list(period_days(period, starts_on)) == row["expected"]["days"]


@given(st.integers(1991, 2099), STARTS, st.sampled_from(["month", "quarter"]))
def test_the_parts_of_a_year_follow_each_other_without_gap_or_overlap(year, starts_on, kind):
    parts = [
        period_days({"kind": kind, "year": year, "part": part}, starts_on)
        for part in range(1, number_of_parts(kind) + 1)
    ]
    whole = period_days({"kind": "year", "year": year}, starts_on)
    assert (parts[0][0], parts[-1][1]) == whole
    for (_, end), (start, _) in pairwise(parts):
        assert start - end == timedelta(days=1)


@given(st.integers(1991, 2099), STARTS)
def test_a_year_ends_on_the_day_before_the_next_one_starts(year, starts_on):
    _, end = period_days({"kind": "year", "year": year}, starts_on)
    start, _ = period_days({"kind": "year", "year": year + 1}, starts_on)
    assert start - end == timedelta(days=1)


def test_six_and_nine_months_end_with_their_last_quarter():
    for kind, part in (("six_months", 2), ("nine_months", 3)):
        assert (
            period_days({"kind": kind, "year": 2026})[1]
            == period_days({"kind": "quarter", "year": 2026, "part": part})[1]
        )


@pytest.mark.parametrize(
    ("period", "complete"),
    [
        ({"kind": "month", "year": 2025}, False),
        ({"kind": "month", "year": 2025, "part": 13}, False),
        ({"kind": "month", "year": 2025, "part": 12}, True),
        ({"kind": "quarter", "year": 2025, "part": 5}, False),
        ({"kind": "quarter", "year": 2025, "part": 0}, False),
        ({"kind": "year", "year": 2025}, True),
    ],
)
def test_a_month_and_a_quarter_must_say_which(period, complete):
    assert is_complete(period) is complete


def test_an_impossible_day_is_refused():
    with pytest.raises(Refused):
        period_days({"kind": "year", "year": 2025, "to": "31/02/2025"})


def test_days_turned_round_are_left_to_the_rules():
    days = period_days({"kind": "year", "year": 2025, "from": "02/01/2026"})
    assert days == (date(2026, 1, 2), date(2025, 12, 14))
