"""Tables: the cells of a last row against their columns, and rows that were pasted into plain text."""

from typing import Any

import pytest

from service.proofreading import Block, ProofContext, proofread
from service.proofreading.passages import Passage
from service.reference import lexicon


def _table(*rows: list[str]) -> list[Any]:
    blocks = [
        Block(f"ô {r}.{c}", text, "cell", cell=(1, r, c))
        for r, row in enumerate(rows, 1)
        for c, text in enumerate(row, 1)
        if text
    ]
    found = proofread(blocks, context=ProofContext(), lexicon=lexicon())
    return [(one.path, one.suggestion) for one in found if one.code == "arithmetic"]


HEAD = ["TT", "Đơn vị", "Số hồ sơ"]


def test_a_total_that_is_not_the_sum_is_found() -> None:
    assert _table(HEAD, ["1", "A", "12"], ["2", "B", "30"], ["", "Tổng cộng", "43"]) == [("ô 4.3", "42")]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ["1", "A", "12"], ["2", "B", "30"], ["", "Tổng cộng", "42"]],
        [HEAD, ["1", "A", "12"], ["2", "B", "không có"], ["", "Tổng cộng", "12"]],
        [HEAD, ["1", "A", "1.200,5"], ["2", "B", "30"], ["", "Cộng", "1.230,5"]],
        [HEAD, ["1", "A", "12"], ["2", "B", "30"], ["3", "C", "50"]],
        [HEAD, ["1", "A", "12"], ["", "Tổng cộng", "13"]],
    ],
    ids=["right", "a cell is no number", "decimals", "no total", "one row tells nothing"],
)
def test_other_tables_are_left_alone(rows: list[list[str]]) -> None:
    assert _table(*rows) == []


