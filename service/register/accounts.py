"""Passwords, sign-ins and failed attempts of the register's users. What is kept is hashes: no password, no token.

An attempt counts before its password is looked at, so that many at once gain nothing; one that succeeds wipes the
count out. One count is of one login from one address: nobody can shut another person out by failing on his name. One
is of the address alone, whatever logins are tried from it: it lets a whole office behind one address mistype as offices
do, and slows down who goes through many logins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from service.register import audit, locks
from service.register.errors import UserNotFound, WrongState
from service.register.models import SYSTEM, Account, Grant, LoginFailure, Office, Sandbox, SignIn, User
from service.register.offices import DEMO
from service.register.people import require_over
from service.register.permissions import Actor
from service.register.states import Role

LONGEST_WAIT_SECONDS = 300
_FORGOTTEN_AFTER = timedelta(days=1)
_MOST_CHARACTERS = 64
#: Stands for all logins of an address: no login has a blank at its end.
_ANY_LOGIN = " "
#: So many failures of an address cost nothing: some fifty people who begin their day and mistype twice each.
ADDRESS_FREE_FAILURES = 100
#: For each such time without an attempt one failure of an address is forgotten.
_ADDRESS_FORGIVES_AFTER = timedelta(minutes=3)
# Asked before every page: made once, and one question, since what it costs is the asking.
_REAL = and_(Grant.user_id == User.id, Grant.office_id.not_in(select(Sandbox.office_id)))
_SIGNED_IN = (
    select(
        User.id,
        User.login,
        User.name,
        Account.must_change,
        Office.id.label("office_id"),
        Office.name.label("office_name"),
        Office.profile,
        Grant.role,
    )
    .join(SignIn, SignIn.user_id == User.id)
    .join(Account, Account.user_id == User.id)
    .outerjoin(Grant, _REAL)
    .outerjoin(Office, Office.id == Grant.office_id)
    .where(
        SignIn.token_sha256 == bindparam("token_sha256"), SignIn.ends_at > bindparam("now"), User.is_active
    )
    .order_by(Office.name, Office.id)
)


@dataclass(frozen=True, slots=True)
class StoredPassword:
    """What a login is checked against."""

    user_id: str
    password_hash: str
    must_change: bool


@dataclass(frozen=True, slots=True)
class OfficeRoles:
    """An office in which a person has roles."""

    office_id: str
    name: str
    is_demo: bool
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in in a browser, and where he has which roles, by the names of the offices."""

    user_id: str
    login: str
    name: str
    must_change: bool
    offices: tuple[OfficeRoles, ...]


def stored_password(session: Session, login: str) -> StoredPassword | None:
    """Return the password of an active user, None for a login that cannot get in."""
    row = session.execute(
        select(Account).join(User, User.id == Account.user_id).where(User.login == login, User.is_active)
    ).scalar_one_or_none()
    return None if row is None else StoredPassword(row.user_id, row.password_hash, row.must_change)


def known_login(session: Session, typed: str) -> str:
    """Return the login of the user who is meant: as typed, else the only one that differs in capitals alone.

    Whatever else it is comes back in small letters, so that its attempts are counted as one.
    """
    if session.scalar(select(User.id).where(User.login == typed)) is not None:
        return typed
    small = typed.lower()
    meant = session.scalars(select(User.login).where(func.lower(User.login) == small)).all()
    return str(meant[0]) if len(meant) == 1 else small


def count_attempt(session: Session, login: str, address: str, now: datetime) -> int:
    """Count an attempt and return 0, or return the seconds until the next one may be made, and count nothing."""
    locks.lock_office(session, SYSTEM)
    session.execute(delete(LoginFailure).where(LoginFailure.last_at < now - _FORGOTTEN_AFTER))
    own, common = (session.get(LoginFailure, key, populate_existing=True) for key in _keys(login, address))
    waits = [row.wait_until - now for row in (own, common) if row is not None and row.wait_until > now]
    if waits:
        return _whole_seconds(max(waits))
    failures = 1 if own is None else own.failures + 1
    of_address = 1 if common is None else _remembered(common, now) + 1
    counted = ((failures, failures), (of_address, of_address - ADDRESS_FREE_FAILURES))
    for (name, place), (count, costly) in zip(_keys(login, address), counted, strict=True):
        wait_until = now + timedelta(seconds=wait_seconds(costly))
        session.merge(
            LoginFailure(login=name, address=place, failures=count, last_at=now, wait_until=wait_until)
        )
    return 0


