"""What stands in one cell of a table, where it stands, and how it is shown to the person who typed it.

A value is None (blank), text, whole number, exact decimal, day, yes or no; and what only a spreadsheet has: a time of
day, a percentage, a cell that holds no value at all (`Flaw`). JSON may also give a whole piece of an envelope
(`Piece`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from service.domain.dates import short_date
from service.domain.decimals import format_decimal
from service.domain.refusal import Refused
from service.domain.text import nfc

_READ_LENGTH = 120
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SPACES = {0x00A0: " ", 0x202F: " ", 0x2007: " "}


class Percent(NamedTuple):
    """A number that a spreadsheet shows as a percentage: `value` 0.85 is seen as 85%."""

    value: Decimal


class TimeOfDay(NamedTuple):
    """A time that a spreadsheet shows without a day."""

    shown: str


class Flaw(NamedTuple):
    """A cell without a value that can be used: `shown` as seen (``#N/A``), and why."""

    shown: str
    code: str
    message: str


class Piece(NamedTuple):
    """A list or an object of a JSON table, taken into the envelope as it is."""

    value: Any


Value: TypeAlias = "str | int | Decimal | date | bool | Percent | TimeOfDay | Flaw | Piece | None"


class SheetRow(NamedTuple):
    """One row as read: `number` as the program shows it (from 1), `values` from the first column on.

    `anchors` names the row in which the value of a column stands, for cells merged downwards.
    """

    number: int
    values: list[Value]
    is_hidden: bool = False
    anchors: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows` starts a new reading each time; `hidden_columns` counts from 0."""

    name: str
    rows: Callable[[], Iterator[SheetRow]]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    address: Callable[[int, int], str] = field(default=lambda row, column: f"{column_letters(column)}{row}")


@dataclass(frozen=True, slots=True)
class CellError:
    """A fault of a table: the path in the envelope, and the cell where the person finds it.

    `sheet` and `cell` are "" for a fault of the plan or of the whole table; `column` is the heading, `read` what was
    read there, `row` the row of the cell as `SheetRow.number` counts it.
    """

    path: str
    code: str
    message: str
    sheet: str = ""
    cell: str = ""
    column: str = ""
    read: str = ""
    row: int | None = None


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the place of a column from 0.

    >>> column_index("A"), column_index("AA"), column_index("zz")
    (0, 26, 701)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def tidy(text: str) -> str:
    r"""Return a text in NFC without invisible signs and without space around it; hard spaces become plain ones.

    >>> tidy("\u00a0Ba\u00a0Tơ \u200b")
    'Ba Tơ'
    """
    if not text.isascii():
        text = nfc(text.translate(_INVISIBLE).translate(_SPACES))
    return text.strip()


def is_blank(value: Value) -> bool:
    """Tell whether a cell has nothing in it: empty, or spaces only."""
    return value is None or (isinstance(value, str) and not tidy(value))


def shown(value: Value) -> str:
    """Return a value as staff read it in the cell, cut when long.

    >>> shown(Decimal("90.5")), shown(date(2026, 3, 5)), shown(Percent(Decimal("0.85"))), shown(True)
    ('90,5', '05/3/2026', '85%', 'TRUE')
    """
    words = value if isinstance(value, str) else _SHOWN[type(value)](value)
    return words if len(words) <= _READ_LENGTH else f"{words[: _READ_LENGTH - 1]}…"


def number_words(value: Decimal) -> str:
    """Return a number as it is typed here: with a comma, without signs between thousands."""
    text = format_decimal(value)
    return text.replace(".", "")


_SHOWN: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _none: "",
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    Decimal: number_words,
    date: short_date,
    Percent: lambda value: f"{number_words((value.value * 100).normalize() + 0)}%",
    TimeOfDay: lambda value: value.shown,
    Flaw: lambda value: value.shown,
    Piece: lambda value: str(value.value),
}


def refuse_flaw(value: Value) -> None:
    """Raise Refused for a cell that holds no value (an Excel error, a formula never calculated)."""
    if isinstance(value, Flaw):
        raise Refused(value.code, value.message)
