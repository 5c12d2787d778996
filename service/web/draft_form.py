"""The form of a draft as it is posted without scripts: its values, its button done."""

from dataclasses import dataclass
from typing import Any

from flask import request

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.domain.findings import FieldError
from service.web.form_editing import Removed
from service.web.form_request import read_form, shows_only


@dataclass(frozen=True, slots=True)
class ChangedForm:
    """What was posted, and what could not be read; `shows_only`: the button only changed a list or opened a file."""

    envelope: dict[str, Any]
    shows_only: bool
    removed: Removed | None
    filled: str
    faults: tuple[FieldError, ...]


def changed_form(document_type: DocumentType, catalogue: Catalogue) -> ChangedForm:
    """Return the form of this request."""
    posted = read_form(document_type, catalogue, request.form, request.files)
    action = request.form.get("action", "")
    return ChangedForm(posted.envelope, shows_only(action), posted.removed, posted.filled, posted.faults)
