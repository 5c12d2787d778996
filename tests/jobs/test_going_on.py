"""A batch that is stopped, or let go on: which numbers it still takes, for whom, on which day."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select

from bench.batch_load import communes
from service.jobs import batches, working
from service.jobs.turns import Pen
from service.register import batches_work
from service.register.batches import BatchState, ItemState, Step
from service.register.errors import NotAllowed, WrongState
from service.register.models import Grant, User
from tests.jobs.batch_office import CODES, BatchOffice, laid_down, switched_off

MANY = [unit.code for unit in communes(40)]
NEW_YEAR_S_EVE = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 17, 1, tzinfo=UTC)
MARCH = date(2026, 3, 5)


def between_two_blocks(at: BatchOffice, batch_id: str, act: Callable[[], object]) -> int:
    """Run a batch; do something once the first block has its numbers. Return how many it had."""
    worker, seen = at.worker(), list[int]()

    def pause(_seconds: float) -> None:
        if not seen and at.office.last_number():
            seen.append(at.office.last_number())
            act()

    worker.pen = Pen(sleep=pause)
    at.run(batch_id, worker)
    return seen[0]


def issuers(at: BatchOffice, batch_id: str) -> list[str | None]:
    """For whom each row was numbered: the role by which users are called here."""
    with at.work().reading() as turn:
        logins = {user.id: user.login.partition("@")[0] for user in turn.session.query(User)}
    documents = [one.document for one in at.items(batch_id)]
    return [logins[str(one.issued_by)] if one and one.number else None for one in documents]


def asked_for(at: BatchOffice, batch_id: str, who: str = "records_officer", on: date = MARCH) -> None:
    """A clerk asks for the numbers of all that waits."""
    batches.issue_rows(at.work(who), at.engine, batch_id, on=on, acknowledged=("month_turned",))


def test_signed_papers_get_no_number_after_the_batch_was_stopped(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=MANY)
    asked_for(at, batch_id)
    given = between_two_blocks(at, batch_id, lambda: batches.cancel(at.work(), batch_id))
    assert 0 < given < len(MANY)
    assert at.office.last_number() == given
    assert set(at.states(batch_id)) == {ItemState.DONE}  # the others keep their file for signature
    assert at.office.faults() == []
    asked_for(at, batch_id)
    at.run(batch_id)
    assert at.office.last_number() == len(MANY)


def test_new_documents_get_no_number_after_the_batch_was_stopped(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue", codes=MANY)
    laid_down(at, batch_id)
    given = between_two_blocks(at, batch_id, lambda: batches.cancel(at.work(), batch_id))
    assert 0 < given < len(MANY)
    assert at.office.last_number() == given
    assert at.states(batch_id).count(ItemState.CANCELLED) == len(MANY) - given
    assert at.office.faults() == []


def test_a_batch_that_was_paused_takes_no_number_until_it_goes_on(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=MANY)
    asked_for(at, batch_id)
    given = between_two_blocks(at, batch_id, lambda: batches.pause(at.work(), batch_id))
    assert at.office.last_number() == given < len(MANY)
    assert batches.status(at.work(), batch_id).left == len(MANY) - given
    batches.resume(at.work(), at.engine, batch_id)
    at.run(batch_id)
    assert at.numbers(batch_id) == list(range(1, len(MANY) + 1))


@pytest.mark.parametrize("act", ["resume", "retry"])
def test_what_takes_numbers_goes_on_only_for_who_may_number(at: BatchOffice, act: str) -> None:
    batch_id = at.start(by="office", intent="issue")
    stop, go_on = {"resume": (batches.pause, batches.resume), "retry": (batches.cancel, batches.retry)}[act]
    stop(at.work(), batch_id)
    with pytest.raises(NotAllowed):
        go_on(at.work("drafter"), at.engine, batch_id)
    assert not batches.outlook(at.work("drafter"), batch_id).may_go_on
    at.run(batch_id)
    assert at.office.last_number() == 0
    go_on(at.work("records_officer"), at.engine, batch_id)
    at.run(batch_id)
    assert issuers(at, batch_id) == ["records_officer"] * len(CODES)


def test_signed_papers_go_on_only_for_who_may_number_and_in_his_name(at: BatchOffice) -> None:
    batch_id = at.made(by="office", who="drafter")
    asked_for(at, batch_id)
    batches.pause(at.work("records_officer"), batch_id)
    with pytest.raises(NotAllowed):
        batches.resume(at.work("drafter"), at.engine, batch_id)
    assert batches.outlook(at.work("drafter"), batch_id).days == (MARCH,)
    batches.resume(at.work("operator"), at.engine, batch_id)
    at.run(batch_id)
    assert issuers(at, batch_id) == ["operator"] * len(CODES)


def test_a_drafter_lets_go_on_what_takes_no_numbers(at: BatchOffice) -> None:
    batch_id = at.start(by="office", who="drafter")
    batches.cancel(at.work("records_officer"), batch_id)
    assert batches.outlook(at.work("drafter"), batch_id).may_go_on
    assert batches.retry(at.work("drafter"), at.engine, batch_id) == len(CODES)
    assert at.run(batch_id).done == len(CODES)


def _without_role(at: BatchOffice) -> None:
    at.office.do(lambda session, _: session.execute(delete(Grant).where(Grant.role == "records_officer")))


@pytest.mark.parametrize(
    ("lost", "state"),
    [
        (lambda at: at.office.do(switched_off, "records_officer@ubnd-21484"), BatchState.PAUSED),
        (_without_role, BatchState.FINISHED),
    ],
)
def test_somebody_else_finishes_what_a_clerk_can_no_longer(
    at: BatchOffice, lost: Callable[[BatchOffice], None], state: BatchState
) -> None:
    batch_id = at.start(by="office", intent="issue", codes=MANY, who="records_officer")
    given = between_two_blocks(at, batch_id, lambda: lost(at))
    progress = batches.status(at.work(), batch_id)
    assert progress.done == at.office.last_number() == given < len(MANY)
    assert progress.batch.state == state
    if state == BatchState.PAUSED:
        assert "chọn Chạy tiếp để làm nốt phần còn lại dưới tên mình" in progress.batch.trouble
        batches.resume(at.work(), at.engine, batch_id)
    else:
        batches.retry(at.work(), at.engine, batch_id)
    progress = at.run(batch_id)
    assert (progress.batch.state, progress.done) == (BatchState.FINISHED, len(MANY))
    assert issuers(at, batch_id) == ["records_officer"] * given + ["operator"] * (len(MANY) - given)
    assert at.numbers(batch_id) == list(range(1, len(MANY) + 1))


def test_numbers_keep_the_day_and_the_year_of_the_start_over_midnight(at: BatchOffice) -> None:
    at.office.open_series(year=2027)
    at.office.at(NEW_YEAR_S_EVE)
    batch_id = at.start(by="office", intent="issue", codes=MANY)
    given = between_two_blocks(at, batch_id, lambda: at.office.at(NEW_YEAR))
    assert 0 < given < len(MANY)
    days = {one.document.issued_on for one in at.items(batch_id) if one.document}
    assert (days, at.office.last_number(2027)) == ({date(2026, 12, 31)}, 0)


@pytest.mark.parametrize("new_day", [None, date(2027, 1, 1)])
def test_a_batch_stands_still_when_the_year_turned_until_somebody_looked_at_the_day(
    at: BatchOffice, new_day: date | None
) -> None:
    at.office.open_series(year=2027)
    at.office.at(NEW_YEAR_S_EVE)
    batch_id = at.start(by="office", intent="issue")
    at.office.at(NEW_YEAR)
    progress = at.run(batch_id)
    assert progress.batch.state == BatchState.PAUSED
    assert "Đã sang năm 2027" in progress.batch.trouble
    assert "mang ngày 31/12/2026" in progress.batch.trouble
    assert at.office.last_number() == at.office.last_number(2027) == 0
    assert batches.outlook(at.work(), batch_id).days == (date(2026, 12, 31),)
    batches.resume(at.work(), at.engine, batch_id, on=new_day)
    at.run(batch_id)
    given = (at.office.last_number(), at.office.last_number(2027))
    assert given == ((len(CODES), 0) if new_day is None else (0, len(CODES)))
    assert at.office.faults() == []


def test_a_batch_without_numbers_runs_on_when_the_year_turned(at: BatchOffice) -> None:
    at.office.at(NEW_YEAR_S_EVE)
    batch_id = at.start(by="office")
    at.office.at(NEW_YEAR)
    assert at.run(batch_id).done == len(CODES)


def test_rows_whose_day_has_passed_get_another_one_when_they_are_done_again(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue")
    at.office.at(datetime(2026, 3, 9, 5, 0, tzinfo=UTC))
    at.office.issue()
    assert at.run(batch_id).failed == len(CODES)
    batches.retry(at.work(), at.engine, batch_id, on=date(2026, 3, 9))
    at.run(batch_id)
    assert at.numbers(batch_id) == [2, 3, 4, 5, 6, 7]
    with pytest.raises(WrongState):
        batches.resume(at.work(), at.engine, batch_id, on=date(2026, 3, 10))


def test_numbers_that_two_clerks_ask_for_are_given_in_the_name_of_each(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    first = dict.fromkeys((1, 2, 3), MARCH)
    asked = {"acknowledged": ("month_turned",)}
    batches.issue_rows(at.work("records_officer"), at.engine, batch_id, first, **asked)
    with pytest.raises(WrongState) as refused:
        batches.issue_rows(at.work("operator"), at.engine, batch_id, {4: MARCH}, **asked)
    assert "Các dòng Người records_officer đã bấm cấp số chưa xong" in refused.value.message
    at.run(batch_id)
    batches.issue_rows(at.work("operator"), at.engine, batch_id, {4: MARCH}, **asked)
    at.run(batch_id)
    assert issuers(at, batch_id) == [*["records_officer"] * 3, "operator", None, None]


def test_what_was_confirmed_for_some_rows_is_asked_again_for_others(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    asked_for(at, batch_id)
    at.run(batch_id)
    other = at.made(by="office")
    batches.issue_rows(at.work(), at.engine, other, {1: MARCH}, acknowledged=("month_turned",))
    at.run(other)
    batches.issue_rows(at.work(), at.engine, other, {2: MARCH})
    assert [(one.number, one.error_code) for one in at.run(other).faulty] == [(2, "open_questions")]
    batches.issue_rows(at.work(), at.engine, other, {1: MARCH, 3: MARCH}, acknowledged=("month_turned",))
    at.run(other)
    batches.retry(at.work(), at.engine, other)
    assert [(one.number, one.error_code) for one in at.run(other).faulty] == [(2, "open_questions")]


def test_somebody_else_does_not_do_rows_again_while_numbers_wait(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    batches.issue_rows(at.work("records_officer"), at.engine, batch_id, {1: MARCH})
    assert [one.error_code for one in at.run(batch_id).faulty] == ["open_questions"]
    two = {2: MARCH, 3: MARCH}
    batches.issue_rows(at.work("records_officer"), at.engine, batch_id, two, acknowledged=("month_turned",))
    with pytest.raises(WrongState, match="Các dòng Người records_officer đã bấm cấp số chưa xong"):
        batches.retry(at.work("operator"), at.engine, batch_id, on=date(2026, 3, 4))
    at.run(batch_id)
    assert issuers(at, batch_id)[1:3] == ["records_officer"] * 2
    assert {one.document.issued_on for one in at.items(batch_id)[1:3] if one.document} == {MARCH}


def test_a_new_day_waits_for_the_rows_that_a_worker_has_in_hand(
    at: BatchOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A worker has the next rows in hand only where its slice goes on after the first ones, however slow the machine is.
    monkeypatch.setattr(working, "SLICE_SECONDS", 600.0)
    batch_id = at.start(by="office", intent="issue", codes=MANY)
    at.office.at(datetime(2026, 3, 6, 5, tzinfo=UTC))
    said: list[str] = []

    def paused() -> None:
        batches.pause(at.work(), batch_id)
        with pytest.raises(WrongState) as refused:
            batches.resume(at.work(), at.engine, batch_id, on=date(2026, 3, 6))
        said.append(refused.value.message)

    given = between_two_blocks(at, batch_id, paused)
    assert said == ["Còn dòng đang được cấp số theo ngày cũ. Đợi vài giây rồi bấm lại."]
    batches.resume(at.work(), at.engine, batch_id, on=date(2026, 3, 6))
    at.run(batch_id)
    days = [one.document.issued_on for one in at.items(batch_id) if one.document]
    assert days == [MARCH] * given + [date(2026, 3, 6)] * (len(MANY) - given)


def test_a_new_day_is_not_said_to_a_batch_that_takes_no_numbers(at: BatchOffice) -> None:
    batch_id = at.start(by="office")
    batches.pause(at.work(), batch_id)
    with pytest.raises(WrongState, match=r"^Đợt này không còn số nào phải cấp"):
        batches.resume(at.work(), at.engine, batch_id, on=MARCH)


def test_who_takes_a_batch_over_drops_no_document_from_a_list_of_work(at: BatchOffice) -> None:
    starter = f"drafter@{at.office.id}"

    def granted(session: Any, _actor: Any, login: str) -> None:
        user = session.scalars(select(User.id).where(User.login == login)).one()
        session.add(Grant(user_id=user, office_id=at.office.other, role="drafter"))

    at.office.do(granted, starter)
    batch_id = at.start(codes=("21484", "21529"), who="drafter")
    batches.pause(at.work(), batch_id)
    at.office.do(switched_off, starter)
    batches.resume(at.work("records_officer"), at.engine, batch_id)
    progress = at.run(batch_id)
    assert [(one.number, one.error_code) for one in progress.faulty] == [(2, "not_allowed")]
    at.office.do(granted, f"records_officer@{at.office.id}")
    batches.retry(at.work("records_officer"), at.engine, batch_id)
    at.run(batch_id)
    assert [one.document is not None for one in at.items(batch_id)] == [True, True]


def test_somebody_else_does_not_take_over_the_numbers_of_a_batch_that_runs(at: BatchOffice) -> None:
    """Who started it has asked for its numbers, though nobody let it go on since."""
    batch_id = at.start(by="office", intent="issue", codes=MANY, who="records_officer")
    said: list[str] = []

    def done_again() -> None:
        with pytest.raises(WrongState) as refused:
            batches.retry(at.work("operator"), at.engine, batch_id)
        said.append(refused.value.message)

    between_two_blocks(at, batch_id, done_again)
    assert said[0].startswith("Các dòng Người records_officer đã bấm cấp số chưa xong")
    assert set(issuers(at, batch_id)) == {"records_officer"}


@pytest.mark.postgres
def test_a_new_day_waits_also_for_rows_that_a_worker_is_just_taking(at: BatchOffice) -> None:
    """What it took says so only when it has committed. On SQLite nobody writes in between."""
    if at.office.url.startswith("sqlite"):
        return
    batch_id = at.start(by="office", intent="issue")
    worker = at.worker()
    with at.office.register.transaction() as session:
        taken = batches_work.claim(session, batch_id, Step.MAKE, worker.lease(), 2)
        batches.pause(at.work(), batch_id)
        with pytest.raises(WrongState, match="Còn dòng đang được cấp số theo ngày cũ"):
            batches.resume(at.work(), at.engine, batch_id, on=date(2026, 3, 4))
    assert [row.issued_on for row in taken] == [MARCH] * 2
