"""Titles of the lowest sections of a type in a foreign file: “- Khách quan: mưa lũ.” is a title and its text.

Offices type these titles behind a dash or a letter, with fewer words than the type prints, and often go on in the same
line. The section above is known by then; the words of the title come out in the title that the type prints.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from service.intake.foreign_lines import part_of
from service.intake.likeness import title_likeness
from service.intake.lines import Item, Line
from service.intake.outline_spots import Heading, Spots

_HEAD = re.compile(r"(?P<head>[^:.;]{2,80}?)\s*:(?P<text>\s.*)?", re.DOTALL)
_ALIKE: Final = 0.6
#: Sections with a number of these styles are told by their rank (`foreign_lines`).
_RANKED: Final = frozenset({"roman", "arabic", "decimal"})


def inner_titles_apart(items: Sequence[Item], spots: Spots) -> list[Item]:
    """Return the items with the titles of the lowest sections as lines of their own, their texts behind them.

    Such sections stand in the order of the type then: a file may well have them the other way round.
    """
    parts = [one for item in _under_sections(items, spots) for one in item]
    return [one for run in _runs(parts, spots) for block in run for one in block]


def _runs(items: Sequence[Item], spots: Spots) -> Iterator[list[list[Item]]]:
    """Yield the items in blocks: lowest sections of one section that follow each other, in the order of the type."""
    run: list[list[Item]] = []
    above = ""
    for item in items:
        section = _inner_section(item, spots)
        owner = spots.headings[section].above if section else ""
        if above and _goes_on(item):
            run[-1].append(item)
            continue
        if owner != above:
            yield _sorted(run, spots) if above else run
            run = []
        above = owner
        run.append([item])
    yield _sorted(run, spots) if above else run


def _goes_on(item: Item) -> bool:
    """Tell whether an item is a text of the section before it: no title, and nothing that is counted like one."""
    return isinstance(item, Line) and not item.title_of and item.style not in _RANKED


def _inner_section(item: Item, spots: Spots) -> str:
    """Return the lowest section whose title an item is, "" for none."""
    key = item.title_of if isinstance(item, Line) else ""
    return key if key and spots.headings[key].numbering.style not in _RANKED else ""


def _sorted(run: list[list[Item]], spots: Spots) -> list[list[Item]]:
    """Return the blocks of lowest sections in the order of the type; as they are where one is there twice."""
    order = list(spots.headings)
    places = [order.index(_inner_section(block[0], spots)) for block in run]
    if len(set(places)) < len(places):
        return run
    return [run[one] for one in sorted(range(len(run)), key=places.__getitem__)]


def _under_sections(items: Sequence[Item], spots: Spots) -> Iterator[list[Item]]:
    """Yield the parts of each item; the last title of the type above it says which sections it may begin."""
    inner: Mapping[str, Heading] = {}
    for item in items:
        if isinstance(item, Line) and item.title_of:
            inner = _inner(spots, item.title_of)
        yield list(_parts(item, inner)) if isinstance(item, Line) and not item.title_of else [item]


def _inner(spots: Spots, section: str) -> dict[str, Heading]:
    """Return the sections right below a section whose titles have a letter, a dash or no number."""
    return {
        key: one
        for key, one in spots.headings.items()
        if one.above == section and one.numbering.style not in _RANKED
    }


def _parts(line: Line, inner: Mapping[str, Heading]) -> Iterator[Line]:
    found = _HEAD.fullmatch(line.text)
    section = _named(found["head"], inner) if found is not None and line.style not in _RANKED else ""
    if found is None or not section:
        yield line
        return
    text = found["text"] or ""
    title = part_of(line, 0, found.end("head")) if text.strip() else line
    yield replace(title, number="", style="", depth=0, prefix="", title_of=section, label="", value_start=0)
    if text.strip():
        yield part_of(line, len(line.text) - len(text.lstrip()), len(line.text))


def _named(head: str, inner: Mapping[str, Heading]) -> str:
    """Return the section whose title a head is like, "" for none, or for two that are as like it."""
    likely = sorted(((title_likeness(head, one.title), key) for key, one in inner.items()), reverse=True)
    if not likely or likely[0][0] < _ALIKE or (len(likely) > 1 and likely[1][0] == likely[0][0]):
        return ""
    return likely[0][1]
