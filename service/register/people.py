"""Users and their roles in offices, and the signers of an office.

A role holds in one office only. Signers are not users: a chairman signs on paper and may never open the
service.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.orm import Session

from service.domain.alphabet import vietnamese_sort_key
from service.register import audit, locks
from service.register.errors import InvalidEntry, NotAllowed, OfficeNotFound, UserNotFound, WrongState
from service.register.identifiers import new_id
from service.register.models import SYSTEM, AuditEvent, Grant, Signer, SignIn, User
from service.register.permissions import Actor, OfficeAct, remember_roles, require
from service.register.snapshots import SNAPSHOT
from service.register.states import ROLE_NAMES, Role

OPERATOR = "operator"
# Asked in nearly every transaction: made once, so that SQLAlchemy need not put them together each time.
_USERS, _GRANTS = User.__table__.c, Grant.__table__.c
_ACTIVE_USER = select(_USERS.id, _USERS.login, _USERS.name).where(
    _USERS.login == bindparam("login"), _USERS.is_active
)
_ACTIVE_USER_WITH_ROLES = _ACTIVE_USER.add_columns(
    _USERS.is_operator, _GRANTS.office_id, _GRANTS.role
).join_from(User.__table__, Grant.__table__, _GRANTS.user_id == _USERS.id, isouter=True)
_SIGNERS_ON = (
    select(Signer)
    .where(
        Signer.office_id == bindparam("office_id"),
        Signer.valid_from <= bindparam("day"),
        or_(Signer.valid_until.is_(None), Signer.valid_until >= bindparam("day")),
    )
    .order_by(Signer.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSigner:
    """A signer as an office names him; `capacity` as in `domain.signing`, `details` what a capacity needs."""

    name: str
    position: str
    capacity: str
    valid_from: date
    valid_until: date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """A person with a login and a first role in an office."""

    login: str
    name: str
    office_id: str
    role: Role


def acting_user(session: Session, login: str, *, now: datetime) -> Actor:
    """Return the person with this login as the one who acts at `now`; raises UserNotFound.

    A reading finds all roles of the person at once; who writes asks for them when the office is locked. A naive `now`
    is a programmer's mistake: ValueError.
    """
    if now.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    is_reading = SNAPSHOT in session.info
    found = session.execute(_ACTIVE_USER_WITH_ROLES if is_reading else _ACTIVE_USER, {"login": login}).all()
    if not found:
        raise UserNotFound(f"Không có người dùng “{login}” đang hoạt động.")
    user = found[0]
    if is_reading:
        granted = [(one.office_id, one.role) for one in found if one.role is not None]
        remember_roles(session, user.id, is_operator=user.is_operator, granted=granted)
    return Actor(user_id=user.id, login=user.login, name=user.name, at=now.astimezone(UTC))


def add_user(session: Session, actor: Actor, new: NewUser) -> User:
    """Make a user with a first role in an office; an administrator of that office may, and the operator.

    Logins are kept in small letters.
    """
    require(session, actor, new.office_id, OfficeAct.GRANT_ROLE)
    locks.lock_office(session, new.office_id)
    if not new.login.strip() or not new.name.strip():
        raise InvalidEntry("Tên đăng nhập và họ tên không được để trống.")
    login = new.login.strip().lower()
    if session.scalar(select(User.id).where(func.lower(User.login) == login).limit(1)) is not None:
        raise WrongState(f"Tên đăng nhập “{login}” đã có người dùng. Chọn tên khác.")
    user = User(
        id=new_id(actor.at),
        login=login,
        name=new.name,
        is_operator=False,
        is_active=True,
        created_at=actor.at,
    )
    session.add(user)
    session.flush()
    detail = {"user": user.id, "login": user.login, "name": user.name}
    audit.append(session, actor, new.office_id, "add_user", detail)
    grant_role(session, actor, user_id=user.id, office_id=new.office_id, role=new.role)
    return user


def grant_role(session: Session, actor: Actor, *, user_id: str, office_id: str, role: Role) -> None:
    """Give a user a role in an office; one that he has already is left as it is."""
    require(session, actor, office_id, OfficeAct.GRANT_ROLE)
    locks.lock_office(session, office_id)
    _user(session, user_id)
    if session.get(Grant, (user_id, office_id, role)) is None:
        session.add(Grant(user_id=user_id, office_id=office_id, role=role))
        locks.forget(session, office_id)
        audit.append(session, actor, office_id, "grant_role", {"user": user_id, "role": role})


def revoke_role(session: Session, actor: Actor, *, user_id: str, office_id: str, role: Role) -> None:
    """Take a role away; raises WrongState when the user does not have it."""
    require(session, actor, office_id, OfficeAct.GRANT_ROLE)
    locks.lock_office(session, office_id)
    grant = session.get(Grant, (user_id, office_id, role))
    if grant is None:
        raise WrongState(f"Người này không có vai trò {ROLE_NAMES[role]} ở cơ quan, không có gì để thu lại.")
    session.delete(grant)
    locks.forget(session, office_id)
    audit.append(session, actor, office_id, "revoke_role", {"user": user_id, "role": role})


def set_active(session: Session, actor: Actor, *, user_id: str, is_active: bool) -> None:
    """Switch a user off (his past acts keep his name, his sign-ins end) or on again; see `require_over` for who may."""
    locks.lock_office(session, SYSTEM)
    user = _user(session, user_id)
    require_over(session, actor, user_id)
    if user.is_operator:
        raise WrongState("Không thể tắt người vận hành máy chủ.")
    user.is_active = is_active
    session.execute(delete(SignIn).where(SignIn.user_id == user_id))
    audit.append(session, actor, SYSTEM, "set_active", {"user": user_id, "is_active": is_active})


def set_name(session: Session, actor: Actor, *, user_id: str, name: str) -> None:
    """Correct the name of a user: he himself may; see `require_over` for who else. Past acts keep the name of then.

    Each office in which he has a role notes it, and the one that made him: their trails tell the name of his row.
    Raises WrongState also where he got a role in another office, or one is gone, while the act waited for locks.
    """
    user = _user(session, user_id)
    if user_id != actor.user_id:
        require_over(session, actor, user_id)
    if user.is_operator:
        raise WrongState("Tên của người vận hành máy chủ không đổi được.")
    if not name.strip():
        raise InvalidEntry("Họ tên không được để trống.")
    if name == user.name:
        return
    told = _locked_told(session, user_id)
    for office_id in sorted(told):
        audit.append(session, actor, office_id, "set_name", {"user": user_id, "name": name})
    user.name = name


def _locked_told(session: Session, user_id: str) -> set[str]:
    """Lock and return the offices that note another name. Raises WrongState where one came or went meanwhile."""
    told = offices_told(session, user_id)
    try:
        locks.lock_offices(session, told)
        is_whole = offices_told(session, user_id) <= told
    except (locks.LockOrderBroken, OfficeNotFound):  # locked earlier without the new one; a cleared sandbox
        is_whole = False
    if is_whole:
        return told
    raise WrongState("Người này vừa có thêm hoặc bớt một cơ quan, chưa lưu họ tên. Xem lại rồi bấm.")


def offices_told(session: Session, user_id: str) -> set[str]:
    """Return the ids of the offices that note another name of a user: those of his roles, and the one that made him."""
    made_by = select(AuditEvent.office_id).where(
        AuditEvent.action == "add_user", AuditEvent.detail.contains(user_id, autoescape=True)
    )
    return office_ids(session, user_id) | set(session.scalars(made_by))


def require_over(session: Session, actor: Actor, user_id: str) -> None:
    """Raise NotAllowed for one who is neither the operator nor administrator of every office of a user."""
    if session.scalar(select(User.is_operator).where(User.id == actor.user_id, User.is_active)):
        return
    theirs = office_ids(session, user_id)
    query = select(Grant.office_id).join(User, User.id == Grant.user_id)
    is_administrator = (User.id == actor.user_id, User.is_active, Grant.role == Role.ADMINISTRATOR)
    ours = set(session.scalars(query.where(*is_administrator)))
    if not theirs or not theirs <= ours:
        raise NotAllowed(
            "Chỉ người quản trị của mọi cơ quan mà người này có vai trò mới làm được việc này; "
            "nếu không, nhờ người vận hành máy chủ."
        )


def office_ids(session: Session, user_id: str) -> set[str]:
    """Return the ids of the offices in which a user has a role."""
    return set(session.scalars(select(Grant.office_id).where(Grant.user_id == user_id)))


def users_of(session: Session, actor: Actor, office_id: str) -> list[tuple[User, list[Role]]]:
    """Return the users of an office with their roles there, by name in the order of the Vietnamese alphabet."""
    require(session, actor, office_id, OfficeAct.READ)
    rows = session.execute(
        select(User, Grant.role)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.office_id == office_id)
        .order_by(User.login, Grant.role)
    )
    found: dict[str, tuple[User, list[Role]]] = {}
    for user, role in rows:
        found.setdefault(user.id, (user, []))[1].append(Role(role))
    return sorted(found.values(), key=lambda one: vietnamese_sort_key(one[0].name))


def add_signer(session: Session, actor: Actor, *, office_id: str, signer: NewSigner) -> Signer:
    """Name a signer of an office."""
    require(session, actor, office_id, OfficeAct.SET_SIGNERS)
    locks.lock_office(session, office_id)
    if not signer.name.strip() or not signer.position.strip():
        raise InvalidEntry("Họ tên và chức vụ của người ký không được để trống.")
    _require_period(signer.valid_from, signer.valid_until)
    row = Signer(
        id=new_id(actor.at),
        office_id=office_id,
        name=signer.name,
        position=signer.position,
        capacity=signer.capacity,
        details=dict(signer.details),
        valid_from=signer.valid_from,
        valid_until=signer.valid_until,
    )
    session.add(row)
    audit.append(session, actor, office_id, "add_signer", _said(row))
    return row


def end_signer(session: Session, actor: Actor, *, signer_id: str, valid_until: date) -> Signer:
    """Set the last day on which a signer may sign."""
    office_id = session.scalar(select(Signer.office_id).where(Signer.id == signer_id))
    if office_id is None:
        raise WrongState("Không có người ký này.")
    require(session, actor, office_id, OfficeAct.SET_SIGNERS)
    locks.lock_office(session, office_id)
    row = session.get_one(Signer, signer_id, populate_existing=True)
    _require_period(row.valid_from, valid_until)
    row.valid_until = valid_until
    audit.append(session, actor, office_id, "end_signer", _said(row))
    return row


def signers_of(session: Session, actor: Actor, office_id: str) -> list[Signer]:
    """Return all signers of an office, also those of the past, the newest first."""
    require(session, actor, office_id, OfficeAct.READ)
    query = select(Signer).where(Signer.office_id == office_id)
    return list(session.scalars(query.order_by(Signer.valid_from.desc(), Signer.id.desc())))


def signers_on(session: Session, actor: Actor, office_id: str, day: date) -> list[Signer]:
    """Return who may sign for the office on that day, in the order in which they were named."""
    require(session, actor, office_id, OfficeAct.READ)
    return list(session.scalars(_SIGNERS_ON, {"office_id": office_id, "day": day}))


def _user(session: Session, user_id: str) -> User:
    """Return a user by id, fresh; raises UserNotFound."""
    user = session.get(User, user_id, populate_existing=True)
    if user is None:
        raise UserNotFound("Không có người dùng này.")
    return user


def _require_period(first: date, last: date | None) -> None:
    """Refuse a period that ends before it begins."""
    if last is not None and last < first:
        raise InvalidEntry("Ngày hết hiệu lực không được trước ngày bắt đầu.")


def _said(signer: Signer) -> dict[str, Any]:
    """Return what the audit trail keeps of a signer."""
    until = signer.valid_until.isoformat() if signer.valid_until else None
    return {
        "signer": signer.id,
        "name": signer.name,
        "position": signer.position,
        "capacity": signer.capacity,
        "details": signer.details,
        "from": signer.valid_from.isoformat(),
        "until": until,
    }
