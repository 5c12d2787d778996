"""Whether numbers can be taken on a day, asked before anything is made or pressed: as for a single document."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from service.domain.dates import office_day
from service.domain.text import upper_first
from service.issuing.workplace import Turn, Workplace
from service.register import batches, numbers, series
from service.register.batches_days import ISSUE, LooksOfSeries, awaiting_numbers, rows_ahead
from service.register.errors import DateOutOfOrder, InvalidEntry
from service.register.models import Batch, Document, Series
from service.register.series import describe

_MOST_NAMED = 10


def series_on(turn: Turn, row: Document, day: date) -> Series:
    """Return the series that would number a document, kept or only thought of, on a day.

    Raises SeriesNotOpen, DateOutOfOrder (still to come, before the last number), InvalidEntry (its numbers are given
    elsewhere).
    """
    numbers.require_day(turn.session, turn.actor, row, day)
    found = series.series_for(turn.session, row, day)
    numbers.require_possible_day(turn.session, turn.actor, row, found, day)
    if not found.is_own:
        raise InvalidEntry(
            f"{upper_first(describe(found))} do hệ thống khác cấp số: tạo bản để trình ký, rồi ghi số đã được cấp ở"
            " trang của từng văn bản."
        )
    return found


def require_days(turn: Turn, batch_id: str, days: Mapping[int, date | None]) -> None:
    """Raise as `series_on` for a day (None: today) on which rows of a batch cannot be numbered, naming the rows.

    Documents of other offices are left out: their own records officers number them. Rights are the caller's business.
    """
    today = office_day(turn.actor.at)
    row = batches.batch(turn.session, turn.actor, batch_id)
    alike: defaultdict[tuple[date, LooksOfSeries], list[int]] = defaultdict(list)
    for number, looks in awaiting_numbers(turn.session, row):
        if number in days:
            alike[days[number] or today, looks].append(number)
    for (day, looks), rows in alike.items():
        try:
            series_on(turn, Document(office_id=row.office_id, **looks._asdict()), day)
        except DateOutOfOrder as refused:
            raise DateOutOfOrder(f"{_named(rows)}: {refused.message}", code=refused.code) from None


def require_new_day(workplace: Workplace, turn: Turn, row: Batch, day: date) -> None:
    """Raise as `series_on` for another day on which the numbers that a batch still takes cannot be."""
    require_days(turn, row.id, dict.fromkeys(rows_ahead(turn.session, row), day))
    if row.intent == ISSUE:
        kind = workplace.catalogue.get(row.type_slug).kind
        fresh = Document(office_id=row.office_id, kind=kind.abbreviation, body="", is_secret=False)
        series_on(turn, fresh, day)


def _named(found: list[int]) -> str:
    more = f" và {len(found) - _MOST_NAMED} dòng khác" if len(found) > _MOST_NAMED else ""
    return f"Dòng {', '.join(map(str, found[:_MOST_NAMED]))}{more}"
