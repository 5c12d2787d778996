"""Numbers are asked for only on days on which they can be taken; what cannot be is said before anything is made."""

from datetime import date

import pytest

from service.errors import ServiceError
from service.jobs import batches
from service.register.errors import DateOutOfOrder
from tests.jobs.batch_office import CODES, BatchOffice

TODAY, LATER = date(2026, 3, 5), date(2026, 3, 6)


def test_a_batch_is_not_started_on_a_day_that_no_number_can_have(at: BatchOffice) -> None:
    at.made(by="office", intent="issue", codes=CODES[:2], issued_on=TODAY)
    for day, code in ((LATER, "date_in_future"), (date(2026, 3, 1), "date_out_of_order")):
        with pytest.raises(DateOutOfOrder) as refused:
            at.start(by="office", intent="issue", codes=CODES[2:], issued_on=day)
        assert refused.value.code == code
    assert len(batches.listed(at.work(), at.office.id)) == 1


def test_signed_papers_are_not_asked_a_number_on_such_a_day_and_nothing_moves(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    for days, row, code in (
        ({1: TODAY, 2: LATER}, "Dòng 2: ", "date_in_future"),
        ({4: LATER, 5: LATER}, "Dòng 4, 5: ", "date_in_future"),
    ):
        with pytest.raises(DateOutOfOrder, match=row) as refused:
            batches.issue_rows(at.work(), at.engine, batch_id, days, acknowledged=("month_turned",))
        assert refused.value.code == code
    assert batches.status(at.work(), batch_id).left == 0
    batches.issue_rows(at.work(), at.engine, batch_id, {1: TODAY}, acknowledged=("month_turned",))
    at.run(batch_id)
    with pytest.raises(DateOutOfOrder, match="Dòng 2: ") as refused:
        batches.issue_rows(at.work(), at.engine, batch_id, {2: date(2026, 3, 4)})
    assert refused.value.code == "date_out_of_order"


def test_a_year_without_a_series_is_said_at_once(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    with pytest.raises(ServiceError) as refused:
        batches.issue_rows(at.work(), at.engine, batch_id, on=date(2025, 12, 30))
    assert refused.value.code in {"series_not_open", "date_out_of_order"}
    assert batches.status(at.work(), batch_id).left == 0


@pytest.mark.parametrize("intent", ["issue", "for_signature"])
def test_a_batch_does_not_go_on_to_a_day_that_no_number_can_have(at: BatchOffice, intent: str) -> None:
    batch_id = at.start(by="office", intent=intent)
    if intent != "issue":
        at.run(batch_id)
        batches.issue_rows(at.work(), at.engine, batch_id, acknowledged=("month_turned",))
    batches.pause(at.work(), batch_id)
    for go_on in (batches.resume, batches.retry):
        with pytest.raises(ServiceError) as refused:
            go_on(at.work(), at.engine, batch_id, on=LATER)
        assert refused.value.code == ("date_in_future" if go_on is batches.resume else "wrong_state")
    assert batches.status(at.work(), batch_id).batch.state == "paused"
    batches.resume(at.work(), at.engine, batch_id)
    assert at.run(batch_id).failed == 0


def test_rows_are_not_done_again_for_a_day_that_no_number_can_have(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    batches.cancel(at.work(), batch_id)
    with pytest.raises(DateOutOfOrder) as refused:
        batches.retry(at.work(), at.engine, batch_id, on=date(2206, 5, 1))
    assert refused.value.code == "date_in_future"
    assert batches.status(at.work(), batch_id).left == 0
