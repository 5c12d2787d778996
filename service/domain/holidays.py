"""Working days of public offices: weekends, public holidays, days swapped by decision of the Prime Minister.

Basis: Bộ luật Lao động 2019, Điều 111, 112; Nghị định 30/2020/NĐ-CP, Điều 15, 18 (the next working day).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.refusal import Refused

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The days of one year: off with their names, working Saturdays with their reason.

    `provisional` while the Government has not announced the year: dates by the law and the lunar
    calendar alone.
    """

    year: int
    days_off: Mapping[date, str]
    working_days: Mapping[date, str]
    provisional: bool
    source: str


class HolidayCalendar:
    """The years that are known; a day of another year is refused rather than guessed."""

    def __init__(self, years: Iterable[HolidayYear]) -> None:
        self.years = {year.year: year for year in years}

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on a day; Refused (``holidays_unknown``) for a year without data."""
        year = self.years.get(day.year)
        if year is None:
            raise Refused(
                "holidays_unknown", f"Chưa có lịch nghỉ lễ năm {day.year}: bổ sung vào data/holidays.yaml."
            )
        if day in year.working_days:
            return True
        return day.weekday() < _SATURDAY and day not in year.days_off

    def name_of(self, day: date) -> str:
        """Return the name of a day off, empty for other days."""
        year = self.years.get(day.year)
        return "" if year is None else year.days_off.get(day, "")


def next_working_day(day: date, holidays: HolidayCalendar) -> date:
    """Return the first working day after a day: the latest on which a signed document takes its number.

    Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 2, Điều 18 khoản 1.
    """
    following = day + _ONE_DAY
    while not holidays.is_working_day(following):
        following += _ONE_DAY
    return following


def working_days_between(start: date, end: date, holidays: HolidayCalendar) -> int:
    """Return how many working days lie after `start` up to and with `end`; 0 when `end` is not later."""
    days = ((start + timedelta(days=offset)) for offset in range(1, (end - start).days + 1))
    return sum(holidays.is_working_day(day) for day in days)
