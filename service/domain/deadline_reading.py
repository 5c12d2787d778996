"""Reads a deadline as staff write it in one box: the words that `domain.deadlines` prints, and the short forms of them.

Understood, several of them apart by commas, semicolons or lines: "Thường xuyên"; "trước ngày 01/11/2025"; "chậm nhất
31/10/2025", or the day alone; "ngày 15/10/2025"; "từ 01/7/2025 đến 30/9/2025"; "quý II, III/2025", "quý I đến quý III
năm 2025"; "tháng 6, 10/2025". The first part that is none of these begins the note, which is kept as it was typed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from service.domain.dates import parse_date, short_date
from service.domain.deadlines import deadline_text
from service.domain.refusal import Refused
from service.domain.text import fold, nfc, quoted

_MOST_CHARACTERS: Final = 500
_NUMBERS: Final = r"[0-9]{1,4} ?[/.-] ?[0-9]{1,2} ?[/.-] ?[0-9]{1,4}"
_DAY: Final = rf"(?:{_NUMBERS}|[0-9]{{1,2}} thang [0-9]{{1,2}}(?: nam | ?/ ?)[0-9]{{4}})"
_DONE: Final = r"(?:(?:hoan thanh|thuc hien|gui|xong) )?"
_ONE_DAY = re.compile(f"(?P<word>.*?)(?P<ngay>ngay )?(?P<day>{_DAY})")
_PERIOD = re.compile(f"(?:trong )?(?:ke )?tu (?:ngay )?({_DAY})(?: den(?: het)?| -) ?(?:ngay )?({_DAY})")
_LIMITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("before", re.compile(f"{_DONE}truoc ")),
    ("by", re.compile(f"{_DONE}(?:cham nhat|han|han chot|muon nhat)(?: den(?: het)?| la| vao)?:? ?|xong ")),
    ("to", re.compile(f"{_DONE}den(?: het)? ")),
    ("from", re.compile(r"(?:ke )?tu ")),
    ("on", re.compile(f"{_DONE}vao ")),
)
_NAMES: Mapping[str, str] = {
    "quarters": "iv|i{1,3}|[1-4]",
    "months": "1[0-2]|0?[1-9]",
}
_GROUP_WORDS: Mapping[str, str] = {"quarters": "quy", "months": "thang"}
_SEVERAL = {
    group: re.compile(
        f"(?:trong )?(?P<word>{_GROUP_WORDS[group]} )?(?P<first>{name})"
        f"(?:(?: den| -|-) ?(?:{_GROUP_WORDS[group]} )?(?P<last>{name}))?(?: ?/ ?| nam )?(?P<year>[0-9]{{4}})?"
    )
    for group, name in _NAMES.items()
}
_ONGOING_AND = re.compile(r"\A\s*thường xuyên\s+(?:và\s+)?(?=\w)", re.IGNORECASE)
_ROMAN: Final = ("I", "II", "III", "IV")
_NUMBER_ALONE = re.compile(r"\s*([0-9]+)[\s.]*")
_OF_EXCEL: Final = " (có thể là ngày mà Excel đổi thành số)"
_DATE_LIKE = re.compile(r"[0-9]+ ?[/.-] ?[0-9]+ ?[/.-] ?[0-9]+")


def read_deadline(text: str) -> dict[str, Any]:
    """Return the fields of the deadline that a text says, as `deadline_text` takes them; {} for a blank text.

    >>> read_deadline("chậm nhất 31/10/2025"), read_deadline("từ 01/7/2025 đến 30/9/2025")
    ({'by': '31/10/2025'}, {'from': '01/7/2025', 'to': '30/9/2025'})
    >>> read_deadline("Quý II, III/2025, sau khi có hướng dẫn")
    {'quarters': ['II/2025', 'III/2025'], 'note': 'sau khi có hướng dẫn'}

    Raises Refused for a day that is in no calendar, quarters or months without a year, two limits at once, a number.
    """
    if len(text) > _MOST_CHARACTERS:
        raise Refused(
            "deadline_too_long",
            f"Thời hạn dài {len(text)} ký tự. Hãy ghi gọn trong {_MOST_CHARACTERS} ký tự.",
        )
    if number := _NUMBER_ALONE.fullmatch(text):
        raise Refused(
            "deadline_unreadable",
            f"{quoted(number[1])} chỉ là một con số{_OF_EXCEL if len(number[1]) == 5 else ''}."
            " Ghi như chậm nhất 31/10/2026, quý II/2026 hoặc năm 2026.",
        )
    fields = _Reading(nfc(text)).fields()
    if fields:
        deadline_text(fields)  # refuses what contradicts itself
    return fields


def written_deadline(fields: Mapping[str, Any]) -> str | None:
    """Return the words of a deadline if `read_deadline` makes the same deadline of them; else None.

    >>> written_deadline({"months": ["6/2025", "10/2025"]}), written_deadline({"from": "x"})
    ('tháng 6, tháng 10/2025', None)
    """
    said = {name: value for name, value in fields.items() if value is not False}
    try:
        words = deadline_text(said)
        again = read_deadline(words)
        is_same = set(again) == set(said) and deadline_text(again) == words
    except (Refused, AttributeError, TypeError, ValueError):  # a value of the wrong shape says nothing
        return None
    return words if is_same else None


class _Reading:
    """The parts of one deadline, in the order in which they are written."""

    def __init__(self, text: str) -> None:
        self._text = _ONGOING_AND.sub("thường xuyên, ", text)
        self._found: dict[str, Any] = {}
        self._group = ""  # "quarters" or "months", while their names follow one another
        self._waiting: list[str] = []  # names whose year is still to come

    def fields(self) -> dict[str, Any]:
        """Return what the text says; the rest of it from the first part that says nothing known is the note."""
        start = 0
        for separator in re.finditer(r"[,;\n]|$", self._text):
            part = self._text[start : separator.start()]
            if part.strip() and not self._take(fold(part).rstrip(".")):
                self._refuse_waiting()
                return self._with_note(self._text[start:])
            start = separator.end()
        self._refuse_waiting()
        return self._found

    def _with_note(self, note: str) -> dict[str, Any]:
        for written in _DATE_LIKE.findall(note):
            parse_date(written)  # a slip in a day is not to become a note
        if re.match(r"quy\b|thang\b", fold(note)) and re.search(r"[0-9]", note):
            raise Refused(
                "deadline_unreadable",
                f"Không đọc được {quoted(note.strip())}. Ghi như quý II, III/2025 hoặc tháng 6, 10/2025.",
            )
        return {**self._found, "note": note.strip().rstrip(".")}

    def _take(self, words: str) -> bool:
        if words == "thuong xuyen":
            self._found["ongoing"] = True
            return True
        pieces = words.split(" va ") if self._is_of_group(words) else [words]
        return all(any(reader(self, piece) for reader in _READERS) for piece in pieces)

    def _is_of_group(self, words: str) -> bool:
        return words.removeprefix("trong ").startswith(("quy ", "thang ")) or bool(self._group)

    def several(self, words: str) -> bool:
        """Take quarters or months: one of them, or the first and the last of a row."""
        for group, form in _SEVERAL.items():
            match = form.fullmatch(words)
            if match and (match["word"] or self._group == group):
                self._names(group, _number(match["first"]), _number(match["last"] or match["first"]))
                self._years(match["year"])
                return True
        return False

    def _names(self, group: str, first: int, last: int) -> None:
        if self._group != group:
            self._refuse_waiting()
        self._group = group
        if last < first:
            raise Refused("deadline_order", "Quý, tháng bắt đầu đứng sau quý, tháng kết thúc. Hãy xem lại.")
        numbers = range(first, last + 1)
        self._waiting += [_ROMAN[one - 1] if group == "quarters" else str(one) for one in numbers]

    def _years(self, year: str | None) -> None:
        if year:
            self._found.setdefault(self._group, []).extend(f"{one}/{year}" for one in self._waiting)
            self._waiting = []

    def period(self, words: str) -> bool:
        """Take a first and a last day."""
        match = _PERIOD.fullmatch(words)
        if match is None:
            return False
        self._found |= {"from": _short(match[1]), "to": _short(match[2])}
        return True

    def day(self, words: str) -> bool:
        """Take one day with the word before it; a bare day is the last one that is in time."""
        match = _ONE_DAY.fullmatch(words)
        if match is None:
            return False
        if not match["word"]:
            self._enter("on" if match["ngay"] else "by", match["day"])
            return True
        for name, form in _LIMITS:
            if form.fullmatch(match["word"]):
                self._enter(name, match["day"])
                return True
        return False

    def _enter(self, name: str, day: str) -> None:
        if name in self._found:
            raise Refused("deadline_repeated", "Thời hạn ghi hai ngày cùng một kiểu. Hãy giữ lại một ngày.")
        self._found[name] = _short(day)

    def _refuse_waiting(self) -> None:
        if self._waiting:
            what = "Quý" if self._group == "quarters" else "Tháng"
            raise Refused(
                "deadline_without_year",
                f"{what} {', '.join(self._waiting)} chưa ghi năm. Ghi như quý I/2026, tháng 6/2026.",
            )


_READERS: tuple[Callable[[_Reading, str], bool], ...] = (_Reading.several, _Reading.period, _Reading.day)


def _number(name: str) -> int:
    return int(name) if name.isdigit() else _ROMAN.index(name.upper()) + 1


def _short(words: str) -> str:
    """Return a folded day in the short form of running text; Refused as `parse_date` does."""
    numbers = re.findall(r"[0-9]+", words)
    return short_date(parse_date("/".join(numbers) if "thang" in words else words))
