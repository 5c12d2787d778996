"""The text ends with "./." and has that sign nowhere else."""

import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

NAME = "Kết thúc văn bản (./.)"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục III, Mục II (các mẫu kết thúc nội dung bằng “./.”)"
_END = "./."
_ANY_END = re.compile(r"[.,;]?\s?/\s?\.(?=\s|$|[*”\")])|\./(?=\s*$)")


def check(document: Document) -> Iterator[Fault]:
    """Yield a text without "./." before its recipients, or one that has it twice. Whole documents only."""
    if not document.is_whole or not document.closing or not document.body:
        return
    last = document.body[-1]
    has_table_after = any(p.is_cell and p.index > last.index and p.zone == "body" for p in document.passages)
    if not last.text.rstrip("* \n").endswith(_END) and not has_table_after:
        yield _without(last)
    for passage in document.body[:-1]:
        for match in _ANY_END.finditer(passage.text.rstrip()) if "/" in passage.text else ():
            yield Fault(
                passage,
                match.start(),
                match.end(),
                f"Dấu “{_END}” chỉ đứng ở cuối nội dung văn bản. Thay bằng dấu chấm.",
                ".",
                is_certain=True,
            )


def _without(passage: Passage) -> Fault:
    text = passage.text.rstrip()
    match = re.search(r"[.,;:/\s]*$", text)
    start = match.start() if match else len(text)
    message = f"Nội dung văn bản kết thúc bằng dấu “{_END}”."
    if start == len(text):
        word = re.search(r"\S+$", text)
        start = word.start() if word else start
        return Fault(passage, start, len(text), message, f"{text[start:]}{_END}", is_certain=True)
    return Fault(passage, start, len(text), message, _END, is_certain=True)
