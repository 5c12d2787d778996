"""The sum of prizes against their numbers and amounts, all told in one sentence.

"03 tập thể (mỗi tập thể 1.518.000 đồng) và 10 cá nhân (mỗi cá nhân 759.000 đồng), tổng tiền thưởng 12.144.000 đồng".
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.proofreading.numbers import NUMBER, PEOPLE, WORD, Wrong, places, shown_like, value

_BOUND = r"(?:từ|đến|trên|dưới|khoảng|gần|hơn|ít nhất|không quá|tối thiểu|tối đa|bình quân|mỗi)\b"
_PLAIN = rf"(?!{_BOUND}){WORD}"
#: So many of a prize at so much each.
_PRIZE = re.compile(
    rf"(?P<count>\d{{1,3}})\s(?P<thing>{_PLAIN})(?:\s{_PLAIN}){{0,3}}?,?\s\(?"
    rf"(?:mỗi\s(?P<each>{_PLAIN})(?:\s{_PLAIN})?\s)?(?:trị giá\s|mức\s)?"
    rf"(?P<amount>{NUMBER})\sđồng(?:/(?P<by>{WORD})(?:\s{WORD})?)?\)?"
)
_ANY_PRIZE = re.sub(r"\(\?P<\w+>", "(?:", _PRIZE.pattern)
_PRIZES = re.compile(rf"[^\d.;:]{{0,60}}?{_ANY_PRIZE}(?:(?:[,;]|,?\svà)\s{_ANY_PRIZE}){{1,8}}")
_SUM = re.compile(
    r"(?:[,;]\st|\.\sT)ổng(?:\s(?:số|cộng))?(?:\s(?:tiền thưởng|giá trị(?:\sgiải thưởng)?|số tiền|tiền))?(?:\slà|:)?\s"
    rf"(?P<sum>{NUMBER})\sđồng\b"
)
#: After the sum: it holds more, or less.
_MORE = re.compile(r"\b(?:kể cả|gồm cả|bao gồm|thêm|cả|chưa|không)\b")
#: The sum may be of several times.
_AGAIN = re.compile(
    r"\b(?:(?:hằng|hàng|mỗi|một|từng)\s|\d+\s)(?:tháng|năm|quý|tuần|ngày|kỳ|đợt|lần|vòng|buổi)\b",
    re.IGNORECASE,
)
#: An item of a list: a total in a sentence of its own may be of the items above as well.
_ITEM = re.compile(r"\s*(?:[-+•*]|\d{1,2}[.)]|\(\d{1,2}\)|[a-zđ]\))\s")
_MONEY = re.compile(r"\d\s(?:(?:nghìn|triệu|tỷ)\s)?đồng\b")
_IS_PEOPLE = re.compile(PEOPLE)
_LOOKED_BACK, _LOOKED_ON = 800, 60  # letters


def wrong_prize_sum(text: str) -> Iterator[Wrong]:
    """Yield the sums of prizes that are not what their numbers and amounts make.

    Several prizes at an amount that is not said to be of each are left alone: so much may be for all of them.

    >>> text = "01 giải nhất trị giá 2.000.000 đồng, 02 giải nhì mỗi giải 1.500.000 đồng; tổng giá trị 6.000.000 đồng"
    >>> [found[2] for found in wrong_prize_sum(text)]
    ['5.000.000']
    """
    for stated in _SUM.finditer(text) if "ổng" in text else ():
        far = max(0, stated.start() - _LOOKED_BACK)
        start = max(far, *(text.rfind(sign, far, stated.start()) + 1 for sign in (". ", ": ")))
        end = stated.end() + _LOOKED_ON
        may_be_of_all = stated[0].startswith(".") and _ITEM.match(text) is not None
        if may_be_of_all or _MORE.search(text, stated.end(), end) or _AGAIN.search(text, start, end):
            continue
        prizes = [*_PRIZE.finditer(text, start, stated.start())]
        if (
            _MONEY.search(text, far, start)
            or not all(map(_is_of_each, prizes))
            or _PRIZES.fullmatch(text, start, stated.start()) is None
        ):
            continue
        total = sum((int(one["count"]) * value(one["amount"]) for one in prizes), Decimal(0))
        if total != value(stated["sum"]):
            right = shown_like(total, places(stated["sum"]), stated["sum"])
            terms = " + ".join(f"{int(one['count'])} x {one['amount']}" for one in prizes)
            yield Wrong(*stated.span("sum"), right, f"{terms} = {right}")


def _is_of_each(prize: re.Match[str]) -> bool:
    """Whether an amount is of each of a kind of prize: "mỗi giải", "/giải"; no rate of time, none of others."""
    said = [name for name in ("each", "by") if prize[name]]
    is_of_it = all(prize[name] == prize["thing"] or _are_people(prize, name, "thing") for name in said)
    return is_of_it and (bool(said) or int(prize["count"]) == 1)


def _are_people(prize: re.Match[str], *names: str) -> bool:
    return all(_IS_PEOPLE.match(prize.string, prize.start(name)) for name in names)
