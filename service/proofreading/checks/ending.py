"""The text ends with "./." and has that sign nowhere else."""

import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.endings import END, is_end, is_note
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage
from service.proofreading.zones import ends_with_sign

NAME = "Kết thúc văn bản (./.)"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục III, Mục II (các mẫu kết thúc nội dung bằng “./.”)"
_ANY_END = re.compile(r"[.,;]?\s?/\s?\.(?=\s|$|[*”\")])|\./(?=\s*$)")


def check(document: Document) -> Iterator[Fault]:
    """Yield a text without "./." before its recipients, or one that has it twice.

    Whole documents only, of kinds that end so; those of the Party end as the Party has it. Notes of any kind may stand
    under the end: lines without "./." that follow it say nothing of where the text ends.
    """
    if document.is_of_party or not document.is_whole or not document.closing or not document.content:
        return
    if document.titles and not ends_with_sign(document.titles[0].text):
        return
    last = document.content[-1]
    has_table_after = any(p.is_cell and p.index > last.index and p.zone == "body" for p in document.passages)
    if not is_end(last):
        if not has_table_after and not any(map(is_end, document.body)):
            yield _without(last, is_certain=last is document.body[-1] and not is_note(last))
        return
    for passage in document.content[:-1]:
        for match in _ANY_END.finditer(passage.text.rstrip()) if "/" in passage.text else ():
            yield Fault(
                passage,
                match.start(),
                match.end(),
                f"Dấu “{END}” chỉ đứng ở cuối nội dung văn bản. Thay bằng dấu chấm.",
                ".",
            )


def _without(passage: Passage, *, is_certain: bool) -> Fault:
    """The fault of a last line without the sign; certain where nothing tells that the text ends above it."""
    text = passage.text.rstrip()
    match = re.search(r"[.,;:/\s]*$", text)
    start = match.start() if match else len(text)
    message = f"Nội dung văn bản kết thúc bằng dấu “{END}”."
    if start == len(text):
        word = re.search(r"\S+$", text)
        start = word.start() if word else start
        return Fault(passage, start, len(text), message, f"{text[start:]}{END}", is_certain=is_certain)
    return Fault(passage, start, len(text), message, END, is_certain=is_certain)
