"""From a compared file to the new input: its changes on the draft, and what of the file the new print does not say."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from service.domain.nesting import strings_in
from service.inspection import inspect
from service.inspection.facts import Table
from service.intake.lines import Item, Line
from service.intake.transplanting import transplanted
from service.issuing.draft_merging import merge
from service.issuing.draft_saving import single_values
from service.issuing.labelling import with_labels
from service.issuing.returned_changes import Change, Unplaced
from service.issuing.returned_comparing import FRAME_KEY, ReturnedFile
from service.issuing.returned_following import Before, untold
from service.issuing.returned_lost import Held, held_rows, lost_rows, rows_behind, strayed, whole_items
from service.issuing.returned_merging import printable, with_cited
from service.issuing.returned_printing import Printed, Told, all_told, printed_lines
from service.issuing.returned_reading import (
    FileReading,
    lines_among,
    numbers_among,
    read_again,
    table_rows,
)
from service.issuing.returned_sides import chosen_items, chosen_print, frame_kept
from service.issuing.returned_without_place import WithoutPlace

#: So often the rows that a print does not hold are left out and the others taken again.
_ROUNDS: Final = 4
#: One value: a name goes with its position and capacity.
_SIGNER: Final = "signer"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The input with the changes of a file, how many of its rows it holds, what of the file its print does not say.

    `refused` are the keys of the rows that were to be taken and are not.
    """

    envelope: dict[str, Any]
    taken: int
    unplaced: tuple[Unplaced, ...]
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Try:
    """An input that a file may mean: what its print does not say of the file, the rows that it does not hold.

    `held` are rows that cannot be taken because of what another field says.
    """

    envelope: dict[str, Any]
    told: Told = field(default_factory=Told)
    lost: frozenset[str] = frozenset()
    held: Mapping[str, Held] = field(default_factory=dict)
    is_printed: bool = True

    @property
    def distance(self) -> int:
        """How much of the file its print does not say."""
        return len(self.told.missing) + len(self.told.surplus)


