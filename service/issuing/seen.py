"""What a person saw of a document before pressing a button, so that a second click or a second person changes nothing.

Every act page carries the mark of the document as it was shown. The act is done in the same transaction in which the
mark is compared, with the office locked: of two posts at once the second one finds the document moved.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from service.issuing.workplace import Turn, Workplace
from service.register import documents
from service.register.errors import WrongState
from service.register.models import Document

MOVED = "document_moved"
EDITED = "Văn bản vừa được sửa sau khi bạn mở trang này"
_CONTENT_DIGITS = 16


@dataclass(frozen=True, slots=True)
class GuardedWorkplace(Workplace):
    """A workplace whose every act is refused once the document is no longer what `seen` says."""

    document_id: str
    seen: str

    @contextmanager
    def writing(self, login: str | None = None) -> Iterator[Turn]:
        """Yield a turn of the unmoved document. Raises WrongState (`document_moved`), DocumentNotFound."""
        with Workplace.writing(self, login) as turn:
            row = documents.locked_document(turn.session, turn.actor, self.document_id)
            require_seen(turn, row, self.seen)
            yield turn


def guarded(workplace: Workplace, document_id: str, seen: str) -> GuardedWorkplace:
    """Return the workplace in which only what was seen can be acted on."""
    return GuardedWorkplace(
        workplace.register, workplace.catalogue, workplace.login, workplace.now, document_id, seen
    )


def require_seen(turn: Turn, row: Document, seen: str) -> None:
    """Raise WrongState (`document_moved`) where a document is no longer what a mark says, with what moved."""
    now = seen_mark(turn, row)
    if now == seen:
        return
    if now.rpartition(".")[0] == seen.rpartition(".")[0]:
        raise WrongState(f"{EDITED}, chưa làm gì cả. Xem lại nội dung rồi làm tiếp.", code=MOVED)
    raise WrongState(
        "Văn bản vừa được xử lý ở nơi khác, chưa làm thêm việc gì. Xem trạng thái hiện nay.", code=MOVED
    )


def seen_mark(turn: Turn, row: Document) -> str:
    """Return the mark of a document as it is now: state, version, hand-over, sendings, files, content.

    The version stands still while its text is saved every two seconds: only the hash of the input tells what was read.
    """
    session, actor = turn.session, turn.actor
    parts = (
        row.state,
        row.version,
        int(row.handed_over_at is not None),
        len(documents.dispatches_of(session, actor, row.id)),
        len(documents.files_of(session, actor, row.id)),
        (documents.input_sha256(session, row) or "")[:_CONTENT_DIGITS],
    )
    return ".".join(str(part) for part in parts)
