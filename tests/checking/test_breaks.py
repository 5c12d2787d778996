"""Each checked rule is broken alone: it is found by its code, and nothing else is called an error."""

import functools

import pytest

from service.checking import check
from service.checking.registry import checks
from service.reference import law
from tests.checking import builder
from tests.checking.breaks import BREAKS

RULES = {rule.id: rule for rule in law.format_rules()}


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_a_broken_rule_is_found_and_no_other(broken):
    draft = builder.build(**broken.options)
    broken.change(draft)
    findings = check(draft.content())
    found = {finding.code for finding in findings}
    errors = {finding.code for finding in findings if finding.severity == "error"}
    assert broken.rule in found, found
    assert errors <= {broken.rule}, [f for f in findings if f.severity == "error" and f.code != broken.rule]


def test_every_check_has_a_document_that_breaks_it():
    assert {broken.rule for broken in BREAKS} == set(checks())


@pytest.mark.parametrize("broken", [b for b in BREAKS if b.rule != "KG.WHEN"], ids=str)
def test_the_document_before_the_change_does_not_break_the_rule(broken):
    assert broken.rule not in codes_of_correct(frozenset(broken.options.items()))


@functools.cache
def codes_of_correct(options):
    return {finding.code for finding in check(builder.build(**dict(options)).content())}