PRICES = ["TT", "Vật tư", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền"]
CEMENT = ["1", "Xi măng", "bao", "120", "95.000", "11.400.000"]
SAND = ["2", "Cát", "m³", "15", "380.000", "5.700.000"]
STEEL = ["3", "Thép", "kg", "240", "17.500", "4.200.000"]
GAPS = ["STT", "Chỉ tiêu", "Năm 2024", "Năm 2025", "Tăng (+), giảm (-)"]


@pytest.mark.parametrize(
    "rows",
    [
        [GAPS, ["1", "A", "14", "9", "-5"], ["2", "B", "30", "41", "+11"], ["", "Cộng", "44", "50", "+6"]],
        [GAPS, ["1", "A", "14", "9", "−5"], ["2", "B", "3", "5", "2"], ["", "Cộng", "17", "14", "−3"]],
        [["TT", "Khoản", "Chênh lệch"], ["1", "Thuế", "(50)"], ["2", "Phí", "80"], ["", "Cộng", "30"]],
        [["TT", "Tháng", "Lũy kế"], ["1", "Tháng 1", "10"], ["2", "Tháng 2", "25"], ["", "Cộng", "25"]],
        [["TT", "Thôn", "Điểm"], ["1", "A", "92,5"], ["2", "B", "88,0"], ["", "Tổng cộng", "90,25"]],
        [["TT", "Thôn", "Năng suất (tạ/ha)"], ["1", "A", "50"], ["2", "B", "60"], ["", "Cộng", "53,75"]],
        [["TT", "Trường", "HS/lớp"], ["1", "A", "30"], ["2", "B", "28"], ["", "Tổng cộng", "29,3"]],
        [["TT", "Thôn", "Thời hạn (ngày)"], ["1", "A", "10"], ["2", "B", "15"], ["", "Tổng cộng", "15"]],
        [PRICES, CEMENT, SAND, STEEL, ["", "Cộng", "", "", "", "21.300.000"]],
        [PRICES, CEMENT, SAND, STEEL, ["", "Cộng", "", "375", "492.500", "21.300.000"]],
    ],
    ids=[
        "signs", "a long minus", "brackets", "running total", "mean", "yield", "ratio", "deadline", "prices",
        "a total under quantities too",
    ],
)  # fmt: skip
def test_columns_that_are_no_sums_are_left_alone(rows: list[list[str]]) -> None:
    assert _table(*rows) == []


def test_differences_are_added_with_their_signs() -> None:
    rows = [GAPS, ["1", "A", "14", "9", "-5"], ["2", "B", "30", "41", "+11"], ["", "Cộng", "44", "50", "+8"]]
    assert _table(*rows) == [("ô 4.5", "+6")]


def test_points_are_still_added_where_their_total_is_more_than_any_of_them() -> None:
    rows = [["TT", "Tiêu chí", "Điểm"], ["1", "A", "40"], ["2", "B", "35"], ["", "Tổng cộng", "80"]]
    assert _table(*rows) == [("ô 4.3", "75")]


def test_an_amount_that_is_not_quantity_times_price_is_told_and_not_the_total_that_is_right() -> None:
    sand = [*SAND[:5], "7.500.000"]
    total = ["", "Cộng", "", "", "", "21.300.000"]
    assert _table(PRICES, CEMENT, sand, STEEL, total) == [("ô 3.6", "5.700.000")]


def test_nothing_is_put_in_for_an_amount_where_the_quantity_may_be_wrong() -> None:
    sand = [*SAND[:3], "16", *SAND[4:]]
    total = ["", "Cộng", "", "", "", "21.300.000"]
    assert _table(PRICES, CEMENT, sand, STEEL, total) == [("ô 3.6", "")]


def test_prices_with_another_factor_beside_are_left_alone() -> None:
    head = [*PRICES[:4], "Số tháng", *PRICES[4:]]
    rows = [[*row[:4], months, *row[4:]] for row, months in ((CEMENT, "1"), (SAND, "1"))]
    steel = [*STEEL[:4], "3", STEEL[4], "12.600.000"]
    assert _table(head, *rows, steel, ["", "Cộng", "", "", "", "", "29.700.000"]) == []


@pytest.mark.parametrize(
    "row",
    [
        ["3", "Thuốc (Nhà nước hỗ trợ 50%)", "lọ", "10", "200.000", "1.000.000"],
        ["3", "Máy in (đã chiết khấu)", "cái", "2", "5.000.000", "9.000.000"],
        ["3", "Thuê hội trường 02 ngày", "cái", "1", "1.000.000", "2.000.000"],
    ],
    ids=["a part of the price", "taken off", "a further factor"],
)
def test_an_amount_that_the_words_of_its_row_explain_is_left_alone(row: list[str]) -> None:
    assert _table(PRICES, CEMENT, SAND, row) == []


def test_an_amount_that_misses_by_little_is_told_unless_it_is_rounded() -> None:
    printer = ["3", "Máy in", "cái", "4", "7.850.000"]
    assert _table(PRICES, CEMENT, SAND, [*printer, "31.450.000"]) == [("ô 4.6", "")]
    assert _table(PRICES, CEMENT, SAND, ["3", "Công", "công", "47", "273.500", "12.850.000"]) == []
    assert _table(PRICES, CEMENT, SAND, ["3", "Xây đá", "m³", "21,36", "1.035.716", "22.118.751"]) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["Thửa", "Tờ bản đồ", "Diện tích"], ["12", "4", "100"], ["15", "6", "120"], ["Tổng", "2", "220"]],
        [["Tên", "Tờ bản đồ", "m²"], ["An Hòa", "4", "100"], ["Bình An", "6", "120"], ["Tổng", "3", "220"]],
        [["Tên", "Mã số", "Vốn"], ["An Hòa", "101", "5"], ["Bình An", "102", "6"], ["Tổng", "300", "11"]],
        [["Tên", "Điện thoại", "Hộ"], ["An Hòa", "905123456", "5"], ["Bình An", "905123457", "6"], ["Tổng", "3", "11"]],
        [["Tên", "Liên hệ", "Hộ"], ["An Hòa", "0905123456", "5"], ["Bình An", "0905123457", "6"], ["Tổng", "3", "11"]],
        [["Tên", "Phòng", "Hộ"], ["An Hòa", "101", "5"], ["Bình An", "102", "6"], ["Tổng", "3", "11"]],
        [
            ["Khoản", "Thu"], ["Thu cân đối", "500"], ["- Thuế", "300"], ["- Phí", "200"],
            ["Thu bổ sung", "700"], ["Tổng cộng", "1.200"],
        ],
        [
            ["TT", "Khoản", "Thu"], ["1", "Thuế", "500"], ["1.1", "Thuế đất", "300"], ["1.2", "Thuế nhà", "200"],
            ["2", "Bổ sung", "700"], ["", "Tổng cộng", "1.200"],
        ],
        [["Thôn", "Diện tích"], ["An Hòa", "1,25"], ["Bình An", "2,34"], ["Tổng cộng", "3,6"]],
        [["Đối tượng", "Số hộ"], ["Hộ nghèo", "45"], ["Hộ cận nghèo", "30"], ["Hộ có người khuyết tật", "20"],
         ["Tổng số", "80"]],
    ],
    ids=[
        "how many parcels", "sheets of a map", "codes", "telephones", "telephones by their first nought", "rooms",
        "rows under a row", "numbers under a number", "rounded", "kinds that overlap",
    ],
)  # fmt: skip
def test_names_in_figures_rows_under_rows_and_rounded_sums_are_left_alone(rows: list[list[str]]) -> None:
    assert _table(*rows) == []


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        ([["Khoản", "Thu"], ["- Thuế", "300"], ["- Phí", "200"], ["Tổng cộng", "600"]], ("ô 4.2", "500")),
        (
            [["Thôn", "Diện tích"], ["An Hòa", "1,25"], ["Bình An", "2,34"], ["Tổng cộng", "3,8"]],
            ("ô 4.2", "3,59"),
        ),
        ([["Thôn", "Số phòng"], ["An Hòa", "12"], ["Bình An", "15"], ["Tổng cộng", "29"]], ("ô 4.2", "27")),
        ([["Chủ hộ", "Khẩu"], ["Hộ ông An", "4"], ["Hộ bà Ba", "5"], ["Tổng cộng", "8"]], ("ô 4.2", "9")),
    ],
    ids=["all rows with a dash", "more than rounded", "how many rooms", "households by name"],
)
def test_columns_that_only_look_like_these_are_still_added(
    rows: list[list[str]], right: tuple[str, str]
) -> None:
    assert _table(*rows) == [right]


