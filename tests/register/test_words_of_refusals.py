"""What refuses says what to do instead; what was closed says why."""

from datetime import date

import pytest

from service.register import after_issue, search, series
from service.register.after_issue import Sending
from service.register.errors import InvalidEntry, WrongState

DAY = date(2026, 3, 5)


@pytest.fixture
def issued(desk):
    desk.open_series()
    return desk.issue().document


def test_a_sent_document_is_not_voided_but_recalled(desk, issued):
    desk.do(after_issue.dispatch, issued.id, [Sending(dispatched_on=DAY)])
    with pytest.raises(WrongState, match="thì dùng “Thu hồi”"):
        desk.do(after_issue.void, issued.id, reason="Sai")


def test_a_document_that_was_not_sent_is_voided_and_not_recalled(desk, issued):
    citation = {"code": "02/TB-UBND", "issued_on": "2026-03-05", "issuer": "UBND tỉnh"}
    with pytest.raises(WrongState, match="thì dùng “Hủy số”"):
        desk.do(after_issue.recall, issued.id, citation=citation)


def test_a_state_without_another_way_says_only_what_it_is(desk, issued):
    desk.do(after_issue.void, issued.id, reason="Sai")
    with pytest.raises(WrongState, match=r"không làm được việc “Thu hồi”\.$"):
        desk.do(after_issue.recall, issued.id, citation={"code": "2/TB-UBND", "issued_on": "2026-03-05"})


def test_a_series_is_closed_with_a_reason_that_is_told_afterwards(desk):
    row = desk.open_series(kinds=["KH"])
    other = desk.open_series(kinds=["BC"])
    with pytest.raises(InvalidEntry, match="lý do khóa sổ"):
        desk.do(series.close_series, row.id, reason=" ")
    for one, reason in ((row, "Hết năm"), (other, "Nhầm")):
        desk.do(series.close_series, one.id, reason=reason)
    told = desk.look(
        lambda session, _: {
            one.id: series.closing_reason(session, one)
            for one in series.series_of_year(session, desk.office, 2026)
        }
    )
    assert told == {row.id: "Hết năm", other.id: "Nhầm"}
    still_open = desk.open_series(kinds=["TB"])
    assert desk.look(lambda session, _: series.closing_reason(session, still_open)) == ""


def test_a_signer_is_found_without_diacritics(desk, issued):
    for text in ("Phạm Giang Nam", "pham giang nam"):
        assert desk.look(search.signer_called, desk.office, text) == issued.signer_name
    assert desk.look(search.signer_called, desk.office, "Pham Giang") == "Pham Giang"
