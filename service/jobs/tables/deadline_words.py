"""Reads a deadline as staff write it in one cell: what `domain.deadlines` prints, and the short forms of it.

Understood, several of them apart by commas, semicolons or lines: "Thường xuyên"; "trước ngày 01/11/2026"; "chậm nhất
ngày 31/10/2026", or the day alone; "ngày 15/10/2026"; "từ ngày 01/5/2026 đến ngày 30/9/2026"; "Quý I, Quý II năm 2026";
"tháng 3, tháng 6/2026". What is none of these is the note.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from service.domain.dates import parse_date, short_date
from service.domain.refusal import Refused
from service.domain.text import fold, quoted

_DAY = r"(?:ngay )?(?P<{0}>[0-9]{{1,4}} ?[/.-] ?[0-9]{{1,2}} ?[/.-] ?[0-9]{{1,4}})"
_ONE = _DAY.format("day")
_LOOKS_LIKE_DAY = re.compile(r"[0-9]+ ?[/.-] ?[0-9]+ ?[/.-] ?[0-9]+")
_ONGOING = re.compile("thuong xuyen")
_LIMITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("before", re.compile(f"(?:xong )?truoc {_ONE}")),
    ("by", re.compile(f"(?:cham nhat|han|han chot|xong)(?: den| la)?:? ?{_ONE}")),
    ("to", re.compile(f"den(?: het)? {_ONE}")),
    ("from", re.compile(f"(?:ke )?tu {_ONE}")),
    ("by", re.compile(_ONE.replace("(?:ngay )?", "", 1))),
    ("on", re.compile(_ONE)),
)
_PERIOD = re.compile(f"tu {_DAY.format('first')}(?: den(?: het)?| -) ?{_DAY.format('last')}")
_QUARTER = re.compile(r"(?:quy )?(?P<name>iv|i{1,3}|[1-4])(?: ?/ ?| nam )?(?P<year>[0-9]{4})?")
_MONTH = re.compile(r"(?:thang )?(?P<name>1[0-2]|0?[1-9])(?: ?/ ?| nam )?(?P<year>[0-9]{4})?")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def deadline_of(text: str) -> dict[str, Any]:
    """Return the fields of a deadline that a cell names.

    >>> deadline_of("Quý I, Quý II năm 2026, sau khi có hướng dẫn")
    {'quarters': ['I/2026', 'II/2026'], 'note': 'sau khi có hướng dẫn'}
    >>> deadline_of("31/10/2026"), deadline_of("từ 01/5/2026 đến 30/9/2026")
    ({'by': '31/10/2026'}, {'from': '01/5/2026', 'to': '30/9/2026'})

    Raises Refused for a day that is in no calendar, and for quarters or months without a year.
    """
    reading = _Reading()
    for part in re.split(r"[,;\n]", text):
        if part.strip():
            reading.take(part.strip())
    return reading.raw()


class _Reading:
    """The parts of one deadline, in the order in which they are written."""

    def __init__(self) -> None:
        self._found: dict[str, Any] = {}
        self._waiting: list[str] = []  # quarters or months whose year is still to come
        self._group = ""
        self._notes: list[str] = []

    def take(self, part: str) -> None:
        words = fold(part)
        for reader in _READERS:
            if not self._notes and reader(self, words):
                return
        if _LOOKS_LIKE_DAY.search(words):
            parse_date(_LOOKS_LIKE_DAY.search(words)[0])  # type: ignore[index] # it refuses a day that is in no calendar
        self._notes.append(part)

    def ongoing(self, words: str) -> bool:
        if not _ONGOING.fullmatch(words):
            return False
        self._found["ongoing"] = True
        return True

    def period(self, words: str) -> bool:
        match = _PERIOD.fullmatch(words)
        if match:
            self._found |= {"from": day_words(match["first"]), "to": day_words(match["last"])}
        return match is not None

    def limit(self, words: str) -> bool:
        for name, form in _LIMITS:
            match = form.fullmatch(words)
            if match:
                self._found[name] = day_words(match["day"])
                return True
        return False

    def quarter(self, words: str) -> bool:
        match = _QUARTER.fullmatch(words)
        if match is None or not (words.startswith("quy") or self._group == "quarters"):
            return False
        self._grouped("quarters", _ROMAN.get(match["name"], match["name"].upper()), match["year"])
        return True

    def month(self, words: str) -> bool:
        match = _MONTH.fullmatch(words)
        if match is None or not (words.startswith("thang") or self._group == "months"):
            return False
        self._grouped("months", str(int(match["name"])), match["year"])
        return True

    def _grouped(self, group: str, name: str, year: str | None) -> None:
        self._refuse_waiting(but=group)
        self._group = group
        self._waiting.append(name)
        if year:
            self._found.setdefault(group, []).extend(f"{one}/{year}" for one in self._waiting)
            self._waiting = []

    def _refuse_waiting(self, *, but: str = "") -> None:
        if self._waiting and self._group != but:
            what = "Quý" if self._group == "quarters" else "Tháng"
            raise Refused(
                "deadline_without_year",
                f"{what} {quoted(', '.join(self._waiting))} chưa ghi năm. Ghi như Quý I/2026, tháng 6/2026.",
            )

    def raw(self) -> dict[str, Any]:
        self._refuse_waiting()
        return {**self._found, "note": ", ".join(self._notes)} if self._notes else dict(self._found)


_READERS: tuple[Callable[[_Reading, str], bool], ...] = (
    _Reading.ongoing,
    _Reading.period,
    _Reading.quarter,
    _Reading.month,
    _Reading.limit,
)


def day_words(value: str | date) -> str:
    """Return a day in the short form of running text; Refused as `parse_date` does."""
    return short_date(value if isinstance(value, date) else parse_date(value))
