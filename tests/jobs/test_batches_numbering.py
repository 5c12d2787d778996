"""Numbering the documents of a batch: signed papers that came back, days of their own, and others who number meanwhile."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from service.errors import ServiceError
from service.jobs import archive, batches, numbering
from service.jobs.days_table import days_of
from service.jobs.turns import Pen
from service.register.batches import BatchState
from service.register.errors import WrongState
from tests.jobs.batch_office import CODES, BatchOffice, content_of


def test_signed_papers_are_numbered_by_day_then_by_row(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    assert at.office.last_number() == 0
    early, late = date(2026, 3, 2), date(2026, 3, 4)
    days = {1: late, 2: early, 3: late, 5: early}
    assert batches.issue_rows(at.work(), at.engine, batch_id, days) == 4
    asked = at.run(batch_id)
    assert {one.error_code for one in asked.faulty} == {"open_questions"}  # the files say February
    assert batches.issue_rows(at.work(), at.engine, batch_id, days, acknowledged=("month_turned",)) == 4
    progress = at.run(batch_id)
    assert (progress.batch.state, [one.error for one in progress.faulty]) == (BatchState.FINISHED, [])
    assert at.numbers(batch_id) == [3, 1, 4, None, 2, None]
    assert batches.issue_rows(at.work(), at.engine, batch_id, on=late) == 2
    at.run(batch_id)
    assert at.numbers(batch_id) == [3, 1, 4, 5, 2, 6]
    assert at.office.faults() == []
    with pytest.raises(WrongState):
        batches.issue_rows(at.work(), at.engine, batch_id)


def test_days_come_from_the_contents_list_that_a_clerk_filled_in(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    book = load_workbook(BytesIO(archive.contents(at.work(), batch_id)))
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "Ngày ban hành")
    sheet.cell(3, column).value = date(2026, 3, 4)
    sheet.cell(5, column).value = "03/3/2026"
    filled = BytesIO()
    book.save(filled)
    days = days_of(at.work(), batch_id, filled)
    assert days == {2: date(2026, 3, 4), 4: date(2026, 3, 3)}
    batches.issue_rows(at.work(), at.engine, batch_id, days, acknowledged=("month_turned",))
    at.run(batch_id)
    assert at.numbers(batch_id) == [None, 2, None, 1, None, None]
    assert at.office.faults() == []


@pytest.mark.parametrize(
    ("table", "code", "said"),
    [
        ("TT;Ngày ban hành\n9;04/3/2026\n1;30/02/2026\n", "invalid_input", ["B2", "B3"]),
        ("TT;Ngày ban hành\n1;\n", "days_missing", []),
        ("Đơn vị;Số\nxã Ba Tơ;1\n", "days_missing", []),
    ],
)
def test_a_table_of_days_that_says_nothing_or_nonsense_is_refused(
    at: BatchOffice, table: str, code: str, said: list[str]
) -> None:
    batch_id = at.made(by="office")
    with pytest.raises(ServiceError) as refused:
        days_of(at.work(), batch_id, BytesIO(table.encode()))
    assert refused.value.code == code
    assert [one.path for one in getattr(refused.value, "errors", [])] == said


def test_days_are_found_by_the_code_of_the_unit_too(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    table = f"Mã đơn vị;Ngày ban hành\n{CODES[1]};04/3/2026\n"
    assert days_of(at.work(), batch_id, BytesIO(table.encode())) == {2: date(2026, 3, 4)}


def test_the_answer_for_one_signed_row_is_none_for_another(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])
    days = dict.fromkeys((1, 2), date(2026, 3, 4))
    batches.issue_rows(at.work(), at.engine, batch_id, days, acknowledged=("month_turned@2",))
    progress = at.run(batch_id)
    assert [(one.number, one.error_code) for one in progress.faulty] == [(1, "open_questions")]
    assert at.numbers(batch_id) == [None, 1]


def test_others_may_take_numbers_between_two_blocks(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    worker = at.worker()
    issued: list[int | None] = []

    def somebody_else(_seconds: float) -> None:
        if not issued:
            issued.append(None)
            issued[0] = at.office.issue().document.number

    worker.pen = Pen(sleep=somebody_else)
    at.run(batch_id, worker)
    numbers = [number or 0 for number in at.numbers(batch_id)]
    assert numbers == sorted(numbers)
    assert sorted([*numbers, issued[0] or 0]) == list(range(1, 8))
    assert at.office.faults() == []


def test_a_number_that_was_taken_while_a_block_was_rendered_moves_the_block(
    at: BatchOffice, monkeypatch: Any
) -> None:
    batch_id = at.start(by="office", intent="issue")
    real, taken = numbering.foreseen, []

    def late(turn: Any, forecast: Any, one: Any) -> Any:
        found = real(turn, forecast, one)
        if not taken:
            taken.append(at.office.issue().document.number)
        return found

    monkeypatch.setattr(numbering, "foreseen", late)
    at.run(batch_id)
    assert taken == [1]
    assert at.numbers(batch_id) == [2, 3, 4, 5, 6, 7]
    assert "Số: 03/KH-UBND" in content_of(at, at.items(batch_id)[1])
    assert at.office.faults() == []
