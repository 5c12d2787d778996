"""How alike two labels or titles are."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from service.domain.text import fold

#: Words that say the same in labels, each by one of them.
_SAME: Final[Mapping[str, str]] = {
    "han": "gian", "don": "co", "vi": "quan", "hoan": "thuc", "thanh": "hien", "moc": "thoi",
    "tien": "thoi", "do": "gian",
}  # fmt: skip


def similarity(one: str, other: str) -> float:
    """Return how alike two labels or titles are, 0 to 1: shared words of the shorter one, small words aside.

    >>> similarity("Cơ quan chủ trì", "Cơ quan chủ trì tham mưu"), similarity("Thời hạn", "Thời gian thực hiện")
    (1.0, 1.0)
    """
    mine, theirs = _tokens(one), _tokens(other)
    if not mine or not theirs:
        return 0.0
    shared = len(mine & theirs)
    containment = shared / min(len(mine), len(theirs))
    jaccard = shared / len(mine | theirs)
    return containment if containment < 1 or min(len(mine), len(theirs)) > 1 else max(jaccard, 0.75)


def title_likeness(one: str, other: str) -> float:
    """Return how alike two titles are, 0 to 1: words that only one of them has count against it.

    >>> title_likeness("NHIỆM VỤ CHUNG", "Nhiệm vụ, giải pháp chung"), title_likeness("Kết quả", "Kết quả chung")
    (0.75, 0.8)
    """
    mine, theirs = _tokens(one), _tokens(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


@lru_cache(maxsize=256)
def _tokens(text: str) -> frozenset[str]:
    """Return the words that tell; a line is held against one title after the other, and its words taken once."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    kept = {word for word in words if word not in {"va", "cac", "cua", "ve", "theo", "tai"}}
    return frozenset({_SAME.get(word, word) for word in kept or words} if len(words) <= 6 else kept)
