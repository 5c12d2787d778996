"""Check of the reference from a text to its appendices.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III khoản 1 điểm a.
"""

import re
from collections.abc import Iterator, Sequence

from service.checking.faults import Fault
from service.checking.recognition import Parts
from service.checking.recognition.parts import Appendix
from service.checking.recognition.text_lines import TextLine, whole
from service.checking.registry import check
from service.domain.findings import Severity
from service.domain.format_rules import FormatRule

_ADDED = re.compile(r"\b(?:kèm theo|đính kèm|gửi kèm)\b", re.IGNORECASE)
#: "Chương trình ban hành kèm theo Quyết định số 12/QĐ-UBND" speaks of what belongs to another document.
_OF_ANOTHER = re.compile(r"\bkèm theo \w[\w ]{1,40} số:? ?\d", re.IGNORECASE)
_LEAST_NAME = 2  # words: one word alone ("BẢNG") may stand for anything


@check("ND.APPENDIX_REF")
def appendix_reference(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A text announces its appendices, by that word or by their names.

    What is merely called attached may be meant, and announced appendices may stand in another file: both are told for
    information.
    """
    lines = [whole(p, parts.spots[p.number]) for p in parts.facts.paragraphs[: parts.closing.start - 1]]
    mentions = [line for line in lines if "phụ lục" in line.text.lower()]
    if parts.appendices and not mentions and not any(_names(line, parts.appendices) for line in lines):
        is_told = any(_ADDED.search(_OF_ANOTHER.sub("", line.text)) for line in lines)
        severity: Severity | None = "info" if is_told else None
        label, expected = parts.appendices[0].label, "chỉ dẫn về phụ lục trong nội dung"
        yield Fault("Nội dung chưa nhắc đến phụ lục.", "không có chỉ dẫn", expected, label, severity=severity)
    announced = [line for line in mentions if "kèm theo" in _OF_ANOTHER.sub("", line.text).lower()]
    if announced and not parts.appendices:
        expected = "phụ lục trong tệp này hoặc trong tệp gửi kèm"
        yield Fault(
            "Tệp không có phụ lục mà nội dung nhắc đến.", "không có", expected, announced[0], severity="info"
        )


def _names(line: TextLine, appendices: Sequence[Appendix]) -> bool:
    """Tell whether a line calls an appendix by the title that it has, or by the first words of it and as attached."""
    text = line.text.lower()
    titles = [" ".join(part.text for part in appendix.title).lower() for appendix in appendices]
    named = [title for title in titles if len(title.split()) >= _LEAST_NAME]
    if any(title in text for title in named):
        return True
    begins = any(" ".join(title.split()[:_LEAST_NAME]) in text for title in named)
    return begins and _ADDED.search(text) is not None
