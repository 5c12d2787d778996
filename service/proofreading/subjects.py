"""The subject of one document in two wordings: ban hành Quy định ..., and về việc ban hành Quy định ..."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.domain.findings import Severity
from service.domain.text import fold
from service.proofreading.citations import CitedDocument, is_same_body, may_be_of_two_years
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together

_BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm b"
_WORD = re.compile(r"\w+(?:/\w+)*")
_LEAST_WORDS = 6  # shorter ones are no full subject
_MOST_OTHER, _ALIKE = 3, 4  # words that differ, and those after them that are the same again
_SHOWN = 4
_LEADS = frozenset(["về", "việc", "về việc"])  # that many put before any subject: a note
_JOINING = frozenset(
    ["", "và", "các", "những", "của", "cùng", "với", "tại", "theo", "thì", "do"]
)  # after a subject

#: How many words may be other ones in each, few before many.
_STEPS = sorted(
    ((own, other) for own in range(_MOST_OTHER + 1) for other in range(_MOST_OTHER + 1) if own or other),
    key=sum,
)


class _Difference(NamedTuple):
    """Where two subjects part, in words: after how many, and how many of each are its own."""

    place: int
    own: int
    other: int


class _Subject:
    """A subject as it is cited: its words as written, folded for comparing, with their places in the passage."""

    def __init__(self, cited: CitedDocument) -> None:
        self.cited = cited
        after = cited.day.end if cited.day is not None else cited.end
        start = cited.passage.text.index(cited.subject, after)
        self.places = [
            match.span() for match in _WORD.finditer(cited.passage.text, start, start + len(cited.subject))
        ]
        self.words = [cited.passage.text[slice(*place)] for place in self.places]
        self.keys = [fold(word) for word in self.words]

    def shown(self, place: int, count: int) -> str:
        """Return the words from a place on as they are written, with those that follow."""
        text, last = self.cited.passage.text, min(len(self.places), place + count + _SHOWN) - 1
        return f"“{text[self.places[place][0] : self.places[last][1]]}”"


def subjects_in_two_wordings(document: Document) -> Iterator[Fault]:
    """Yield the mentions whose subject reads otherwise than at the first full mention of the same document.

    Told only where the two part for a few words and read alike again: what is left out at the end is no other wording,
    and what follows a subject is none of its words.
    """
    mentions: dict[str, list[CitedDocument]] = defaultdict(list)
    for cited in document.citations:
        if cited.subject.count(" ") >= _LEAST_WORDS - 1:
            mentions[cited.code].append(cited)
    for cited_in_full in mentions.values():
        if len(cited_in_full) > 1:
            first, *others = map(_Subject, cited_in_full)
            faults = [fault for other in others for fault in _otherwise(first, other)]
            if faults:
                yield told_together(faults)


def _otherwise(first: _Subject, second: _Subject) -> Iterator[Fault]:
    cited = first.cited, second.cited
    is_one = is_same_body(cited[0].issuer, cited[1].issuer) and not may_be_of_two_years(*cited)
    found = _difference(first.keys, second.keys) if is_one else None
    if found is None:
        return
    place, own, other = found
    words = [
        " ".join(subject.words[place : place + count]).lower()
        for subject, count in ((first, own), (second, other))
    ]
    if _JOINING.issuperset(words) or _is_short_for(
        first.keys[place : place + own], second.words[place : place + other]
    ):
        return
    if _is_short_for(second.keys[place : place + other], first.words[place : place + own]):
        return
    message = (
        f"Trích yếu của “{second.cited.text}” ghi hai cách: {first.shown(place, own)} "
        f"({first.cited.passage.block.locator}) và {second.shown(place, other)}. Đối chiếu bản gốc rồi ghi một cách."
    )
    end = second.places[place + (other or _ALIKE // 2) - 1][1]
    severity: Severity = "info" if _LEADS.union([""]).issuperset(words) else "warn"
    yield Fault(second.cited.passage, second.places[place][0], end, message, severity=severity, basis=_BASIS)


def _is_short_for(keys: Sequence[str], words: Sequence[str]) -> bool:
    """Whether one word, in capitals, is made of the first letters of others: NTM, nông thôn mới."""
    return len(words) == 1 and words[0].isupper() and fold(words[0]) == "".join(key[0] for key in keys)


def _difference(first: list[str], second: list[str]) -> _Difference | None:
    """Return where two lists of words part and meet again after a few, None where they do not."""
    place = next((i for i, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), None)
    if place is None:
        return None
    for own, other in _STEPS:
        again, also = (
            words[place + step : place + step + _ALIKE] for words, step in ((first, own), (second, other))
        )
        if len(again) == _ALIKE and again == also:
            return _Difference(place, own, other)
    return None
