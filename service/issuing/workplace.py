"""Where a use case takes place: the open register, the types on offer, the person who acts, the clock.

Each use case reads first and then acts in one transaction; `reading` and `writing` give both, with the person's
rights decided anew each time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.register import offices, people
from service.register.database import Register
from service.register.errors import InvalidEntry
from service.register.permissions import Actor


@dataclass(frozen=True, slots=True)
class Turn:
    """One transaction or reading of the register, who acts in it, and the `office` of a workplace that has one."""

    session: Any
    actor: Actor
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Workplace:
    """An open register with the types on offer, for the user with this `login`; `now` is aware.

    `office` is the one whose documents may be taken from here (that of a token); None: wherever the user has a role.
    """

    register: Register
    catalogue: Catalogue
    login: str
    now: Callable[[], datetime]
    office: str | None = field(default=None, kw_only=True)

    @contextmanager
    def reading(self) -> Iterator[Turn]:
        """Yield a turn that sees one snapshot and cannot write. Raises UserNotFound."""
        with self.register.reading() as session:
            yield Turn(session, people.acting_user(session, self.login, now=self.now()), self.office)

    @contextmanager
    def writing(self, login: str | None = None) -> Iterator[Turn]:
        """Yield a turn that is kept whole at its end, or not at all. Raises UserNotFound."""
        with self.register.transaction() as session:
            actor = people.acting_user(session, login or self.login, now=self.now())
            yield Turn(session, actor, self.office)


def office_or_only(turn: Turn, given: str | None) -> str:
    """Return the office that a person named, else the only one where he has a role.

    Raises InvalidEntry, OfficeNotFound, NotAllowed.
    """
    if given:
        return str(offices.office(turn.session, turn.actor, given).id)
    own = offices.offices(turn.session, turn.actor)
    if len(own) != 1:
        known = ", ".join(office.id for office in own) or "chưa có cơ quan nào"
        raise InvalidEntry(f"Ghi mã cơ quan (--office). Các cơ quan của bạn: {known}.", code="office_unclear")
    return str(own[0].id)
