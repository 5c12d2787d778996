"""Borders of dates and of what is mended without asking: the very day, the day before, the first of a month."""

from datetime import date
from typing import Any

import pytest

from service.proofreading import Block, ProofContext, corrections, proofread
from service.reference import lexicon


def _codes(text: str, code: str, context: ProofContext) -> list[str]:
    found = proofread([Block("1", text)], context=context, lexicon=lexicon())
    return [one.quote for one in found if one.code == code]


@pytest.mark.parametrize(("day", "found"), [("31/01/2025", ["31/01/2025"]), ("01/02/2025", [])])
def test_of_a_month_the_first_day_is_where_deadlines_begin(day: str, found: list[str]) -> None:
    context = ProofContext(date(2025, 2, 14), is_month=True)
    assert _codes(f"Các thôn báo cáo trước ngày {day}.", "date-order", context) == found


@pytest.mark.parametrize(("month", "found"), [(6, []), (7, ["UBND huyện"])])
def test_of_a_month_the_last_day_tells_whether_districts_have_ended(month: int, found: list[str]) -> None:
    context = ProofContext(date(2025, month, 1), is_month=True)
    assert _codes("Báo cáo UBND huyện để tổng hợp.", "unit-obsolete", context) == found


def test_without_a_day_no_deadline_is_over_and_no_unit_has_ended() -> None:
    text = "Báo cáo UBND huyện trước ngày 05/01/2024."
    assert _codes(text, "date-order", ProofContext()) == _codes(text, "unit-obsolete", ProofContext()) == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Theo khoản 2, Điều 6 Luật Thanh tra.", "khoản 2 Điều 6"),
        ("Theo mục 2, Điều 6 Luật Thanh tra.", None),
        ("Theo Điều 6, khoản 2 Luật Thanh tra.", None),
        ("Theo điểm b Điều 6, khoản 1 Quy chế.", None),
        ("Theo Mục III, Phần II Quy chế.", "Mục III Phần II"),
        ("Theo mục 2, phần II Kế hoạch này.", None),
    ],
    ids=[
        "a comma",
        "another unit",
        "turned round",
        "out of order",
        "a comma after a mục",
        "what may be a khoản",
    ],
)
def test_only_a_comma_between_units_is_mended_without_asking(text: str, mended: str | None) -> None:
    found = corrections([Block("1", text)], context=ProofContext(), lexicon=lexicon())
    by_code = [one.replacement for one in found if one.code == "legal-unit-order"]
    assert by_code == ([mended] if mended else [])
    assert _codes(text, "legal-unit-order", ProofContext())


