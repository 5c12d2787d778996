"""Totals of tables: the cells of a last row against their columns."""

from typing import Any

import pytest

from service.proofreading import Block, ProofContext, proofread
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
