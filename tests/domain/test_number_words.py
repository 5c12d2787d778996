import random
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.domain.number_words import LIMIT, money_words, number_words
from service.domain.refusal import Refused

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "number_words.yaml").read_text(encoding="utf-8")
)


def reference():
    """Load the second implementation, which stands beside this file and is no package."""
    path = Path(__file__).with_name("reference_number_words.py")
    spec = spec_from_file_location("reference_number_words", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


number_in_words = reference().number_in_words


def outcome(function, value):
    try:
        return function(value)
    except Refused as refusal:
        return refusal.code


def wanted(row):
    return row.get("refused", row.get("expected"))


@pytest.mark.parametrize("row", CASES["words"], ids=lambda row: f"{row['input']} {row['why']}")
def test_a_number_is_read_aloud_or_refused(row):
    assert outcome(number_words, Decimal(row["input"])) == wanted(row)


@pytest.mark.parametrize(
    "row", [row for row in CASES["words"] if row["input"].lstrip("-").isdigit()], ids=lambda row: row["input"]
)
def test_an_integer_reads_as_the_decimal_of_the_same_value(row):
    assert outcome(number_words, int(row["input"])) == wanted(row)


@pytest.mark.parametrize("row", CASES["money"], ids=lambda row: f"{row['input']} {row['why']}")
def test_an_amount_of_money_is_read_or_refused(row):
    assert outcome(money_words, Decimal(row["input"])) == wanted(row)


@pytest.mark.parametrize("value", [90.5, True, "90,5", None])
def test_only_exact_numbers_are_read(value):
    with pytest.raises(TypeError):
        number_words(value)


def test_a_second_implementation_agrees_on_a_hundred_thousand_values():
    source = random.Random(20250305)  # noqa: S311 - test data
    # As many short numbers as long ones, half of the digits 0: that is where the rules are.
    values = [
        "".join(source.choices("0123456789", weights=(9, 1, 1, 1, 1, 1, 1, 1, 1, 1), k=source.randint(1, 18)))
        for _ in range(90_000)
    ]
    values += [f"-{value[:9]}.{value[9:]}" for value in values if len(value) > 9][:10_000]
    assert len(values) == 100_000
    different = [
        value
        for value in values
        if number_words(int(value) if value.isdigit() else Decimal(value)) != number_in_words(value)
    ]
    assert different == []


def test_both_agree_on_every_number_below_ten_thousand():
    assert [n for n in range(10_000) if number_words(n) != number_in_words(str(n))] == []


@given(st.decimals(min_value=-LIMIT, max_value=LIMIT, places=6))
def test_zeros_at_the_end_of_decimals_are_never_heard(value):
    with_zeros = value.quantize(Decimal("1.00000000"), context=None) if abs(value) < 10**9 else value
    assert number_words(with_zeros) == number_words(value)


@given(st.integers(1, LIMIT))
def test_a_negative_reads_as_its_positive_after_one_word(number):
    assert number_words(-number) == f"âm {number_words(number)}"


def test_precision_of_the_caller_does_not_change_the_words():
    value = Decimal("123456789012345678.012345678901234567890123456789")
    assert number_words(value) == number_in_words(str(value))
