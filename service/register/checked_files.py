"""Results of checks of uploaded files, kept for a short time so that the mended file can be fetched.

An application's result is its office's for 24 hours. What a person looks at in the pages is his alone for one hour, and
gone as soon as he says so. Whatever is too old goes with the next check of anybody, and is shown to nobody before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_
from sqlalchemy.orm import Session

from service.register.errors import DocumentNotFound
from service.register.identifiers import new_id
from service.register.models import CheckedFile
from service.register.permissions import Actor, OfficeAct, require

KEPT_HOURS = 24
OWN_HOURS = 1
_GONE = "Không có lần kiểm tra này, hoặc đã quá {} giờ. Kiểm tra lại tệp."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file, under which name it came, and its bytes as they are now where they are needed again.

    `sent`: the bytes as they came, for what is mended step by step. A person's, from the pages, is his alone, unless
    `is_shared`: an application mends it, and it is its office's.
    """

    report: dict[str, Any]
    name: str
    content: bytes | None = None
    sent: bytes | None = None
    is_shared: bool = False


def keep(session: Session, actor: Actor, office_id: str, checked: Checked) -> CheckedFile:
    """Keep a result for a while; what is too old goes at the same time."""
    require(session, actor, office_id, OfficeAct.READ)
    sweep(session, actor.at)
    row = CheckedFile(
        id=new_id(actor.at),
        office_id=office_id,
        user_id=None if checked.sent is None or checked.is_shared else actor.user_id,
        report=checked.report,
        name=checked.name,
        content=checked.content,
        sent=checked.sent,
        made_at=actor.at,
    )
    session.add(row)
    return row


def sweep(session: Session, now: datetime) -> None:
    """Delete what is too old."""
    session.execute(delete(CheckedFile).where(_is_too_old(now)))


def kept(
    session: Session, actor: Actor, office_id: str, check_id: str, *, locked: bool = False
) -> CheckedFile:
    """Return a result of the office; `locked` for a change. Raises DocumentNotFound for one of others, or too old."""
    require(session, actor, office_id, OfficeAct.READ)
    row = session.get(CheckedFile, check_id, with_for_update=locked)
    oldest = actor.at - timedelta(hours=KEPT_HOURS)
    if row is None or row.office_id != office_id or row.user_id is not None or row.made_at < oldest:
        raise DocumentNotFound(_GONE.format(KEPT_HOURS))
    return row


def forget_kept(session: Session, actor: Actor, office_id: str, check_id: str) -> None:
    """Delete a result of the office. Raises DocumentNotFound."""
    session.delete(kept(session, actor, office_id, check_id))


def own(session: Session, actor: Actor, check_id: str, *, locked: bool = False) -> CheckedFile:
    """Return what the person himself sent; `locked` for a change. Raises DocumentNotFound."""
    row = session.get(CheckedFile, check_id, with_for_update=locked)
    oldest = actor.at - timedelta(hours=OWN_HOURS)
    if row is None or row.user_id != actor.user_id or row.made_at < oldest:
        raise DocumentNotFound(_GONE.format(OWN_HOURS))
    return row


def forget(session: Session, actor: Actor, check_id: str) -> None:
    """Delete what the person himself sent; nothing happens where it is gone already."""
    session.execute(
        delete(CheckedFile).where(CheckedFile.id == check_id, CheckedFile.user_id == actor.user_id)
    )


def _is_too_old(now: datetime) -> ColumnElement[bool]:
    return or_(
        CheckedFile.made_at < now - timedelta(hours=KEPT_HOURS),
        and_(CheckedFile.user_id.is_not(None), CheckedFile.made_at < now - timedelta(hours=OWN_HOURS)),
    )
