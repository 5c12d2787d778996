"""Two offices that may not see each other, with a user for every role in each."""

from datetime import date
from typing import Any

from service.register import offices, people
from service.register.permissions import Actor
from service.register.states import Role


def add_two_offices(session: Any, actor: Actor, first: str, second: str) -> None:
    """Add the offices under these ids; the login of a user is ``role@office``."""
    for office_id, name in ((first, "Ủy ban nhân dân xã Ba Tơ"), (second, "Ủy ban nhân dân xã Ba Vì")):
        new = offices.NewOffice(id=office_id, name=name, abbreviation="UBND", valid_from=date(2025, 7, 1))
        offices.add_office(session, actor, new)
        for role in Role:
            user = people.NewUser(
                login=f"{role}@{office_id}", name=f"Người {role}", office_id=office_id, role=role
            )
            people.add_user(session, actor, user)
