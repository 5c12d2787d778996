"""Everything in a file that is safe to mend, mended to the end: for the page and the API."""

from collections.abc import Collection
from dataclasses import dataclass

from service.domain.findings import Finding
from service.issuing.file_kinds import FORMAT, KINDS, PROOFREAD, is_word
from service.issuing.format_check import mend_format
from service.issuing.mending_steps import Step
from service.issuing.proofreading import mend
from service.proofreading import Correction, ProofContext

_MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file with everything mended that is safe: its bytes, what was done, what is left to a person.

    `done` are findings of layout and changes of words in the order in which they were made; `steps` do it again.
    """

    content: bytes
    done: tuple[Finding | Correction, ...]
    left: tuple[Finding, ...]
    steps: tuple[Step, ...]


def mended_file(
    content: bytes, name: str, *, kinds: Collection[str] = KINDS, context: ProofContext | None = None
) -> MendedFile:
    """Mend what is safe: the layout, then the words that are certain, again until neither finds anything.

    Changed words may let a rule of layout see what it is for, and the other way round: a second run mends nothing
    more. Raises UnreadableInput.
    """
    has_layout, has_words = FORMAT in kinds and is_word(name), PROOFREAD in kinds
    done, steps = list[Finding | Correction](), list[Step]()
    layout, words = tuple[Finding, ...](), tuple[Finding, ...]()
    for turn in range(_MOST_ROUNDS):
        if has_layout:
            fixed = mend_format(content, file=name)
            content, layout = fixed.content, fixed.left
            done += fixed.mended
            steps += [Step(None, ())] if fixed.mended else []
            if turn and not fixed.mended:
                break
        made = mend(content, name, context=context) if has_words else None
        if made is None:
            break
        content, words = made.content, made.left
        done += made.done
        steps += [Step((), changes) for changes in made.rounds]
        if not made.done or not has_layout:
            break
    return MendedFile(content, tuple(done), (*layout, *words), tuple(steps))
