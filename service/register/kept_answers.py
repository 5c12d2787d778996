"""Answers to requests with a key, kept so that a repeat gets the same one and acts only once.

The scope of a key is office and route. A refused request gives its key back. After `KEPT_DAYS` only the fact stands
here that the key made a document; what it answers then is the document as it is.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from service.register.database import Register
from service.register.errors import RegisterError
from service.register.inserting import insert_unless_there, noted_unless_there
from service.register.models import KeptAnswer

KEPT_DAYS = 7
STALE_AFTER = timedelta(minutes=2)
"""A request in progress for longer was cut off by a stopped process: its repeat may try again."""


_TAKEN = ("office_id", "route", "key", "fingerprint", "begun_at")
_FINISH = (
    update(KeptAnswer)
    .where(
        KeptAnswer.office_id == bindparam("asked_office_id"),
        KeptAnswer.route == bindparam("asked_route"),
        KeptAnswer.key == bindparam("asked_key"),
    )
    .values({name: bindparam(name) for name in ("status", "headers", "body", "document_id")})
)


class KeyReused(RegisterError):
    """The key belongs to another request of the office on this route."""

    code = "idempotency_key_reused"


class KeyInProgress(RegisterError):
    """The first request with this key has not been answered yet."""

    code = "idempotency_in_progress"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request with a key: where, which key, and the hash of all that was asked for."""

    office_id: str
    route: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given; of an old one only the document is known."""

    status: int
    headers: list[Any]
    body: bytes | None
    document_id: str | None


def take(register: Register, asked: Asked, *, now: datetime) -> bool:
    """Take a key for a request; tell whether it was free. Where it was not, `begin` says what to do."""
    row = {**_key(asked), "fingerprint": asked.fingerprint, "begun_at": now}
    return bool(register.note(_take_free(register.engine.dialect.name), row))


@cache
def _take_free(dialect: str) -> Any:
    """Return the statement that takes a key in a transaction of its own, unless it is taken."""
    return noted_unless_there(dialect, KeptAnswer, _TAKEN).returning(KeptAnswer.key)


def begin(session: Session, asked: Asked, *, now: datetime) -> Kept | None:
    """Take a key for a request, None, or return the answer that it got before. Raises KeyReused, KeyInProgress."""
    row = {**_key(asked), "fingerprint": asked.fingerprint, "begun_at": now}
    take = _take(session.get_bind().dialect.name)
    if session.connection().execute(take, row).scalar_one_or_none() is not None:
        return None
    found = session.get_one(
        KeptAnswer,
        (asked.office_id, asked.route, asked.key),
        populate_existing=True,
        with_for_update=session.get_bind().dialect.name == "postgresql",
    )
    if found.fingerprint != asked.fingerprint:
        raise KeyReused("Khóa chống lặp này đã dùng cho một yêu cầu khác. Dùng khóa mới.")
    if found.status is None:
        _take_up(found, now)
        return None
    body = None if found.begun_at < now - timedelta(days=KEPT_DAYS) else found.body
    return Kept(found.status, found.headers or [], body, found.document_id)


@cache
def _take(dialect: str) -> Any:
    """Return the statement that takes a key unless it is taken."""
    row: dict[str, Any] = {name: bindparam(name) for name in _TAKEN}
    return insert_unless_there(dialect, KeptAnswer).values(row).returning(KeptAnswer.key)


def _take_up(found: KeptAnswer, now: datetime) -> None:
    """Let a repeat go on where the first request was cut off. Raises KeyInProgress while it may still answer."""
    if found.begun_at > now - STALE_AFTER:
        raise KeyInProgress("Yêu cầu đầu tiên với khóa này đang được xử lý. Đợi vài giây rồi gửi lại.")
    found.begun_at = now


def finish(session: Session, asked: Asked, kept: Kept) -> None:
    """Keep the answer of a request that was taken by `begin`."""
    given = {f"asked_{name}": value for name, value in _key(asked).items()}
    session.connection().execute(_FINISH, given | asdict(kept))


def give_back(session: Session, asked: Asked) -> None:
    """Free the key of a request that was refused: it did nothing, so it binds nothing."""
    session.execute(delete(KeptAnswer).filter_by(**_key(asked)).where(KeptAnswer.status.is_(None)))


def drop_old_bodies(session: Session, *, now: datetime) -> None:
    """Forget what old answers said; that their keys are used stays known."""
    old = now - timedelta(days=KEPT_DAYS)
    session.execute(
        update(KeptAnswer).where(KeptAnswer.begun_at < old, KeptAnswer.body.is_not(None)).values(body=None)
    )


def _key(asked: Asked) -> dict[str, str]:
    """Return the columns that tell one request from all others."""
    return {"office_id": asked.office_id, "route": asked.route, "key": asked.key}
