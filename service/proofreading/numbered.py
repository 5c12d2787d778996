"""Numbered things with a capital here and without one there, within a sentence: Tiêu chí 6, tiêu chí 6."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.proofreading.faults import Fault, told_together
from service.proofreading.passages import Passage

_COUNTER = re.compile(r"[ \u00a0]\d{1,2}\b(?![%/]|[.,]\d)")  # stands in every numbered thing
_NUMBERED = re.compile(
    r"\b([Nn]ội dung|[Tt]iêu chí|[Cc]hỉ tiêu|[Nn]hiệm vụ|[Bb]ảng|[Bb]iểu|[Hh]ình|[Gg]iai đoạn|[Hh]ạng mục|[Nn]hóm)"
    r"\s+\d{1,2}\b(?![%/]|[.,]\d)"
)
_BETWEEN = re.compile(r"\s\d{1,2}(?:,|\s(?:và|của|thuộc|trong|theo))?\s")


def numbered_things(passages: Sequence[Passage]) -> Iterator[Fault]:
    """Yield the rarer way of each thing; two that stand side by side everywhere ("Nội dung 4, Tiêu chí 6") as one."""
    found: dict[str, dict[str, list[tuple[Passage, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        is_numbered = passage.has_digit and _COUNTER.search(passage.text)
        for match in _NUMBERED.finditer(passage.text) if is_numbered else ():
            before = passage.text[: match.start()].rstrip()
            if before and (before[-1].isalnum() or before[-1] in ",;"):
                found[match[1].lower()][match[1]].append((passage, *match.span(1)))
    rarer = [_rarer(ways) for ways in found.values() if len(ways) > 1]
    for faults in _side_by_side(rarer):
        yield told_together(faults)


def _rarer(ways: dict[str, list[tuple[Passage, int, int]]]) -> list[Fault]:
    rarer, usual = sorted(ways, key=lambda way: len(ways[way]))
    message = f"Chỗ khác viết “{usual}”. Dùng một cách trong cả văn bản."
    return [Fault(*place, message, usual) for place in ways[rarer]]


def _side_by_side(things: Sequence[list[Fault]]) -> list[list[Fault]]:
    """Return the faults of each thing, those of two things that stand side by side at every place as those of one."""
    made: list[list[Fault]] = []
    for faults in things:
        last = made[-1] if made else []
        if len(last) == len(faults) and all(map(_is_next, last, faults)):
            made[-1] = [*map(_joined, last, faults)]
        else:
            made.append(faults)
    return made


def _is_next(first: Fault, second: Fault) -> bool:
    is_one = first.passage is second.passage
    return is_one and _BETWEEN.fullmatch(first.passage.text, first.end, second.start) is not None


def _joined(first: Fault, second: Fault) -> Fault:
    right = f"{first.suggestion}{first.passage.text[first.end : second.start]}{second.suggestion}"
    message = f"Chỗ khác viết “{first.suggestion}”, “{second.suggestion}”. Dùng một cách trong cả văn bản."
    return replace(first, end=second.end, suggestion=right, message=message)
