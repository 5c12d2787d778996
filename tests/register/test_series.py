from datetime import UTC, date, datetime

import pytest

from service.register import audit, offices, series
from service.register.errors import (
    DateOutOfOrder,
    InvalidEntry,
    NotAllowed,
    NumberTaken,
    SeriesClash,
    SeriesNotOpen,
    WrongState,
)


def test_a_new_register_numbers_nothing_before_a_series_is_opened(desk):
    with pytest.raises(SeriesNotOpen, match="chưa mở"):
        desk.issue()
    assert desk.codes() == []


def test_the_common_series_numbers_all_kinds_in_one_run(desk):
    desk.open_series()
    letter = desk.document(kind="CV", kind_title="Công văn", symbol="UBND-VX")
    assert [desk.issue().document.code, desk.issue(letter).document.code] == ["01/KH-UBND", "02/UBND-VX"]


def test_each_kind_may_have_its_own_series(desk):
    desk.open_series(kinds=["KH"])
    desk.open_series(kinds=["BC"])
    report = desk.document(kind="BC", kind_title="Báo cáo", symbol="BC-UBND")
    codes = [desk.issue().document.code, desk.issue(report).document.code, desk.issue().document.code]
    assert codes == ["01/KH-UBND", "01/BC-UBND", "02/KH-UBND"]


def test_a_named_group_shares_its_numbers(desk):
    desk.open_series(kinds=["KH", "BC"], name="Kế hoạch, báo cáo")
    report = desk.document(kind="BC", kind_title="Báo cáo", symbol="BC-UBND")
    assert [desk.issue().document.number, desk.issue(report).document.number] == [1, 2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({}, {"kinds": ["KH"]}),
        ({"kinds": ["KH"]}, {}),
        ({"kinds": ["KH", "BC"], "name": "nhóm"}, {"kinds": ["BC"]}),
        ({"is_own": False}, {"kinds": ["KH"]}),
        ({"is_secret": True, "mark": ""}, {}),
        ({"body": "BCĐ"}, {"body": "BCĐ", "kinds": ["TB"]}),
    ],
    ids=["twice", "kind-in-common", "common-over-kind", "group", "external", "secret-without-mark", "body"],
)
def test_two_series_that_could_yield_one_code_are_refused(desk, first, second):
    desk.open_series(**first)
    with pytest.raises(SeriesClash, match="trùng"):
        desk.open_series(**second)


def test_kinds_can_move_to_the_system_of_the_province_while_the_common_series_goes_on(desk):
    desk.open_series()
    notice = {"kind": "TB", "kind_title": "Thông báo", "symbol": "TB-UBND"}
    assert desk.issue(desk.document(**notice)).document.code == "01/TB-UBND"
    desk.open_series(kinds=["TB"], is_own=False)
    with pytest.raises(InvalidEntry, match="nhập số"):
        desk.issue(desk.document(**notice))
    with pytest.raises(NumberTaken, match="không dùng lại"):
        desk.issue(desk.document(**notice), number=1)
    assert desk.issue(desk.document(**notice), number=30).document.code == "30/TB-UBND"
    assert desk.issue().document.code == "02/KH-UBND"
    assert desk.faults() == []


def test_the_common_series_can_be_opened_beside_kinds_of_the_system_of_the_province(desk):
    desk.open_series(kinds=["TB"], is_own=False)
    assert desk.open_series().last_number == 0


def test_a_series_to_be_split_is_told_how(desk):
    desk.open_series()
    desk.issue()
    with pytest.raises(SeriesClash, match=r"khóa Sổ số chung năm 2026 .* tiếp từ số 2"):
        desk.open_series(kinds=["TB"])
    common = desk.look(series.list_series, desk.office, 2026)[0]
    desk.do(series.close_series, common.id, reason="Tách sổ")
    desk.open_series(kinds=["TB"], next_number=2, reason="Tách sổ", last_date=common.last_date)


@pytest.mark.parametrize(
    "second",
    [{"year": 2025}, {"is_secret": True}, {"body": "BCĐ"}, {"office_id": "ubnd-21529"}],
    ids=["year", "secret", "advisory-body", "office"],
)
def test_series_that_can_never_meet_stand_side_by_side(desk, second):
    desk.open_series()
    assert desk.open_series(**second).last_number == 0


