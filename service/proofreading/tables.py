"""Rows of a table that add up the rows above them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from service.proofreading.numbers import NUMBER, places, shown_like, value
from service.proofreading.passages import Passage

_TOTAL_ROW = re.compile(r"(?:Tổng cộng|Tổng số|Tổng|Cộng|TỔNG CỘNG|TỔNG)\W*$")
_ONLY_NUMBER = re.compile(rf"\W*{NUMBER}\W*$")
_LEAST_ROWS = 2


def wrong_totals(passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield the cells of a last row "Tổng cộng" that are not the sum of their column, with the right sum.

    A column is judged only when every cell between its heading and the total is one number.
    """
    tables: dict[int, dict[tuple[int, int], Passage]] = defaultdict(dict)
    for passage in passages:
        if passage.block.cell is not None:
            table, row, column = passage.block.cell
            tables[table][row, column] = passage
    for cells in tables.values():
        yield from _wrong_in(cells)


def _wrong_in(cells: dict[tuple[int, int], Passage]) -> Iterator[tuple[Passage, str]]:
    first, last = min(row for row, _ in cells), max(row for row, _ in cells)
    if not any(_TOTAL_ROW.match(p.text.strip()) for (row, _), p in cells.items() if row == last):
        return
    for (row, column), total in cells.items():
        if row != last or not _ONLY_NUMBER.match(total.text):
            continue
        above = [cells[r, c].text for r, c in sorted(cells) if c == column and first < r < last]
        if len(above) < max(_LEAST_ROWS, last - first - 1) or not all(
            _ONLY_NUMBER.match(text) for text in above
        ):
            continue
        numbers = [_number(text) for text in (*above, total.text)]
        right = sum((value(number) for number in numbers[:-1]), Decimal(0))
        if right != value(numbers[-1]):
            yield total, shown_like(right, max(map(places, numbers)), *numbers)


def _number(text: str) -> str:
    found = re.search(NUMBER, text)
    return found.group() if found else "0"
