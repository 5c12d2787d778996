"""A paragraph of a template as a pattern that finds the values in a line of a file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from service.intake.foreign_lines import is_heading_like
from service.intake.grammar_nodes import Slot
from service.intake.likeness import similarity, title_likeness
from service.intake.lines import Line
from service.intake.marks import Gap
from service.intake.number_costs import number_cost
from service.intake.pattern_sources import PatternSource, certain_words, label_of, usual_words
from service.intake.schema_paths import Schema

NO_MATCH: Final = 99.0
#: What it costs that a title reads like a sentence, that a sentence has other words than the usual one.
_SENTENCE_COST: Final = 4.0
#: What it costs that the title of a section is taken for something else.
_TITLE_COST: Final = 2.0
#: What it costs that a label with its value is taken for a sentence.
_LABEL_COST: Final = 2.5
_OTHER_WORDS_COST: Final = 1.2
_UNTRIED: Final = object()
_LONGEST_LABEL: Final = 14
_LIKE_LABEL: Final = 0.5
_LABEL = re.compile(r"(?P<label>[^:]{2,90}?)\s*:\s*(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """How well a line fits a paragraph of the template, and the values by the path of their gap: (start, end, gap)."""

    cost: float
    values: tuple[tuple[Gap, int, int], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What a paragraph of the template asks for; `weight` is how many letters stand there whatever line comes.

    `heading` is the gap of a title with the section that it is of, `label` the words of a label with the gap after it,
    `usual` the words that stand there where nobody writes others.
    """

    pattern: re.Pattern[str]
    gaps: tuple[Gap, ...]
    weight: float
    heading: tuple[Gap, Any] | None
    label: tuple[str, Gap] | None
    usual: str


