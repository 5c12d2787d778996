"""Proofreads blocks: every check over one document, findings in reading order, and what may be mended."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from service.domain.findings import Finding
from service.proofreading.blocks import Block, ProofContext
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together
from service.proofreading.lexicon import Lexicon
from service.proofreading.old_code import OldCode
from service.proofreading.registry import Check, checks

_OTHERS_SHOWN = 12
_QUOTE_LENGTH = 120
_DECREE, _BASIS_OF_PARTY = "Nghị định 30/2020/NĐ-CP", "Cách viết thông dụng trong văn bản"
#: Faults at one place are told once: of these codes the one that stands first.
_SAME_MATTER = (
    "citation-malformed",
    "date-impossible",
    "citation-impossible",
    "legal-unit-order",
    "arithmetic",
    "typo",
    "repeated-word",
    "missing-word",
    "wrong-word",
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
        for one in _changes(check, fault) if fault.is_certain else ():
            last, reach = past.get(one.locator, (0, 0))
            if reach <= one.start or one.end <= last:
                found.append(one)
                past[one.locator] = one.start, max(reach, one.end)
    return found


def twins(
    blocks: Sequence[Block], *, context: ProofContext, lexicon: Lexicon
) -> dict[tuple[str, int, int], list[Correction]]:
    """Return, by locator and span of a finding that stands at several places, the changes at all of them.

    A person who has seen one of them may want all: none of them is made without asking.
    """
    found = {}
    for check, fault in faults_of(blocks, context, lexicon):
        changes = (
            [one for each in (fault, *fault.twins) for one in _changes(check, each)] if fault.twins else []
        )
        if len(changes) > 1:
            start, end = fault.passage.span(fault.start, fault.end)
            found[fault.passage.block.locator, start, end] = changes
    return found


def _changes(check: Check, fault: Fault) -> Iterator[Correction]:
    """Yield the change that a fault asks for; none where the words are made, or marks of emphasis stand inside."""
    start, end = fault.passage.span(fault.start, fault.end)
    if not fault.passage.block.is_made and fault.passage.source[start:end] == fault.quote:
        yield Correction(fault.passage.block.locator, start, end, fault.suggestion, check.code)


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
    if document.old_code is not None:
        found = list(_readable(found, document.old_code))
    if document.is_of_party:
        found = [(check, _of_party(check, fault)) for check, fault in found]
    return sorted(_told_once(found), key=lambda pair: (pair[1].passage.index, pair[1].start, pair[0].code))


def _readable(found: Iterable[tuple[Check, Fault]], old: OldCode) -> Iterator[tuple[Check, Fault]]:
    """Yield the faults but those of what is no Unicode, of which one thing alone is told."""
    told = old.fault()
    yield from ((check, fault) for check, fault in found if fault == told or not old.holds(fault.passage))


def _of_party(check: Check, fault: Fault) -> Fault:
    """Return a fault of a document of the Party: the decree about the papers of the state is no basis there."""
    is_of_decree = (fault.basis or check.basis).startswith(_DECREE)
    return replace(fault, basis=_BASIS_OF_PARTY) if is_of_decree else fault


def _is_own(fault: Fault, own_words: Iterable[str]) -> bool:
    """Tell whether a fault lies within a word or phrase of the office, written as the office writes it."""
    text, start, end = fault.passage.text, fault.start, fault.end
    for own in own_words:
        at = text.find(own, max(0, end - len(own)), start + len(own))
        if at >= 0 and not text[at - 1 : at].isalnum() and not text[at + len(own) :][:1].isalnum():
            return True
    return False


def _told_once(found: Iterable[tuple[Check, Fault]]) -> Iterator[tuple[Check, Fault]]:
    """Yield the faults but those that overlap one of the same passage that says more about the same matter.

    What is said of other places too is then told at the first of these.
    """
    by_passage: dict[int, list[tuple[Check, Fault]]] = defaultdict(list)
    for check, fault in found:
        by_passage[fault.passage.index].append((check, fault))
    told, hidden = [], []
    for faults in by_passage.values():
        kept = list(_that_say_most(faults))
        told += kept
        if len(kept) < len(faults):
            shown = {id(fault) for _, fault in kept}
            hidden += [pair for pair in faults if pair[1].others and id(pair[1]) not in shown]
    yield from told
    if hidden:
        yield from _elsewhere(hidden, told)


def _elsewhere(
    hidden: Iterable[tuple[Check, Fault]], told: Iterable[tuple[Check, Fault]]
) -> Iterator[tuple[Check, Fault]]:
    """Yield the faults that are not told at their first place, from the first of the others that is not told yet."""
    places = {
        (one.passage.index, place)
        for _, fault in told
        for one in (fault, *fault.others)
        for place in range(one.start, one.end)
    }
    for check, fault in hidden:
        free = [
            one
            for one in fault.others
            if places.isdisjoint((one.passage.index, place) for place in range(one.start, one.end))
        ]
        if free:
            yield check, told_together(free)


def _that_say_most(faults: Iterable[tuple[Check, Fault]]) -> Iterator[tuple[Check, Fault]]:
    """Yield the faults of a passage that overlap none of a code that stands before theirs in `_SAME_MATTER`.

    From the first code to the last; of the places told so far the starts are kept in order, and how far any of those
    that begin up to there reaches: as many steps as there are faults, and no more for each.
    """
    by_rank: dict[int | None, list[tuple[Check, Fault]]] = defaultdict(list)
    for check, fault in faults:
        by_rank[_RANKS.get(check.code)].append((check, fault))
    yield from by_rank.pop(None, ())
    by_rank = defaultdict(list, {rank: _without_inner(of_code) for rank, of_code in by_rank.items()})
    places: list[tuple[int, int]] = []
    for rank in sorted(by_rank, key=lambda one: one or 0):
        starts, reaches = [start for start, _ in places], [*accumulate((end for _, end in places), max)]
        for check, fault in by_rank[rank]:
            before = bisect_left(starts, fault.end)
            if not before or reaches[before - 1] <= fault.start:
                yield check, fault
        places = sorted(places + [(fault.start, fault.end) for _, fault in by_rank[rank]])


def _without_inner(faults: list[tuple[Check, Fault]]) -> list[tuple[Check, Fault]]:
    """Return the faults of one code but those that lie within a longer one: it changes the same letters."""
    found: list[tuple[Check, Fault]] = []
    reach, longest = -1, 0
    for check, fault in sorted(faults, key=lambda pair: (pair[1].start, -pair[1].end)):
        if fault.end > reach or fault.end - fault.start == longest:
            found.append((check, fault))
        if fault.end > reach:
            reach, longest = fault.end, fault.end - fault.start
    return found


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
    """Return where else a fault stands: in its own passage, and in which others."""
    counts = Counter(one.passage.block.locator for one in fault.others)
    here = counts.pop(fault.passage.block.locator, 0)
    inner = f"Cùng lỗi này còn {here} chỗ nữa ngay trong đoạn."
    places = [f"{place} ({count} chỗ)" if count > 1 else place for place, count in counts.items()]
    more = sum([*counts.values()][_OTHERS_SHOWN:])
    rest = f" và {more} chỗ nữa" if more else ""
    outer = f"Cùng lỗi này ở {', '.join(places[:_OTHERS_SHOWN])}{rest}."
    return (*([inner] if here else ()), *([outer] if places else ()))
