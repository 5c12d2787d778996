import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from service.register import people, series
from service.register.accounts import set_password
from service.register.database import Register
from service.register.locks import LockOrderBroken, forget, lock_office, lock_offices, once
from service.register.models import SYSTEM, AuditChain
from service.register.numbering import IssueRequest, issue_in_transaction
from service.register.offices import NewOffice, add_office
from service.register.series import NewSeries, series_of_year
from tests.register.clients import PATIENCE_SECONDS
from tests.two_offices import add_two_offices


def test_what_is_asked_under_the_lock_is_asked_once(desk):
    asked = []

    def ask():
        asked.append(1)
        return len(asked)

    with desk.register.transaction() as session:
        assert [once(session, desk.office, "q", ask) for _ in range(2)] == [1, 2]
        forget(session, desk.office)
        lock_office(session, desk.office)
        assert [once(session, desk.office, "q", ask) for _ in range(2)] == [3, 3]
        forget(session, desk.office)
        assert once(session, desk.office, "q", ask) == 4


def test_an_answer_found_inside_a_savepoint_ends_with_it(desk):
    with desk.register.transaction() as session:
        actor = people.acting_user(session, "operator", now=desk.now)
        lock_office(session, desk.office)
        savepoint = session.begin_nested()
        series.open_series(session, actor, NewSeries(office_id=desk.office, year=2026, reason="Mới"))
        assert len(series_of_year(session, desk.office, 2026)) == 1
        savepoint.rollback()
        assert series_of_year(session, desk.office, 2026) == []
        series.open_series(session, actor, NewSeries(office_id=desk.office, year=2026, reason="Mới"))
    assert desk.issue().document.number == 1
    assert desk.faults() == []


def test_a_lock_taken_inside_a_savepoint_that_goes_back_is_taken_again(desk):
    with desk.register.transaction() as session:
        people.acting_user(session, "operator", now=desk.now)
        savepoint = session.begin_nested()
        lock_office(session, desk.office)
        savepoint.rollback()
        assert lock_office(session, desk.office).seq > 0


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_what_was_read_before_the_lock_is_read_again_under_it(desk):
    """Somebody numbers between a look at the chain and its lock: the act goes on after him, not beside him.

    On SQLite nobody writes between the two: the transaction itself is the lock.
    """
    desk.open_series()
    with desk.register.transaction() as session:
        actor = people.acting_user(session, "operator", now=desk.now)
        seen = session.get_one(AuditChain, desk.office)
        with Register.open(desk.url) as other:
            type(desk)(desk.url, other, now=desk.now).issue()
        before = seen.seq
        request = IssueRequest(document=desk.document())
        issued = issue_in_transaction(session, actor, request, render=desk.render)
        assert (issued.document.number, seen.seq) == (2, before + 2)
    assert desk.codes() == ["01/KH-UBND", "02/KH-UBND"]
    assert desk.faults() == []


def test_locks_of_several_offices_are_taken_in_the_order_of_their_ids_or_not_at_all(desk):
    first, second = "ubnd-a", "ubnd-b"
    desk.do(lambda session, actor: add_two_offices(session, actor, first, second))
    with desk.register.transaction() as session:
        lock_offices(session, (second, first, second))
        lock_office(session, first)
        lock_office(session, SYSTEM)
    with desk.register.transaction() as session:
        lock_office(session, second)
        with pytest.raises(LockOrderBroken, match=f"{first} is taken after that of {second}"):
            lock_office(session, first)


def test_the_lock_of_the_system_is_taken_after_those_of_all_offices_or_not_at_all(desk):
    with desk.register.transaction() as session:
        lock_office(session, SYSTEM)
        lock_office(session, SYSTEM)
        with pytest.raises(
            LockOrderBroken, match=f"{desk.office} is taken after that of {re.escape(SYSTEM)}"
        ):
            lock_office(session, desk.office)
    with desk.register.transaction() as session:
        lock_offices(session, (SYSTEM, desk.other_office, desk.office))
        lock_office(session, desk.office)


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_acts_on_an_office_and_on_the_system_never_wait_for_each_other_in_a_ring(desk):
    """Two administrators add people: login and first role stand in the office's trail, the password in the system's."""
    ready = Barrier(2, timeout=PATIENCE_SECONDS)

    def added(office_id):
        with Register.open(desk.url) as own:
            ready.wait()
            for place in range(20):
                with own.transaction() as session:
                    actor = people.acting_user(session, "operator", now=desk.now)
                    login = f"{place}@{office_id}"
                    new = people.NewUser(
                        login=login, name="Trần Thị Hoa", office_id=office_id, role="drafter"
                    )
                    user = people.add_user(session, actor, new)
                    set_password(session, actor, user.id, password_hash="x", must_change=True)
        return True

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(added, (desk.office, desk.other_office))) == [True, True]
    assert desk.faults() == []


def test_an_office_that_the_act_makes_itself_needs_no_order(desk):
    def made(session, actor):
        lock_office(session, desk.office)
        new = NewOffice(id="a", name="UBND xã A", abbreviation="UBND", valid_from=date(2025, 7, 1))
        add_office(session, actor, new)
        return lock_office(session, "a").seq

    assert desk.office > "a"
    assert desk.do(made) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_two_who_lock_the_same_offices_in_another_order_wait_for_each_other_and_not_in_a_ring(desk):
    offices = ("ubnd-a", "ubnd-b")
    desk.do(lambda session, actor: add_two_offices(session, actor, *offices))
    ready = Barrier(2, timeout=PATIENCE_SECONDS)

    def held(wanted):
        with Register.open(desk.url) as own:
            ready.wait()
            for _ in range(50):
                with own.transaction() as session:
                    lock_offices(session, wanted)
        return True

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(held, (offices, offices[::-1]))) == [True, True]
