"""What docs/layout-rules.md says that proofread checks is checked: a sentence that breaks each of those rules is found."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.checking.unchecked import KNOWN_NAMES, REASONS, WORDING
from service.proofreading import ProofContext, proofread
from service.reference import lexicon
from tests.proofreading.conftest import blocks

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "proofreading" / "rules.yaml").read_bytes())


def test_each_rule_that_is_said_to_be_checked_has_a_sentence_that_breaks_it() -> None:
    said = {rule for rule, reason in REASONS.items() if reason in {WORDING, KNOWN_NAMES}}
    assert said == set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_a_sentence_that_breaks_a_rule_is_found(rule: str) -> None:
    case: dict[str, Any] = CASES[rule]
    whole = case.get("whole", False)
    for texts in [case["texts"]] if whole else [[text] for text in case["texts"]]:
        context = ProofContext(date(2026, 11, 29))
        found = proofread(blocks(texts, whole=whole), context=context, lexicon=lexicon())
        assert case["code"] in {one.code for one in found}, texts
