"""Numbers that do not add up: sums, differences, shares, counts against lists, points lost against points."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from service.domain.findings import Severity
from service.proofreading.attendance import wrong_months
from service.proofreading.awards import miscounts, wrong_award_sums
from service.proofreading.counted_lists import Miscount, items_under, miscount_before, miscount_in
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.numbers import NUMBER, Wrong, shown, value
from service.proofreading.passages import Passage
from service.proofreading.spoken_numbers import numbers_in, wrong_spoken_line
from service.proofreading.sums import wrong_sums
from service.proofreading.tables import wrong_cells
from service.proofreading.wholes import wrong_before_list

NAME = "Số liệu không khớp"
SEVERITY: Severity = "error"
BASIS = "Đối chiếu số liệu trong văn bản"
_SCORES = re.compile(rf"tự chấm[^.;\d]*({NUMBER})\s*điểm[^.;\d]*(?:chấm|thẩm định)[^.;\d]*({NUMBER})\s*điểm")
_LOST = re.compile(rf"\btrừ\s+({NUMBER})\s+điểm")


def check(document: Document) -> Iterator[Fault]:
    """Yield stated numbers that do not follow from the others; a sum of points that differs is only a remark."""
    for passage in document.prose:
        if passage.has_digit:
            yield from (_wrong(passage, found) for found in wrong_sums(passage.text))
            if ":" in passage.text:
                yield from (_miscounted(passage, found) for found in miscount_in(passage.text))
    yield from _months(document)
    yield from _spoken(document)
    yield from _lists(document)
    yield from _points_lost(document)
    for cell, right, why in wrong_cells(document.passages):
        yield Fault(cell, 0, len(cell.text), f"Số liệu trong bảng không khớp: {why}. Kiểm tra lại.", right)


def _months(document: Document) -> Iterator[Fault]:
    """So many months against their first and last day."""
    for passage in document.prose:
        for first, last in itertools.pairwise(document.dates_in(passage)):
            yield from (_wrong(passage, found) for found in wrong_months(passage.text, first, last))


def _spoken(document: Document) -> Iterator[Fault]:
    """Lines "Bằng chữ: …" against the amount of the line above, unless they say one that stands anywhere above."""
    if not any("ằng chữ" in passage.text for passage in document.prose):
        return
    above: set[Decimal] = set()
    for before, passage in document.neighbours(document.prose):
        if not before.has_digit:
            continue
        above.update(numbers_in(before.text))
        if passage is not None and "ằng chữ" in passage.text:
            told = wrong_spoken_line(passage.text, before.text, above)
            yield from (_wrong(passage, found) for found in told)


def _lists(document: Document) -> Iterator[Fault]:
    """Counts and wholes at the end of a paragraph against the list of paragraphs under it."""
    passages = document.body
    for place, passage in enumerate(passages):
        if passage.has_digit and passage.text.rstrip().endswith(":"):
            items = items_under(passages, place)
            yield from (_miscounted(passage, found) for found in miscount_before(passages, place, items))
            told = wrong_before_list(passage.text, [item.rest for item in items])
            yield from (_wrong(passage, found) for found in told)
            yield from (_miscounted(passage, found) for found in miscounts(passages, place))
    for passage, wrong in wrong_award_sums(passages):
        yield _wrong(passage, wrong)


def _wrong(passage: Passage, found: Wrong) -> Fault:
    return Fault(
        passage, found.start, found.end, f"Số liệu không khớp: {found.why}. Kiểm tra lại.", found.right
    )


def _miscounted(passage: Passage, found: Miscount) -> Fault:
    stated = passage.text[found.start : found.end]
    message = f"Ghi {stated} {found.what} nhưng danh sách có {found.right}. Kiểm tra lại."
    return Fault(passage, found.start, found.end, message, f"{found.right:02}")


def _points_lost(document: Document) -> Iterator[Fault]:
    """Own points less assessed points against the sum of what was taken off, item by item."""
    for place, passage in enumerate(document.body):
        match = _SCORES.search(passage.text) if "tự chấm" in passage.text else None
        if match is None:
            continue
        gap = value(match[1]) - value(match[2])
        later = [one.text for one in document.body[place + 1 :] if "trừ" in one.text]
        lost = [value(found) for text in later for found in _LOST.findall(text)]
        total = sum(lost, Decimal(0))
        if len(lost) >= 2 and gap > 0 and total != gap:
            yield Fault(
                passage,
                match.start(),
                match.end(),
                f"Điểm tự chấm và điểm thẩm định chênh {shown(gap, 2)} điểm nhưng các mục bị trừ cộng lại là "
                f"{shown(total, 2)} điểm. Kiểm tra còn mục nào chưa nêu.",
                severity="warn",
            )
        return
