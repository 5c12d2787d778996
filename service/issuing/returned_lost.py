"""Rows that a new print does not hold: what it says otherwise, and what stands in the way of a removal."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.domain.findings import FieldError
from service.domain.nesting import strings_in
from service.inspection.facts import Table
from service.issuing.import_places import value_at
from service.issuing.returned_changes import Change
from service.issuing.returned_comparing import FRAME_KEY, ReturnedFile
from service.issuing.returned_following import bare
from service.issuing.returned_printing import Told, unnumbered
from service.issuing.returned_reading import FileReading
from service.issuing.returned_rows import Row

#: An item of a list of the content, the outermost one that a field lies in.
_NUMBERS: Final = re.compile(r"\[\d+\]")
_ITEM: Final = re.compile(r"[^\[]*\[\d+\]")
_REFERRED_TO: Final = "không bỏ được vì nơi khác của văn bản còn nhắc tới"
_HALVES: Final = "chỉ bỏ được cả mục, mà một dòng của mục còn phải giữ"


@dataclass(frozen=True, slots=True)
class Held:
    """Why a row cannot be taken, and the field that stands in the way."""

    path: str
    reason: str


def lost_rows(
    work: ReturnedFile, rows: Sequence[Change], told: Told, merged: Mapping[str, Any]
) -> frozenset[str]:
    """Return the keys of the rows of which the new print does not say all."""
    surplus = {one.text for one, _ in told.surplus}
    elsewhere = {unnumbered(text) for text in surplus}
    missing = {one.number for one in told.missing if unnumbered(one.text) not in elsewhere and one.number}
    lines = {row.key: row for row in work.rows if row.word_end > row.word_start}
    found = set()
    for one in rows:
        row = lines.get(one.key)
        if one.key.startswith(FRAME_KEY):
            name = one.key.removeprefix(FRAME_KEY)
            is_same = merged.get(name) == work.current.get(name)
            is_lost = is_same or not missing.isdisjoint(work.theirs.frame_numbers(name))
        elif row is None:
            is_lost = any(line in surplus for line in one.draft.split("\n"))
        else:
            is_lost = not missing.isdisjoint(work.theirs.numbers_in(row.word_start, row.word_end))
            if row.is_move:  # the number typed before it is that of its old place
                own = {bare(text) for text in surplus}
                numbers = {line.number for line in told.missing if bare(line.text) not in own and line.number}
                is_lost = not numbers.isdisjoint(work.theirs.numbers_in(row.word_start, row.word_end))
                is_lost |= any(line in surplus for line in one.draft.split("\n"))
        if is_lost:
            found.add(one.key)
    return frozenset(found)


def held_rows(
    work: ReturnedFile, rows: Collection[str], merged: Mapping[str, Any], faults: Sequence[FieldError]
) -> dict[str, Held]:
    """Return the rows that take out what the text refers to elsewhere, each with the field that refers to it.

    The whole stretch that was taken out is held: a part of it would be read as a part of what stands before.
    """
    known = dict(_labels(work.base))
    gone = known.keys() - dict(_labels(merged)).keys()
    held: dict[str, Held] = {}
    paths = {one.key: one.path for one in work.changes}
    for fault in faults:
        said = list(strings_in(value_at(merged, fault.path)))
        for label in gone:
            if any(one == label or f"[[{label}" in one for one in said):
                place = known[label]
                for stretch in _removed(work, rows):
                    if any(f"{paths.get(row.key, '')}.".startswith(f"{place}.") for row in stretch):
                        held |= dict.fromkeys((row.key for row in stretch), Held(fault.path, _REFERRED_TO))
    return held


def rows_behind(
    work: ReturnedFile, rows: Sequence[Change], told: Told, astray: Sequence[str] = ()
) -> frozenset[str]:
    """Return the rows that may be why lines went that nobody took out, or came that nobody wrote.

    `astray` are the fields of lines that were read into others for no reason of their own.

    A table that was changed may have been misread as a whole; else what was put in, taken out or moved in the same item
    of the content; else whatever was changed there; else all that was put in, taken out or moved.
    """
    text = [one for one in rows if not one.key.startswith(FRAME_KEY)]
    tables = [one for one in text if one.key in _table_rows(work)]
    if told.invented and tables:
        return frozenset(one.key for one in tables)
    paths = [work.mine.path_of_number(one.number) for one in told.adrift]
    paths += [*(work.theirs.path_of_number(place) for place in told.invented), *astray]
    items = {found[0] for path in paths if (found := _ITEM.match(path))}
    near = [one for one in text if (found := _ITEM.match(one.path)) and found[0] in items]
    put = [one for one in text if one.is_move or not (one.draft and one.word)]
    chosen = [one for one in near if one in put] or near or put or rows
    return frozenset(one.key for one in chosen)


def strayed(mine: FileReading, read: FileReading) -> list[str]:
    """Return the fields of lines that say the same and are read into a field of that name at another level.

    A line that names who leads belongs to a task or to the group of tasks, as what stands around it has it. Beside a
    lone task it says the same of both.
    """
    levels: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for text, item in zip(mine.texts, mine.items, strict=True):
        if path := mine.fields.get(id(item), ""):
            levels[text].setdefault(_NUMBERS.sub("", path), path)
    found = []
    for text, item in zip(read.texts, read.items, strict=True):
        field = read.fields.get(id(item), "")
        level = _NUMBERS.sub("", field)
        known = levels.get(text, {})
        if level and level not in known and not _is_of_lone_item(field, read):
            found += [path for one, path in known.items() if _is_other_level(level, one)]
    return found


def _is_other_level(one: str, other: str) -> bool:
    """Tell whether two fields are one of a group and one of its items.

    >>> _is_other_level("criteria.lead", "criteria.tasks.lead"), _is_other_level("tasks.content", "duties.content")
    (True, False)
    """
    (owner, _, name), (other_owner, _, other_name) = one.rpartition("."), other.rpartition(".")
    group, item = sorted((owner, other_owner), key=len)
    return name == other_name and item.startswith(f"{group}.")


def _is_of_lone_item(field: str, read: FileReading) -> bool:
    """Tell whether a field belongs to the only item of its list."""
    items = field.rpartition("].")[0].rpartition("[")[0]
    places = {
        path[len(items) + 1 :].partition("]")[0]
        for path in read.fields.values()
        if path.startswith(f"{items}[")
    }
    return bool(items) and len(places) == 1


def _table_rows(work: ReturnedFile) -> set[str]:
    """Return the keys of the rows that change a table."""
    return {
        row.key
        for row in work.rows
        for item in (
            *work.mine.items[row.start : row.end],
            *work.theirs.items[row.word_start : row.word_end],
        )
        if isinstance(item, Table)
    }


def whole_items(work: ReturnedFile, left: Collection[str]) -> dict[str, Held]:
    """Return the other rows of items that were taken out as a whole and of which a row is left out.

    What stays of an item would be read as a part of what stands before it: it is taken out whole or not at all.
    """
    removed = {
        place: row.key
        for row in work.rows
        if row.word_start == row.word_end and not row.is_move
        for place in range(row.start, row.end)
    }
    stay = {place for place, key in removed.items() if key in left}
    if not stay:
        return {}
    paths = [work.mine.path(place) for place in range(len(work.mine.items))]
    held: dict[str, Held] = {}
    for place in stay:
        item = _removed_item(paths, paths[place], removed)
        companions = [one for one, path in enumerate(paths) if item and path.startswith(item)]
        held |= {removed[one]: Held(paths[place], _HALVES) for one in companions if removed[one] not in left}
    return held


def _removed_item(paths: Sequence[str], path: str, removed: Collection[int]) -> str:
    """Return the outermost item with a path that was taken out with all its lines, "" for none."""
    for end in [match.end() for match in re.finditer(r"\[\d+\]", path)]:
        if all(place in removed for place, one in enumerate(paths) if one.startswith(path[:end])):
            return path[:end]
    return ""


def _removed(work: ReturnedFile, rows: Collection[str]) -> Iterator[list[Row]]:
    """Yield the stretches of lines that were taken out."""
    stretch: list[Row] = []
    for row in work.rows:
        is_removal = row.key in rows and row.word_start == row.word_end and not row.is_move
        if stretch and (not is_removal or stretch[-1].end != row.start):
            yield stretch
            stretch = []
        if is_removal:
            stretch.append(row)
    if stretch:
        yield stretch


def _labels(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield labels with the paths of the items that carry them."""
    if isinstance(value, Mapping):
        if isinstance(value.get("label"), str):
            yield value["label"], path
        for name, part in value.items():
            yield from _labels(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _labels(part, f"{path}[{place}]")
