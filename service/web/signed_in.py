"""Who is signed in, for every page: the one way from a request to the workplace of the person who acts."""

from flask import current_app
from flask_login import current_user

from service.issuing.desk import Desk
from service.issuing.workplace import Workplace


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
