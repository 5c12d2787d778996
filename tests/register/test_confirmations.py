"""The last number of a series confirmed after a restore, and a wrong confirmation taken back."""

from datetime import date

import pytest
from sqlalchemy import text

from service.register import backup, confirmations, series
from service.register.confirmations import Confirmation
from service.register.errors import DateOutOfOrder, InvalidEntry, SeriesNotOpen, WrongState
from service.register.models import Series
from tests.register.test_verify import behind_the_back

THIRD, FIFTH = date(2026, 3, 3), date(2026, 3, 5)


def test_losing_many_numbers_wants_their_count(desk):
    row = desk.open_series()
    desk.issue()
    desk.do(backup.await_confirmation)
    given = {"last_date": date(2026, 3, 5), "reason": "x"}
    with pytest.raises(InvalidEntry, match="--yes-lose 199") as asked:
        desk.do(confirmations.confirm_series, row.id, Confirmation(last_number=200, **given))
    assert asked.value.code == "many_lost"
    with pytest.raises(InvalidEntry, match="999999"):
        desk.do(
            confirmations.confirm_series, row.id, Confirmation(last_number=2_000_000, lost=1_999_999, **given)
        )
    desk.do(confirmations.confirm_series, row.id, Confirmation(last_number=200, lost=199, **given))
    assert desk.issue().document.number == 201


def test_a_lost_number_keeps_to_the_day_that_was_confirmed(desk):
    row = desk.open_series()
    desk.issue(issued_on=date(2026, 3, 1))
    desk.do(backup.await_confirmation)
    confirmed = Confirmation(last_number=4, last_date=date(2026, 3, 2), reason="x")
    desk.do(confirmations.confirm_series, row.id, confirmed)
    with pytest.raises(DateOutOfOrder, match="02/3/2026"):
        desk.issue(issued_on=date(2026, 3, 1))
    with pytest.raises(DateOutOfOrder, match="không nằm giữa"):
        desk.record(number=4, issued_on=date(2026, 3, 3))
    desk.record(number=3, issued_on=date(2026, 3, 1))
    with pytest.raises(DateOutOfOrder, match="không nằm giữa"):
        desk.record(number=2, issued_on=date(2026, 3, 2))
    assert desk.faults() == []


def test_an_external_series_waits_for_its_last_number_too(desk):
    desk.open_series(is_own=False)
    desk.do(backup.await_confirmation)
    with pytest.raises(SeriesNotOpen, match="xác nhận số cuối"):
        desk.record(number=7)


@pytest.fixture
def wrong(desk):
    """A series that stood at 2 on 03/3 when it was restored, and was confirmed to stand at 20 instead of 4."""
    desk.row = desk.open_series()
    for _ in range(2):
        desk.issue(issued_on=THIRD)
    desk.do(backup.await_confirmation)
    confirm(desk, 20)
    assert desk.faults() == []
    return desk


def confirm(desk, last, day=FIFTH):
    confirmed = Confirmation(last_number=last, last_date=day, reason="Theo sổ giấy")
    return desk.do(confirmations.confirm_series, desk.row.id, confirmed)


def withdraw(desk, reason="Ghi nhầm số 20 thay cho 4"):
    return desk.do(confirmations.withdraw_confirmation, desk.row.id, reason=reason)


def lost_numbers(desk):
    with desk.register.reading() as session:
        return list(session.scalars(text("SELECT number FROM lost_numbers ORDER BY number")))


def can_be_withdrawn(desk):
    return desk.look(
        lambda session, _actor: confirmations.can_be_withdrawn(session, session.get_one(Series, desk.row.id))
    )


def test_a_wrong_confirmation_is_taken_back_and_the_right_one_given(wrong):
    assert (lost_numbers(wrong), can_be_withdrawn(wrong)) == (list(range(3, 21)), True)
    row = withdraw(wrong)
    assert (row.last_number, row.last_date, row.awaits_confirmation) == (2, THIRD, True)
    assert (lost_numbers(wrong), can_be_withdrawn(wrong), wrong.faults()) == ([], False, [])
    with pytest.raises(SeriesNotOpen, match="xác nhận số cuối"):
        wrong.issue()
    confirm(wrong, 4)
    assert (lost_numbers(wrong), wrong.issue().document.number, wrong.faults()) == ([3, 4], 5, [])


def test_a_confirmation_is_taken_back_once_and_with_a_reason(wrong):
    with pytest.raises(InvalidEntry, match="lý do"):
        withdraw(wrong, reason=" ")
    withdraw(wrong)
    with pytest.raises(WrongState, match="không có xác nhận"):
        withdraw(wrong)
    confirm(wrong, 4)
    withdraw(wrong)
    with pytest.raises(WrongState, match="không có xác nhận"):
        withdraw(wrong)
    assert wrong.faults() == []


