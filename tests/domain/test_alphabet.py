import random
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.domain.alphabet import vietnamese_sort_key

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "text.yaml").read_text(encoding="utf-8"))
WORDS = st.text(alphabet="aàăằâậbdđeêoôơốuưy AĐ'’-129", max_size=8)


@pytest.mark.parametrize("row", CASES["sorting"], ids=lambda row: row["why"])
def test_texts_are_sorted_as_a_vietnamese_dictionary_does(row):
    shuffled = list(row["expected"])
    random.Random(5).shuffle(shuffled)  # noqa: S311 - test data
    assert sorted(shuffled, key=vietnamese_sort_key) == row["expected"]


def test_composition_does_not_matter_to_the_order():
    assert vietnamese_sort_key("Tơ") == vietnamese_sort_key(unicodedata.normalize("NFD", "Tơ"))


def test_a_number_of_any_length_has_its_place():
    assert vietnamese_sort_key("9" * 5000) < vietnamese_sort_key("1" + "0" * 5000)


@given(
    st.lists(
        st.text(st.characters(), max_size=10) | WORDS,
        max_size=6,
        unique_by=lambda t: unicodedata.normalize("NFC", t),
    )
)
def test_the_order_of_different_texts_never_depends_on_where_they_stood(texts):
    backwards = list(reversed(texts))
    assert sorted(texts, key=vietnamese_sort_key) == sorted(backwards, key=vietnamese_sort_key)


@given(WORDS, WORDS)
def test_capitals_stand_beside_their_small_letters(left, right):
    first, second = (vietnamese_sort_key(text)[0] for text in (left, right))
    upper = [vietnamese_sort_key(text.upper())[0] for text in (left, right)]
    assert (first < second) == (upper[0] < upper[1])
