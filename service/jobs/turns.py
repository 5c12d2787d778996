"""Writing in short turns: a worker holds the one write lock of SQLite for a moment and then lets others in."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from service.issuing.workplace import Turn, Workplace
from service.register.batches_work import Lease

HOLD_MS = 50
"""The longest that a worker may hold the lock; it takes in no more after a part of it, the commit needs the rest."""
PAUSE_MS = 20
_FILL_SHARE = 0.5
_BLOCK_SHARE = 0.7
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
    ) -> None:
        self._sleep = sleep
        self._clock = clock
        self._free_at = 0.0
        self.longest_ms = 0.0
        self.last_ms = 0.0
        self._block = _FIRST_BLOCK

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
        most_first: int = _FIRST_BLOCK,
    ) -> None:
        """Have things written in blocks, each as large as fits into one turn by what the last one took.

        `ahead` does what can be done before the lock is taken, `write` tells how many things came to an end.
        """
        place, block = 0, min(self._block, most_first * 4)
        while place < len(things):
            some = ahead(things[place : place + block])
            with self.writing(workplace) as turn:
                done = write(turn, some)
            place += done
            fits = int(done * HOLD_MS * _BLOCK_SHARE / max(self.last_ms, 1.0))
            block = max(_SMALLEST_BLOCK, min(2 * block, fits, _MOST_IN_BLOCK))
        self._block = block


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
