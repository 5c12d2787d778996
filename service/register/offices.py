"""Offices: each an id with validity dates, and the settings that its head decides.

Xã Ba Vì before and after 01/7/2025 are two offices with two ids; a series ends with its office.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from service.register import audit, locks
from service.register.errors import InvalidEntry, NotAllowed, OfficeNotFound, WrongState
from service.register.models import SYSTEM, Grant, Office, Sandbox, User
from service.register.permissions import Actor, OfficeAct, require, require_operator
from service.register.snapshots import remembered
from service.register.states import STEPS, Role

DEMO = "demo"
"""Key of an office's profile: an office only to try things out, whose documents are not live."""
_NOT_FOUND = "Không có cơ quan mang mã {}. Chọn một cơ quan đang có (./run offices list)."
_OFFICE_NOW = (
    select(Office).where(Office.id == bindparam("office_id")).execution_options(populate_existing=True)
)
_SETTABLE = frozenset(
    {"name", "parent_name", "abbreviation", "organ_code", "valid_from", "valid_until", "steps", "profile"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """An office to be added; `profile` is what documents print of it (header lines, place): plain JSON."""

    id: str
    name: str
    abbreviation: str
    valid_from: date
    valid_until: date | None = None
    parent_name: str = ""
    organ_code: str = ""
    steps: Collection[str] = ()
    profile: Mapping[str, Any] = field(default_factory=dict)


def add_office(session: Session, actor: Actor, office: NewOffice) -> Office:
    """Add an office and begin its audit chain; only the operator may. WrongState for an id that is there."""
    require_operator(session, actor)
    return _add(session, actor, office)


def _add(session: Session, actor: Actor, office: NewOffice) -> Office:
    """Add an office and begin its audit chain; rights are the caller's business."""
    if session.get(Office, office.id) is not None:
        raise WrongState(f"Đã có cơ quan mang mã {office.id}.")
    row = Office(
        id=office.id,
        name=office.name,
        parent_name=office.parent_name,
        abbreviation=office.abbreviation,
        organ_code=office.organ_code,
        valid_from=office.valid_from,
        valid_until=office.valid_until,
        steps=_in_order(office.steps),
        profile=dict(office.profile),
        created_at=actor.at,
    )
    _require_sound(row)
    session.add(row)
    audit.open_chain(session, office.id)
    audit.append(session, actor, office.id, "add_office", _said(row))
    audit.append(session, actor, SYSTEM, "add_office", {"office": office.id})
    return row


def add_first_office(session: Session, actor: Actor, office: NewOffice) -> Office:
    """Add the first office of a register that has demo offices only, and give all its roles to who adds it.

    The administrator of a demo office may: nobody else is there yet whom he could ask. Further offices are the
    operator's business. Raises NotAllowed, WrongState, InvalidEntry.
    """
    locks.lock_office(session, SYSTEM)
    real = [row for row in session.scalars(select(Office).where(_is_real())) if not row.profile.get(DEMO)]
    if real:
        raise WrongState(
            f"Đã có cơ quan {real[0].name}. Thêm cơ quan khác: người vận hành máy chủ thêm (./run offices add)."
        )
    administered = select(Grant.office_id).where(
        Grant.user_id == actor.user_id, Grant.role == Role.ADMINISTRATOR
    )
    if session.scalar(administered.limit(1)) is None:
        raise NotAllowed("Chỉ người quản trị cơ quan dùng thử khai được cơ quan đầu tiên.")
    row = _add(session, actor, office)
    for role in Role:
        session.add(Grant(user_id=actor.user_id, office_id=row.id, role=role))
        audit.append(session, actor, row.id, "grant_role", {"user": actor.user_id, "role": role})
    return row


def set_office(session: Session, actor: Actor, office_id: str, changes: Mapping[str, Any]) -> Office:
    """Change settings of an office (fields of NewOffice but the id); numbered documents keep theirs."""
    require(session, actor, office_id, OfficeAct.SET_OFFICE)
    locks.lock_office(session, office_id)
    unknown = set(changes) - _SETTABLE
    if unknown:
        raise InvalidEntry(f"Không có thiết lập {', '.join(sorted(unknown))} của cơ quan.")
    row = session.get_one(Office, office_id, populate_existing=True)
    for name, value in changes.items():
        setattr(row, name, _in_order(value) if name == "steps" else value)
    _require_sound(row)
    audit.append(session, actor, office_id, "set_office", _said(row))
    return row


def office(session: Session, actor: Actor, office_id: str) -> Office:
    """Return an office of the user's; raises NotAllowed, OfficeNotFound."""
    require(session, actor, office_id, OfficeAct.READ)
    row = remembered(session, (office_id, "office"), lambda: session.get(Office, office_id))
    if row is None:
        raise OfficeNotFound(_NOT_FOUND.format(office_id))
    return row


def require_known(session: Session, office_id: str) -> None:
    """Raise OfficeNotFound for an id that no office has: the operator may ask for any, right or wrong."""
    if session.get(Office, office_id) is None:
        raise OfficeNotFound(_NOT_FOUND.format(office_id))


def office_now(session: Session, office_id: str) -> Office:
    """Return an office that is locked, as it is now; rights are the caller's business."""
    row = locks.once(
        session, office_id, "office", lambda: session.scalar(_OFFICE_NOW, {"office_id": office_id})
    )
    if row is None:
        raise OfficeNotFound(_NOT_FOUND.format(office_id))
    return row


def offices(session: Session, actor: Actor) -> list[Office]:
    """Return the offices in which the user has a role (the operator: all), by name; sandboxes are left out."""
    is_operator = session.scalar(select(User.is_operator).where(User.id == actor.user_id, User.is_active))
    query = select(Office).where(_is_real()).order_by(Office.name, Office.valid_from)
    if not is_operator:
        own = select(Grant.office_id).join(User, User.id == Grant.user_id)
        query = query.where(Office.id.in_(own.where(User.id == actor.user_id, User.is_active)))
    return list(session.scalars(query))


def _is_real() -> ColumnElement[bool]:
    """Return whether an office is none of the sandboxes."""
    return Office.id.not_in(select(Sandbox.office_id))


def _in_order(steps: Collection[str]) -> list[str]:
    """Return the steps that an office keeps in their fixed order; raises InvalidEntry for an unknown one."""
    unknown = set(steps) - set(STEPS)
    if unknown:
        raise InvalidEntry(f"Không có bước {', '.join(sorted(unknown))}. Các bước: {', '.join(STEPS)}.")
    return [step.value for step in STEPS if step in steps]


def _require_sound(row: Office) -> None:
    """Refuse an office without name or abbreviation, or one that ends before it begins."""
    if not row.name.strip() or not row.abbreviation.strip() or not row.id.strip():
        raise InvalidEntry("Mã, tên và chữ viết tắt của cơ quan không được để trống.")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", row.id):
        raise InvalidEntry(
            f"Mã cơ quan “{row.id}” không dùng được: chỉ dùng chữ không dấu, số, dấu chấm, - và _."
        )
    if row.valid_until is not None and row.valid_until < row.valid_from:
        raise InvalidEntry("Ngày cơ quan kết thúc không được trước ngày thành lập.")


def _said(row: Office) -> dict[str, Any]:
    """Return what the audit trail keeps of an office."""
    return {
        "name": row.name,
        "parent_name": row.parent_name,
        "abbreviation": row.abbreviation,
        "organ_code": row.organ_code,
        "from": row.valid_from.isoformat(),
        "until": row.valid_until.isoformat() if row.valid_until else None,
        "steps": row.steps,
        "profile": row.profile,
    }
