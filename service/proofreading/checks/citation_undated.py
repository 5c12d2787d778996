"""A document is cited by number and symbol, and its day stands nowhere in the text."""

from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault

NAME = "Viện dẫn thiếu ngày"
SEVERITY: Severity = "warn"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm b"
_WITH_DAY_ZONES = frozenset({"body", "field"})


def check(document: Document) -> Iterator[Fault]:
    """Yield the first mention of each document that has no day at any mention.

    A code with its year (30/2020/NĐ-CP) says enough; so does a day that is left blank to be filled in.
    """
    told = {cited.code for cited in document.citations if cited.day is not None or cited.has_blank_day}
    for cited in document.citations:
        if cited.code in told or cited.year or cited.passage.is_cell or not cited.kind:
            continue
        if cited.passage.zone not in _WITH_DAY_ZONES or cited.passage.text.lstrip("(* ").startswith(
            "Kèm theo"
        ):
            continue
        told.add(cited.code)
        yield Fault(
            cited.passage,
            cited.start,
            cited.end,
            f"“{cited.text}” chưa có ngày ban hành. Lần nhắc đầu tiên ghi đủ số, ký hiệu, ngày, cơ quan và trích yếu.",
        )
