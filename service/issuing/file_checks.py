"""Checks of a file that somebody has: layout, wording; mended on demand where that is certain. For every face.

The words of the office of the person who asks are right, what it has switched off is not looked for.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from service.checking import check
from service.domain.findings import Finding
from service.issuing.format_check import mend_format
from service.issuing.office_wording import office_wording
from service.issuing.proofreading import mend, proofread_file
from service.issuing.rendition import finding_object
from service.issuing.workplace import Workplace
from service.proofreading import ProofContext
from service.register import checked_files
from service.register.checked_files import Checked
from service.register.models import CheckedFile

FORMAT, PROOFREAD = "format", "proofread"
KINDS = (FORMAT, PROOFREAD)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came; its name tells what it is."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file with everything mended that is safe: its bytes, what was done, what is left to a person."""

    content: bytes
    done: tuple[dict[str, Any], ...]
    left: tuple[Finding, ...]


def is_word(name: str) -> bool:
    """Tell by the name whether a file has a layout that can be checked."""
    return PurePath(name).suffix.lower() == ".docx"


def found_in(
    content: bytes, name: str, *, kinds: Collection[str] = KINDS, context: ProofContext | None = None
) -> list[Finding]:
    """Return the findings of a file, those of the layout first; only a .docx has a layout. Raises UnreadableInput."""
    layout = check(content, file=name) if FORMAT in kinds and is_word(name) else []
    wording = proofread_file(content, name, context=context) if PROOFREAD in kinds else []
    return [*layout, *wording]


def mended_file(
    content: bytes, name: str, *, kinds: Collection[str] = KINDS, context: ProofContext | None = None
) -> MendedFile:
    """Mend what is safe: the layout first, then the words that are certain. Raises UnreadableInput."""
    done: list[dict[str, Any]] = []
    left: list[Finding] = []
    if FORMAT in kinds and is_word(name):
        fixed = mend_format(content, file=name)
        content, left = fixed.content, list(fixed.left)
        done += [finding_object(one) for one in fixed.mended]
    if PROOFREAD in kinds:
        made = mend(content, name, context=context)
        content = made.content
        done += [asdict(one) for one in made.done]
        left += made.left
    return MendedFile(content, tuple(done), tuple(left))


def check_file(
    workplace: Workplace, office_id: str, file: SentFile, *, kinds: Collection[str], fix: bool
) -> CheckedFile:
    """Check a file and keep the result for the office. Raises UnreadableInput, NotAllowed."""
    context = wording_context(workplace, office_id)
    done: list[dict[str, Any]] = []
    made: bytes | None = None
    if fix:
        mended = mended_file(file.content, file.name, kinds=kinds, context=context)
        made, done, found = mended.content, list(mended.done), list(mended.left)
    else:
        found = found_in(file.content, file.name, kinds=kinds, context=context)
    report = {
        "name": file.name,
        "kinds": [kind for kind in KINDS if kind in kinds and (kind != FORMAT or is_word(file.name))],
        "findings": [finding_object(one) for one in found],
        "done": done,
    }
    with workplace.writing() as turn:
        return checked_files.keep(turn.session, turn.actor, office_id, Checked(report, file.name, made))


def kept_check(workplace: Workplace, office_id: str, check_id: str) -> CheckedFile:
    """Return the result of an earlier check. Raises DocumentNotFound."""
    with workplace.reading() as turn:
        return checked_files.kept(turn.session, turn.actor, office_id, check_id)


def wording_context(workplace: Workplace, office_id: str) -> ProofContext:
    """Return what the proofreader has to know of an office. Raises NotAllowed, OfficeNotFound."""
    with workplace.reading() as turn:
        return office_wording(turn, office_id).context()
