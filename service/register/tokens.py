"""Tokens of applications: each acts as a user of one office, within its scopes, until it expires or is revoked.

The secret is random enough (256 bits) that its plain sha256 can be kept: nobody guesses it, so nothing slow is
needed. It is shown once, when the token is made.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.register import audit, locks
from service.register.canonical import digest
from service.register.database import Register
from service.register.errors import InvalidEntry, NotAllowed, RegisterError, TokenNotFound, WrongState
from service.register.identifiers import new_id
from service.register.models import ApiToken, Grant, User
from service.register.permissions import Actor, OfficeAct, require

LIVE, TEST = "live_", "test_"
_SECRET_BYTES = 32
_TOKEN, _USER = (
    ApiToken.__table__.c,
    User.__table__.c,
)  # plain columns: asked at each request, no objects are made
_BY_SECRET = (
    select(
        _TOKEN.id,
        _TOKEN.user_id,
        _TOKEN.office_id,
        _TOKEN.scopes,
        _TOKEN.is_live,
        _TOKEN.last_used_at,
        _TOKEN.revoked_at,
        _TOKEN.expires_at,
        _USER.login,
        _USER.is_active,
    )
    .join_from(ApiToken.__table__, User.__table__, _USER.id == _TOKEN.user_id)
    .where(_TOKEN.sha256 == bindparam("sha256"))
)


class Scope(StrEnum):
    """What a token lets its user do; a role of the user must allow it besides."""

    READ = "read"
    DRAFT = "draft"
    ISSUE = "issue"
    BATCH = "batch"
    ADMIN = "admin"


class TokenRefused(RegisterError):
    """No token, or one that does not hold: `code` says whether it is unknown, expired or revoked."""

    code = "token_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token to be made: what for (`name`), as whom, for what, until when."""

    office_id: str
    login: str
    name: str
    scopes: Collection[Scope]
    expires_at: datetime
    is_live: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a token that holds lets its bearer do."""

    token_id: str
    login: str
    user_id: str
    office_id: str
    scopes: frozenset[Scope]
    is_live: bool
    last_used_at: datetime | None


def add_token(session: Session, actor: Actor, new: NewToken) -> tuple[ApiToken, str]:
    """Make a token and return it with its secret. Raises NotAllowed, InvalidEntry."""
    require(session, actor, new.office_id, OfficeAct.SET_TOKENS)
    locks.lock_office(session, new.office_id)
    user = _user(session, actor, new)
    secret = f"{LIVE if new.is_live else TEST}{secrets.token_urlsafe(_SECRET_BYTES)}"
    row = ApiToken(
        id=new_id(actor.at),
        office_id=new.office_id,
        user_id=user.id,
        name=new.name.strip(),
        sha256=digest(secret.encode()),
        scopes=[scope.value for scope in Scope if scope in new.scopes],
        is_live=new.is_live,
        created_by=actor.user_id,
        created_at=actor.at,
        expires_at=new.expires_at.astimezone(UTC),
    )
    session.add(row)
    detail = {
        "token": row.id,
        "name": row.name,
        "user": user.id,
        "scopes": row.scopes,
        "is_live": row.is_live,
        "expires_at": row.expires_at,
    }
    audit.append(session, actor, new.office_id, "add_token", detail)
    return row, secret


def revoke_token(session: Session, actor: Actor, office_id: str, token_id: str) -> ApiToken:
    """Take a token back; it refuses from the next request on. Raises NotAllowed, WrongState."""
    require(session, actor, office_id, OfficeAct.SET_TOKENS)
    locks.lock_office(session, office_id)
    row = session.get(ApiToken, token_id, populate_existing=True)
    if row is None or row.office_id != office_id:
        raise TokenNotFound("Cơ quan không có mã truy cập này.")
    if row.revoked_at is not None:
        raise WrongState("Mã truy cập này đã thu hồi từ trước.")
    row.revoked_at = actor.at
    audit.append(session, actor, office_id, "revoke_token", {"token": row.id, "name": row.name})
    return row


def tokens(session: Session, actor: Actor, office_id: str) -> list[tuple[ApiToken, str]]:
    """Return the tokens of an office with the login of their user, oldest first; no secret is among them."""
    require(session, actor, office_id, OfficeAct.SET_TOKENS)
    query = select(ApiToken, User.login).join(User, User.id == ApiToken.user_id)
    found = session.execute(query.where(ApiToken.office_id == office_id).order_by(ApiToken.id))
    return [(row, login) for row, login in found]


def credential(register: Register, secret: str, *, now: datetime) -> Credential:
    """Return what a secret lets its bearer do at the aware moment `now`. Raises TokenRefused."""
    found = register.answer(_BY_SECRET, {"sha256": digest(secret.encode())})
    if not found:
        raise TokenRefused("Mã truy cập không đúng. Lấy mã mới (./run tokens add).")
    (row,) = found
    if row.revoked_at is not None or not row.is_active:
        raise TokenRefused("Mã truy cập đã thu hồi, hoặc người dùng của mã đã ngừng.", code="token_revoked")
    if row.expires_at <= now:
        raise TokenRefused("Mã truy cập đã hết hạn. Lấy mã mới (./run tokens add).", code="token_expired")
    return Credential(
        token_id=row.id,
        login=row.login,
        user_id=row.user_id,
        office_id=row.office_id,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        is_live=row.is_live,
        last_used_at=row.last_used_at,
    )


def note_use(session: Session, token_id: str, at: datetime) -> None:
    """Keep when a token was last used; the caller does so now and then, not for each request."""
    row = session.get(ApiToken, token_id)
    if row is not None:
        row.last_used_at = at


def _user(session: Session, actor: Actor, new: NewToken) -> User:
    """Return the user as whom a token acts; as the operator only by himself. Raises InvalidEntry, NotAllowed."""
    if not new.name.strip() or len(new.name) > 100:
        raise InvalidEntry("Ghi tên ứng dụng dùng mã truy cập, không quá 100 ký tự.")
    if not new.scopes:
        raise InvalidEntry(f"Ghi ít nhất một quyền: {', '.join(Scope)}.")
    user = session.scalar(select(User).where(User.login == new.login, User.is_active))
    in_office = select(Grant.role).where(Grant.office_id == new.office_id)
    has_role = user is not None and (
        user.is_operator or session.scalar(in_office.where(Grant.user_id == user.id).limit(1)) is not None
    )
    if user is None or not has_role:
        raise InvalidEntry(f"Người dùng “{new.login}” không có vai trò nào trong cơ quan này.")
    if user.is_operator and user.id != actor.user_id:
        raise NotAllowed("Mã truy cập của người vận hành chỉ chính người đó tạo được.")
    return user
