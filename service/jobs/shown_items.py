"""A row of a batch with the document that it became: what it is called, which file it has, what is wrong with it.

Everything that is fetched of a batch asks here, so that name, number, day, bytes and hash are always of one document
as it is now: with its number, of whichever act; as it was put up last; as the batch made it where nobody else has it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from service.domain.text import file_name, upper_first
from service.issuing.workplace import Turn
from service.register import batches_answers, batches_items
from service.register.batches import ItemState
from service.register.book_notes import end_note
from service.register.errors import WrongState
from service.register.models import BatchItem, Document
from service.register.permissions import OFFICE_ROLES, OfficeAct, roles_of
from service.register.states import STATE_NAMES, State

_NAME_CHARACTERS = 100
_MARK_DIGITS = 16
FILE_MOVED = (
    "dòng {row}: văn bản đã được trình lại, chưa cấp số vì bản giấy đã ký có thể là bản trước. Đối chiếu bản giấy với"
    " bản đang trình rồi cấp số lại, với trang hoặc DANH_SACH.xlsx mới."
)
"""Words for a number that was asked for a text which somebody saw before it was put up again, changed or not."""
_ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A row of a batch with the document that it became, where the register keeps one.

    `is_withheld`: the file that the row has bears the number of a document that is not shown.
    """

    item: BatchItem
    document: Document | None
    is_withheld: bool = False

    @property
    def numbered(self) -> Document | None:
        """The document where it has its number."""
        return self.document if self.document is not None and self.document.number is not None else None

    @property
    def end(self) -> str:
        """How the end of the document stands in the book (voided, recalled), "" for one that holds."""
        return end_note(self.numbered) if self.numbered is not None else ""

    @property
    def sha256(self) -> str | None:
        """The hash of its file; None where it has none that may go out: not made, voided, recalled, returned."""
        if self.document is None:
            return None if self.is_withheld else self.item.content_sha256
        return None if self.end else self.document.content_sha256

    @property
    def mark(self) -> str:
        """The mark of its file: of a text that was put up anew it is another one, "" where it has none."""
        return mark_of(self.sha256)

    @property
    def state(self) -> ItemState:
        """Where the row stands; nothing is left to be done for a document that has its number."""
        return ItemState(self.item.state) if self.numbered is None else ItemState.DONE

    @property
    def fault(self) -> tuple[str, str]:
        """Code and message of what is wrong with it, blank where nothing is."""
        if self.numbered is None:
            return self.item.error_code, self.item.error
        return (self.numbered.state, self.end) if self.end else ("", "")

    @property
    def standing(self) -> str:
        """Why the document cannot be numbered yet: it was returned, or goes its steps; "" where that is not so."""
        document = self.document
        if document is None or document.number is not None or document.state == State.FOR_SIGNATURE:
            return ""
        return f"{STATE_NAMES[State(document.state)]}, không ở bước chờ ký"

    @property
    def file_name(self) -> str:
        """The name of its file within the batch, which sorts: number in the batch, unit, code."""
        number, document = f"{self.item.number:05d}", self.numbered
        code = ["trình ký"]
        if document is not None:
            code = [document.symbol or "", f"{document.number:02d}", str(document.year)]
        return file_name(number, self.item.unit_name, *code, max_length=_NAME_CHARACTERS, extension="docx")


def shown_items(
    turn: Turn, batch_id: str, *, states: tuple[str, ...] = (), after: int = 0, limit: int = 200
) -> list[ShownItem]:
    """Return rows with their documents within one turn; access to the batch is the caller's business.

    A document of another office belongs to it: who has no role there, or is at the workplace of one office, sees the
    row as the batch made it, without number and day.
    """
    done = numbered_alone(turn, batch_id) if states else {}
    rows = batches_items.items(turn.session, batch_id, states=states, done=done, after=after, limit=limit)
    kept = batches_items.documents_of(turn.session, [row.document_id for row in rows if row.document_id])
    readable = {one for one in {row.office_id for row in kept.values()} if is_readable(turn, one)}
    return [_shown(row, kept.get(row.document_id or ""), readable) for row in rows]


def mark_of(sha256: str | None) -> str:
    """Return the mark of a file by its hash, "" where there is none.

    >>> mark_of("0123456789abcdef" * 4), mark_of(None)
    ('0123456789abcdef', '')
    """
    return (sha256 or "")[:_MARK_DIGITS]


def file_moved(row: int) -> WrongState:
    """Return the refusal of a number that was asked for a text which was put up anew since."""
    return WrongState(upper_first(FILE_MOVED.format(row=row)), code="file_moved")


def is_readable(turn: Turn, office_id: str) -> bool:
    """Tell whether documents of an office are shown: to its people, at a workplace that is of it or of none."""
    roles = roles_of(turn.session, turn.actor, office_id)
    return turn.office in {None, office_id} and not roles.isdisjoint(OFFICE_ROLES[OfficeAct.READ])


def numbered_alone(turn: Turn, batch_id: str) -> dict[int, ItemState]:
    """Return the rows that are done because their document took its number by itself, with the state that they kept."""
    found = batches_items.numbered_elsewhere(turn.session, batch_id)
    return {number: state for number, state, office_id in found if is_readable(turn, office_id)}


def _shown(row: BatchItem, document: Document | None, readable: Collection[str]) -> ShownItem:
    """Return a row with its document where it is shown."""
    if document is None or document.office_id in readable:
        return ShownItem(row, document)
    is_numbered_file = document.number is not None and row.content_sha256 == document.content_sha256
    return ShownItem(row, None, is_withheld=is_numbered_file)


def all_items(turn: Turn, batch_id: str) -> Iterator[ShownItem]:
    """Yield every row of a batch by number; access is the caller's business."""
    after = 0
    while page := shown_items(turn, batch_id, after=after, limit=_ROWS_AT_ONCE):
        yield from page
        after = page[-1].item.number
        turn.session.expunge_all()


def item_object(shown: ShownItem) -> dict[str, Any]:
    """Return a row of a batch as commands and API show it."""
    item, document = shown.item, shown.document
    code, message = shown.fault
    return {
        "number": item.number,
        "row": item.line,
        "unit": item.unit_id,
        "unit_name": item.unit_name,
        "office": item.office_id,
        "state": shown.state,
        "document": item.document_id,
        "code": document.code if document is not None else None,
        "issued_on": document.issued_on.isoformat() if document is not None and document.issued_on else None,
        "sha256": shown.sha256,
        "questions": batches_answers.told(item),
        "error": {"code": code, "message": message} if code else None,
    }
