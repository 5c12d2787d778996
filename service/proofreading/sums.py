"""Sums, differences, shares and counts that a sentence states, held against themselves."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from service.proofreading.comparisons import wrong_comparisons
from service.proofreading.money_totals import wrong_money_totals
from service.proofreading.numbers import NUMBER, places, shown, shown_like, value

_N = NUMBER
_WORDS = r"[^\W\d_]+(?:\s+[^\W\d_]+){0,6}?"
_MANY_WORDS = r"[^\W\d_]+(?:\s+[^\W\d_]+){0,14}?"
_WHOLE = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,6})"
_EQUATION = re.compile(rf"({_N}(?:\s*[+-]\s*{_N})+)\s*=\s*({_N})")
_SHARE = re.compile(
    rf"(?<![\d/.,])({_WHOLE})/({_WHOLE})(?![\d/])\s+(?P<what>{_MANY_WORDS})\s*[,(]?\s*(?:đạt|chiếm|bằng|tương đương"
    rf"|tỷ lệ|đạt tỷ lệ|chiếm tỷ lệ)?\s*({_N})\s?%"
)
_RISE = re.compile(
    rf"\btừ\s+({_N})\s?(?P<unit>%|[^\W\d_]+)?\s*(?:[^\W\d_]+\s*){{0,3}}?(?:lên|xuống|đến|còn)\s+({_N})"
    rf"\s?(?:%|[^\W\d_]+)?[^.;\d]{{0,20}}?\b(tăng|giảm)\s+({_N})(?!\s?%|\s+lần|\d)"
)
_DIFFERENCE = re.compile(
    rf"\btự chấm\s+(?:đạt\s+)?({_N})\s+điểm[^.;\d]{{0,40}}?(?:thẩm định|chấm|đánh giá)\s+"
    rf"(?:đạt\s+|còn\s+)?({_N})\s+điểm"
    rf"[^.;\d]{{0,25}}?(?:chênh lệch|giảm|thấp hơn|cao hơn|tăng|bị trừ)\s+({_N})\s+điểm"
)
_TOTAL = re.compile(
    rf"({_N})\s+(?P<what>{_WORDS})\s*(?:,\s*|\s*\(\s*|\s+)?(?P<word>trong đó(?: có)?|bao gồm|gồm(?: có)?)\s*:?\s*"
    rf"(?P<parts>[^.()]+|\S[^()]*?(?=\)|\.(?:\s|$)))"
)
_PART = re.compile(rf"(?:^|[,;]|\bvà\b)\s*(?:có\s+)?({_N})\s+([^\W\d_]+)")


class Wrong(NamedTuple):
    """A stated number at [start, end) that does not follow from the others; `right` is what does, `why` how."""

    start: int
    end: int
    right: str
    why: str


def wrong_sums(text: str) -> Iterator[Wrong]:
    """Yield the numbers of a text that do not add up.

    >>> [w.right for w in wrong_sums("15/22 nhiệm vụ, đạt 69,18%; 6,00 + 0,50 + 0,50 = 7,50")]
    ['7,00', '68,18']
    """
    # Each pattern is long: a word or sign that it cannot do without is looked for first.
    if "=" in text:
        yield from _equations(text)
    if "%" in text and "/" in text:
        yield from _shares(text)
    if "từ" in text:
        yield from _rises(text)
    if "tự chấm" in text:
        yield from _differences(text)
    if "gồm" in text or "trong đó" in text:
        yield from _totals(text)
        yield from itertools.starmap(Wrong, wrong_money_totals(text))
    yield from itertools.starmap(Wrong, wrong_comparisons(text))


def _equations(text: str) -> Iterator[Wrong]:
    for match in _EQUATION.finditer(text):
        terms = re.split(r"\s*([+-])\s*", match[1])
        total = value(terms[0])
        for sign, term in zip(terms[1::2], terms[2::2], strict=True):
            total += value(term) if sign == "+" else -value(term)
        decimals = max(places(term) for term in (*terms[::2], match[2]))
        right = shown_like(total, decimals, *terms[::2], match[2])
        yield from _unless_equal(match, 2, total, decimals, f"{match[1]} = {right}")


def _shares(text: str) -> Iterator[Wrong]:
    for match in _SHARE.finditer(text):
        part, whole, stated = value(match[1]), value(match[2]), value(match[4])
        decimals = places(match[4])
        if not whole or re.search(r"\b(?:so|cùng kỳ|tăng|giảm|vượt)\b", match["what"]):
            continue
        share = part / whole * 100
        if abs(share - stated) < Decimal(1).scaleb(-decimals):  # rounded or cut: both are in use
            continue
        right = shown(share, max(decimals, 0))
        yield Wrong(match.start(4), match.end(4), right, f"{match[1]}/{match[2]} là {right}%")


def _rises(text: str) -> Iterator[Wrong]:
    for match in _RISE.finditer(text):
        before, after = value(match[1]), value(match[3])
        change = after - before if match[4] == "tăng" else before - after
        decimals = max(places(match[1]), places(match[3]), places(match[5]))
        yield from _unless_equal(
            match, 5, change, decimals, f"từ {match[1]} đến {match[3]} là {shown(abs(change), decimals)}"
        )


def _differences(text: str) -> Iterator[Wrong]:
    for match in _DIFFERENCE.finditer(text):
        gap = abs(value(match[1]) - value(match[2]))
        decimals = max(places(match[1]), places(match[2]), places(match[3]))
        yield from _unless_equal(
            match, 3, gap, decimals, f"{match[1]} và {match[2]} chênh nhau {shown(gap, decimals)}"
        )


def _totals(text: str) -> Iterator[Wrong]:
    """A total and its parts: "gồm" lists all of them, "trong đó" may leave some out but never exceed."""
    for match in _TOTAL.finditer(text):
        parts = _PART.findall(match["parts"])
        if len(parts) < 2 or not _alike(match["what"], [unit for _, unit in parts], match["parts"]):
            continue
        total, stated = sum((value(number) for number, _ in parts), Decimal(0)), value(match[1])
        if total == stated or (match["word"].startswith("trong đó") and total < stated):
            continue
        decimals = max(places(number) for number, _ in (*parts, (match[1], "")))
        listed = " + ".join(number for number, _ in parts)
        yield Wrong(
            match.start(1),
            match.end(1),
            shown_like(total, decimals, *(number for number, _ in parts), match[1]).zfill(len(match[1])),
            f"{listed} = {shown_like(total, decimals, *(number for number, _ in parts), match[1])}",
        )


def _alike(what: str, units: list[str], parts: str) -> bool:
    """Whether the parts count the same thing as the total: every clause has its number and the same first word."""
    clauses = [clause for clause in re.split(r"[,;]|\bvà\b", parts) if clause.strip()]
    if len(clauses) != len(units) or "%" in parts:
        return False
    first = what.split(maxsplit=1)[0]
    return all(unit == first for unit in units)


def _unless_equal(
    match: re.Match[str], group: int, right: Decimal, decimals: int, why: str
) -> Iterator[Wrong]:
    if value(match[group]) != right:
        beside = [text for text in match.groups() if text]
        yield Wrong(match.start(group), match.end(group), shown_like(right, decimals, *beside), why)
