from datetime import date
from pathlib import Path

import pytest
import yaml

from service.domain.deadlines import day_text, deadline_days, deadline_text
from service.domain.refusal import Refused

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "deadlines.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_deadlines_are_worded_as_in_the_table(case):
    if "refused" in case:
        with pytest.raises(Refused) as caught:
            deadline_text(case["input"])
        assert caught.value.code == case["refused"]
    else:
        assert deadline_text(case["input"]) == case["expected"]


def test_the_table_names_its_sources():
    assert all(case["why"] and case["source"] for case in CASES)


def test_the_order_of_the_fields_does_not_matter():
    assert deadline_text({"note": "nếu có", "by": "31/10/2025", "ongoing": True}) == deadline_text(
        {"ongoing": True, "by": "31/10/2025", "note": "nếu có"}
    )


def test_days_are_named_in_the_order_of_writing():
    raw = {"to": "31/3/2025", "from": "01/01/2025", "months": ["6/2025"]}
    assert deadline_days(raw) == [date(2025, 1, 1), date(2025, 3, 31)]
    assert deadline_days({"ongoing": True}) == []


def test_a_day_is_remembered_without_mixing_up_days():
    assert [day_text(raw) for raw in ("1/11/2025", "01/11/2025", "11/01/2025")] == [
        "01/11/2025",
        "01/11/2025",
        "11/01/2025",
    ]
