"""Every rule has a check or a reason; the page of rules is the one that the code prints."""

from pathlib import Path

import pytest

from service.checking.listing import layout_rules_page, unexplained
from service.checking.registry import check, checks
from service.checking.unchecked import REASONS
from service.reference import law
from tests.checking.listing import layout_tests_page

ROOT = Path(__file__).parents[2]


def test_every_rule_has_either_a_check_or_a_reason():
    assert list(unexplained()) == []


def test_checks_and_reasons_are_of_rules_that_exist():
    rules = {rule.id for rule in law.format_rules()}
    assert set(checks()) | set(REASONS) == rules


def test_docs_layout_rules_is_what_the_code_prints():
    page = ROOT / "docs" / "layout-rules.md"
    assert page.read_text("utf-8") == layout_rules_page(), (
        "python -m service.checking.listing > docs/layout-rules.md"
    )


def test_a_rule_cannot_have_two_checks():
    with pytest.raises(ValueError, match="has a check already"):
        check("PAGE.SIZE")(lambda _parts, _rule: [])


def test_docs_layout_tests_is_what_the_tests_print():
    page = ROOT / "docs" / "layout-tests.md"
    assert page.read_text("utf-8") == layout_tests_page(), (
        "python -m tests.checking.listing > docs/layout-tests.md"
    )
