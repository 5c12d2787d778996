"""What must be put into `data/` anew each year, as ./check reminds of it: no test turns red because a year has come."""

from service.domain.holidays import HolidayCalendar


def due(calendar: HolidayCalendar, this_year: int) -> list[str]:
    """Return what the calendar wants in a year: this one as announced, the next one at least by the law.

    >>> due(HolidayCalendar([]), 2031)[0]
    'data/holidays.yaml: chưa có năm 2031; bổ sung ngày nghỉ đã công bố (chưa công bố thì theo luật, provisional: true)'
    """
    lacking = [
        f"data/holidays.yaml: chưa có năm {year}; bổ sung ngày nghỉ đã công bố "
        "(chưa công bố thì theo luật, provisional: true)"
        for year in (this_year, this_year + 1)
        if year not in calendar.years
    ]
    begun = calendar.years.get(this_year)
    if begun is not None and begun.provisional:
        lacking.append(
            f"data/holidays.yaml: năm {this_year} còn tạm tính; thay bằng ngày nghỉ đã công bố, provisional: false"
        )
    return lacking
