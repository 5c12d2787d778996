"""A deadline in words: ongoing, one day, a limit, quarters, months, a period, or several of them.

``before`` is the first day that is too late ("trước ngày 01/11/2025"), ``by`` the last day that is in time ("chậm nhất
ngày 31/10/2025"); a deadline has one of the two, never both words. Days are written in the short form of running text.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from service.domain.dates import parse_date, short_date
from service.domain.refusal import Refused
from service.domain.remembered import Remembered


def day_of(raw: str) -> date:
    """Return `parse_date` of a written day, remembered: a document names the same few days again and again."""
    return _days[raw]


def day_text(raw: str) -> str:
    """Return any written form of a day in the short form of running text.

    >>> day_text("ngày 5 tháng 3 năm 2025")
    '05/3/2025'

    Raises Refused as `parse_date` does.
    """
    return _day_texts[raw]


_days = Remembered(parse_date)
_day_texts = Remembered[str, str](lambda raw: short_date(_days[raw]))


def deadline_text(raw: Mapping[str, Any]) -> str:
    """Return the words of a deadline; parts of it stand in a fixed order, joined by commas.

    Fields of `raw`, all optional: `ongoing` (bool), `on`, `by`, `before`, `from`, `to` (days in any written form),
    `quarters` ("I/2025"), `months` ("6/2025"), `note` (text).

    >>> deadline_text({"ongoing": True})
    'Thường xuyên'
    >>> deadline_text({"before": "1/11/2025"})
    'trước ngày 01/11/2025'
    >>> deadline_text({"quarters": ["I/2025", "II/2025"], "note": "sau khi có hướng dẫn"})
    'quý I, quý II năm 2025, sau khi có hướng dẫn'

    Raises Refused: "deadline_two_limits", "deadline_order", "deadline_empty", or what `parse_date` refuses.
    """
    try:
        if len(raw) == 1:  # as in most: nothing to put together
            for name in raw:
                return _single[name, raw[name]]
        return _remembered[tuple(raw.items())]
    except TypeError:  # quarters and months are lists: such deadlines are few
        return _words(raw)


def _words(raw: Mapping[str, Any]) -> str:
    if "by" in raw and "before" in raw:
        raise Refused(
            "deadline_two_limits",
            "Thời hạn chỉ ghi một trong hai: “Chậm nhất ngày” (by) hoặc “Trước ngày” (before). Hãy bỏ bớt một.",
        )
    words = ", ".join([text for key, make in _PARTS if key in raw and (text := make(raw))])
    if not words:
        raise Refused(
            "deadline_empty",
            "Thời hạn chưa ghi gì. Hãy chọn thường xuyên, một ngày, quý, tháng hoặc khoảng thời gian.",
        )
    return words


#: Most tasks of a document have one of two or three deadlines.
_remembered = Remembered[tuple[tuple[str, Any], ...], str](lambda items: _words(dict(items)))
_single = Remembered[tuple[str, Any], str](lambda item: _words(dict([item])))


def deadline_day_words(value: object) -> str | None:
    """Return the words of the days that a deadline names, without its note; None for what is no deadline with a day.

    >>> deadline_day_words({"before": "1/11/2025", "note": "sau khi có hướng dẫn"})
    'trước ngày 01/11/2025'
    >>> deadline_day_words({"quarters": ["I/2025"]}) is deadline_day_words({"name": "Phòng Nội vụ"}) is None
    True

    Raises Refused as `deadline_text` does.
    """
    if not isinstance(value, Mapping) or not value.keys() <= _NAMES:
        return None
    days = {name: value[name] for name in _DAYS if name in value}
    return deadline_text(days) if days else None


def deadline_days(raw: Mapping[str, Any]) -> list[date]:
    """Return the days that a deadline names, in the order in which they are written.

    >>> deadline_days({"from": "01/01/2025", "to": "31/03/2025"})
    [datetime.date(2025, 1, 1), datetime.date(2025, 3, 31)]
    """
    return [day_of(raw[key]) for key in _DAYS if key in raw]


def _period(raw: Mapping[str, Any]) -> str:
    start = day_of(raw["from"]) if "from" in raw else None
    end = day_of(raw["to"]) if "to" in raw else None
    if start is not None and end is not None and start > end:
        raise Refused(
            "deadline_order",
            f"Khoảng thời gian bắt đầu {short_date(start)} sau khi kết thúc {short_date(end)}. Hãy xem lại hai ngày.",
        )
    words = []
    if start is not None:
        words.append(f"từ ngày {short_date(start)}")
    if end is not None:
        words.append(f"đến ngày {short_date(end)}")
    return " ".join(words)


_QUARTER = "quý"


def _grouped(members: Sequence[str], word: str) -> str:
    """Join ``I/2025, II/2025`` year by year: the year is written once for each run of members."""
    split = [member.rpartition("/") for member in members]
    runs = []
    for year, run in groupby(split, key=lambda part: part[2]):
        names = ", ".join(f"{word} {name}" for name, _, _ in run)
        runs.append(f"{names} năm {year}" if word == _QUARTER else f"{names}/{year}")
    return ", ".join(runs)


#: The parts of a deadline in the order in which they are said; `to` is said with `from` where both are there.
_PARTS: tuple[tuple[str, Callable[[Mapping[str, Any]], str]], ...] = (
    ("ongoing", lambda raw: "Thường xuyên" if raw["ongoing"] else ""),
    ("on", lambda raw: f"ngày {day_text(raw['on'])}"),
    ("by", lambda raw: f"chậm nhất ngày {day_text(raw['by'])}"),
    ("before", lambda raw: f"trước ngày {day_text(raw['before'])}"),
    ("quarters", lambda raw: _grouped(raw["quarters"], _QUARTER)),
    ("months", lambda raw: _grouped(raw["months"], "tháng")),
    ("from", _period),
    ("to", lambda raw: "" if "from" in raw else _period(raw)),
    ("note", lambda raw: str(raw["note"])),
)
_NAMES = frozenset(name for name, _ in _PARTS)
_DAYS = ("on", "by", "before", "from", "to")
