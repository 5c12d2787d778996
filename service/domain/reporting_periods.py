"""The periods that offices report on: their words and the days between which figures are counted.

Offices close their figures before the period ends, on the 14th of its last month, so that the report is there in time;
an office that closes them on other days types `from` and `to`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.domain.dates import parse_date
from service.domain.outline import roman
from service.domain.refusal import Refused

#: The first and last month of each kind of period that is the same every year.
_MONTHS = {"six_months": (1, 6), "nine_months": (1, 9), "year": (1, 12)}

#: Figures count from this day of the month before the period to the day before it in the last month.
CLOSING_DAY = 15


def _months(period: Mapping[str, Any]) -> tuple[int, int]:
    kind, part = period["kind"], period.get("part")
    if kind in _MONTHS:
        return _MONTHS[kind]
    limit = 12 if kind == "month" else 4
    if part is None or not 1 <= part <= limit:
        word = "tháng" if kind == "month" else "quý"
        raise Refused("period_part", f"Hãy ghi báo cáo của {word} thứ mấy (từ 1 đến {limit}).")
    return (part, part) if kind == "month" else (part * 3 - 2, part * 3)


def period_name(period: Mapping[str, Any]) -> str:
    """Return the words of a period.

    >>> period_name({"kind": "six_months", "year": 2025}), period_name({"kind": "quarter", "year": 2026, "part": 2})
    ('6 tháng đầu năm 2025', 'quý II năm 2026')

    Raises Refused("period_part") for a month or a quarter without its number.
    """
    first, last = _months(period)
    year, kind = period["year"], period["kind"]
    if kind == "month":
        return f"tháng {first:02d} năm {year}" if first < 3 else f"tháng {first} năm {year}"
    if kind == "quarter":
        return f"quý {roman(last // 3)} năm {year}"
    return f"năm {year}" if kind == "year" else f"{last} tháng đầu năm {year}"


def period_days(period: Mapping[str, Any]) -> tuple[date, date]:
    """Return the first and the last day whose figures count.

    >>> period_days({"kind": "year", "year": 2025})
    (datetime.date(2024, 12, 15), datetime.date(2025, 12, 14))

    Raises Refused as `period_name` does, and "period_order" when the typed days are turned round.
    """
    first, last = _months(period)
    year = period["year"]
    start = date(year, first - 1, CLOSING_DAY) if first > 1 else date(year - 1, 12, CLOSING_DAY)
    end = date(year, last, CLOSING_DAY - 1)
    start = parse_date(period["from"]) if "from" in period else start
    end = parse_date(period["to"]) if "to" in period else end
    if start > end:
        raise Refused("period_order", "Ngày bắt đầu lấy số liệu sau ngày kết thúc. Hãy xem lại hai ngày.")
    return start, end
