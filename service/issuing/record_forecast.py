"""Which number a document made elsewhere would get: shown before it is entered, and carried by the act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.dates import long_date
from service.domain.document_code import number_text, symbol
from service.domain.findings import FieldError, Finding
from service.errors import InvalidInput
from service.issuing.book_entry import book_kind
from service.issuing.numbering_forecast import moved_words
from service.issuing.record import document_kind
from service.issuing.workplace import Turn
from service.register import drafts, numbers, offices, series
from service.register.entries import BookEntry, NewDocument
from service.register.models import Document
from service.register.permissions import OfficeAct, require
from service.register.warnings_of_entry import symbol_remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHead:
    """What decides the number: kind (as `Recorded` takes it), day, series; `number` where somebody gave it already."""

    kind: str
    day: date
    number: int | None = None
    symbol: str = ""
    body: str = ""
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class RecordForecast:
    """The code of the next document, and its number where this program gives it (None: somebody gave it already).

    `remarks` are the warnings that its symbol has already: they can be mended before anything else is typed.
    """

    code: str
    day: date
    kind_name: str
    expected: int | None
    remarks: Sequence[Finding] = ()

    @property
    def sentence(self) -> str:
        """What stands above the button."""
        return f"Văn bản sẽ vào sổ với số {self.code}, {long_date(self.day)}. Sau khi vào sổ không sửa được nội dung."


def record_forecast(turn: Turn, office_id: str, head: RecordHead) -> RecordForecast:
    """Return the number that a document would get now.

    Raises InvalidInput, SeriesNotOpen, DateOutOfOrder, NotAllowed.
    """
    require(turn.session, turn.actor, office_id, OfficeAct.RECORD)
    row = _row(turn, office_id, head)
    found = series.series_for(turn.session, row, head.day)
    if not found.is_own and head.number is None:
        said = "Sổ này do hệ thống của tỉnh cấp số: ghi số đã được cấp."
        raise InvalidInput([FieldError("number", "missing", said)])
    remarks = symbol_remarks(turn.session, row)
    if head.number is not None:
        code = f"{number_text(head.number)}/{numbers.symbol_in(row, found)}"
        return RecordForecast(code, head.day, row.kind_title, None, remarks)
    numbers.require_possible_day(turn.session, turn.actor, row, found, head.day)
    code = numbers.next_code(turn.session, turn.actor, row, head.day)
    return RecordForecast(code, head.day, row.kind_title, found.last_number + 1, remarks)


def moved(turn: Turn, office_id: str, head: RecordHead, expected: int) -> str:
    """Return who got the number that stood on the button, and which one comes now."""
    row = _row(turn, office_id, head)
    following = series.series_for(turn.session, row, head.day).last_number + 1
    return f"{moved_words(turn, row, expected, head.day)} Văn bản này sẽ mang số {number_text(following)}."


def _row(turn: Turn, office_id: str, head: RecordHead) -> Document:
    """Return a document as it would stand in the book, in no session."""
    kind = document_kind(head.kind)
    office = offices.office(turn.session, turn.actor, office_id)
    printed = head.symbol or symbol(kind, head.body or office.abbreviation)
    entry = BookEntry(
        kind=book_kind(kind),
        kind_title=kind.name,
        subject="",
        symbol=printed,
        body=head.body,
        is_secret=head.is_secret,
    )
    return drafts.new_row(
        turn.actor, NewDocument(office_id=office_id, entry=entry, input=b""), origin="record"
    )
