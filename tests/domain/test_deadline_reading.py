from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.domain.deadline_reading import read_deadline, written_deadline
from service.domain.deadlines import deadline_text
from service.domain.refusal import Refused

FOLDER = Path(__file__).parents[1] / "cases"
CASES = yaml.safe_load((FOLDER / "deadline_reading.yaml").read_text(encoding="utf-8"))
WORDED = yaml.safe_load((FOLDER / "deadlines.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_deadlines_are_read_as_in_the_table(case):
    if "refused" in case:
        with pytest.raises(Refused) as caught:
            read_deadline(case["input"])
        assert caught.value.code == case["refused"]
    else:
        assert read_deadline(case["input"]) == case["expected"]


def test_the_table_names_its_sources():
    assert all(case["why"] and case["source"] for case in CASES)


@pytest.mark.parametrize(
    "words", [case["expected"] for case in WORDED if "expected" in case], ids=lambda words: words
)
def test_what_a_document_prints_is_read_as_the_same_deadline(words):
    assert deadline_text(read_deadline(words)).casefold() == words.casefold()


def test_a_deadline_that_its_words_do_not_carry_is_not_written():
    assert written_deadline({"by": "31/11/2025"}) is None
    assert written_deadline({"note": "quý II"}) is None  # would be read as a quarter without its year
    assert written_deadline({"months": ["6/2025"], "ongoing": False}) == "tháng 6/2025"
    assert written_deadline({}) is None


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(Refused) as caught:
        read_deadline("x" * 501)
    assert caught.value.code == "deadline_too_long"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_printed(text):
    try:
        fields = read_deadline(text)
    except Refused:
        return
    assert not fields or deadline_text(fields)
