"""Numbers as Vietnamese texts write them: 1.234,5."""

import re
from decimal import Decimal

#: A number: groups of three with full stops, decimals after a comma.
NUMBER = r"(?<![\d.,/])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\d/]|[.,]\d)"


def value(text: str) -> Decimal:
    """Return the value of a written number.

    >>> value("1.234,50"), value("06")
    (Decimal('1234.50'), Decimal('6'))
    """
    return Decimal(text.replace(".", "").replace(",", "."))


def places(text: str) -> int:
    """Return how many decimals are written."""
    return len(text.partition(",")[2])


def shown(number: Decimal, decimals: int) -> str:
    """Return a number with a comma before its decimals, as it would be written.

    >>> shown(Decimal("7.5"), 2)
    '7,50'
    """
    return re.sub(r"\.", ",", f"{number:.{decimals}f}")
