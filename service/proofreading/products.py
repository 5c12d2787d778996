"""Quantity times price in a sentence, and so many in each: "15 cái x 4.500.000 đồng", "12 lớp, mỗi lớp 20 học viên"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.proofreading.numbers import (
    NUMBER,
    Wrong,
    is_count,
    is_name,
    is_product,
    places,
    shown_like,
    value,
)

_LETTERS = r"(?:m[23]\b|[^\W\d_]++)"
_WORDS = rf"(?!x\b){_LETTERS}(?:/{_LETTERS})*+"
#: Up to three words; none of them is ever cut in two, which would be tried in every way.
_UNIT = rf"(?:\s?{_WORDS}(?:\s{_WORDS}){{0,2}})?"
_SCALES = {"": 1, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_SCALE = r"(?:nghìn|ngàn|triệu|tỷ|tỉ)"
_MONEY = rf"(?:{_SCALE}\s)?đồng"
_PRODUCT = re.compile(
    rf"(?P<first>{NUMBER}){_UNIT}(?P<factors>(?:\s?[x×*]\s?{NUMBER}{_UNIT}){{1,8}})"
    r"(?:\s?\)?\s?(?:=|là|thành tiền)|\s?\))\s?"
    rf"(?P<amount>{NUMBER})\s(?P<unit>{_MONEY})(?!\s?[/\d+x×*])"
)
#: No sign of a unit, as the 2 of "m2"; the sign of a product may stand right before it: "10 người x2 buổi".
_OWN = rf"(?:(?<![^\W\d_])|(?<=[\W\d]x)){NUMBER}"
_FACTOR = re.compile(rf"({_OWN})\s?({_SCALE}?)")
#: Before the first factor: there is more to multiply or to add.
_GOES_ON = re.compile(r"[x×*+/=–-]\s?\(?$")
_NUMBER = re.compile(_OWN)
_CLAUSE = re.compile(r"[;:]|\.(?=\s)")
#: Around a product: the amount is another one rightly.
_NOT_ALL = re.compile(
    r"\b(?:thuế|VAT|làm tròn|tròn số|tạm tính|ước|khoảng|(?<!kinh )(?<!chi )(?<!tác )phí|giảm|trừ|cộng(?! đồng)|thêm"
    r"|bao gồm|gồm cả|kể cả|tối đa|tối thiểu|không quá|còn|trăm|chiết khấu)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[;.](?=\s|$)")
_LOOKED_BACK, _LOOKED_ON = 80, 80  # letters
_EACH = re.compile(
    rf"(?P<count>{NUMBER})\s(?P<thing>[^\W\d_]+(?:\s[^\W\d_]+)?)\b[^.;\d]{{0,60}}?,"
    r"\smỗi\s(?P=thing)\s(?:có\s|là\s|gồm\s)?"
    rf"(?P<each>{NUMBER})\s(?P<unit>[^\W\d_]+(?:\s[^\W\d_]+)?)\s?[,;]\s"
    rf"(?:tổng số|tổng cộng|tổng)\s(?:là\s|có\s|cộng\s)?(?P<all>{NUMBER})\s(?P=unit)\s?(?:[.,;)]|$)"
)
_PRICED = re.compile(
    rf"(?P<count>{_OWN})\s(?P<thing>{_LETTERS})\b[^.;\d]{{0,60}}?(?:,\s?(?:với\s)?|\svới\s|\s\()đơn giá\s?:?\s"
    rf"(?:là\s)?(?P<price>{NUMBER})\sđồng(?:/(?P=thing))?\)?,\s?(?:thành tiền|tổng tiền)\s?:?\s(?:là\s)?"
    rf"(?P<amount>{NUMBER})\sđồng"
)
_MEAN = re.compile(r"\b(?:bình quân|trung bình|mỗi|từng|khoảng)\b", re.IGNORECASE)


def wrong_products(text: str) -> Iterator[Wrong]:
    """Yield (start, end, right, why) of the amounts that their own factors do not make.

    >>> [found[2] for found in wrong_products("máy đo (15 cái x 4.500.000 đồng) 65.700.000 đồng")]
    ['67.500.000']
    """
    if "đồng" in text and any(sign in text for sign in "x×*"):
        yield from _amounts(text)
    if "mỗi" in text and "tổng" in text:
        yield from _each(text)
    if "đơn giá" in text:
        yield from _priced(text)


def _amounts(text: str) -> Iterator[Wrong]:
    for match in _PRODUCT.finditer(text):
        before = text[match.start() : match.start("amount")]
        if "%" in before or "đồng" not in before:
            continue  # a share of it; or 15 m x 20 m, which is no price
        if _goes_on(text, match) or _is_of_more(text, match):
            continue
        factors = _FACTOR.findall(before)
        product = Decimal(1)
        for number, scale in factors:
            product *= value(number) * _SCALES[scale]
        scale = match["unit"].split()[0] if " " in match["unit"] else ""
        product /= _SCALES[scale]
        if not _is_factor_beside(text, match, product):
            yield from _unless_equal(match, "amount", product, tuple(number for number, _ in factors))


def _priced(text: str) -> Iterator[Wrong]:
    """One kind of thing with its price and its amount; what it is made of may be counted before it."""
    for match in _PRICED.finditer(text):
        product = value(match["count"]) * value(match["price"])
        may_be = _is_of_more(text, match) or _is_factor_beside(text, match, product)
        if is_count(text, match.start("count")) and not may_be:
            yield from _unless_equal(match, "amount", product, (match["count"], match["price"]))


def _is_of_more(text: str, match: re.Match[str]) -> bool:
    """Whether the words around, up to the next product, say that the amount holds more, holds less or is rounded."""
    start, end = _around(text, match)
    return _NOT_ALL.search(text, start, end) is not None


def _around(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where the words that go with a product begin and end: its sentence, or so many letters of it."""
    far = max(0, match.start() - _LOOKED_BACK)
    end = _STOP.search(text, match.end(), match.end() + _LOOKED_ON)
    return max(far, text.rfind(";", far, match.start())), end.start() if end else match.end() + _LOOKED_ON


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether there is more to multiply or to add before the first factor: a sign, or a number that names nothing."""
    far = max(0, match.start() - _LOOKED_BACK)
    if _GOES_ON.search(text, far, match.start()):
        return True
    start = max((found.end() for found in _CLAUSE.finditer(text, far, match.start())), default=far)
    return any(not is_name(text, one.start()) for one in _NUMBER.finditer(text, start, match.start()))


def _is_factor_beside(text: str, match: re.Match[str], product: Decimal) -> bool:
    """Whether a number around makes the amount together with the others: "cho 30 người: 2 ngày x 50.000 đồng"."""
    start, end = _around(text, match)
    beside = [*_NUMBER.finditer(text, start, match.start()), *_NUMBER.finditer(text, match.end(), end)]
    return any(is_product(product * value(one[0]), (), match["amount"]) for one in beside)


def _each(text: str) -> Iterator[Wrong]:
    """So many in each; only where nothing else was counted before, and the number for each is no mean."""
    for match in _EACH.finditer(text):
        others = _NUMBER.finditer(text, 0, match.start())
        if (
            not is_count(text, match.start("count"))
            or _MEAN.search(text, 0, match.start())
            or not all(is_name(text, other.start()) for other in others)
        ):
            continue
        count, each, stated = value(match["count"]), value(match["each"]), value(match["all"])
        is_of_more = _NOT_ALL.search(text, match.end(), match.end() + _LOOKED_ON) is not None
        if abs(stated - count * each) >= count and not is_of_more:  # nearer than one in each: a mean
            yield from _unless_equal(match, "all", count * each, (match["count"], match["each"]))


def _unless_equal(
    match: re.Match[str], group: str, product: Decimal, factors: tuple[str, ...]
) -> Iterator[Wrong]:
    stated = match[group]
    if not is_product(product, factors, stated):
        right = shown_like(product, places(stated), stated, *factors)
        yield Wrong(*match.span(group), right, f"{' x '.join(factors)} = {right}")
