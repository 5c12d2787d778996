"""Proofreading of a whole file: .docx, .txt, or an input in YAML or JSON; what is certain is mended on demand.

The words of the reader stand in the checks (`service.proofreading`); here a file becomes blocks (`proof_texts`), and
findings get the places of the file: paragraph and page of a .docx, line of a .txt, path of a field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from service.domain.findings import Finding
from service.domain.text import nfc
from service.issuing.proof_mending import corrected
from service.issuing.proof_texts import ProofText, text_of, text_of_input
from service.proofreading import Block, Correction, ProofContext, corrections, proofread, twins
from service.reference import lexicon

_MOST_ROUNDS = 8  # a block that still changes then is left as it came


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after mending: its bytes, what was changed, what was left to a person; `rounds`: `done` by reading."""

    content: bytes
    rounds: tuple[tuple[Correction, ...], ...]
    left: tuple[Finding, ...]

    @property
    def done(self) -> tuple[Correction, ...]:
        """Return all changes in the order in which they were made."""
        return tuple(one for changed in self.rounds for one in changed)


def proofread_file(content: bytes, name: str, *, context: ProofContext | None = None) -> list[Finding]:
    """Return the findings of a file in reading order; its name tells what it is.

    Raises UnreadableInput, with what to do, for other files and for what cannot be read.
    """
    return [placed for placed, _ in proofread_text(text_of(content, name), name, context)]


def proofread_input(envelope: Mapping[str, Any], *, context: ProofContext | None = None) -> list[Finding]:
    """Return the findings of an input by field: `path` as the form knows it (``content.criteria[2].title``)."""
    text = text_of_input(envelope)
    known = _with_day(context, text)
    switched_off = frozenset(known.switched_off.items())
    found = _input_findings(
        tuple(text.blocks), known.issued_on, known.is_month, known.own_words, switched_off
    )
    return list(found)


@lru_cache(maxsize=16)
def _input_findings(
    blocks: tuple[Block, ...],
    issued_on: date | None,
    is_month: bool,  # noqa: FBT001 - a part of the key
    own_words: frozenset[str],
    switched_off: frozenset[tuple[str, str]],
) -> tuple[Finding, ...]:
    """Return the findings of the texts of an input: a page asks for them again at each look."""
    context = ProofContext(issued_on, own_words, dict(switched_off), is_month)
    return tuple(proofread(blocks, context=context, lexicon=lexicon()))


def proofread_text(
    text: ProofText, name: str, context: ProofContext | None = None
) -> list[tuple[Finding, Finding]]:
    """Return the findings of a file that has been read: each at its place in the file, and at its block."""
    found = proofread(text.blocks, context=_with_day(context, text), lexicon=lexicon())
    return [(_placed(one, text, name), one) for one in found]


def certain_in(text: ProofText, context: ProofContext | None = None) -> list[Correction]:
    """Return the changes of a file that has been read which are safe without asking, each at its block."""
    return corrections(text.blocks, context=_with_day(context, text), lexicon=lexicon())


def twins_in(
    text: ProofText, context: ProofContext | None = None
) -> dict[tuple[str, int, int], list[Correction]]:
    """Return, by block and span of a finding that stands at several places, the changes at all of them."""
    return twins(text.blocks, context=_with_day(context, text), lexicon=lexicon())


def certain_changes(envelope: Mapping[str, Any], *, context: ProofContext | None = None) -> list[Correction]:
    """Return the changes of an input that are safe without asking, each with its path."""
    return certain_in(text_of_input(envelope), context)


def mend(content: bytes, name: str, *, context: ProofContext | None = None) -> Mended:
    """Return the file with everything mended that is certain, and the findings that are left.

    A mend may bring another into sight, so the file is read again until nothing is left to mend: mending what comes
    out changes nothing more. A block whose words would come back to what they were is left as it came, as it would be
    the next time. Places in `done` are those of the reading that mended them.
    """
    swinging: frozenset[str] = frozenset()
    while True:
        made, found = _mended(content, name, context, swinging)
        if found <= swinging:
            return made
        swinging |= found


def _mended(
    content: bytes, name: str, context: ProofContext | None, untouched: frozenset[str]
) -> tuple[Mended, frozenset[str]]:
    """Mend round by round, the blocks `untouched` left out; return the blocks too that find no rest."""
    text, rounds = text_of(content, name), list[tuple[Correction, ...]]()
    seen = {(block.locator, nfc(block.text)) for block in text.blocks}
    for _ in range(_MOST_ROUNDS):
        wanted = [one for one in certain_in(text, context) if one.locator not in untouched]
        content, changed = corrected(content, name, text, wanted)
        if not changed:
            left = [placed for placed, _ in proofread_text(text, name, context)]
            return Mended(content, tuple(rounds), tuple(left)), frozenset()
        rounds.append(tuple(changed))
        text, moved = text_of(content, name), {one.locator for one in changed}
        now = {(block.locator, nfc(block.text)) for block in text.blocks if block.locator in moved}
        if back := frozenset(locator for locator, _ in now & seen):
            return Mended(content, tuple(rounds), ()), back
        seen |= now
    return Mended(content, tuple(rounds), ()), frozenset(moved)


def _with_day(context: ProofContext | None, text: ProofText) -> ProofContext:
    known = context or ProofContext()
    if known.issued_on is not None:
        return known
    return replace(known, issued_on=text.issued_on, is_month=text.is_month)


def _placed(one: Finding, text: ProofText, name: str) -> Finding:
    where = text.places.get(one.path or "")
    return replace(one, file=name) if where is None else replace(one, file=name, where=where, path=None)
