"""The scalars that both notations share: what a bare word means, and which numbers are taken."""

import re
from decimal import Decimal, InvalidOperation

MAX_NUMBER_LENGTH = 40
_MAX_EXPONENT = 30
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: dict[str, object] = {"null": None, "": None, "true": True, "false": False}
_NOT_NUMBERS = frozenset(
    {".nan", ".NaN", ".NAN", *(f"{sign}.{word}" for sign in ("", "-", "+") for word in ("inf", "Inf", "INF"))}
)


class Fault(Exception):
    """Why an input cannot be read; `line` counts from 1, 0 when no line is to blame."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def number(text: str, line: int = 0) -> int | Decimal:
    """Return a JSON number exactly: int without, Decimal with a fraction or an exponent.

    >>> number("90.50"), number("7"), number("1e3")
    (Decimal('90.50'), 7, Decimal('1E+3'))

    Raises Fault for one that is too long or too large to be meant.
    """
    if len(text) > MAX_NUMBER_LENGTH:
        raise Fault(f"số {text[:20]}… quá dài. Nếu đây là chữ, hãy đặt trong dấu nháy kép.", line)
    if text.lstrip("-").isdigit():
        return int(text)
    value: Decimal | None
    try:
        value = Decimal(text)
    except InvalidOperation:  # an exponent of more digits than Decimal counts
        value = None
    if value is None or (value and abs(value.adjusted()) > _MAX_EXPONENT):
        raise Fault(f"số {text} quá lớn hoặc quá nhỏ. Nếu đây là chữ, hãy đặt trong dấu nháy kép.", line)
    return value


def bare_word(text: str, line: int) -> object:
    """Return what a plain (unquoted) word of YAML means under the scalars of JSON.

    >>> bare_word("no", 1), bare_word("true", 1), bare_word("05", 1), bare_word("12:30", 1), bare_word("5", 1)
    ('no', True, '05', '12:30', 5)
    """
    if text in _WORDS:
        return _WORDS[text]
    if text in _NOT_NUMBERS:
        raise Fault(f"{text} không phải là số. Hãy ghi con số thật, hoặc bỏ trường này.", line)
    if _NUMBER.fullmatch(text):
        return number(text, line)
    return text
