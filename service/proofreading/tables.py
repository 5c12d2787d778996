"""Cells of a table that do not follow from others: totals of columns, and quantity times price.

A number between the least and the largest of its column is no sum for certain: it may be the mean, the last one of a
running total, the longest term. So only a total outside of them is judged, or a column of differences.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.proofreading.numbers import NUMBER, is_sum, places, shown_like, value
from service.proofreading.passages import Passage
from service.proofreading.table_products import wrong_products

_TOTAL_ROW = re.compile(r"(?:Tổng cộng|Tổng số|Tổng|Cộng|TỔNG CỘNG|TỔNG)\W*$")
#: One number and its sign; in brackets accountants write what is taken off, others what is one part: not judged.
_ONLY_NUMBER = re.compile(rf"[^\w%()]*?(?P<sign>[-−–+]?)\s?(?P<number>{NUMBER})[^\w%()]*$")
_MINUS = frozenset("-−–")
#: Rows that add up others within the table: what is under them would be counted twice.
_GROUP_ROW = re.compile(r"(?:Tổng|Cộng|TỔNG|CỘNG|Trong đó)\b")
_GROUP_NUMBER = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ])[.)]?$")
#: Columns whose numbers are not added.
_NO_AMOUNTS = re.compile(
    r"%|tỷ lệ|tỉ lệ|bình quân|trung bình|đơn giá|mức|hạng|năm sinh|^năm$|lũy kế|luỹ kế|cộng dồn|năng suất"
    r"|thời hạn|thời gian|nhiệt độ|độ ẩm|hệ số|mật độ|tuổi|\b[^\W\d_]+/[^\W\d_]+"
    # names in figures
    r"|\bmã\b|tờ bản đồ|bản đồ số|\bsố tờ\b|^\W*(?:số )?thửa\b|điện thoại|\b(?:sđt|đt|fax|zalo|cccd|cmnd|stk)\b"
    r"|căn cước|định danh|tài khoản|số hiệu|số nhà|biển số|số máy|số báo danh|^\W*phòng(?: (?:số|thi|họp))?\W*$",
    re.IGNORECASE,
)
#: A name in figures: "0905123456", "007".
_NAME = re.compile(r"0\d{2,}\b(?!,)")
#: Rows that tell more of the one above them, where others do not open so: "- Thuế" under "Thu cân đối", 1.1 under 1.
_SUB_ROW = re.compile(r"[-–—+•*]\s*[^\W\d_]")
_SUB_NUMBER = re.compile(r"[-–—+•*]$|\d{1,2}(?:\.\d{1,2})+\.?$|[a-zđ][.)]?$")
#: Kinds of people or households that one may be of several of, so that all together may be fewer.
_KINDS = re.compile(
    r"(?:số )?(?:hộ|người|trẻ(?: em)?|đối tượng|lao động|học sinh|cán bộ|công chức|viên chức|giáo viên|đảng viên"
    r"|hội viên|phụ nữ|đại biểu)\b(?!\s(?:ông|bà|anh|chị|em)\b)(?=\s[^\W\d_])(?!\s(?-i:[A-ZĐ]))",
    re.IGNORECASE,
)
_LEAST_ROWS = 2

#: The cells of one table by row and column.
Cells = Mapping[tuple[int, int], Passage]


class WrongCell(NamedTuple):
    """A cell whose number is not `right`, and why."""

    cell: Passage
    right: str
    why: str


def wrong_cells(passages: Iterable[Passage]) -> Iterator[WrongCell]:
    """Yield the amounts that are not quantity times price, and the cells of a last row "Tổng cộng" that are no sum.

    A column is judged only when every cell between its heading and the total is one number.
    """
    tables: dict[int, dict[tuple[int, int], Passage]] = defaultdict(dict)
    for passage in passages:
        if passage.block.cell is not None:
            table, row, column = passage.block.cell
            tables[table][row, column] = passage
    for cells in tables.values():
        yield from _wrong_of_table(cells)


def _wrong_of_table(cells: Cells) -> Iterator[WrongCell]:
    """Yield the wrong amounts and totals of a table; "" is right where it cannot be told which number is at fault.

    An amount is told to be wrong by a total that is right with the product; else quantity or price may be.
    """
    products, totals = wrong_products(cells), [*_wrong_in(cells, {})]
    if not products:
        yield from totals
        return
    still = {one.cell.index for one in _wrong_in(cells, {one.cell.index: one.right for one in products})}
    is_confirmed = any(one.cell.index not in still for one in totals)
    for cell, right, why in products:
        yield WrongCell(cell, right if is_confirmed else "", why)
    yield from (one._replace(right="") for one in totals if one.cell.index in still)


def _wrong_in(cells: Cells, mended: Mapping[int, str]) -> Iterator[WrongCell]:
    """Yield the totals that are no sums; `mended` has what is right of the cells that are wrong themselves."""
    first, last = min(row for row, _ in cells), max(row for row, _ in cells)
    columns: dict[int, list[Passage]] = defaultdict(list)
    for (row, column), passage in sorted(cells.items(), key=lambda item: item[0]):
        if first < row < last:
            columns[column].append(passage)
    totals = {column: passage for (row, column), passage in cells.items() if row == last}
    if not any(_TOTAL_ROW.match(passage.text.strip()) for passage in totals.values()) or _has_groups(columns):
        return
    may_be_fewer = any(all(_KINDS.match(one.text.strip()) for one in rows) for rows in columns.values())
    for column, total in totals.items():
        heading = cells.get((first, column))
        above = [mended.get(passage.index, passage.text) for passage in columns[column]]
        if len(above) < max(_LEAST_ROWS, last - first - 1) or (heading and _NO_AMOUNTS.search(heading.text)):
            continue
        if all(map(_ONLY_NUMBER.match, (*above, total.text))) and not any(map(_NAME.match, above)):
            numbers, stated = [*map(_signed, above)], _signed(total.text)
            right = sum(numbers, Decimal(0))
            is_judged = not min(numbers) <= stated <= max(numbers) or _are_differences(columns, column)
            is_other = stated == len(above) or (stated < right and may_be_fewer)
            if is_judged and not is_other and not _is_right(right, stated, [*above, total.text]):
                shown = _shown(right, [*above, total.text])
                yield WrongCell(total, shown, f"cộng các dòng trên được {shown}")


def _are_differences(columns: Mapping[int, Sequence[Passage]], column: int) -> bool:
    """Whether each number of a column is the difference of the two before it: these add up, whatever their signs."""
    beside = [columns.get(one, ()) for one in (column - 2, column - 1, column)]
    rows = [*zip(*beside, strict=False)]
    if len(rows) != len(columns[column]) or len(rows) < _LEAST_ROWS:
        return False
    if not all(_ONLY_NUMBER.match(passage.text) for row in rows for passage in row):
        return False
    return all(_signed(now.text) - _signed(before.text) == _signed(gap.text) for before, now, gap in rows)


def _has_groups(columns: Mapping[int, Sequence[Passage]]) -> bool:
    """Whether rows stand in groups: numbered I, II or A, B in the first column, or with sums of their own."""
    numbers = columns[min(columns)] if columns else ()
    return (
        any(_GROUP_NUMBER.match(passage.text.strip()) for passage in numbers)
        or any(_GROUP_ROW.match(passage.text.strip()) for column in columns.values() for passage in column)
        or _are_mixed(numbers, _SUB_NUMBER)
        or any(_are_mixed(column, _SUB_ROW) for column in columns.values())
    )


def _are_mixed(column: Sequence[Passage], opening: re.Pattern[str]) -> bool:
    """Whether some cells of a column open so and others do not."""
    return len({opening.match(passage.text.strip()) is None for passage in column}) > 1


def _is_right(total: Decimal, stated: Decimal, written: Sequence[str]) -> bool:
    """Whether a total is the sum of its column, or can be: what is written with decimals may have been rounded."""
    if total == stated or (total < 0) != (stated < 0):
        return total == stated
    *parts, last = [match["number"] for match in map(_ONLY_NUMBER.match, written) if match is not None]
    return is_sum(abs(total), parts, last)


def _signed(text: str) -> Decimal:
    """Return the value of a cell with its sign; the minus may be a dash of any length."""
    found = _ONLY_NUMBER.match(text)
    if found is None:
        return Decimal(0)
    return -value(found["number"]) if found["sign"] in _MINUS else value(found["number"])


def _shown(number: Decimal, written: Sequence[str]) -> str:
    """Return a number as the others of its column are written: with their thousands, decimals, signs."""
    found = [match for match in map(_ONLY_NUMBER.match, written) if match is not None]
    numbers = [match["number"] for match in found]
    text = shown_like(abs(number), max(map(places, numbers)), *numbers)
    signs = {match["sign"] for match in found}
    minus = next((sign for sign in sorted(signs) if sign in _MINUS), "-")
    return f"{minus}{text}" if number < 0 else f"+{text}" if "+" in signs and number else text
