"""From a compared file to the new input: its changes on the draft, and what of the file the new print does not say."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from service.inspection import inspect
from service.inspection.facts import Table
from service.intake.lines import Line
from service.intake.reading import Item
from service.intake.transplanting import transplanted
from service.issuing.draft_merging import merge
from service.issuing.labelling import with_labels
from service.issuing.returned_changes import Change, Unplaced
from service.issuing.returned_comparing import FRAME_KEY, ReturnedFile
from service.issuing.returned_merging import printable, with_cited
from service.issuing.returned_printing import (
    Before,
    Printed,
    Told,
    all_told,
    printed_lines,
    unnumbered,
    untold,
)
from service.issuing.returned_reading import FileReading, lines_among, read_again, table_rows
from service.issuing.returned_rows import Row

#: The parts of a print in which some fields of the frame stand.
_PARTS: Final = {"month": "frame.place_and_date", "filing": "recipients", "via": "addressees"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The input with the changes of a file, how many of its rows it holds, what of the file its print does not say."""

    envelope: dict[str, Any]
    taken: int
    unplaced: tuple[Unplaced, ...]


class Taking:
    """The taking of one file."""

    def __init__(self, work: ReturnedFile) -> None:
        self._work = work

    def result(self, kept: Collection[str]) -> Outcome:
        """Return the input with the changes that are not kept out, and what of them does not show in its print.

        Where a file can be read in several ways, the one whose print is nearest to it.
        """
        frame_kept = {key.removeprefix(FRAME_KEY) for key in kept if key.startswith(FRAME_KEY)}
        rows = [one for one in self._work.changes if one.key not in kept]
        wanted = self._wanted(kept, frame_kept)
        found: list[tuple[int, Outcome]] = []
        for edited in self._edits(self._target(kept), frame_kept):
            outcome, left = self._outcome(edited, rows, wanted)
            found.append((left, outcome))
            if not left:
                break
        return min(found, key=lambda one: one[0])[1]

    def _outcome(
        self, edited: dict[str, Any], rows: Sequence[Change], wanted: Sequence[Printed]
    ) -> tuple[Outcome, int]:
        """Return what an edited input becomes, and how much of the file its print does not say."""
        merged, facts = printable(self._merged(edited), self._work.current, self._work.printed)
        marks = tuple(self._marks())
        if facts is None:
            every = [Unplaced(one.word or one.draft, one.path, is_still_printed=not one.word) for one in rows]
            return Outcome(merged, len(rows), (*every, *marks)), len(every)
        made = printed_lines(facts)
        if self._work.is_exact:
            told = all_told(wanted, made)
        else:
            before = Before(
                self._work.mine.printed, self._work.now.printed if self._work.now is not None else None
            )
            told = untold(wanted, made, before)
        taken = 0 if merged == self._work.current else self._taken(rows, told, merged)
        return Outcome(merged, taken, (*self._unplaced(told), *marks)), len(told.missing) + len(told.surplus)

    def unlike(self, made: bytes) -> tuple[Unplaced, ...]:
        """Return what a file that was made does not say as this one does: all of it, whatever it follows from."""
        told = all_told(self._work.theirs.printed, printed_lines(inspect(made)))
        return (*self._unplaced(told), *self._marks())

    def _edits(self, target: Sequence[Item], frame_kept: Collection[str]) -> Iterator[dict[str, Any]]:
        """Yield the input with the changes of the file in the ways in which they may be meant.

        What stands in the text and in a computed table is changed in both, or in one of them: then the other one says
        nothing about where its words belong.
        """
        work = self._work
        tables, own = _tables(target), _tables(work.mine.items)
        lines = lines_among(target)
        text = work.theirs if lines == lines_among(work.theirs.items) and not frame_kept else None
        text = text or self._again(lines, frame_kept)
        if [table_rows(one) for one in tables] == [table_rows(one) for one in own]:
            yield self._carried(work.base, work.mine, text)
            return
        whole = self._again(target, frame_kept)
        work.theirs.paths |= whole.paths
        yield self._carried(work.base, self._whole, whole)
        if len(tables) == len(own):
            theirs = iter(tables)
            swapped = [one if isinstance(one, Line) else next(theirs) for one in work.mine.items]
            after = read_again(swapped, work.mine, kept_frame=work.mine, kept=())
            yield self._carried(self._carried(work.base, self._whole, after), work.mine, text)
        else:
            yield self._carried(work.base, work.mine, text)

    @cached_property
    def _whole(self) -> FileReading:
        """The old version read with its tables."""
        mine = self._work.mine
        made = read_again(mine.items, mine, kept_frame=mine, kept=())
        mine.paths |= made.paths
        return made

    def _again(self, items: Sequence[Item], frame_kept: Collection[str]) -> FileReading:
        return read_again(items, self._work.theirs, kept_frame=self._work.mine, kept=frame_kept)

    def _carried(self, own: dict[str, Any], before: FileReading, after: FileReading) -> dict[str, Any]:
        """Return an input with what differs between two readings."""
        edited = transplanted(own, before.envelope, after.envelope)
        content = dict(edited.get("content", {}))
        if isinstance(content.get("citations"), list):
            content["citations"] = with_cited(content["citations"], before.citations, after.citations)
        return {**edited, "content": with_labels(self._work.document_type, content)}

    def _merged(self, edited: dict[str, Any]) -> dict[str, Any]:
        if not self._work.has_moved:
            return edited
        merged: dict[str, Any] = merge(
            self._work.base, edited, self._work.current, prefers=lambda _path: True
        ).value
        return merged

    def _target(self, kept: Collection[str]) -> list[Item]:
        """Return the lines of the file, those of the draft in place of what is kept."""
        target: list[Item] = []
        end = 0
        for row in self._work.rows:
            is_kept = row.key in kept
            target += self._work.theirs.items[end : row.word_start]
            target += (
                self._work.mine.items[row.start : row.end]
                if is_kept
                else self._work.theirs.items[row.word_start : row.word_end]
            )
            end = row.word_end
        return [*target, *self._work.theirs.items[end:]]

    def _wanted(self, kept: Collection[str], frame_kept: Collection[str]) -> list[Printed]:
        """Return the print of the file, that of the draft in place of what is kept."""
        swaps = [
            (
                {
                    one
                    for place in range(row.word_start, row.word_end)
                    for one in self._work.theirs.numbers(place)
                },
                {one for place in range(row.start, row.end) for one in self._work.mine.numbers(place)},
                self._before(row.word_start),
            )
            for row in self._work.rows
            if row.key in kept
        ]
        for name in frame_kept:
            part = _PARTS.get(name, name)
            theirs = {number for number, path in self._work.theirs.frame.places.items() if path == part}
            mine = {number for number, path in self._work.mine.frame.places.items() if path == part}
            swaps.append((theirs, mine, min(theirs or mine or {1}) - 1))
        wanted = list(self._work.theirs.printed)
        own = {id(one) for one in wanted}
        for theirs, mine, place in swaps:
            inserted = [one for one in self._work.mine.printed if one.number in mine]
            left = [one for one in wanted if not (one.number in theirs and id(one) in own)]
            before = (at for at, one in enumerate(left) if id(one) in own and 0 < one.number <= place)
            at = max(before, default=-1) + 1
            while at < len(left) and id(left[at]) not in own:  # what was kept just before
                at += 1
            wanted = [*left[:at], *inserted, *left[at:]]
        return wanted

    def _before(self, place: int) -> int:
        """Return the number of the paragraph of the file after which an item stands."""
        theirs = self._work.theirs
        if place:
            return theirs.numbers(place - 1)[-1]
        return theirs.numbers(0)[0] - 1 if theirs.items else 0

    def _taken(self, rows: Sequence[Change], told: Told, merged: Mapping[str, Any]) -> int:
        """Return how many rows the new print says."""
        surplus = {one.text for one, _ in told.surplus}
        elsewhere = {unnumbered(text) for text in surplus}
        missing = {one.text for one in told.missing if unnumbered(one.text) not in elsewhere}
        lines = {row.key: row for row in self._work.rows if row.word_end > row.word_start}
        return sum(not self._is_lost(one, lines.get(one.key), missing, surplus, merged) for one in rows)

    def _is_lost(
        self,
        one: Change,
        row: Row | None,
        missing: Collection[str],
        surplus: Collection[str],
        merged: Mapping[str, Any],
    ) -> bool:
        """Tell whether the new print does not say what a row says."""
        if one.key.startswith(FRAME_KEY):
            name = one.key.removeprefix(FRAME_KEY)
            return bool(merged.get(name) == self._work.current.get(name))
        if row is None:
            return any(line in surplus for line in one.draft.split("\n"))
        numbers = {
            number
            for place in range(row.word_start, row.word_end)
            for number in self._work.theirs.numbers(place)
        }
        return any(line.number in numbers and line.text in missing for line in self._work.theirs.printed)

    def _unplaced(self, told: Told) -> Iterator[Unplaced]:
        for one in told.missing:
            yield Unplaced(one.text, self._work.theirs.field_near(one.number))
        places = {one.key: one.number for one in self._work.mine.printed}
        for one, place in told.surplus:
            own = places.get(one.key, 0)
            path = self._work.mine.field_near(own) if own else self._work.theirs.field_near(place)
            yield Unplaced(one.text, path, is_still_printed=True)

    def _marks(self) -> Iterator[Unplaced]:
        """Yield what the look of a file says of words: struck out, to be joined to the next paragraph."""
        for number, text in self._work.struck:
            yield Unplaced(f"Chữ bị gạch ngang: {text}", self._work.theirs.field_near(number))
        texts = {one.number: one.text for one in self._work.theirs.printed}
        for number in self._work.carried.joined:
            text = f"Đề nghị nối với đoạn sau: {texts.get(number, '')}"
            yield Unplaced(text, self._work.theirs.field_near(number))


def _tables(items: Sequence[Item]) -> list[Table]:
    return [one for one in items if isinstance(one, Table)]
