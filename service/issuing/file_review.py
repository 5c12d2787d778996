"""A person looks at the findings of a file of his, mends some of them, and takes the mended file home.

The file is kept for one hour and for that person alone (`register.checked_files`), as it came and as it is now; he can
have it deleted at once. What was mended is a list of steps, so that the last one can be taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from service.conversion.libreoffice import Converter
from service.issuing.file_checks import SentFile, is_word, wording_context
from service.issuing.file_findings import CHOICE, LAYOUT, SURE, examined, pages_of_file
from service.issuing.format_check import mend_format
from service.issuing.proof_mending import corrected
from service.issuing.proof_texts import Line, lines_of, text_of
from service.issuing.proofreading import certain_in
from service.issuing.workplace import Workplace
from service.proofreading import Correction, ProofContext
from service.register import checked_files
from service.register.checked_files import OWN_HOURS, Checked
from service.register.errors import WrongState
from service.register.models import CheckedFile

MOVED = "file_moved"


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


@dataclass(frozen=True, slots=True)
class _Step:
    """One act of mending: the layout rules that were mended (None: all, () none), changes of words, what to say."""

    layout: tuple[str, ...] | None
    changes: tuple[Correction, ...]
    done: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "layout": None if self.layout is None else list(self.layout),
            "changes": [asdict(one) for one in self.changes],
            "done": list(self.done),
        }

    def of(self, content: bytes, name: str) -> bytes:
        """Return a file after this step."""
        if is_word(name) and self.layout != ():
            content = mend_format(content, codes=self.layout).content
        return corrected(content, name, text_of(content, name), self.changes)[0]


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


def mend_one(work: Workplace, review_id: str, number: int, seen: int) -> bool:
    """Mend the finding with this number (from 0); tell whether the file let itself be changed there.

    `seen` is the `step_count` that the person saw. Raises WrongState (``file_moved``), DocumentNotFound.
    """
    row = _unmoved(_own(work, review_id), seen)
    findings = row.report["findings"]
    finding = findings[number] if 0 <= number < len(findings) else {"mend": ""}
    if finding["mend"] not in {SURE, CHOICE}:
        raise WrongState("Chỗ này phải người sửa trong tệp. Mở tệp bằng Word, sửa rồi kiểm tra lại.")
    if finding["kind"] == LAYOUT:
        step = _Step((finding["code"],), (), (f"{finding['name']}: {finding['expected']}",))
    else:
        step = _Step((), (_correction(finding),), (f"“{finding['quote']}” thành “{finding['suggestion']}”",))
    return _done(work, row, step)


def mend_all(work: Workplace, review_id: str, seen: int) -> int:
    """Mend everything that is safe without asking; return how many things were. Raises as `mend_one` does."""
    row = _unmoved(_own(work, review_id), seen)
    content, done = row.content or b"", list[str]()
    if is_word(row.name):
        fixed = mend_format(content)
        content = fixed.content
        done += [f"{one.message} Nay: {one.expected}" for one in fixed.mended]
    text = text_of(content, row.name)
    _, changes = corrected(content, row.name, text, certain_in(text, _context(work, row)))
    done += [f"{one.locator}: thành “{one.replacement}”" for one in changes]
    if done:
        _done(work, row, _Step(None, tuple(changes), tuple(done)))
    return len(done)


def take_back(work: Workplace, review_id: str, seen: int) -> None:
    """Take the last step back. Raises WrongState (``file_moved``, nothing to take back), DocumentNotFound."""
    row = _unmoved(_own(work, review_id), seen)
    steps = row.report["steps"][:-1]
    content = row.sent or b""
    for step in steps:
        content = _step(step).of(content, row.name)
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


def _done(work: Workplace, row: CheckedFile, step: _Step) -> bool:
    """Do a step and keep it; nothing is kept of one that changes nothing."""
    content = row.content or b""
    after = step.of(content, row.name)
    if after == content:
        return False
    _keep(work, row, after, [*row.report["steps"], step.to_json()])
    return True


def _keep(work: Workplace, row: CheckedFile, content: bytes, steps: Sequence[Mapping[str, Any]]) -> None:
    """Keep a file as it is now, with what is found in it. Raises WrongState where it moved meanwhile."""
    findings = examined(content, row.name, _context(work, row))
    with work.writing() as turn:
        now = checked_files.own(turn.session, turn.actor, row.id, locked=True)
        _unmoved(now, len(row.report["steps"]))
        now.content = content
        now.report = {**now.report, "findings": findings, "steps": list(steps)}


def _step(kept: Mapping[str, Any]) -> _Step:
    layout = None if kept["layout"] is None else tuple(kept["layout"])
    return _Step(layout, tuple(Correction(**one) for one in kept["changes"]), tuple(kept["done"]))


def _correction(finding: Mapping[str, Any]) -> Correction:
    """Return the change that a finding asks for."""
    start, end = finding["span"]
    return Correction(finding["locator"], start, end, finding["suggestion"], finding["code"])


def _with_page(finding: Mapping[str, Any], pages: Mapping[str, int]) -> Mapping[str, Any]:
    """Return a finding with its page as LibreOffice laid the file out that came."""
    where = finding["where"]
    page = pages.get(str(where["paragraph"])) if where and where["part"] == "document" else None
    return {**finding, "where": {**where, "page": page}} if where and page else finding
