"""Who works in the offices of the tests of pages: a person for each role, one with all roles, one of another office.

Everybody has the same password, and is signed in already for as long as the clock of the tests stands still.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from service.domain.dates import office_day
from service.issuing.demo_office import demo_office, found_demo
from service.issuing.passwords import hashed, token_hash
from service.register import accounts, locks, offices
from service.register import people as register_people
from service.register.database import Register
from service.register.states import Role

NOON = datetime(2025, 2, 5, 5, 0, tzinfo=UTC)
TODAY = date(2025, 2, 5)
PASSWORD = "một câu để thử 2025"
OFFICE, OTHER_OFFICE = demo_office(TODAY).id, "ubnd-khac"
#: Somebody with every role in the demo office, and somebody with every role in the other office only.
ALL_ROLES, OUTSIDER = "hoa", "nguoi-la"
#: Who is there, with his roles; a role's name is the login of the one who has just that role.
LOGINS: dict[str, tuple[str, tuple[Role, ...]]] = {
    **{str(role): (f"Người {role}", (role,)) for role in Role},
    ALL_ROLES: ("Nguyễn Thị Hoa", tuple(Role)),
    OUTSIDER: ("Trần Văn Lạ", tuple(Role)),
}


def founded(path: Path, *, now: datetime = NOON, is_live: bool = False) -> Path:
    """Make a register with the demo office (live where a test wants that), the other office and all people."""
    url = f"sqlite:///{path}"
    found_demo(url, now=now)
    demo = demo_office(office_day(now)).id
    with Register.open(url) as register, register.transaction() as session:
        operator = register_people.acting_user(session, register_people.OPERATOR, now=now)
        new = offices.NewOffice(
            id=OTHER_OFFICE, name="UBND xã khác", abbreviation="UBND", valid_from=date(2020, 1, 1)
        )
        locks.lock_office(session, demo)  # before the system, which notes the other office
        offices.add_office(session, operator, new)
        if is_live:
            offices.set_office(session, operator, demo, {"profile": {}})
        password_hash = hashed(PASSWORD)
        for login, (name, roles) in LOGINS.items():
            office_id = OTHER_OFFICE if login == OUTSIDER else demo
            first, *others = roles
            user = register_people.add_user(
                session,
                operator,
                register_people.NewUser(login=login, name=name, office_id=office_id, role=first),
            )
            for role in others:
                register_people.grant_role(session, operator, user_id=user.id, office_id=office_id, role=role)
            accounts.set_password(session, operator, user.id, password_hash=password_hash, must_change=False)
            accounts.begin_sign_in(
                session,
                user.id,
                token_sha256=token_hash(token(login)),
                now=now,
                ends_at=now + timedelta(days=3650),
            )
    return path


def token(login: str) -> str:
    """The token of the sign-in that a person has from the beginning."""
    return f"token of {login}"


def signed_in(app: Flask, login: str) -> FlaskClient:
    """A browser in which a person is signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"sign_in": token(login), "_user_id": login, "_fresh": True})
    return client
