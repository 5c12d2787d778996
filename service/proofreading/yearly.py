"""Changes between the figures of two named years: "năm 2024 có 120 hộ, năm 2025 có 96 hộ, giảm 24 hộ"."""

import re
from collections.abc import Iterator

from service.proofreading.numbers import NUMBER, Wrong, places, shown_like, value

_WORD = r"[^\W\d_]+"


def _of_year(n: str) -> str:
    """Return the pattern of a year with its figure, its groups ending in `n`."""
    return (
        rf"\b[Nn]ăm\s+(?P<year_{n}>(?:19|20)\d\d)(?P<said_{n}>(?:\s+{_WORD}){{0,6}}?)\s?[:(]?\s?"
        rf"(?P<figure_{n}>{NUMBER})(?:\s+(?P<unit_{n}>{_WORD}(?:\s+{_WORD}){{0,3}}?))?\)?"
    )


_BY_YEAR = re.compile(
    rf"{_of_year('one')}\s?[,;]\s(?:(?:đến|sang|và|còn)\s)?{_of_year('two')}\s?[,;(]\s?(?P<way>tăng|giảm)(?:\s+được)?\s+"
    rf"(?P<change>{NUMBER})\s+(?P<unit>{_WORD}(?:\s+{_WORD}){{0,3}}?)\s?(?:[.,;)]|$)"
)
#: What may stand between the second year and its figure where the first says more: the thing is the same.
_SAYS_NO_MORE = frozenset(
    [
        "",
        "là",
        "có",
        "còn",
        "đạt",
        "được",
        "chỉ còn",
        "giảm còn",
        "giảm xuống còn",
        "xuống còn",
        "tăng lên",
        "tăng lên đến",
    ]
)


def wrong_yearly(text: str) -> Iterator[Wrong]:
    """Yield (start, end, right, why) of the changes, or of their words, that two years' figures do not make.

    >>> [found[2] for found in wrong_yearly("Năm 2024 có 120 hộ, năm 2025 có 96 hộ, giảm 26 hộ.")]
    ['24']
    """
    if "ăm " not in text or ("tăng" not in text and "giảm" not in text):
        return
    for match in _BY_YEAR.finditer(text):
        if _is_one_thing(match):
            yield from _judged(match)


def _judged(match: re.Match[str]) -> Iterator[Wrong]:
    figures = sorted((int(match[f"year_{n}"]), match[f"figure_{n}"]) for n in ("one", "two"))
    (first, before), (last, after) = figures
    gap = value(after) - value(before)
    if first == last or not gap:
        return
    right_way = "tăng" if gap > 0 else "giảm"
    written = (before, after, match["change"])
    right = shown_like(abs(gap), max(map(places, written)), *written)
    why = f"từ {before} năm {first} đến {after} năm {last} là {right_way} {right}"
    if match["way"] != right_way:
        yield Wrong(*match.span("way"), right_way, why)
    elif value(match["change"]) != abs(gap):
        yield Wrong(*match.span("change"), right, why)


def _is_one_thing(match: re.Match[str]) -> bool:
    """Whether both years' figures and the change count the same thing."""
    one, two = (" ".join(match[f"said_{n}"].split()) for n in ("one", "two"))
    units = {unit for unit in (match["unit_one"], match["unit_two"]) if unit}
    is_one_unit = len(units) == 1 and f"{max(units)} ".startswith(f"{match['unit']} ")
    return is_one_unit and (two in _SAYS_NO_MORE or f" {one}".endswith(f" {two}"))
