"""One number stands twice in a list that counts."""

from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.sections import Section

NAME = "Trùng số mục"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm c"


def check(document: Document) -> Iterator[Fault]:
    """Yield a number that is the same as the one before it in its list. Whole documents only."""
    if not document.is_whole:
        return
    last: dict[tuple[object, ...], Section] = {}
    for section in document.sections:
        before = last.get(section.key)
        last[section.key] = section
        if before is not None and before.ordinal == section.ordinal and section.ordinal > 0:
            marker = section.passage.marker
            yield Fault(
                section.passage,
                marker.start,
                marker.end,
                f"Số {section.number} đã dùng ở {before.passage.block.locator}. Đánh lại số.",
            )
