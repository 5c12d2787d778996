"""Preview of a draft: at once as a plain page, and as the pages that will print where LibreOffice is there."""

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from service.conversion.libreoffice import ConverterMissing
from service.domain.dates import office_day
from service.errors import InvalidInput
from service.http_answers import PDF, SAFETY_HEADERS, page_bytes
from service.issuing.draft_saving import kept
from service.issuing.page_pictures import pdf_of
from service.issuing.printed_view import PrintedView, printed, printed_with_gaps
from service.register import documents
from service.register.errors import DocumentNotFound
from service.register.models import Document
from service.web.form_page import FormPage
from service.web.signed_in import desk, workplace

blueprint = Blueprint("previews", __name__)

_PAGES = "frame-src 'self'"


@blueprint.get("/van-ban/<document_id>/xem-truoc")
def html(document_id: str) -> ResponseReturnValue:
    """Show the draft as plain text with its looks; beside it, where LibreOffice is there, its pages.

    What is missing or wrong in it is marked in the text and listed above; such a draft has no pages and no Word file.
    """
    row, view, faults = _view(document_id)
    shown = render_template(
        "drafts/preview.html",
        row=row,
        view=view,
        faults=faults,
        has_pages=view is not None and not faults and desk().converter is not None,
    )
    response = make_response(page_bytes(shown), 200 if view else 422)
    policy = SAFETY_HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; {_PAGES}"
    return response


@blueprint.get("/van-ban/<document_id>/xem-truoc.pdf")
def pages(document_id: str) -> ResponseReturnValue:
    """Answer the pages as they will print. Raises ConverterMissing, ConversionFailed, InvalidInput."""
    converter = desk().converter
    if converter is None:
        raise ConverterMissing
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        view = printed(workplace(), turn, row)
    response = Response(pdf_of(view.content, converter), mimetype=PDF)
    response.headers["Content-Disposition"] = 'inline; filename="xem-truoc.pdf"'
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; frame-ancestors 'self'; object-src 'self'"
    )
    return response


def _view(document_id: str) -> tuple[Document, PrintedView | None, list[tuple[str, str, str]]]:
    """Return the document, its view (None: nothing can be shown), what stands against it: anchor, place, message."""
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        if row.type_slug is None:
            raise DocumentNotFound("Văn bản này làm ở nơi khác. Xem ở trang của văn bản.")
        try:
            view: PrintedView | None = printed_with_gaps(workplace(), turn, row)
            faults = view.faults if view else ()
        except InvalidInput as error:
            view, faults = None, error.errors
    if not faults:
        return row, view, []
    found = desk()
    document_type = found.catalogue.get(row.type_slug)
    envelope = kept(workplace(), document_id).envelope
    page = FormPage(document_type, found.catalogue, office_day(found.now()), envelope, faults)
    return row, view, [(one.anchor, one.label, one.message) for one in page.fault_remarks]
