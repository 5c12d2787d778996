"""The text speaks of an appendix that the document does not have."""

import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

NAME = "Thiếu phụ lục"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III khoản 1 điểm a"
_MENTION = re.compile(r"\b[Pp]hụ lục\b(?:\s+(?P<number>[IVX]+|\d{1,2}|[A-Z])\b)?(?P<rest>[^.;)]{0,60})")
_ENCLOSED = re.compile(r"(?:đính kèm|kèm theo|gửi kèm|ban hành kèm)")
_FOREIGN = re.compile(
    r"(?:của|ban hành kèm theo|kèm theo)\s+(?:Nghị định|Thông tư|Quyết định|Luật|Nghị quyết|Công văn"
    r"|Văn bản)\b(?!\s+này)"
)
_LABEL = re.compile(r"\W*(?:PHỤ LỤC|Phụ lục)(?:\s+(?P<number>[IVX]+|\d+|[A-Z]))?\W*$")


def check(document: Document) -> Iterator[Fault]:
    """Yield mentions of an enclosed appendix when none, or not that number, is there. Whole documents only."""
    if not document.is_whole:
        return
    there = {match["number"] for p in document.passages if (match := _LABEL.match(p.text))}
    for passage in document.body:
        if "hụ lục" in passage.text:
            yield from _in_passage(passage, there)


def _in_passage(passage: Passage, there: set[str | None]) -> Iterator[Fault]:
    for match in _MENTION.finditer(passage.text):
        before = passage.text[max(0, match.start() - 20) : match.start()]
        if _FOREIGN.search(match["rest"]):
            continue
        if match["number"] is None and not _ENCLOSED.search(before + match["rest"]):
            continue
        if not there or (match["number"] is not None and match["number"] not in there):
            end = match.end("number") if match["number"] else match.start() + len("Phụ lục")
            name = passage.text[match.start() : end]
            yield Fault(
                passage,
                match.start(),
                end,
                f"Nhắc đến “{name}” nhưng văn bản không có. Kèm phụ lục hoặc bỏ câu này.",
            )
