"""A person looks at the findings of a file of his, mends some of them, and takes the mended file home.

The file is kept for one hour and for that person alone (`register.checked_files`), as it came and as it is now; he can
have it deleted at once. What was mended is a list of steps, so that the last one can be taken back.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from service.conversion.libreoffice import Converter
from service.domain.findings import Finding
from service.issuing.file_checks import SentFile, wording_context
from service.issuing.file_findings import CHOICE, LAYOUT, SURE, WORDING, examined, pages_of_file
from service.issuing.file_kinds import FORMAT, KINDS, PROOFREAD, is_word
from service.issuing.file_mending import mended_file
from service.issuing.mending_steps import Mend, Step, correction_of, kept_mend
from service.issuing.proof_mending import corrected
from service.issuing.proof_texts import Line, lines_of, text_of
from service.issuing.workplace import Workplace
from service.proofreading import Correction, ProofContext
from service.register import checked_files
from service.register.checked_files import OWN_HOURS, Checked
from service.register.errors import WrongState
from service.register.models import CheckedFile

MOVED = "file_moved"
_CHECKED_AS: Mapping[str, tuple[str, ...]] = {LAYOUT: (FORMAT,), WORDING: (PROOFREAD,)}


@dataclass(frozen=True, slots=True)
class Review:
    """What is shown of a file: findings as kept, its text by place, what was mended, until when it is kept.

    A finding is a mapping with the fields of `Finding`, `kind` (layout, wording), `mend` (sure, choice or "") and
    `name`, what staff call the fault. `step_count` says how often something was mended.
    """

    id: str
    name: str
    findings: Sequence[Mapping[str, Any]]
    lines: Sequence[Line]
    done: Sequence[str]
    step_count: int
    until: datetime


def begin_review(work: Workplace, office_id: str, file: SentFile, converter: Converter | None = None) -> str:
    """Check a file that a person sent and keep it for him; return the id. Raises UnreadableInput, NotAllowed."""
    findings = examined(file.content, file.name, wording_context(work, office_id))
    pages = pages_of_file(file.content, converter) if findings and is_word(file.name) else {}
    report = {"findings": findings, "steps": [], "pages": {str(n): page for n, page in pages.items()}}
    checked = Checked(report, file.name, file.content, sent=file.content)
    with work.writing() as turn:
        return str(checked_files.keep(turn.session, turn.actor, office_id, checked).id)


def review(work: Workplace, review_id: str) -> Review:
    """Return what is to be shown of a file. Raises DocumentNotFound for another's, or one that is gone."""
    row = _own(work, review_id)
    report = row.report
    return Review(
        id=row.id,
        name=row.name,
        findings=[_with_page(one, report["pages"]) for one in report["findings"]],
        lines=lines_of(text_of(row.content or b"", row.name)),
        done=[words for step in report["steps"] for words in step["done"]],
        step_count=len(report["steps"]),
        until=row.made_at + timedelta(hours=OWN_HOURS),
    )


def both_files(work: Workplace, review_id: str) -> tuple[str, bytes, bytes]:
    """Return the name of a file, its bytes as they came and as they are now. Raises DocumentNotFound."""
    row = _own(work, review_id)
    return row.name, row.sent or b"", row.content or b""


def mend_one(work: Workplace, review_id: str, number: int, seen: int) -> str:
    """Mend the finding with this number (from 0); return what is said of it, "" where the file cannot be changed.

    `seen` is the `step_count` that the person saw. Raises WrongState (``file_moved``), DocumentNotFound.
    """
    row = _unmoved(_own(work, review_id), seen)
    findings = row.report["findings"]
    finding = findings[number] if 0 <= number < len(findings) else {"mend": ""}
    if finding["mend"] not in {SURE, CHOICE}:
        raise WrongState("Chỗ này phải người sửa trong tệp. Mở tệp bằng Word, sửa rồi kiểm tra lại.")
    if finding["kind"] == LAYOUT:
        step, said = Step((finding["code"],), ()), f"{finding['message']} Nay: {finding['expected']}"
    else:
        step = Step((), (correction_of(finding),))
        said = f"“{finding['quote']}” thành “{finding['suggestion']}”"
    return said if _done(work, row, Mend((step,), (said,))) else ""


def same_changes(findings: Sequence[Mapping[str, Any]], number: int) -> list[Correction]:
    """Return the changes at all places of the kind of a finding (from 0): what one click may mend with it.

    A finding that is told once for several places has its own; one that is safe goes with the safe ones of its code.
    [] where it is the only one, and for layout, whose mends take all places of a rule as they are.
    """
    finding = findings[number] if 0 <= number < len(findings) else None
    if finding is None or finding["kind"] == LAYOUT:
        return []
    if finding.get("twins"):
        return [
            Correction(locator, start, end, new, finding["code"])
            for locator, start, end, new in finding["twins"]
        ]
    same = [one for one in findings if one["code"] == finding["code"] and _is_safe(one)]
    return [correction_of(one) for one in same] if _is_safe(finding) and len(same) > 1 else []


