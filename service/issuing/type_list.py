"""The document types on offer with the versions that the register has published."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.doctypes.definition import DocumentType
from service.issuing.workplace import Workplace
from service.register import type_versions
from service.register.models import TypeVersion


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A type on offer and its published versions, oldest first; documents keep theirs."""

    document_type: DocumentType
    versions: Sequence[TypeVersion]


def type_lines(work: Workplace) -> list[TypeLine]:
    """Return all types on offer with their versions."""
    with work.reading() as turn:
        return [
            TypeLine(one, type_versions.versions(turn.session, one.slug)) for one in work.catalogue.types()
        ]
