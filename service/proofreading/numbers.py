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


def shown_like(number: Decimal, decimals: int, *written: str) -> str:
    """Return a number with full stops between its thousands where the numbers beside it have them.

    >>> shown_like(Decimal(1250), 0, "1.240"), shown_like(Decimal(1250), 0, "1240")
    ('1.250', '1250')
    """
    text = shown(number, decimals)
    if not any("." in one for one in written):
        return text
    whole, comma, rest = text.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + rest


def shown(number: Decimal, decimals: int) -> str:
    """Return a number with a comma before its decimals, as it would be written.

    >>> shown(Decimal("7.5"), 2)
    '7,50'
    """
    return re.sub(r"\.", ",", f"{number:.{decimals}f}")
