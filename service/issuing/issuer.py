"""The issuer of an input: its office, or a fault of the field `office` and an office to go on with.

Faults are said all at once, so an unknown office must not hide those of the content.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.preparing import Prepared, prepare, prepare_with_gaps
from service.doctypes.taking import Lookup
from service.domain.findings import FieldError
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.errors import InvalidInput


def prepared_input(  # noqa: PLR0913 - half of them by name
    catalogue: Catalogue,
    document_type: DocumentType,
    envelope: Mapping[str, Any],
    *,
    today: date | None = None,
    with_gaps: bool = False,
    issuer: Office | None = None,
    lookup: Lookup | None = None,
) -> Prepared:
    """Return the prepared document of an input; `today` stands for the month where the input names none.

    `with_gaps`: only to be looked at, with marks where something is missing or wrong; an office has to be there.
    `issuer` is the office of the input where the register knows more of it than the reference data, or it alone.
    `lookup` finds the sources that are named by id. Raises InvalidInput with every fault at once.
    """
    office, faults = (issuer, []) if issuer is not None else _issuer(envelope.get("office"))
    try:
        make = prepare_with_gaps if with_gaps else prepare
        prepared = make(
            document_type, envelope, office=office, catalogue=catalogue, lookup=lookup, today=today
        )
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