@pytest.mark.parametrize(
    "text",
    [
        "Có 15/22 nhiệm vụ tăng 20,00%.",
        "Có 15/22 chỉ tiêu vượt 20,00%.",
        "Có 15/22 chỉ tiêu hơn cùng kỳ 20,00%.",
        "Có 15/22 chỉ tiêu so với năm trước 20,00%.",
        "Vốn 90 triệu đồng, gồm: 02 máy 30 triệu đồng; 01 nhà 50 triệu đồng.",
        "Vốn 90 triệu đồng, gồm: ngân sách tăng 30 triệu đồng; dân góp 50 triệu đồng.",
        "Vốn 90 triệu đồng, gồm: mỗi thôn 30 triệu đồng; mỗi xã 50 triệu đồng.",
        "Vốn tăng 90 triệu đồng, gồm: ngân sách 30 triệu đồng; dân góp 50 triệu đồng.",
    ],
)
def test_figures_that_swing_are_no_shares_and_no_sums(text: str) -> None:
    assert _codes(text, "arithmetic", ProofContext()) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # A unit of the last decimal off is wrong, less is rounded or cut.
        ("Có 15/22 nhiệm vụ, đạt 69,18%.", ["68,18"]),
        ("Có 15/22 nhiệm vụ, đạt 68,19%.", []),
        ("Có 15/22 nhiệm vụ, đạt 68,20%.", []),
        ("Có 15/22 nhiệm vụ, đạt 68,17%.", ["68,18"]),
        ("Có 1/4 số ấp, đạt 26%.", ["25"]),
        ("Có 1/4 số ấp, đạt 24%.", ["25"]),
        # "gồm" lists all of the money; "trong đó" three parts that nearly make it.
        ("Vốn 100 triệu đồng, gồm: mái 60 triệu đồng; nền 39 triệu đồng.", ["99"]),
        ("Vốn 100 triệu đồng, trong đó: mái 60 triệu đồng; nền 39 triệu đồng.", []),
        ("Vốn 100 triệu đồng, trong đó: mái 60 triệu đồng; nền 41 triệu đồng.", ["101"]),
        ("Vốn 100 triệu đồng, trong đó: mái 60 triệu đồng; nền 30 triệu đồng; sân 5 triệu đồng.", ["95"]),
        ("Vốn 100 triệu đồng, trong đó: mái 60 triệu đồng; nền 30 triệu đồng; sân 4 triệu đồng.", []),
        # Each part may have been rounded by itself: half of the last decimal for each number.
        ("Vốn 12,3 tỷ đồng, gồm: mái 4,1 tỷ đồng; nền 8,3 tỷ đồng.", []),
        ("Vốn 12,3 tỷ đồng, gồm: mái 4,1 tỷ đồng; nền 8,4 tỷ đồng.", ["12,5"]),
    ],
)
def test_sums_and_shares_are_wrong_from_a_whole_unit_on(text: str, right: list[str]) -> None:
    found = proofread([Block("1", text)], context=ProofContext(), lexicon=lexicon())
    assert [one.suggestion for one in found if one.code == "arithmetic"] == right


def test_columns_that_are_not_added_and_rows_in_groups_are_left_alone(table: Any) -> None:
    head = ["TT", "Đơn vị", "Tỷ lệ", "Số hộ"]
    shares = [
        head,
        ["1", "Thôn Ba", "80", "12"],
        ["2", "Thôn Tư", "100", "30"],
        ["", "Tổng cộng", "90", "42"],
    ]
    groups = [
        head,
        ["I", "Vùng cao", "", "42"],
        ["1", "Thôn Ba", "", "12"],
        ["2", "Thôn Tư", "", "30"],
        ["", "Tổng cộng", "", "42"],
    ]
    sums = [
        head,
        ["1", "Thôn Ba", "", "12"],
        ["2", "Thôn Tư", "", "30"],
        ["", "Cộng", "", "42"],
        ["3", "Thôn Tám", "", "8"],
        ["", "Tổng cộng", "", "50"],
    ]
    percent = [
        ["TT", "Đơn vị", "Kết quả"],
        ["1", "Thôn Ba", "80%"],
        ["2", "Thôn Tư", "90%"],
        ["", "Tổng cộng", "85%"],
    ]
    assert [table(rows) for rows in (shares, groups, sums, percent)] == [[], [], [], []]
    holes = [
        head,
        ["1", "Thôn Ba", "", "12"],
        ["2", "Thôn Tư", "", ""],
        ["3", "Thôn Tám", "", "8"],
        ["", "Tổng cộng", "", "42"],
    ]
    assert table(holes) == []
    wrong = [head, ["1", "Thôn Ba", "80", "12"], ["2", "Thôn Tư", "100", "30"], ["", "Tổng cộng", "90", "43"]]
    assert table(wrong) == [("4.4", "42")]


@pytest.fixture
def table() -> Any:
    def found(rows: list[list[str]]) -> list[tuple[str, str]]:
        blocks = [
            Block(f"{r}.{c}", text, "cell", cell=(1, r, c))
            for r, row in enumerate(rows, 1)
            for c, text in enumerate(row, 1)
            if text
        ]
        findings = proofread(blocks, context=ProofContext(), lexicon=lexicon())
        return [(one.path, one.suggestion) for one in findings if one.code == "arithmetic"]

    return found
