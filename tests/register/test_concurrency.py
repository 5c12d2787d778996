"""Several at one register at once: one promise, whoever comes first."""

import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from service.register import after_issue, drafts, series
from service.register.after_issue import Sending
from service.register.database import Register
from service.register.errors import SeriesNotOpen, WrongState
from service.register.numbering import IssueRequest, issue_in_transaction
from tests.register.clients import (
    PATIENCE_SECONDS,
    Client,
    Pause,
    first_client_rendering,
    other_desk,
    started,
)


def test_two_clients_at_one_series_get_two_numbers_in_their_order(desk):
    desk.open_series()
    with Register.open(desk.url) as other:
        with first_client_rendering(desk) as first:
            asked = started(other)
            second = Client(lambda: other_desk(desk, other).issue())
            assert asked.wait(PATIENCE_SECONDS)
            assert second.is_alive()
        second.outcome()
    assert (first.outcome().document.number, second.outcome().document.number) == (1, 2)
    assert desk.faults() == []


def test_the_second_client_gets_the_number_that_the_first_one_gave_back(desk):
    desk.open_series()
    begun, may_end = threading.Event(), threading.Event()

    def failing(_numbered):
        begun.set()
        assert may_end.wait(PATIENCE_SECONDS)
        raise ZeroDivisionError

    with Register.open(desk.url) as other:
        first = Client(lambda: desk.issue(render=failing))
        assert begun.wait(PATIENCE_SECONDS)
        asked = started(other)
        second = Client(lambda: other_desk(desk, other).issue())
        assert asked.wait(PATIENCE_SECONDS)
        may_end.set()
        assert isinstance(first.outcome(), ZeroDivisionError)
        assert second.outcome().document.number == 1
    assert desk.faults() == []


def test_a_repeat_of_a_key_at_once_waits_and_gets_the_same_document(desk):
    desk.open_series()
    with Register.open(desk.url) as other:
        with first_client_rendering(desk, key="k") as first:
            asked = started(other)
            second = Client(lambda: other_desk(desk, other).issue(key="k"))
            assert asked.wait(PATIENCE_SECONDS)
        second.outcome()
    assert second.outcome().document.id == first.outcome().document.id
    assert (first.outcome().is_repeat, second.outcome().is_repeat) == (False, True)
    assert desk.codes() == ["01/KH-UBND"]


def test_a_draft_issued_by_two_at_once_gets_one_number(desk):
    desk.open_series()
    draft = desk.do(drafts.create_draft, desk.document())
    pause = Pause(desk)
    with Register.open(desk.url) as other:
        first = Client(lambda: desk.issue(draft.id, render=pause))
        assert pause.begun.wait(PATIENCE_SECONDS)
        asked = started(other)
        second = Client(lambda: other_desk(desk, other).issue(draft.id))
        assert asked.wait(PATIENCE_SECONDS)
        pause.may_end.set()
        assert first.outcome().document.number == 1
        assert isinstance(second.outcome(), WrongState)
    assert desk.codes() == ["01/KH-UBND"]


def test_a_void_during_an_issue_waits_and_frees_no_number(desk):
    desk.open_series()
    earlier = desk.issue().document
    with Register.open(desk.url) as other:
        with first_client_rendering(desk) as first:
            asked = started(other)
            void = after_issue.void
            second = Client(lambda: other_desk(desk, other).do(void, earlier.id, reason="In hỏng"))
            assert asked.wait(PATIENCE_SECONDS)
            assert second.is_alive()
        second.outcome()
    assert second.outcome().state == "voided"
    assert first.outcome().document.number == 2
    assert desk.issue().document.number == 3
    assert desk.faults() == []


def test_void_and_dispatch_of_one_document_at_once_do_one_of_the_two(desk):
    desk.open_series()
    row = desk.issue().document
    barrier = threading.Barrier(2, timeout=PATIENCE_SECONDS)

    def at_once(act, *args, **words):
        barrier.wait()
        return desk.do(act, *args, **words)

    voiding = Client(lambda: at_once(after_issue.void, row.id, reason="x"))
    sending = Client(lambda: at_once(after_issue.dispatch, row.id, [Sending(dispatched_on=date(2026, 3, 5))]))
    outcomes = [voiding.outcome(), sending.outcome()]
    assert sum(isinstance(one, WrongState) for one in outcomes) == 1
    assert desk.faults() == []


def test_the_year_is_closed_after_the_number_that_was_being_taken(desk):
    desk.now = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23:59 in Asia/Ho_Chi_Minh
    row = desk.open_series()
    desk.open_series(year=2027)
    with Register.open(desk.url) as other:
        second = other_desk(desk, other)
        second.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
        with first_client_rendering(desk) as first:
            asked = started(other)
            closing = Client(lambda: second.do(series.close_series, row.id, reason="Hết năm"))
            assert asked.wait(PATIENCE_SECONDS)
            assert closing.is_alive()
        closing.outcome()
    assert first.outcome().document.code == "01/KH-UBND"
    assert closing.outcome().last_number == 1
    with pytest.raises(SeriesNotOpen):
        desk.issue()
    desk.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert (desk.issue().document.year, desk.issue().document.number) == (2027, 2)
    assert desk.faults() == []


def test_readers_see_whole_documents_while_one_is_being_issued(desk):
    desk.open_series()
    desk.issue()
    with first_client_rendering(desk):
        assert desk.codes() == ["01/KH-UBND"]
        assert desk.faults() == []
    assert desk.codes() == ["01/KH-UBND", "02/KH-UBND"]


def test_among_those_who_write_without_a_pause_nobody_waits_for_ever(sqlite_desk):
    """Six clients take numbers as fast as they can until each has eight: none is overtaken again and again.

    All ask equally often, so chance says who comes next: mostly 150 numbers are enough, hardly ever 200.
    """
    desk = sqlite_desk
    desk.open_series()
    shares = [0] * 6
    ready = threading.Barrier(len(shares), timeout=PATIENCE_SECONDS)
    enough = threading.Event()

    def without_a_pause(place):
        with Register.open(desk.url) as own:
            client = other_desk(desk, own)
            ready.wait()
            while not enough.is_set():
                client.issue()
                shares[place] += 1
                if min(shares) >= 8 or sum(shares) >= 480:
                    enough.set()

    for client in [Client(lambda place=place: without_a_pause(place)) for place in range(len(shares))]:
        assert not isinstance(client.outcome(), Exception)
    assert min(shares) >= 8, shares
    assert desk.faults() == []


def test_who_has_waited_long_asks_as_often_as_who_just_came(sqlite_desk, monkeypatch):
    """Where another process writes: SQLite itself would let him sleep longer and longer."""
    holder = sqlite3.connect(sqlite_desk.url.removeprefix("sqlite:///"), isolation_level=None)
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 50:
            holder.execute("ROLLBACK")

    clock = SimpleNamespace(sleep=sleep, monotonic=time.monotonic)
    monkeypatch.setattr("service.register.sqlite_engine.time", clock)
    with closing(holder):
        holder.execute("BEGIN IMMEDIATE")
        sqlite_desk.open_series()
    assert slept == [slept[0]] * 50


def test_a_block_waits_for_nobody_inside_itself(desk):
    desk.open_series()
    request = IssueRequest(document=desk.document())

    def block(session, actor):
        return [
            issue_in_transaction(session, actor, request, render=desk.render).document.number
            for _ in range(20)
        ]

    assert desk.do(block) == list(range(1, 21))
