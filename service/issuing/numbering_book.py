"""What the book would say to a number that is not taken yet: series, number, code, or why there is none."""

from datetime import date
from typing import Any

from service.domain.dates import office_day
from service.issuing.workplace import Turn
from service.register import numbers, offices, series
from service.register.errors import (
    DateOutOfOrder,
    DocumentNotFound,
    InvalidEntry,
    NumberTaken,
    SeriesNotOpen,
    WrongState,
)
from service.register.models import Document, Series
from service.register.numbers import Wanted
from service.register.permissions import OFFICE_ROLES, OfficeAct, roles_of
from service.register.ready_to_number import require_ready
from service.register.series_words import opening

AWAITS_CONFIRMATION = "series_awaits_confirmation"


def book_says(turn: Turn, row: Document, wanted: Wanted, *, number_follows: bool) -> dict[str, Any]:
    """Return what a `Forecast` says of the book; `number_follows`: a number that is missing is typed beside it."""
    return {
        "step_refusal": _step_refusal(turn, row),
        "entry_refusal": _entry_refusal(turn, row),
        **_number(turn, row, wanted, number_follows=number_follows),
    }


def _step_refusal(turn: Turn, row: Document) -> WrongState | None:
    """Return what the office wants done before the number."""
    try:
        numbers.require_steps_done(row, offices.office(turn.session, turn.actor, row.office_id))
    except WrongState as problem:
        return problem
    return None


def _entry_refusal(turn: Turn, row: Document) -> InvalidEntry | DocumentNotFound | None:
    """Return why the book cannot hold the document, whatever its number."""
    try:
        require_ready(turn.session, row)
    except (InvalidEntry, DocumentNotFound) as problem:
        return problem
    return None


def _number(turn: Turn, row: Document, wanted: Wanted, *, number_follows: bool) -> dict[str, Any]:
    """Return what the series says: the number that would be taken, or the next one and why it cannot be.

    A number that somebody said and that is refused leaves number and code blank: another one is no answer to it.
    """
    try:
        found = series.series_for(turn.session, row, wanted.day)
    except SeriesNotOpen as problem:
        return _without_series(turn, row, wanted, problem)
    said: dict[str, Any] = {"series": found, "is_external": not found.is_own}
    if found.is_own and wanted.number is None:
        code = numbers.next_code(turn.session, turn.actor, row, wanted.day)
        said |= {"number": found.last_number + 1, "code": code}
    elif wanted.number is None and number_follows:
        return said | _day_alone(turn, row, found, wanted.day)
    try:
        taken = numbers.takeable(turn.session, turn.actor, row, wanted)
    except DateOutOfOrder as problem:
        return {**said, "date_refusal": problem}
    except (InvalidEntry, NumberTaken) as problem:
        return {**said, "number_refusal": problem}
    return {**said, "number": taken.number, "code": taken.code}


def _day_alone(turn: Turn, row: Document, found: Series, day: date) -> dict[str, Any]:
    """Return what stands against the day of a number that is not known yet."""
    try:
        numbers.require_possible_day(turn.session, turn.actor, row, found, day)
    except DateOutOfOrder as problem:
        return {"date_refusal": problem}
    return {}


def _without_series(turn: Turn, row: Document, wanted: Wanted, problem: SeriesNotOpen) -> dict[str, Any]:
    """Return why there is no number on a day; a series is offered only for this year, and for a day that can be.

    A mistyped year would leave a series behind that nobody wanted.
    """
    try:
        numbers.require_day(turn.session, turn.actor, row, wanted.day)
        numbers.require_in_range(wanted.number)
    except DateOutOfOrder as impossible:
        return {"date_refusal": impossible}
    except InvalidEntry as impossible:
        return {"number_refusal": impossible}
    year = wanted.day.year
    roles = roles_of(turn.session, turn.actor, row.office_id)
    may_open = not roles.isdisjoint(OFFICE_ROLES[OfficeAct.OPEN_SERIES])
    said: dict[str, Any] = {"series_refusal": problem}
    if may_open and year == office_day(turn.actor.at).year and problem.code != AWAITS_CONFIRMATION:
        said["opening"] = opening(row, series.series_of_year(turn.session, row.office_id, year))
    return said
