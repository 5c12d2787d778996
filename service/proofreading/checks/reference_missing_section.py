"""The text points to a section of its own that is not there, or that speaks of something else."""

import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.domain.text import fold
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage
from service.proofreading.sections import Section, roman_value

NAME = "Dẫn đến mục không có"
SEVERITY: Severity = "error"
BASIS = "Đối chiếu viện dẫn trong văn bản"
_UNIT = r"(?:[Pp]hần|[Mm]ục|[Kk]hoản|[Tt]iết|[Đđ]iểm)"
_NUMBER = r"(?:[IVX]+(?:\.\d+)*|\d+(?:\.\d+)*|[a-zđ])"
_REFERENCE = re.compile(
    rf"(?P<units>\b{_UNIT}\s+{_NUMBER}\b\.?(?:\s*,?\s*(?:của\s+)?{_UNIT}\s+{_NUMBER}\b\.?)*)"
    r"\s*,?\s*(?:của\s+)?(?:Kế hoạch|Báo cáo|Thông báo|[Vv]ăn bản|[Cc]ông văn|Quyết định|Chương trình"
    r"|Hướng dẫn|Tờ trình|Công điện|Nghị quyết|Chỉ thị|Quy chế|Quy định|Đề án|Phương án|Biên bản)\s+này",
)
_STEP = re.compile(rf"({_UNIT})\s+({_NUMBER})\b")
_SIZES = {"phần": 0, "mục": 1, "khoản": 2, "điểm": 3, "tiết": 4}
_TOPICS = ("nhiệm vụ", "chỉ tiêu", "kiến nghị", "tổ chức thực hiện", "mục tiêu", "hạn chế", "giải pháp")
_TOPIC_REACH = 60


def check(document: Document) -> Iterator[Fault]:
    """Yield references like "khoản 2 Mục III Kế hoạch này" that lead nowhere. Whole documents only."""
    if not document.is_whole or not document.sections:
        return
    for passage in document.body:
        if "này" not in passage.text:
            continue
        for match in _REFERENCE.finditer(passage.text):
            yield from _followed(document, passage, match)


def _followed(document: Document, passage: Passage, match: re.Match[str]) -> Iterator[Fault]:
    steps = [(unit.lower(), number.rstrip(".")) for unit, number in _STEP.findall(match["units"])]
    steps.sort(key=lambda step: (step[1][0] not in "IVX", _SIZES[step[0]]))  # from the largest
    found = _targets(document.sections, steps)
    start, end = match.span("units")
    if not found:
        yield Fault(
            passage,
            start,
            end,
            f"Văn bản không có “{match['units']}”. Kiểm tra lại số của mục được nhắc đến.",
        )
        return
    topic = _other_topic(document, passage.text[max(0, start - _TOPIC_REACH) : start], found[0])
    if topic:
        name, place = topic
        yield Fault(
            passage,
            start,
            end,
            f"Chỗ này nói về {name} nhưng “{match['units']}” là phần khác (“{found[0].passage.rest[:60]}”). "
            f"Có lẽ là mục {place}; kiểm tra lại.",
            severity="warn",
        )


def _targets(sections: tuple[Section, ...], steps: list[tuple[str, str]]) -> list[Section]:
    """Return the sections that the steps lead to; the first step is the largest unit."""
    inside: list[Section] | None = None
    for _, number in steps:
        fitting = [section for section in sections if _fits(section, number)]
        if inside is not None:
            fitting = [section for section in fitting if any(up in inside for up in section.chain)]
        if not fitting:
            return []
        inside = fitting
    return inside or []


def _fits(section: Section, number: str) -> bool:
    if number[0] in "IVX":
        head, _, tail = number.partition(".")
        if tail:
            return section.number == tail and any(up.number == head for up in section.chain)
        return (section.style in {"roman", "part", "chapter"} and section.number == number) or (
            section.style in {"part", "chapter"} and section.ordinal == roman_value(number)
        )
    return section.number == number


def _other_topic(document: Document, before: str, target: Section) -> tuple[str, str] | None:
    """Return the topic and the number of the section that is meant, when the target's titles do not have it."""
    key = fold(before)
    topic = next((name for name in _TOPICS if fold(name) in key), None)
    if topic is None:
        return None
    if any(fold(topic) in fold(up.passage.rest) for up in target.chain):
        return None
    heads = [s for s in document.sections if s.style == "roman" and s.passage.is_upper]
    meant = next((s for s in heads if fold(topic) in fold(s.passage.rest)), None)
    return None if meant is None or meant in target.chain else (topic, meant.number)
