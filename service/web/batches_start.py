"""“Theo lô”, the last steps before the run: the choice, three documents to look at, the button."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.findings import FieldError
from service.errors import ServiceError, UnreadableInput
from service.http_answers import DOCX, attachment, status_of
from service.jobs import preparations
from service.jobs.prepared_start import start_prepared
from service.jobs.samples import sample_rows, samples
from service.register.batch_preparations import BEING_STARTED
from service.register.errors import WrongState
from service.web.batches_engine import engine
from service.web.batches_shown import prepared_page
from service.web.document_answers import answer
from service.web.document_typed import Typed
from service.web.signed_in import desk, workplace

blueprint = Blueprint("batches_start", __name__)


@blueprint.post("/theo-lo/chuan-bi/<preparation_id>/chon")
def choose(preparation_id: str) -> ResponseReturnValue:
    """Choose files for signature or numbers, all rows or the valid ones, the day of the numbers."""
    typed = Typed()
    day = typed.day("issued_on", "Ngày ban hành")
    try:
        if typed.faults:
            return _page(preparation_id, typed.faults, 422)
        preparations.choose(
            workplace(),
            preparation_id,
            intent="issue" if request.form.get("intent") == "issue" else "for_signature",
            valid_only=request.form.get("rows") == "valid",
            issued_on=day,
        )
    except ServiceError as refused:
        return _refused(preparation_id, refused)
    return redirect(url_for("batches_prepare.show", preparation_id=preparation_id, _anchor="chon"), 303)


@blueprint.get("/theo-lo/chuan-bi/<preparation_id>/xem-thu")
def look(preparation_id: str) -> Response:
    """Show three documents as they would be made: the first, the longest, and one of a chosen unit (`dong`)."""
    row = preparations.opened(workplace(), preparation_id)
    asked = request.args.get("dong", "")
    chosen = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else None
    found = samples(workplace(), preparation_id, sample_rows(row, chosen))
    units = (row.report or {}).get("units", [])
    document_type = desk().catalogue.get(row.type_slug)
    return answer("batches/samples.html", row=row, samples=found, units=units, document_type=document_type)


@blueprint.get("/theo-lo/chuan-bi/<preparation_id>/xem-thu/<int:number>.docx")
def sample(preparation_id: str, number: int) -> Response:
    """Give one of these documents as a file."""
    (found,) = samples(workplace(), preparation_id, [number])
    if found.fault:
        raise UnreadableInput(found.fault)
    return attachment(found.content, DOCX, file_name=found.file_name, utf8_name=found.utf8_name)


@blueprint.post("/theo-lo/chuan-bi/<preparation_id>/tao")
def start(preparation_id: str) -> ResponseReturnValue:
    """Start the batch, once; afterwards always its page."""
    seen, typed = request.form.get("seen_first", ""), Typed()
    seen_on = typed.day("seen_on", "Ngày ban hành")
    try:
        typed.require()
        batch_id = start_prepared(workplace(), engine(), preparation_id, seen_first=seen, seen_on=seen_on)
    except ServiceError as refused:
        return _refused(preparation_id, refused)
    return redirect(url_for("batches.show", batch_id=batch_id), 303)


def _refused(preparation_id: str, refused: ServiceError) -> Response:
    """Return the page as it is now, with why nothing was done."""
    faults = [*getattr(refused, "errors", ())] or [FieldError("", refused.code, refused.message)]
    return _page(preparation_id, faults, status_of(refused))


def _page(preparation_id: str, faults: list[FieldError], status: int) -> Response:
    """Return the page, its table checked anew; while a batch is being made of it as it was checked last."""
    try:
        preparations.check_again(workplace(), preparation_id)
    except WrongState as refused:
        if refused.code != BEING_STARTED:
            raise
    row = preparations.opened(workplace(), preparation_id)
    return prepared_page(row, faults=faults, status=status, typed=request.form)
