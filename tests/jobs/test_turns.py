"""How long a worker holds the lock at a time, by a clock that only the work moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from service.jobs.turns import HOLD_MS, PAUSE_MS, Pen


class Clock:
    """A clock that stands still unless somebody works or sleeps."""

    def __init__(self) -> None:
        self.ms = 0.0
        self.held: list[tuple[float, float]] = []

    def seconds(self) -> float:
        return self.ms / 1000

    def sleep(self, seconds: float) -> None:
        self.ms += seconds * 1000

    @contextmanager
    def writing(self) -> Iterator[None]:
        began = self.ms
        yield None
        self.ms += 4  # the commit
        self.held.append((began, self.ms))


@pytest.mark.parametrize("each_ms", [0.3, 1.0, 2.5, 5.0])
def test_blocks_are_as_large_as_the_lock_may_be_held_for(each_ms: float) -> None:
    clock = Clock()
    pen, written = Pen(clock.sleep, clock.seconds), []

    def write(_turn: Any, some: list[int]) -> int:
        clock.ms += each_ms * len(some)
        written.extend(some)
        return len(some)

    workplace: Any = clock
    pen.written_in_blocks(workplace, list(range(400)), list, write)
    assert written == list(range(400))
    kept_to_the_rule(clock)
    assert len(clock.held) <= 8 + 400 * each_ms / (HOLD_MS * 0.4)  # few turns besides the first, small ones


@pytest.mark.parametrize("each_ms", [0.3, 1.0, 5.0])
def test_results_are_written_until_half_the_time_is_over(each_ms: float) -> None:
    clock = Clock()
    pen, written = Pen(clock.sleep, clock.seconds), []

    def write(_turn: Any, some: Iterator[int]) -> None:
        for one in some:
            clock.ms += each_ms
            written.append(one)

    workplace: Any = clock
    pen.written(workplace, list(range(200)), write)
    assert written == list(range(200))
    kept_to_the_rule(clock)


def test_a_block_that_took_too_long_is_followed_by_smaller_ones() -> None:
    clock = Clock()
    pen, sizes = Pen(clock.sleep, clock.seconds), []

    def write(_turn: Any, some: list[int]) -> int:
        sizes.append(len(some))
        clock.ms += (0.2 if len(sizes) < 5 else 3.0) * len(some)
        return len(some)

    workplace: Any = clock
    pen.written_in_blocks(workplace, list(range(400)), list, write)
    assert sizes[:3] == [8, 16, 32]
    assert sizes[3] / 2 - 1 <= sizes[5] <= sizes[3] / 2 + 1  # what happens once halves them, no more
    assert max(sizes[7:]) <= HOLD_MS / 3
    assert pen.most_at_once <= HOLD_MS / 3


def test_a_few_things_make_no_smaller_blocks_where_a_turn_costs_much_by_itself() -> None:
    clock = Clock()
    pen = Pen(clock.sleep, clock.seconds)

    def write(_turn: Any, some: list[int]) -> int:
        clock.ms += 20 + 0.25 * len(some)
        return len(some)

    workplace: Any = clock
    pen.written_in_blocks(workplace, list(range(800)), list, write)
    reached = pen.most_at_once
    assert reached >= 40
    pen.written_in_blocks(workplace, [1, 2, 3], list, write)
    assert pen.most_at_once == reached
    kept_to_the_rule(clock)


def test_a_chunk_is_written_in_even_blocks() -> None:
    clock = Clock()
    pen, sizes = Pen(clock.sleep, clock.seconds), []

    def write(_turn: Any, some: list[int]) -> int:
        sizes.append(len(some))
        clock.ms += 35
        return len(some)

    workplace: Any = clock
    pen.written_in_blocks(workplace, list(range(25)), list, write)
    assert sizes == [7, 6, 6, 6]


def kept_to_the_rule(clock: Clock) -> None:
    """No turn is longer than a worker may hold the lock, and others have their time between two."""
    assert all(end - began <= HOLD_MS for began, end in clock.held)
    pauses = [later - end for (_, end), (later, _) in zip(clock.held, clock.held[1:], strict=False)]
    assert pauses
    assert all(pause >= PAUSE_MS - 1e-6 for pause in pauses)
