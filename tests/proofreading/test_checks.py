"""Each code against its table of cases: what it must find, word for word, and what it must leave alone."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from service.proofreading import checks

CODES = Path(__file__).parents[1] / "cases" / "proofreading" / "codes"
ROWS = [
    pytest.param(path.stem, row, id=f"{path.stem}: {row['why'][:50]}")
    for path in sorted(CODES.glob("*.yaml"))
    for row in yaml.safe_load(path.read_bytes())
]


@pytest.mark.parametrize(("code", "row"), ROWS)
def test_a_check_finds_just_what_the_table_says(code: str, row: dict[str, Any], proofread_row: Any) -> None:
    found = [(one.quote, one.suggestion) for one in proofread_row(row) if one.code == code]
    assert found == [tuple(pair) for pair in row["expected"]], row["why"]


@pytest.mark.parametrize(("code", "row"), ROWS)
def test_what_is_found_stands_where_the_span_says(code: str, row: dict[str, Any], proofread_row: Any) -> None:
    lines = {f"dòng {number}": text for number, text in enumerate(row["texts"], 5 if row.get("whole") else 1)}
    for one in proofread_row(row):
        if one.path in lines:
            assert lines[one.path][one.span[0] : one.span[1]] == one.quote, code


def test_every_code_has_cases_for_and_against() -> None:
    tables = {path.stem: yaml.safe_load(path.read_bytes()) for path in CODES.glob("*.yaml")}
    assert set(tables) == set(checks())
    for code, rows in tables.items():
        assert any(row["expected"] for row in rows), f"{code}: nothing that must be found"
        assert any(not row["expected"] for row in rows), f"{code}: nothing that must be left alone"


def test_every_check_says_what_it_does_and_by_which_rule() -> None:
    for check in checks().values():
        assert check.about.endswith(".") or check.about.endswith('"'), check.code
        assert check.basis, check.code
        assert check.severity in {"error", "warn", "info"}
