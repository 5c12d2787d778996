"""Who stands behind a token: the user, the office in which he works, what he may do; and making tokens."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.domain.dates import office_day, office_zone, short_date
from service.issuing.sandbox import ready_twin
from service.issuing.workplace import Workplace
from service.register import tokens
from service.register.database import Register
from service.register.errors import InvalidEntry
from service.register.models import ApiToken
from service.register.people import OPERATOR
from service.register.tokens import Credential, NewToken, Scope

NOTED_EVERY = timedelta(minutes=5)
"""How exactly the last use of a token is kept: it costs a write, so it is not kept for each request."""
DEFAULT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Bearer:
    """The user behind a token: where he works (`office` is the sandbox's for a test token), what he may do."""

    workplace: Workplace
    credential: Credential
    office: str

    @property
    def is_live(self) -> bool:
        """Whether what he does counts."""
        return self.credential.is_live


@dataclass(frozen=True, slots=True)
class Door:
    """What it takes to let somebody in: the register, the types on offer, the clock."""

    register: Register
    catalogue: Catalogue
    now: Callable[[], datetime]


def bearer(door: Door, secret: str) -> Bearer:
    """Return who stands behind a token. Raises TokenRefused."""
    now = door.now()
    found = tokens.credential(door.register, secret, now=now)
    if found.last_used_at is None or found.last_used_at < now - NOTED_EVERY:
        with door.register.transaction() as session:
            tokens.note_use(session, found.token_id, now)
    workplace = Workplace(door.register, door.catalogue, found.login, door.now)
    office = found.office_id if found.is_live else ready_twin(workplace, found.office_id)
    return Bearer(replace(workplace, office=office), found, office)


def add(workplace: Workplace, new: NewToken) -> tuple[ApiToken, str]:
    """Make a token; the secret is returned this once. Raises NotAllowed, InvalidEntry."""
    with workplace.writing() as turn:
        return tokens.add_token(turn.session, turn.actor, new)


def first_test_token(workplace: Workplace, office_id: str) -> str:
    """Make the token with which a newcomer tries the API: all scopes, the sandbox only; return the secret."""
    new = NewToken(
        office_id=office_id,
        login=OPERATOR,
        name="Dùng thử",
        scopes=tuple(Scope),
        expires_at=end_of_token(workplace.now()),
        is_live=False,
    )
    return add(workplace, new)[1]


def end_of_token(now: datetime, *, last_day: date | None = None, days: int = DEFAULT_DAYS) -> datetime:
    """Return the moment at which a token ends: when its last day is over in the office's time zone.

    Without a last day it is the one `days` after the day of the aware moment `now`. Raises InvalidEntry for one before
    that day.
    """
    today = office_day(now)
    last = last_day or today + timedelta(days=days)
    if last < today:
        raise InvalidEntry(
            f"Ngày hết hạn {short_date(last)} đã qua. Ghi từ hôm nay trở đi.", path="expires_on"
        )
    end = datetime.combine(last, time.max, office_zone).astimezone(UTC)
    # The midnight after the last day that there is cannot be written as a date.
    return end if last == date.max else end + timedelta(microseconds=1)


def token_object(row: ApiToken, login: str) -> dict[str, Any]:
    """Return a token as commands and API show it, without its secret, which nobody has any more."""
    return {
        "id": row.id,
        "name": row.name,
        "login": login,
        "scopes": list(row.scopes),
        "livemode": row.is_live,
        "expires_at": row.expires_at.isoformat(),
        "last_used_at": row.last_used_at.isoformat() if row.last_used_at else None,
        "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
    }
