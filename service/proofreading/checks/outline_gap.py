"""A number is left out in a list that counts: 2.4.2, then 2.4.5."""

from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.sections import Section

NAME = "Nhảy số mục"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm c"


def check(document: Document) -> Iterator[Fault]:
    """Yield numbers that do not follow on from the one before in the same list. Whole documents only."""
    if not document.is_whole:
        return
    last: dict[tuple[object, ...], Section] = {}
    expected: dict[tuple[object, ...], int] = {}
    for section in document.sections:
        before, due = last.get(section.key), expected.get(section.key, 1)
        fault = _first(section) if before is None else _next(before, section, due)
        if fault is not None:
            yield fault
        last[section.key] = section
        # After a slip the list may go on as if it had not happened: that is not a second fault.
        is_slip = fault is not None or (before is not None and section.ordinal == before.ordinal)
        expected[section.key] = due + 1 if is_slip else section.ordinal + 1


def _next(before: Section, section: Section, due: int) -> Fault | None:
    if (
        section.ordinal in {due, before.ordinal, before.ordinal + 1}
        or section.ordinal <= 1
        or before.ordinal == 0
    ):
        return None
    message = (
        f"Sau {before.number} là {section.number}: thiếu số hoặc đánh nhầm số. Đánh lại số cho liền nhau."
    )
    return _fault(section, message)


def _first(section: Section) -> Fault | None:
    if section.ordinal <= 1:
        return None
    return _fault(
        section, f"Danh mục bắt đầu bằng {section.number}, không có số đứng trước. Đánh lại số từ đầu."
    )


def _fault(section: Section, message: str) -> Fault:
    marker = section.passage.marker
    return Fault(section.passage, marker.start, marker.end, message)
