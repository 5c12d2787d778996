import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.domain.dates import (
    date_line,
    long_date,
    office_day,
    office_zone,
    parse_date,
    parse_month,
    short_date,
    weekday_name,
)
from service.domain.refusal import Refused

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "dates.yaml").read_text(encoding="utf-8"))
# As the examples of the decree: day padded, month padded for 1 and 2 only, both may be blank.
PRINTED_LINE = re.compile(
    r"(?P<place>[^,]+), ngày\s+(?:(?P<day>0[1-9]|[12]\d|3[01])\s+)?"
    r"tháng\s+(?:(?P<month>0[12]|[3-9]|1[0-2])\s+)?năm\s+(?P<year>\d{4})"
)


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Refused as refusal:
        return refusal.code


def wanted(row):
    return row.get("refused", row.get("expected"))


@pytest.mark.parametrize("row", CASES["parse"], ids=lambda row: row["why"])
def test_a_written_date_is_read_or_refused(row):
    found = outcome(parse_date, row["input"])
    assert str(found) == wanted(row)


@pytest.mark.parametrize("row", CASES["line"], ids=lambda row: row["why"])
def test_place_and_date_line_is_printed_as_the_decree_says(row):
    given_row = row["input"]
    day = date.fromisoformat(given_row["day"]) if "day" in given_row else None
    found = outcome(
        date_line, given_row["place"], day, month=given_row.get("month"), year=given_row.get("year")
    )
    assert found == wanted(row)


@pytest.mark.parametrize("row", CASES["short"], ids=lambda row: row["why"])
def test_short_date_stands_in_running_text(row):
    assert short_date(date.fromisoformat(row["input"])) == row["expected"]


@pytest.mark.parametrize("row", CASES["month"], ids=lambda row: row["why"])
def test_a_written_month_is_read_or_refused(row):
    found = outcome(parse_month, row["input"])
    assert (list(found) if isinstance(found, tuple) else found) == wanted(row)


@pytest.mark.parametrize("row", CASES["office_day"], ids=lambda row: row["why"])
def test_the_day_of_a_moment_is_the_day_in_vietnam(row):
    assert office_day(datetime.fromisoformat(row["input"])).isoformat() == row["expected"]


def test_a_naive_moment_has_no_day():
    with pytest.raises(ValueError, match="naive"):
        office_day(datetime(2025, 12, 31, 23, 30))  # noqa: DTZ001 - that is the point


def test_vietnam_is_seven_hours_ahead_the_whole_year():
    offsets = {datetime(2025, month, 1, tzinfo=office_zone).utcoffset() for month in range(1, 13)}
    assert {offset.total_seconds() / 3600 for offset in offsets} == {7.0}


def test_impossible_date_is_explained_with_the_length_of_its_month():
    with pytest.raises(Refused, match="tháng 02 năm 2025 có 28 ngày"):
        parse_date("30/02/2025")


def test_short_year_is_explained_and_not_guessed():
    with pytest.raises(Refused, match="đủ bốn chữ số"):
        parse_date("05/3/25")


def test_a_huge_value_is_refused_and_quoted_short():
    with pytest.raises(Refused) as refusal:
        parse_date("5" * 1_000_000)
    assert len(refusal.value.message) < 200


@pytest.mark.parametrize(("month", "year"), [(4, None), (None, 2024), (4, 2024)])
def test_month_and_year_that_contradict_the_date_are_a_fault_of_the_program(month, year):
    with pytest.raises(ValueError, match="contradict"):
        date_line("Ba Tơ", date(2025, 3, 5), month=month, year=year)


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_does_not_exist_is_a_fault_of_the_program(month):
    with pytest.raises(ValueError, match="no month"):
        date_line("Ba Tơ", None, month=month, year=2025)


def test_month_and_year_may_be_named_beside_the_date():
    assert date_line("Ba Tơ", date(2025, 3, 5), month=3, year=2025) == "Ba Tơ, ngày 05 tháng 3 năm 2025"


def test_the_week_runs_from_monday_to_sunday():
    names = [weekday_name(date(2025, 3, day)) for day in range(3, 10)]
    assert names == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


@given(st.dates())
def test_every_printed_date_is_read_back(day):
    assert parse_date(short_date(day)) == day
    assert parse_date(long_date(day)) == day
    assert parse_date(day.isoformat()) == day


@given(st.dates(), st.sampled_from("/-."), st.booleans(), st.booleans())
def test_zeros_before_day_and_month_do_not_matter_when_reading(day, sign, pad_day, pad_month):
    written = sign.join(
        [f"{day.day:02}" if pad_day else str(day.day), f"{day.month:02}" if pad_month else str(day.month)]
    )
    assert parse_date(f"{written}{sign}{day.year:04}") == day


@given(st.dates(), st.sampled_from(["all", "month", "year"]))
def test_every_line_has_the_form_of_the_decree(day, known):
    line = {
        "all": date_line("Ba Tơ", day),
        "month": date_line("Ba Tơ", None, month=day.month, year=day.year),
        "year": date_line("Ba Tơ", None, year=day.year),
    }[known]
    match = PRINTED_LINE.fullmatch(line)
    assert match
    assert int(match["year"]) == day.year
    assert match["month"] is None if known == "year" else int(match["month"]) == day.month
    assert int(match["day"]) == day.day if known == "all" else match["day"] is None


@given(st.datetimes(timezones=st.just(UTC), max_value=datetime(9999, 12, 30)))  # noqa: DTZ001 - hypothesis wants it naive
def test_the_office_is_never_behind_utc(moment):
    assert (office_day(moment) - moment.date()).days in {0, 1}


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text):
    found = outcome(parse_date, text)
    assert isinstance(found, date) or found in {"date_unreadable", "date_impossible", "date_year_digits"}
