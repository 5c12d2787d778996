"""The day of a document as its header writes it: blank, with strokes, with a slip."""

from typing import Any

import pytest

HEAD = ["ỦY BAN NHÂN DÂN", "XÃ BA VÌ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 77/KH-UBND"]
TEXT = [
    "KẾ HOẠCH",
    "Công tác dân vận",
    "Các thôn báo cáo trước ngày 30/9/2025 qua Phòng Kinh tế huyện./.",
    "Nơi nhận:",
    "- Lưu: VT.",
]


def _found(find: Any, *lines: str, text: list[str] | None = None) -> list[tuple[str, str, str]]:
    codes = {"date-order", "unit-obsolete", "date-impossible"}
    return [
        (one.code, one.severity, one.quote)
        for one in find(*HEAD, *lines, *(text or TEXT))
        if one.code in codes
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Ba Vì, ngày 25 tháng 02 năm 2026",
        "Ba Vì, ngày     tháng 02 năm 2026",
        "Ba Vì, ngày     tháng     năm 2026",
        "Ba Vì, ngày ... tháng ... năm 2026",
        "Ba Vì, ngày …… tháng …… năm 2026",
        "Ba Vì, ngày 25/02/2026",
        "Ba Vì, ngày 25-02-2026",
    ],
)
def test_a_deadline_of_the_year_before_is_found_whatever_the_date_line_leaves_blank(
    find: Any, line: str
) -> None:
    assert _found(find, line) == [
        ("date-order", "error", "30/9/2025"),
        ("unit-obsolete", "warn", "Phòng Kinh tế huyện"),
    ]


def test_the_day_is_read_beside_the_number_and_symbol(find: Any) -> None:
    found = find("ỦY BAN NHÂN DÂN", "Số: 77/KH-UBND\tBa Vì, ngày     tháng     năm 2026", *TEXT)
    assert "date-order" in [one.code for one in found]


def test_a_day_that_no_calendar_has_still_tells_its_month(find: Any) -> None:
    found = _found(find, "Ba Vì, ngày 30 tháng 02 năm 2026")
    assert [code for code, *_ in found] == ["date-impossible", "date-order", "unit-obsolete"]


@pytest.mark.parametrize(
    "line", ["Ba Vì, ngày 25 tháng 02 năm 226", "Ba Vì, ngày     tháng     năm", "Ba Vì, ngày 25/02/26"]
)
def test_where_no_year_can_be_read_it_is_said_once_that_nothing_was_compared(find: Any, line: str) -> None:
    assert _found(find, line) == [("date-order", "info", line)]


def test_nothing_is_said_of_the_date_line_where_there_is_no_day_to_compare(find: Any) -> None:
    text = [*TEXT[:2], "Các thôn báo cáo hằng quý./.", *TEXT[3:]]
    assert _found(find, "Ba Vì, ngày 25 tháng 02 năm 226", text=text) == []


def test_a_year_alone_accuses_nothing_that_the_year_may_still_allow(find: Any) -> None:
    text = [
        *TEXT[:2],
        (
            "Thực hiện Quyết định số 8812/QĐ-UBND ngày 28/12/2025 của Ủy ban nhân dân tỉnh, các thôn báo cáo trước ngày "
            "05/01/2025 và gửi Ủy ban nhân dân huyện trước ngày 30/6/2025./."
        ),
        *TEXT[3:],
    ]
    assert _found(find, "Ba Vì, ngày     tháng     năm 2025", text=text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ba Vì, ngày ... tháng ... năm 20...",
        "Ba Vì, ngày …… tháng …… năm ......",
        "Ba Vì, ngày {{ngay}} tháng {{thang}} năm {{nam}}",
        "Ba Vì, ngày ký số",
        "V/v tổ chức tuần lễ biển, ngày hội văn hóa",
    ],
)
def test_the_blanks_of_a_form_and_a_subject_are_no_date_line_with_a_slip(find: Any, line: str) -> None:
    assert [one.quote for one in find(*HEAD, line, *TEXT) if "Chưa đọc được ngày" in one.message] == []