def test_confirmations_of_two_restores_are_taken_back_one_after_the_other(wrong):
    wrong.do(backup.await_confirmation)
    confirm(wrong, 30)
    assert withdraw(wrong).last_number == 20
    assert lost_numbers(wrong) == list(range(3, 21))
    assert (withdraw(wrong).last_number, lost_numbers(wrong), wrong.faults()) == (2, [], [])


def test_the_first_confirmation_of_an_empty_series_is_taken_back_to_its_beginning(desk):
    desk.row = desk.open_series()
    desk.do(backup.await_confirmation)
    confirm(desk, 5)
    row = withdraw(desk)
    assert (row.last_number, row.last_date, desk.faults()) == (0, None, [])


def test_a_confirmation_after_which_a_number_was_given_stands(wrong):
    assert wrong.issue().document.number == 21
    assert not can_be_withdrawn(wrong)
    with pytest.raises(WrongState, match="đã cấp số 21") as refused:
        withdraw(wrong)
    assert refused.value.code == "number_given_since"
    assert (lost_numbers(wrong), wrong.faults()) == (list(range(3, 21)), [])


def test_a_confirmation_under_whose_lost_numbers_a_document_was_entered_stands(wrong):
    wrong.record(number=3, issued_on=FIFTH)
    assert not can_be_withdrawn(wrong)
    with pytest.raises(WrongState, match="đã nhập lại văn bản số 03") as refused:
        withdraw(wrong)
    assert refused.value.code == "lost_number_entered"
    assert wrong.faults() == []


def test_a_number_of_another_series_holds_no_confirmation(wrong):
    wrong.open_series(is_secret=True)
    wrong.record(entry=wrong.entry(is_secret=True), files=())
    assert withdraw(wrong).last_number == 2
    assert wrong.faults() == []


def test_an_external_confirmation_is_taken_back_until_a_number_is_entered(desk):
    desk.row = desk.open_series(is_own=False)
    desk.record(number=7)
    desk.do(backup.await_confirmation)
    confirm(desk, 40)
    assert withdraw(desk).last_number == 7
    confirm(desk, 40)
    desk.record(number=12)
    with pytest.raises(WrongState, match="đã cấp số 12"):
        withdraw(desk)
    assert desk.faults() == []


def test_a_closed_series_takes_nothing_back(desk):
    desk.row = desk.open_series()
    desk.do(backup.await_confirmation)
    desk.do(confirmations.confirm_series, desk.row.id, Confirmation(last_number=0))
    desk.do(series.close_series, desk.row.id, reason="Hết năm")
    assert not can_be_withdrawn(desk)
    with pytest.raises(WrongState, match="đã khóa"):
        withdraw(desk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE series SET last_number = 2",
        "UPDATE series SET last_number = 1, awaits_confirmation = (1 = 1)",
        "UPDATE series SET last_number = 2, last_date = '2026-03-02', awaits_confirmation = (1 = 1)",
        "UPDATE series SET last_date = NULL, awaits_confirmation = (1 = 1)",
        "DELETE FROM lost_numbers WHERE number = 20",
    ],
)
def test_the_database_lets_a_series_go_back_only_to_wait_and_never_below_a_document(wrong, statement):
    with pytest.raises(Exception, match="never does this"), wrong.register.engine.begin() as connection:
        connection.execute(text(statement))
    assert wrong.faults() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE series SET last_number = 20",
        "UPDATE series SET last_date = '2026-03-05'",
        "UPDATE series SET awaits_confirmation = (1 = 0)",
        "INSERT INTO lost_numbers SELECT id, 3, 'x', 'y', opened_at FROM series",
    ],
)
def test_what_was_taken_back_cannot_be_put_back_by_hand(wrong, statement):
    withdraw(wrong)
    with behind_the_back(wrong) as run:
        run(statement)
    assert {fault.code for fault in wrong.faults()} & {"series_end", "series_changed", "lost_numbers_changed"}


def test_a_confirmation_of_an_earlier_release_that_kept_no_day_stands(desk, monkeypatch):
    append = confirmations.audit.append

    def without_the_day(session, actor, office_id, action, detail):
        kept = {name: value for name, value in detail.items() if name != "stored_date"}
        return append(session, actor, office_id, action, kept)

    desk.row = desk.open_series()
    desk.do(backup.await_confirmation)
    with monkeypatch.context() as earlier:
        earlier.setattr(confirmations.audit, "append", without_the_day)
        confirm(desk, 5)
    assert not can_be_withdrawn(desk)
    with pytest.raises(WrongState, match="bản phần mềm cũ"):
        withdraw(desk)
    assert desk.faults() == []
