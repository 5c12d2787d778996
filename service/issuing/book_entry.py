"""The line of the book that an input makes: from a prepared document, or as far as a draft says it already."""

from collections.abc import Mapping
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.preparing import Prepared
from service.domain.document_code import DocumentKind, symbol
from service.domain.emphasis import plain
from service.domain.offices import Office
from service.domain.recipients import named_recipients, paper_copies
from service.domain.text import nfc, without_forbidden
from service.register.entries import LETTER, PERSONAL_LETTER, BookEntry

_PERSONAL_LETTER_SLUG = "thu_cong"


def entry_of(prepared: Prepared, *, signer_id: str | None = None) -> BookEntry:
    """Return the whole line of a document that is ready to be numbered; column (5) has no "Như trên" but its names."""
    frame = prepared.frame
    signer = frame.signer
    filed = 1 if frame.copies is None else frame.copies
    first = prepared.values.get("first_recipients", ())
    recipients = named_recipients(frame.recipients, addressees=frame.addressees, first=first)
    return BookEntry(
        kind=book_kind(frame.kind),
        kind_title=frame.kind.name,
        subject=book_subject(frame.subject),
        symbol=frame.symbol,
        signer_id=signer_id,
        signer_name=signer.name if signer else "",
        signer_position=signer.position if signer else "",
        signer_capacity=str(signer.capacity) if signer else "none",
        recipients=recipients,
        kept_by=frame.filing,
        copies=paper_copies(recipients, filing=filed),
        urgency=frame.urgency,
    )


def rough_entry(document_type: DocumentType, envelope: Mapping[str, Any], office: Office) -> BookEntry:
    """Return what can be said of a draft that is not valid yet: kind, subject, symbol.

    Of a valid one these three are the same as in `entry_of`. A subject stands as the book can hold it: that it must
    be typed again is a finding of the draft.
    """
    subject = envelope.get("subject")
    return BookEntry(
        kind=book_kind(document_type.kind),
        kind_title=document_type.kind.name,
        subject=book_subject(without_forbidden(subject)) if isinstance(subject, str) else "",
        symbol=symbol(document_type.kind, office.symbol_suffix),
    )


def book_kind(kind: DocumentKind) -> str:
    """Return how the book knows a kind: by its abbreviation; công văn and thư công have none of their own."""
    if kind.abbreviation:
        return kind.abbreviation
    return PERSONAL_LETTER if kind.slug == _PERSONAL_LETTER_SLUG else LETTER


def book_subject(text: str) -> str:
    r"""Return a subject on one line, without marks of emphasis.

    >>> book_subject("Nâng cao **chỉ số**\nnăm 2025")
    'Nâng cao chỉ số năm 2025'
    """
    return " ".join(plain(nfc(text)).split())
