"""Exact decimals: printed as Vietnamese print them (1.234.567 and 90,50), read as people type them.

Only `Decimal` and `int` are taken, floats never: 0.1 + 0.2 is not 0.3 for them. What has to be rounded is
rounded half up, as sums of points and money are. Nothing is guessed: 1.234 may be a thousand or one and a
bit, so it is asked back.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache
from typing import Final

from babel.numbers import format_decimal as babel_decimal

from service.domain.number_words import number_words
from service.domain.refusal import Refused
from service.domain.text import quoted

_LOCALE: Final = "vi"
_MOST_DIGITS: Final = 40
_EXACT: Final = Context(prec=3 * _MOST_DIGITS, rounding=ROUND_HALF_UP)
_HUNDREDTHS: Final = 2
_PRINTABLE_WHOLE = re.compile("0|-?[1-9][0-9]*")
_PLAIN = re.compile(r"[+-]?[0-9]*(?:[.,][0-9]+)?")
_GROUPED = re.compile(
    r"[+-]?[1-9][0-9]{0,2}(?P<group>[., ])[0-9]{3}(?:(?P=group)[0-9]{3})*(?:(?!(?P=group))[.,][0-9]+)?"
)
_TWO_READINGS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_INTEGER = re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)")


def format_decimal(value: Decimal | int, *, places: int | None = None) -> str:
    """Return the number with `.` between thousands and `,` before the decimals, rounded half up.

    `places` is the number of decimals, None for as many as the value has. Raises TypeError for a float or a
    bool; refused: `decimal_too_large` above 40 digits, `decimal_unreadable` for what is no finite number.

    >>> format_decimal(Decimal("1234567")), format_decimal(Decimal("90.50"))
    ('1.234.567', '90,50')
    >>> format_decimal(Decimal("0.125"), places=2)
    '0,13'
    """
    number = _checked(value)
    own = max(0, -int(number.as_tuple().exponent))
    return _printed(number, own if places is None else places)


@lru_cache(maxsize=1024)
def _printed(number: Decimal, decimals: int) -> str:
    """Print a number; the documents of a batch have the same sums, and equal numbers print alike."""
    with localcontext(_EXACT):
        rounded = number.quantize(Decimal(1).scaleb(-decimals))
        # abs: no document says -0,00
        shown = rounded or abs(rounded)
        return str(babel_decimal(shown, f"#,##0.{'0' * decimals}", locale=_LOCALE))


def format_points(value: Decimal | int) -> str:
    """Return points with two decimals, everywhere in a document the same; errors as in `format_decimal`.

    >>> format_points(Decimal("90.5")), format_points(98), format_points(Decimal("-7.00"))
    ('90,50', '98,00', '-7,00')
    """
    # Some sixty times a document, so what needs neither rounding nor a sign between thousands is put together
    # here; a test holds it equal to what Babel prints.
    if type(value) is Decimal or type(value) is int:
        whole, _, decimals = str(value).partition(".")
        if len(decimals) <= _HUNDREDTHS and len(whole) <= 3 and _PRINTABLE_WHOLE.fullmatch(whole):
            return f"{whole},{decimals:0<2}"
    return format_decimal(value, places=_HUNDREDTHS)


def format_integer(value: int) -> str:
    """Return a whole number with `.` between thousands; errors as in `format_decimal`.

    >>> format_integer(1234567)
    '1.234.567'
    """
    return format_decimal(value, places=0)


def format_percent(part: Decimal | int, whole: Decimal | int, *, places: int = _HUNDREDTHS) -> str:
    """Return the share of `part` in `whole`, rounded half up and never bent to make shares reach 100.

    Refused: `percent_of_nothing` when `whole` is 0; errors as in `format_decimal`.

    >>> format_percent(1, 3), format_percent(7, 8, places=0)
    ('33,33%', '88%')
    """
    divisor = _checked(whole)
    if not divisor:
        raise Refused("percent_of_nothing", "Không tính được tỷ lệ vì tổng số bằng 0.")
    share = _EXACT.divide(_EXACT.multiply(_checked(part), Decimal(100)), divisor)
    # Rounded here: a share such as 1/3 has more digits than a number that people enter may have.
    rounded = share.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    return f"{format_decimal(rounded, places=places)}%"


def parse_decimal(text: str) -> Decimal:
    """Return exactly the number that a person typed, with the decimals typed.

    Read are 90.5, 90,5, 1.234,5, 1,234.5, 1.234.567, 1 234 567, -3 and +0,5. Refused: `decimal_ambiguous`
    for one separator before three digits (1.234 and 1,234), with both readings; `decimal_unreadable`;
    `decimal_too_large`.

    >>> parse_decimal("90,50"), parse_decimal("1.234,5"), parse_decimal("-3")
    (Decimal('90.50'), Decimal('1234.5'), Decimal('-3'))
    """
    simple = _simplified(text)
    if _TWO_READINGS.fullmatch(simple):
        raise Refused("decimal_ambiguous", _both_readings(simple))
    grouped = _GROUPED.fullmatch(simple)
    if grouped:
        simple = simple.replace(grouped["group"], "")
    elif not _PLAIN.fullmatch(simple) or not simple.strip("+-"):
        raise Refused("decimal_unreadable", f"Không đọc được số {quoted(text)}. Ghi như 90,5 hoặc 1.234.567.")
    return _checked(Decimal(simple.replace(",", ".")))


def parse_integer(text: str) -> int:
    """Return the whole number that a person typed; `.` before three digits groups, for there are no decimals.

    Refused: `integer_required` for decimals, and what `parse_decimal` refuses.

    >>> parse_integer("1.200"), parse_integer("1200000"), parse_integer("5,0")
    (1200, 1200000, 5)
    """
    simple = _simplified(text)
    number = _checked(Decimal(simple.replace(".", ""))) if _INTEGER.fullmatch(simple) else parse_decimal(text)
    if number != number.to_integral_value():
        raise Refused("integer_required", f"{quoted(text)} phải là số nguyên, không có phần lẻ.")
    return int(number)


def _checked(value: Decimal | int) -> Decimal:
    """Return the value as a Decimal of a size that can be printed exactly."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        message = f"exact numbers are int or Decimal, not {type(value).__name__}"
        raise TypeError(message)
    number = Decimal(value)
    if not number.is_finite():
        raise Refused("decimal_unreadable", "Đây không phải là một số.")
    if number.adjusted() >= _MOST_DIGITS or int(number.as_tuple().exponent) < -_MOST_DIGITS:
        raise Refused("decimal_too_large", f"Số có quá {_MOST_DIGITS} chữ số.")
    return number


def _simplified(text: str) -> str:
    """Return the text with plain digits, spaces and minus; "" for what is too long to be a number."""
    if len(text) > 2 * _MOST_DIGITS:
        return ""
    return unicodedata.normalize("NFKC", text).translate({0x2212: "-", 0x2013: "-"}).strip()


def _both_readings(simple: str) -> str:
    """Return the question about a number such as 1.234, showing both readings and how to type each."""
    whole, decimals = re.split("[.,]", simple)
    shorter = decimals.rstrip("0")
    # Two decimals or fewer, or four, leave no doubt.
    other = f"{whole},{shorter or 0}" if len(shorter) < len(decimals) else f"{whole},{decimals}0"
    thousands = f"{whole}{decimals}".lstrip("+")
    aloud = number_words(int(thousands)), number_words(Decimal(f"{whole}.{decimals}"))
    return f"{quoted(simple)} có hai cách hiểu: {aloud[0]} (ghi {thousands}) hay {aloud[1]} (ghi {other})."
