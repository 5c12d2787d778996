"""Who may do what in which office, decided anew in every transaction from the roles in the register.

Acts on a document take their roles from `states.TRANSITIONS`; acts on an office stand here. The operator
(the person at the machine) has every role and is named in the audit trail like everybody else.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from service.register.errors import NotAllowed
from service.register.locks import once
from service.register.models import Grant, User
from service.register.snapshots import known, latest
from service.register.states import ROLE_NAMES, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and when: `people.acting_user` makes it for one transaction; it carries no roles."""

    user_id: str
    login: str
    name: str
    at: datetime


class OfficeAct(StrEnum):
    """What a person may do to an office and its book."""

    READ = "read"
    READ_SECRET = "read_secret"  # noqa: S105 # the name of an act
    READ_AUDIT = "read_audit"
    EXPORT = "export"
    VERIFY = "verify"
    CREATE_DRAFT = "create_draft"
    RECORD = "record"
    OPEN_SERIES = "open_series"
    CLOSE_SERIES = "close_series"
    CONFIRM_SERIES = "confirm_series"
    WITHDRAW_CONFIRMATION = "withdraw_confirmation"
    SET_OFFICE = "set_office"
    SET_SIGNERS = "set_signers"
    GRANT_ROLE = "grant_role"
    SET_TOKENS = "set_tokens"
    SET_WEBHOOKS = "set_webhooks"


_EVERYONE = frozenset(Role)
_WRITERS = frozenset({Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER})
_RECORDS = frozenset({Role.RECORDS_OFFICER})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
OFFICE_ROLES = {
    OfficeAct.READ: _EVERYONE,
    OfficeAct.READ_SECRET: frozenset({Role.RECORDS_OFFICER, Role.APPROVER}),
    OfficeAct.READ_AUDIT: frozenset({Role.RECORDS_OFFICER, Role.APPROVER, Role.ADMINISTRATOR}),
    OfficeAct.EXPORT: frozenset({Role.RECORDS_OFFICER, Role.APPROVER}),
    OfficeAct.VERIFY: frozenset({Role.RECORDS_OFFICER, Role.ADMINISTRATOR}),
    OfficeAct.CREATE_DRAFT: _WRITERS,
    OfficeAct.RECORD: _RECORDS,
    OfficeAct.OPEN_SERIES: frozenset({Role.RECORDS_OFFICER, Role.ADMINISTRATOR}),
    OfficeAct.CLOSE_SERIES: _RECORDS,
    OfficeAct.CONFIRM_SERIES: _RECORDS,
    OfficeAct.WITHDRAW_CONFIRMATION: _RECORDS,
    OfficeAct.SET_OFFICE: _ADMINISTRATOR,
    OfficeAct.SET_SIGNERS: _ADMINISTRATOR,
    OfficeAct.GRANT_ROLE: _ADMINISTRATOR,
    OfficeAct.SET_TOKENS: _ADMINISTRATOR,
    OfficeAct.SET_WEBHOOKS: _ADMINISTRATOR,
}


# Asked in nearly every transaction: made once, of plain columns, so that SQLAlchemy has least to do each time.
_ROLES_OF_USER = "roles of user"
_USERS, _GRANTS = User.__table__, Grant.__table__
_ROLES = (
    select(_USERS.c.is_operator, _GRANTS.c.role)
    .join_from(
        _USERS,
        _GRANTS,
        and_(_GRANTS.c.user_id == _USERS.c.id, _GRANTS.c.office_id == bindparam("office_id")),
        isouter=True,
    )
    .where(_USERS.c.id == bindparam("user_id"), _USERS.c.is_active)
)


def remember_roles(
    session: Session, user_id: str, *, is_operator: bool, granted: Iterable[tuple[str, str]]
) -> None:
    """Let a reading know all roles of a user, (office, role), as it found them together with the user."""
    found: dict[str, frozenset[Role]] = {}
    for office_id, role in granted:
        found[office_id] = found.get(office_id, frozenset()) | {Role(role)}
    latest(session, _ROLES_OF_USER, user_id, lambda: (_EVERYONE if is_operator else frozenset(), found))


def granted_to(session: Session, user_id: str, office_id: str) -> frozenset[Role]:
    """Return the roles that were given to a user in an office, of one who may not act any more too."""
    query = select(Grant.role).where(Grant.user_id == user_id, Grant.office_id == office_id)
    return frozenset(map(Role, session.scalars(query)))


def roles_of(session: Session, actor: Actor, office_id: str) -> frozenset[Role]:
    """Return the roles that the user has in the office now; none for one who was switched off."""
    remembered = known(session, _ROLES_OF_USER, actor.user_id)
    if remembered is not None:
        everywhere, granted = remembered
        return frozenset(everywhere | granted.get(office_id, frozenset()))
    return once(session, office_id, ("roles", actor.user_id), lambda: _asked_roles(session, actor, office_id))


def _asked_roles(session: Session, actor: Actor, office_id: str) -> frozenset[Role]:
    """Return the roles as the register has them."""
    rows = session.execute(_ROLES, {"office_id": office_id, "user_id": actor.user_id}).all()
    if any(is_operator for is_operator, _ in rows):
        return _EVERYONE
    return frozenset(Role(role) for _, role in rows if role is not None)


def require(session: Session, actor: Actor, office_id: str, act: OfficeAct) -> frozenset[Role]:
    """Return the user's roles in the office, or raise NotAllowed when none of them allows `act`."""
    return require_role(session, actor, office_id, OFFICE_ROLES[act])


def require_role(
    session: Session, actor: Actor, office_id: str, allowed: Collection[Role]
) -> frozenset[Role]:
    """Return the user's roles in the office, or raise NotAllowed when none of them is in `allowed`."""
    roles = roles_of(session, actor, office_id)
    if roles.isdisjoint(allowed):
        names = ", ".join(ROLE_NAMES[role] for role in Role if role in allowed)
        raise NotAllowed(f"{actor.name} không có quyền làm việc này. Người làm được: {names} của cơ quan.")
    return roles


def require_operator(session: Session, actor: Actor) -> None:
    """Raise NotAllowed unless the user is the operator: acts on the register as a whole."""
    if not session.scalar(select(User.is_operator).where(User.id == actor.user_id, User.is_active)):
        raise NotAllowed("Chỉ người vận hành máy chủ làm được việc này, bằng lệnh trên máy chủ.")
