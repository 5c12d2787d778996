"""Sums that a document prints: of points, of deductions, of money."""

from decimal import Decimal
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput
from service.domain.decimals import format_integer, format_points, parse_integer
from service.domain.number_words import money_words
from service.domain.scoring import deduction_total as total_of
from service.domain.text import upper_first


@COMPUTES.register("sum_points", paths={"points": True})
def sum_points(source: ComputeInput, *, points: str) -> str:
    """Return the sum of the points that a path with ``*`` reaches, two decimals; "" when there are none."""
    numbers = source.numbers(points)
    return format_points(sum(numbers, Decimal(0))) if numbers else ""


@COMPUTES.register("deduction_total", paths={"deductions": True})
def deduction_total(source: ComputeInput, *, deductions: str) -> str:
    """Return the sum of `points` of a list of deductions, two decimals; "" when there are none."""
    numbers = source.numbers(f"{deductions}.*.points")
    return format_points(total_of(numbers)) if numbers else ""


@COMPUTES.register("money_total", paths={"items": True}, literals={"amount": False})
def money_total(source: ComputeInput, *, items: str, amount: str = "amount") -> dict[str, Any] | None:
    """Return the sum of the amounts in đồng of a list: `number` ("1.250.000") and `words`; None when there are none."""
    amounts = [value for _, value in source.every(f"{items}.*.{amount}")]
    if not amounts:
        return None
    # Money has no decimals, so "250.000" is read as it is meant, which a number of points could not be.
    total = sum(parse_integer(value) if isinstance(value, str) else int(value) for value in amounts)
    return {"number": format_integer(total), "words": upper_first(money_words(total))}
