"""What must be meant when a series is opened: late, after a closed one, from a paper book, under a mark."""

from datetime import UTC, date, datetime

import pytest

from service.register import series, verify
from service.register.errors import DateOutOfOrder, InvalidEntry, SeriesClash, SeriesNotOpen

TAKEN_OVER = {"next_number": 58, "last_date": date(2026, 3, 2), "reason": "Tiếp sổ giấy"}


def open_plainly(desk, **words):
    """Open a series as somebody does who says nothing more."""
    return desk.do(series.open_series, series.NewSeries(**{"office_id": desk.office, "year": 2026, **words}))


def closed_after(desk, count):
    """A common series that gave some numbers and is closed."""
    row = desk.open_series()
    for _ in range(count):
        desk.issue()
    desk.do(series.close_series, row.id, reason="Đổi cách đánh số")
    return row


@pytest.mark.parametrize(
    "words",
    [{}, {"kinds": ["KH"]}, {"is_secret": True}, {"body": "BCĐ"}, {"year": 2025}],
    ids=["common", "kind", "secret", "body", "past-year"],
)
def test_a_series_that_begins_late_at_01_asks_for_the_paper_book_or_a_reason(desk, words):
    with pytest.raises(InvalidEntry, match=r"sổ giấy.*lý do") as refused:
        open_plainly(desk, **words)
    assert refused.value.path == "reason"
    assert open_plainly(desk, **words, reason="Chưa cấp số nào").first_number == 1


@pytest.mark.parametrize("moment", [datetime(2026, 1, 31, 16, 59, tzinfo=UTC), None], ids=["january", "next"])
def test_in_january_and_for_the_year_to_come_nothing_is_asked(desk, moment):
    desk.now = moment or desk.now
    assert open_plainly(desk, year=2026 if moment else 2027).first_number == 1


def test_a_series_of_the_provinces_system_has_no_paper_book(desk):
    assert open_plainly(desk, is_own=False).reason == ""


@pytest.mark.parametrize("following", [1, 2, 4, 90])
def test_after_a_closed_series_the_next_one_goes_on_where_it_ended(desk, following):
    closed_after(desk, 2)
    words = {"next_number": following, "last_date": date(2026, 3, 5), "reason": "Tiếp"}
    with pytest.raises(SeriesClash, match="--next 3"):
        desk.open_series(**words)
    assert desk.open_series(**{**words, "next_number": 3}).first_number == 3
    assert desk.issue().document.code == "03/KH-UBND"
    assert desk.faults() == []


def test_after_a_closed_series_the_day_of_its_last_number_holds(desk):
    closed_after(desk, 1)
    with pytest.raises(DateOutOfOrder, match="05/3/2026"):
        desk.open_series(next_number=2, last_date=date(2026, 3, 1), reason="Tiếp")


def test_a_closed_series_of_other_documents_does_not_bind(desk):
    row = desk.open_series(kinds=["KH"])
    desk.issue()
    desk.do(series.close_series, row.id, reason="Hết")
    assert desk.open_series(kinds=["BC"]).first_number == 1
    assert desk.open_series(body="BCĐ", kinds=["KH"]).first_number == 1


def test_verify_names_what_stands_on_paper_and_a_jump_of_an_earlier_release(desk, monkeypatch):
    desk.open_series(kinds=["BC"], **TAKEN_OVER)
    assert desk.look(verify.range_remarks) == [
        f"{desk.office}: Sổ số BC năm 2026: Số 01 đến số 57 ghi ở sổ giấy."
    ]
    row = desk.open_series(kinds=["KH"])
    desk.issue()
    desk.do(series.close_series, row.id, reason="Hết")
    monkeypatch.setattr(series, "require_follows", lambda *_: None)
    desk.open_series(kinds=["KH"], **TAKEN_OVER)
    remarks = desk.look(verify.range_remarks, desk.office)
    jump = "Sổ số KH năm 2026: Số 02 đến số 57 không có văn bản: sổ trước khóa ở số 01."
    assert f"{desk.office}: {jump}" in remarks
    assert desk.faults() == []


def test_the_day_of_the_last_number_is_not_to_come(desk):
    with pytest.raises(DateOutOfOrder, match="ở tương lai") as refused:
        desk.open_series(next_number=58, last_date=date(2026, 3, 6), reason="Tiếp sổ giấy")
    assert (refused.value.code, refused.value.path) == ("date_in_future", "last_date")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"is_secret": True, "mark": "UBND"}, "chữ viết tắt của cơ quan"),
        ({"is_secret": True, "body": "BCĐ", "mark": "BCĐ"}, "chữ viết tắt của cơ quan hoặc tổ chức"),
        ({"is_secret": True, "mark": "VX"}, "số 01/UBND-VX"),
        ({"is_secret": True, "mark": "M /"}, "chỉ gồm chữ"),
        ({"mark": "M"}, "chỉ dùng cho sổ văn bản mật"),
    ],
    ids=["office", "body", "unit", "signs", "not-secret"],
)
def test_a_mark_that_ends_other_symbols_is_refused(desk, words, why):
    desk.open_series()
    desk.issue(desk.document(kind="CV", kind_title="Công văn", symbol="UBND-VX"))
    with pytest.raises(InvalidEntry, match=why) as refused:
        desk.open_series(**words)
    assert refused.value.path == "mark"


@pytest.mark.parametrize("order", [("M", "TM"), ("TM", "M")], ids=["common-first", "kind-first"])
def test_of_two_secret_series_the_more_exact_one_takes_a_document(desk, order):
    for mark in order:
        desk.open_series(is_secret=True, mark=mark, kinds=["KH"] if mark == "TM" else [])
    assert desk.record(entry=desk.entry(is_secret=True), files=()).code == "01/KH-UBND-TM"


def test_the_command_for_a_missing_series_would_not_be_refused(desk):
    with pytest.raises(SeriesNotOpen, match=f"--office {desk.office} --year 2026 --reason") as common:
        desk.issue()
    assert "--kind" not in common.value.message
    desk.open_series(kinds=["BC"])
    with pytest.raises(SeriesNotOpen, match="--year 2026 --kind KH --reason"):
        desk.issue()
    body = desk.document(body="BCĐ", symbol="KH-BCĐ")
    with pytest.raises(SeriesNotOpen, match=r"của BCĐ chưa mở.*--year 2026 --body BCĐ --reason"):
        desk.issue(body)
    with pytest.raises(SeriesNotOpen, match=r"mật.*--year 2026 --secret --reason"):
        desk.record(entry=desk.entry(is_secret=True), files=())


def test_the_command_after_a_closed_series_goes_on_where_it_ended(desk):
    closed_after(desk, 2)
    with pytest.raises(SeriesNotOpen, match=r"đã khóa.*--year 2026 --next 3 --last-date 05/3/2026 --reason"):
        desk.issue()
