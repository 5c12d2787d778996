"""The numbered passages of a text and what each of them stands in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_WORDS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5}
_BARE = re.compile(rf"\s*(\d{{1,2}})\s+[{UPPER}][^.;:]{{0,80}}$")
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


def number_bare_headings(passages: Iterable[Passage]) -> None:
    """Take "2 Yêu cầu" after "1." for a heading that lacks its full stop."""
    last = 0
    for passage in passages:
        if passage.marker.style == "arabic":
            last = int(passage.marker.number)
            continue
        match = _BARE.match(passage.text) if last and passage.marker.style == "plain" else None
        if match is not None and int(match[1]) == last + 1:
            passage.marker = Marker("arabic", match[1], "", match.start(1), match.end(1))
            last += 1


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


def roman_value(number: str) -> int:
    """Return the value of a Roman number of the letters I, V, X.

    >>> roman_value("IV"), roman_value("XIX")
    (4, 19)
    """
    values = [_ROMAN_VALUES[sign] for sign in number]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
