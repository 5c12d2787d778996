"""A count and its parts in one sentence: "20 nhiệm vụ, gồm 15 nhiệm vụ đúng hạn và 4 nhiệm vụ quá hạn"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.proofreading.numbers import NUMBER, UNIT, WORD, Wrong, is_count, value
from service.proofreading.parts import clauses_of, parts_of, wrong_whole

_PERIOD = r"(?:\s+(?:năm|quý|tháng)\s+(?:\d{1,2}/)?(?:\d{1,4}|[IVX]{1,4}))?"
_LIST_WORD = r"(?P<word>[Tt]rong đó(?:\s+có)?|bao gồm|gồm(?:\s+có)?|chia ra)"
#: The whole and what joins it to its parts; a note in brackets may stand between them.
_HEAD = rf"(?P<whole>{NUMBER})\s+{UNIT}(?:\s+{WORD}){{0,8}}?{_PERIOD}(?:\s?\([^()]{{0,60}}\))?"
_IN_TEXT = re.compile(
    rf"{_HEAD}\s?[,;(:]?\s?{_LIST_WORD}\s?[:,]?\s?(?P<parts>(?:[^.()]+|\.(?=\d)|\([^()]{{0,120}}\))*)(?P<rest>\(?)"
)
_BEFORE_LIST = re.compile(rf"{_HEAD}\s?,?\s?{_LIST_WORD}\s?:$")
_REACH = 300  # how far back from the end of a paragraph its whole stands


def wrong_wholes(text: str) -> Iterator[Wrong]:
    """Yield (start, end, right, why) of the wholes that are not what their parts make.

    >>> [found[2] for found in wrong_wholes("Có 120 đơn, gồm: khiếu nại 40, tố cáo 30, kiến nghị 45.")]
    ['115']
    """
    for match in _IN_TEXT.finditer(text):
        if not match["rest"] and is_count(text, match.start()):
            reached = max(0, match.start() - _REACH)
            said = text[max(reached, text.rfind(". ", reached, match.start())) : match.start()]
            yield from _judged(match, clauses_of(match["parts"]), _before(text, match), said)


def wrong_before_list(text: str, items: list[str]) -> Iterator[Wrong]:
    """Yield the whole at the end of a paragraph ("có 520 hộ, gồm:") that the items under it do not make."""
    match = _BEFORE_LIST.search(text.rstrip(), max(0, len(text.rstrip()) - _REACH))
    if match is not None and is_count(text, match.start()):
        clauses = [item.partition("trong đó")[0] for item in items]
        yield from _judged(match, clauses, _before(text, match))


def _before(text: str, match: re.Match[str]) -> list[str]:
    """Return the numbers of the same unit before a whole: the parts may be of one of them, or of all together."""
    same = re.compile(rf"({NUMBER})\s+{match['unit']}\b")
    return same.findall(text, max(0, match.start() - _REACH), match.start())


def _judged(match: re.Match[str], clauses: list[str], before: list[str], said: str = "") -> Iterator[Wrong]:
    """Judge a whole by its parts; those that the words before it (`said`) name one by one are all there are."""
    parts = parts_of(clauses, match["unit"])
    are_named = len(parts) > 1 and all(part.label and part.label in said.lower() for part in parts)
    is_all = are_named or not match["word"].lower().startswith("trong đó")
    wrong = wrong_whole(match["whole"], parts, is_all=is_all)
    others = [value(number) for number in before]
    total = sum((value(part.number) for part in parts), Decimal(0))
    if wrong is not None and total not in {*others, sum(others, value(match["whole"]))}:
        yield Wrong(*match.span("whole"), *wrong)
