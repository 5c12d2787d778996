"""Days that a text writes, in any form, also those that are in no calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from service.proofreading.passages import Passage

_DATE = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})(?P<sign>\s?[/.-]\s?)(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d/]|[.,]\d)"
    r"|\bngày\s+(?P<long_day>\d{1,2})\s+tháng\s+(?P<long_month>\d{1,2})(?:\s+năm\s+(?P<long_year>\d{4}))?(?!\d)",
    re.IGNORECASE,
)


#: Every day has one of these: most texts with a number have none, which is told sooner so.
_PART = re.compile(r"\d(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\s+tháng)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day at [start, end) of a passage; `value` is None when the calendar does not have it or the year is missing."""

    passage: Passage
    start: int
    end: int
    day: str
    month: str
    year: str
    style: Literal["short", "long"]
    sign: str = ""

    @property
    def value(self) -> date | None:
        """The day, None when there is none."""
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return None

    @property
    def text(self) -> str:
        """As it is written."""
        return self.passage.text[self.start : self.end]


def dates_of(passage: Passage) -> Iterator[WrittenDate]:
    """Yield the days of a passage in order."""
    for match in _DATE.finditer(passage.text) if _PART.search(passage.text) else ():
        if match["day"]:
            yield WrittenDate(
                passage, *match.span(), match["day"], match["month"], match["year"], "short", match["sign"]
            )
        else:
            parts = (match["long_day"], match["long_month"], match["long_year"] or "")
            yield WrittenDate(passage, *match.span(), *parts, "long")