def same_counts(findings: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return for each finding how many changes `same_changes` has."""
    safe = Counter(one["code"] for one in findings if _is_safe(one))
    counts = (len(one.get("twins") or ()) or (safe[one["code"]] if _is_safe(one) else 0) for one in findings)
    return [count if count > 1 else 0 for count in counts]


def _is_safe(finding: Mapping[str, Any]) -> bool:
    """Tell whether a finding of wording may be mended without asking."""
    return bool(finding["kind"] == WORDING and finding["mend"] == SURE)


def mend_same(work: Workplace, review_id: str, number: int, seen: int) -> int:
    """Mend all places of the kind of a finding (`same_changes`); return how many. Raises as `mend_one` does."""
    row = _unmoved(_own(work, review_id), seen)
    content = row.content or b""
    wanted = same_changes(row.report["findings"], number)
    _, changes = corrected(content, row.name, text_of(content, row.name), wanted)
    mend = Mend((Step((), tuple(changes)),), tuple(_words(one) for one in changes))
    return len(changes) if changes and _done(work, row, mend) else 0


def mend_all(work: Workplace, review_id: str, seen: int, kind: str = "") -> int:
    """Mend everything that is safe, to the end, or what of it is of a kind; return how many things were.

    `kind`: ``layout``, ``wording`` or "" for both. Raises as `mend_one` does.
    """
    row = _unmoved(_own(work, review_id), seen)
    kinds = _CHECKED_AS.get(kind, KINDS)
    made = mended_file(row.content or b"", row.name, kinds=kinds, context=_context(work, row))
    if made.done:
        mend = Mend(made.steps, tuple(_words(one) for one in made.done))
        _keep(work, row, made.content, [*row.report["steps"], mend.to_json()])
    return len(made.done)


def _words(done: Finding | Correction) -> str:
    """Return what was mended as the page lists it."""
    if isinstance(done, Finding):
        return f"{done.message} Nay: {done.expected}"
    return f"{done.locator}: thành “{done.replacement}”"


def take_back(work: Workplace, review_id: str, seen: int) -> None:
    """Take the last step back. Raises WrongState (``file_moved``, nothing to take back), DocumentNotFound."""
    row = _unmoved(_own(work, review_id), seen)
    steps = row.report["steps"][:-1]
    content = row.sent or b""
    for mend in steps:
        content = kept_mend(mend).of(content, row.name)
    _keep(work, row, content, steps)


def forget(work: Workplace, review_id: str) -> None:
    """Delete a file that a person sent, at once."""
    with work.writing() as turn:
        checked_files.forget(turn.session, turn.actor, review_id)


def _own(work: Workplace, review_id: str) -> CheckedFile:
    with work.reading() as turn:
        return checked_files.own(turn.session, turn.actor, review_id)


def _unmoved(row: CheckedFile, seen: int) -> CheckedFile:
    if len(row.report["steps"]) != seen:
        said = "Tệp này vừa được sửa ở một trang khác. Xem lại các lỗi còn lại rồi sửa tiếp."
        raise WrongState(said, code=MOVED)
    return row


def _context(work: Workplace, row: CheckedFile) -> ProofContext:
    return wording_context(work, row.office_id)


def _done(work: Workplace, row: CheckedFile, mend: Mend) -> bool:
    """Do a mend and keep it; nothing is kept of one that changes nothing."""
    content = row.content or b""
    after = mend.of(content, row.name)
    if after == content:
        return False
    _keep(work, row, after, [*row.report["steps"], mend.to_json()])
    return True


def _keep(work: Workplace, row: CheckedFile, content: bytes, steps: Sequence[Mapping[str, Any]]) -> None:
    """Keep a file as it is now, with what is found in it. Raises WrongState where it moved meanwhile."""
    findings = examined(content, row.name, _context(work, row))
    with work.writing() as turn:
        now = checked_files.own(turn.session, turn.actor, row.id, locked=True)
        _unmoved(now, len(row.report["steps"]))
        now.content = content
        now.report = {**now.report, "findings": findings, "steps": list(steps)}


def _with_page(finding: Mapping[str, Any], pages: Mapping[str, int]) -> Mapping[str, Any]:
    """Return a finding with its page as LibreOffice laid the file out that came."""
    where = finding["where"]
    page = pages.get(str(where["paragraph"])) if where and where["part"] == "document" else None
    return {**finding, "where": {**where, "page": page}} if where and page else finding
