"""Writing in short turns: a worker holds the one write lock of SQLite for a moment and then lets others in."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from service.issuing.workplace import Turn, Workplace
from service.register.batches_work import Lease

HOLD_MS = 50
"""The longest that a worker may hold the lock; it takes in no more after a part of it, the commit needs the rest."""
PAUSE_MS = 20
_FILL_SHARE = 0.5
_BLOCK_SHARE = 0.8
_FIRST_BLOCK = 8
"""So few as long as nobody knows how long one takes; it doubles from turn to turn."""
_SMALLEST_BLOCK = 4
"""No smaller ones: what a transaction costs by itself would eat up what a block saves."""
_MOST_IN_BLOCK = 64
T = TypeVar("T")


class Pen:
    """Gives out writing turns with a pause between them; one for each worker process."""

    def __init__(
        self,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        *,
        block: int = _FIRST_BLOCK,
    ) -> None:
        self._sleep = sleep
        self._clock = clock
        self._free_at = 0.0
        self.longest_ms = 0.0
        self.last_ms = 0.0
        self._block = block

    @property
    def most_at_once(self) -> int:
        """How many things went into a turn lately."""
        return self._block

    def rest(self, seconds: float) -> None:
        """Wait for others."""
        self._sleep(seconds)

    @contextmanager
    def writing(self, workplace: Workplace) -> Iterator[Turn]:
        """Yield a turn that writes, not before the pause after the last one is over."""
        self._sleep(max(0.0, self._free_at - self._clock()))
        began: float | None = None
        try:
            with workplace.writing() as turn:
                began = self._clock()
                yield turn
        finally:
            ended = self._clock()
            self.last_ms = 0.0 if began is None else (ended - began) * 1000
            self.longest_ms = max(self.longest_ms, self.last_ms)
            self._free_at = ended + PAUSE_MS / 1000

    def written(
        self, workplace: Workplace, things: Sequence[T], write: Callable[[Turn, "Some[T]"], None]
    ) -> None:
        """Have things written in as many turns as it takes; `write` goes on as long as its iterator gives."""
        done = 0
        while done < len(things):
            with self.writing(workplace) as turn:
                until = self._clock() + HOLD_MS / 1000 * _FILL_SHARE
                taken = Some(things, done, until, self._clock)
                write(turn, taken)
            done = taken.place

    def written_in_blocks(
        self,
        workplace: Workplace,
        things: Sequence[T],
        ahead: Callable[[Sequence[T]], Sequence[T]],
        write: Callable[[Turn, Sequence[T]], int],
        *,
        most_first: int = _MOST_IN_BLOCK,
    ) -> None:
        """Have things written in even blocks, as large as fits into one turn by what the last ones took.

        `ahead` does what can be done before the lock is taken, `write` tells how many things came to an end. The first
        block has no more than `most_first`: things that may take longer than those before them.
        """
        place, block = 0, min(self._block, most_first)
        while place < len(things):
            left = len(things) - place
            evenly = ceil(left / ceil(left / block))
            some = ahead(things[place : place + evenly])
            with self.writing(workplace) as turn:
                done = write(turn, some)
            place += done
            block = _next_block(block, done, self.last_ms)
        self._block = block


def _next_block(block: int, done: int, took_ms: float) -> int:
    """Return how many things the next block should have, where the last turn did `done` in so long.

    Most of a turn goes to what it costs by itself, so that half a block takes far more than half the time: blocks grow
    as long as a turn would not be too long if all its time went to the things; they shrink by no more than half, for
    what happens once (a slow disk, a busy machine) says little about the next turn.

    >>> _next_block(16, 16, 20.0), _next_block(16, 4, 20.0), _next_block(16, 16, 40.0), _next_block(16, 16, 90.0)
    (32, 16, 16, 8)
    """
    fits = done * HOLD_MS * _BLOCK_SHARE / max(took_ms, 1.0)
    least, most = (block / 2, block) if took_ms > HOLD_MS * _BLOCK_SHARE else (block, 2 * block)
    wanted = min(max(fits, least), most)
    return max(_SMALLEST_BLOCK, min(int(wanted), _MOST_IN_BLOCK))


@dataclass(frozen=True, slots=True)
class Hands:
    """A worker as those see it who write for it.

    Its name, its pen, what renews its lease now and then, a new lease, and the key of the series that it numbers in.
    """

    name: str
    pen: Pen
    still_here: Callable[[], None]
    lease: Callable[[], Lease]
    series: str


class Some(Iterator[T]):
    """The next things, until the time is over; one at least."""

    def __init__(self, things: Sequence[T], place: int, until: float, clock: Callable[[], float]) -> None:
        self._things = things
        self._first = place
        self._until = until
        self._clock = clock
        self.place = place

    @property
    def is_over(self) -> bool:
        """Whether nothing is left for another turn."""
        return self.place >= len(self._things)

    def __next__(self) -> T:
        if self.is_over or (self.place > self._first and self._clock() > self._until):
            raise StopIteration
        self.place += 1
        return self._things[self.place - 1]
