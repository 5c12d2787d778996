"""A lost number that is entered again: its day is said by a person and lies between those beside it."""

from datetime import date

import pytest

from service.register import backup, confirmations
from service.register.confirmations import Confirmation
from service.register.errors import DateOutOfOrder, InvalidEntry


@pytest.fixture
def lost(desk):
    """Number 1 of 2 March is there, 2 to 4 were lost, 4 had 4 March."""
    row = desk.open_series()
    desk.issue(issued_on=date(2026, 3, 2))
    desk.do(backup.await_confirmation)
    confirmed = Confirmation(last_number=4, last_date=date(2026, 3, 4), reason="Theo sổ giấy")
    desk.do(confirmations.confirm_series, row.id, confirmed)
    return desk


def test_a_lost_number_without_its_day_is_refused(lost):
    with pytest.raises(InvalidEntry, match="ghi ngày của văn bản") as refused:
        lost.record(number=3)
    assert refused.value.path == "issued_on"
    with pytest.raises(InvalidEntry, match="ghi ngày của văn bản"):
        lost.issue(number=3)
    assert lost.record(number=3, issued_on=date(2026, 3, 3)).code == "03/KH-UBND"


def test_a_day_that_cannot_be_names_both_neighbours(lost):
    lost.record(number=3, issued_on=date(2026, 3, 3))
    beside = "liền trước là số 01 ngày 02/3/2026; liền sau là số 03 ngày 03/3/2026"
    for day in (date(2026, 3, 1), date(2026, 3, 4)):
        with pytest.raises(DateOutOfOrder, match=beside):
            lost.record(number=2, issued_on=day)
    with pytest.raises(DateOutOfOrder, match="số 03 ngày 03/3/2026; số cuối đã xác nhận ngày 04/3/2026"):
        lost.record(number=4, issued_on=date(2026, 3, 5))
    lost.record(number=4, issued_on=date(2026, 3, 4))
    lost.record(number=2, issued_on=date(2026, 3, 3))
    assert lost.faults() == []


def test_the_confirmed_last_day_is_not_to_come(desk):
    row = desk.open_series()
    desk.do(backup.await_confirmation)
    confirmed = Confirmation(last_number=4, last_date=date(2026, 3, 6), reason="Theo sổ giấy")
    with pytest.raises(DateOutOfOrder, match="ở tương lai") as refused:
        desk.do(confirmations.confirm_series, row.id, confirmed)
    assert refused.value.code == "date_in_future"
