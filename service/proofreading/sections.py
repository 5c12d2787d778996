"""The numbered passages of a text and what each of them stands in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.citations import CITED_KIND
from service.domain.outline import roman_value
from service.proofreading.letters import UPPER
from service.proofreading.passages import Marker, Passage, Style

_LEVELS: dict[Style, int] = {
    "part": 0,
    "chapter": 1,
    "article": 2,
    "roman": 2,
    "arabic": 3,
    "decimal": 4,
    "letter": 7,
    "paren": 7,
}
#: Kinds of numbers whose stop may be left out, and those above them, at which a count begins again.
_RANKS: dict[Style, int] = {"part": 0, "chapter": 1, "article": 2, "roman": 2, "arabic": 3}
_REACH = 400  # so many numbered passages may stand between I. and II.
_WORDS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5}
_ROMAN_FIGURE = r"X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2}"
_HEADING = rf"\s+(?P<rest>[{UPPER}][^.;:]{{0,80}})$"
_BARE: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("article", re.compile(rf"\s*(?P<mark>Điều\s+(?P<number>\d{{1,3}})){_HEADING}")),
    ("roman", re.compile(rf"\s*(?P<mark>(?P<number>{_ROMAN_FIGURE})){_HEADING}")),
    ("arabic", re.compile(rf"\s*(?P<mark>(?P<number>\d{{1,2}})){_HEADING}")),
)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered passage. `ordinal` is its place by its own number (the last one of 2.4.5), `parent` what it stands in.

    `key` names the list that it belongs to: passages with the same key count on from each other.
    """

    passage: Passage
    style: Style
    number: str
    ordinal: int
    key: tuple[object, ...]
    parent: "Section | None"

    @property
    def chain(self) -> "Iterator[Section]":
        """The section and all it stands in, from the inside."""
        current: Section | None = self
        while current is not None:
            yield current
            current = current.parent


def number_bare_headings(passages: Sequence[Passage]) -> None:
    """Take "2 Yêu cầu" for a heading that lacks its full stop, where 2 is the very number that is due in its list.

    What is due: the number after that of the heading before, or 1 where 2 follows. Without that it is running text.
    """
    numbered = [
        (passage, marker)
        for passage in passages
        if (marker := _bare_marker(passage) or passage.marker).style in _RANKS
    ]
    last: dict[Style, int] = {}
    for place, (passage, marker) in enumerate(numbered):
        if marker is not passage.marker:
            below = numbered[place + 1 : place + 1 + _REACH]
            if not _is_due(marker, last.get(marker.style, 0), below):
                continue
            passage.marker = marker
        last = {style: value for style, value in last.items() if _RANKS[style] < _RANKS[marker.style]}
        last[marker.style] = _ordinal(marker.style, marker.number)


def _bare_marker(passage: Passage) -> Marker | None:
    """Return the number of what may be a heading without its stop; Roman ones are in capitals or bold."""
    if passage.marker.style != "plain":
        return None
    for style, pattern in _BARE:
        match = pattern.match(passage.text)
        if match is None or (style == "article" and CITED_KIND.match(match["rest"])):
            continue
        if style != "roman" or match["rest"].isupper() or passage.block.is_heading:
            return Marker(style, match["number"], "", match.start("mark"), match.end("mark"))
    return None


def _is_due(marker: Marker, before: int, below: Sequence[tuple[Passage, Marker]]) -> bool:
    value = _ordinal(marker.style, marker.number)
    if before or value != 1:
        return value == before + 1
    same = (other for _, other in below if _RANKS[other.style] <= _RANKS[marker.style])
    following = next(same, None)
    return following is not None and following.style == marker.style and following.number in {"2", "II"}


def sections_of(passages: Iterable[Passage]) -> Iterator[Section]:
    """Yield the numbered passages in order, dashes and plus signs left out."""
    stack: list[tuple[int, Section]] = []
    for passage in passages:
        marker = passage.marker
        if marker.style not in _LEVELS:
            continue
        level = _LEVELS[marker.style]
        if marker.style == "decimal":
            level += marker.number.count(".") - 1
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1][1] if stack else None
        section = Section(
            passage,
            marker.style,
            marker.number,
            _ordinal(marker.style, marker.number),
            _key(passage, parent),
            parent,
        )
        stack.append((level, section))
        yield section


def _key(passage: Passage, parent: Section | None) -> tuple[object, ...]:
    marker = passage.marker
    if marker.style == "decimal":
        holder = parent
        while holder is not None and holder.style == "decimal":
            holder = holder.parent
        return ("decimal", None if holder is None else holder.passage.index, marker.number.rpartition(".")[0])
    if marker.style == "article":
        return ("article",)
    letters = marker.number.isalpha() if marker.style == "paren" else None
    return (marker.style, letters, None if parent is None else parent.passage.index)


def _ordinal(style: Style, number: str) -> int:
    if style == "decimal":
        return int(number.rpartition(".")[2])
    if number.isdigit():
        return int(number)
    if number in _WORDS:
        return _WORDS[number]
    if style in {"letter", "paren"}:
        return _ALPHABET.index(number) + 1 if number in _ALPHABET else 0
    return roman_value(number)
