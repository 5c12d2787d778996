"""Batches that write into several offices lock them in one order, however their tables stand.

An order that is broken raises `LockOrderBroken` on both databases, and the batch stands still.
"""

from service.jobs import batches
from service.jobs.turns import Pen
from service.register import series
from service.register.series import NewSeries
from tests.jobs.batch_office import BatchOffice

AGAINST_THE_ORDER = ("21529", "21484")


def test_files_for_signature_of_several_offices_are_kept_against_the_order_of_their_ids(
    at: BatchOffice,
) -> None:
    batch_id = at.start(codes=AGAINST_THE_ORDER)
    at.run(batch_id, at.worker(pen=Pen(clock=lambda: 0.0)))  # however slow the machine is, in one turn
    offices = [one.document.office_id for one in at.items(batch_id) if one.document is not None]
    assert offices == [at.office.other, at.office.id]


def test_signed_papers_of_several_offices_are_numbered_against_the_order_of_their_ids(
    at: BatchOffice,
) -> None:
    batch_id = at.made(codes=AGAINST_THE_ORDER, plan={"office": at.office.other})
    at.office.do(series.open_series, NewSeries(office_id=at.office.other, year=2026, reason="Mới"))
    batches.issue_rows(at.work(), at.engine, batch_id, acknowledged=("month_turned",))
    progress = at.run(batch_id)
    assert (progress.batch.trouble, at.numbers(batch_id)) == ("", [1, 1])
    assert at.office.faults() == []
