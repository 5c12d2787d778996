"""Requests of one process that want a number at the same time: one transaction for all who wait, as if each were alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Semaphore
from time import monotonic
from typing import Any

import pytest

from service.issuing import numbering_together
from service.issuing.issue import IssueAct, issue_input
from service.register.errors import NumberTaken, RegisterUnavailable

WAITING = 4
SECONDS = 60
LONGEST = 2 * WAITING * SECONDS
"""Longer than it takes all to come."""


class Crowd:
    """One who holds the line up while others come, each with a plan and an act of his own."""

    def __init__(self, office: Any, pool: ThreadPoolExecutor) -> None:
        self.office, self.pool = office, pool
        self.work = office.work()
        self.transactions = 0
        self.come, self.go = Event(), Event()
        self.arrived = Semaphore(0)
        """Counts who came to a line: its length does not show who is gone again before anybody looked."""

    def held_up(self) -> Any:
        """Somebody whose transaction stays open until `go`."""

        def tell(*_: Any) -> None:
            self.come.set()
            assert self.go.wait(LONGEST)

        first = self.pool.submit(
            issue_input, self.work, "ke_hoach", self.office.plan(), IssueAct(), tell=tell
        )
        assert self.come.wait(SECONDS)
        assert self.arrived.acquire(timeout=SECONDS)
        return first

    def joins(self, act: IssueAct, *, tell: Callable[..., None] | None = None) -> Any:
        """One more, who has come to the line when this returns."""
        came = self.pool.submit(issue_input, self.work, "ke_hoach", self.office.plan(), act, tell=tell)
        until = monotonic() + SECONDS
        while True:
            is_over = came.done()  # asked first: he comes to the line before it is over
            if self.arrived.acquire(timeout=0.05):
                return came
            assert not is_over, came.exception()
            assert monotonic() < until

    def length(self) -> int:
        lines = numbering_together._lines.get(self.work.register, {})
        return sum(len(line.waiting) for line in lines.values())


@pytest.fixture
def crowd(office, monkeypatch):
    with ThreadPoolExecutor(WAITING + 1) as pool:
        crowd = Crowd(office, pool)
        transaction = type(office.register).transaction

        @contextmanager
        def counted(register, **words):
            crowd.transactions += 1
            with transaction(register, **words) as session:
                yield session

        issue_input(crowd.work, "ke_hoach", office.plan(), IssueAct())  # the type is in the register
        join = numbering_together._Line._join

        def noted(line, wanted):
            join(line, wanted)
            crowd.arrived.release()

        monkeypatch.setattr(type(office.register), "transaction", counted)
        monkeypatch.setattr(numbering_together._Line, "_join", noted)
        monkeypatch.setattr(office.register, "busy_seconds", LONGEST)
        yield crowd
        crowd.go.set()


def numbers(some: list[Any]) -> list[int]:
    return [one.result(SECONDS).document.number for one in some]


def test_all_who_wait_get_their_numbers_in_one_transaction_in_the_order_in_which_they_came(
    crowd, office
) -> None:
    first = crowd.held_up()
    others = [crowd.joins(IssueAct()) for _ in range(WAITING)]
    crowd.go.set()
    assert numbers([first, *others]) == [2, 3, 4, 5, 6]
    assert crowd.transactions == 2
    assert office.faults() == []


def test_who_is_refused_is_refused_alone_and_no_number_is_lost(crowd, office) -> None:
    first = crowd.held_up()
    before, refused, after = (crowd.joins(IssueAct(expected_number=one)) for one in (None, 77, None))
    crowd.go.set()
    assert numbers([first, before, after]) == [2, 3, 4]
    with pytest.raises(NumberTaken, match="04"):
        refused.result(SECONDS)
    assert office.faults() == []


def test_what_one_cannot_keep_takes_back_his_number_only(crowd, office) -> None:
    def fails(*_: Any) -> None:
        raise ValueError("the answer cannot be kept")

    told: list[int] = []
    first = crowd.held_up()
    failing = crowd.joins(IssueAct(), tell=fails)
    other = crowd.joins(IssueAct(), tell=lambda _turn, done: told.append(done.document.number))
    crowd.go.set()
    assert numbers([first, other]) == [2, 3]
    with pytest.raises(ValueError, match="cannot be kept"):
        failing.result(SECONDS)
    assert told[-1] == 3
    assert office.faults() == []


def test_who_acts_in_another_name_stands_in_no_line_and_is_named_in_the_book(crowd, office) -> None:
    first = crowd.held_up()
    mine = crowd.joins(IssueAct())
    officer = office.work("records_officer")
    other = crowd.pool.submit(issue_input, officer, "ke_hoach", office.plan(), IssueAct())
    crowd.go.set()
    assert sorted(numbers([first, mine, other])) == [2, 3, 4]
    by = [one.result().document.issued_by for one in (first, mine, other)]
    assert by[0] == by[1] != by[2]
    assert office.faults() == []


def test_a_repeat_that_waits_with_the_first_gets_the_document_of_the_first(crowd, office) -> None:
    first = crowd.held_up()
    twice = [crowd.joins(IssueAct(key="một khóa")) for _ in range(2)]
    crowd.go.set()
    made, again = (one.result(SECONDS) for one in twice)
    assert (made.document.id, made.content) == (again.document.id, again.content)
    assert numbers([first]) == [2]
    assert (made.is_repeat, again.is_repeat) == (False, True)
    assert office.last_number() == 3


def test_a_database_that_gives_no_answer_is_asked_once_for_all_who_wait(crowd, office, monkeypatch) -> None:
    first = crowd.held_up()
    others = [crowd.joins(IssueAct()) for _ in range(3)]
    asked = []

    @contextmanager
    def away(_register, **_words):
        asked.append(1)
        raise RegisterUnavailable("Cơ sở dữ liệu không trả lời.")
        yield

    monkeypatch.setattr(type(office.register), "transaction", away)
    crowd.go.set()
    assert numbers([first]) == [2]
    for one in others:
        with pytest.raises(RegisterUnavailable):
            one.result(SECONDS)
    assert len(asked) == 1
    assert office.last_number() == 2


def test_nobody_waits_longer_for_the_line_than_for_the_database(crowd, office, monkeypatch) -> None:
    monkeypatch.setattr(office.register, "busy_seconds", 0.3)
    first = crowd.held_up()
    late = crowd.joins(IssueAct())
    with pytest.raises(RegisterUnavailable, match="bận quá lâu"):
        late.result(SECONDS)
    assert crowd.length() == 0
    crowd.go.set()
    assert numbers([first]) == [2]
    assert office.last_number() == 2


def test_what_cannot_be_stored_of_one_is_refused_alone(crowd, office) -> None:
    first = crowd.held_up()
    before, wrong, after = (crowd.joins(IssueAct(pages=pages)) for pages in (None, 10**30, None))
    crowd.go.set()
    assert numbers([first, before, after]) == [2, 3, 4]
    assert wrong.exception(SECONDS) is not None
    assert office.faults() == []


def test_who_numbers_for_others_and_is_stopped_leaves_none_of_them_waiting(crowd) -> None:
    def stopped(*_: Any) -> None:
        raise SystemExit

    first = crowd.held_up()
    ends = crowd.joins(IssueAct(), tell=stopped)
    others = [crowd.joins(IssueAct()) for _ in range(2)]
    crowd.go.set()
    assert numbers([first]) == [2]
    for one in (ends, *others):
        assert isinstance(one.exception(SECONDS), (SystemExit, RuntimeError))


def test_no_more_than_a_few_hold_the_lock_together(crowd, monkeypatch) -> None:
    monkeypatch.setattr(numbering_together, "MOST_TOGETHER", 2)
    first = crowd.held_up()
    others = [crowd.joins(IssueAct()) for _ in range(WAITING)]
    crowd.go.set()
    assert numbers([first, *others]) == [2, 3, 4, 5, 6]
    assert crowd.transactions == 1 + WAITING // 2