@pytest.mark.parametrize(
    "row",
    [
        ["Thuốc (Nhà nước hỗ trợ 50%)", "10", "200.000", "1.000.000"],
        ["Máy in (đã chiết khấu 10%)", "2", "5.000.000", "9.000.000"],
        ["Thuê hội trường 02 ngày", "1", "1.000.000", "2.000.000"],
    ],
)
def test_a_row_that_names_a_discount_or_another_factor_is_left_alone(row: list[str]) -> None:
    head = ["Nội dung", "Số lượng", "Đơn giá", "Thành tiền"]
    rows = [["Xi măng", "120", "95.000", "11.400.000"], ["Cát", "15", "380.000", "5.700.000"]]
    assert _table(head, *rows, row) == []
    assert len(_table(head, *rows, ["Bàn", *row[1:]])) == 1


_REPORT = [
    "Kết quả thu ngân sách như sau:",
    "STT\tNội dung\tDự toán\tTỷ lệ (%)",
    "1\tThuế\t1.200\t95",
    "2\tPhí, lệ phí\t300\t107",
]


def test_rows_of_a_table_in_plain_text_are_no_sentences_and_no_headings(find: Any) -> None:
    assert find(*_REPORT, whole=True) == []


def test_a_slip_in_a_row_of_a_table_in_plain_text_is_found(find: Any) -> None:
    found = find(*_REPORT[:-1], "2\tPhí, lẹ phí\t300\t107", whole=True)
    assert [one.quote for one in found] == ["lẹ"]


@pytest.mark.parametrize(
    "text", ["1\tPhòng Kinh tế chủ trì thực hiện Kế hoạch này, báo cáo kết quả", "Ba\t\tVì"]
)
def test_two_fields_side_by_side_are_no_row(text: str) -> None:
    assert not Passage(0, Block("1", text)).is_cell


@pytest.mark.parametrize("is_above_a_table", [True, False])
def test_the_name_of_a_table_has_no_stop(*, is_above_a_table: bool) -> None:
    name = Block("đoạn 1", "Bảng tổng hợp kinh phí thực hiện kế hoạch theo quý (triệu đồng)")
    table = [Block("ô 1.1", "Quý I", "cell", cell=(1, 1, 1)), Block("ô 1.2", "12,5", "cell", cell=(1, 1, 2))]
    after = Block("đoạn 2", "Kinh phí được cấp theo dự toán của năm.")
    blocks = [name, *(table if is_above_a_table else []), after]
    told = proofread(blocks, context=ProofContext(), lexicon=lexicon())
    assert [one.path for one in told if one.code == "punctuation"] == ([] if is_above_a_table else ["đoạn 1"])