@dataclass(frozen=True, slots=True)
class _Meant:
    """An input that a file may mean, and the reading of its lines that this comes from."""

    envelope: dict[str, Any]
    reading: FileReading


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The print that a new version is held against, and the prints before."""

    print: Sequence[Printed]
    before: Before


class Taking:
    """The taking of one file."""

    def __init__(self, work: ReturnedFile) -> None:
        self._work = work
        self._without_place = WithoutPlace(work)

    def result(self, kept: Collection[str]) -> Outcome:
        """Return the input with the changes that are not kept out, and what of them does not show in its print.

        Where a file can be read in several ways, the one whose print is nearest to it. A row of which the print does
        not say all is left out as a whole: its fields stay as the draft has them, and its words are told.
        """
        work = self._work
        rows = [one for one in work.changes if one.key not in kept]
        wanted = chosen_print(work, kept)
        found, left, held = self._settled(set(kept), rows, wanted)
        again = self._in_place(rows) & left - set(kept) - held.keys()
        if again and left - set(kept) - again:
            second = self._settled(left - again, rows, wanted)
            if len(second[1]) < len(left):
                found, left, held = second[0], second[1], {**held, **second[2]}
        return self._outcome(found, [one for one in rows if one.key not in left | found.lost], rows, held)

    def _settled(
        self, left: set[str], rows: Sequence[Change], wanted: Sequence[Printed]
    ) -> tuple[_Try, set[str], dict[str, Held]]:
        """Leave rows out until the print holds all the others; return that reading, what is out, what is held."""
        held: dict[str, Held] = {}
        for _ in range(_ROUNDS):
            whole = {} if self._work.is_exact else whole_items(self._work, left)
            left, held = left | whole.keys(), held | whole
            found = self._nearest(left, rows, wanted)
            if self._work.is_exact or not found.lost:
                return found, left, held
            left = left | found.lost
            held |= found.held
        left = left | {one.key for one in rows}
        return self._nearest(left, rows, wanted), left, held

    def _in_place(self, rows: Sequence[Change]) -> set[str]:
        """Return the rows that change a line where it stands.

        What was put in, taken out or moved beside them may have misled their reading: without it they are tried again.
        """
        return {
            one.key
            for one in rows
            if one.key.startswith(FRAME_KEY) or (one.draft and one.word and not one.is_move)
        }

    def _nearest(self, left: Collection[str], rows: Sequence[Change], wanted: Sequence[Printed]) -> _Try:
        """Return the reading of the file, without the rows that are left out, whose print is nearest to it."""
        found: list[_Try] = []
        before = self._before(rows)
        tried = [one for one in rows if one.key not in left]
        for meant in self._edits(chosen_items(self._work, left), frame_kept(left)):
            found.append(self._tried(meant, tried, _Wanted(wanted, before)))
            if found[-1].held or not found[-1].distance:
                return found[-1]
        return min(found, key=lambda one: one.distance)

    def _tried(self, meant: _Meant, rows: Sequence[Change], wanted: _Wanted) -> _Try:
        work = self._work
        made = printable(self._merged(meant.envelope), work.current, work.printed)
        if made.faults and not work.is_exact:
            held = held_rows(work, {one.key for one in rows}, made.wanted, made.faults)
            if held:
                return _Try(made.envelope, lost=frozenset(held), held=held)
        if made.facts is None:
            return _Try(made.envelope, is_printed=False)
        lines = printed_lines(made.facts)
        told = all_told(wanted.print, lines)
        if not work.is_exact:
            texts = set(strings_in(work.base)) - set(strings_in(made.envelope))
            told = untold(wanted.print, lines, wanted.before, texts)
        lost = lost_rows(work, rows, told, made.envelope)
        return _Try(made.envelope, told, lost or self._costly(rows, told, meant.reading))

    def _costly(self, rows: Sequence[Change], told: Told, reading: FileReading) -> frozenset[str]:
        """Return the rows that a print holds at the cost of lines that nobody touched."""
        astray = strayed(self._work.mine, reading)
        if not (told.adrift or told.invented or astray):
            return frozenset()
        if any(one.is_table for one in told.adrift):
            _ = self._whole  # the fields of cells
        return rows_behind(self._work, rows, told, astray)

    def _before(self, rows: Sequence[Change]) -> Before:
        """Return the prints before; what the draft says now where the side of Word was chosen is none of its own."""
        work = self._work
        if work.now is None:
            return Before(work.mine.printed)
        chosen = {number for one in rows if one.moved_on for number in work.numbers_now(one)}
        return Before(work.mine.printed, [one for one in work.now.printed if one.number not in chosen])

    def _outcome(
        self, found: _Try, taken: Sequence[Change], rows: Sequence[Change], held: Mapping[str, Held]
    ) -> Outcome:
        if not found.is_printed:
            every = [Unplaced(one.word or one.draft, one.path, is_still_printed=not one.word) for one in rows]
            return Outcome(found.envelope, len(rows), (*every, *self._without_place.marks()))
        count = 0 if found.envelope == self._work.current else len(taken)
        refused = frozenset(one.key for one in rows) - {one.key for one in taken}
        return Outcome(found.envelope, count, self._without_place.words(found.told, held), refused)

    def unlike(self, made: bytes) -> tuple[Unplaced, ...]:
        """Return what a file that was made does not say as this one does: all of it, whatever it follows from."""
        told = all_told(self._work.theirs.printed, printed_lines(inspect(made)))
        return self._without_place.words(told, {})

    def _edits(self, target: Sequence[Item], frame_kept: Collection[str]) -> Iterator[_Meant]:
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
            yield _Meant(self._carried(work.base, work.mine, text), text)
            return
        whole = self._again(target, frame_kept)
        self._learn_places(target, whole)
        yield _Meant(self._carried(work.base, self._whole, whole), whole)
        if len(tables) == len(own):
            theirs = iter(tables)
            swapped = [one if isinstance(one, Line) else next(theirs) for one in work.mine.items]
            after = read_again(swapped, work.mine, kept_frame=work.mine, kept=())
            in_tables = self._carried(work.base, self._whole, after)
            yield _Meant(self._carried(in_tables, work.mine, text), text)
        else:
            yield _Meant(self._carried(work.base, work.mine, text), text)

    @cached_property
    def _whole(self) -> FileReading:
        """The old version read with its tables."""
        mine = self._work.mine
        made = read_again(mine.items, mine, kept_frame=mine, kept=())
        mine.paths |= made.paths
        return made

    def _learn_places(self, target: Sequence[Item], whole: FileReading) -> None:
        """Remember the fields of the file that only show with its tables; lines of the draft have other numbers."""
        own = {id(one) for one in self._work.theirs.items}
        strange = {number for one in target if id(one) not in own for number in numbers_among(one)}
        self._work.theirs.paths |= {
            number: path for number, path in whole.paths.items() if number not in strange
        }

    def _again(self, items: Sequence[Item], frame_kept: Collection[str]) -> FileReading:
        return read_again(items, self._work.theirs, kept_frame=self._work.mine, kept=frame_kept)

    def _carried(self, own: dict[str, Any], before: FileReading, after: FileReading) -> dict[str, Any]:
        """Return an input with what differs between two readings."""
        edited = transplanted(own, before.envelope, after.envelope)
        if before.envelope.get(_SIGNER) != after.envelope.get(_SIGNER):
            edited = {name: value for name, value in edited.items() if name != _SIGNER}
            edited |= {_SIGNER: after.envelope[_SIGNER]} if _SIGNER in after.envelope else {}
        content = dict(edited.get("content", {}))
        if isinstance(content.get("citations"), list):
            used = set(strings_in({**content, "citations": []}))
            content["citations"] = with_cited(content["citations"], before.citations, after.citations, used)
        return {**edited, "content": with_labels(self._work.document_type, content)}

    def _merged(self, edited: dict[str, Any]) -> dict[str, Any]:
        """Return the changes of Word on the draft as it is now: whatever a person took of Word holds, removals too."""
        work = self._work
        if not work.has_moved:
            return edited
        whole = single_values(work.document_type) | {_SIGNER}
        found = merge(work.base, edited, work.current, whole=whole, prefers=lambda _path, _theirs: True)
        merged: dict[str, Any] = found.value
        return merged


def _tables(items: Sequence[Item]) -> list[Table]:
    return [one for one in items if isinstance(one, Table)]
