"""Quantity times price against the amount, row by row of a table: 15 m³ at 380.000 are 5.700.000."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.proofreading.numbers import NUMBER, is_product, shown_like, value
from service.proofreading.passages import Passage

_NUMBER = re.compile(NUMBER)
#: What the three columns are headed; a unit in brackets may follow.
_HEADINGS = tuple(
    re.compile(rf"\W*(?:{words})\s*(?:\([^()]*\))?\W*", re.IGNORECASE)
    for words in ("số lượng|khối lượng|sl|kl", "đơn giá", "thành tiền")
)
_TOTAL = re.compile(r"\W*(?:tổng|cộng|trong đó)\b", re.IGNORECASE)
_PUT_ON = re.compile(
    r"%|\b(?:giảm|chiết khấu|hỗ trợ|thuế|VAT|phí|trừ|cộng|gồm|nửa|làm tròn)\b", re.IGNORECASE
)
_COUNTER = re.compile(r"\W*(?:stt|tt|số tt|số thứ tự)\W*", re.IGNORECASE)
_LEAST_RIGHT = 2  # so many rows must be right, and more than are wrong: then the columns are what they seem


class WrongProduct(NamedTuple):
    """An amount that is not `right`, and why."""

    cell: Passage
    right: str
    why: str


def wrong_products(cells: Mapping[tuple[int, int], Passage]) -> Sequence[WrongProduct]:
    """Return the amounts of a table that are not quantity times price.

    Only where no other column of numbers could be a factor, and most rows show that these two are all.
    """
    first = min(row for row, _ in cells)
    columns = [column for heading in _HEADINGS if (column := _headed(cells, first, heading)) is not None]
    if len(columns) < len(_HEADINGS) or _has_other_numbers(cells, first, columns):
        return ()
    right, wrong = 0, []
    totals = {row for (row, _), one in cells.items() if _TOTAL.match(one.text)}
    for row in sorted({row for row, _ in cells if row > first} - totals):
        found = _judged([cells.get((row, column)) for column in columns])
        if found is True:
            right += 1
        elif found and not _is_explained(found, _beside(cells, row, columns)):
            wrong.append(found)
    return wrong if right >= _LEAST_RIGHT and right > len(wrong) else ()


def _beside(cells: Mapping[tuple[int, int], Passage], row: int, known: Sequence[int]) -> str:
    """Return what the other cells of a row say."""
    return " ".join(one.text for (at, column), one in cells.items() if at == row and column not in known)


def _is_explained(wrong: WrongProduct, beside: str) -> bool:
    """Whether a row speaks of what is taken off or put on, or of a further factor: "Thuê hội trường 02 ngày"."""
    right, stated = value(wrong.right), wrong.cell.text.strip()
    factors = map(value, _NUMBER.findall(beside))
    return _PUT_ON.search(beside) is not None or any(
        is_product(right * factor, (), stated) for factor in factors
    )


def _headed(cells: Mapping[tuple[int, int], Passage], first: int, heading: re.Pattern[str]) -> int | None:
    """Return the one column that is headed so, None where there is none or several."""
    found = [column for (row, column), one in cells.items() if row == first and heading.fullmatch(one.text)]
    return found[0] if len(found) == 1 else None


def _has_other_numbers(cells: Mapping[tuple[int, int], Passage], first: int, known: Sequence[int]) -> bool:
    """Whether another column holds bare numbers, but for the counter of the rows."""
    others = ((column, one) for (row, column), one in cells.items() if row > first and column not in known)
    return any(
        _NUMBER.fullmatch(one.text.strip()) is not None
        and not ((head := cells.get((first, column))) and _COUNTER.fullmatch(head.text))
        for column, one in others
    )


def _judged(row: Sequence[Passage | None]) -> WrongProduct | bool:
    """Return what is wrong in a row; True for a right one, False where it cannot be told."""
    if any(one is None or _NUMBER.fullmatch(one.text.strip()) is None for one in row):
        return False
    cell = row[-1]
    quantity, price, stated = (one.text.strip() for one in row if one is not None)
    product, amount = value(quantity) * value(price), value(stated)
    if abs(product - amount) < 1:
        return True
    if cell is None or not amount or is_product(product, (quantity, price), stated):
        return False
    right = shown_like(product, 0, price, stated)
    return WrongProduct(cell, right, f"{quantity} x {price} = {right}")
