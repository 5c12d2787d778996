"""How many come to each, in brackets after both counts: "15 lớp, 675 học sinh (45 học sinh/lớp)"."""

import re
from collections.abc import Iterator

from service.proofreading.numbers import NUMBER, WORD, Wrong, is_count, is_share, places, shown, value

_RATE = re.compile(
    rf"(?P<count>{NUMBER})\s(?P<thing>{WORD}(?:\s{WORD}){{0,5}}?)(?:,|\svới)\s"
    rf"(?P<all>{NUMBER})\s(?P<unit>{WORD}(?:\s{WORD})?)\s"
    rf"\((?:bình quân\s|trung bình\s)?(?P<each>{NUMBER})\s(?P=unit)/(?P<per>{WORD})\)"
)
#: A quarter: what is farther off is a norm, or of something else.
_NEAR = 4


def wrong_rates(text: str) -> Iterator[Wrong]:
    """Yield the numbers for each that the two counts right before them do not make.

    >>> [found.right for found in wrong_rates("Tuyển 15 lớp, 675 học sinh (54 học sinh/lớp).")]
    ['45']
    """
    for match in _RATE.finditer(text) if "/" in text and "(" in text else ():
        count, each = value(match["count"]), value(match["each"])
        is_of_it = f"{match['thing'].lower()} ".startswith(f"{match['per'].lower()} ")
        if not count or not is_of_it or not is_count(text, match.start("count")):
            continue
        rate = value(match["all"]) / count
        if not is_share(rate, match["each"]) and abs(rate - each) * _NEAR <= each:
            right = shown(rate, places(match["each"]))
            why = f"{match['all']} {match['unit']} chia {match['count']} là {right}"
            yield Wrong(*match.span("each"), right, why)
