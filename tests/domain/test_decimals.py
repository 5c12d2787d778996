from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

import pytest
import yaml
from babel.numbers import format_decimal as babel_decimal
from hypothesis import given
from hypothesis import strategies as st

from service.domain.decimals import (
    format_decimal,
    format_integer,
    format_percent,
    format_points,
    parse_decimal,
    parse_integer,
)
from service.domain.refusal import Refused

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "decimals.yaml").read_text(encoding="utf-8"))
FORMATS = (format_decimal, format_points, format_integer)
POINTS = st.integers(0, 2).flatmap(lambda places: st.decimals(min_value=-1500, max_value=1500, places=places))


def outcome(function, *values):
    try:
        return function(*values)
    except Refused as refusal:
        return refusal.code


def wanted(row):
    return row.get("refused", row.get("expected"))


def by_reason(row):
    return f"{row['input']} {row['why']}"


@pytest.mark.parametrize("row", CASES["parse"], ids=by_reason)
def test_a_typed_number_is_read_exactly_or_refused(row):
    assert str(outcome(parse_decimal, row["input"])) == wanted(row)


@pytest.mark.parametrize("row", CASES["integer"], ids=by_reason)
def test_a_typed_whole_number_is_read_or_refused(row):
    assert str(outcome(parse_integer, row["input"])) == wanted(row)


@pytest.mark.parametrize("row", CASES["format"], ids=by_reason)
def test_a_number_is_printed_as_vietnamese_print_it(row):
    assert outcome(format_decimal, Decimal(row["input"])) == wanted(row)


@pytest.mark.parametrize("row", CASES["points"], ids=by_reason)
def test_points_have_two_decimals(row):
    assert outcome(format_points, Decimal(row["input"])) == wanted(row)


@pytest.mark.parametrize("row", CASES["percent"], ids=by_reason)
def test_a_share_is_printed_with_two_decimals(row):
    assert outcome(format_percent, *map(Decimal, row["input"])) == wanted(row)


@pytest.mark.parametrize("function", FORMATS)
@pytest.mark.parametrize("value", [90.5, True, "90,5", None])
def test_only_exact_numbers_are_printed(function, value):
    with pytest.raises(TypeError):
        function(value)


@pytest.mark.parametrize("shares", [(0.5, 1), (1, 2.0)])
def test_a_share_of_floats_is_not_printed(shares):
    with pytest.raises(TypeError):
        format_percent(*shares)


@pytest.mark.parametrize("function", FORMATS)
def test_an_int_is_printed_as_the_decimal_of_its_value(function):
    assert function(1234567) == function(Decimal(1234567))


@pytest.mark.parametrize(
    ("typed", "as_thousands", "as_decimal"),
    [
        ("1.234", "1234", "1,2340"),
        ("90.500", "90500", "90,5"),
        ("-1,000", "-1000", "-1,0"),
        ("+5,250", "5250", "+5,25"),
    ],
)
def test_an_ambiguous_number_is_asked_back_with_both_readings(typed, as_thousands, as_decimal):
    with pytest.raises(Refused) as refusal:
        parse_decimal(typed)
    assert refusal.value.code == "decimal_ambiguous"
    assert f"(ghi {as_thousands}) hay" in refusal.value.message
    assert f"(ghi {as_decimal})." in refusal.value.message
    # What the message tells people to type is taken, and means what it says.
    assert parse_decimal(as_thousands) == parse_decimal(as_decimal) * 1000


def test_a_huge_value_is_refused_and_quoted_short():
    with pytest.raises(Refused) as refusal:
        parse_decimal("9" * 1_000_000)
    assert len(refusal.value.message) < 200


@given(POINTS | st.decimals(min_value=-(10**15), max_value=10**15, places=2) | st.integers(-1500, 1500))
def test_points_print_as_babel_prints_them(value):
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        expected = babel_decimal(value or abs(value), "#,##0.00", locale="vi")
    assert format_points(value) == expected


@given(st.decimals(min_value=-2000, max_value=2000, allow_nan=False))
def test_points_of_any_precision_print_as_their_rounded_value(value):
    try:
        rounded = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        found = format_points(value)
    except Refused as refusal:
        assert refusal.code == "decimal_too_large"  # noqa: PT017 - more decimals than anyone can print
        return
    assert found == format_points(rounded)


@given(POINTS)
def test_printed_points_are_read_back(value):
    assert parse_decimal(format_points(value)) == value


@given(st.decimals(min_value=-(10**20), max_value=10**20, allow_nan=False, places=4))
def test_printed_numbers_are_read_back(value):
    assert parse_decimal(format_decimal(value)) == value


@given(st.integers(-(10**30), 10**30))
def test_printed_whole_numbers_are_read_back(value):
    assert parse_integer(format_integer(value)) == value


@given(st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_shares_stay_within_rounding_of_their_value(counts):
    total = sum(counts)
    for count in counts:
        share = parse_decimal(format_percent(count, total).removesuffix("%"))
        assert abs(share - Decimal(count) * 100 / total) <= Decimal("0.005")


@given(st.text(alphabet="0123456789., -+", max_size=14))
def test_any_typed_signs_are_a_number_or_refused(text):
    found = outcome(parse_decimal, text)
    assert isinstance(found, Decimal) or found in {"decimal_ambiguous", "decimal_unreadable"}
