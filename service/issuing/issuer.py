"""The issuer of an input: its office, or a fault of the field `office` and an office to go on with.

Faults are said all at once, so an unknown office must not hide those of the content.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.preparing import Prepared, prepare
from service.domain.findings import FieldError
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.errors import InvalidInput


def prepared_input(
    catalogue: Catalogue,
    document_type: DocumentType,
    envelope: Mapping[str, Any],
    *,
    today: date | None = None,
) -> Prepared:
    """Return the prepared document of an input; `today` stands for the month where the input names none.

    Raises InvalidInput with every fault at once.
    """
    office, faults = _issuer(envelope.get("office"))
    try:
        prepared = prepare(document_type, envelope, office=office, catalogue=catalogue, today=today)
    except InvalidInput as error:
        if not faults:
            raise
        raise InvalidInput(
            [*faults, *(fault for fault in error.errors if not _is_of_office(fault))]
        ) from None
    if faults:
        raise InvalidInput(faults)
    return prepared


def _issuer(office_id: Any) -> tuple[Office, list[FieldError]]:
    """Return the office of an id; for an unknown one a stand-in and the fault."""
    if not isinstance(office_id, str):  # missing or no text: the schema says so
        return reference.offices()[0], []
    try:
        return reference.office(office_id), []
    except Refused as refused:
        return reference.offices()[0], [FieldError("office", refused.code, refused.message)]


def _is_of_office(fault: FieldError) -> bool:
    """Tell whether a fault comes from the stand-in: about the office itself, or a role it does not have."""
    return fault.path == "office" or fault.code.startswith(("role_", "agency_"))
