"""What a running installation does by itself from time to time: pushes that are due, sandboxes and answers too old."""

from service.issuing.desk import Desk
from service.issuing.sandbox import clear_expired
from service.issuing.webhooks import push_due
from service.register import kept_answers
from service.register.people import OPERATOR
from service.settings import Settings


def upkeep(desk: Desk, settings: Settings) -> None:
    """Do what is due now; asked every few seconds it costs a few short transactions. Raises RegisterError.

    Without SECRET_KEY nothing is pushed: a message that is signed with another key than the web process has is refused.
    """
    workplace = desk.workplace(OPERATOR)
    clear_expired(workplace)
    with workplace.writing() as turn:
        kept_answers.drop_old_bodies(turn.session, now=turn.actor.at)
    if settings.secret_key:
        push_due(workplace, key=settings.secret_key, allowed=settings.webhook_hosts)
