"""A document as computes and rules see it, made from what a person typed: printed forms are put in by hand, not by a type."""

from decimal import Decimal

import pytest

from service import reference
from service.domain.computes_registry import ComputeInput
from service.domain.deadlines import deadline_text
from service.domain.decimals import format_points

POINTS = {"max_points", "self_points", "assessed_points", "points", "previous_points"}


def printed(key, value):
    """The words of one value, by the name of its field; lists and objects go on inside."""
    if key == "deadline":
        return deadline_text(value)
    if key in POINTS:
        return format_points(Decimal(str(value)))
    if key == "lead":
        return "; ".join(value)
    if isinstance(value, dict):
        shown = {name: printed(name, part) for name, part in value.items()}
        return {"losses": [], **shown} if "name" in shown else shown
    if isinstance(value, list):
        return [printed("", item) for item in value]
    return value


@pytest.fixture(scope="session")
def document():
    """Return a function that makes the input of computes and rules from a root; more keywords go into it as they are."""

    def make(root, *, subject="", **more):
        converted = {**printed("", root), "document": {"subject": subject}}
        return ComputeInput(root, converted, scoring_rules=reference.scoring_rules(), **more)

    return make


@pytest.fixture(scope="session")
def found():
    """Return a function that runs a rule and gives what it yields as (path, code) pairs."""
    return lambda outcomes: [(outcome.path, outcome.code) for outcome in outcomes]
