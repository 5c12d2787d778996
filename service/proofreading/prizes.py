"""The sum of prizes against their numbers and amounts, all told in one sentence.

"03 tập thể (mỗi tập thể 1.518.000 đồng) và 10 cá nhân (mỗi cá nhân 759.000 đồng), tổng tiền thưởng 12.144.000 đồng".
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.proofreading.numbers import NUMBER, WORD, Wrong, places, shown_like, value

#: So many of a prize at so much each.
_PRIZE = re.compile(
    rf"(?P<count>\d{{1,3}})\s{WORD}(?:\s{WORD}){{0,3}}?,?\s\(?(?P<for_each>mỗi\s{WORD}(?:\s{WORD})?\s)?"
    rf"(?:trị giá\s|mức\s)?(?P<amount>{NUMBER})\sđồng(?P<by>/{WORD}(?:\s{WORD})?)?\)?"
)
_ANY_PRIZE = re.sub(r"\(\?P<\w+>", "(?:", _PRIZE.pattern)
_PRIZES = re.compile(rf"[^\d.;:]{{0,60}}?{_ANY_PRIZE}(?:(?:[,;]|,?\svà)\s{_ANY_PRIZE}){{1,8}}")
_SUM = re.compile(
    r"[,;]\stổng\s(?:số\s|cộng\s)?(?:tiền thưởng|giá trị(?:\sgiải thưởng)?|số tiền|tiền)?(?:\slà|:)?\s?"
    rf"(?P<sum>{NUMBER})\sđồng\b"
)
#: After the sum: it holds more, or less.
_MORE = re.compile(r"\b(?:kể cả|gồm cả|bao gồm|thêm|cả|chưa|không)\b")
_LOOKED_BACK, _LOOKED_ON = 800, 60  # letters


def wrong_prize_sum(text: str) -> Iterator[Wrong]:
    """Yield the sums of prizes that are not what their numbers and amounts make.

    Several prizes at an amount that is not said to be of each are left alone: so much may be for all of them.

    >>> text = "01 giải nhất trị giá 2.000.000 đồng, 02 giải nhì mỗi giải 1.500.000 đồng; tổng giá trị 6.000.000 đồng"
    >>> [found[2] for found in wrong_prize_sum(text)]
    ['5.000.000']
    """
    for stated in _SUM.finditer(text) if "; tổng" in text or ", tổng" in text else ():
        far = max(0, stated.start() - _LOOKED_BACK)
        start = max(far, *(text.rfind(sign, far, stated.start()) + 1 for sign in (". ", ": ")))
        if _MORE.search(text, stated.end(), stated.end() + _LOOKED_ON):
            continue
        prizes = [*_PRIZE.finditer(text, start, stated.start())]
        is_of_each = all(int(one["count"]) == 1 or one["for_each"] or one["by"] for one in prizes)
        if not is_of_each or _PRIZES.fullmatch(text, start, stated.start()) is None:
            continue
        total = sum((int(one["count"]) * value(one["amount"]) for one in prizes), Decimal(0))
        if total != value(stated["sum"]):
            right = shown_like(total, places(stated["sum"]), stated["sum"])
            terms = " + ".join(f"{int(one['count'])} x {one['amount']}" for one in prizes)
            yield Wrong(*stated.span("sum"), right, f"{terms} = {right}")
