"""A register to try things out, made by the first start of a new clone: one office whose documents are not live."""

from datetime import date, datetime

from service.domain.dates import office_day
from service.domain.offices import Office
from service.issuing.accounts import give_one_time_password
from service.issuing.issuing_office import DEMO
from service.issuing.workplace import Turn
from service.reference.issuers import offices as known_offices
from service.register import offices, people
from service.register.database import Register
from service.register.founding import found_register
from service.register.offices import NewOffice
from service.register.people import OPERATOR, NewUser
from service.register.states import Role

FIRST_LOGIN = "quantri"
#: What the first person is called until he says his name, with his own password.
FIRST_NAME = "Người dùng đầu tiên"


def found_demo(url: str, *, now: datetime) -> Office:
    """Make a new register at `url` with the demo office, and no open series; return the office.

    Raises WrongState where there is a register already, RegisterMissing where none can be made.
    """
    office = demo_office(office_day(now))
    with found_register(url, now=now) as register, register.transaction() as session:
        actor = people.acting_user(session, OPERATOR, now=now)
        new = NewOffice(
            id=office.id,
            name=office.name,
            abbreviation=office.symbol_suffix,
            valid_from=office.valid_from or date(office_day(now).year, 1, 1),
            valid_until=office.valid_to,
            profile={DEMO: True},
        )
        offices.add_office(session, actor, new)
    return office


def first_account(url: str, office_id: str, *, now: datetime) -> str:
    """Make the account of the person who tries the service out, with every role in the office.

    Its login is FIRST_LOGIN; returned is its one-time password, to be told once and kept nowhere. Raises WrongState.
    """
    with Register.open(url) as register, register.transaction() as session:
        actor = people.acting_user(session, OPERATOR, now=now)
        new = NewUser(login=FIRST_LOGIN, name=FIRST_NAME, office_id=office_id, role=Role.ADMINISTRATOR)
        user = people.add_user(session, actor, new)
        for role in Role:
            people.grant_role(session, actor, user_id=user.id, office_id=office_id, role=role)
        return give_one_time_password(Turn(session, actor), user.id)


def demo_office(day: date) -> Office:
    """Return the first office of the reference data that is at work on a day."""
    return next(office for office in known_offices() if office.existed_on(day))
