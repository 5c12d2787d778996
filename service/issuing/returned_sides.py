"""A returned file with the draft in place of the rows that are kept out: its lines, its whole print."""

from collections.abc import Collection, Iterator

from service.intake.lines import Item
from service.issuing.returned_comparing import FRAME_KEY, ReturnedFile
from service.issuing.returned_printing import Printed
from service.issuing.returned_reading import FileReading


def frame_kept(kept: Collection[str]) -> set[str]:
    """Return the fields of the frame among the keys of rows."""
    return {key.removeprefix(FRAME_KEY) for key in kept if key.startswith(FRAME_KEY)}


def chosen_items(work: ReturnedFile, kept: Collection[str]) -> list[Item]:
    """Return the lines of the file, those of the draft in place of what is kept."""
    target: list[Item] = []
    end = 0
    for row in work.rows:
        target += work.theirs.items[end : row.word_start]
        is_kept = row.key in kept
        own, other = work.mine.items[row.start : row.end], work.theirs.items[row.word_start : row.word_end]
        target += own if is_kept else other
        end = row.word_end
    return [*target, *work.theirs.items[end:]]


def chosen_print(work: ReturnedFile, kept: Collection[str]) -> list[Printed]:
    """Return the print of the file, that of the draft in place of what is kept."""
    wanted = list(work.theirs.printed)
    own = {id(one) for one in wanted}
    for theirs, mine, place in _swaps(work, kept):
        inserted = [one for one in work.mine.printed if one.number in mine]
        left = [one for one in wanted if not (one.number in theirs and id(one) in own)]
        before = (at for at, one in enumerate(left) if id(one) in own and 0 < one.number <= place)
        at = max(before, default=-1) + 1
        while at < len(left) and id(left[at]) not in own:  # what was kept just before
            at += 1
        wanted = [*left[:at], *inserted, *left[at:]]
    return wanted


def _swaps(work: ReturnedFile, kept: Collection[str]) -> Iterator[tuple[set[int], set[int], int]]:
    """Yield what is kept: its paragraphs in the file, in the draft, the one of the file that it stands after."""
    for row in work.rows:
        if row.key in kept:
            theirs = work.theirs.numbers_in(row.word_start, row.word_end)
            yield theirs, work.mine.numbers_in(row.start, row.end), _before(work.theirs, row.word_start)
    for name in frame_kept(kept):
        theirs, mine = work.theirs.frame_numbers(name), work.mine.frame_numbers(name)
        yield theirs, mine, min(theirs or mine or {1}) - 1


def _before(theirs: FileReading, place: int) -> int:
    """Return the number of the paragraph of the file after which an item stands."""
    if place:
        return theirs.numbers(place - 1)[-1]
    return theirs.numbers(0)[0] - 1 if theirs.items else 0
