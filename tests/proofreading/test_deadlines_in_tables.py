"""Deadlines in tables: one that is over is a slip, unless its row tells what became of the work."""

from collections.abc import Sequence
from datetime import date

import pytest

from service.proofreading import Block, ProofContext, proofread
from service.reference import lexicon

HEAD = ["Nhiệm vụ", "Thời hạn", "Kết quả"]
DUE = "Chậm nhất ngày 31/3/2026"
REPORT = ["BÁO CÁO", "Kết quả công tác dân vận", "I. KẾT QUẢ", "Xã đã làm các việc dưới đây."]
AHEAD = ["II. PHƯƠNG HƯỚNG", "Các đơn vị làm các việc dưới đây."]


def _over(*rows: list[str], above: Sequence[str] = ()) -> list[str]:
    cells = [
        Block(f"ô {r}.{c}", text, "cell", cell=(1, r, c))
        for r, row in enumerate([HEAD, *rows], 1)
        for c, text in enumerate(row, 1)
    ]
    blocks = [*(Block(f"đoạn {n}", text) for n, text in enumerate(above, 1)), *cells]
    found = proofread(blocks, context=ProofContext(date(2026, 6, 15)), lexicon=lexicon())
    return [one.path for one in found if one.code == "date-order"]


@pytest.mark.parametrize(
    "result",
    [
        "Đã ký quy chế",
        "Hoàn thành đúng hạn",
        "Quá hạn chưa hoàn thành",
        "22/22 đơn vị ban hành (hoàn thành quá hạn)",
    ],
)
def test_a_deadline_is_left_alone_whose_row_tells_what_became_of_the_work(result: str) -> None:
    assert _over(["Ký quy chế", DUE, result]) == []


@pytest.mark.parametrize("result", ["Quy chế", "Văn bản đã ký", "Phải hoàn thành đúng quy định"])
def test_a_deadline_that_is_over_is_found_where_its_row_tells_nothing_of_that(result: str) -> None:
    assert _over(["Ký quy chế", DUE, result]) == ["ô 2.2"]


def test_what_one_row_tells_says_nothing_of_another() -> None:
    assert _over(["Ký quy chế", DUE, "Đã ký"], ["Mở lớp", DUE, "Danh sách"]) == ["ô 3.2"]


def test_a_table_of_results_in_a_report_looks_back_and_one_of_what_is_to_come_does_not() -> None:
    assert _over(["Ký quy chế", DUE, "Quy chế"], above=REPORT) == []
    assert _over(["Ký quy chế", DUE, "Quy chế"], above=[*REPORT, *AHEAD]) == ["ô 2.2"]
