"""A second look at the lines of a foreign file, once a reading shows where each of them would go.

A line that the reading puts where it cannot belong has no place: the file is read again without it. One line that is a
title and its text, where the type has the text in a list of its own, is read again as two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from service.doctypes.definition import DocumentType
from service.intake.foreign_lines import part_of
from service.intake.grammar import grammar_of
from service.intake.likeness import title_likeness
from service.intake.lines import Item, Line
from service.intake.outline_spots import Spots
from service.intake.reading import Path, Placed, Reading
from service.intake.schema_paths import Schema, item_of, schema_at
from service.intake.wordless import among_labels, items_in

_ALIKE: Final = 0.6
#: What ends a document.
_END: Final = "./."
_NO_ENDING: Final = "có thể là việc của mục bên trên, cũng có thể là câu kết thúc của văn bản"
_HEAD = re.compile(r"(?P<head>[^:]{2,120}?)\s*:\s+(?=\w)")
#: A title that ends so is a word and its number: Tiêu chí 1.
_COUNTED = re.compile(r"\s(?:\d{1,3}|[IVX]{1,5})$")


def looked_again(document_type: DocumentType, items: Sequence[Item], reading: Reading) -> list[Item] | None:
    """Return the items as they are to be read again, None where the reading stands."""
    spots = grammar_of(document_type).spots
    whys = dict(_misplaced(spots, reading)) | among_labels(document_type, reading)
    lacking = list(_lacking(document_type, reading))
    whys |= dict(_taken_for_ending(lacking, reading))
    parts = dict(_with_texts(lacking))
    if not whys and not parts:
        return None
    found: list[Item] = []
    for item in items:
        if isinstance(item, Line) and item in whys:
            found.append(replace(item, stray=whys[item]))
        elif isinstance(item, Line) and item in parts:
            found += [
                part_of(item, 0, parts[item][0]),
                part_of(item, parts[item][1], len(item.text)),
            ]
        else:
            found.append(item)
    return found


def _misplaced(spots: Spots, reading: Reading) -> Iterator[tuple[Line, str]]:
    """Yield lines of running text that were put under another section than the one that they stand under or name."""
    under = title = ""
    for placed in reading.placed:
        line = placed.item
        if not isinstance(line, Line):
            continue
        if line.sources[0] in reading.sections and placed.section:
            under, title = placed.section, line.whole
        elif placed.is_free and placed.section:
            named = _named_section(spots, line, placed.section)
            if under and under not in spots.sections_above(placed.section):
                yield line, f"dưới “{title}”, loại văn bản này không có ô cho đoạn như vậy"
            elif named:
                yield line, f"mở đầu như đề mục “{named}”, mà loại văn bản này có mục ấy ở chỗ khác"


def _named_section(spots: Spots, line: Line, section: str) -> str:
    """Return the title of a section beside the one of a line that the line begins with, "" for none."""
    match, own = _HEAD.match(line.text), spots.headings.get(section)
    if match is None or own is None:
        return ""
    level = own.numbering.style, own.numbering.depth
    likely = {
        key: title_likeness(match["head"], one.title)
        for key, one in spots.headings.items()
        if key.startswith("muc.") and (one.numbering.style, one.numbering.depth) == level
    }
    best = max(likely, key=lambda key: likely[key], default=section)
    is_other = best != section and likely[best] >= max(_ALIKE, likely.get(section, 0.0))
    return spots.headings[best].title if is_other else ""


def _with_texts(lacking: Sequence[Line]) -> Iterator[tuple[Line, tuple[int, int]]]:
    """Yield titles of items with the text that the type has in a list, behind a colon: where both part."""
    for line in lacking:
        match = _HEAD.match(line.text)
        if match is not None and line.number and not line.is_part and not _COUNTED.search(match["head"]):
            yield line, (match.end("head"), match.end())


def _taken_for_ending(lacking: Sequence[Line], reading: Reading) -> Iterator[tuple[Line, str]]:
    """Yield lines behind the title of an item that lacks its texts, which were taken for what ends the document."""
    for before, placed in pairwise(reading.placed):
        line = placed.item
        is_behind = isinstance(before.item, Line) and before.item in lacking
        is_ending = placed.is_free and not placed.section
        if isinstance(line, Line) and is_behind and is_ending and not line.text.endswith(_END):
            yield line, _NO_ENDING


def _lacking(document_type: DocumentType, reading: Reading) -> Iterator[Line]:
    """Yield titles of items without the list that the item must have."""
    paths = (value.path for placed in reading.placed for value in placed.values)
    known = {one for path in paths for one in items_in(path)}
    for placed in reading.placed:
        inner = _titled(document_type.schema, placed)
        if isinstance(placed.item, Line) and inner is not None and inner not in known:
            yield placed.item


def _titled(schema: Schema, placed: Placed) -> tuple[Path, str] | None:
    """Return the item whose title a line is, with the list that the item must have; None for another line."""
    for value in placed.values:
        for path, name in items_in(value.path):
            names = ".".join(str(step) for step in path if not isinstance(step, int))
            needed = item_of(schema_at(schema, names) or {}, schema).get("required", ())
            lists = [one for one in needed if "items" in (schema_at(schema, f"{names}.{one}") or {})]
            if name in needed and name not in lists and len(lists) == 1 and value.path[-1] == name:
                return path, lists[0]
    return None
