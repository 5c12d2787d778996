"""Numbers in words, as they are read aloud in administrative documents.

num2words is right for Vietnamese only for integers from 0 to 99, but for one word (24 is "hai mươi tư" in
documents); it says "lẻ" for "linh", forgets the zero hundreds of later groups ("hai nghìn lẻ hai mươi
lăm"), and answers negatives and decimals wrongly without a word. So it supplies those hundred words, and
everything else is put together here.

Groups of three digits are read with their scale (nghìn, triệu); above a thousand million the part before
"tỷ" is read as a number of its own: "một nghìn tỷ", "một triệu tỷ", "một tỷ tỷ" (10 to the 18th, the
largest). A group after the first is read whole ("không trăm linh năm"), a group of zeros is left out.

Decimals are read digit by digit after "phẩy", without zeros at their end: 0,05 is "không phẩy không năm",
90,5 and 90,50 are both "chín mươi phẩy năm". Reading the digits as a number ("phẩy năm mươi") would give
one value two readings, and "phẩy năm" for 0,05 and "phẩy mười hai" beside "phẩy chín" would make the
smaller one sound larger.
"""

from decimal import Decimal
from functools import lru_cache

from num2words import num2words

from service.domain.refusal import Refused
from service.domain.text import upper_first

LIMIT = 10**18
_BILLION = 10**9
_MOST_DECIMALS = 30
_SCALES = ((10**6, " triệu"), (10**3, " nghìn"), (1, ""))


def number_words(value: int | Decimal) -> str:
    """Return the words of an integer or an exact decimal between -10^18 and 10^18, in small letters.

    Raises TypeError for a float or a bool; refused: `number_too_large`, and `number_unreadable` for what is
    not a finite number or has more than 30 decimals.

    >>> number_words(2025), number_words(-3)
    ('hai nghìn không trăm hai mươi lăm', 'âm ba')
    >>> number_words(Decimal("0.05")), number_words(Decimal("90.50"))
    ('không phẩy không năm', 'chín mươi phẩy năm')
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        message = f"number words need an int or a Decimal, not {type(value).__name__}"
        raise TypeError(message)
    whole, decimals = _digits(value)
    words = _whole_words(whole) if whole else "không"
    if decimals:
        words = " ".join([words, "phẩy", *(_below_hundred(int(digit)) for digit in decimals)])
    return f"âm {words}" if value < 0 else words


def money_words(value: int | Decimal) -> str:
    """Return an amount of đồng in words, with a capital as after "Bằng chữ:".

    Refused: `money_fraction` for a part of a đồng, and what `number_words` refuses.

    >>> money_words(1_200_000)
    'Một triệu hai trăm nghìn đồng'
    """
    words = number_words(value)
    if value != int(value):
        raise Refused("money_fraction", "Số tiền bằng đồng là số nguyên, không có phần lẻ.")
    return f"{upper_first(words)} đồng"


def _digits(value: int | Decimal) -> tuple[int, str]:
    """Return the whole part without sign and the decimals without zeros at their end."""
    number = Decimal(value)
    if not number.is_finite():
        raise Refused("number_unreadable", "Đây không phải là một số.")
    size = number.copy_abs()  # abs() would round to the precision of the context
    if size > LIMIT:
        raise Refused("number_too_large", "Số lớn hơn một tỷ tỷ (1 và 18 số 0), không đọc thành chữ được.")
    if size and int(size.as_tuple().exponent) < -_MOST_DECIMALS:
        raise Refused("number_unreadable", f"Số có quá {_MOST_DECIMALS} chữ số thập phân.")
    whole, _, decimals = (f"{size:f}" if size else "0").partition(".")
    return int(whole), decimals.rstrip("0")


def _whole_words(number: int) -> str:
    """Return the words of a positive integer of any size that `number_words` takes."""
    high, low = divmod(number, _BILLION)
    if not high:
        return _below_billion(low, follows=False)
    words = f"{_whole_words(high)} tỷ"
    return f"{words} {_below_billion(low, follows=True)}" if low else words


def _below_billion(number: int, *, follows: bool) -> str:
    """Return the words of 1 to 999 999 999; `follows`: after "tỷ", its first group is read whole too."""
    words: list[str] = []
    for scale, name in _SCALES:
        group = number // scale % 1000
        if group:
            words.append(_below_thousand(group, whole=follows or bool(words)) + name)
    return " ".join(words)


@lru_cache(maxsize=2000)
def _below_thousand(number: int, *, whole: bool) -> str:
    """Return the words of 1 to 999; `whole`: with hundreds even where there are none."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not whole:
        return _below_hundred(rest)
    words = f"{_below_hundred(hundreds)} trăm"
    if not rest:
        return words
    return f"{words} linh {_below_hundred(rest)}" if rest < 10 else f"{words} {_below_hundred(rest)}"


@lru_cache(maxsize=100)
def _below_hundred(number: int) -> str:
    """Return the words of 0 to 99."""
    words = str(num2words(number, lang="vi"))
    return words.removesuffix("bốn") + "tư" if number > 20 and number % 10 == 4 else words
