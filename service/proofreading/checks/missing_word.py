"""A syllable of a fixed phrase is left out: "người đứng cơ quan"."""

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from service.domain.findings import Severity
from service.proofreading.broken_off import broken_off
from service.proofreading.checks.wrong_word import by_counts
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.gaps import gaps_in
from service.proofreading.losses import losses
from service.proofreading.passages import Passage
from service.proofreading.words import WEAK, Reader, Spot, reader

NAME = "Thiếu chữ"
SEVERITY: Severity = "error"
BASIS = "Chính tả, câu chữ"
_AND_ON = re.compile(
    r"\bvà trên(?= (?:các |những )?(?:[Tt]rang|[Cc]ổng|[Hh]ệ thống|phương tiện|mạng|môi trường mạng|nền tảng)\b)"
)
_DATED = re.compile(r" (?:ngày|tháng|quý|năm|số|điều|khoản|điểm|mục) \d", re.IGNORECASE)
"""A date or a clause that is cited begins a phrase of its own: it stands after whatever it belongs to."""
_PLACE = re.compile(r"\b(?:tại|ở|trên|trong|qua|bằng|vào|lên|từ|dưới|ngoài|trước|giữa)\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Fault]:
    """Yield places where a phrase of the lexicon lacks one syllable, or where a syllable's usual partner is missing."""
    judge = reader(document.lexicon)
    for passage in document.prose:
        yield from _without_place(passage)
    known = [one for passage in document.prose for one in _from_phrases(judge, passage)]
    yield from known
    taken = _places(known) | _places(by_counts(document))
    lost = list(_heaviest(_without_partner(document, taken)))
    yield from lost
    taken |= _places(lost)
    broken = (one for passage in document.prose for one in _broken_off(judge, passage))
    yield from (one for one in broken if (one.passage.index, one.start) not in taken)


def _places(faults: Iterable[Fault]) -> set[tuple[int, int]]:
    """Return every place of the text that faults reach over."""
    return {(one.passage.index, place) for one in faults for place in range(one.start, one.end)}


def _without_place(passage: Passage) -> Iterator[Fault]:
    """What is published "và trên Trang thông tin điện tử" is published somewhere else too, which is not said."""
    for match in _AND_ON.finditer(passage.text) if "và trên" in passage.text else ():
        sentence = re.split(r"[.;:]\s", passage.text[: match.start()])[-1]
        if not _PLACE.search(sentence):
            message = "Trước “và trên” thiếu một vế: nêu nơi thứ nhất (tại, ở, trên ...) hoặc bỏ chữ “và”."
            yield Fault(passage, match.start(), match.end(), message, severity="warn")


def _from_phrases(judge: Reader, passage: Passage) -> Iterator[Fault]:
    for gap in gaps_in(judge, passage):
        start, end = gap.run[0].start, gap.run[-1].end
        written = passage.text[start:end]
        yield Fault(passage, start, end, f"“{written}” thiếu chữ: có lẽ là “{gap.right}”.", gap.right)


def _broken_off(judge: Reader, passage: Passage) -> Iterator[Fault]:
    for token, right in broken_off(judge, passage):
        likely = f": “{right}”" if right else ""
        message = f"Sau “{token.text}” có lẽ thiếu chữ{likely}."
        yield Fault(passage, token.start, token.end, message, right, severity="warn")


def _without_partner(document: Document, taken: set[tuple[int, int]]) -> Iterator[tuple[float, Fault]]:
    """A syllable and the one after it, which were never seen so, with something lost between, and how sure that is."""
    judge = reader(document.lexicon)
    found = losses(judge)
    for spot in judge.spots(document):
        if not spot.right or spot.right_seen > WEAK or not spot.token.text.islower():
            continue
        if _DATED.match(spot.passage.text, spot.token.end):
            continue
        places = {(spot.passage.index, place) for place in (spot.token.start, spot.token.end + 1)}
        loss = found.lost(spot) if taken.isdisjoint(places) else None
        if loss is not None:
            yield loss.weight, _lost(spot, loss.syllable)


def _lost(spot: Spot, between: str) -> Fault:
    start, end = spot.token.start, spot.token.end + 1 + len(spot.right)
    written = spot.passage.text[start:end]
    right = f"{spot.token.text} {between}{written[len(spot.token.text) :]}"
    message = f"“{written}” có lẽ thiếu chữ: “{right}”."
    return Fault(spot.passage, start, end, message, right, severity="warn")


def _heaviest(found: Iterable[tuple[float, Fault]]) -> Iterator[Fault]:
    """Yield faults in reading order; of two that share a syllable the surer one."""
    last: tuple[float, Fault] | None = None
    for weight, fault in found:
        if last is not None and last[1].passage is fault.passage and fault.start < last[1].end:
            last = max(last, (weight, fault), key=itemgetter(0))
            continue
        if last is not None:
            yield last[1]
        last = weight, fault
    if last is not None:
        yield last[1]
