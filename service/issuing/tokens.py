"""Who stands behind a token: the user, the office in which he works, what he may do; and making tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.domain.dates import office_day, office_zone
from service.issuing.sandbox import ready_twin
from service.issuing.workplace import Workplace
from service.register import tokens
from service.register.database import Register
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
    with door.register.reading() as session:
        found = tokens.credential(session, secret, now=now)
    if found.last_used_at is None or found.last_used_at < now - NOTED_EVERY:
        with door.register.transaction() as session:
            tokens.note_use(session, found.token_id, now)
    workplace = Workplace(door.register, door.catalogue, found.login, door.now)
    office = found.office_id if found.is_live else ready_twin(workplace, found.office_id)
    return Bearer(workplace, found, office)


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

    Without a last day it is the one `days` after the day of the aware moment `now`.
    """
    last = last_day or office_day(now) + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time(), office_zone).astimezone(UTC)


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
