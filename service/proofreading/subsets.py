"""Shares of a whole that was named before: "520 hộ, trong đó 96 hộ nghèo, chiếm 18,46%"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from service.proofreading.numbers import NUMBER, UNIT, Wrong, is_count, is_share, places, shown, value

_WHOLE = re.compile(
    rf"(?P<whole>{NUMBER})\s+{UNIT}[^.;:()\d]{{0,60}}?(?:[,;.:]?\s|\s?\()[Tt]rong đó(?:\s+có)?[,:]?\s"
)
#: One part and its share; the percentage must end the clause, or say that it is of the whole.
_NEXT = re.compile(r"(?:\s+tổng số[^.,;)\d]{0,20})?\)?\s?(?:[,;]\s?|\s)(?:và\s)?")
_NOT_OF_WHOLE = re.compile(r"\b(?:tăng|giảm|còn|mỗi|bình quân|so với|trong số|trong đó)\b")
_ANY = re.compile(NUMBER)
_REACH = 300  # letters on either side within which another number can be what the share is of


def wrong_subsets(text: str) -> Iterator[Wrong]:
    """Yield (start, end, right, why) of the shares that no number beside them explains.

    >>> [found[2] for found in wrong_subsets("Xã có 520 hộ, trong đó 96 hộ nghèo, chiếm 17%; 40 hộ mới, chiếm 7,7%.")]
    ['18']
    """
    if "%" not in text or "rong đó" not in text:
        return
    for match in _WHOLE.finditer(text):
        if is_count(text, match.start()) and value(match["whole"]):
            yield from _shares(text, match)


@lru_cache(maxsize=64)
def _share_of(unit: str) -> re.Pattern[str]:
    """Return the pattern of a part and its share; the percentage ends the clause, or says that it is of the whole."""
    return re.compile(
        rf"[^.;:()%\d]{{0,30}}?(?P<part>{NUMBER})\s+{unit}\b[^.;:()%\d]{{0,60}}?[,(]?\s?chiếm\s+(?:(?:tỷ|tỉ) lệ\s+)?"
        rf"(?P<stated>{NUMBER})\s?%(?=(?:\s+tổng số(?:\s+{unit})?)?"
        rf"(?:\s?(?:[.,;)]|$)|\s+và\s+{NUMBER}\s+{unit}\b))"
    )


def _shares(text: str, whole: re.Match[str]) -> Iterator[Wrong]:
    share_of = _share_of(whole["unit"])
    place = whole.end()
    while (found := share_of.match(text, place)) is not None:
        if _NOT_OF_WHOLE.search(found.group()):
            return
        share = value(found["part"]) / value(whole["whole"]) * 100
        if not is_share(share, found["stated"]) and not _is_explained(text, found):
            right = shown(share, places(found["stated"]))
            yield Wrong(*found.span("stated"), right, f"{found['part']}/{whole['whole']} là {right}%")
        following = _NEXT.match(text, found.end())
        if following is None:
            return
        place = following.end()


def _is_explained(text: str, found: re.Match[str]) -> bool:
    """Whether the share is right of another number of the text: it may be meant of that."""
    part = value(found["part"])
    for other in _ANY.finditer(text, max(0, found.start() - _REACH), found.end() + _REACH):
        whole = value(other.group())
        if whole and other.start() != found.start("stated") and is_share(part / whole * 100, found["stated"]):
            return True
    return False