def test_an_advisory_body_numbers_apart_under_its_own_symbol(desk):
    desk.open_series()
    desk.open_series(body="BCĐ")
    body = desk.document(body="BCĐ", symbol="KH-BCĐ")
    assert [desk.issue().document.code, desk.issue(body).document.code] == ["01/KH-UBND", "01/KH-BCĐ"]
    with pytest.raises(InvalidEntry, match="phải chứa BCĐ"):
        desk.issue(desk.document(body="BCĐ", symbol="KH-UBND"))


def test_a_secret_document_gets_a_code_of_its_own(desk):
    desk.open_series()
    desk.open_series(is_secret=True)
    desk.issue()
    secret = desk.record(entry=desk.entry(is_secret=True), files=())
    assert secret.code == "01/KH-UBND-M"


def test_a_paper_book_is_taken_over_in_mid_year_once_and_with_a_reason(desk):
    with pytest.raises(InvalidEntry, match="lý do"):
        desk.open_series(next_number=58)
    desk.open_series(next_number=58, reason="Tiếp sổ giấy", last_date=date(2026, 3, 2))
    with pytest.raises(SeriesClash):
        desk.open_series(next_number=90, reason="lần nữa", last_date=date(2026, 3, 2))
    with pytest.raises(DateOutOfOrder, match="số 57 ngày 02/3/2026"):
        desk.issue(issued_on=date(2026, 3, 1))
    assert desk.issue().document.code == "58/KH-UBND"
    events = desk.look(audit.history, desk.office)
    assert '"reason":"Tiếp sổ giấy"' in events[-2].detail
    assert desk.faults() == []


def test_numbers_begin_again_on_1_january_of_the_office_while_the_server_is_in_utc(desk):
    desk.now = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # 23:30 in Asia/Ho_Chi_Minh
    desk.open_series()
    desk.open_series(year=2027)
    first = desk.issue().document
    desk.now = datetime(2026, 12, 31, 17, 1, tzinfo=UTC)  # 00:01 on 1 January there
    second = desk.issue().document
    assert (first.code, first.issued_on) == ("01/KH-UBND", date(2026, 12, 31))
    assert (second.code, second.issued_on) == ("01/KH-UBND", date(2027, 1, 1))
    assert desk.faults() == []


def test_the_old_year_takes_its_last_documents_until_it_is_closed(desk):
    last = desk.open_series()
    desk.open_series(year=2027)
    desk.now = datetime(2027, 1, 2, 2, 0, tzinfo=UTC)
    assert desk.issue(issued_on=date(2026, 12, 31)).document.year == 2026
    desk.do(series.close_series, last.id, reason="Hết năm")
    with pytest.raises(SeriesNotOpen, match="đã khóa"):
        desk.issue(issued_on=date(2026, 12, 31))
    with pytest.raises(WrongState, match="đã khóa từ trước"):
        desk.do(series.close_series, last.id, reason="Hết năm")


def test_a_closed_series_is_followed_only_beyond_its_last_number(desk):
    first = desk.open_series()
    desk.issue()
    desk.do(series.close_series, first.id, reason="Đổi cách đánh số")
    with pytest.raises(SeriesClash):
        desk.open_series(kinds=["KH"])
    desk.open_series(kinds=["KH"], next_number=2, reason="Đổi cách đánh số", last_date=date(2026, 3, 5))
    assert desk.issue().document.code == "02/KH-UBND"
    assert desk.faults() == []


def test_a_series_ends_with_its_office(desk):
    desk.open_series()
    desk.do(offices.set_office, desk.office, {"valid_until": date(2026, 3, 4)})
    with pytest.raises(DateOutOfOrder, match="không hoạt động"):
        desk.issue()
    with pytest.raises(DateOutOfOrder, match="năm 2027"):
        desk.open_series(year=2027)
    with pytest.raises(DateOutOfOrder, match="năm 2024"):
        desk.open_series(year=2024)


def test_an_office_and_its_successor_of_one_name_number_apart(desk):
    """Xã Ba Vì before and after 01/7/2025 are two: neither numbers on a day of the other, each begins at 01."""
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    old = offices.NewOffice(
        id="xa-ba-vi-cu",
        name="Ủy ban nhân dân xã Ba Vì",
        abbreviation="UBND",
        valid_from=date(2011, 1, 1),
        valid_until=last,
    )
    desk.do(offices.add_office, old)
    for office_id in (old.id, desk.other_office):
        desk.do(series.open_series, series.NewSeries(office_id=office_id, year=2025, reason="Mới"))
    for office_id, own, others in ((old.id, last, first), (desk.other_office, first, last)):
        with pytest.raises(DateOutOfOrder, match="không hoạt động vào ngày"):
            desk.issue(desk.document(office_id), issued_on=others)
        assert desk.issue(desk.document(office_id), issued_on=own).document.code == "01/KH-UBND"
    assert desk.faults() == []


