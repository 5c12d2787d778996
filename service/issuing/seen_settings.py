"""What a person saw of a setting before saving it, so that nobody writes over what somebody else has saved meanwhile.

Each form of the administration carries the mark of what it shows. The save happens in the same transaction in which the
mark is compared, with the office locked; what moved is refused with what is kept now.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from service.domain.dates import office_day
from service.issuing.issuing_office import issuing_office
from service.issuing.office_people import OfficePerson
from service.issuing.office_settings import header_of
from service.issuing.office_wording import wording_of
from service.issuing.workplace import Turn, Workplace
from service.register import locks, offices, people, series
from service.register.canonical import digest
from service.register.errors import OfficeNotFound, WrongState

_DIGITS = 16
#: What a form shows of an office, as plain values; None where there is nothing of it: the act says so itself.
Shown = Callable[[Turn], Any]
#: The ids of offices that an act locks.
Offices = Callable[[Turn], Collection[str]]


class SettingsMoved(WrongState):
    """Somebody saved after the form was opened; `now` is what is kept, `mark` the mark of it."""

    code = "settings_moved"

    def __init__(self, now: Any) -> None:
        super().__init__("Người khác vừa lưu phần này sau khi bạn mở trang, chưa lưu gì của bạn.")
        self.now = now
        self.mark = mark_of(now)


@dataclass(frozen=True, slots=True)
class SeenSettings(Workplace):
    """A workplace whose every save is refused once a setting is no longer what `seen` says."""

    office_id: str
    shown: Shown
    seen: str
    besides: Offices

    @contextmanager
    def writing(self, login: str | None = None) -> Iterator[Turn]:
        """Yield a turn in which the setting stands as it was seen. Raises SettingsMoved, WrongState."""
        with Workplace.writing(self, login) as turn:
            self._lock(turn)
            now = self.shown(turn)
            if now is not None and mark_of(now) != self.seen:
                raise SettingsMoved(now)
            yield turn

    def _lock(self, turn: Turn) -> None:
        """Lock the office and those besides. Raises WrongState where one of those is gone since they were told."""
        besides = self.besides(turn)
        try:
            locks.lock_offices(turn.session, {self.office_id, *besides})
        except OfficeNotFound:
            if set(self.besides(turn)) == set(besides):
                raise
            raise WrongState("Một cơ quan liên quan vừa được xóa, chưa lưu gì. Xem lại rồi bấm.") from None


def _none_besides(_turn: Turn) -> frozenset[str]:
    """Return no other office."""
    return frozenset()


def guarded(
    work: Workplace, office_id: str, shown: Shown, seen: str, besides: Offices = _none_besides
) -> SeenSettings:
    """Return the workplace in which only what was seen of an office can be written over.

    `besides` are the other offices in whose trails the act is entered: all are locked at once, in the one order.
    """
    return SeenSettings(work.register, work.catalogue, work.login, work.now, office_id, shown, seen, besides)


def mark_of(shown: Any) -> str:
    """Return the mark of what a form shows.

    >>> mark_of({"name": "UBND xã"}) == mark_of({"name": "UBND phường"})
    False
    """
    return digest(json.dumps(shown, sort_keys=True, default=str).encode())[:_DIGITS]


def mark_now(work: Workplace, shown: Shown) -> str:
    """Return the mark of a setting as it is now. Raises NotAllowed."""
    with work.reading() as turn:
        return mark_of(shown(turn))


def of_header(office_id: str) -> Shown:
    """Return what the form of the office shows: header and steps."""

    def shown(turn: Turn) -> Mapping[str, Any]:
        row = offices.office(turn.session, turn.actor, office_id)
        printed = issuing_office(turn, office_id, office_day(turn.actor.at))
        return {**asdict(header_of(printed)), "steps": list(row.steps)}

    return shown


def of_recipients(office_id: str) -> Shown:
    """Return what the form of the default recipients shows: name, purpose and members of each."""

    def shown(turn: Turn) -> list[Any]:
        printed = issuing_office(turn, office_id, office_day(turn.actor.at))
        return [[one.name, one.purpose, one.members] for one in printed.recipients]

    return shown


def of_wording(office_id: str) -> Shown:
    """Return what the form of the office's own words shows."""
    return lambda turn: asdict(wording_of(offices.office(turn.session, turn.actor, office_id)))


def person_facts(person: OfficePerson) -> Mapping[str, Any]:
    """Return what the form of one person shows."""
    return {"name": person.name, "is_active": person.is_active, "roles": sorted(person.roles)}


def of_person(office_id: str, user_id: str) -> Shown:
    """Return what the forms of one person of an office show; None where the office has no such person."""

    def shown(turn: Turn) -> Mapping[str, Any] | None:
        found = people.users_of(turn.session, turn.actor, office_id)
        return next(
            (
                {"name": user.name, "is_active": user.is_active, "roles": sorted(roles)}
                for user, roles in found
                if user.id == user_id
            ),
            None,
        )

    return shown


def told_of_name(user_id: str) -> Offices:
    """Return which offices note another name of a person."""
    return lambda turn: people.offices_told(turn.session, user_id)


def of_series(office_id: str, year: int, series_id: str) -> Shown:
    """Return what the page says of one series of a year; None where there is no such series."""

    def shown(turn: Turn) -> Mapping[str, Any] | None:
        rows = series.list_series(turn.session, turn.actor, office_id, year)
        return next((series_facts(row) for row in rows if row.id == series_id), None)

    return shown


def series_facts(row: Any) -> Mapping[str, Any]:
    """Return what the page says of a series that an act on it depends on."""
    return {
        "last": row.last_number,
        "is_closed": row.closed_at is not None,
        "awaits_confirmation": row.awaits_confirmation,
    }


def of_signer(office_id: str, signer_id: str) -> Shown:
    """Return what the form at a signer shows: his last day, blank as long as none is set."""

    def shown(turn: Turn) -> Mapping[str, Any] | None:
        found = people.signers_of(turn.session, turn.actor, office_id)
        return next((signer_facts(one) for one in found if one.id == signer_id), None)

    return shown


def signer_facts(row: Any) -> Mapping[str, Any]:
    """Return what the form at a signer shows."""
    return {"name": row.name, "valid_until": row.valid_until}
