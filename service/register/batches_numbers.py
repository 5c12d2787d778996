"""Numbers as they will be if nobody else takes one: a block is rendered with them before the lock is taken.

Nothing is promised: whoever holds the lock compares, and renders anew what came out otherwise.
"""

from collections import defaultdict
from collections.abc import Hashable
from datetime import date

from sqlalchemy.orm import Session

from service.domain.document_code import number_text
from service.register import locks
from service.register.entries import NewDocument
from service.register.issue_request import Numbered
from service.register.models import Document, Series
from service.register.numbers import symbol_in
from service.register.series import series_for


class Forecast:
    """The numbers that documents would get one after the other from now on, once `before` others have theirs."""

    def __init__(self, session: Session, *, before: int = 0) -> None:
        self._session = session
        self._ahead: defaultdict[str, int] = defaultdict(lambda: before)
        self._places: dict[Hashable, tuple[Series, str]] = {}

    def next(self, row: Document, day: date) -> Numbered:
        """Return what the number would add to a draft. Raises SeriesNotOpen."""
        series = series_for(self._session, row, day)
        return self._next(series, symbol_in(row, series), row.id, day, row.signed_on)

    def next_new(self, new: NewDocument, day: date) -> Numbered:
        """Return what the number would add to a document that is not there yet. Raises SeriesNotOpen.

        Series and symbol are looked for once for all that are alike: those of a batch are.
        """
        entry = new.entry
        alike = (new.office_id, day, entry.kind, entry.body, entry.is_secret, entry.symbol)
        if alike not in self._places:
            probe = Document(
                office_id=new.office_id,
                kind=entry.kind,
                kind_title=entry.kind_title,
                body=entry.body,
                is_secret=entry.is_secret,
                base_symbol=entry.symbol,
            )
            series = series_for(self._session, probe, day)
            self._places[alike] = (series, symbol_in(probe, series))
        series, symbol = self._places[alike]
        return self._next(series, symbol, new.id, day, None)

    def _next(
        self, series: Series, symbol: str, document_id: str, day: date, signed_on: date | None
    ) -> Numbered:
        """Return the next number of a series."""
        self._ahead[series.id] += 1
        number = series.last_number + self._ahead[series.id]
        return Numbered(
            document_id=document_id,
            office_id=series.office_id,
            number=number,
            symbol=symbol,
            code=f"{number_text(number)}/{symbol}",
            issued_on=day,
            signed_on=signed_on,
        )


def still_comes(session: Session, new: NewDocument, given: Numbered) -> bool:
    """Tell whether a forecast still holds, with the office locked until the end of the transaction."""
    locks.lock_office(session, new.office_id)
    return Forecast(session).next_new(new, given.issued_on) == given
