"""Works out the automatic numbers of paragraphs as the reader sees them: ``II.``, ``2.1.``, ``a)``, ``-``."""

from dataclasses import dataclass

from service.inspection.names import Element, W, child, is_on, value
from service.inspection.properties import ParagraphProperties, paragraph_properties

_LEVELS = 9
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
          (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    paragraph: ParagraphProperties
    style: str
    is_legal: bool


class Numbering:
    """The lists of one file with their running counters; ask for labels in reading order."""

    def __init__(self, root: Element | None) -> None:
        abstracts = {}
        for item in () if root is None else root.iterfind(W + "abstractNum"):
            abstracts[item.get(W + "abstractNumId", "")] = item
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        for item in () if root is None else root.iterfind(W + "num"):
            self._add(item, abstracts)

    def _add(self, item: Element, abstracts: dict[str, Element]) -> None:
        abstract_id = value(item, W + "abstractNumId") or ""
        levels = _levels(abstracts.get(abstract_id))
        starts: dict[int, int] = {}
        for override in item.iterfind(W + "lvlOverride"):
            index = _integer(override.get(W + "ilvl"), 0)
            levels.update(_levels(override))
            start = value(override, W + "startOverride")
            if start is not None:
                starts[index] = _integer(start, 1)
        self._lists[item.get(W + "numId", "")] = (abstract_id, levels, starts)

    def level_of(self, num_id: str, style_id: str) -> int:
        """Return the level that belongs to a paragraph style, 0 when the list names none."""
        levels = self._lists.get(num_id, ("", {}, {}))[1]
        return next((index for index, level in levels.items() if level.style == style_id), 0)

    def indent(self, num_id: str, level: int) -> ParagraphProperties:
        """Return the indent that a level of a list gives its paragraphs."""
        found = self._lists.get(num_id, ("", {}, {}))[1].get(level)
        return {} if found is None else found.paragraph

    def label(self, num_id: str, level: int) -> str:
        """Count one paragraph of a list on and return its number, "" when the list is unknown."""
        if num_id not in self._lists:
            return ""
        abstract_id, levels, starts = self._lists[num_id]
        counters = self._counters.setdefault(abstract_id, [None] * _LEVELS)
        if num_id not in self._begun:
            self._begun.add(num_id)
            for index, start in starts.items():
                if 0 <= index < _LEVELS:
                    counters[index] = start - 1
        for index in range(level + 1):
            begin = levels[index].start if index in levels else 1
            if index == level:
                before = counters[index]
                counters[index] = begin if before is None else before + 1
            elif counters[index] is None:
                counters[index] = begin
        counters[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _printed(levels, level, counters)


def _printed(levels: dict[int, _Level], level: int, counters: list[int | None]) -> str:
    own = levels.get(level)
    if own is None or own.format == "none":
        return ""
    if own.format == "bullet":
        return "".join("•" if "\ue000" <= character <= "\uf8ff" else character for character in own.text)
    text = own.text
    for index in range(_LEVELS):
        mark = f"%{index + 1}"
        if mark in text:
            kind = levels[index].format if index in levels and not own.is_legal else "decimal"
            text = text.replace(mark, number_text(counters[index] or 0, kind))
    return text


def number_text(number: int, kind: str) -> str:
    """Return a number in a form of Word.

    >>> [number_text(4, kind) for kind in ("decimal", "upperRoman", "lowerLetter", "decimalZero")]
    ['4', 'IV', 'd', '04']
    """
    if kind in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in {"upperLetter", "lowerLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for unit, sign in _ROMAN:
        while number >= unit:
            text += sign
            number -= unit
    return text


def _levels(element: Element | None) -> dict[int, _Level]:
    return {
        _integer(item.get(W + "ilvl"), 0): _Level(
            start=_integer(value(item, W + "start"), 1),
            format=value(item, W + "numFmt") or "decimal",
            text=value(item, W + "lvlText") or "",
            paragraph=paragraph_properties(child(item, W + "pPr")),
            style=value(item, W + "pStyle") or "",
            is_legal=(legal := child(item, W + "isLgl")) is not None and is_on(legal),
        )
        for item in (() if element is None else element.iterfind(W + "lvl"))
    }


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else default
