"""Recognises headings whose number lacks its stop: "2 Yêu cầu" between "1." and "3." is a heading, no running text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from service.checking.recognition.parts import BodyItem, BodyKind
from service.domain.citations import CITED_KIND
from service.domain.outline import roman_value

_MOST_WORDS = 15
_END_SIGNS = (".", ";", ":", ",", "/")
_BARE: tuple[tuple[BodyKind, re.Pattern[str]], ...] = (
    ("article", re.compile(r"(?P<number>Điều (?P<figure>\d{1,3})) (?P<rest>[^\W\d_].*)")),
    ("roman", re.compile(r"(?P<number>(?P<figure>[IVX]{1,5})) (?P<rest>[^\W\d_].*)")),
    ("arabic", re.compile(r"(?P<number>(?P<figure>\d{1,2})) (?P<rest>[^\W\d_].*)")),
)
_RANKS: dict[BodyKind, int] = {"part": 0, "chapter_section": 1, "article": 2, "roman": 2, "arabic": 3}
_REACH = 400  # so many numbered paragraphs may stand between I. and II.


class _Numbered(NamedTuple):
    """A paragraph with its rank and value; `bare` is the item that it would be when its stop was left out."""

    place: int
    kind: BodyKind
    value: int
    bare: BodyItem | None


def with_bare_headings(items: Sequence[BodyItem]) -> list[BodyItem]:
    """Return the items with those as headings that hold the very number which is due in the list where they stand.

    What is due: the number after that of the heading before, or 1 where 2 follows. Without that it is running text.
    """
    found = list(items)
    numbered = [one for place, item in enumerate(items) if (one := _numbered(place, item)) is not None]
    last: dict[BodyKind, int] = {}
    for index, one in enumerate(numbered):
        if one.bare is not None:
            if not _is_due(numbered, index, last.get(one.kind, 0)):
                continue
            found[one.place] = one.bare
        last = {kind: value for kind, value in last.items() if _RANKS[kind] < _RANKS[one.kind]}
        last[one.kind] = one.value
    return found


def _numbered(place: int, item: BodyItem) -> _Numbered | None:
    if item.kind in _RANKS:
        return _Numbered(place, item.kind, _value(item.number.strip(" .:)/-").rpartition(" ")[2]), None)
    if item.kind not in {"plain", "title"} or item.line.text.endswith(_END_SIGNS):
        return None
    for kind, pattern in _BARE:
        match = pattern.fullmatch(item.line.text)
        if match is not None and _is_heading(kind, match["rest"], item):
            bare = BodyItem(item.line, kind, match["number"], match["rest"])
            return _Numbered(place, kind, _value(match["figure"]), bare)
    return None


def _is_heading(kind: BodyKind, rest: str, item: BodyItem) -> bool:
    """Tell whether words after a number may be a heading: few, with a capital, Roman ones in capitals or bold."""
    if not rest[0].isupper() or len(rest.split()) > _MOST_WORDS:
        return False
    if kind == "article":
        return CITED_KIND.match(rest) is None
    return kind == "arabic" or rest.isupper() or item.line.is_bold


def _is_due(numbered: Sequence[_Numbered], index: int, before: int) -> bool:
    one = numbered[index]
    if before or one.value != 1:
        return one.value == before + 1
    near = numbered[index + 1 : index + 1 + _REACH]
    following = next((other for other in near if _RANKS[other.kind] <= _RANKS[one.kind]), None)
    return following is not None and (following.kind, following.value) == (one.kind, 2)


def _value(figure: str) -> int:
    """Return the value of an Arabic or Roman figure, 0 for what is neither."""
    if figure.isdecimal():
        return int(figure)
    return roman_value(figure)
