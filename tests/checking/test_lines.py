"""The table of lines that experts extend: tests/cases/checking_lines.yaml."""

from pathlib import Path

import pytest
import yaml

from service.checking import check
from tests.checking import builder
from tests.checking.changes import text

ROWS = yaml.safe_load(Path(__file__).parents[1].joinpath("cases", "checking_lines.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['input']['part']}: {row['input']['text']}")
def test_a_line_breaks_the_rules_that_the_table_says(row):
    part = row["input"]["part"]
    draft = builder.build(appendices=1 if part.startswith(("appendix", "attached")) else 0)
    text(part, row["input"]["text"])(draft)
    found = {finding.code for finding in check(draft.content()) if finding.severity != "info"}
    assert found == set(row["expected"]), row["why"]
