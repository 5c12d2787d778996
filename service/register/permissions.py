"""Who may do what in which office, decided anew in every transaction from the roles in the register.

Acts on a document take their roles from `states.TRANSITIONS`; acts on an office stand here. The operator
(the person at the machine) has every role and is named in the audit trail like everybody else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from service.register.errors import NotAllowed
from service.register.locks import once
from service.register.models import Grant, User
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


# Asked in nearly every transaction: made once, so that SQLAlchemy need not put it together each time.
_ROLES = (
    select(User.is_operator, Grant.role)
    .join_from(
        User, Grant, and_(Grant.user_id == User.id, Grant.office_id == bindparam("office_id")), isouter=True
    )
    .where(User.id == bindparam("user_id"), User.is_active)
)


def roles_of(session: Session, actor: Actor, office_id: str) -> frozenset[Role]:
    """Return the roles that the user has in the office now; none for one who was switched off."""
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
