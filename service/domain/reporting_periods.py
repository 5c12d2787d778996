"""The periods that offices report on: their words and the days between which figures are counted.

Offices close their figures before the period ends, on the 14th of its last month, so that the report is there in time;
an office that closes them on other days says so once (`Office.year_starts_on`), or types `from` and `to`.
Basis: Nghị định 09/2019/NĐ-CP về chế độ báo cáo của cơ quan hành chính nhà nước, Điều 12.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from service.domain.dates import month_text
from service.domain.deadlines import day_of
from service.domain.outline import roman

#: Month and day from which a year of figures counts: 15 December of the year before.
YEAR_STARTS_ON = (12, 15)

#: The first and last month of each kind of period that is the same every year.
_MONTHS = {"six_months": (1, 6), "nine_months": (1, 9), "year": (1, 12)}
_PARTS = {"month": 12, "quarter": 4}
_SECOND_HALF = 7


def number_of_parts(kind: str) -> int:
    """Return how many periods of a kind a year has, 0 for a kind of which `part` says nothing.

    >>> number_of_parts("quarter"), number_of_parts("year")
    (4, 0)
    """
    return _PARTS.get(kind, 0)


def is_complete(period: Mapping[str, Any]) -> bool:
    """Tell whether a month or a quarter says which one it is.

    >>> is_complete({"kind": "quarter", "year": 2026, "part": 5}), is_complete({"kind": "year", "year": 2026})
    (False, True)
    """
    limit = number_of_parts(period["kind"])
    return not limit or 1 <= period.get("part", 0) <= limit


def _months(period: Mapping[str, Any]) -> tuple[int, int]:
    """Return the first and the last month; an incomplete period counts as its whole year."""
    kind = period["kind"]
    if not is_complete(period):
        return _MONTHS["year"]
    if kind in _MONTHS:
        return _MONTHS[kind]
    part = int(period["part"])
    return (part, part) if kind == "month" else (part * 3 - 2, part * 3)


def period_name(period: Mapping[str, Any]) -> str:
    """Return the words of a period (kind, year, part); an incomplete one is called after its year.

    >>> period_name({"kind": "six_months", "year": 2025}), period_name({"kind": "quarter", "year": 2026, "part": 2})
    ('6 tháng đầu năm 2025', 'quý II năm 2026')
    """
    first, last = _months(period)
    year, kind = int(period["year"]), period["kind"]
    if (first, last) == _MONTHS["year"]:
        return f"năm {year}"
    if kind == "month":
        return f"tháng {month_text(first)} năm {year}"
    return f"quý {roman(last // 3)} năm {year}" if kind == "quarter" else f"{last} tháng đầu năm {year}"


def next_period_name(period: Mapping[str, Any]) -> str:
    """Return the words of what follows a period, for its directions.

    >>> next_period_name({"kind": "six_months", "year": 2025}), next_period_name({"kind": "year", "year": 2025})
    ('6 tháng cuối năm 2025', 'năm 2026')
    """
    first, last = _months(period)
    year, kind = int(period["year"]), period["kind"]
    if (first, last) == _MONTHS["year"]:
        return f"năm {year + 1}"
    if kind in _MONTHS:
        return f"{12 - last} tháng cuối năm {year}"
    part = int(period["part"]) % _PARTS[kind] + 1
    return period_name({"kind": kind, "year": year + (part == 1), "part": part})


def period_days(
    period: Mapping[str, Any], year_starts_on: tuple[int, int] = YEAR_STARTS_ON
) -> tuple[date, date]:
    """Return the first and the last day whose figures count, as typed (`from`, `to`), else by the office's year.

    >>> period_days({"kind": "year", "year": 2025})
    (datetime.date(2024, 12, 15), datetime.date(2025, 12, 14))
    >>> period_days({"kind": "quarter", "year": 2025, "part": 2}, (1, 1))
    (datetime.date(2025, 4, 1), datetime.date(2025, 6, 30))

    Raises Refused for an impossible typed day.
    """
    first, last = _months(period)
    year = int(period["year"])
    start = _month_start(year, first, year_starts_on)
    end = _month_start(year, last + 1, year_starts_on) - timedelta(days=1)
    return (
        day_of(period["from"]) if "from" in period else start,
        day_of(period["to"]) if "to" in period else end,
    )


@lru_cache(maxsize=256)
def _month_start(year: int, month: int, year_starts_on: tuple[int, int]) -> date:
    """Return the day from which the figures of a month (1 to 13) of a year count."""
    start_month, day = year_starts_on
    # A year that starts in its second half is named after the year in which it ends.
    months = 12 * year + start_month - 1 + month - 1 - (12 if start_month >= _SECOND_HALF else 0)
    found_year, found_month = divmod(months, 12)
    return date(found_year, found_month + 1, min(day, monthrange(found_year, found_month + 1)[1]))
