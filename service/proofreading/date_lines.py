"""The day that a header gives its document, in every form that offices write it in, with blanks too."""

import calendar
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from service.proofreading.passages import Passage

_FIRST_YEAR = 1945
_BLANK = r"[\s.…_]*"
_PLACE = r"\D{0,60}?,?\s*[Nn]gày"
_LONG = re.compile(
    rf"{_PLACE}{_BLANK}(?P<day>\d{{1,2}})?{_BLANK}tháng{_BLANK}(?P<month>\d{{1,2}})?{_BLANK}năm\s*(?P<year>\d{{4}})\.?"
)
_SHORT = re.compile(
    rf"{_PLACE}\s*(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>\d{{4}})\.?"
)
#: A date line with a slip in it: a place, a comma, "ngày", numbers or "tháng"; dots are the blanks of a form, and a
#: subject ("V/v tổ chức tuần lễ, ngày hội") is none.
_ANY = re.compile(
    r"(?!V/v)[^\W\d_][^\d,;:]{0,40},\s*[Nn]gày(?=[^:;]{0,40}(?:\d|tháng))[\s\d/.-]{0,20}"
    r"(?:tháng[\s\d]{0,20})?(?:năm[\s\d]{0,20})?\.?",
    re.IGNORECASE,
)


def days_of(passages: Sequence[Passage]) -> tuple[date, date] | None:
    """Return the first and the last day that a document can be of by its date line; None where it says no year."""
    for _, part in _parts(passages):
        match = _LONG.fullmatch(part) or _SHORT.fullmatch(part)
        if match is not None and int(match["year"]) >= _FIRST_YEAR:
            return _between(match["day"], match["month"], int(match["year"]))
    return None


def unread_line(passages: Sequence[Passage]) -> Passage | None:
    """Return the passage with the date line of a header of which no year can be read."""
    return next((passage for passage, part in _parts(passages) if _ANY.fullmatch(part)), None)


def _parts(passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield the lines of a header, those beside each other one by one."""
    for passage in passages:
        if passage.zone == "header" and "gày" in passage.text:
            yield from ((passage, part.strip("* ")) for part in re.split(r"[\t\n]", passage.text))


def _between(day: str | None, month: str | None, year: int) -> tuple[date, date]:
    """Return the days that are left open: one day, a month or a year; a day that is in no calendar leaves its month."""
    with suppress(ValueError):
        if day and month:
            return (date(year, int(month), int(day)),) * 2
    if month and 1 <= int(month) <= 12:
        return month_of(int(month), year)
    return date(year, 1, 1), date(year, 12, 31)


def month_of(month: int, year: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
