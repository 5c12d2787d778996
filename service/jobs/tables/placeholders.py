"""What a plan may leave open for each unit: `{đơn vị}` and its like, in any text of the envelope.

`{đơn vị}` xã Ba Tơ, `{tên đơn vị}` Ba Tơ, `{loại đơn vị}` xã, `{tỉnh}` tỉnh Quảng Ngãi. A capital first letter makes
the words begin with one, capitals throughout make capitals. Other words in braces stay as they are.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from service.doctypes.faults import path_text
from service.domain.findings import FieldError
from service.domain.text import fold, quoted, upper_first
from service.domain.units import KIND_NOUNS, Unit
from service.jobs.tables.drafting import Path

_MARK = re.compile(r"\{([^{}\n]{2,30})\}")
_WORDS: Mapping[str, Callable[[Unit, Unit], str]] = {
    "don vi": lambda unit, _province: unit.full_name,
    "ten don vi": lambda unit, _province: unit.name,
    "loai don vi": lambda unit, _province: KIND_NOUNS[unit.kind],
    "tinh": lambda _unit, province: province.full_name,
}
_OF_ALL = {"don vi": "từng đơn vị", "ten don vi": "từng đơn vị", "loai don vi": "từng đơn vị", "tinh": "tỉnh"}
_SHOWN = "{đơn vị}, {tên đơn vị}, {loại đơn vị}, {tỉnh}"
_NEAR = 0.7


@dataclass(frozen=True, slots=True)
class Open:
    """One text of a plan that says something else for each unit."""

    path: Path
    text: str


def opened(plan: Mapping[str, Any]) -> list[Open]:
    """Return the texts of a plan that have a placeholder."""
    return [
        Open(path, text)
        for path, text in texts_of(plan)
        if any(_key(mark) in _WORDS for mark in _MARK.findall(text))
    ]


def filled(text: str, unit: Unit, province: Unit) -> str:
    """Return a text with the words of one unit."""
    return _MARK.sub(lambda mark: _word(mark, unit, province), text)


def for_each(text: str) -> str:
    """Return a text as it stands for all units together, in the name of a batch.

    >>> for_each("Dân vận của {đơn vị}, {TỈNH} năm 2026")
    'Dân vận của từng đơn vị, tỉnh năm 2026'
    """
    return _MARK.sub(lambda mark: _OF_ALL.get(_key(mark[1]), mark[0]), text)


def misspelt(value: Any, at: str = "") -> list[FieldError]:
    """Return a fault for each mark of an envelope, or of one text `at` a path, that is close to a placeholder only."""
    found = []
    for path, text in texts_of(value):
        for mark in _MARK.findall(text):
            if _key(mark) not in _WORDS and get_close_matches(_key(mark), _WORDS, n=1, cutoff=_NEAR):
                message = f"Không có chỗ thay {quoted('{' + mark + '}')}. Dùng được: {_SHOWN}."
                found.append(FieldError(path_text(path, at), "placeholder_unknown", message))
    return found


def texts_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield (path, text) of every text in an envelope; sources are other documents and are left alone."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if path or name != "sources":
                yield from texts_of(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from texts_of(part, (*path, place))


def _key(mark: str) -> str:
    return fold(mark.replace("_", " "))


def _word(mark: re.Match[str], unit: Unit, province: Unit) -> str:
    make = _WORDS.get(_key(mark[1]))
    if make is None:
        return mark[0]
    words = make(unit, province)
    if mark[1].isupper():
        return words.upper()
    return upper_first(words) if mark[1][0].isupper() else words
