"""A sum of money and what it is made of: "690 triệu đồng, gồm: mái 310 triệu đồng; nền 150 triệu đồng; …"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.proofreading.numbers import NUMBER, Wrong, is_count, is_sum, places, shown_like, value
from service.proofreading.parts import split_outside_brackets

_UNIT = r"(?:(?:nghìn|triệu|tỷ)\s+đồng|đồng)"
_TOTAL = re.compile(
    rf"({NUMBER})\s+(?P<unit>{_UNIT})(?:\s*\([^)\d]*\))?\s*[,;:]?\s*(?P<word>trong đó|bao gồm|gồm)(?:\s+có)?\s*:?"
    rf"\s*(?P<parts>\S(?:[^.()]|\.(?=\d)|\([^()]{{1,120}}\))*)"
)
#: How an amount was worked out, or what share it is: "(15 cái x 4.500.000 đồng)", "(90%)".
_NOTE = re.compile(r"\([^()]*\)\s?")
_WORKED_OUT = re.compile(rf"\([^()]*\d[^()]*\)\s?{NUMBER}\s+{_UNIT}\W*$")
_AMOUNT = re.compile(rf"({NUMBER})\s+({_UNIT})")
#: The amounts are no shares of the sum, or not all of them are told.
_NO_SHARES = re.compile(r"\b(?:trong đó|gồm|mỗi|bình quân|còn lại|tăng|giảm|so với|từ|đến)\b|%|/")
_SEMICOLON = re.compile(";")
_NEARLY_ALL = Decimal("0.95")
_LEAST_PARTS_OF_ALL = 3


def wrong_money_totals(text: str) -> Iterator[Wrong]:
    """Yield the sums of money that are not what their parts make.

    "gồm" lists all parts; "trong đó" may leave some out, and is wrong where its parts are more than the whole, or
    three and more of them miss it by a little.

    >>> [found[2] for found in wrong_money_totals("Chi 690 triệu đồng, gồm: mái 310 triệu đồng; nền 370 triệu đồng.")]
    ['680']
    """
    if "đồng" not in text:
        return
    for match in _TOTAL.finditer(text):
        parts = _parts(match["parts"], match["unit"])
        if len(parts) < 2 or not is_count(text, match.start()):
            continue
        total, stated = sum(map(value, parts), Decimal(0)), value(match[1])
        is_part = match["word"] == "trong đó" and total < stated
        misses_little = len(parts) >= _LEAST_PARTS_OF_ALL and total >= stated * _NEARLY_ALL
        if is_sum(total, parts, match[1]) or (is_part and not misses_little):
            continue
        decimals = max(places(number) for number in (*parts, match[1]))
        right = shown_like(total, decimals, match[1], *parts)
        yield Wrong(*match.span(1), right, f"{' + '.join(parts)} = {right}")


def _parts(raw: str, unit: str) -> list[str]:
    """Return the amounts of a list of parts; [] where it cannot be told that each part has just one."""
    text = _NOTE.sub(" ", raw)
    found = _AMOUNT.findall(text)
    numbers = re.findall(NUMBER, text)
    clauses = [clause for clause in text.split(";") if clause.strip()]
    if _NO_SHARES.search(text) or any(" ".join(one.split()) != " ".join(unit.split()) for _, one in found):
        return []
    if ";" in text and (len(clauses) != len(found) or any(len(_AMOUNT.findall(one)) != 1 for one in clauses)):
        return []
    are_told = len(numbers) == len(found) or _are_worked_out(raw)
    is_all = are_told and text.rstrip().endswith(unit.rsplit(maxsplit=1)[-1])
    return [number for number, _ in found] if is_all else []


def _are_worked_out(raw: str) -> bool:
    """Whether each part with other numbers says in brackets before its amount how it was worked out.

    Without that "02 máy 30 triệu đồng" may be the price of one.
    """
    clauses = [clause for clause in split_outside_brackets(raw, _SEMICOLON) if clause.strip()]
    return len(clauses) > 1 and all(
        _WORKED_OUT.search(clause) or len(re.findall(NUMBER, _NOTE.sub(" ", clause))) == 1
        for clause in clauses
    )
