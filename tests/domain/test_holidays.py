from datetime import date

import pytest

from service import reference
from service.domain.holidays import next_working_day, working_days_between
from service.domain.refusal import Refused


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2025, 3, 5), date(2025, 3, 6)),
        (date(2025, 3, 7), date(2025, 3, 10)),  # a weekend
        (date(2025, 1, 24), date(2025, 2, 3)),  # Tết with both weekends
        (date(2025, 4, 25), date(2025, 4, 26)),  # a Saturday worked for 02/5
        (date(2025, 4, 29), date(2025, 5, 5)),
        (date(2025, 12, 31), date(2026, 1, 5)),  # over the end of the year
        (date(2026, 8, 28), date(2026, 9, 3)),
        (date(2026, 11, 23), date(2026, 11, 25)),  # Ngày Văn hóa Việt Nam
        (date(2025, 11, 23), date(2025, 11, 24)),  # which was none before 01/7/2026
    ],
)
def test_the_next_working_day_steps_over_weekends_and_days_off(day, following):
    assert next_working_day(day, reference.holidays()) == following


def test_working_days_are_counted_after_the_first_up_to_the_last():
    calendar = reference.holidays()
    assert working_days_between(date(2025, 3, 7), date(2025, 3, 11), calendar) == 2
    assert working_days_between(date(2025, 1, 24), date(2025, 2, 3), calendar) == 1
    assert working_days_between(date(2025, 3, 7), date(2025, 3, 7), calendar) == 0
    assert working_days_between(date(2025, 3, 11), date(2025, 3, 7), calendar) == 0


def test_a_year_without_data_is_refused_rather_than_guessed():
    with pytest.raises(Refused, match="năm 2019"):
        next_working_day(date(2019, 5, 1), reference.holidays())


def test_a_day_off_has_a_name():
    assert reference.holidays().name_of(date(2026, 9, 2)) == "Quốc khánh"
    assert reference.holidays().name_of(date(2026, 9, 3)) == ""
    assert reference.holidays().name_of(date(2019, 9, 2)) == ""
