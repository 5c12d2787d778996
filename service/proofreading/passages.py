"""A block made ready for the checks: its plain text with the way back, its zone, its number, its tokens."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from sys import intern
from typing import Literal, NamedTuple

from service.domain.emphasis import plain
from service.domain.text import nfc
from service.proofreading.blocks import Block
from service.proofreading.letters import UPPER

Zone = Literal["header", "title", "body", "closing", "appendix", "field"]
Style = Literal[
    "part", "chapter", "article", "roman", "arabic", "decimal", "letter", "paren", "dash", "plus", "plain"
]

_ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})"
_MARKERS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (
        "part",
        re.compile(
            rf"(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+)?(?P<number>{_ROMAN}|\d+|nhất|hai|ba|tư|năm)\b(?P<sign>[.:]?)"
        ),
    ),
    ("chapter", re.compile(rf"(?:Chương|CHƯƠNG)\s+(?P<number>{_ROMAN}|\d+)\b(?P<sign>[.:]?)")),
    ("article", re.compile(r"Điều\s+(?P<number>\d+)(?P<sign>[.:])(?=\s)")),
    (
        "roman",
        re.compile(
            rf"(?!V/[Vv]\b)(?P<number>{_ROMAN})(?:(?P<sign>[./)])(?=\s|\w)|(?P<dash>[-–])(?=\s+[{UPPER}]))"
        ),
    ),
    ("decimal", re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?P<sign>[.)/]?)(?=\s+\D)")),
    (
        "arabic",
        re.compile(
            rf"(?P<number>\d{{1,2}})(?:(?P<sign>[./)])(?=\s|[^\W\d_])|(?P<dash>[-–])(?=\s+[{UPPER}]))"
        ),
    ),
    ("letter", re.compile(r"(?P<number>[a-zđ])(?P<sign>[).])(?=\s)")),
    ("paren", re.compile(r"\((?P<number>\d{1,2}|[a-zđ])\)(?P<sign>)(?=\s)")),
    ("dash", re.compile(r"(?P<number>[-–—•])(?P<sign>)(?=\s)")),
    ("plus", re.compile(r"(?P<number>\+)(?P<sign>)(?=\s)")),
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
_DIGIT = re.compile(r"\d")
#: Keys are remembered for as long as the process lives: no file makes it keep words of a hundred thousand letters.
_LONGEST_KEY = 40
_OPAQUE = re.compile(r"\[\[[a-z][a-z0-9_]*(?::[a-z0-9_]+)?\]\]")
_new = tuple.__new__  # makes a token in a third of the time that Token(...) takes: a plan has thousands
OPAQUE = "\ufffc"


class Token(NamedTuple):
    """A word, a number or a single sign, at [start, end) of the plain text; `lower` is its key in the lexicon.

    `is_word`: it is made of letters.
    """

    start: int
    end: int
    text: str
    lower: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """The number or sign that a paragraph begins with: `sign` is what closes it (``.``), `end` where it ends."""

    style: Style
    number: str
    sign: str
    start: int
    end: int


_LEAST_FIELDS = 3  # two side by side are heads of a letter, or a number and its text


class Passage:
    """A block, read once: all checks share what is computed here.

    `tokens` are its words, numbers and signs in order, `keys` the same as keys of the lexicon.
    """

    def __init__(self, index: int, block: Block) -> None:
        self.index = index
        self.block = block
        self.source = nfc(block.text)
        self._bare = plain(self.source) if block.is_marked else self.source
        text = (
            _OPAQUE.sub(lambda match: OPAQUE * len(match.group()), self._bare)
            if block.is_marked
            else self._bare
        )
        self.lead = len(block.label) + 1 if block.label else 0
        self.text = f"{block.label} {text}" if block.label else text
        self.zone: Zone = "field" if block.kind == "field" else "body"
        self.tokens = _tokens(self.text)
        self.keys = tuple([token.lower for token in self.tokens])
        #: Whether there is a digit: without one there is no date, number or code to look for.
        self.has_digit = _DIGIT.search(self.text) is not None

    @property
    def number(self) -> int:
        """The place in the document for people, from 1."""
        return self.index + 1

    @cached_property
    def is_cell(self) -> bool:
        """Whether it stands in a table, or is a row of one that was pasted into plain text: fields apart by tabs."""
        if self.block.kind == "cell":
            return True
        is_row = self.text.count("\t") >= _LEAST_FIELDS - 1
        return is_row and sum(1 for field in self.text.split("\t") if field.strip()) >= _LEAST_FIELDS

    @cached_property
    def marker(self) -> Marker:
        """The number or sign at the beginning, style ``plain`` when there is none."""
        start = len(self.text) - len(self.text.lstrip())
        for style, pattern in _MARKERS:
            match = pattern.match(self.text, start)
            if match is not None:
                sign = match["sign"] or match.groupdict().get("dash") or ""
                return Marker(style, match["number"], sign, start, match.end())
        return Marker("plain", "", "", start, start)

    def places_in(self, keys: AbstractSet[str]) -> list[int]:
        """Return the places of the tokens whose key is one of some; quick where there is none."""
        if keys.isdisjoint(self.keys):
            return []
        return [place for place, key in enumerate(self.keys) if key in keys]

    @cached_property
    def rest(self) -> str:
        """The text after the marker, without spaces around."""
        return self.text[self.marker.end :].strip()

    @cached_property
    def is_upper(self) -> bool:
        """Whether it is set in capitals, as titles are: four letters of five."""
        text = self.rest or self.text  # of "CHƯƠNG I" all is the number
        small = sum([len(word) for word in text.split() if word.islower() and word.isalpha()])
        if 5 * small > len(text):
            return False  # nearly always: no need to look at each letter
        letters = [*filter(str.isalpha, text)]
        return bool(letters) and sum(map(str.isupper, letters)) >= 0.8 * len(letters)

    @cached_property
    def last_sign(self) -> str:
        """The last sign of the text, closing quotation marks and brackets left out."""
        return self.text.rstrip().rstrip('”"’)]»').rstrip()[-1:]

    @cached_property
    def _way_back(self) -> tuple[int, ...] | None:
        """For each sign of the plain text its place in the block; None when they are the same."""
        if self._bare == self.source:
            return None
        places, place = [], 0
        for sign in self._bare:
            while place < len(self.source) and self.source[place] != sign:
                place += 1
            places.append(place)
            place += 1
        return (*places, len(self.source))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the NFC block; an automatic number stands nowhere."""
        start, end = max(0, start - self.lead), max(0, end - self.lead)
        if self._way_back is None:
            return start, end
        if start == end:
            place = self._way_back[start - 1] + 1 if start else self._way_back[0]
            return place, place
        return self._way_back[start], self._way_back[end - 1] + 1


def _tokens(text: str) -> tuple[Token, ...]:
    """Return words, numbers and signs in order; a word that stands often is one string."""
    found, end = [], 0
    for word in map(intern, _TOKEN.findall(text)):
        start = text.find(word, end)  # nothing but spaces stands between
        end = start + len(word)
        key = word if word.islower() else intern(word.lower())
        if end - start > _LONGEST_KEY:
            key = key[:_LONGEST_KEY]
        found.append(_new(Token, (start, end, word, key, word[0].isalpha())))
    return tuple(found)
