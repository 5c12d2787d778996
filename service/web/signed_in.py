"""Who is signed in, for every page: the one way from a request to the workplace of the person who acts."""

from collections.abc import Mapping

from flask import current_app, g, session
from flask_login import UserMixin, current_user

from service.domain.dates import office_day
from service.issuing.desk import Desk
from service.issuing.issuing_office import issuing_office
from service.issuing.workplace import Workplace
from service.register.accounts import OfficeRoles, SignedIn
from service.register.errors import NotAllowed
from service.register.states import Role

#: Keys of the session: the token of the sign-in, and the office that the person works for.
TOKEN, OFFICE = "sign_in", "office"


class Person(UserMixin):  # type: ignore[misc] # flask_login has no types
    """The person of a sign-in, as Flask-Login wants him."""

    def __init__(self, record: SignedIn) -> None:
        self.record = record

    def get_id(self) -> str:
        """Return the login: the same in the register, in commands and in the API."""
        return self.record.login


def desk() -> Desk:
    """Return what the pages work with."""
    found: Desk = current_app.extensions["desk"]
    return found


def current_login() -> str:
    """Return the login of the person who is signed in; pages behind the login only."""
    return str(current_user.get_id())


def workplace() -> Workplace:
    """Return where the signed-in person works with the register. Raises RegisterMissing, RegisterOutdated."""
    return desk().workplace(current_login())


def office_roles(office_id: str) -> Mapping[str, str]:
    """Return the bodies of an office of the register by their role, as its documents name them. Raises NotAllowed."""
    with workplace().reading() as turn:
        return issuing_office(turn, office_id, office_day(desk().now())).roles


def is_signed_in() -> bool:
    """Tell whether anybody is signed in in this browser."""
    return bool(current_user) and isinstance(getattr(current_user, "record", None), SignedIn)


def person() -> SignedIn:
    """Return who is signed in, with his offices and roles; pages behind the login only."""
    found: SignedIn = current_user.record
    return found


def current_office() -> OfficeRoles:
    """Return the office that the person works for now: that of the form that was sent, else the chosen one.

    Where none was chosen it is the first that is not for trying things out.

    Raises NotAllowed for somebody without a role in any office.
    """
    own = person().offices
    chosen = [one for one in own if one.office_id == g.get("form_office", session.get(OFFICE))]
    live = [one for one in own if not one.is_demo]
    for office in (*chosen, *live, *own):
        return office
    raise NotAllowed("Bạn chưa có vai trò ở cơ quan nào. Nhờ người quản trị giao vai trò cho bạn.")


def work_for_form(office_id: str) -> bool:
    """Do this request in the office that its form was shown for; False where the person has no role there any more.

    A form that was shown to somebody without an office ("") is one of nobody's, and changes nothing here.
    """
    if office_id and all(one.office_id != office_id for one in person().offices):
        return False
    if office_id:
        g.form_office = office_id
    return True


def work_for(office_id: str) -> None:
    """Let the browser work for an office from now on, whatever the form was shown for that asks for it."""
    session[OFFICE] = office_id
    g.pop("form_office", None)


def form_office_id() -> str:
    """Return the office of the form that this request does its work for, "" where another was chosen or none is."""
    return str(g.get("form_office", ""))


def current_office_id() -> str:
    """Return the id of the office that the person works for now. Raises NotAllowed."""
    return current_office().office_id


def has_role(*roles: Role) -> bool:
    """Tell whether the person has one of the roles in the office that he works for now."""
    return bool(person().offices) and not current_office().roles.isdisjoint(roles)
