"""The line of those who want a number at the same time, alone: who waits, who is called, who goes away."""

from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest

from service.issuing.issue_act import IssueAct
from service.issuing.numbering_together import MOST_TOGETHER, Wanted, _Line
from service.register.errors import RegisterUnavailable

SECONDS = 60
SOON = 20


@dataclass(eq=False)
class Place:
    """A workplace with a register that says after how many seconds it is busy."""

    busy_seconds: float = SECONDS

    @property
    def register(self) -> Any:
        return SimpleNamespace(busy_seconds=self.busy_seconds)

    @contextmanager
    def writing(self) -> Iterator[None]:
        yield None


class Stopping(Place):
    """A workplace at which the thread ends."""

    def writing(self) -> Any:
        raise SystemExit


def wanted(place: Place, checked: Any = None) -> Wanted:
    return Wanted(place, checked, IssueAct())  # type: ignore[arg-type]


@dataclass
class Book:
    """Numbers one after the other; `held` are those whose transaction waits for `go`."""

    held: dict[Any, Event] = field(default_factory=dict)
    come: Event = field(default_factory=Event)
    given: list[int] = field(default_factory=list)
    seconds: float = 0.0

    def number(self, _turn: Any, checked: Any, _acts: Any) -> list[Any]:
        for one in checked:
            if one in self.held:
                self.come.set()
                assert self.held[one].wait(SECONDS)
        first = len(self.given) + 1
        sleep(self.seconds * len(checked))
        self.given += range(first, first + len(checked))
        return list(range(first, first + len(checked)))


def served(line: _Line, *some: Wanted) -> Any:
    """Stand in the line, at its end again with each further wish; return what the first one came to."""
    for one in some:
        line.serve(one)
    return some[0].outcome or some[0].error


def joined(pool: ThreadPoolExecutor, line: _Line, one: Wanted, *more: Wanted) -> Any:
    """Somebody who stands in the line when this returns."""
    came = pool.submit(served, line, one, *more)
    until = monotonic() + SECONDS
    while one not in line.waiting:
        assert monotonic() < until
        sleep(0.001)
    return came


@pytest.mark.parametrize("_again", range(3))
def test_who_has_his_number_does_not_wait_until_others_have_theirs(_again: int) -> None:
    """Nor where the one who numbered for him comes again at once, and is faster at the line than he."""
    first_go, second_go = Event(), Event()
    book = Book({"first": first_go, MOST_TOGETHER: second_go})
    line, place = _Line(book.number), Place()
    with ThreadPoolExecutor(2 * MOST_TOGETHER + 1) as pool:
        try:
            first = pool.submit(served, line, wanted(place, "first"))
            assert book.come.wait(SECONDS)
            again = joined(pool, line, wanted(place, 0), wanted(place, "again"))
            others = [joined(pool, line, wanted(place, one)) for one in range(1, 2 * MOST_TOGETHER)]
            first_go.set()
            done, _ = wait([first, *others[: MOST_TOGETHER - 1]], SOON)
            assert len(done) == MOST_TOGETHER
            assert not any(one.done() for one in others[MOST_TOGETHER - 1 :])
        finally:
            first_go.set()
            second_go.set()
    assert [one.result() for one in (first, again, *others)] == list(range(1, 2 * MOST_TOGETHER + 2))


def test_whoever_waits_gets_one_number_or_is_told_that_he_gets_none() -> None:
    """Many at once, some of whom have no patience, some of whose threads end: no number is lost, nobody is left."""
    book, told = Book(seconds=0.0005), list[Any]()
    line, shared, stopping = _Line(book.number), Place(), Stopping()

    def comes(seed: int) -> None:
        chance = Random(seed)  # noqa: S311 - who comes when, not a secret
        for _ in range(40):
            hasty = Place(chance.choice((0.0, 0.001, 0.004)))
            place = chance.choices((shared, hasty, stopping), (12, 3, 1))[0]
            try:
                told.append(served(line, wanted(place)))
            except (RegisterUnavailable, SystemExit) as ended:
                told.append(ended)

    threads = [Thread(target=comes, args=(seed,), daemon=True) for seed in range(30)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(SECONDS)
    assert not any(one.is_alive() for one in threads)
    numbers = sorted(one for one in told if isinstance(one, int))
    assert numbers == sorted(book.given) == list(range(1, len(numbers) + 1))
    kinds = Counter(type(one) for one in told)
    assert (kinds.total(), {int, RegisterUnavailable, SystemExit} <= kinds.keys()) == (30 * 40, True)
    assert (list(line.waiting), line.leader) == ([], None)


def test_who_loses_patience_when_it_is_his_turn_hands_it_on() -> None:
    book = Book()
    line = _Line(book.number)
    leader, tired, last = (wanted(Place(busy)) for busy in (SECONDS, 0.0, SECONDS))
    for one in (leader, tired, last):
        line._join(one)
    assert line._first() == [leader]
    line._leave(leader)
    assert line.leader is tired
    assert line._leave(tired)
    assert (line.leader, last.called.is_set()) == (last, True)


def test_for_who_is_stopped_while_he_waits_nobody_takes_a_number() -> None:
    before, mine = wanted(Stopping()), wanted(Stopping())
    line = _Line(lambda *_: [])
    line.waiting.append(before)
    with pytest.raises(SystemExit):
        line.serve(mine)
    assert (before.is_over, mine.is_over, list(line.waiting)) == (True, False, [])


def test_who_has_waited_long_enough_does_not_go_away_while_he_is_being_taken() -> None:
    """Else the one who takes finds nobody where he just saw somebody, and those whom he took before get no answer."""
    place = Place(0.0)
    first, second = wanted(place), wanted(place)
    line, waiters = _Line(Book().number), list[Future[bool]]()

    def waits() -> bool:
        line._wait(second)
        return second.is_over

    class SlowlySeen(deque[Any]):
        """Whoever is looked at loses patience just then: begun earlier, he might be gone before anybody looks."""

        def __getitem__(self, place: Any) -> Any:
            if not waiters:
                waiters.append(pool.submit(waits))
            wait(waiters, timeout=0.5)
            return super().__getitem__(place)

    line.waiting = SlowlySeen([first, second])
    with ThreadPoolExecutor(1) as pool:
        some = line._first()
        assert some == [first, second]
        line._serve_all(some)
        assert [one.result(SECONDS) for one in waiters] == [True]
