"""Numbers as they will be if nobody else takes one: a block is rendered with them before the lock is taken.

Nothing is promised: whoever holds the lock compares, and renders anew what came out otherwise.
"""

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from service.domain.document_code import number_text
from service.register import locks
from service.register.issue_request import Numbered
from service.register.models import Document
from service.register.numbers import symbol_in
from service.register.series import series_for


class Forecast:
    """The numbers that documents would get one after the other from now on, once `before` others have theirs."""

    def __init__(self, session: Session, *, before: int = 0) -> None:
        self._session = session
        self._ahead: defaultdict[str, int] = defaultdict(lambda: before)

    def next(self, row: Document, day: date) -> Numbered:
        """Return what the number would add to `row`, a draft or a probe in no session. Raises SeriesNotOpen."""
        series = series_for(self._session, row, day)
        self._ahead[series.id] += 1
        number = series.last_number + self._ahead[series.id]
        symbol = symbol_in(row, series)
        return Numbered(
            document_id=row.id,
            office_id=row.office_id,
            number=number,
            symbol=symbol,
            code=f"{number_text(number)}/{symbol}",
            issued_on=day,
            signed_on=row.signed_on,
        )


def still_comes(session: Session, row: Document, given: Numbered) -> bool:
    """Tell whether a forecast still holds, with the office locked until the end of the transaction."""
    locks.lock_office(session, row.office_id)
    return Forecast(session).next(row, given.issued_on) == given
