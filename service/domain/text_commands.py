"""The small text services under one name each: numbers in words, dates, codes, names of files, sorting.

The commands `text ...` and the addresses `/text/<command>` are two faces of this table; a value is one line
of text and gets one line of answer.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from service.domain.dates import date_line, parse_date, parse_month
from service.domain.decimals import parse_decimal, parse_integer
from service.domain.document_code import DocumentKind, format_code, kind_of, parse_code
from service.domain.number_words import money_words, number_words
from service.domain.refusal import Refused
from service.domain.text import file_name, forbidden_character, nfc, quoted, vietnamese_sort_key

SORT = "sort"
COMMANDS: dict[str, str] = {
    "number-words": "đọc số thành chữ: 2025, -3, 90,5",
    "money-words": "đọc số tiền bằng đồng thành chữ: 1.200.000",
    "date-line": "dòng địa danh và ngày tháng: ĐỊA DANH<TAB>2025-03-05, ĐỊA DANH<TAB>2025-03 hoặc ĐỊA DANH",
    "parse-date": "đọc ngày viết theo mọi cách, trả về dạng 2025-03-05",
    "parse-code": "đọc số, ký hiệu văn bản, trả về JSON",
    "file-name": "đặt tên tệp không dấu",
    SORT: "xếp các dòng theo thứ tự chữ cái tiếng Việt",
}
_MONTH = re.compile(r"[0-9]{4}-[0-9]{1,2}")


class Answer(NamedTuple):
    """One line of answer; `refused`: the value was not taken and `text` says why, in Vietnamese."""

    text: str
    refused: bool = False

    @property
    def line(self) -> str:
        """The answer as the command prints it: a refusal begins with an exclamation mark."""
        return f"! {self.text}" if self.refused else self.text


def functions(*, today: date, kinds: Iterable[DocumentKind] = ()) -> dict[str, Callable[[str], str]]:
    """Return command name -> function of one value, for all commands but `sort`, which needs all values.

    `today` gives the year of a line that has no date; `kinds` are the names that `parse-code` knows. The
    functions raise `Refused`.

    >>> functions(today=date(2025, 3, 5))["date-line"]("Ba Tơ")
    'Ba Tơ, ngày      tháng      năm 2025'
    """
    known = tuple(kinds)
    return {
        "number-words": lambda value: number_words(parse_decimal(value)),
        "money-words": lambda value: money_words(parse_integer(value)),
        "date-line": lambda value: _date_line(value, today),
        "parse-date": lambda value: parse_date(value).isoformat(),
        "parse-code": lambda value: _code_as_json(value, known),
        "file-name": lambda value: file_name(*value.split("\t")),
    }


def answers(
    command: str, values: Sequence[str], *, today: date, kinds: Iterable[DocumentKind] = ()
) -> list[Answer]:
    """Return one answer for each value, in order; for `sort` the sorted values, refused ones last.

    Raises KeyError for a command that is not in `COMMANDS`.

    >>> answers("parse-date", ["5/3/2025"], today=date(2025, 3, 5))
    [Answer(text='2025-03-05', refused=False)]
    """
    if command == SORT:
        found = [_answer(nfc, value) for value in values]
        return sorted(found, key=lambda answer: (answer.refused, vietnamese_sort_key(answer.text)))
    function = functions(today=today, kinds=kinds)[command]
    return [_answer(function, value) for value in values]


def _answer(function: Callable[[str], str], value: str) -> Answer:
    """Return what the function says to a value, or why the value is refused."""
    try:
        _check_line(value)
        return Answer(function(value))
    except Refused as refusal:
        return Answer(refusal.message, refused=True)


def _check_line(value: str) -> None:
    """Refuse what is no line of text."""
    place = forbidden_character(value)
    if place is not None:
        raise Refused(
            "character_forbidden",
            f"Ký tự thứ {place + 1} của {quoted(value)} không dùng được (U+{ord(value[place]):04X}); hãy xóa.",
        )
    if "\n" in value or "\r" in value:
        raise Refused("value_has_lines", f"{quoted(value)} có nhiều dòng; mỗi giá trị là một dòng.")


def _date_line(value: str, today: date) -> str:
    """Return the line for PLACE, PLACE<TAB>YYYY-MM or PLACE<TAB>date."""
    place, _, written = value.partition("\t")
    written = written.strip()
    if not written:
        return date_line(place, None, year=today.year)
    if _MONTH.fullmatch(written):
        year, month = parse_month(written)
        return date_line(place, None, month=month, year=year)
    return date_line(place, parse_date(written))


def _code_as_json(value: str, kinds: tuple[DocumentKind, ...]) -> str:
    """Return a code taken apart, as one line of JSON; what it does not have is null."""
    code = parse_code(value)
    kind = kind_of(code, kinds)
    return json.dumps(
        {
            "code": format_code(code),
            "number": code.number,
            "year": code.year,
            "symbol": code.symbol,
            "groups": code.groups,
            "kind": kind and kind.abbreviation,
            "kind_name": kind and kind.name,
            "party": code.is_party,
        },
        ensure_ascii=False,
    )
