"""Take the leader's edits back: a Word file that was made of a draft, changed in Word, becomes a new version of it.

The file is compared paragraph by paragraph with the version that it was made of; each change is taken or the draft
kept. What the draft says and a file does not show (labels, roles, mentions) stays. The new version is printed and the
whole print held against the file, paragraph after paragraph: a change that does not show at its place is told as one
that found no place, never passed over.
"""

from collections.abc import Collection
from dataclasses import asdict, replace
from typing import Final

from service.issuing.draft_versions import version_envelope
from service.issuing.drafting import raw_document
from service.issuing.published_types import publish
from service.issuing.rendered_file import RenderedDocument, newest
from service.issuing.returned_changes import Change, Choice, Comparison, Taken, Unplaced
from service.issuing.returned_comparing import ReturnedFile
from service.issuing.returned_opening import opened
from service.issuing.returned_remarks import keep_remarks
from service.issuing.returned_taking import Outcome, Taking
from service.issuing.submit import Submitted, submit_all
from service.issuing.workplace import Turn, Workplace
from service.register import documents, drafts
from service.register.canonical import canonical_json
from service.register.drafts import SavedDraft
from service.register.errors import WrongState
from service.register.models import Document
from service.register.states import State

RETURNED: Final = "Nhận lại tệp đã sửa trên Word"
BEFORE_TAKING: Final = "Trước khi nhận tệp đã sửa trên Word"
HANDED_OUT = "Gửi sửa trên Word"
EVERY_CHANGE: Final = Choice()
_MOVED: Final = "Văn bản vừa được người khác sửa. Mở lại rồi nhận tệp lần nữa."
_TOLD: Final = 20
_TOLD_LETTERS: Final = 80


def compare(workplace: Workplace, document_id: str, content: bytes, *, as_signed: bool = False) -> Comparison:
    """Compare a returned file with the version of a document that it was made of; nothing is changed.

    `as_signed`: with the document as it is now, as `put_up_as_signed` takes it. Raises UnreadableInput (damaged,
    unsafe), ForeignFile (says whose it is), DocumentNotFound, WrongState.
    """
    work = opened(workplace, document_id, content, as_signed=as_signed)
    outcome = Taking(work).result(() if as_signed else work.kept((), ()))
    return Comparison(
        document_id,
        work.version,
        tuple(replace(one, is_refused=one.key in outcome.refused) for one in work.changes),
        work.remarks(),
        outcome.unplaced,
        is_identified=bool(work.carried.document_id),
        typed=work.typed,
        hindrance=_hindrance(work) if as_signed else "",
        is_version_known=work.is_known,
    )


def hand_out(workplace: Workplace, document_id: str) -> RenderedDocument:
    """Return the Word file of a draft for somebody to change; its version stands still, to be compared with later.

    Raises InvalidInput for a draft with faults, NotAllowed, DocumentNotFound, WrongState.
    """
    made = newest(workplace, document_id)
    with workplace.writing() as turn:
        row = documents.locked_document(turn.session, turn.actor, document_id)
        if row.state == State.DRAFT:
            drafts.keep_version(turn.session, turn.actor, document_id, label=HANDED_OUT)
    return made


def take(workplace: Workplace, document_id: str, content: bytes, choice: Choice = EVERY_CHANGE) -> Taken:
    """Make a new version of a draft with the changes of a returned file that were chosen.

    The version before stands still under the label “Trước khi nhận tệp đã sửa trên Word”; comments and words without
    a place become remarks. Where nothing is new no version is made. Raises as `compare` does, NotAllowed, WrongState
    for what is no draft any more, for a key that no row has, for rows that nobody saw (``version_moved``).
    """
    work = opened(workplace, document_id, content)
    if choice.seen is not None and work.changes != _without_outcome(choice.seen):
        raise WrongState(_MOVED, code="version_moved")
    _require_known(work, [*choice.keep, *choice.word])
    outcome = Taking(work).result(work.kept(choice.keep, choice.word))
    with workplace.writing() as turn:
        return _taken(turn, work, content, outcome)


