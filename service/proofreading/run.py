"""Proofreads blocks: every check over one document, findings in reading order, and what may be mended."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from service.domain.findings import Finding
from service.proofreading.blocks import Block, ProofContext
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.lexicon import Lexicon
from service.proofreading.registry import Check, checks

_OTHERS_SHOWN = 12
_QUOTE_LENGTH = 120
#: Faults at one place are told once: of these codes the one that stands first.
_SAME_MATTER = (
    "citation-malformed",
    "date-impossible",
    "citation-impossible",
    "legal-unit-order",
    "arithmetic",
    "typo",
    "missing-word",
    "wrong-word",
    "repeated-word",
    "capitalisation",
    "repeated-phrase",
    "spelling-inconsistent",
    "dash",
    "date-style-mixed",
    "padding",
    "punctuation",
)
#: Codes that judge how words are written: what the office has entered as right is right for all of them.
_OF_WORDS = frozenset(
    ["typo", "wrong-word", "missing-word", "repeated-word", "capitalisation", "spelling-inconsistent", "dash",
     "abbreviation-undefined", "unit-obsolete"]
)  # fmt: skip
_RANKS = {code: rank for rank, code in enumerate(_SAME_MATTER)}


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that is safe without asking: `replacement` for [start, end) of the NFC block at `locator`."""

    locator: str
    start: int
    end: int
    replacement: str
    code: str


def proofread(blocks: Sequence[Block], *, context: ProofContext, lexicon: Lexicon) -> list[Finding]:
    """Return the faults of wording, numbers and references in reading order; an empty list when there is none.

    `path` of a finding is the locator of its block, `span` counts code points of the NFC block.
    """
    return [finding(check, fault) for check, fault in faults_of(blocks, context, lexicon)]


def corrections(blocks: Sequence[Block], *, context: ProofContext, lexicon: Lexicon) -> list[Correction]:
    """Return what may be mended without asking, none overlapping another, in reading order."""
    found: list[Correction] = []
    past: dict[
        str, tuple[int, int]
    ] = {}  # by locator: where the last change begins, and how far changes reach
    for check, fault in faults_of(blocks, context, lexicon):
        if not fault.is_certain:
            continue
        start, end = fault.passage.span(fault.start, fault.end)
        if fault.passage.source[start:end] != fault.quote:
            continue  # marks of emphasis stand inside: a person's work
        locator = fault.passage.block.locator
        last, reach = past.get(locator, (0, 0))
        if reach <= start or end <= last:
            found.append(Correction(locator, start, end, fault.suggestion, check.code))
            past[locator] = start, max(reach, end)
    return found


def faults_of(blocks: Sequence[Block], context: ProofContext, lexicon: Lexicon) -> list[tuple[Check, Fault]]:
    """Return the faults with their checks, sorted by place, those that say the same place again left out."""
    document = Document(blocks, context, lexicon)
    found = [
        (check, fault)
        for check in checks().values()
        if check.code not in context.switched_off
        for fault in check.run(document)
        if not (context.own_words and check.code in _OF_WORDS and _is_own(fault, context.own_words))
    ]
    return sorted(_told_once(found), key=lambda pair: (pair[1].passage.index, pair[1].start, pair[0].code))


def _is_own(fault: Fault, own_words: Iterable[str]) -> bool:
    """Tell whether a fault lies within a word or phrase of the office, written as the office writes it."""
    text, start, end = fault.passage.text, fault.start, fault.end
    for own in own_words:
        at = text.find(own, max(0, end - len(own)), start + len(own))
        if at >= 0 and not text[at - 1 : at].isalnum() and not text[at + len(own) :][:1].isalnum():
            return True
    return False


def _told_once(found: Iterable[tuple[Check, Fault]]) -> Iterator[tuple[Check, Fault]]:
    """Yield the faults but those that overlap one of the same passage that says more about the same matter."""
    by_passage: dict[int, list[tuple[Check, Fault]]] = defaultdict(list)
    for check, fault in found:
        by_passage[fault.passage.index].append((check, fault))
    for faults in by_passage.values():
        yield from _that_say_most(faults)


def _that_say_most(faults: Iterable[tuple[Check, Fault]]) -> Iterator[tuple[Check, Fault]]:
    """Yield the faults of a passage that overlap none of a code that stands before theirs in `_SAME_MATTER`.

    From the first code to the last; of the places told so far the starts are kept in order, and how far any of those
    that begin up to there reaches: as many steps as there are faults, and no more for each.
    """
    by_rank: dict[int | None, list[tuple[Check, Fault]]] = defaultdict(list)
    for check, fault in faults:
        by_rank[_RANKS.get(check.code)].append((check, fault))
    yield from by_rank.pop(None, ())
    places: list[tuple[int, int]] = []
    for rank in sorted(by_rank, key=lambda one: one or 0):
        starts, reaches = [start for start, _ in places], [*accumulate((end for _, end in places), max)]
        for check, fault in by_rank[rank]:
            before = bisect_left(starts, fault.end)
            if not before or reaches[before - 1] <= fault.start:
                yield check, fault
        places = sorted(places + [(fault.start, fault.end) for _, fault in by_rank[rank]])


def finding(check: Check, fault: Fault) -> Finding:
    """Return a fault as a finding: the locator of its block as path, the clause or rule as basis."""
    return Finding(
        code=check.code,
        severity=fault.severity or check.severity,
        message=fault.message,
        path=fault.passage.block.locator,
        span=fault.passage.span(fault.start, fault.end),
        quote=_shortened(fault.quote),
        found=_shortened(fault.quote),
        expected=fault.suggestion,
        suggestion=fault.suggestion,
        basis=fault.basis or check.basis,
        notes=_notes(fault),
    )


def in_file(one: Finding, file: str) -> Finding:
    """Return a finding with the name of its file."""
    return replace(one, file=file)


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTE_LENGTH else f"{text[: _QUOTE_LENGTH - 1]}…"


def _notes(fault: Fault) -> tuple[str, ...]:
    if not fault.others:
        return ()
    shown = ", ".join(passage.block.locator for passage in fault.others[:_OTHERS_SHOWN])
    more = len(fault.others) - _OTHERS_SHOWN
    rest = f" và {more} chỗ nữa" if more > 0 else ""
    return (f"Cùng lỗi này ở {shown}{rest}.",)
