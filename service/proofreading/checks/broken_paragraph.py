"""A sentence is cut in two by an empty line or a line end."""

from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

NAME = "Câu bị ngắt đoạn"
SEVERITY: Severity = "error"
BASIS = "Quy tắc câu tiếng Việt"
_LEAST_LENGTH = 30


def check(document: Document) -> Iterator[Fault]:
    """Yield the end of a paragraph whose sentence goes on, with a small letter, in the next one."""
    for passage, after in document.neighbours(document.body):
        if after is not None and is_cut(passage, after):
            start = max(0, passage.text.rstrip().rfind(" ")) + 1
            yield Fault(
                passage,
                start,
                len(passage.text.rstrip()),
                f"Câu bị cắt giữa hai đoạn: nối với đoạn sau, bắt đầu bằng “{after.text.strip()[:30]}”.",
            )


def is_cut(passage: Passage, after: Passage) -> bool:
    """Whether the sentence of a passage goes on in the next one."""
    if after.index != passage.index + 1 or after.marker.style != "plain" or passage.is_upper:
        return False
    first = after.text.lstrip('*“" ')[:1]
    if not first.islower() or len(passage.text) < _LEAST_LENGTH:
        return False
    return passage.last_sign == "," or passage.last_sign.isalnum()