def put_up_as_signed(workplace: Workplace, document_id: str, content: bytes) -> tuple[Taken, Submitted]:
    """“Lập lại bản trình ký theo bản đã ký”: the paper was signed with other words than were put up.

    The document goes back to its draft, takes the words of the file, and is put up for signature again: what is put up
    then prints the very paragraphs of the file, in its order, or all of this is refused with what differs. Nothing is
    merged and nothing kept. Raises as `take` and `submit` do.
    """
    work = opened(workplace, document_id, content, as_signed=True)
    if reason := _hindrance(work):
        raise WrongState(reason)
    outcome = Taking(work).result(())
    with workplace.reading() as turn:
        publish(workplace, turn, work.document_type)
    with workplace.writing() as turn:
        drafts.return_document(turn.session, turn.actor, document_id, remark=RETURNED)
        taken = _taken(turn, work, content, outcome)
        submitted = submit_all(workplace, turn, document_id, asdict(work.typed))
        if left := Taking(work).unlike(submitted.content):
            raise WrongState(_refusal(left))
        return taken, submitted


def _taken(turn: Turn, work: ReturnedFile, content: bytes, outcome: Outcome) -> Taken:
    """Keep what came out of a file, with its remarks, in the transaction of `turn`."""
    document_id = work.document_id
    row = documents.locked_document(turn.session, turn.actor, document_id)
    now = version_envelope(turn, document_id, row.version)
    if canonical_json(now) != canonical_json(work.current):
        raise WrongState(_MOVED, code="version_moved")
    if canonical_json(outcome.envelope) != canonical_json(now):
        row = _saved(turn, work, outcome)
    keep_remarks(turn, document_id, content, work.remarks(), outcome.unplaced)
    return Taken(row, outcome.taken, outcome.unplaced, work.typed)


def _saved(turn: Turn, work: ReturnedFile, outcome: Outcome) -> Document:
    new = raw_document(turn, work.document_type, outcome.envelope)
    drafts.keep_version(turn.session, turn.actor, work.document_id, label=BEFORE_TAKING)
    saved = SavedDraft(
        entry=new.entry, input=canonical_json(outcome.envelope).encode(), relations=new.relations
    )
    return drafts.save_draft(turn.session, turn.actor, work.document_id, saved)


def _without_outcome(seen: Comparison) -> tuple[Change, ...]:
    """Return the rows that were looked at, whatever would have become of them."""
    return tuple(replace(one, is_refused=False) for one in seen.changes)


def _require_known(work: ReturnedFile, keys: Collection[str]) -> None:
    known = {one.key for one in work.changes}
    if strange := sorted(set(keys) - known):
        told = ", ".join(f"“{one[:40]}”" for one in strange[:5])
        raise WrongState(f"Tệp không có thay đổi nào mang mã {told}. Xem lại các thay đổi rồi chọn mã ở đó.")


def _hindrance(work: ReturnedFile) -> str:
    """Return why a file cannot be the signed one, whatever its words: "" where it can.

    With tracked changes nobody can tell which of two words was signed; where an appendix says another number, day or
    month than the head, nobody can tell which of them holds.
    """
    if work.carried.proposed:
        return (
            f"Tệp còn thay đổi đang theo dõi ở {len(work.carried.proposed)} đoạn, chưa rõ bản đã ký theo chữ nào. "
            "Trên Word, chấp nhận hoặc từ chối hết các thay đổi, lưu, rồi gửi lại."
        )
    if contradicting := work.theirs.blanks.contradicting:
        return (
            f"Số, ngày, tháng ở phụ lục khác ở đầu văn bản: “{contradicting[0][:_TOLD_LETTERS]}”. "
            "Sửa bản giấy và tệp cho khớp nhau, hoặc trả lại để in và ký lại."
        )
    return ""


def _refusal(unplaced: Collection[Unplaced]) -> str:
    """Return why a file cannot be put up as signed, with what its new print would say otherwise."""
    told = "; ".join(
        f"{'vẫn in' if one.is_still_printed else 'thiếu'} “{one.text[:_TOLD_LETTERS]}”"
        for one in [*unplaced][:_TOLD]
    )
    more = f"; và {len(unplaced) - _TOLD} chỗ nữa" if len(unplaced) > _TOLD else ""
    return f"Chưa đưa vào được {len(unplaced)} chỗ của bản đã ký: {told}{more}. Sửa trong bản nháp rồi trình lại."
