"""What of a compared file its new print does not say, each with the field where it can be typed."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby

from service.issuing.returned_changes import Unplaced
from service.issuing.returned_comparing import ReturnedFile
from service.issuing.returned_lost import Held
from service.issuing.returned_printing import Told


class WithoutPlace:
    """The words without a place of one file."""

    def __init__(self, work: ReturnedFile) -> None:
        self._work = work

    def words(self, told: Told, held: Mapping[str, Held]) -> tuple[Unplaced, ...]:
        """Return what a print does not say of the file, or says all the same; `held` are rows that nobody can take."""
        return (*self._unplaced(told, held), *self.marks())

    def _unplaced(self, told: Told, held: Mapping[str, Held]) -> Iterator[Unplaced]:
        mine, theirs = self._work.mine, self._work.theirs
        beside = self._beside
        for one in told.missing:
            yield Unplaced(one.text, beside.get(one.number) or theirs.field_near(one.number))
        places = {one.key: one.number for one in mine.printed}
        ways = dict(self._ways(held))
        for one, place in told.surplus:
            own = places.get(one.key, 0)
            if one.key in ways:
                way = ways[one.key]
                yield Unplaced(one.text, way.path, is_still_printed=True, reason=way.reason)
            else:
                path = mine.field_near(own) if own else beside.get(place) or theirs.field_near(place)
                yield Unplaced(one.text, path, is_still_printed=True)

    def _ways(self, held: Mapping[str, Held]) -> Iterator[tuple[str, Held]]:
        """Yield what is printed of rows that are held, then and now, each with what stands in the way."""
        work = self._work
        for change in work.changes:
            if change.key in held:
                start, end = (int(one) for one in change.key.split("-")[:2])
                own = work.mine.numbers_in(start, end)
                yield from ((one.key, held[change.key]) for one in work.mine.printed if one.number in own)
                now = set(work.numbers_now(change))
                printed = work.now.printed if work.now is not None else ()
                yield from ((one.key, held[change.key]) for one in printed if one.number in now)

    @cached_property
    def _beside(self) -> dict[int, str]:
        """The fields of the paragraphs of the file that stand for a line of the draft: those of that line."""
        work = self._work
        return {
            number: path
            for row in work.rows
            if row.end == row.start + 1 and (path := work.mine.path(row.start)).startswith("content.")
            for number in work.theirs.numbers_in(row.word_start, row.word_end)
        }

    def marks(self) -> Iterator[Unplaced]:
        """Yield what the look of a file says of words: struck out or raised, to be joined to the next paragraph."""
        for number, text in self._work.looks:
            yield Unplaced(text, self._work.theirs.field_near(number))
        texts = {one.number: one.text for one in self._work.theirs.printed}
        cut = (one for one in self._work.theirs.printed if one.number in self._work.carried.cut)
        for _, cells in groupby(cut, lambda one: one.row):
            row = list(cells)
            text = f"Đề nghị bỏ dòng của bảng: {' | '.join(one.text for one in row)}"
            yield Unplaced(text, self._work.theirs.field_near(row[0].number))
        for number in self._work.carried.joined:
            text = f"Đề nghị nối với đoạn sau: {texts.get(number, '')}"
            yield Unplaced(text, self._work.theirs.field_near(number))