@dataclass(slots=True)
class Patterns:
    """The patterns of one type for files of one issuer.

    `known` are words that a path has there (the issuer's name), `labels` are the words of all labels of the type.
    """

    schema: Schema
    headings: Mapping[str, Any]
    known: Mapping[str, Sequence[str]]
    labels: frozenset[str] = frozenset()
    _compiled: dict[int, _Compiled] = field(default_factory=dict)
    _nearest: dict[str, float] = field(default_factory=dict)
    _line: Line | None = None
    _source: PatternSource = field(init=False)
    _matches: dict[tuple[re.Pattern[str], str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the maker of the sources."""
        self._source = PatternSource(self.schema, self.known)

    def match(self, slot: Slot, line: Line) -> Found:
        """Return how a line fits a slot; cost `NO_MATCH` where it does not."""
        compiled = self._compiled_of(slot)
        if compiled.heading is not None:
            return self._as_heading(slot, line, compiled.heading)
        cost, keeps = number_cost(slot, line)
        if cost >= NO_MATCH:
            return Found(NO_MATCH)
        cost += _TITLE_COST * bool(line.title_of)
        text = line.whole if keeps else line.text
        if line is not self._line:
            self._line = line
            self._matches.clear()
        exact = self._exact(compiled, text)
        if exact is not None:
            other = _LABEL_COST * (bool(line.label) and compiled.label is None)
            return Found(cost + exact.cost + other, exact.values, exact.why)
        loose = self._loose(compiled, line, text)
        return Found(cost + loose.cost, loose.values, loose.why) if loose else Found(NO_MATCH)

    def _exact(self, compiled: _Compiled, text: str) -> Found | None:
        """Match the words of a paragraph; many paragraphs of a type are any words, so a line is tried once for them."""
        key = compiled.pattern, text
        match = self._matches.get(key, _UNTRIED)
        if match is _UNTRIED:
            match = self._matches[key] = compiled.pattern.fullmatch(text)
        if not isinstance(match, re.Match):
            return None
        weight = compiled.weight
        values = tuple(
            (gap, *match.span(place))
            for place, gap in enumerate(compiled.gaps, start=1)
            if match.start(place) >= 0
        )
        free = sum(end - start for _, start, end in values) if weight < 1 else 0
        why = "đúng mẫu câu của loại văn bản" if weight >= 8 else ""
        cost = 1.0 - min(weight, 12) / 12 + _other_words_cost(compiled.usual, text)
        return Found(cost, values, why) if text or free else None

    def _loose(self, compiled: _Compiled, line: Line, text: str) -> Found | None:
        """Match a label and its value: other words for the same label, another end of the sentence.

        A label that names another field of the type better is none of this one.
        """
        said = _said(line, text) if compiled.label is not None else None
        if compiled.label is None or said is None:
            return None
        words, gap = compiled.label
        label, start, shown = said
        likeness = similarity(label, words)
        if likeness < _LIKE_LABEL or likeness < self._nearest_to(label):
            return None
        end = start + len(text[start:].rstrip(" .;"))
        return Found(0.3 + (1 - likeness) * 2, ((gap, start, end),), f"nhãn “{shown}”")

    def _nearest_to(self, label: str) -> float:
        """Return how alike a label and the one of the type that is most like it are."""
        if label not in self._nearest:
            self._nearest[label] = max((similarity(label, one) for one in self.labels), default=0.0)
        return self._nearest[label]

    def keeps_number(self, slot: Slot, line: Line) -> bool:
        """Tell whether the typed number of a line is part of the value: the template prints none there."""
        return self._compiled_of(slot).heading is None and number_cost(slot, line)[1]

    def is_unusual(self, slot: Slot, line: Line) -> bool:
        """Tell whether a line has quite other words than the ones that usually stand there."""
        return _other_words_cost(self._compiled_of(slot).usual, line.text) > 0

    def _heading(self, slot: Slot) -> tuple[Gap, Any] | None:
        for gap in slot.gaps:
            owner, _, last = gap.path.rpartition(".")
            if last == "title" and owner in self.headings:
                return gap, self.headings[owner]
        return None

    def _as_heading(self, slot: Slot, line: Line, heading: tuple[Gap, Any]) -> Found:
        gap, spot = heading
        cost, _ = number_cost(slot, line)
        if not line.text or cost >= NO_MATCH:
            return Found(NO_MATCH)
        if line.title_of:
            is_meant = line.title_of == gap.path.rpartition(".")[0]
            cost = min(cost, 1.0) if is_meant else cost + _TITLE_COST
        likeness = _heading_likeness(line.text, spot.title)
        if gap.path.startswith("phu_luc."):
            likeness = max(likeness, 0.7 * line.text.isupper())
        is_bound = not spot.title_field
        if likeness < (0.5 if is_bound else 0.2) and (cost > 0 or is_bound):
            return Found(NO_MATCH)
        if not slot.numbers and likeness < 0.6:
            return Found(NO_MATCH)
        unlike = _SENTENCE_COST if likeness < 0.6 and not is_heading_like(line.text) else 0.0
        length = max(0, len(line.text.split()) - 30) * 0.1
        why = f"đề mục “{spot.title}” của loại văn bản" if likeness > 0.99 else _why_heading(spot.title, line)
        return Found(cost + (1 - likeness) * 2.2 + length + unlike, ((gap, 0, len(line.text)),), why)

    def _compiled_of(self, slot: Slot) -> _Compiled:
        if slot.key not in self._compiled:
            source, gaps = self._source.of(slot.pieces)
            weight = float(sum(len(one) for one in certain_words(slot.pieces)))
            weight += 12 * any(
                isinstance(one, Gap) and one.path.startswith(("phu_luc.", "frame.")) for one in slot.pieces
            )
            self._compiled[slot.key] = _Compiled(
                re.compile(source, re.IGNORECASE),
                gaps,
                weight,
                self._heading(slot),
                label_of(slot.pieces),
                usual_words(slot.pieces),
            )
        return self._compiled[slot.key]


def _said(line: Line, text: str) -> tuple[str, int, str] | None:
    """Return the label that a line begins with, where its value begins, and the label as typed."""
    if line.label and text == line.text:
        return line.label, line.value_start, text[: line.value_start].strip(" :-–")
    found = _LABEL.fullmatch(text)
    if found is None or len(found["label"].split()) > _LONGEST_LABEL:
        return None
    label = found["label"].strip()
    return label, found.start("value"), label


def _heading_likeness(text: str, title: str) -> float:
    """Return how alike a line and the title of a section are; a title may go on (a year, a quarter)."""
    if _folded(text).startswith(_folded(title)) and is_heading_like(text):
        return 1.0
    return title_likeness(text, title)


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """Return words in small letters with single spaces; a line is held against one title after the other."""
    return " ".join(text.casefold().split())


def _why_heading(title: str, line: Line) -> str:
    number = f"số “{line.number}” và " if line.number else ""
    return f"{number}chỗ của đề mục “{title}”"


def _other_words_cost(usual: str, text: str) -> float:
    """Return what it costs that a paragraph with usual words of its own has quite different ones."""
    return _OTHER_WORDS_COST if usual and title_likeness(text, usual) < 0.25 else 0.0
