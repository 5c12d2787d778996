"""Dates as Vietnamese offices write and read them; the day of an event in the office's zone.

In documents the day has two digits, of the months only January and February do: "ngày 05 tháng 3 năm 2025"
and, in running text, 05/3/2025. Days are plain `date`s of the office (suffix `_on`), moments are aware
`datetime`s (`_at`).
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 4 điểm b.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from service.domain.refusal import Refused
from service.domain.text import nfc, quoted

office_zone: Final = ZoneInfo("Asia/Ho_Chi_Minh")
BLANK: Final = " " * 6  # the gap between two words where a person writes a day or a month by hand

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_NAMED_MONTHS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_MONTH_WORDS = {word: number for number, word in enumerate(_NAMED_MONTHS, start=1)}
_MONTH = rf"(?P<month>[0-9]{{1,2}}|{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})"
_YEAR = r"(?P<year>[0-9]+)"
_DAY_FIRST = re.compile(rf"(?:ngày )?(?P<day>[0-9]{{1,2}}) ?([/.-]) ?(?P<month>[0-9]{{1,2}}) ?\2 ?{_YEAR}")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})([/.-])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})")
_IN_WORDS = re.compile(rf"(?:ngày )?(?P<day>[0-9]{{1,2}}),? tháng {_MONTH},? năm {_YEAR}")
_DAY_ADVICE = "Ghi ngày trước, tháng sau, ví dụ 05/3/2025."
_MONTH_ADVICE = "Ghi như 02/2025."
_MONTH_FORMS = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})"),
    re.compile(rf"(?:tháng )?(?P<month>[0-9]{{1,2}}) ?[/.-] ?{_YEAR}"),
    re.compile(rf"tháng {_MONTH},? năm {_YEAR}"),
)
_PLACE = re.compile(r"[^,\n]*[^,\s][^,\n]*")


def date_line(
    place: str, issued_on: date | None, *, month: int | None = None, year: int | None = None
) -> str:
    """Return the place-and-date line of the header.

    A document for signature has no day yet (`issued_on` None): the day is left blank, and so are `month` and
    `year` where they are None. Beside `issued_on` both may be left out, and must agree with it (ValueError).
    Refused: `place_invalid` for a place that is empty or has a comma.

    >>> date_line("Ba Tơ", date(2025, 3, 5))
    'Ba Tơ, ngày 05 tháng 3 năm 2025'
    >>> date_line("Ba Tơ", None, month=2, year=2025)
    'Ba Tơ, ngày      tháng 02 năm 2025'
    >>> date_line("Ba Tơ", None, year=2025)
    'Ba Tơ, ngày      tháng      năm 2025'

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 4; blanks: the forms of Phụ lục III.
    """
    name = nfc(place).strip()
    if not _PLACE.fullmatch(name):
        raise Refused(
            "place_invalid", f"Địa danh {quoted(place)}: ghi một tên, không để trống, không có dấu phẩy."
        )
    if issued_on is not None:
        if month not in {None, issued_on.month} or year not in {None, issued_on.year}:
            message = f"month={month}, year={year} contradict {issued_on}"
            raise ValueError(message)
        return f"{name}, {long_date(issued_on)}"
    if month is not None and not 1 <= month <= 12:
        message = f"there is no month {month}"
        raise ValueError(message)
    known_month = BLANK if month is None else f" {month_text(month)} "
    known_year = BLANK if year is None else f" {year:04}"
    return f"{name}, ngày{BLANK}tháng{known_month}năm{known_year}"


def short_date(day: date) -> str:
    """Return the form for running text.

    >>> short_date(date(2025, 3, 5)), short_date(date(2025, 2, 14))
    ('05/3/2025', '14/02/2025')
    """
    return f"{day.day:02}/{month_text(day.month)}/{day.year:04}"


def long_date(day: date) -> str:
    """Return the form in words, for the header, the bases and the line of an appendix.

    >>> long_date(date(2025, 3, 5))
    'ngày 05 tháng 3 năm 2025'
    """
    return f"ngày {day.day:02} tháng {month_text(day.month)} năm {day.year:04}"


def month_text(month: int) -> str:
    """Return the number of a month as documents print it: two digits for January and February only.

    >>> month_text(2), month_text(3), month_text(12)
    ('02', '3', '12')

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 4 điểm b.
    """
    return f"{month:02}" if month <= 2 else str(month)


def weekday_name(day: date) -> str:
    """Return the day of the week as it stands in a sentence.

    >>> weekday_name(date(2025, 3, 5)), weekday_name(date(2025, 3, 9))
    ('thứ Tư', 'Chủ nhật')
    """
    return _WEEKDAYS[day.weekday()]


def parse_date(text: str) -> date:
    """Return the date that a person wrote, day before month, in any form that offices use.

    Read are 05/3/2025, 5-03-2025, 05.3.2025, "ngày 16 tháng 5 năm 2016", "16 tháng Năm năm 2016" and ISO
    (2025-03-05); case and spaces do not matter. Refused: `date_impossible` for a day that is in no
    calendar, `date_year_digits` for a year of fewer or more than four digits (never guessed),
    `date_unreadable` for the rest.

    >>> parse_date("05/3/2025") == parse_date("Ngày 5 tháng 03 năm 2025") == date(2025, 3, 5)
    True
    """
    simple = _simplified(text)
    match = _DAY_FIRST.fullmatch(simple) or _YEAR_FIRST.fullmatch(simple) or _IN_WORDS.fullmatch(simple)
    if match is None:
        raise Refused(
            "date_unreadable",
            f"Không đọc được ngày {quoted(text)}. Ghi đủ ngày, tháng, năm, ví dụ 05/3/2025.",
        )
    year, month = _year_and_month(match, text)
    day, last = int(match["day"]), monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Refused(
            "date_impossible",
            f"Ngày {quoted(text)} không có trong lịch: tháng {month_text(month)} năm {year} có {last} ngày.",
        )
    return date(year, month, day)


def parse_month(text: str) -> tuple[int, int]:
    """Return (year, month) of a written month: 2025-02, 02/2025 or "tháng 02 năm 2025".

    Refused as in `parse_date`, with `month_unreadable` for what is no month at all.

    >>> parse_month("2025-02"), parse_month("tháng 3 năm 2025")
    ((2025, 2), (2025, 3))
    """
    simple = _simplified(text)
    match = next((found for form in _MONTH_FORMS if (found := form.fullmatch(simple))), None)
    if match is None:
        raise Refused("month_unreadable", f"Không đọc được tháng {quoted(text)}. {_MONTH_ADVICE}")
    return _year_and_month(match, text, advice=_MONTH_ADVICE)


def office_day(moment: datetime) -> date:
    """Return the office's calendar day at an aware moment; ValueError for a naive one.

    >>> from datetime import UTC
    >>> office_day(datetime(2025, 12, 31, 17, 0, tzinfo=UTC))
    datetime.date(2026, 1, 1)
    """
    if moment.utcoffset() is None:
        message = f"{moment!r} is naive: its day cannot be known"
        raise ValueError(message)
    return moment.astimezone(office_zone).date()


def _simplified(text: str) -> str:
    """Return the text in small letters, with plain digits, hyphens and single spaces."""
    if len(text) > 100:
        return ""  # no date is that long; a value of a megabyte is not worth reading
    plain_signs = unicodedata.normalize("NFKC", text).translate({0x2013: "-", 0x2212: "-", 0x2010: "-"})
    return " ".join(plain_signs.casefold().split())


def _year_and_month(match: re.Match[str], text: str, *, advice: str = _DAY_ADVICE) -> tuple[int, int]:
    """Return year and month of a match, refusing years that are not four digits and impossible months."""
    year, month = match["year"], match["month"]
    if len(year) != 4:
        raise Refused("date_year_digits", f"Năm trong {quoted(text)} phải ghi đủ bốn chữ số, ví dụ 2025.")
    number = _MONTH_WORDS.get(month) or int(month)
    if not 1 <= number <= 12:
        raise Refused(
            "date_impossible",
            f"{quoted(text)}: không có tháng {number}. {advice}",
        )
    if year == "0000":
        raise Refused("date_impossible", f"{quoted(text)}: không có năm 0.")
    return int(year), number
