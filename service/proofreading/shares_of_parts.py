"""Things of one whole with their shares: "46 vụ (62,2%); 17 vụ (23,0%); 11 vụ (14,9%)"; what is left of an amount.

No whole need be written: where all shares but one are those of the sum, that one is wrong.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.proofreading.in_brackets import are_of_a_larger
from service.proofreading.numbers import (
    NUMBER,
    WORD,
    Wrong,
    is_count,
    is_share,
    places,
    shown,
    shown_like,
    value,
)

_SENTENCE = re.compile(r"(?:[^.]|\.(?=\d))+")
_WITH_SHARE = re.compile(
    rf"(?P<amount>{NUMBER})\s(?P<unit>{WORD})(?:\s{WORD}){{0,6}}?\s?\((?:chiếm\s)?(?P<stated>{NUMBER})\s?%\)"
)
_LEAST = 3
#: Money has rules of its own (`in_brackets.py`).
_MONEY = frozenset({"đồng", "nghìn", "triệu", "tỷ"})
#: Not every unit is of one part only: shares of another whole may be told among them.
_OF_A_PART = re.compile(r"\b[Tt]rong đó\b|\b(?:tăng|giảm|so với|kế hoạch|chỉ tiêu)\b")
_LEFT = re.compile(
    rf"(?P<whole>{NUMBER})\s(?P<unit>(?:(?:nghìn|triệu|tỷ)\s)?đồng)\b[^.;:()\d]{{0,60}},\s(?:đã|trong đó đã)\s"
    rf"[^.;:,()\d]{{1,80}}?(?P<part>{NUMBER})\s(?P=unit)(?:\s?\({NUMBER}\s?%\))?,\s"
    rf"còn\s(?:lại|phải thu hồi)\s(?:là\s)?(?P<rest>{NUMBER})\s(?P=unit)(?=\s?(?:[.;]|$))"
)
_AMOUNT = re.compile(rf"({NUMBER})\s(?:(?:nghìn|triệu|tỷ)\s)?đồng\b")
_LOOKED_BACK = 300


def wrong_shares_of_parts(text: str) -> Iterator[Wrong]:
    """Yield the one share of a list that is not of the sum of its parts.

    >>> text = "Có 74 vụ: do điện 46 vụ (66,2%); do lửa 17 vụ (23,0%); khác 11 vụ (14,9%)."
    >>> [(found.right, found.why) for found in wrong_shares_of_parts(text)]
    [('62,2', '46/74 là 62,2%')]
    """
    if text.count("%") < _LEAST:
        return
    for sentence in _SENTENCE.finditer(text):
        found = [*_WITH_SHARE.finditer(text, *sentence.span())]
        is_plain = len({match["unit"] for match in found} - _MONEY) == 1 and not _OF_A_PART.search(
            sentence[0]
        )
        if len(found) >= _LEAST and is_plain and all(is_count(text, match.start()) for match in found):
            yield from _odd_one(found)


def _odd_one(found: list[re.Match[str]]) -> Iterator[Wrong]:
    amounts = [match["amount"] for match in found]
    total = sum(map(value, amounts), Decimal(0))
    if not total:
        return
    shares = [value(amount) / total * 100 for amount in amounts]
    odd = [place for place, match in enumerate(found) if not is_share(shares[place], match["stated"])]
    if len(odd) == 1 and not are_of_a_larger(found):
        match, share = found[odd[0]], shares[odd[0]]
        right = shown(share, places(match["stated"]))
        whole = shown_like(total, max(map(places, amounts)), *amounts)
        yield Wrong(*match.span("stated"), right, f"{match['amount']}/{whole} là {right}%")


def wrong_rest(text: str) -> Iterator[Wrong]:
    """Yield what is said to be left of an amount of money that is not, where the sentence tells of no other.

    >>> text = "Tổng là 281 triệu đồng, đã thu hồi 150 triệu đồng, còn lại 113 triệu đồng."
    >>> [found.right for found in wrong_rest(text)]
    ['131']
    """
    for match in _LEFT.finditer(text) if "còn " in text else ():
        written = (match["whole"], match["part"], match["rest"])
        decimals = max(map(places, written))
        rest = value(match["whole"]) - value(match["part"])
        slack = Decimal(1).scaleb(-decimals) * 2 if decimals else Decimal(0)
        gap = value(match["rest"]) - rest
        if rest > 0 and abs(gap) > slack and not _is_carried(text, match, gap):
            right = shown_like(rest, decimals, *written)
            yield Wrong(*match.span("rest"), right, f"{match['whole']} - {match['part']} = {right}")


def _is_carried(text: str, match: re.Match[str], gap: Decimal) -> bool:
    """Whether another amount is told in the same clause, or amounts before it make up what is left over."""
    start = max(0, match.start() - _LOOKED_BACK)
    before = [*_AMOUNT.finditer(text, start, match.start())]
    clause = max(text.rfind(sign, start, match.start()) for sign in (". ", ";", ":"))
    amounts = [value(found[1]) for found in before]
    return any(found.start() > clause for found in before) or gap in {*amounts, sum(amounts, Decimal(0))}
