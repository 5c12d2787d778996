"""`If-Match` at an act on a document: it is done to the document that was read, or not at all (RFC 9110, 13.1.1)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from service.api.call import Answer, Call
from service.issuing.redrafting import ANY_STATE, DraftMoved, tag
from service.issuing.workplace import Turn, Workplace
from service.register import documents
from service.register.models import Document


@dataclass(frozen=True, slots=True)
class MatchedWorkplace(Workplace):
    """A workplace that writes only as long as the document has one of the tags; what it made of it counts as read."""

    document_id: str
    tags: set[str]

    @contextmanager
    def writing(self, login: str | None = None) -> Iterator[Turn]:
        """Yield a turn of the document as it was read, its office locked. Raises DraftMoved, DocumentNotFound."""
        with Workplace.writing(self, login) as turn:
            _require(turn, self._row(turn), self.tags)
            yield turn
            self.tags.add(tag(turn, self._row(turn)))

    def _row(self, turn: Turn) -> Document:
        return documents.locked_document(turn.session, turn.actor, self.document_id)


def held(act: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
    """Return an act on the document of the address that holds the `If-Match` of its call, where it has one."""

    def matched(call: Call) -> Answer:
        if not call.tags or ANY_STATE in call.tags:  # the document is there: the gate has looked
            return act(call)
        document_id, work = call.arguments["document_id"], call.work
        with work.reading() as turn:
            _require(turn, documents.document(turn.session, turn.actor, document_id), call.tags)
        place = MatchedWorkplace(
            work.register,
            work.catalogue,
            work.login,
            work.now,
            document_id,
            set(call.tags),
            office=work.office,
        )
        return act(replace(call, bearer=replace(call.bearer, workplace=place)))

    return matched


def _require(turn: Turn, row: Document, tags: frozenset[str] | set[str]) -> None:
    """Raise DraftMoved where a document has none of the tags."""
    if tag(turn, row) not in tags:
        raise DraftMoved("Văn bản đã thay đổi sau lần bạn đọc, chưa làm gì cả. Đọc lại rồi làm tiếp.")
