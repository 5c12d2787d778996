"""Which number a document made elsewhere would get: shown before it is entered, and carried by the act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.dates import long_date
from service.domain.document_code import number_text, symbol
from service.domain.findings import Finding
from service.issuing.book_entry import book_kind
from service.issuing.numbering_forecast import moved_words
from service.issuing.record import document_kind
from service.issuing.workplace import Turn
from service.register import drafts, numbers, offices, series
from service.register.entries import BookEntry, NewDocument, require_sound_symbol
from service.register.models import Document, Series
from service.register.numbers import Wanted
from service.register.permissions import OfficeAct, require
from service.register.warnings_of_entry import symbol_remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHead:
    """What decides the number: kind (as `Recorded` takes it), day, series; `number` where somebody gave it already.

    `is_day_said` False: nobody named the day, it is that of today.
    """

    kind: str
    day: date
    number: int | None = None
    symbol: str = ""
    body: str = ""
    is_secret: bool = False
    is_day_said: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForecast:
    """What the document would carry; `expected` is its number where this program gives it, None: somebody gave it.

    `remarks` are the warnings that its symbol has already: they can be mended before anything else is typed.
    """

    series: Series
    number: int
    symbol: str
    day: date
    kind_name: str
    expected: int | None
    remarks: Sequence[Finding] = ()

    @property
    def code(self) -> str:
        """Number and symbol as the book has them: ``05/QĐ-UBND``."""
        return f"{number_text(self.number)}/{self.symbol}"

    @property
    def sentence(self) -> str:
        """What stands above the button."""
        return f"Văn bản sẽ vào sổ với số {self.code}, {long_date(self.day)}. Sau khi vào sổ không sửa được nội dung."


def record_forecast(turn: Turn, office_id: str, head: RecordHead) -> RecordForecast:
    """Return the number that a document would get now; refused is what the entry itself would refuse.

    Raises InvalidEntry (kind, symbol, number), NumberTaken, SeriesNotOpen, DateOutOfOrder, NotAllowed.
    """
    require(turn.session, turn.actor, office_id, OfficeAct.RECORD)
    row = _row(turn, office_id, head)
    wanted = Wanted(head.day, number=head.number, is_day_said=head.is_day_said)
    taken = numbers.takeable(turn.session, turn.actor, row, wanted)
    return RecordForecast(
        series=taken.series,
        number=taken.number,
        symbol=taken.symbol,
        day=head.day,
        kind_name=row.kind_title,
        expected=taken.number if head.number is None else None,
        remarks=symbol_remarks(turn.session, row),
    )


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
    require_sound_symbol(entry)
    return drafts.new_row(
        turn.actor, NewDocument(office_id=office_id, entry=entry, input=b""), origin="record"
    )
