"""A document that a batch made for another office is that office's: who has no role there does not see its number."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from service.issuing.void import void
from service.issuing.workplace import Workplace
from service.jobs import archive, batches
from service.jobs.item_files import item_file
from service.register import series
from service.register.batches import ItemState
from service.register.errors import WrongState
from service.register.models import BatchItem, Document
from service.register.series import NewSeries
from tests.jobs.batch_office import BatchOffice, content_of


def test_number_and_day_of_another_office_are_shown_to_its_people_only(at: BatchOffice) -> None:
    batch_id = at.made(codes=("21484", "21529"))
    own, other = at.items(batch_id)
    assert other.document is not None
    assert other.document.office_id == at.office.other
    blank = other.sha256
    at.office.do(series.open_series, NewSeries(office_id=at.office.other, year=2026, reason="Mới"))
    at.office.issue_draft(other.document.id, acknowledged=("month_turned",))
    (_, seen) = batches.items(at.work(), batch_id)
    assert seen.document is not None
    assert seen.document.code == "01/KH-UBND"
    (mine, theirs) = batches.items(at.work("drafter"), batch_id)
    assert mine.document is not None
    assert mine.document.id == own.item.document_id
    assert theirs.document is None
    assert theirs.sha256 == blank
    rows = load_workbook(BytesIO(archive.contents(at.work("drafter"), batch_id))).worksheets[0].values
    assert "01/KH-UBND" not in [cell for row in rows for cell in row]
    name, _ = item_file(at.work("drafter"), batch_id, 2)
    assert "KH-UBND_01" not in name
    assert "Số: 01/KH-UBND" not in content_of(at, theirs)


TURNED = ("month_turned",)


def of_two_offices(at: BatchOffice) -> str:
    """A batch of two documents, the second of an office where only the operator has a role; both have their books."""
    batch_id = at.made(codes=("21484", "21529"))
    at.office.do(series.open_series, NewSeries(office_id=at.office.other, year=2026, reason="Mới"))
    return batch_id


def at_home(at: BatchOffice) -> Workplace:
    """The workplace of a token: the user has roles in both offices, the token is of one."""
    return replace(at.work(), office=at.office.id)


def numbers_of(at: BatchOffice, office_id: str) -> list[int | None]:
    with at.work().reading() as turn:
        rows = turn.session.query(Document).filter(Document.office_id == office_id)
        return [row.number for row in rows]


def test_a_number_taken_by_the_batch_is_not_in_the_file_that_others_get(at: BatchOffice) -> None:
    batch_id = of_two_offices(at)
    blank = at.items(batch_id)[1].sha256
    batches.issue_rows(at.work(), at.engine, batch_id, {2: None}, acknowledged=TURNED)
    at.run(batch_id)
    assert numbers_of(at, at.office.other) == [1]
    assert "Số: 01/KH-UBND" in content_of(at, at.items(batch_id)[1])
    for work in (at.work("drafter"), at_home(at)):
        (_, theirs) = batches.items(work, batch_id)
        assert (theirs.document, theirs.sha256) == (None, blank)
        assert "Số: 01/KH-UBND" not in content_of(at, theirs)


def test_a_file_with_a_hidden_number_that_an_earlier_release_noted_at_the_row_goes_to_nobody(
    at: BatchOffice,
) -> None:
    batch_id = of_two_offices(at)
    batches.issue_rows(at.work(), at.engine, batch_id, {2: None}, acknowledged=TURNED)
    at.run(batch_id)

    def noted(session: Any, _actor: Any) -> None:
        row = session.get_one(BatchItem, (batch_id, 2))
        made = select(Document.content_sha256).where(Document.id == row.document_id)
        row.content_sha256 = session.scalar(made)

    at.office.do(noted)
    (_, theirs) = batches.items(at.work("drafter"), batch_id)
    assert theirs.sha256 is None


def test_a_voided_document_of_another_office_is_counted_for_its_people_only(at: BatchOffice) -> None:
    batch_id = of_two_offices(at)
    batches.issue_rows(at.work(), at.engine, batch_id, {2: None}, acknowledged=TURNED)
    at.run(batch_id)
    void(at.work(), str(at.items(batch_id)[1].item.document_id), reason="Cấp nhầm")
    ended = [batches.outlook(work, batch_id).ended for work in (at.work(), at.work("drafter"), at_home(at))]
    assert ended == [1, 0, 0]


def test_asking_for_a_number_tells_nothing_of_another_office_and_takes_none_there(at: BatchOffice) -> None:
    batch_id = of_two_offices(at)
    for is_numbered in (False, True):
        for work in (at.work("records_officer"), at_home(at)):
            with pytest.raises(
                WrongState, match=r"Chưa cấp số được dòng 2: .* thuộc cơ quan khác"
            ) as refused:
                batches.issue_rows(work, at.engine, batch_id, {2: date(2026, 1, 1)})
            assert "01/KH-UBND" not in refused.value.message
        assert numbers_of(at, at.office.other) == [1 if is_numbered else None]
        if not is_numbered:
            batches.issue_rows(at.work(), at.engine, batch_id, {2: None}, acknowledged=TURNED)
            at.run(batch_id)


@pytest.mark.parametrize("whose", ["a clerk of one office", "a token of one office"])
def test_numbering_a_whole_batch_leaves_the_rows_of_other_offices_as_they_are(
    at: BatchOffice, whose: str
) -> None:
    batch_id = of_two_offices(at)
    work = at.work("records_officer") if "clerk" in whose else at_home(at)
    assert batches.issue_rows(work, at.engine, batch_id, acknowledged=TURNED) == 1
    at.run(batch_id)
    assert at.states(batch_id) == [ItemState.DONE, ItemState.DONE]
    assert (numbers_of(at, at.office.id), numbers_of(at, at.office.other)) == ([1], [None])


def test_a_number_of_another_office_that_was_refused_is_not_taken_by_doing_rows_again(
    at: BatchOffice,
) -> None:
    batch_id = of_two_offices(at)
    batches.issue_rows(at.work(), at.engine, batch_id)
    assert [one.error_code for one in at.run(batch_id).faulty] == ["open_questions"] * 2
    assert batches.retry(at_home(at), at.engine, batch_id) == 1
    at.run(batch_id)
    batches.issue_rows(at.work(), at.engine, batch_id, {2: None}, acknowledged=TURNED)
    batches.pause(at.work(), batch_id)
    with pytest.raises(WrongState, match=r"^Dòng 2 chờ số của cơ quan khác"):
        batches.resume(at_home(at), at.engine, batch_id)
