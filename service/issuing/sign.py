"""Ghi ngày ký: the day on which a document that is up for signature was signed, on paper, outside of this service."""

from datetime import date

from service.issuing.workplace import Workplace
from service.register import drafts
from service.register.models import Document


def sign(workplace: Workplace, document_id: str, *, signed_on: date) -> Document:
    """Keep the day of the signature. Raises WrongState, DateOutOfOrder (a day to come), NotAllowed."""
    with workplace.writing() as turn:
        return drafts.sign(turn.session, turn.actor, document_id, signed_on=signed_on)
