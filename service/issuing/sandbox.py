"""The sandbox of an office, made ready for a test token and cleared when it is too old."""

from datetime import datetime

from service.domain.dates import office_day
from service.issuing.workplace import Workplace
from service.register import sandbox
from service.register.people import OPERATOR


def ready_twin(workplace: Workplace, office_id: str) -> str:
    """Return the id of the twin in which a test token of the office works now."""
    year = office_day(workplace.now()).year
    with workplace.reading() as turn:
        if sandbox.is_ready(turn.session, turn.actor, office_id, year):
            return sandbox.twin_id(office_id)
    with workplace.writing(OPERATOR) as turn:
        return sandbox.make_ready(turn.session, turn.actor, office_id, year)


def clear_expired(workplace: Workplace) -> list[str]:
    """Clear every sandbox that is too old, also those that nobody uses; return their offices."""
    with workplace.reading() as turn:
        offices = sandbox.expired(turn.session, turn.actor)
    for office_id in offices:
        with workplace.writing(OPERATOR) as turn:
            if office_id in sandbox.expired(turn.session, turn.actor):
                sandbox.clear(turn.session, turn.actor, office_id)
    return offices


def expires_at(workplace: Workplace, office_id: str) -> datetime | None:
    """Return when the sandbox of an office is cleared, None where it has none."""
    with workplace.reading() as turn:
        found: datetime | None = sandbox.expires(turn.session, sandbox.real_id(office_id))
    return found
