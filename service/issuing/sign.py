"""Ghi ngày ký: the day on which a document that is up for signature was signed, on paper, outside of this service."""

from datetime import date

from service.domain.findings import Finding
from service.issuing.workplace import Workplace
from service.register import documents, drafts
from service.register.models import Document
from service.register.warnings_of_entry import signed_too_early


def too_early(workplace: Workplace, document_id: str) -> list[Finding]:
    """Return a warning where the day of the signature lies before the step “Chờ ký”."""
    with workplace.reading() as turn:
        return signed_too_early(turn.session, documents.document(turn.session, turn.actor, document_id))


def sign(workplace: Workplace, document_id: str, *, signed_on: date) -> Document:
    """Keep the day of the signature. Raises WrongState, DateOutOfOrder (a day to come), NotAllowed."""
    with workplace.writing() as turn:
        return drafts.sign(turn.session, turn.actor, document_id, signed_on=signed_on)
