"""Take the leader's edits back: a Word file that was made of a draft, changed in Word, becomes a new version of it.

The file is compared paragraph by paragraph with the version that it was made of; each change is taken or the draft
kept. What the draft says and a file does not show (labels, roles, mentions) stays. The new version is printed and held
against the file: a change that does not show in the print is told as one that found no place, never passed over.
"""

from collections.abc import Collection

from service.issuing.draft_versions import version_envelope
from service.issuing.drafting import raw_document
from service.issuing.published_types import publish
from service.issuing.rendered_file import RenderedDocument, newest
from service.issuing.returned_changes import Comparison, Taken
from service.issuing.returned_comparing import ReturnedFile, opened
from service.issuing.submit import Submitted, submit_all
from service.issuing.workplace import Turn, Workplace
from service.register import documents, drafts
from service.register.canonical import canonical_json
from service.register.drafts import SavedDraft
from service.register.errors import WrongState
from service.register.states import State

LABEL = "Nhận lại tệp đã sửa trên Word"
HANDED_OUT = "Gửi sửa trên Word"


def compare(workplace: Workplace, document_id: str, content: bytes) -> Comparison:
    """Compare a returned file with the version of a document that it was made of; nothing is changed.

    Raises UnreadableInput (damaged, unsafe), ForeignFile (says whose it is), DocumentNotFound, WrongState.
    """
    work = opened(workplace, document_id, content)
    _, unplaced = work.result(())
    return Comparison(
        document_id,
        work.version,
        work.changes(),
        work.remarks(),
        tuple(unplaced),
        is_identified=bool(work.carried.document_id),
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


def take(workplace: Workplace, document_id: str, content: bytes, *, keep: Collection[str] = ()) -> Taken:
    """Make a new version of a draft with the changes of a returned file, but for the rows whose keys are in `keep`.

    The version before stands still under the label “Nhận lại tệp đã sửa trên Word”. Raises as `compare` does, and
    NotAllowed, WrongState for what is no draft any more.
    """
    work = opened(workplace, document_id, content)
    with workplace.writing() as turn:
        return _taken(turn, work, document_id, keep)


def _taken(turn: Turn, work: ReturnedFile, document_id: str, keep: Collection[str]) -> Taken:
    """Take the changes of an opened file in the transaction of `turn`."""
    changed, unplaced = work.result(keep)
    row = documents.locked_document(turn.session, turn.actor, document_id)
    if canonical_json(version_envelope(turn, document_id, row.version)) != canonical_json(work.current):
        raise WrongState(
            "Văn bản vừa được người khác sửa. Mở lại rồi nhận tệp lần nữa.", code="version_moved"
        )
    new = raw_document(turn, work.document_type, changed)
    drafts.keep_version(turn.session, turn.actor, document_id, label=LABEL)
    saved = SavedDraft(entry=new.entry, input=canonical_json(changed).encode(), relations=new.relations)
    row = drafts.save_draft(turn.session, turn.actor, document_id, saved)
    return Taken(row, sum(one.key not in keep for one in work.changes()), tuple(unplaced))


def put_up_as_signed(
    workplace: Workplace, document_id: str, content: bytes, *, keep: Collection[str] = ()
) -> tuple[Taken, Submitted]:
    """“Lập lại bản trình ký theo bản đã ký”: the paper was signed with other words than were put up.

    The document goes back to its draft, takes the words of the file, and is put up for signature again; a change that
    finds no place stops this, for then the document would still not say what was signed. All of it or nothing.
    Raises as `take` and `submit` do.
    """
    work = opened(workplace, document_id, content)
    _, unplaced = work.result(keep)
    if unplaced:
        words = "; ".join(f"“{one.text[:80]}”" for one in unplaced[:3])
        raise WrongState(
            f"Chưa đưa vào được {len(unplaced)} chỗ của bản đã ký: {words}. Sửa trong bản nháp rồi trình lại."
        )
    with workplace.reading() as turn:
        publish(workplace, turn, work.document_type)
    with workplace.writing() as turn:
        drafts.return_document(turn.session, turn.actor, document_id, remark=LABEL)
        taken = _taken(turn, work, document_id, keep)
        return taken, submit_all(workplace, turn, document_id)
