from datetime import date

import pytest

from service.register import drafts
from service.register.drafts import SavedDraft
from service.register.errors import InvalidEntry, NotAllowed
from service.register.search import Wish, search


@pytest.fixture
def filled(desk):
    desk.open_series()
    desk.issue(issued_on=date(2026, 3, 1))
    report = {
        "kind": "BC",
        "kind_title": "Báo cáo",
        "symbol": "BC-UBND",
        "subject": "Kết quả đánh giá 6 tháng",
    }
    desk.issue(desk.document(**report, signer_name="Lê Thị Hoa"), issued_on=date(2026, 3, 2))
    desk.record(
        entry=desk.entry(
            kind="QĐ", kind_title="Quyết định", symbol="QĐ-UBND", subject="Phân bổ ngân sách Đắk Lắk"
        )
    )
    desk.do(drafts.create_draft, desk.document(subject="Thu nghĩa vụ quân sự năm 2026"))
    return desk


def codes(desk, **words):
    page = desk.look(search, Wish(office_id=desk.office, **words), who=f"drafter@{desk.office}")
    return [row.code or row.state for row in page.documents]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("dân vận", ["01/KH-UBND"]),
        ("DAN VAN chinh quyen", ["01/KH-UBND"]),
        ("quyền chính", ["01/KH-UBND"]),
        ("02/BC-UBND", ["02/BC-UBND"]),
        ("2/BC", ["02/BC-UBND"]),
        ("lê thị hoa", ["02/BC-UBND"]),
        ("dak lak", ["03/QĐ-UBND"]),
        ("Đắk", ["03/QĐ-UBND"]),
        ("quảng ngãi", ["draft", "03/QĐ-UBND", "02/BC-UBND", "01/KH-UBND"]),
        ("nghia vu quan su", ["draft"]),
        ("nghĩa vụ quâ", []),
        ("2026", ["draft", "01/KH-UBND"]),
        ("không có", []),
        ("dân ngân", []),
        ("\" OR 1=1 -- ' & ! : * ( ) ^ NEAR", []),
        ("***", ["draft", "03/QĐ-UBND", "02/BC-UBND", "01/KH-UBND"]),
    ],
)
def test_words_are_found_with_diacritics_or_none_in_any_order(filled, q, expected):
    assert codes(filled, q=q) == expected


def test_filters_join_with_words(filled):
    assert codes(filled, kind="BC") == ["02/BC-UBND"]
    assert codes(filled, state="draft") == ["draft"]
    assert codes(filled, signer="Lê Thị Hoa") == ["02/BC-UBND"]
    assert codes(filled, since=date(2026, 3, 2)) == ["03/QĐ-UBND", "02/BC-UBND"]
    assert codes(filled, until=date(2026, 3, 1)) == ["01/KH-UBND"]
    assert codes(filled, q="ngân", kind="QĐ") == ["03/QĐ-UBND"]
    assert codes(filled, q="ngân", kind="BC") == []


@pytest.mark.parametrize("words", [{}, {"q": "quang ngai"}, {"until": date(2026, 3, 5)}])
def test_pages_follow_each_other_without_losing_or_repeating_a_document(filled, words):
    whole = [row.id for row in filled.look(search, Wish(office_id=filled.office, **words)).documents]
    found, cursor = [], None
    for _ in whole:
        page = filled.look(search, Wish(office_id=filled.office, limit=1, cursor=cursor, **words))
        found += [row.id for row in page.documents]
        cursor = page.cursor
    assert (found, cursor, len(whole)) == (whole, None, 3 if "until" in words else 4)


def test_words_that_most_documents_have_are_found_in_all_of_them(desk):
    desk.open_series()
    numbers = [desk.issue().document.number for _ in range(9)]
    found = desk.look(search, Wish(office_id=desk.office, q="dân vận"))
    assert [row.number for row in found.documents] == numbers[::-1]
    page = desk.look(search, Wish(office_id=desk.office, q="dân vận", limit=7))
    assert ([row.number for row in page.documents], page.cursor is None) == (numbers[:1:-1], False)


def test_days_are_in_the_order_of_days_also_where_entries_are_not(desk):
    desk.open_series(is_own=False)
    for number, day in ((1, 3), (2, 1), (3, 2)):
        desk.record(number=number, issued_on=date(2026, 3, day))
    assert codes(desk, since=date(2026, 3, 1)) == ["01/KH-UBND", "03/KH-UBND", "02/KH-UBND"]
    page = desk.look(search, Wish(office_id=desk.office, since=date(2026, 3, 1), limit=2))
    rest = desk.look(search, Wish(office_id=desk.office, since=date(2026, 3, 1), cursor=page.cursor))
    assert [row.code for row in rest.documents] == ["02/KH-UBND"]


@pytest.mark.parametrize("cursor", ["x", "1.x", ""])
def test_a_cursor_that_is_none_is_refused(filled, cursor):
    with pytest.raises(InvalidEntry, match="xem lại từ đầu"):
        filled.look(search, Wish(office_id=filled.office, cursor=cursor))


def test_a_changed_draft_is_found_by_its_new_words_alone(filled):
    row = filled.do(drafts.create_draft, filled.document(subject="Chuyện cũ"))
    filled.do(drafts.save_draft, row.id, SavedDraft(entry=filled.entry(subject="Chuyện mới"), input=b"{}"))
    assert codes(filled, q="chuyện mới") == ["draft"]
    assert codes(filled, q="chuyện cũ") == []


def test_other_offices_are_not_searched(filled):
    other = f"records_officer@{filled.other_office}"
    assert filled.look(search, Wish(office_id=filled.other_office, q="dân vận"), who=other).documents == []
    with pytest.raises(NotAllowed):
        filled.look(search, Wish(office_id=filled.office, q="dân vận"), who=other)


@pytest.mark.parametrize("limit", [0, 201])
def test_a_page_has_its_limits(filled, limit):
    with pytest.raises(InvalidEntry):
        filled.look(search, Wish(office_id=filled.office, limit=limit))
