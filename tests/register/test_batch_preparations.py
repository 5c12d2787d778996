"""Batches in preparation as the register keeps them: taken once, found again, forgotten when nobody cares."""

from datetime import timedelta

import pytest

from service.register import batch_preparations
from service.register.batches import BatchNotFound
from service.register.errors import WrongState
from tests.register.conftest import Desk

FIELDS = {
    "type_slug": "ke_hoach",
    "way": "office",
    "intent": "for_signature",
    "plan": b"{}",
    "plan_name": "tệp x",
}


def made(desk: Desk) -> str:
    return str(desk.do(batch_preparations.prepare, desk.office, FIELDS).id)


def test_only_one_start_at_a_time_until_it_is_given_back(desk: Desk) -> None:
    one = made(desk)
    assert desk.do(batch_preparations.claim, one) is None
    with pytest.raises(WrongState):
        desk.do(batch_preparations.claim, one)
    desk.do(lambda session, actor: batch_preparations.give_back(session, one, actor.at))
    assert desk.do(batch_preparations.claim, one) is None


def test_a_start_that_was_cut_off_may_be_tried_again(desk: Desk) -> None:
    one = made(desk)
    desk.do(batch_preparations.claim, one)
    desk.now += batch_preparations.STALE_AFTER + timedelta(seconds=1)
    assert desk.do(batch_preparations.claim, one) is None


def test_a_start_that_took_too_long_does_not_give_back_what_another_one_claimed_since(desk: Desk) -> None:
    one = made(desk)
    first = desk.now
    desk.do(batch_preparations.claim, one)
    desk.now += batch_preparations.STALE_AFTER + timedelta(seconds=1)
    desk.do(batch_preparations.claim, one)
    desk.do(lambda session, _actor: batch_preparations.give_back(session, one, first))
    with pytest.raises(WrongState):
        desk.do(batch_preparations.claim, one)


def test_what_nobody_touched_for_long_goes_with_the_next_one(desk: Desk) -> None:
    one = made(desk)
    desk.now += timedelta(days=batch_preparations.KEPT_DAYS + 1)
    other = made(desk)
    with pytest.raises(BatchNotFound):
        desk.do(batch_preparations.preparation, one)
    assert desk.do(batch_preparations.preparation, other).plan_name == "tệp x"
