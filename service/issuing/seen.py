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
            if seen_mark(turn, row) != self.seen:
                raise WrongState(
                    "Văn bản vừa được xử lý ở nơi khác, chưa làm thêm việc gì. Xem trạng thái hiện nay.",
                    code=MOVED,
                )
            yield turn


def guarded(workplace: Workplace, document_id: str, seen: str) -> GuardedWorkplace:
    """Return the workplace in which only what was seen can be acted on."""
    return GuardedWorkplace(
        workplace.register, workplace.catalogue, workplace.login, workplace.now, document_id, seen
    )


def seen_mark(turn: Turn, row: Document) -> str:
    """Return the mark of a document as it is now: state, version, hand-over, sendings, files."""
    session, actor = turn.session, turn.actor
    parts = (
        row.state,
        row.version,
        int(row.handed_over_at is not None),
        len(documents.dispatches_of(session, actor, row.id)),
        len(documents.files_of(session, actor, row.id)),
    )
    return ".".join(str(part) for part in parts)
