"""Checks of a file that somebody has: layout, wording; mended on demand where that is certain. For every face.

The words of the office of the person who asks are right, what it has switched off is not looked for.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from service.checking import check
from service.domain.findings import Finding
from service.issuing.file_kinds import FORMAT, KINDS, PROOFREAD, is_word
from service.issuing.file_mending import mended_file
from service.issuing.office_wording import office_wording
from service.issuing.proofreading import proofread_file
from service.issuing.rendition import finding_object
from service.issuing.workplace import Workplace
from service.proofreading import Correction, ProofContext
from service.register import checked_files
from service.register.checked_files import Checked
from service.register.models import CheckedFile


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came; its name tells what it is."""

    name: str
    content: bytes


def found_in(
    content: bytes, name: str, *, kinds: Collection[str] = KINDS, context: ProofContext | None = None
) -> list[Finding]:
    """Return the findings of a file, those of the layout first; only a .docx has a layout. Raises UnreadableInput."""
    layout = check(content, file=name) if FORMAT in kinds and is_word(name) else []
    wording = proofread_file(content, name, context=context) if PROOFREAD in kinds else []
    return [*layout, *wording]


def done_object(one: Finding | Correction) -> dict[str, Any]:
    """Return what was mended as applications see it: a finding of layout, or a change of words."""
    return finding_object(one) if isinstance(one, Finding) else asdict(one)


def check_file(
    workplace: Workplace, office_id: str, file: SentFile, *, kinds: Collection[str], fix: bool
) -> CheckedFile:
    """Check a file and keep the result for the office. Raises UnreadableInput, NotAllowed."""
    context = wording_context(workplace, office_id)
    done: list[dict[str, Any]] = []
    made: bytes | None = None
    if fix:
        mended = mended_file(file.content, file.name, kinds=kinds, context=context)
        made, found = mended.content, list(mended.left)
        done = [done_object(one) for one in mended.done]
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


def forget_check(workplace: Workplace, office_id: str, check_id: str) -> None:
    """Delete the result of an earlier check and its file, at once. Raises DocumentNotFound."""
    with workplace.writing() as turn:
        checked_files.forget_kept(turn.session, turn.actor, office_id, check_id)


def wording_context(workplace: Workplace, office_id: str) -> ProofContext:
    """Return what the proofreader has to know of an office. Raises NotAllowed, OfficeNotFound."""
    with workplace.reading() as turn:
        return office_wording(turn, office_id).context()