@pytest.mark.parametrize(
    "words",
    [
        {"next_number": 0},
        {"kinds": ["KE_HOACH_DAI"]},
        {"kinds": [" "]},
        {"next_number": 5, "reason": "x", "last_date": date(2025, 12, 31)},
    ],
)
def test_a_series_that_makes_no_sense_is_refused(desk, words):
    with pytest.raises(InvalidEntry):
        desk.open_series(**words)


def test_only_the_records_officer_closes_a_series(desk):
    row = desk.open_series()
    with pytest.raises(NotAllowed, match="Văn thư"):
        desk.do(series.close_series, row.id, reason="x", who=f"administrator@{desk.office}")
    with pytest.raises(SeriesNotOpen):
        desk.do(series.close_series, "không có", reason="x")


def test_the_series_of_a_year_are_listed_to_the_office(desk):
    desk.open_series(kinds=["KH"])
    rows = desk.look(series.list_series, desk.office, 2026, who=f"drafter@{desk.office}")
    assert [series.describe(row) for row in rows] == ["Sổ số KH năm 2026"]
    assert series.last_given(rows[0]) == "đầu sổ, chưa có số nào"


def test_an_external_series_takes_the_given_numbers_with_gaps_but_no_double(desk):
    desk.open_series(is_own=False)
    with pytest.raises(InvalidEntry, match="nhập số"):
        desk.record()
    assert desk.record(number=17).code == "17/KH-UBND"
    assert desk.record(number=4).code == "04/KH-UBND"
    with pytest.raises(NumberTaken, match="không dùng lại"):
        desk.record(number=17)
    with pytest.raises(InvalidEntry, match="từ 1"):
        desk.record(number=0)
    assert desk.issue(number=99).document.code == "99/KH-UBND"
    assert desk.faults() == []


def test_a_series_opened_with_a_slip_that_gave_nothing_is_opened_anew(desk):
    wrong = desk.open_series(next_number=580, reason="Tiếp sổ giấy", last_date=date(2026, 3, 2))
    desk.do(series.close_series, wrong.id, reason="Ghi nhầm 580")
    desk.open_series(next_number=58, reason="Tiếp sổ giấy", last_date=date(2026, 3, 2))
    assert desk.issue().document.code == "58/KH-UBND"
    assert [one.action for one in desk.look(audit.history, desk.office)][-4:-1] == [
        "open_series",
        "close_series",
        "open_series",
    ]
    assert desk.faults() == []


def test_a_book_taken_over_wants_the_day_of_its_last_number(desk):
    with pytest.raises(InvalidEntry, match="--last-date"):
        desk.open_series(next_number=58, reason="Tiếp sổ giấy")


@pytest.mark.parametrize(
    ("special", "symbol", "word"),
    [({"body": "BCĐ"}, "KH-BCĐ", "--body BCĐ"), ({"is_secret": True}, "KH-UBND-M", "--secret")],
    ids=["body", "secret"],
)
def test_a_symbol_of_another_series_is_refused(desk, special, symbol, word):
    desk.open_series(is_own=False)
    desk.open_series(**special)
    with pytest.raises(InvalidEntry, match=word):
        desk.record(number=1, entry=desk.entry(symbol=symbol))


def test_a_series_whose_symbol_was_given_before_begins_after_it(desk):
    desk.open_series(is_own=False)
    desk.record(number=4, entry=desk.entry(symbol="KH-BCĐ"))
    with pytest.raises(SeriesClash, match="--next 5"):
        desk.open_series(body="BCĐ")
    desk.open_series(body="BCĐ", next_number=5, reason="Đã có số 4", last_date=date(2026, 3, 5))
    assert desk.issue(desk.document(body="BCĐ", symbol="KH-BCĐ")).document.code == "05/KH-BCĐ"


def test_a_lower_given_number_of_an_earlier_day_leaves_the_last_day(desk):
    row = desk.open_series(is_own=False)
    desk.record(number=2, issued_on=date(2026, 3, 4))
    desk.record(number=1, issued_on=date(2026, 3, 1))
    (found,) = desk.look(series.list_series, desk.office, 2026)
    assert (found.id, found.last_number, found.last_date) == (row.id, 2, date(2026, 3, 4))
