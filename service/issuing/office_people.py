"""Who works in an office: adding people with one-time passwords, their roles, switching them off."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.issuing.accounts import give_one_time_password, name_faults
from service.issuing.office_settings import clean
from service.issuing.workplace import Workplace
from service.register import accounts, people
from service.register.errors import UserNotFound, WrongState
from service.register.people import NewUser
from service.register.states import Role


@dataclass(frozen=True, slots=True)
class OfficePerson:
    """A person with his roles in one office; `has_password` tells whether he can sign in at all."""

    user_id: str
    login: str
    name: str
    is_active: bool
    has_password: bool
    roles: tuple[Role, ...]


def people_of(work: Workplace, office_id: str) -> list[OfficePerson]:
    """Return everybody with a role in an office, by name. Raises NotAllowed."""
    with work.reading() as turn:
        rows = people.users_of(turn.session, turn.actor, office_id)
        with_password = accounts.have_passwords(turn.session, [user.id for user, _ in rows])
        return [
            OfficePerson(
                user.id, user.login, user.name, user.is_active, user.id in with_password, tuple(roles)
            )
            for user, roles in rows
            if not user.is_operator
        ]


def add_person(work: Workplace, office_id: str, *, login: str, name: str, roles: Collection[Role]) -> str:
    """Make a user with roles in an office; return his one-time password, to be told to him only.

    Raises InvalidInput with all faults (paths ``login``, ``name``, ``roles``), NotAllowed, WrongState.
    """
    faults = person_faults(login, name, roles)
    if faults:
        raise InvalidInput(faults)
    first, *others = sorted(roles)
    with work.writing() as turn:
        new = NewUser(login=login.strip(), name=clean(name), office_id=office_id, role=first)
        user = people.add_user(turn.session, turn.actor, new)
        for role in others:
            people.grant_role(turn.session, turn.actor, user_id=user.id, office_id=office_id, role=role)
        return give_one_time_password(turn, user.id)


def set_roles(work: Workplace, office_id: str, user_id: str, roles: Collection[Role]) -> None:
    """Give a user of an office exactly these roles there; the last administrator stays one.

    Raises NotAllowed, WrongState, UserNotFound.
    """
    with work.writing() as turn:
        rows = people.users_of(turn.session, turn.actor, office_id)
        held = {user.id: set(had) for user, had in rows if user.is_active}
        had = next((set(roles_had) for user, roles_had in rows if user.id == user_id), set())
        if not had and people.office_ids(turn.session, user_id):  # nobody is drawn in from another office
            raise UserNotFound("Cơ quan không có người dùng này.")
        others = [one for one, those in held.items() if one != user_id and Role.ADMINISTRATOR in those]
        if Role.ADMINISTRATOR in had and Role.ADMINISTRATOR not in roles and not others:
            raise WrongState(
                "Cơ quan phải còn ít nhất một người quản trị. Giao vai trò đó cho người khác trước."
            )
        words = {"user_id": user_id, "office_id": office_id}
        for role in set(roles) - had:
            people.grant_role(turn.session, turn.actor, role=role, **words)
        for role in had - set(roles):
            people.revoke_role(turn.session, turn.actor, role=role, **words)


def new_password(work: Workplace, user_id: str) -> str:
    """Return a new one-time password of a user; all of his sign-ins end. Raises NotAllowed, WrongState."""
    with work.writing() as turn:
        return give_one_time_password(turn, user_id)


def set_name(work: Workplace, user_id: str, name: str) -> None:
    """Correct the name of a user. Raises InvalidInput (path ``name``), NotAllowed, UserNotFound, WrongState."""
    if faults := name_faults(name):
        raise InvalidInput(faults)
    with work.writing() as turn:
        people.set_name(turn.session, turn.actor, user_id=user_id, name=clean(name))


def set_active(work: Workplace, user_id: str, *, is_active: bool) -> None:
    """Switch a user off or on again. Raises NotAllowed, WrongState for oneself."""
    with work.writing() as turn:
        if user_id == turn.actor.user_id:
            raise WrongState("Không tự ngừng hoạt động tài khoản của mình được. Nhờ người quản trị khác.")
        people.set_active(turn.session, turn.actor, user_id=user_id, is_active=is_active)


def person_faults(login: str, name: str, roles: Collection[Role]) -> list[FieldError]:
    """Return everything that is wrong with a new person as typed: `login`, `name`, `roles`."""
    faults = []
    if not re.fullmatch(r"[a-z0-9][a-z0-9._@-]{1,63}", login.strip()):
        said = "Tên đăng nhập gồm 2 đến 64 chữ thường không dấu, số, dấu chấm, @, - và _."
        faults.append(FieldError("login", "login_malformed", said))
    faults += name_faults(name)
    if not roles:
        faults.append(FieldError("roles", "missing", "Chọn ít nhất một vai trò."))
    return faults
