"""Numbers that do not add up: sums, differences, shares, counts against lists, points lost against points."""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.numbers import NUMBER, shown, value
from service.proofreading.passages import Passage
from service.proofreading.sums import wrong_sums
from service.proofreading.tables import wrong_totals

NAME = "Số liệu không khớp"
SEVERITY: Severity = "error"
BASIS = "Đối chiếu số liệu trong văn bản"
_COUNT = re.compile(
    r"(?<![\d.,/])(?P<count>\d{1,2})\s+(?P<what>[^\W\d_]+(?:\s+[^\W\d_]+){0,8}?)(?:\s+(?:sau|sau đây|như sau|gồm"
    r"|bao gồm))?\s*:\s*(?P<list>.*)$"
)
_SCORES = re.compile(rf"tự chấm[^.;\d]*({NUMBER})\s*điểm[^.;\d]*(?:chấm|thẩm định)[^.;\d]*({NUMBER})\s*điểm")
_LOST = re.compile(rf"\btrừ\s+({NUMBER})\s+điểm")
_COUNTED_ONE_BY_ONE = ("thành viên", "đồng chí", "ông, bà", "ông (bà)", "cá nhân", "tập thể", "hộ", "người")
_ITEM_STYLES = frozenset({"dash", "plus", "letter", "paren"})


def check(document: Document) -> Iterator[Fault]:
    """Yield stated numbers that do not follow from the others; a sum of points that differs is only a remark."""
    for passage in document.prose:
        if not passage.has_digit:
            continue
        for wrong in wrong_sums(passage.text):
            yield Fault(
                passage,
                wrong.start,
                wrong.end,
                f"Số liệu không khớp: {wrong.why}. Kiểm tra lại.",
                wrong.right,
            )
        yield from _inline_list(passage)
    yield from _lists(document)
    yield from _points_lost(document)
    for cell, right in wrong_totals(document.passages):
        yield Fault(cell, 0, len(cell.text), f"Dòng tổng không khớp: cộng các dòng trên được {right}.", right)


def _inline_list(passage: Passage) -> Iterator[Fault]:
    """A count and a list on one line: "03 cơ quan: A; B; C; D." Only semicolons tell items for certain."""
    match = _COUNT.search(passage.text) if ":" in passage.text and ";" in passage.text else None
    if match is None or match["list"].count(";") == 0 or not _ends_once(match["list"]):
        return
    items = [item for item in match["list"].split(";") if item.strip()]
    yield from _judged(passage, match, len(items))


def _ends_once(text: str) -> bool:
    """Whether a list is one sentence."""
    return not re.search(r"[.:]\s", text.rstrip())


def _lists(document: Document) -> Iterator[Fault]:
    """A count before a list of paragraphs: "có 03 nhiệm vụ sau:" and four dashes."""
    passages = document.body
    for place, passage in enumerate(passages):
        match = _COUNT.search(passage.text) if passage.text.rstrip().endswith(":") else None
        if match is None or match["list"]:
            continue
        style = next((p.marker.style for p in passages[place + 1 : place + 2]), "plain")
        is_list = style in _ITEM_STYLES or (
            style == "arabic" and _is_numbered_list(passages, place + 1, match["what"])
        )
        if is_list and style != passage.marker.style:
            yield from _judged(passage, match, _run_length(passages, place + 1))


def _is_numbered_list(passages: tuple[Passage, ...], start: int, what: str) -> bool:
    """Whether paragraphs 1., 2., 3. are what was counted: people or bodies, one line each, then another section."""
    if not what.startswith(_COUNTED_ONE_BY_ONE):
        return False
    end = start + _run_length(passages, start)
    numbers = [passage.marker.number for passage in passages[start:end]]
    is_closed = end == len(passages) or passages[end].marker.style in {"article", "roman", "chapter", "part"}
    return is_closed and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _run_length(passages: tuple[Passage, ...], start: int) -> int:
    """Return how many items of the style at `start` follow each other; what is within an item is passed over."""
    style, count = passages[start].marker.style, 0
    for passage in passages[start:]:
        if passage.marker.style == style:
            count += 1
        elif not (style in {"dash", "letter", "paren"} and passage.marker.style == "plus"):
            break
    return count


def _judged(passage: Passage, match: re.Match[str], count: int) -> Iterator[Fault]:
    stated = int(match["count"])
    if (
        stated == count
        or stated < 2
        or match["what"].split()[0] in {"ngày", "tháng", "năm", "giờ", "phút", "triệu", "tỷ"}
    ):
        return
    yield Fault(
        passage,
        match.start("count"),
        match.end("count"),
        f"Ghi {match['count']} {match['what'].removesuffix(' có tên')} nhưng danh sách có {count}. Kiểm tra lại.",
        f"{count:02}",
    )


def _points_lost(document: Document) -> Iterator[Fault]:
    """Own points less assessed points against the sum of what was taken off, item by item."""
    for place, passage in enumerate(document.body):
        match = _SCORES.search(passage.text) if "tự chấm" in passage.text else None
        if match is None:
            continue
        gap = value(match[1]) - value(match[2])
        lost = [value(found) for later in document.body[place + 1 :] for found in _LOST.findall(later.text)]
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