def wait_seconds(failures: int) -> int:
    """Return how long to wait after so many failed attempts in a row; the first costs nothing.

    >>> [wait_seconds(n) for n in (1, 2, 3, 5, 9, 10, 500)]
    [0, 2, 4, 16, 256, 300, 300]
    """
    return 0 if failures < 2 else min(LONGEST_WAIT_SECONDS, 2 ** min(failures - 1, 10))


def forget_attempts(session: Session, login: str, address: str) -> None:
    """Wipe the count out: the person is in. Of the count of the address only what he added himself goes."""
    locks.lock_office(session, SYSTEM)
    own, common = (session.get(LoginFailure, key, populate_existing=True) for key in _keys(login, address))
    if own is None:
        return
    if common is not None:
        common.failures = max(0, common.failures - own.failures)
        common.wait_until = common.last_at
    session.delete(own)


def _keys(login: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the keys of both counts: of the login from the address, of the address."""
    place = address[:_MOST_CHARACTERS]
    return (login.strip()[:_MOST_CHARACTERS], place), (_ANY_LOGIN, place)


def _remembered(common: LoginFailure, now: datetime) -> int:
    """Return the failures of an address that the time since the last one has left."""
    return max(0, common.failures - (now - common.last_at) // _ADDRESS_FORGIVES_AFTER)


def set_password(
    session: Session, actor: Actor, user_id: str, *, password_hash: str, must_change: bool
) -> None:
    """Give a user a password and end all of his sign-ins.

    He himself may, the operator, and an administrator of every office in which the user has a role: a password opens
    all of them. Raises NotAllowed, UserNotFound, WrongState.
    """
    locks.lock_office(session, SYSTEM)
    user = session.get(User, user_id, populate_existing=True)
    if user is None:
        raise UserNotFound("Không có người dùng này.")
    if user.is_operator:
        raise WrongState("Người vận hành làm việc bằng lệnh trên máy chủ, không đăng nhập bằng mật khẩu.")
    if user_id != actor.user_id:
        require_over(session, actor, user_id)
    session.merge(
        Account(user_id=user_id, password_hash=password_hash, must_change=must_change, changed_at=actor.at)
    )
    end_sign_ins(session, user_id)
    audit.append(session, actor, SYSTEM, "set_password", {"user": user_id, "login": user.login})


def replace_hash(session: Session, user_id: str, password_hash: str) -> None:
    """Keep the same password under a newer hash."""
    session.get_one(Account, user_id).password_hash = password_hash


def begin_sign_in(
    session: Session, user_id: str, *, token_sha256: str, now: datetime, ends_at: datetime
) -> None:
    """Keep that the holder of a token is this user until `ends_at`; what has ended goes."""
    session.execute(delete(SignIn).where(SignIn.ends_at < now))
    session.add(SignIn(token_sha256=token_sha256, user_id=user_id, began_at=now, ends_at=ends_at))


def end_sign_in(session: Session, token_sha256: str) -> None:
    """End one sign-in, if it is there."""
    session.execute(delete(SignIn).where(SignIn.token_sha256 == token_sha256))


def end_sign_ins(session: Session, user_id: str) -> None:
    """End all sign-ins of a user."""
    session.execute(delete(SignIn).where(SignIn.user_id == user_id))


def signed_in(session: Session, token_sha256: str, now: datetime) -> SignedIn | None:
    """Return who holds a token now, None where it has ended or the user was switched off."""
    rows = session.execute(_SIGNED_IN, {"token_sha256": token_sha256, "now": now}).all()
    if not rows:
        return None
    one = rows[0]
    return SignedIn(one.id, one.login, one.name, one.must_change, _offices(rows))


def somebody_can_sign_in(session: Session) -> bool:
    """Tell whether any active user has a password."""
    found = exists().where(Account.user_id == User.id, User.is_active)
    return bool(session.scalar(select(found)))


def have_passwords(session: Session, user_ids: list[str]) -> set[str]:
    """Return which of these users have a password."""
    return set(session.scalars(select(Account.user_id).where(Account.user_id.in_(user_ids))))


def _offices(rows: Sequence[Row[Any]]) -> tuple[OfficeRoles, ...]:
    """Return the offices of a person with his roles there; one without any role has a row without an office."""
    found: dict[str, tuple[str, bool, set[Role]]] = {}
    for row in rows:
        if row.office_id is not None:
            known = (row.office_name, bool(row.profile.get(DEMO)), set[Role]())
            found.setdefault(row.office_id, known)[2].add(Role(row.role))
    return tuple(
        OfficeRoles(office_id, name, is_demo, frozenset(roles))
        for office_id, (name, is_demo, roles) in found.items()
    )


def _whole_seconds(left: timedelta) -> int:
    return max(1, -int(-left.total_seconds() // 1))
