"""Numbers of one level are written in two ways: 2.1. with a full stop and 2.2.1 without."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together
from service.proofreading.passages import Passage

NAME = "Kiểu đánh số mục"
SEVERITY: Severity = "warn"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm c, đ"
_EXPECTED = {"article": ".", "roman": ".", "arabic": ".", "decimal": ".", "letter": ")"}
_NAMES = {
    "article": "số của điều",
    "roman": "số La Mã",
    "arabic": "số Ả Rập",
    "decimal": "số nhiều cấp",
    "letter": "chữ cái",
}
_DASHES = frozenset("-–")  # the Party closes the numbers of its headings so: I-, 1-
_NO_ROOM = re.compile(r"\w")


def check(document: Document) -> Iterator[Fault]:
    """Yield, once for each kind of number, the first that is not closed as the decree closes it."""
    wrong: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    counted: Counter[str] = Counter()
    for section in document.sections:
        style, marker = section.style, section.passage.marker
        if style not in _EXPECTED:
            continue
        counted[style] += 1
        if marker.sign in _DASHES and document.is_of_party:
            continue
        if marker.sign != _EXPECTED[style]:
            wrong[style, marker.sign].append(section.passage)
        elif _NO_ROOM.match(section.passage.text[marker.end : marker.end + 1]):
            yield _without_space(section.passage)
    for (kind, _), passages in wrong.items():
        if document.is_whole or len(passages) < counted[kind]:
            yield _fault(kind, passages)


def _fault(style: str, passages: list[Passage]) -> Fault:
    return told_together(_closed(style, passage) for passage in passages)


def _closed(style: str, passage: Passage) -> Fault:
    """Return the fault of one number; the word before it ("Điều") stays."""
    marker, sign = passage.marker, _EXPECTED[style]
    written = passage.text[marker.start : marker.end]
    right = f"{written[: written.rindex(marker.number)]}{marker.number}{sign}"
    message = f"Sau {_NAMES[style]} ghi dấu “{sign}” như các mục khác: “{right}”."
    return Fault(passage, marker.start, marker.end, message, right, is_certain=True)


def _without_space(passage: Passage) -> Fault:
    marker = passage.marker
    text = passage.text[marker.start : marker.end]
    return Fault(
        passage, marker.start, marker.end, f"Thiếu khoảng trắng sau “{text}”.", f"{text} ", is_certain=True
    )
