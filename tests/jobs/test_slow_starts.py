"""A start that takes longer than one may: it makes what was prepared when it began, or nothing."""

from datetime import timedelta
from typing import Any

import pytest

from service.jobs import batches, preparations, rests, starting
from service.jobs.prepared_start import start_prepared
from service.register import batch_preparations
from service.register.batch_preparations import STALE_AFTER
from service.register.errors import WrongState
from service.register.models import Batch
from tests.jobs.batch_office import CODES, BatchOffice
from tests.jobs.test_rests import NO_UNIT, confirmed, prepared, table

Patch = pytest.MonkeyPatch


def while_it_starts(at: BatchOffice, patch: Patch, act: Any) -> None:
    """Let somebody do something when a start has checked its table, and has taken longer than one may."""
    require = starting._require_startable

    def slow(*given: Any) -> None:
        patch.setattr(starting, "_require_startable", require)
        require(*given)
        at.office.at(at.office.moments[-1] + STALE_AFTER + timedelta(seconds=1))
        act()

    patch.setattr(starting, "_require_startable", slow)


def running(at: BatchOffice) -> list[str]:
    found = at.office.look(lambda session, _actor: session.query(Batch.id, Batch.loaded_at).all())
    return [batch_id for batch_id, loaded_at in found if loaded_at is not None]


def test_nothing_is_made_of_a_table_that_was_changed_while_the_start_went_on(
    at: BatchOffice, monkeypatch: Patch
) -> None:
    one = prepared(at, (*CODES[:2], NO_UNIT))
    while_it_starts(
        at, monkeypatch, lambda: preparations.take_table(at.work(), one, "khác.json", table(CODES[2:4]))
    )
    with pytest.raises(WrongState, match="vừa được sửa hay kiểm tra lại trong lúc tạo, chưa tạo gì"):
        start_prepared(at.work(), at.engine, one)
    assert (running(at), at.engine.said) == ([], [])
    assert preparations.opened(at.work(), one).table == table(CODES[2:4])
    batch_id = start_prepared(at.work(), at.engine, one)
    at.run(batch_id)
    assert [shown.item.unit_id for shown in at.items(batch_id)] == list(CODES[2:4])


def test_a_start_that_was_only_slow_makes_its_batch_and_what_it_left_out_is_of_the_same_table(
    at: BatchOffice, monkeypatch: Patch
) -> None:
    one = prepared(at, (*CODES[:2], NO_UNIT))
    while_it_starts(at, monkeypatch, lambda: None)
    batch_id = start_prepared(at.work(), at.engine, one)
    assert running(at) == [batch_id]
    at.run(batch_id)
    later = preparations.opened(at.work(), rests.take_up(at.work(), batch_id))
    assert later.table == table((*CODES[:2], NO_UNIT))


def test_a_start_that_is_refused_late_leaves_the_later_one_its_claim(
    at: BatchOffice, monkeypatch: Patch
) -> None:
    one = prepared(at)

    def changed_and_claimed() -> None:
        preparations.take_table(at.work(), one, "khác.json", table(CODES[2:4]))
        at.office.do(batch_preparations.claim, one)

    while_it_starts(at, monkeypatch, changed_and_claimed)
    with pytest.raises(WrongState):
        start_prepared(at.work(), at.engine, one)
    assert preparations.opened(at.work(), one).claimed_at == at.office.moments[-1]


def test_no_unit_is_made_twice_where_the_earlier_batch_is_let_go_on_while_a_start_takes_long(
    at: BatchOffice, monkeypatch: Patch
) -> None:
    first = start_prepared(at.work(), at.engine, prepared(at))
    batches.cancel(at.work(), first)
    later = confirmed(at, rests.take_up(at.work(), first))
    while_it_starts(at, monkeypatch, lambda: batches.retry(at.work(), at.engine, first))
    with pytest.raises(WrongState, match="Đợt trước của bảng này vừa được cho làm tiếp"):
        start_prepared(at.work(), at.engine, later)
    assert running(at) == [first]
