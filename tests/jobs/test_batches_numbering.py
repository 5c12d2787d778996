"""Numbering the documents of a batch: signed papers that came back, days of their own, and others who number meanwhile."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bench.batch_load import request
from service.errors import InvalidInput, ServiceError
from service.issuing.kept_context import kept_context
from service.issuing.return_document import return_document
from service.jobs import archive, batches, numbering, numbering_signed
from service.jobs.days_table import days_of, only
from service.jobs.turns import Pen
from service.register import storage
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
    assert batches.issue_rows(at.work(), at.engine, batch_id, on=late, acknowledged=("month_turned",)) == 2
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


def test_a_day_at_a_line_without_a_row_of_the_batch_is_refused_in_words(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=CODES[:1])
    with pytest.raises(InvalidInput) as refused:
        days_of(at.work(), batch_id, BytesIO("TT;Ngày ban hành\n;04/3/2026\n".encode()))
    assert [one.message for one in refused.value.errors] == [
        "Ô B2: dòng này không có TT: đợt không tạo văn bản cho nó. Xóa ngày ở ô này."
    ]


def test_of_a_table_only_the_rows_that_were_named_and_each_has_its_day() -> None:
    days = {1: date(2026, 3, 4), 2: date(2026, 3, 5)}
    assert only(days, [2]) == {2: date(2026, 3, 5)}
    with pytest.raises(ServiceError, match="Bảng chưa có ngày cho dòng 3, 4") as refused:
        only(days, [1, 3, 4])
    assert refused.value.code == "days_missing"


def test_two_days_for_one_row_are_refused_at_the_second_cell(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    table = "TT;Ngày ban hành\n3;04/3/2026\n2;04/3/2026\n3;05/3/2026\n"
    with pytest.raises(InvalidInput) as refused:
        days_of(at.work(), batch_id, BytesIO(table.encode()))
    assert [(one.path, one.code) for one in refused.value.errors] == [("B4", "day_repeated")]
    assert "dòng 3 đã ghi ngày 04/3/2026 ở ô B2" in refused.value.errors[0].message
    same = table.replace("05/3", "04/3")
    assert days_of(at.work(), batch_id, BytesIO(same.encode())) == dict.fromkeys((3, 2), date(2026, 3, 4))


def filled_in(at: BatchOffice, batch_id: str, days: dict[int, str]) -> BytesIO:
    """The contents list with days written into rows."""
    book = load_workbook(BytesIO(archive.contents(at.work(), batch_id)))
    for row, day in days.items():
        book.worksheets[0].cell(row + 1, 4).value = day
    file = BytesIO()
    book.save(file)
    return file


def test_rows_that_have_their_number_are_left_out_of_the_next_round(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    first = date(2026, 3, 2)
    batches.issue_rows(at.work(), at.engine, batch_id, {1: first}, acknowledged=("month_turned",))
    at.run(batch_id)
    with pytest.raises(InvalidInput) as refused:
        days_of(at.work(), batch_id, filled_in(at, batch_id, {1: "03/3/2026", 2: "04/3/2026"}))
    assert [(one.path, one.code) for one in refused.value.errors] == [("D2", "number_stands")]
    assert "dòng 1 đã có số 01/KH-UBND ngày 02/3/2026" in refused.value.errors[0].message
    days = days_of(at.work(), batch_id, filled_in(at, batch_id, {2: "04/3/2026"}))
    assert days == {2: date(2026, 3, 4)}
    both = {**days, 1: first}
    assert batches.issue_rows(at.work(), at.engine, batch_id, both, acknowledged=("month_turned",)) == 1
    at.run(batch_id)
    assert at.numbers(batch_id)[:3] == [1, 2, None]
    with pytest.raises(WrongState) as stands:
        batches.issue_rows(at.work(), at.engine, batch_id, {1: date(2026, 3, 4), 3: None})
    assert stands.value.message.startswith("Dòng 1 đã có số 01/KH-UBND")
    with pytest.raises(WrongState):
        batches.issue_rows(at.work(), at.engine, batch_id, {1: first})


def test_a_document_that_was_returned_gets_no_number_with_the_batch(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    returned = at.items(batch_id)[0].document
    assert returned is not None
    return_document(at.work(), returned.id, remark="Sai nhiệm vụ, soạn lại")
    asked: dict[str, Any] = {"on": date(2026, 3, 5), "acknowledged": ("month_turned",)}
    with pytest.raises(WrongState) as refused:
        batches.issue_rows(at.work(), at.engine, batch_id, {1: None, 2: None}, **asked)
    assert "Chưa cấp số được dòng 1" in refused.value.message
    assert batches.issue_rows(at.work(), at.engine, batch_id, **asked) == 5
    at.run(batch_id)
    assert at.numbers(batch_id) == [None, 1, 2, 3, 4, 5]


def test_a_document_that_is_returned_while_others_are_numbered_says_so_at_its_row(
    at: BatchOffice, monkeypatch: Any
) -> None:
    batch_id = at.made(by="office")
    second = at.items(batch_id)[1].document
    assert second is not None
    real, done = numbering_signed.file_of_signed, list[str]()

    def late(turn: Any, given: Any, act: Any) -> Any:
        if given.document_id == second.id and not done:
            made = real(turn, given, act)
            done.append(return_document(at.work(), second.id, remark="Sai nhiệm vụ").id)
            return made
        return real(turn, given, act)

    monkeypatch.setattr(numbering_signed, "file_of_signed", late)
    batches.issue_rows(at.work(), at.engine, batch_id, on=date(2026, 3, 5), acknowledged=("month_turned",))
    progress = at.run(batch_id)
    assert [(one.number, one.error_code) for one in progress.faulty] == [(2, "wrong_state")]
    assert "không ở bước chờ ký (đang là: Bản nháp)" in progress.faulty[0].error
    assert at.numbers(batch_id) == [1, None, 2, 3, 4, 5]
    assert at.office.faults() == []


def test_what_nobody_confirmed_of_a_batch_for_signature_is_asked_at_the_number(at: BatchOffice) -> None:
    ends_with_a_stop = {"subject": "Kế hoạch dân vận của {đơn vị}."}
    codes = {"subject_end", "subject_prefix"}
    given = set(request("for_signature", "office").acknowledged) - codes
    batch_id = at.made(by="office", plan=ends_with_a_stop, acknowledged={*given, "subject_end@3"})
    asked = {one["code"] for one in at.items(batch_id)[0].item.questions if not one["answered"]} & codes
    assert "subject_end" in asked
    on = date(2026, 3, 5)
    batches.issue_rows(
        at.work(), at.engine, batch_id, on=on, acknowledged=("month_turned", *asked - {"subject_end"})
    )
    progress = at.run(batch_id)
    assert [one.error_code for one in progress.faulty] == ["open_questions"] * (len(CODES) - 1)
    assert at.numbers(batch_id) == [
        None,
        1,
        None,
        None,
        None,
        None,
    ]  # line 3 of the table is the second document
    batches.issue_rows(at.work(), at.engine, batch_id, on=on, acknowledged=("month_turned", *asked))
    at.run(batch_id)
    assert at.numbers(batch_id) == [2, 1, 3, 4, 5, 6]
    kept = at.items(batch_id)[1].document
    assert kept is not None
    with at.work().reading() as turn:
        context = kept_context(storage.load(turn.session, kept.context_sha256 or "") or b"")
    assert "subject_end" in {one["code"] for one in context.acknowledged}
    assert at.office.faults() == []


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
