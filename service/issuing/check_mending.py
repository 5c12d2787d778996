"""An application mends a checked file: the findings that it names, or all that are certain; and takes mends back.

The check is its office's for 24 hours (`register.checked_files`), with the file as it came and as it is now. A finding
goes by a key that is good for one state of the file: after a mend the findings are others, and have other keys.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from service.checking import Fixed
from service.domain.findings import FieldError
from service.domain.text import nfc
from service.errors import InvalidInput
from service.issuing.file_checks import SentFile, done_object, wording_context
from service.issuing.file_findings import LAYOUT, examined
from service.issuing.file_kinds import FORMAT, KINDS, PROOFREAD, is_word
from service.issuing.file_mending import mended_file
from service.issuing.file_review import same_changes, same_counts
from service.issuing.format_check import mend_format
from service.issuing.mending_steps import Mend, Step, correction_of, kept_mend
from service.issuing.proof_mending import corrected
from service.issuing.proof_texts import text_of
from service.issuing.workplace import Workplace
from service.proofreading import Correction
from service.register import checked_files
from service.register.checked_files import Checked
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import CheckedFile

#: By which of the two checks a finding was made, as applications ask for it.
_KIND_OF = {LAYOUT: FORMAT}
_KEY = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")
_MOVED = "Tệp của lần kiểm tra này vừa được sửa. Xem lại các lỗi còn lại, dùng key mới rồi sửa tiếp."
_NOT_KEPT = "Lần kiểm tra này không giữ tệp để sửa từng lỗi. Gửi lại tệp với mends=true."
_BY_HAND = "Lỗi này phải người sửa trong tệp (mend trống). Bỏ key này, sửa tệp rồi kiểm tra lại."


def begin(
    work: Workplace, office_id: str, file: SentFile, *, kinds: Collection[str], fix: bool
) -> CheckedFile:
    """Check a file and keep it for mending; `fix`: all that is certain at once. Raises UnreadableInput, NotAllowed."""
    asked = [kind for kind in KINDS if kind in kinds and (kind != FORMAT or is_word(file.name))]
    content, mends = file.content, list[dict[str, Any]]()
    if fix:
        content, mends = _certain(work, office_id, file, asked)
    report = {
        "name": file.name,
        "kinds": asked,
        "findings": examined(content, file.name, wording_context(work, office_id), asked),
        "mends": mends,
        "state": 0,
    }
    checked = Checked(report, file.name, content if fix else None, sent=file.content, is_shared=True)
    with work.writing() as turn:
        return checked_files.keep(turn.session, turn.actor, office_id, checked)


def is_mendable(row: CheckedFile) -> bool:
    """Tell whether a check keeps its file to be mended."""
    return row.sent is not None


def shown_report(row: CheckedFile) -> dict[str, Any]:
    """Return what a check says that keeps its file.

    A finding has `key`, `kind` (format, proofread), `name` (what staff call the fault), `mend` (sure, choice or "") and
    `places` (how many changes its kind has in the file, 0 for a finding that stands alone).
    """
    report = row.report
    counts = same_counts(report["findings"])
    findings = [
        {
            **{name: value for name, value in one.items() if name not in {"twins", "locator"}},
            "key": f"{report['state']}-{number}",
            "kind": _KIND_OF.get(one["kind"], PROOFREAD),
            "places": places,
        }
        for number, (one, places) in enumerate(zip(report["findings"], counts, strict=True), 1)
    ]
    mends = [{"number": number, "done": one["done"]} for number, one in enumerate(report["mends"], 1)]
    return {
        "name": report["name"],
        "kinds": report["kinds"],
        "findings": findings,
        "done": [done for one in mends for done in one["done"]],
        "mends": mends,
    }


def mend_certain(work: Workplace, office_id: str, check_id: str) -> CheckedFile:
    """Mend all that is certain. Raises DocumentNotFound, WrongState (the file is not kept, ``version_moved``)."""
    row = _kept(work, office_id, check_id)
    content, mends = _certain(work, office_id, SentFile(row.name, _now(row)), row.report["kinds"])
    return _changed(work, row, content, [*row.report["mends"], *mends]) if mends else row


def mend_named(
    work: Workplace, office_id: str, check_id: str, keys: Sequence[str], *, everywhere: bool
) -> tuple[CheckedFile, list[str]]:
    """Mend the findings with these keys; return the check, and the keys whose places let nothing be changed.

    `everywhere`: all places of the kind of each (`file_review.same_changes`). Raises InvalidInput (a key that is none,
    a finding that is a person's work), WrongState (the file is not kept, ``version_moved``), DocumentNotFound.
    """
    row = _kept(work, office_id, check_id)
    findings = row.report["findings"]
    words, rules = dict[str, list[Correction]](), dict[str, str]()
    for key, number in zip(keys, _numbers(row, keys), strict=True):
        if findings[number]["kind"] == LAYOUT:
            rules[key] = findings[number]["code"]
        else:
            same = same_changes(findings, number) if everywhere else []
            words[key] = same or [correction_of(findings[number])]
    # Words first: their places are those of the file as it is.
    content, changes = _reworded(row, [one for some in words.values() for one in some])
    left = _unchanged(row, content, words)
    fixed = _laid_out(content, row.name, rules)
    mended = sorted({one.code for one in fixed.mended} if fixed else ())
    left += [key for key, code in rules.items() if code not in mended]
    steps = [Step((), tuple(changes))] if changes else []
    done = [done_object(one) for one in changes]
    if fixed and mended:
        content = fixed.content
        steps.append(Step(tuple(mended), ()))
        done += [done_object(one) for one in fixed.mended]
    if not steps:
        return row, list(keys)
    mend = Mend(tuple(steps), tuple(done)).to_json()
    return _changed(work, row, content, [*row.report["mends"], mend]), left


def take_back(work: Workplace, office_id: str, check_id: str, number: int) -> CheckedFile:
    """Take back the mend with this number (from 1) and those after it, which were made on what it left.

    Raises DocumentNotFound (also for a mend that is not there), WrongState (the file is not kept, ``version_moved``).
    """
    row = _kept(work, office_id, check_id)
    mends = row.report["mends"]
    if not 1 <= number <= len(mends):
        raise DocumentNotFound(f"Lần kiểm tra này không có lần sửa {number}, hoặc lần sửa ấy đã được bỏ.")
    content = row.sent or b""
    for mend in mends[: number - 1]:
        content = kept_mend(mend).of(content, row.name)
    return _changed(work, row, content, mends[: number - 1])


def _kept(work: Workplace, office_id: str, check_id: str) -> CheckedFile:
    with work.reading() as turn:
        row = checked_files.kept(turn.session, turn.actor, office_id, check_id)
    if not is_mendable(row):
        raise WrongState(_NOT_KEPT)
    return row


def _now(row: CheckedFile) -> bytes:
    return row.content or row.sent or b""


def _certain(
    work: Workplace, office_id: str, file: SentFile, kinds: Collection[str]
) -> tuple[bytes, list[dict[str, Any]]]:
    """Return a file with all mended that is certain, and what is kept of that: one mend, none where nothing was."""
    made = mended_file(file.content, file.name, kinds=kinds, context=wording_context(work, office_id))
    if not made.done:
        return file.content, []
    return made.content, [Mend(made.steps, tuple(done_object(one) for one in made.done)).to_json()]


def _numbers(row: CheckedFile, keys: Sequence[str]) -> list[int]:
    """Return the places in the report of the findings with these keys. Raises InvalidInput, WrongState."""
    findings, numbers, faults = row.report["findings"], list[int](), list[FieldError]()
    for place, key in enumerate(keys):
        found = _KEY.fullmatch(key)
        if found is not None and int(found[1]) != row.report["state"]:
            raise WrongState(_MOVED, code="version_moved")
        number = int(found[2]) - 1 if found is not None else -1
        if not 0 <= number < len(findings):
            said = f"Không có lỗi nào mang key “{key}”. Lấy key trong findings của lần kiểm tra."
            faults.append(FieldError(f"findings[{place}]", "unknown_finding", said))
        elif not findings[number]["mend"]:
            faults.append(FieldError(f"findings[{place}]", "not_mendable", _BY_HAND))
        numbers.append(number)
    if faults:
        raise InvalidInput(faults)
    return numbers


def _reworded(row: CheckedFile, wanted: Sequence[Correction]) -> tuple[bytes, list[Correction]]:
    """Return the file with changes of words written in, of those that overlap the first; and what could be changed."""
    content = _now(row)
    return corrected(content, row.name, text_of(content, row.name), list(_without_overlaps(wanted)))


def _laid_out(content: bytes, name: str, rules: Mapping[str, str]) -> Fixed | None:
    """Return a file after mending what findings of layout ask for, None where there are none."""
    return mend_format(content, file=name, codes=sorted({*rules.values()})) if rules else None


def _without_overlaps(wanted: Sequence[Correction]) -> Iterator[Correction]:
    taken: list[Correction] = []
    for one in wanted:
        beside = [other for other in taken if other.locator == one.locator]
        if not any(_overlap(one, other) for other in beside):
            taken.append(one)
            yield one


def _overlap(one: Correction, other: Correction) -> bool:
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def _unchanged(row: CheckedFile, content: bytes, words: Mapping[str, Sequence[Correction]]) -> list[str]:
    """Return the keys of which no place reads otherwise now, or whose change gave way to one that it overlaps."""
    if not words:
        return []
    before, after = (
        {block.locator: nfc(block.text) for block in text_of(one, row.name).blocks}
        for one in (_now(row), content)
    )
    made = set(_without_overlaps([one for some in words.values() for one in some]))

    def is_done(one: Correction) -> bool:
        return one in made and before[one.locator] != after.get(one.locator)

    return [key for key, some in words.items() if not any(is_done(one) for one in some)]


def _changed(
    work: Workplace, row: CheckedFile, content: bytes, mends: Sequence[Mapping[str, Any]]
) -> CheckedFile:
    """Keep a file as it is now, with what is found in it. Raises WrongState where it moved meanwhile."""
    report, context = row.report, wording_context(work, row.office_id)
    findings = examined(content, row.name, context, report["kinds"])
    with work.writing() as turn:
        now = checked_files.kept(turn.session, turn.actor, row.office_id, row.id, locked=True)
        if now.report["state"] != report["state"]:
            raise WrongState(_MOVED, code="version_moved")
        now.content = content if mends else None
        now.report = {**report, "findings": findings, "mends": list(mends), "state": report["state"] + 1}
        return now
